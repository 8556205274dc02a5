"""A counting rule may call days closed or open that its calendar knows otherwise."""

from datetime import date, datetime, time

from safeconduct.terms.dates import Counting, Period, last_day
from safeconduct.terms.hours import end_of_hours
from safeconduct.terms.reckoning import reckoning_of

PETITION = Counting("petition", first_day="in", closed_days="next", calendar="KR")
UNDECLARED = Counting(
    "petition", first_day="in", closed_days="next", calendar="KR", open=frozenset([date(2025, 1, 27)])
)
DECLARED = Counting(
    "petition", first_day="in", closed_days="next", calendar="KR", closed=frozenset([date(2025, 1, 31)])
)


def test_a_holiday_not_declared_yet_counts_as_an_open_day():
    event = date(2025, 1, 20)  # seven working days before Seollal if the 27th is worked
    assert last_day(event, Period(7, "working_days", PETITION)) == date(2025, 2, 3)
    assert last_day(event, Period(7, "working_days", UNDECLARED)) == date(2025, 1, 31)


def test_a_day_declared_closed_is_left_out_and_named():
    reckoning = reckoning_of(date(2025, 1, 24), Period(3, "working_days", DECLARED))
    assert reckoning.last == date(2025, 2, 4)
    assert date(2025, 1, 31) in reckoning.left_out


def test_an_expiry_moves_over_a_day_declared_closed():
    assert last_day(date(2025, 1, 30), Period(2, "days", DECLARED)) == date(2025, 2, 3)


def test_hours_pass_over_a_day_declared_closed():
    assert end_of_hours(datetime.combine(date(2025, 1, 31), time(10)), 1, DECLARED) == datetime.combine(
        date(2025, 2, 3), time(10)
    )
    assert end_of_hours(datetime.combine(date(2025, 1, 27), time(10)), 1, UNDECLARED) == datetime.combine(
        date(2025, 1, 27), time(11)
    )


def test_a_weekend_stays_closed_even_if_called_open():
    saturday = date(2025, 2, 1)
    rule = Counting("petition", first_day="in", calendar="KR", open=frozenset([saturday]))
    assert last_day(saturday, Period(1, "working_days", rule)) == date(2025, 2, 3)
