"""What one person has only once is refused if two columns give it twice."""

import numpy as np
import pytest

from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.population.asked import asked_of
from safeconduct.population.from_yaml import population_from_text
from safeconduct.population.rivals import check_rivals

MAPPING = """\
population: shore
id: person
as of: 2026-11-22
facts:
  - {fact: home(ZI), value: {column: here}}
  - {fact: home(ZO), value: {column: there}}
"""


@pytest.mark.parametrize(("held", "said"), [([2, 0], 0), ([2, 1], 0), ([2, 2], 1)])
def test_two_homes_are_one_too_many(shore, held, said):
    population = population_from_text(text_from_bytes(MAPPING.encode(), "map.yaml"), shore, "belong")
    found = check_rivals(asked_of(shore, population), np.array([held]), np.array([3]))
    assert len(found) == said
    assert all("for 3 people" in sentence for sentence in found)
