"""Regions: the proof by values alone, in arrays."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oracles.brute import TooLargeError, brute_front
from safeconduct.graph.model import Limits
from safeconduct.referee.no_route import check
from safeconduct.referee.replay import replay
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import Region, Routes
from safeconduct.routes.task import Task
from safeconduct.routes.whole import find_region
from safeconduct.rules.model import Rules
from strategies import known_rules

SLOW = settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = Limits(labels=1000, years=2)


def region_for(rules: Rules) -> Region:
    task = Task(rules, SMALL)
    assume(task.possible.goal_is_possible())  # else a box is the proof
    region = find_region(rules)
    assume(region is not None)
    assert region is not None
    return region


@SLOW
@given(known_rules())
def test_every_region_passes_the_referee(rules: Rules) -> None:
    assert check(rules, region_for(rules)) == []


@SLOW
@given(known_rules(), st.data())
def test_a_region_that_lacks_a_row_is_refused(rules: Rules, data: st.DataObject) -> None:
    region = region_for(rules)
    width = (len(region.atoms) + 7) // 8
    lacking = data.draw(st.integers(0, region.count - 1)) * width
    rows = region.rows[:lacking] + region.rows[lacking + width :]
    assert check(rules, replace(region, count=region.count - 1, rows=rows))


@SLOW
@given(known_rules(), known_rules())
def test_a_region_of_other_rules_proves_nothing_that_trying_everything_denies(rules: Rules, others: Rules) -> None:
    region = region_for(others)
    assume(max(region.atoms, default=0) < len(rules.atoms) and check(rules, region) == [])
    try:
        assert brute_front(rules, 90, 3) == []
    except TooLargeError:
        assume(False)


@SLOW
@given(known_rules())
def test_every_way_found_in_rows_passes_the_referee(rules: Rules) -> None:
    solution = solve(rules, limits=SMALL, most=0)
    assume(isinstance(solution, Routes))
    assert isinstance(solution, Routes)
    assert [replay(rules, group.policy.route) for group in solution.groups] == [[] for _ in solution.groups]
