"""The referee looks for itself at what was left out before the search: it takes what cannot matter, and refuses what can."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oracles.brute import TooLargeError, brute_routes
from safeconduct.referee.left_out import check_left_out
from safeconduct.routes.model import Cost
from safeconduct.rules.model import (
    Change,
    Clock,
    Consequence,
    Constant,
    Decision,
    Definition,
    Exclusion,
    Formula,
    Group,
    Is,
    Line,
    Not,
    Operator,
    Rules,
    Some,
)
from safeconduct.rules.relevance import for_goal
from safeconduct.rules.renumbering import renumbered
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth
from small_rules import small_rules
from strategies import some_rules
from trying import examples

SLOW = settings(
    derandomize=True,
    max_examples=examples(5),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
HORIZON, STEPS, SMALL = 100, 3, 2_000

TODAY = 738_000
ATOMS = ("there", "needed", "pending", "granted", "refused", "unanswered", "spoilt", "other")
THERE, NEEDED, PENDING, GRANTED, REFUSED, UNANSWERED, SPOILT, OTHER = range(8)
DAYS = Period(10, "days", Counting("plain"))
GO = Operator("go", "go", (), "act", (Line("go if", Is(NEEDED)),), (Change(THERE, True),))


@settings(SLOW, max_examples=examples(40))
@given(some_rules())
def test_what_the_search_leaves_out_is_taken(rules: Rules) -> None:
    assert check_left_out(rules, rules.goal, for_goal(rules, rules.goal)) == []


@SLOW
@given(some_rules(), st.data())
def test_what_is_taken_changes_no_cost(rules: Rules, data: st.DataObject) -> None:
    """Leave out any one rule: either the referee refuses that, or trying everything gives the same."""
    known = zip(rules.values, rules.since, strict=True)
    assume(all(value is Truth.FALSE or (value is Truth.TRUE and since) for value, since in known))
    number = data.draw(st.integers(-len(rules.consequences), len(rules.operators) - 1))
    cut = without_one(rules, number)
    assume(check_left_out(rules, rules.goal, cut) == [])
    pending = len(rules.filed())  # must be decided, and counts, although it does not matter
    try:
        longer = brute_routes(rules, HORIZON, STEPS + pending, most_labels=SMALL)
        whole = brute_routes(rules, HORIZON, STEPS, most_labels=SMALL)
        part = brute_routes(cut, HORIZON, STEPS, most_labels=SMALL)
    except TooLargeError:
        assume(False)
    compared = days_of if pending else Cost.as_tuple
    assert all(any(no_worse(compared(one.cost), compared(route.cost)) for one in longer) for route in part)
    assert all(any(no_worse(compared(one.cost), compared(route.cost)) for one in part) for route in whole)


def days_of(cost: Cost) -> tuple[int, ...]:
    return (cost.days,)


def no_worse(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def without_one(rules: Rules, number: int) -> Rules:
    """Return the rules without an operator, counted from 0, or a consequence, counted from -1 downwards; all atoms stay."""
    operators = [one for at, one in enumerate(rules.operators) if at != number]
    consequences = [one for at, one in enumerate(rules.consequences) if -1 - at != number]
    return renumbered(rules, rules.goal, operators, consequences, list(range(len(rules.atoms))))


# --- what can matter is refused ------------------------------------------------------------------------------------


def rules_with(
    *operators: Operator,
    decision: Decision | None = None,
    consequences: tuple[Consequence, ...] = (),
    groups: tuple[Group, ...] = (),
    held: tuple[int, ...] = (),
    never: Formula | None = None,
) -> Rules:
    return small_rules(
        ATOMS,
        Is(THERE),
        today=TODAY,
        held=dict.fromkeys(held, TODAY - 5),
        groups=groups,
        operators=operators,
        decisions=() if decision is None else (decision,),
        consequences=consequences,
        exclusions=() if never is None else (Exclusion("never", never),),
    )


def act(name: str, *changes: Change) -> Operator:
    return Operator(name, name, (), "act", (), changes)


def applying(*on_grant: Change, keep: tuple[Line, ...] = ()) -> tuple[Operator, Decision]:
    operator = Operator("apply", "apply", (), "application", (), (Change(PENDING, True),), decision=0)
    ends = (PENDING, GRANTED, REFUSED, UNANSWERED)
    return operator, Decision("apply", "discretion", *ends, DAYS, None, on_grant, (), (), keep)


def going_if(formula: Formula) -> Operator:
    return replace(GO, lines=(Line("go if", formula),))


def refused(rules: Rules, *kept: str) -> list[str]:
    """Return what the referee says where only the rules of these names were kept."""
    operators = [one for one in rules.operators if one.name in kept]
    consequences = [one for one in rules.consequences if one.name in kept]
    cut = renumbered(rules, rules.goal, operators, consequences, list(range(len(rules.atoms))))
    return check_left_out(rules, rules.goal, cut)


def happening(change: Change) -> Consequence:
    return Consequence("happens", "happens", (), Is(OTHER), (change,))


APPLY, DECIDED = applying()
MATTERING = {
    "brings what is needed": rules_with(GO, act("bring", Change(NEEDED, True))),
    "ends what is never accepted": rules_with(GO, act("mend", Change(SPOILT, False)), never=Is(SPOILT)),
    "ends it by the group": rules_with(
        GO, act("move", Change(OTHER, True)), groups=(Group((SPOILT, OTHER)),), never=Is(SPOILT)
    ),
    "ends a refusal by asking again": rules_with(going_if(Not(Is(REFUSED))), APPLY, decision=DECIDED, held=(REFUSED,)),
    "ends silence by asking again": rules_with(
        going_if(Not(Is(UNANSWERED))), APPLY, decision=DECIDED, held=(UNANSWERED,)
    ),
    "ends what is pending": rules_with(going_if(Not(Is(PENDING))), APPLY, decision=DECIDED, held=(PENDING,)),
    "begins a clock anew": rules_with(going_if(Clock(NEEDED, "<=", DAYS)), act("end", Change(NEEDED, False))),
    "happens and spoils": rules_with(GO, consequences=(happening(Change(NEEDED, False)),), held=(NEEDED,)),
    "happens and is never accepted": rules_with(GO, consequences=(happening(Change(SPOILT, True)),), never=Is(SPOILT)),
}
SPOILING, GRANTED_THEN = applying(Change(NEEDED, False))
MATTERING["is pending and spoils"] = rules_with(GO, SPOILING, decision=GRANTED_THEN, held=(NEEDED, PENDING))


@pytest.mark.parametrize("rules", MATTERING.values(), ids=MATTERING)
def test_what_can_matter_cannot_be_left_out(rules):
    assert refused(rules, "go")
    assert refused(rules, *(one.name for one in (*rules.operators, *rules.consequences))) == []


@pytest.mark.parametrize(
    "rules",
    [
        rules_with(GO, act("spoil", Change(NEEDED, False)), held=(NEEDED,)),
        rules_with(GO, SPOILING, decision=GRANTED_THEN, held=(NEEDED,)),
        rules_with(GO, consequences=(happening(Change(OTHER, True)),)),
        rules_with(going_if(Clock(NEEDED, ">=", DAYS)), act("end", Change(NEEDED, False)), held=(NEEDED,)),
    ],
    ids=["only spoils, and nobody must", "a grant only spoils", "nobody reads it", "a clock must run longer"],
)
def test_what_cannot_matter_may_be_left_out(rules):
    assert refused(rules, "go") == []


WHOLE = rules_with(
    GO,
    act("bring", Change(NEEDED, True), Change(OTHER, True)),
    APPLY,
    decision=DECIDED,
    held=(PENDING,),
    never=Is(SPOILT),
    groups=(Group((NEEDED, OTHER)),),
)
GONE_WRONG = {
    "a condition is gone": replace(WHOLE, operators=(replace(GO, lines=()), *WHOLE.operators[1:])),
    "a change is gone": replace(WHOLE, operators=(GO, act("bring", Change(NEEDED, True)), APPLY)),
    "an exclusion is gone": replace(WHOLE, exclusions=()),
    "a decision is another": replace(WHOLE, decisions=(replace(DECIDED, kind="automatic"),)),
    "a decision is gone": replace(WHOLE, decisions=()),
    "a group is gone": replace(WHOLE, groups=()),
    "the day is another": replace(WHOLE, today=TODAY + 1),
    "the start is another": replace(WHOLE, values=(Truth.TRUE, *WHOLE.values[1:])),
    "the goal is another": replace(WHOLE, goal=Constant(Truth.TRUE)),
    "the order is another": replace(WHOLE, operators=(WHOLE.operators[1], GO, APPLY)),
    "a rule is new": replace(WHOLE, operators=(*WHOLE.operators, act("jump", Change(THERE, True)))),
    "an atom is new": replace(WHOLE, atoms=("elsewhere", *ATOMS[1:])),
}


@pytest.mark.parametrize("cut", GONE_WRONG.values(), ids=GONE_WRONG)
def test_rules_that_are_not_those_of_the_law_are_refused(cut):
    assert check_left_out(WHOLE, WHOLE.goal, WHOLE) == []
    assert check_left_out(WHOLE, WHOLE.goal, cut)


def test_a_change_left_out_that_ends_another_of_its_group_is_refused():
    kept = [atom for atom in range(len(ATOMS)) if atom != OTHER]
    operators = [GO, act("bring", Change(NEEDED, True)), APPLY]
    cut = renumbered(WHOLE, WHOLE.goal, operators, [], kept)
    assert check_left_out(WHOLE, WHOLE.goal, cut)


# --- idle remedies --------------------------------------------------------------------------------------------------

IF_REFUSED = Is(REFUSED)
REMEDY_PENDING, REMEDY_GRANTED, REMEDY_REFUSED, REMEDY_UNANSWERED = range(8, 12)


def attacked(
    *more: Operator,
    held: tuple[int, ...] = (),
    unknown: tuple[int, ...] = (),
    opened: Formula = IF_REFUSED,
    keep: tuple[Line, ...] = (),
    on_grant: tuple[Change, ...] = (),
) -> Rules:
    """Return rules with an application that brings what is needed, and a remedy against it that brings it too."""
    apply, decided = applying(Change(NEEDED, True), *on_grant, keep=keep)
    remedy = Operator(
        "attack",
        "attack",
        ("apply",),
        "remedy",
        (Line("attack#opened", opened),),
        (Change(REMEDY_PENDING, True),),
        decision=1,
        target="apply",
    )
    ends = (REMEDY_PENDING, REMEDY_GRANTED, REMEDY_REFUSED, REMEDY_UNANSWERED)
    upheld = (Change(REFUSED, False), Change(GRANTED, True), Change(NEEDED, True))
    fate = Decision("attack", "discretion", *ends, DAYS, None, upheld, (), ())
    rules = small_rules(
        (*ATOMS, "remedy pending", "remedy granted", "remedy refused", "remedy unanswered"),
        Is(THERE),
        today=TODAY,
        held=dict.fromkeys(held, TODAY - 5),
        operators=(GO, apply, *more, remedy),
        decisions=(decided, fate),
    )
    values = [Truth.UNKNOWN if atom in unknown else value for atom, value in enumerate(rules.values)]
    return replace(rules, values=tuple(values))


def without_remedy(rules: Rules, *, but_idle: bool) -> list[str]:
    kept = [one for one in rules.operators if one.name != "attack"]
    cut = renumbered(rules, rules.goal, kept, [], list(range(len(rules.atoms))))
    return check_left_out(rules, rules.goal, cut, but_idle=but_idle)


def test_an_idle_remedy_may_be_missing_where_there_is_a_way():
    assert without_remedy(attacked(), but_idle=True) == []
    assert without_remedy(attacked(opened=Clock(REFUSED, "<=", DAYS)), but_idle=True) == []
    assert without_remedy(attacked(opened=Some((Is(REFUSED), Is(UNANSWERED)))), but_idle=True) == []


def test_it_may_not_be_missing_from_a_proof():
    assert without_remedy(attacked(), but_idle=False)


@pytest.mark.parametrize(
    "rules",
    [
        attacked(held=(REFUSED,)),
        attacked(unknown=(REFUSED,)),
        attacked(unknown=(UNANSWERED,)),
        attacked(held=(REMEDY_PENDING,)),
        attacked(opened=Is(OTHER)),
        attacked(opened=Some((Is(REFUSED), Is(OTHER)))),
        attacked(opened=Not(Is(REFUSED))),
        attacked(keep=(Line("apply#0", Is(OTHER), keep=True),)),
        attacked(act("refuse", Change(REFUSED, True))),
        attacked(on_grant=(Change(REFUSED, True),)),
    ],
    ids=[
        "refused at the start",
        "perhaps refused at the start",
        "perhaps unanswered at the start",
        "pending itself",
        "open without a refusal",
        "open otherwise too",
        "open while nothing is refused",
        "a lapse refuses",
        "an act refuses",
        "a grant refuses",
    ],
)
def test_a_remedy_that_is_not_idle_may_never_be_missing(rules):
    assert without_remedy(rules, but_idle=True)


def test_what_is_no_remedy_may_never_be_missing():
    rules = attacked()
    kept = [one for one in rules.operators if one.name != "apply"]
    cut = renumbered(rules, rules.goal, kept, [], list(range(len(rules.atoms))))
    assert check_left_out(rules, rules.goal, cut, but_idle=True)


def test_definitions_may_come_in_another_order_but_not_before_what_they_read():
    reading = (Definition(NEEDED, Is(OTHER)), Definition(SPOILT, Is(GRANTED)), Definition(OTHER, Is(REFUSED)))
    one, alone, other = reading
    whole = replace(rules_with(GO), definitions=(other, one, alone))
    assert check_left_out(whole, whole.goal, replace(whole, definitions=(alone, other, one))) == []
    assert check_left_out(whole, whole.goal, replace(whole, definitions=(one, other, alone)))
    assert check_left_out(whole, whole.goal, replace(whole, definitions=(other, one)))
