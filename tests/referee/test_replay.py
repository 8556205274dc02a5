from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings

from oracles.brute import TooLargeError, brute_routes
from safeconduct.referee.replay import replay, replay_policy
from safeconduct.routes.model import Branch, Cost, DutyStep, Policy, Route, Step
from safeconduct.rules.model import (
    All,
    Change,
    Clock,
    Decision,
    Duty,
    Exclusion,
    Is,
    Line,
    Not,
    Operator,
    Risk,
    Rules,
)
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth
from strategies import HORIZON, some_rules
from trying import examples

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
TODAY = date(2024, 1, 15).toordinal()
PLAIN = Counting("plain")
TEN_DAYS = Period(10, "days", PLAIN)
NAMES = ("schooled", "abroad", "pending", "granted", "refused", "unanswered", "home", "reported", "detained")
SCHOOLED, ABROAD, PENDING, GRANTED, REFUSED, UNANSWERED, HOME, REPORTED, DETAINED = range(9)


def line(formula, name):
    return Line(name, formula)


def operator(name, lines, changes, **more):
    return Operator(name, name, (), more.pop("kind", "act"), lines, changes, **more)


def journey(kind="discretion", waits=TEN_DAYS):
    """Leave (schooling must be known), ask for leave to enter, go home ten days after leaving; or ask again, or by the back door."""
    leave, ask, home, report, back_door = range(5)
    assert (leave, ask, home, report, back_door) == (0, 1, 2, 3, 4)
    decision = Decision("ask", kind, PENDING, GRANTED, REFUSED, UNANSWERED, waits, TEN_DAYS, (), (), ())
    report_it = Duty(0, ("report",), TEN_DAYS)
    return Rules(
        atoms=NAMES,
        values=(U, *[F] * 8),
        since=(0,) * 9,
        today=TODAY,
        dates=(),
        definitions=(),
        watches=(),
        groups=(),
        operators=(
            operator("leave", (line(Is(SCHOOLED), "schooled"),), (Change(ABROAD, True),), fee=5, duties=(report_it,)),
            operator("ask", (line(Is(ABROAD), "abroad"),), (Change(PENDING, True),), kind="application", decision=0),
            operator(
                "home",
                (line(Is(GRANTED), "granted"), line(Clock(ABROAD, ">=", TEN_DAYS), "ten days abroad")),
                (Change(HOME, True),),
                risks=(Risk(0, "KP", "family", 3, Not(Is(REPORTED))),),
            ),
            operator("report", (), (Change(REPORTED, True),), fee=1),
            operator("back-door", (line(Is(REFUSED), "refused"),), (Change(HOME, True),)),
            operator("give-up", (), (Change(DETAINED, True),)),
        ),
        decisions=(decision,),
        consequences=(),
        exclusions=(Exclusion("never detained", Is(DETAINED)),),
        goal=Is(HOME),
    )


GOOD = Route(
    steps=(
        Step(TODAY, "assume", SCHOOLED, "true"),
        Step(TODAY, "act", 0),
        Step(TODAY, "act", 1),
        Step(TODAY + 10, "granted", 0),
        Step(TODAY + 10, "act", 3),
        Step(TODAY + 11, "act", 2),
    ),
    end=TODAY + 11,
    cost=Cost(days=11, money=6, decisions=1, exposure=0, facts=1, unstated=0),
    duties=(DutyStep(1, 0, TODAY + 10, 4),),
)
BACK_DOOR = Route(steps=(Step(TODAY + 10, "act", 4),), end=TODAY + 10, cost=Cost())


def with_step(position, step):
    return msgspec.structs.replace(GOOD, steps=(*GOOD.steps[:position], step, *GOOD.steps[position + 1 :]))


def without_step(position):
    return msgspec.structs.replace(GOOD, steps=GOOD.steps[:position] + GOOD.steps[position + 1 :])


def test_a_good_route_is_sound():
    assert replay(journey(), GOOD) == []


@pytest.mark.parametrize("position", range(len(GOOD.steps)))
def test_a_route_without_one_of_its_steps_is_refused(position):
    assert replay(journey(), without_step(position))


@pytest.mark.parametrize("position", range(len(GOOD.steps)))
@pytest.mark.parametrize("shift", [-11, -1, 1, 2])
def test_a_route_with_a_step_on_another_day_is_refused(position, shift):
    step = GOOD.steps[position]
    assert replay(journey(), with_step(position, msgspec.structs.replace(step, day=step.day + shift)))


@pytest.mark.parametrize("field", Cost.__struct_fields__)
@pytest.mark.parametrize("by", [-1, 1])
def test_a_route_with_another_cost_is_refused(field, by):
    cost = msgspec.structs.replace(GOOD.cost, **{field: getattr(GOOD.cost, field) + by})
    (problem,) = replay(journey(), msgspec.structs.replace(GOOD, cost=cost))
    assert problem.startswith("the cost: ")


@pytest.mark.parametrize("kind", ["refused", "silence", "lapsed", "waited"])
def test_a_route_with_another_outcome_is_refused(kind):
    assert replay(journey(), with_step(3, Step(TODAY + 10, kind, 0)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"end": TODAY + 12}, "the end: the goal is already reached on 2024-01-26; the route ends there"),
        ({"duties": ()}, "the duties: "),
        ({"steps": GOOD.steps[:5]}, "the end: the goal is not reached on 2024-01-26"),
        (
            {"steps": (*GOOD.steps, Step(TODAY + 11, "act", 3))},
            "step 6 (act report): the goal is reached before it; the route ends there",
        ),
        ({"steps": GOOD.steps[1:]}, "step 0 (act leave): not open on 2024-01-15: schooled"),
        (
            {"steps": GOOD.steps[:3] + GOOD.steps[4:]},
            "step 3 (act report): the decision on ask is due first",
        ),
        (
            {"steps": (*GOOD.steps[:3], Step(TODAY + 11, "granted", 0), *GOOD.steps[4:])},
            "step 3 (granted ask): the decision on ask falls due before it, by 2024-01-25",
        ),
        (
            {"steps": (*GOOD.steps[:3], Step(TODAY, "act", 5), *GOOD.steps[3:])},
            "step 3 (act give-up): leads into a situation that is excluded, on 2024-01-15",
        ),
        (
            {"steps": (Step(TODAY, "assume", SCHOOLED, "long"), *GOOD.steps[1:])},
            "step 0 (assume schooled long): not open to assumption on 2024-01-15",
        ),
        (
            {"steps": (*GOOD.steps[:2], Step(TODAY, "granted", 0), *GOOD.steps[2:])},
            "step 2 (granted ask): not the decision that is due on 2024-01-15 (none is)",
        ),
    ],
)
def test_a_bad_route_is_refused_with_the_reason(changes, message):
    assert replay(journey(), msgspec.structs.replace(GOOD, **changes))[0].startswith(message)


def test_a_route_cannot_wait_while_an_exclusion_is_undecided():
    unsure = msgspec.structs.replace(journey(), exclusions=(Exclusion("never", All((Is(SCHOOLED), Is(ABROAD)))),))
    (problem,) = replay(unsure, with_step(0, Step(TODAY + 1, "act", 3)))
    assert "is undecided" not in problem
    undecided = msgspec.structs.replace(journey(), exclusions=(Exclusion("never", Is(SCHOOLED)),))
    (problem,) = replay(undecided, with_step(0, Step(TODAY + 1, "act", 3)))
    assert problem == "step 0 (act report): cannot wait: schooled is undecided on 2024-01-15"


def test_a_wait_without_a_stated_period_is_counted():
    assert (
        replay(journey(waits=None), msgspec.structs.replace(GOOD, cost=msgspec.structs.replace(GOOD.cost, unstated=1)))
        == []
    )


# --- policies ------------------------------------------------------------------------------------------------------


def policy(*branches, assured=False, route=GOOD):
    return Policy(route, branches, assured)


REFUSED_THEN = Branch(3, "refused", policy(route=BACK_DOOR, assured=True))


@pytest.mark.parametrize(
    "good",
    [
        policy(),
        policy(Branch(3, "refused", None)),
        policy(REFUSED_THEN),
        policy(REFUSED_THEN, Branch(3, "silence", None)),
    ],
)
def test_a_good_policy_is_sound(good):
    assert replay_policy(journey(), good) == []


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (policy(REFUSED_THEN, assured=True), "assured: recomputed False, stated True"),
        (policy(Branch(2, "refused", None)), "branch at step 2 (refused): the route has no grant there"),
        (policy(Branch(9, "refused", None)), "branch at step 9 (refused): the route has no grant there"),
        (policy(Branch(3, "lapsed", None)), "branch at step 3 (lapsed): the decision cannot end so"),
        (policy(REFUSED_THEN, REFUSED_THEN), "branch at step 3 (refused): stated twice"),
        (
            policy(Branch(3, "silence", REFUSED_THEN.then)),
            "branch at step 3 (silence): step 0 (act back-door): not open on 2024-01-25: refused",
        ),
    ],
)
def test_a_bad_policy_is_refused_with_the_reason(bad, message):
    assert message in replay_policy(journey(), bad)


def test_silence_on_an_entitlement_needs_no_answer_to_be_assured():
    right = journey(kind="entitlement")
    by_right = msgspec.structs.replace(GOOD, cost=msgspec.structs.replace(GOOD.cost, decisions=0))
    assert replay_policy(right, policy(route=by_right, assured=True)) == []
    assert replay_policy(right, policy(Branch(3, "refused", None), route=by_right, assured=True)) == [
        "branch at step 3 (refused): the decision cannot end so"
    ]


def test_a_policy_is_assured_when_each_bad_outcome_leads_home():
    other_door = msgspec.structs.replace(journey().operators[4], lines=())
    open_door = msgspec.structs.replace(journey(), operators=(*journey().operators[:4], other_door))
    both = (REFUSED_THEN, Branch(3, "silence", REFUSED_THEN.then))
    assert replay_policy(open_door, policy(*both, assured=True)) == []
    assert replay_policy(open_door, policy(*both)) == ["assured: recomputed True, stated False"]


# --- everything trying everything finds ----------------------------------------------------------------------------


@settings(deadline=None, max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(some_rules())
def test_what_brute_force_finds_is_sound_and_at_another_cost_is_not(rules):
    try:
        routes = brute_routes(rules, HORIZON, 5)
    except TooLargeError:
        assume(False)
    for route in routes:
        assert replay(rules, route) == []
        cheaper = msgspec.structs.replace(route.cost, days=route.cost.days - 1)
        assert replay(rules, msgspec.structs.replace(route, cost=cheaper))
        assert replay(rules, msgspec.structs.replace(route, end=route.end + 1))
        if route.steps:
            assert replay(rules, msgspec.structs.replace(route, steps=route.steps[:-1]))
