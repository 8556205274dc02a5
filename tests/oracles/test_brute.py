from hypothesis import HealthCheck, assume, given, settings

from oracles.brute import Opener, TooLargeError, brute_front, brute_openings, brute_routes
from safeconduct.routes.model import Opening
from safeconduct.rules.model import Ban, Calendar, Change, Exclusion, Is, Line, Not, Operator
from small_rules import small_rules
from strategies import HORIZON, TODAY, chained_rules
from trying import examples

SCHOOLED, ABROAD, HOME = range(3)


def act(name, lines, changes, **more):
    return Operator(
        name, name, (), "act", tuple(Line(f"{name} if {n}", f) for n, f in enumerate(lines)), changes, **more
    )


def two_ways():
    """Home on day 9 for nothing, or at once for 5."""
    slow = act("slow", [Calendar(">=", TODAY + 9)], (Change(HOME, True),))
    return rules(slow, act("dear", [], (Change(HOME, True),), fee=5), act("dearer", [], (Change(HOME, True),), fee=6))


def rules(*operators, exclusions=()):
    atoms = ("schooled", "abroad", "home")
    return small_rules(atoms, Is(HOME), today=TODAY, held={}, operators=operators, exclusions=exclusions)


def test_the_front_keeps_what_nothing_beats():
    assert brute_front(two_ways(), HORIZON, 3) == [(0, 5, 0, 0, 0, 0), (9, 0, 0, 0, 0, 0)]


def test_the_horizon_and_the_number_of_steps_bound_the_front():
    assert brute_front(two_ways(), 8, 3) == [(0, 5, 0, 0, 0, 0)]
    assert brute_front(two_ways(), HORIZON, 0) == []


def test_openings_are_the_minimal_sets():
    go = act("go", [Is(SCHOOLED), Is(ABROAD)], (Change(HOME, True),), bans=(Ban(0, Not(Is(ABROAD))),))
    stuck = rules(go, act("leave", [], (Change(ABROAD, True),)), exclusions=(Exclusion("never abroad", Is(ABROAD)),))
    universe = [
        Opener("line", key="go if 0"),
        Opener("line", key="go if 1"),
        Opener("exclusion", key="never abroad"),
        Opener("fact", atom=SCHOOLED, value=True),
        Opener("fact", atom=HOME, value=True),
    ]
    assert brute_openings(stuck, universe, 2, HORIZON, 3) == [
        Opening(facts=((HOME, True),)),
        Opening(lines=("go if 0",), exclusions=("never abroad",)),
        Opening(exclusions=("never abroad",), facts=((SCHOOLED, True),)),
    ]


@settings(deadline=None, max_examples=examples(6), suppress_health_check=list(HealthCheck))
@given(chained_rules())
def test_acting_on_more_days_is_never_worse(rules):
    try:
        on_event_days = brute_routes(rules, 30, 3)
        on_every_day = brute_front(rules, 30, 3, every_day=True, most_labels=2_000)
    except TooLargeError:
        assume(False)
    for route in on_event_days:
        cost = route.cost.as_tuple()
        assert any(all(x <= y for x, y in zip(other, cost, strict=True)) for other in on_every_day)
