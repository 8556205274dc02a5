"""Different values without masked arrays are those that numpy finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.graph.distinct import distinct, distinct_with_places

VALUES = st.lists(st.integers(-3, 3), max_size=12).map(lambda values: np.array(values, np.int64))


@given(VALUES)
def test_different_values_are_those_of_numpy(values):
    assert distinct(values).tolist() == np.unique(values).tolist()


@given(VALUES)
def test_places_lead_back_to_the_values(values):
    different, places = distinct_with_places(values)
    assert different.tolist() == np.unique(values).tolist()
    assert different[places].tolist() == values.tolist()


def test_places_have_the_form_of_the_values():
    different, places = distinct_with_places(np.array([[5, 7], [7, 5]]))
    assert (different.tolist(), places.tolist()) == ([5, 7], [[0, 1], [1, 0]])
