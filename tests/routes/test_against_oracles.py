"""The fast search against the slow, obvious one: values, fronts, proofs and openings on small random rules."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oracles.brute import TooLargeError, brute_front, brute_openings
from oracles.openers import universe
from safeconduct.graph.model import Limits
from safeconduct.graph.successors import Successors
from safeconduct.referee.no_route import check
from safeconduct.referee.opening import check_opening
from safeconduct.referee.replay import replay, replay_policy
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import FactsMissing, NoRoute, Routes, SearchStopped
from safeconduct.rules import reference
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed, State
from safeconduct.rules.relevance import for_goal
from strategies import some_rules
from trying import examples

SLOW = settings(
    derandomize=True,  # some draws take trying everything a minute
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
HORIZON = 400
STEPS = 6
SMALL = Limits(labels=1000, years=2)


def as_situation(rules: Rules, packed: Packed, state: State) -> reference.Situation:
    values = tuple(
        reference.Truth((state.true >> atom & 1) * 2 + (state.unknown >> atom & 1)) for atom in range(len(rules.atoms))
    )
    since = tuple(packed.since(state, atom) if atom in packed.slot else 0 for atom in range(len(rules.atoms)))
    return reference.Situation(values, since, state.today)


def comparable(rules: Rules, packed: Packed, situation: reference.Situation) -> tuple[object, ...]:
    """The since of an atom that no clock reads is of no account."""
    since = tuple(day if atom in packed.slot else 0 for atom, day in enumerate(situation.since))
    return situation.values, since, situation.today


def waited(rules: Rules, situation: reference.Situation, day: int) -> reference.Situation:
    """Wait from event to event; on those that the search leaves out nothing opens, closes or happens."""
    what_is_so = standing(rules, situation)
    while situation.today < day:
        event = reference.next_event_day(rules, situation)
        assert event is not None
        situation = reference.on_day(rules, situation, min(event, day))
        assert situation.today == day or standing(rules, situation) == what_is_so
    return situation


def standing(rules: Rules, situation: reference.Situation) -> tuple[object, ...]:
    acts = range(len(rules.operators))
    closed = [reference.closed_because(rules, situation, rules.operators[number]) for number in acts]
    prices = [reference.price_of(rules, situation, "act", number) for number in acts]
    goal = reference.truth(rules.goal, situation)
    values = [
        situation.values[atom] for atom in reference.base_atoms(rules)
    ]  # a derived one that nothing reads may turn
    return values, closed, prices, goal, reference.is_excluded(rules, situation)


@SLOW
@given(some_rules(), st.data())
def test_packed_takes_the_same_steps_as_the_reference(rules: Rules, data: st.DataObject) -> None:
    packed = Packed(rules)
    successors = Successors(packed, range(len(rules.operators)))
    state = packed.settle(packed.initial())
    slow = reference.settle(rules, reference.initial(rules))
    for _ in range(8):
        assert comparable(rules, packed, as_situation(rules, packed, state)) == comparable(rules, packed, slow)
        assert successors.is_excluded(state) == reference.is_excluded(rules, slow)
        assert packed.goal(state) == reference.truth(rules.goal, slow)
        assert packed.due_decision(state) == reference.due_decision(rules, slow)
        acts = {number for number in range(len(rules.operators)) if packed.openness(state, number) == 2}
        if reference.due_decision(rules, slow) is None and not reference.is_unsettled(rules, slow):
            assert acts == set(reference.open_acts(rules, slow))
        assert bool(successors.unsettled(state)) <= reference.is_unsettled(rules, slow)
        following = list(successors.of(state))
        if not following:
            return
        chosen = data.draw(st.sampled_from(following))
        kind, number, value = chosen.move
        match kind:
            case "act":
                slow = reference.do_act(rules, slow, number)
            case "wait":
                slow = waited(rules, slow, number)
            case "assume":
                slow = reference.assume(rules, slow, number, value)
            case _:
                slow = reference.decide(rules, slow, number, kind)
        state = chosen.state


@SLOW
@given(some_rules())
def test_every_answer_passes_the_referee(rules: Rules) -> None:
    match solve(rules, limits=SMALL, most=0):
        case Routes(groups):
            for group in groups:
                assert replay(rules, group.policy.route) == []
                assert replay_policy(rules, group.policy) == []
                assert [replay(rules, copy) for copy in group.copies] == [[] for _ in group.copies]
        case NoRoute(certificate):
            assert check(rules, certificate) == []
        case SearchStopped() | FactsMissing():
            pass


@SLOW
@given(some_rules())
def test_the_front_is_that_of_trying_everything(rules: Rules) -> None:
    try:
        brute = brute_front(rules, HORIZON, STEPS)
    except TooLargeError:
        assume(False)
    solution = solve(rules, thorough=True, most=0, limits=Limits(labels=1000, years=2, facts=9))
    if isinstance(solution, Routes):
        routes = [route for group in solution.groups for route in (group.policy.route, *group.copies)]
        found = {route.cost.as_tuple() for route in routes}
        if all(len(route.steps) <= STEPS and route.cost.days <= HORIZON for route in routes):
            assert all(any(no_worse(tried, cost) for tried in brute) for cost in found), (found, brute)
        if solution.stopped in (None, "days of waiting"):
            assert all(any(no_worse(one, tried) for one in found) for tried in brute), (found, brute)
    elif isinstance(solution, NoRoute):
        assert brute == []
    else:
        assert brute == [] or isinstance(solution, FactsMissing)


@SLOW
@given(some_rules())
def test_what_is_dropped_as_irrelevant_changes_no_cost(rules: Rules) -> None:
    known = zip(rules.values, rules.since, strict=True)
    assume(all(value is reference.Truth.FALSE or (value is reference.Truth.TRUE and since) for value, since in known))
    whole = solve(rules, limits=SMALL, thorough=True, most=0)
    part = solve(for_goal(rules, rules.goal), limits=SMALL, thorough=True, most=0)
    assert costs(whole) == costs(part)


@settings(SLOW, max_examples=examples(5))
@given(some_rules())
def test_openings_are_those_of_trying_every_change(rules: Rules) -> None:
    rules = replace(rules, given=what_nothing_changes(rules))
    solution = solve(rules, limits=SMALL, most=2)
    assume(isinstance(solution, NoRoute) and solution.openings.complete)
    assert isinstance(solution, NoRoute)
    assume(
        not any(
            line.formula == exclusion.formula
            for one in rules.operators
            for line in one.lines
            for exclusion in rules.exclusions
        )
    )
    try:
        brute = brute_openings(rules, universe(rules), 2, HORIZON, STEPS)
    except TooLargeError:
        assume(False)
    assert [check_opening(rules, one) for one in solution.openings.found] == [[] for _ in solution.openings.found]
    found = {(one.lines, one.exclusions, one.facts) for one in solution.openings.found}
    tried = {(one.lines, one.exclusions, one.facts) for one in brute}
    assert tried <= found, (tried - found, rules)


def what_nothing_changes(rules: Rules) -> tuple[int, ...]:
    """Return the facts that no rule changes, though the end of another of their group may: somebody else could."""
    made = {change.atom for one in (*rules.operators, *rules.consequences) for change in one.changes}
    for decision in rules.decisions:
        made |= {change.atom for change in (*decision.on_grant, *decision.on_refusal, *decision.on_silence)}
        made |= {decision.pending, decision.granted, decision.refused, decision.unanswered}
    return tuple(atom for atom in reference.base_atoms(rules) if atom not in made and atom not in rules.dates)


def costs(solution: object) -> list[tuple[int, ...]]:
    if not isinstance(solution, Routes):
        return []
    return sorted({group.policy.route.cost.as_tuple() for group in solution.groups})


def no_worse(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return all(x <= y for x, y in zip(a, b, strict=True))
