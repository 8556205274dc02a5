"""Days that are left at least: never more than are left really."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from referee.drawn_regions import drawn_rules
from safeconduct.graph.distances import FAR, Distances, distances_of
from safeconduct.graph.flat import Flat, flat
from safeconduct.graph.waves import waves_of
from safeconduct.rules.folded import UnfitError, folded
from safeconduct.rules.model import Rules
from strategies import known_rules
from trying import examples

SLOW = settings(derandomize=True, max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


def flat_of(rules: Rules) -> Flat:
    try:
        return flat(folded(rules))
    except UnfitError:
        assume(False)
        raise


def least(rows: Flat) -> int:
    distances = distances_of(rows)
    return 0 if distances is None else int(distances.of(rows.start)[0])


@SLOW
@given(known_rules())
def test_no_way_takes_fewer_days_than_are_left_at_least(rules: Rules) -> None:
    rows = flat_of(rules)
    ways = waves_of(rows, ()).ways
    assume(not rows.consequences)  # the start is not settled yet
    assert all(least(rows) <= way.day - rules.today for way in ways)


@pytest.mark.parametrize("seed", range(60))
def test_a_goal_that_can_be_met_is_not_out_of_reach(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = drawn_rules(seed)
    rows = flat(folded(rules))
    there = least(rows)
    monkeypatch.setattr("safeconduct.graph.waves.distances_of", lambda flat: None)
    ways = waves_of(rows, ()).ways
    assert there == FAR or not ways or there <= ways[0].day - rules.today
    assert there < FAR or not ways


@pytest.mark.parametrize("seed", range(60))
def test_ways_are_the_same_without_distances(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = flat(folded(drawn_rules(seed)))
    with_distances = waves_of(rows).ways
    monkeypatch.setattr("safeconduct.graph.waves.distances_of", lambda flat: None)
    assert [one[:2] for one in waves_of(rows).ways] == [one[:2] for one in with_distances]


def test_what_is_at_the_goal_has_no_day_left() -> None:
    rows = flat(
        folded(drawn_rules(next(seed for seed in range(60) if waves_of(flat(folded(drawn_rules(seed))), ()).ways)))
    )
    distances = Distances(rows)
    met = waves_of(rows, ()).rows
    assert np.all(distances.of(met[rows.goal.holds(met)]) == 0)
