"""Counting with days left out: how a period comes to its last day when a clock stood still on some."""

from datetime import date, datetime

from msgspec import structs

from safeconduct.casework.holidays import without
from safeconduct.casework.model import Contact
from safeconduct.terms.dates import DAY, Period, expiry_of, is_open_by
from safeconduct.terms.hours import end_of_hours
from safeconduct.terms.reckoning import WORKING, Reckoning, reckoning_of


def counted(event: date, period: Period, days: tuple[date, ...]) -> Reckoning:
    """Return how a period comes to its last day when certain days do not count.

    Of working time these days are left out; a period of the calendar grows by as many days, and then moves to an open day.
    """
    if period.unit in WORKING or not days:
        return reckoning_of(event, without(period, days) if days else period)
    reckoning = reckoning_of(event, period)
    plain = expiry_of(event, period)
    expiry = plain
    while True:
        lost = sum(reckoning.first <= day <= expiry for day in days)
        if plain + lost * DAY == expiry:
            break
        expiry = plain + lost * DAY
    last = expiry
    while period.counting.closed_days == "next" and not is_open_by(period.counting, last):
        last += DAY
    moved = tuple(expiry + n * DAY for n in range((last - expiry).days))
    return structs.replace(reckoning, expiry=expiry, last=last, moved_over=moved)


def moment_of(contact: Contact, period: Period, days: tuple[date, ...]) -> datetime | None:
    """Return the moment at which a period of working hours from a known hour ends."""
    if period.unit != "working_hours" or contact.hour is None:
        return None
    return end_of_hours(datetime.combine(contact.day, contact.hour), period.count, without(period, days).counting)
