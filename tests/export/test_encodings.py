"""Which encoding is chosen, what it writes, and what it refuses."""

import pytest
from msgspec.structs import replace

from safeconduct.export.asp import asp_of
from safeconduct.export.from_rules import BY_DAY, UNTIMED, task_of
from safeconduct.export.model import UnsayableError
from safeconduct.export.pddl import pddl_of
from safeconduct.export.up import up_of
from safeconduct.rules.model import Change, Clock, Consequence, Decision, Formula, Is, Line, Not, Operator, Rules
from safeconduct.terms.dates import Counting, Period
from small_rules import small_rules

TODAY = 738_900
PENDING, GRANTED, REFUSED, UNANSWERED, WAITING, HOME = range(6)
PLAIN = Counting("plain")
WEEK = Period(1, "weeks", PLAIN)
FREE = Not(Is(WAITING))
HOP = Operator("hop", "hop", (), "act", (), (Change(HOME, False),))


def rules(*lines: Formula, wait: Period = WEEK, consequences: tuple[Consequence, ...] = ()) -> Rules:
    """One application that takes a week and brings the person home; while it is pending, `waiting` holds."""
    return small_rules(
        ("pending", "granted", "refused", "unanswered", "waiting", "home"),
        Is(HOME),
        today=TODAY,
        held={},
        operators=(
            Operator(
                "go",
                "go",
                (),
                "application",
                tuple(Line(f"line-{n}", line) for n, line in enumerate(lines)),
                (Change(PENDING, True), Change(WAITING, True)),
                0,
                fee=3,
            ),
            Operator("stay", "stay", (), "act", (Line("stay", FREE),), (Change(HOME, False),)),
        ),
        decisions=(
            Decision(
                "go",
                "discretion",
                PENDING,
                GRANTED,
                REFUSED,
                UNANSWERED,
                wait,
                None,
                (Change(WAITING, False), Change(HOME, True)),
                (),
                (),
            ),
        ),
        consequences=consequences,
    )


def test_where_one_waits_for_what_is_filed_filing_and_grant_are_one_action_that_costs_the_days():
    (go,) = [action for action in task_of(rules(FREE)).actions if action.steps[0][1] == 0]
    assert (go.cost, go.steps) == (7, (("act", 0, ""), ("granted", 0, "")))


def test_a_task_that_counts_no_days_says_so():
    assert pddl_of(task_of(rules(FREE))).domain.startswith(
        "; encoding untimed: nothing can be done while an application"
    )


@pytest.mark.parametrize(
    ("timed", "why"),
    [
        (rules(Clock(WAITING, ">=", WEEK)), "a rule reads a date or how long something has lasted"),
        (rules(FREE, wait=Period(1, "months", PLAIN)), "how many days 'go' takes depends on the day it is filed"),
        (replace(rules(FREE), operators=(*rules(FREE).operators, HOP)), "'hop' may be done while 'go' is pending"),
    ],
)
def test_where_waiting_does_not_add_up_days_are_counted_and_the_reason_is_given(timed, why):
    assert task_of(timed).notes[0] == f"encoding by day: {why}; days are counted up to 365 from the day of the question"


def test_days_are_not_left_out_where_they_matter():
    with pytest.raises(UnsayableError, match="days have to be counted"):
        task_of(rules(Clock(WAITING, ">=", WEEK)), encoding=UNTIMED)


def test_a_consequence_that_ends_a_fact_and_begins_it_anew_is_refused():
    anew = Consequence("anew", "anew", (), Is(HOME), (Change(HOME, False), Change(HOME, True)))
    with pytest.raises(UnsayableError, match="'home' and begins it anew"):
        task_of(rules(FREE, consequences=(anew,)))


def test_money_is_the_fee_and_no_day():
    task = task_of(rules(FREE), "money", encoding=BY_DAY)
    assert task.wait is not None and task.wait.cost == 0
    assert [action.cost for action in task.actions if action.name == "act_0"] == [3]


@pytest.mark.parametrize("write", [pddl_of, up_of, lambda task: asp_of(task, 9)], ids=["pddl", "up", "asp"])
@pytest.mark.parametrize("encoding", [BY_DAY, UNTIMED])
def test_the_same_rules_are_written_in_the_same_bytes(write, encoding):
    assert write(task_of(rules(FREE), encoding=encoding)) == write(task_of(rules(FREE), encoding=encoding))
