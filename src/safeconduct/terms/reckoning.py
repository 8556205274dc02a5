"""Reckonings: a last day together with how it was counted, day by day where it matters."""

from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from safeconduct.terms.dates import DAY, Period, expiry_of, first_counted, is_open_by, last_day

WORKING = ("working_days", "working_hours")
LONGEST_LISTED = timedelta(days=3660)  # closed days of a working period are listed up to ten years


class Reckoning(Struct, frozen=True):
    """How a period that `event` starts comes to its last day.

    first:       the first day that counts: of working days the first open one
    expiry:      the last day before any move
    last:        the day at whose end the period runs out
    left_out:    Saturdays, Sundays and holidays between `first` and `expiry` that a period of working time leaves out
    moved_over:  `expiry` and the closed days after it, over which the last day moved; empty when it did not move
    no_such_day: the month in which the period ends has no day that corresponds to the first
    """

    event: date
    period: Period
    first: date
    expiry: date
    last: date
    left_out: tuple[date, ...] = ()
    moved_over: tuple[date, ...] = ()
    no_such_day: bool = False


def reckoning_of(event: date, period: Period) -> Reckoning:
    """Return how the last day of a period is counted. Raises ValueError for an unknown unit.

    >>> from safeconduct.terms.dates import Counting
    >>> civil = Counting("civil", closed_days="next", calendar="KR")
    >>> reckoned = reckoning_of(date(2013, 6, 3), Period(90, "days", civil))
    >>> reckoned.expiry.isoformat(), reckoned.last.isoformat(), len(reckoned.moved_over)
    ('2013-09-01', '2013-09-02', 1)
    """
    expiry, last, first = expiry_of(event, period), last_day(event, period), _first(event, period)
    return Reckoning(
        event=event,
        period=period,
        first=first,
        expiry=expiry,
        last=last,
        left_out=_closed_between(first, expiry, period) if period.unit in WORKING else (),
        moved_over=tuple(expiry + n * DAY for n in range((last - expiry).days)),
        no_such_day=_no_such_day(event, period, expiry),
    )


def _first(event: date, period: Period) -> date:
    """Return the first day that counts; working hours begin on the day of the event itself, if it is open."""
    day = event if period.unit == "working_hours" else first_counted(event, period.counting)
    if period.unit in WORKING:
        while not is_open_by(period.counting, day) and day < date.max:
            day += DAY
    return day


def _closed_between(first: date, expiry: date, period: Period) -> tuple[date, ...]:
    if expiry - first > LONGEST_LISTED:
        return ()
    days = (first + n * DAY for n in range((expiry - first).days + 1))
    return tuple(day for day in days if not is_open_by(period.counting, day))


def _no_such_day(event: date, period: Period, expiry: date) -> bool:
    """Return whether the month of expiry is shorter than the day from which months or years are counted."""
    if period.unit not in ("months", "years") or expiry == date.max:
        return False
    if period.counting.month_end == "next":
        return event.day > 28 and (expiry if period.counting.first_day == "out" else expiry + DAY).day != event.day
    return first_counted(event, period.counting).day > monthrange(expiry.year, expiry.month)[1]
