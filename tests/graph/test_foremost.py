"""The foremost way against all ways: the same cost as the first of them, and no way below the floor."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.graph.model import Limits
from safeconduct.graph.outlook import floor_of
from safeconduct.referee.replay import replay
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.foremost import foremost
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import Route, Routes
from safeconduct.routes.preferences import CRITERIA, criteria_of, in_order
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules
from strategies import some_rules
from trying import examples

SLOW = settings(derandomize=True, max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
SMALL = Limits(labels=600, years=2)
PREFERENCES = st.lists(st.sampled_from(CRITERIA), max_size=2, unique=True).map(tuple)


def cost(route: Route, prefer: tuple[str, ...]) -> list[int]:
    return [getattr(route.cost, one) for one in criteria_of(prefer)]


@SLOW
@given(some_rules(), PREFERENCES)
def test_it_costs_what_the_first_of_all_ways_costs(rules: Rules, prefer: tuple[str, ...]) -> None:
    solution = solve(rules, prefer, SMALL, most=0, thorough=True)
    core = Task(rules, SMALL).core
    label, stopped = foremost(core, prefer)
    if not isinstance(solution, Routes):
        assert label is None
        return
    ways = in_order([one.policy.route for one in solution.groups], prefer)
    assert label is not None
    route = route_of(Task(rules, SMALL), label, core)
    assert replay(rules, route) == []
    ours, first = cost(route, prefer), cost(ways[0], prefer)
    assert ours == first or (solution.stopped if ours < first else stopped) is not None


@SLOW
@given(some_rules())
def test_no_way_costs_less_than_the_floor(rules: Rules) -> None:
    solution = solve(rules, (), SMALL, most=0, thorough=True)
    if isinstance(solution, Routes):
        floor = floor_of(Task(rules, SMALL).core.rules)
        for one in solution.groups:
            assert one.policy.route.cost.decisions >= floor.decisions
            assert one.policy.route.cost.exposure >= floor.exposure
