"""How a last day was counted, in one line: expected sentences worked by hand from the calendar of the year."""

from datetime import date

import pytest

from answers.countings import RECKONED
from safeconduct.answers.counting import counted_from, counted_in_short
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.reckoning import reckoning_of


@pytest.mark.parametrize(("event", "period", "english", "korean"), RECKONED)
def test_a_counting_is_told_in_one_line(event, period, english, korean):
    told = counted_in_short(reckoning_of(event, period), ())
    assert (told.en, told.ko) == (english, korean)


def test_the_rule_of_the_lawbook_is_named(isle):
    working = isle.law.countings["isle.working"]
    counted = counted_from(date(2026, 9, 21), Period(7, "working_days", working), isle.law)
    assert counted.last_day == date(2026, 10, 1)
    assert counted.left_out == tuple(date(2026, 9, day) for day in (24, 25, 26, 27))
    assert [one.short for one in counted.cite] == [str(one) for one in working.cite]


def test_every_dated_deadline_of_an_answer_shows_its_counting(answers):
    steps = [step for answer in answers.values() for wish in answer.wishes for way in wish.routes for step in way.steps]
    dated = [step.wait for step in steps if step.wait is not None]
    dated += [one for step in steps for one in (*step.duties, *step.remedies)]
    assert any(one.counting is not None for one in dated)
    for one in dated:
        assert (None if one.counting is None else one.counting.last_day) == one.last_day


def test_the_day_of_a_decision_is_counted_like_the_answer_due(answers):
    steps = [step for wish in answers["ways"].wishes for way in wish.routes for step in way.steps]
    due = {(step.procedure, step.wait.last_day) for step in steps if step.wait is not None and step.wait.last_day}
    decided = [step for step in steps if step.kind == "decision" and (step.procedure, step.day) in due]
    assert decided
    assert all(step.counting is not None and step.counting.last_day == step.day for step in decided)


def test_a_counting_without_a_move_ends_where_it_expires():
    plain = reckoning_of(date(2026, 3, 2), Period(3, "days", Counting("plain")))
    assert (plain.first, plain.expiry, plain.last, plain.moved_over) == (
        date(2026, 3, 3),
        date(2026, 3, 5),
        date(2026, 3, 5),
        (),
    )
