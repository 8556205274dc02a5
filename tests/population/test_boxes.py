"""The boxes of many kinds at once are those that each has alone, and so is what stands in the way."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.population.boxes import Boxes
from safeconduct.population.obstacles import obstacles_of
from safeconduct.routes.model import Opening
from safeconduct.routes.openings import with_changes
from safeconduct.rules.model import Rules
from safeconduct.terms.truth import Truth
from strategies import TODAY, some_rules
from trying import examples

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
@settings(max_examples=examples(10), deadline=None)
@given(drawn=rules_and_starts())
def test_each_kind_has_its_own_box(drawn, good_only):
    rules, values, since = drawn
    boxes = Boxes(rules, values, since, good_only=good_only)
    for kind in range(KINDS):
        own = one_kind(rules, values, since, kind)
        assert boxes.bits[:, kind].tolist() == Possible(own, good_only=good_only).bits


def one_kind(rules: Rules, values: np.ndarray, since: np.ndarray, kind: int) -> Rules:
    return replace(
        rules, values=tuple(Truth(v) for v in values[:, kind].tolist()), since=tuple(since[:, kind].tolist())
    )


def single_changes(rules: Rules) -> Iterator[tuple[str, Rules]]:
    """Yield what each single change is called, and the rules with it, in the order in which obstacles are looked for."""
    acts = [one for one in rules.operators if one.kind != "offence"]
    for key in dict.fromkeys(line.key for one in acts for line in one.lines if line.waivable):
        yield key, replace(with_changes(rules, Opening(lines=(key,))), decisions=rules.decisions)
    for exclusion in rules.exclusions:
        if not exclusion.key.startswith("unlawful"):
            yield exclusion.key, with_changes(rules, Opening(exclusions=(exclusion.key,)))


@settings(max_examples=examples(20), deadline=None)
@given(drawn=rules_and_starts())
def test_an_obstacle_is_the_first_change_after_which_the_box_holds_the_goal(drawn):
    rules, values, since = drawn
    boxes = Boxes(rules, values, since, good_only=True)
    hopeless = ~boxes.goal_is_possible()
    found = obstacles_of(boxes.some(hopeless))
    for kind, block in zip(np.flatnonzero(hopeless).tolist(), found, strict=True):
        own = one_kind(rules, values, since, kind)
        opens = (name for name, changed in single_changes(own) if Possible(changed, good_only=True).goal_is_possible())
        expected = next(opens, None)
        assert block == expected if expected is not None else "#" not in block
