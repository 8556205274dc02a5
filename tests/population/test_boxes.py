"""The boxes of many kinds at once are those that each has alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.population.boxes import Boxes
from safeconduct.rules.model import Rules
from safeconduct.terms.truth import Truth
from strategies import TODAY, some_rules

KINDS = 6


@st.composite
def rules_and_starts(draw: st.DrawFn) -> tuple[Rules, np.ndarray, np.ndarray]:
    """Return rules and, for several kinds of people, the value and the day of each atom."""
    rules = draw(some_rules())
    mirrored = rules.mirrored()
    values, since = np.zeros((2, len(rules.atoms), KINDS), np.int64)
    for atom, value in enumerate(rules.values):
        kept = atom in mirrored or atom in rules.dates
        values[atom] = [int(value) if kept else draw(st.integers(0, 2)) for _ in range(KINDS)]
        since[atom] = [draw(st.integers(TODAY - 70, TODAY)) if draw(st.booleans()) else 0 for _ in range(KINDS)]
    return rules, values, np.where(values == 2, since, 0)


@pytest.mark.parametrize("good_only", [False, True])
@settings(max_examples=30, deadline=None)
@given(drawn=rules_and_starts())
def test_each_kind_has_its_own_box(drawn, good_only):
    rules, values, since = drawn
    boxes = Boxes(rules, values, since, good_only=good_only)
    for kind in range(KINDS):
        own = replace(
            rules, values=tuple(Truth(v) for v in values[:, kind].tolist()), since=tuple(since[:, kind].tolist())
        )
        assert boxes.bits[:, kind].tolist() == Possible(own, good_only=good_only).bits
