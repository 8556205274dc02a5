"""Legal periods: how long, and on which day they end, by the counting rule of the law concerned."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from safeconduct.terms.citation import Citation

UNITS = ("days", "weeks", "months", "years", "working_days", "working_hours")
HOURS_A_WORKING_DAY = 8
DAY = timedelta(days=1)


class Counting(Struct, frozen=True, cache_hash=True):
    """How a law counts a period.

    first_day:   "in" when the day of the event is counted, "year" when its calendar year is, from 1 January on, else "out"
    closed_days: "next" when an expiry on a Saturday, Sunday or holiday moves to the next open day, else "stay"
    month_end:   "last" when a month without the day ends on its last day, "next" when on the first of the next month
    calendar:    country code whose public holidays count, or None
    cite:        where the law says so
    closed:      days that are closed beside those of the calendar, such as a holiday declared later
    open:        days that the calendar calls a holiday but that count as open, such as one not declared yet
    """

    name: str
    first_day: str = "out"
    closed_days: str = "stay"
    month_end: str = "last"
    calendar: str | None = None
    cite: tuple[Citation, ...] = ()
    closed: frozenset[date] = frozenset()
    open: frozenset[date] = frozenset()


class Period(Struct, frozen=True, cache_hash=True):
    """A length: `count` of `unit`, counted by `counting`."""

    count: int
    unit: str
    counting: Counting


def last_day(event: date, period: Period) -> date:
    """Return the day at whose end a period that `event` starts runs out.

    Under `closed_days: next` a Saturday, Sunday or holiday gives way to the next open day. A period that would
    run out after the year 9999 ends on its last day.

    >>> civil = Counting("civil", closed_days="next", calendar="KR")
    >>> last_day(date(2024, 9, 1), Period(6, "months", civil))  # holiday, Sunday, substitute holiday
    datetime.date(2025, 3, 4)

    Source: Civil Act (KR) arts 157, 160, 161; Civil Petitions Act (KR) art. 19.
    """
    expiry = expiry_of(event, period)
    counting = period.counting
    if counting.closed_days == "next":
        return next(_open_days(expiry, counting), expiry)
    return expiry


def day_after(event: date, period: Period) -> date:
    """Return the first day on which the whole period has passed: the day after its last day, never moved by holidays.

    >>> status = Counting("status", first_day="in")
    >>> day_after(date(2020, 3, 10), Period(5, "years", status))
    datetime.date(2025, 3, 10)
    """
    expiry = expiry_of(event, period)
    return expiry + DAY if expiry < date.max else expiry


def least_days(period: Period) -> int:
    """Return how many days pass at least from the event of a period to its last day, whatever the event; 0 where that may lie before it.

    >>> least_days(Period(3, "months", Counting("plain")))
    83
    """
    match period.unit:
        case "days" | "working_days":
            days = period.count - 1
        case "weeks":
            days = 7 * period.count - 1
        case "months":
            days = 28 * period.count - 1
        case "years":
            days = 365 * period.count - 1
        case _:
            days = 0
    return max(0, days - 366 if period.counting.first_day == "year" else days)


def years_reached(birth: date, years: int, counting: Counting) -> date:
    """Return the first day on which `years` full years since `birth` have passed.

    >>> years_reached(date(2000, 2, 29), 18, Counting("age", first_day="in"))
    datetime.date(2018, 3, 1)

    >>> service = Counting("service", first_day="year")
    >>> years_reached(date(1990, 12, 31), 36, service)  # counted from 1 January 1990
    datetime.date(2026, 1, 1)

    Source: Civil Act (KR) art. 158: for an age the day of birth is counted; Military Service Act (KR) art. 2(2): by calendar years.
    """
    return day_after(birth, Period(years, "years", counting))


def is_open(day: date, calendar: str | None) -> bool:
    """Return whether `day` is no Saturday, Sunday or public holiday of `calendar`."""
    return day.weekday() < 5 and (calendar is None or day not in public_holidays(calendar, day.year))


def is_open_by(counting: Counting, day: date) -> bool:
    """Return whether a day counts as open under a counting rule: by its calendar, and by the days it names itself.

    >>> declared = Counting("petition", calendar="KR", closed=frozenset([date(2025, 1, 31)]))
    >>> is_open_by(declared, date(2025, 1, 31)), is_open(date(2025, 1, 31), "KR")
    (False, True)
    """
    if day in counting.closed:
        return False
    return is_open(day, counting.calendar) or (day.weekday() < 5 and day in counting.open)


def is_calendar(code: str) -> bool:
    """Return whether the public holidays of country `code` are known."""
    import holidays  # slow to import, and most runs never count working days

    return code in holidays.list_supported_countries(include_aliases=False)


@cache
def pinned_holidays(calendar: str) -> dict[str, list[str]]:
    """Return the pinned calendar of a country: year → days as MM-DD; empty where none is kept."""
    kept = Path(__file__).with_name(f"holidays_{calendar.lower()}.json")
    return msgspec.json.decode(kept.read_bytes(), type=dict[str, list[str]]) if calendar == "KR" else {}


@lru_cache(maxsize=4096)
def public_holidays(calendar: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country in a year, substitute holidays included.

    The Korean calendar of 1990 to 2050 is pinned beside this module, as the library `holidays` 0.109 knew it on 2026-11-22: holidays are
    declared at short notice, and a date once counted must not move by an update (a test compares the two). Others come from the library.

    Raises NotImplementedError for a country that `is_calendar` does not know.
    """
    pinned = pinned_holidays(calendar).get(str(year))
    if pinned is not None:
        return frozenset(date.fromisoformat(f"{year}-{day}") for day in pinned)
    import holidays

    return frozenset(holidays.country_holidays(calendar, years=year, categories="public"))


# --- the last day, before any move to an open day ------------------------------------------------------------------


def expiry_of(event: date, period: Period) -> date:
    """Return the last day of a period before any move to an open day. Raises ValueError for an unknown unit."""
    if period.counting.first_day == "year":
        event = event.replace(month=1, day=1)
    try:
        match period.unit:
            case "days":
                return first_counted(event, period.counting) + (period.count - 1) * DAY
            case "weeks":
                return first_counted(event, period.counting) + (7 * period.count - 1) * DAY
            case "months":
                return _end_of_months(event, period.count, period.counting)
            case "years":
                return _end_of_months(event, 12 * period.count, period.counting)
            case "working_days":
                return _end_of_working_days(event, period.count, period.counting)
            case "working_hours":
                return _end_of_working_hours(event, period.count, period.counting)
    except OverflowError:
        return date.max
    raise ValueError(f"a period is counted in one of {', '.join(UNITS)}, not {period.unit!r}")


def first_counted(event: date, counting: Counting) -> date:
    """Return the day of the event, 1 January of its year where the whole year counts, or the day after it where that day does not."""
    match counting.first_day:
        case "in":
            return event
        case "year":
            return event.replace(month=1, day=1)
    return event + DAY


def _end_of_months(event: date, months: int, counting: Counting) -> date:
    """Return the last day of calendar months that are always counted from the event, never month by month.

    month_end "last": the day before the day that corresponds to the first counted day; where the month has no
        such day, the last day of that month (Civil Act (KR) art. 160(2) and (3)).
    month_end "next": the day that corresponds to the event, or the first of the next month where there is none;
        the day before it when the day of the event is counted.
    """
    if counting.month_end == "next":
        end = _same_day_or_first_of_next(*_corresponding(event, months))
        return end if counting.first_day == "out" else end - DAY
    year, month, day = _corresponding(first_counted(event, counting), months)
    days_in_month = monthrange(year, month)[1]
    return date(year, month, days_in_month) if day > days_in_month else date(year, month, day) - DAY


def _same_day_or_first_of_next(year: int, month: int, day: int) -> date:
    days_in_month = monthrange(year, month)[1]
    return date(year, month, days_in_month) + DAY if day > days_in_month else date(year, month, day)


def _corresponding(day: date, months: int) -> tuple[int, int, int]:
    """Return year, month and day `months` later, though that month may lack the day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError
    return year, month0 + 1, day.day


def _end_of_working_days(event: date, count: int, counting: Counting) -> date:
    first = first_counted(event, counting)
    if count == 0:
        return first - DAY
    return next(islice(_open_days(first, counting), count - 1, None), date.max)


def _end_of_working_hours(event: date, hours: int, counting: Counting) -> date:
    """Return the latest day on which hours that start at an unknown hour of `event` can end (`hours` knows the hour).

    They run from the hour of the event, so that 8 hours from the middle of a working day end in the middle of the next one. From a closed
    day they run from the opening of the next open day. Whether the day of the event counts is not asked.

    Source: Civil Petitions Act (KR) art. 19(1).
    """
    full_days = -(-hours // HOURS_A_WORKING_DAY)
    further = full_days if is_open_by(counting, event) else max(full_days - 1, 0)
    return next(islice(_open_days(event, counting), further, None), date.max)


def _open_days(day: date, counting: Counting) -> Iterator[date]:
    """Yield the open days from `day` on, itself included."""
    while True:
        if is_open_by(counting, day):
            yield day
        if day == date.max:
            return
        day += DAY
