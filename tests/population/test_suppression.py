"""Small numbers of people are not shown and cannot be worked out from what is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.population.suppression import Count, part_shown, parts_shown

LEAST = 10
PARTS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), min_size=1)


@given(PARTS)
def test_no_small_part_is_shown(parts):
    shown, _ = parts_shown(parts, LEAST)
    assert all(one.people is None or one.people == 0 or one.people >= LEAST for one in shown.values())


@given(PARTS)
def test_the_whole_less_what_is_shown_is_not_small(parts):
    shown, whole_shown = parts_shown(parts, LEAST)
    rest = sum(parts.values()) - sum(one.people or 0 for one in shown.values())
    assert not whole_shown or rest == 0 or rest >= LEAST


@given(PARTS)
def test_what_is_hidden_is_never_one_part_beside_a_whole_that_is_shown(parts):
    shown, whole_shown = parts_shown(parts, LEAST)
    assert not whole_shown or sum(one.people is None for one in shown.values()) != 1


@pytest.mark.parametrize(
    ("people", "whole", "shown"),
    [
        (0, 500, Count(0)),
        (9, 500, Count(None, 10)),
        (10, 500, Count(10)),
        (495, 500, Count(None)),  # the five others could be worked out
        (500, 500, Count(500)),
    ],
)
def test_a_part_beside_its_whole(people, whole, shown):
    assert part_shown(people, whole, LEAST) == shown


@given(PARTS)
def test_everything_is_shown_where_nothing_is_asked_to_be_hidden(parts):
    assert parts_shown(parts, 0) == ({name: Count(people) for name, people in parts.items()}, True)
