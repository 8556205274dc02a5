"""Holidays as they were known on a day: one declared later is an open day for whoever counts before."""

from collections.abc import Iterable
from datetime import date

from msgspec import structs

from safeconduct.law.model import Holiday
from safeconduct.terms.dates import Counting, Period


def as_known(period: Period, holidays: Iterable[Holiday], on: date) -> Period:
    """Return a period counted with the holidays that were known at the end of a day."""
    calendar = period.counting.calendar
    declared = [one for one in holidays if one.calendar == calendar]
    if not declared:
        return period
    counting = structs.replace(
        period.counting,
        closed=frozenset(one.day for one in declared if one.known <= on),
        open=frozenset(one.day for one in declared if one.known > on),
    )
    return structs.replace(period, counting=counting)


def without(period: Period, days: Iterable[date]) -> Period:
    """Return a period of working time in which certain days do not count."""
    counting: Counting = period.counting
    return structs.replace(period, counting=structs.replace(counting, closed=counting.closed.union(days)))
