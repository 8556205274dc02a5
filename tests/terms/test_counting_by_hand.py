"""The last day of a period is the one that a second, slower calculation finds by walking the calendar."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from safeconduct.terms.dates import Counting, Period, last_day
from safeconduct.terms.hours import end_of_hours
from safeconduct.terms.reckoning import reckoning_of
from terms import calendar_by_hand as by_hand

CIVIL = Counting("civil", closed_days="next", calendar="KR")
STATUS = Counting("status", first_day="in")
PETITION = Counting("petition", first_day="in", closed_days="next", calendar="KR")

START, DAYS = date(2012, 1, 1), 365 * 16
TRIALS = 1500
TURNS = [  # leap days, month ends, Seollal, Chuseok, substitute holidays, an election, the two days of the cases
    *(date(year, 2, day) for year in (2016, 2020, 2024, 2026) for day in (27, 28)),
    *(date(year, 2, 29) for year in (2016, 2020, 2024)),
    *(date(2026, month, 28) + timedelta(days=more) for month in range(1, 13) for more in range(4)),
    *(date(2026, 2, 13) + timedelta(days=more) for more in range(8)),
    *(date(2025, 10, 1) + timedelta(days=more) for more in range(12)),
    *(date(2026, 9, 21) + timedelta(days=more) for more in range(21)),
    *(date(2014, 9, 4) + timedelta(days=more) for more in range(9)),
    date(2025, 6, 2),
    date(2025, 6, 3),
    date(2013, 6, 1),
    date(2026, 11, 22),
]


def events(seed: int) -> list[date]:
    chance = Random(seed)
    return TURNS + [START + timedelta(days=chance.randrange(DAYS)) for _ in range(TRIALS)]


@pytest.mark.parametrize("count", [3, 7, 10, 14, 20, 30, 60, 90, 180])
def test_days_under_the_civil_act(count):
    for event in events(count):
        assert last_day(event, Period(count, "days", CIVIL)) == by_hand.civil_days(event, count), event


@pytest.mark.parametrize("weeks", [1, 2, 8])
def test_weeks_are_seven_days_each(weeks):
    for event in events(weeks):
        assert last_day(event, Period(weeks, "weeks", CIVIL)) == by_hand.civil_days(event, 7 * weeks), event


@pytest.mark.parametrize(
    ("count", "unit", "months"),
    [(1, "months", 1), (3, "months", 3), (6, "months", 6), (1, "years", 12), (5, "years", 60)],
)
def test_months_and_years_under_the_civil_act(count, unit, months):
    for event in events(months):
        assert last_day(event, Period(count, unit, CIVIL)) == by_hand.civil_months(event, months), event


@pytest.mark.parametrize(
    ("count", "unit", "months"), [(1, "months", 1), (6, "months", 6), (1, "years", 12), (3, "years", 36)]
)
def test_months_and_years_during_which_a_right_is_limited(count, unit, months):
    for event in events(months + 100):
        assert last_day(event, Period(count, unit, STATUS)) == by_hand.limited_months(event, months), event


def test_days_during_which_a_right_is_limited():
    for event in events(5):
        assert last_day(event, Period(90, "days", STATUS)) == by_hand.limited_days(event, 90), event


@pytest.mark.parametrize("count", [6, 7, 14, 20, 28, 35])
def test_working_days_of_a_petition(count):
    for event in events(count + 200):
        assert last_day(event, Period(count, "working_days", PETITION)) == by_hand.petition_days(event, count), event


@pytest.mark.parametrize("months", [1, 2, 3, 12])
def test_months_of_a_petition(months):
    for event in events(months + 300):
        assert last_day(event, Period(months, "months", PETITION)) == by_hand.petition_months(event, months), event


@pytest.mark.parametrize("hours", [1, 3, 8, 24, 40])
def test_working_hours_of_a_petition(hours):
    chance = Random(hours)
    for event in events(hours)[::8]:
        minute = chance.randrange(24 * 60)
        received = datetime.combine(event, time(minute // 60, minute % 60))
        day, ends = by_hand.petition_hours(event, minute, hours)
        assert end_of_hours(received, hours, PETITION) == datetime.combine(day, time(ends // 60, ends % 60)), received


@pytest.mark.parametrize("hours", [1, 3, 8, 24, 40])
def test_without_the_hour_the_last_day_is_the_latest_of_any_hour(hours):
    for event in events(hours + 400)[::40]:
        latest = max(
            by_hand.petition_hours(event, minute, hours)[0] for minute in (0, 9 * 60, 9 * 60 + 1, 12 * 60, 17 * 60 + 59)
        )
        assert last_day(event, Period(hours, "working_hours", PETITION)) == latest, event


def test_a_reckoning_names_every_closed_day():
    for event in events(500):
        working = reckoning_of(event, Period(14, "working_days", PETITION))
        days = [working.first + timedelta(days=n) for n in range((working.expiry - working.first).days + 1)]
        assert working.left_out == tuple(day for day in days if by_hand.rests(day))
        assert len(days) - len(working.left_out) == 14
        civil = reckoning_of(event, Period(30, "days", CIVIL))
        assert all(by_hand.rests(day) for day in civil.moved_over)
        assert civil.expiry + timedelta(days=len(civil.moved_over)) == civil.last
        assert not by_hand.rests(civil.last)
