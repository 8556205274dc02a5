"""Periods end on the day the law says: expected days from the articles, from hand-made tables, from slow programs."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeconduct.terms.dates import (
    UNITS,
    Counting,
    Period,
    day_after,
    is_calendar,
    is_open,
    last_day,
    least_days,
    public_holidays,
    years_reached,
)

CIVIL = Counting("civil", first_day="out", closed_days="next", calendar="KR")
STATUS = Counting("status", first_day="in")
PETITION = Counting("petition", first_day="in", calendar="KR")
PLAIN = Counting("plain")
CORRESPONDING = Counting("corresponding", month_end="next")

SOME_DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
COUNTINGS = st.builds(
    Counting,
    name=st.just("any"),
    first_day=st.sampled_from(["in", "out"]),
    closed_days=st.sampled_from(["next", "stay"]),
    month_end=st.sampled_from(["last", "next"]),
    calendar=st.sampled_from([None, "KR"]),
)
PERIODS = st.builds(Period, count=st.integers(1, 40), unit=st.sampled_from(UNITS), counting=COUNTINGS)


@pytest.mark.parametrize(
    ("event", "months", "expires"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),  # art. 160(3): February has no 31st
        (date(2025, 2, 28), 1, date(2025, 3, 31)),  # art. 160(2): counted from 1 March
        (date(2024, 9, 1), 6, date(2025, 3, 4)),  # art. 161: holiday, Sunday, substitute holiday
        (date(2025, 1, 30), 1, date(2025, 2, 28)),  # art. 160(3): counted from 31 January
        (date(2023, 8, 28), 6, date(2024, 2, 28)),
        (date(2023, 8, 30), 6, date(2024, 2, 29)),  # art. 160(3) in a leap year
    ],
)
def test_period_of_months_expires(event, months, expires):
    assert last_day(event, Period(months, "months", CIVIL)) == expires


@pytest.mark.parametrize(
    ("counting", "last", "after"),
    [
        (STATUS, date(2025, 3, 9), date(2025, 3, 10)),
        (PLAIN, date(2025, 3, 10), date(2025, 3, 11)),
        (CORRESPONDING, date(2025, 3, 10), date(2025, 3, 11)),
    ],
)
def test_five_years_from_10_march_2020(counting, last, after):
    period = Period(5, "years", counting)
    assert (last_day(date(2020, 3, 10), period), day_after(date(2020, 3, 10), period)) == (last, after)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (7, date(2026, 10, 1)),  # over Chuseok
        (14, date(2026, 10, 14)),  # and the substitute of 3 October, and 9 October
    ],
)
def test_petition_received_before_chuseok_2026_is_due(days, due):
    assert last_day(date(2026, 9, 21), Period(days, "working_days", PETITION)) == due


@pytest.mark.parametrize(
    ("event", "count", "unit", "counting", "expires"),
    [
        (date(2025, 6, 2), 1, "days", PLAIN, date(2025, 6, 3)),
        (date(2025, 6, 2), 1, "days", CIVIL, date(2025, 6, 4)),  # election day of 2025
        (date(2025, 6, 2), 1, "days", STATUS, date(2025, 6, 2)),
        (date(2025, 6, 2), 2, "weeks", PLAIN, date(2025, 6, 16)),
        (date(2025, 6, 2), 2, "weeks", STATUS, date(2025, 6, 15)),
        (date(2025, 6, 6), 1, "working_days", PETITION, date(2025, 6, 9)),  # a holiday on Friday counts for nothing
        (date(2025, 6, 5), 1, "working_days", CIVIL, date(2025, 6, 9)),
        (date(2025, 6, 9), 8, "working_hours", PETITION, date(2025, 6, 10)),  # from the hour of receipt, not known here
        (date(2025, 6, 9), 9, "working_hours", PETITION, date(2025, 6, 11)),
        (date(2025, 6, 7), 8, "working_hours", PETITION, date(2025, 6, 9)),  # from a Saturday: Monday from the opening
        (date(2025, 6, 9), 1, "working_hours", CIVIL, date(2025, 6, 10)),
        (date(2025, 6, 9), 0, "days", STATUS, date(2025, 6, 8)),
        (date(2025, 6, 9), 0, "working_days", PLAIN, date(2025, 6, 9)),
    ],
)
def test_period_expires(event, count, unit, counting, expires):
    assert last_day(event, Period(count, unit, counting)) == expires


@pytest.mark.parametrize(
    ("birth", "years", "counting", "reached"),
    [
        (date(2000, 2, 29), 18, STATUS, date(2018, 3, 1)),
        (date(2000, 2, 29), 20, STATUS, date(2020, 2, 29)),
        (date(2006, 5, 4), 19, STATUS, date(2025, 5, 4)),
        (date(2005, 1, 1), 22, STATUS, date(2027, 1, 1)),
        (date(2006, 5, 4), 19, PLAIN, date(2025, 5, 5)),
    ],
)
def test_age_is_reached_on(birth, years, counting, reached):
    assert years_reached(birth, years, counting) == reached


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        (date(2025, 1, 31), 1, date(2025, 3, 1)),
        (date(2025, 1, 28), 1, date(2025, 2, 28)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
    ],
)
def test_a_month_without_the_day_can_end_on_the_first_of_the_next(event, months, last):
    assert last_day(event, Period(months, "months", CORRESPONDING)) == last


@pytest.mark.parametrize("months", [1, 2, 3, 13])
def test_months_go_from_the_event_never_step_by_step(months):
    ends = {1: date(2025, 2, 28), 2: date(2025, 3, 30), 3: date(2025, 4, 30), 13: date(2026, 2, 28)}
    assert last_day(date(2025, 1, 30), Period(months, "months", PLAIN)) == ends[months]


def test_holidays_move_the_last_day_but_not_the_day_after():
    period = Period(6, "months", CIVIL)
    assert last_day(date(2024, 9, 1), period) == date(2025, 3, 4)
    assert day_after(date(2024, 9, 1), period) == date(2025, 3, 2)


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_a_period_beyond_the_calendar_ends_on_its_last_day(unit):
    period = Period(10**18 - 1, unit, PLAIN)
    assert last_day(date(2026, 1, 1), period) == day_after(date(2026, 1, 1), period) == date.max


def test_a_move_beyond_the_calendar_ends_on_its_last_day():
    assert last_day(date(9999, 12, 30), Period(1, "working_days", PLAIN)) == date.max
    assert last_day(date(9999, 12, 31), Period(1, "days", Counting("x", closed_days="next"))) == date.max


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="not 'fortnights'"):
        last_day(date(2026, 1, 1), Period(1, "fortnights", PLAIN))


def test_only_countries_with_known_holidays_are_calendars():
    assert (is_calendar("KR"), is_calendar("XX"), is_calendar("nowhere")) == (True, False, False)


def test_the_korean_calendar_has_the_days_declared_late():
    known = public_holidays("KR", 2025) | public_holidays("KR", 2026)
    assert {date(2025, 1, 27), date(2025, 6, 3), date(2026, 7, 17)} <= known


@given(SOME_DAYS, SOME_DAYS, PERIODS)
def test_a_later_event_never_ends_earlier(one, other, period):
    earlier, later = sorted([one, other])
    assert last_day(earlier, period) <= last_day(later, period)
    assert day_after(earlier, period) <= day_after(later, period)


@given(SOME_DAYS, PERIODS)
def test_a_longer_period_never_ends_earlier(event, period):
    longer = Period(period.count + 1, period.unit, period.counting)
    assert last_day(event, period) <= last_day(event, longer)


@given(SOME_DAYS, PERIODS)
def test_an_expiry_that_moves_falls_on_the_first_open_day(event, period):
    assume(period.counting.closed_days == "next")
    unmoved = day_after(event, period) - timedelta(days=1)
    moved = last_day(event, period)
    passed = [unmoved + timedelta(days=n) for n in range((moved - unmoved).days)]
    assert is_open(moved, period.counting.calendar)
    assert not any(is_open(day, period.counting.calendar) for day in passed)


@given(SOME_DAYS, st.integers(1, 60), COUNTINGS)
def test_working_days_are_the_open_days_counted_one_by_one(event, count, counting):
    day, counted = event, 0
    while True:
        if (day > event or counting.first_day == "in") and is_open(day, counting.calendar):
            counted += 1
        if counted == count:
            break
        day += timedelta(days=1)
    assert last_day(event, Period(count, "working_days", counting)) == day


@given(SOME_DAYS, st.integers(1, 90))
def test_years_are_twelve_months_each(event, years):
    assert last_day(event, Period(years, "years", PLAIN)) == last_day(event, Period(12 * years, "months", PLAIN))


@given(SOME_DAYS, st.integers(1, 90))
def test_an_age_is_reached_on_the_birthday_or_on_1_march(birth, years):
    reached = years_reached(birth, years, STATUS)
    assert (reached.month, reached.day) in {(birth.month, birth.day), (3, 1)}
    assert reached.year == birth.year + years


@pytest.mark.parametrize("year", range(1990, 2051))
def test_the_pinned_korean_calendar_is_that_of_the_library(year):
    library = holidays.country_holidays("KR", years=year, categories="public")
    assert public_holidays("KR", year) == frozenset(library)


@given(SOME_DAYS, PERIODS, st.booleans())
def test_a_period_lasts_at_least_its_least_days(event, period, by_calendar_years):
    if by_calendar_years:
        period = Period(period.count, period.unit, Counting("yearly", first_day="year"))
    assert max(last_day(event, period), event) >= event + timedelta(days=least_days(period))
