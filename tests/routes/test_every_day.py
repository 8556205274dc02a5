"""Where a step may have to wait on purpose, it is said that not every day was tried; where it cannot matter, nothing is said."""

from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import Routes, SearchStopped
from safeconduct.rules.model import All, Calendar, Change, Clock, Formula, Is, Line, Not, Operator, Rules
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth

TODAY = 738_000
ENTERED, THERE = 0, 1
OPENS, CLOSES = TODAY + 100, TODAY + 50
NINETY = Period(90, "days", Counting("plain"))


def act(name: str, line: Formula, atom: int) -> Operator:
    return Operator(name, name, (), "act", (Line(f"{name} if", line),), (Change(atom, True),))


ENTER = act("enter", All((Not(Is(ENTERED)), Calendar("<=", CLOSES))), ENTERED)  # once, and in the first fifty days
MEET = act("meet", All((Clock(ENTERED, "<=", NINETY), Calendar(">=", OPENS))), THERE)  # from the hundredth day on
MEET_LATE = act("meet late", Calendar(">=", TODAY + 300), THERE)


def rules_with(*operators: Operator) -> Rules:
    return Rules(
        atoms=("entered", "there"),
        values=(Truth.FALSE, Truth.FALSE),
        since=(0, 0),
        today=TODAY,
        dates=(),
        definitions=(),
        watches=(),
        groups=(),
        operators=operators,
        decisions=(),
        consequences=(),
        exclusions=(),
        goal=Is(THERE),
    )


def test_no_way_is_no_proof_where_a_step_might_wait():
    """Whoever enters at once is there too early; on the tenth day it works."""
    assert solve(rules_with(ENTER, MEET)) == SearchStopped("days of waiting", 0)


def test_a_way_is_not_called_the_best_where_a_step_might_wait():
    found = solve(rules_with(ENTER, MEET, MEET_LATE))
    assert isinstance(found, Routes)
    assert found.stopped == "days of waiting"
    assert [one.policy.route.cost.days for one in found.groups] == [300]


def test_a_way_that_no_waiting_can_better_is_the_best():
    found = solve(rules_with(MEET_LATE))
    assert isinstance(found, Routes)
    assert found.stopped is None
