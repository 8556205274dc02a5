"""What a decision ends matters as much as what it brings about, and what is pending already cannot be avoided: slices keep both."""

import pytest

from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Routes
from safeconduct.rules.model import Change, Clock, Decision, Exclusion, Formula, Is, Line, Not, Operator, Rules
from safeconduct.rules.relevance import for_goal
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth

TODAY = 738_000
ATOMS = ("there", "needed", "pending", "granted", "refused", "unanswered", "spoilt")
THERE, NEEDED, PENDING, GRANTED, REFUSED, UNANSWERED, SPOILT = range(7)


def days(count: int) -> Period:
    return Period(count, "days", Counting("plain"))


def rules_of(
    go: Formula, held: dict[int, int], *on_grant: Change, once: bool = False, never: int | None = None
) -> Rules:
    """`apply` is decided in ten days; `go` leads to the goal if a formula holds. held: days since when atoms hold; once: `apply` cannot be filed again."""
    lines = (Line("apply if", Is(SPOILT)),) if once else ()
    return Rules(
        atoms=ATOMS,
        values=tuple(Truth.TRUE if atom in held else Truth.FALSE for atom in range(len(ATOMS))),
        since=tuple(TODAY - held[atom] if atom in held else 0 for atom in range(len(ATOMS))),
        today=TODAY,
        dates=(),
        definitions=(),
        watches=(),
        groups=(),
        operators=(
            Operator("apply", "apply", (), "application", lines, (Change(PENDING, True),), decision=0),
            Operator("go", "go", (), "act", (Line("go if", go),), (Change(THERE, True),)),
        ),
        decisions=(
            Decision("apply", "entitlement", PENDING, GRANTED, REFUSED, UNANSWERED, days(10), None, on_grant, (), ()),
        ),
        consequences=(),
        exclusions=() if never is None else (Exclusion("never", Is(never)),),
        goal=Is(THERE),
    )


@pytest.mark.parametrize("ended", [REFUSED, UNANSWERED])
def test_who_was_refused_may_apply_again_and_be_granted(ended):
    rules = rules_of(Not(Is(ended)), {ended: 5})
    for one in (rules, for_goal(rules, rules.goal)):
        found = solve(one)
        assert isinstance(found, Routes)
        assert [step.kind for step in found.groups[0].policy.route.steps] == ["act", "granted", "act"]


def test_what_is_pending_ends_and_opens_what_it_closed():
    rules = rules_of(Not(Is(PENDING)), {PENDING: 5}, once=True)
    found = solve(for_goal(rules, rules.goal))
    assert isinstance(found, Routes)
    assert found.groups[0].policy.route.cost.days == 5


@pytest.mark.parametrize(
    "on_grant",
    [Change(NEEDED, False), Change(SPOILT, True)],
    ids=["ends what is needed", "brings what is never accepted"],
)
@pytest.mark.parametrize("filed", [20, 5])
def test_what_is_pending_and_spoils_the_way_cannot_be_left_out(on_grant, filed):
    """Ten days after the filing it is granted; the goal is open only from the twentieth day on which something is so."""
    rules = rules_of(Clock(NEEDED, ">=", days(20)), {NEEDED: 5, PENDING: filed}, on_grant, once=True, never=SPOILT)
    for one in (rules, for_goal(rules, rules.goal)):
        assert not isinstance(solve(one), Routes)


def test_where_a_decision_only_spoils_it_is_not_applied_for():
    rules = rules_of(Is(NEEDED), {NEEDED: 5}, Change(NEEDED, False))
    assert [one.name for one in for_goal(rules, rules.goal).operators] == ["go"]


def test_a_goal_that_nothing_brings_about_is_still_out_of_reach():
    assert isinstance(solve(rules_of(Is(SPOILT), {REFUSED: 5})), NoRoute)
