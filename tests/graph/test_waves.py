"""The search in whole arrays against trying everything in every order."""

from hypothesis import HealthCheck, assume, given, settings

from oracles.brute import TooLargeError, brute_front
from safeconduct.graph.flat import flat
from safeconduct.graph.waves import CRITERIA, Waves, waves_of
from safeconduct.rules.folded import UnfitError, folded
from safeconduct.rules.model import Rules
from strategies import known_rules
from trying import examples

HORIZON, STEPS = 400, 6
SLOW = settings(derandomize=True, max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


def waves(rules: Rules) -> Waves:
    try:
        return waves_of(flat(folded(rules)), years=2)
    except UnfitError:
        assume(False)
        raise


def costs(found: Waves, rules: Rules) -> set[tuple[int, ...]]:
    """Return the costs of ways in the order of `routes.model.Cost`."""
    return {
        (way.day - rules.today, cost["money"], cost["decisions"], cost["exposure"], 0, cost["unstated"])
        for way in found.ways
        for cost in [dict(zip(CRITERIA, way.costs, strict=True))]
    }


@SLOW
@given(known_rules())
def test_the_front_is_that_of_trying_everything(rules: Rules) -> None:
    found = waves(rules)
    try:
        brute = set(brute_front(rules, HORIZON, STEPS, every_day=False))
    except TooLargeError:
        assume(False)
    short = {cost for way, cost in zip(found.ways, sorted(costs(found, rules)), strict=True) if len(way.moves) <= STEPS}
    assert all(any(no_worse(one, tried) for one in costs(found, rules)) for tried in brute), (found.ways, brute)
    assert all(any(no_worse(tried, one) for tried in brute) for one in short), (found.ways, brute)


def no_worse(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return all(x <= y for x, y in zip(a, b, strict=True))
