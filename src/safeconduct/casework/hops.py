"""Hops that came too late: papers that stayed longer with the wrong unit than the lawbook allows."""

from datetime import date, datetime

from safeconduct.casework.holidays import as_known
from safeconduct.casework.model import Contact, History
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Hop, Law
from safeconduct.terms.dates import last_day
from safeconduct.terms.hours import end_of_hours


def limit_of(contact: Contact, history: History, law: Law) -> Hop | None:
    """Return the limit for a hop from one unit to another, by the law of the day on which the papers came."""
    if contact.to is None:
        return None
    unit, to = history.units[contact.unit], history.units[contact.to]
    if unit.agency != to.agency:
        where = "between"
    elif unit.desk:
        where = "far-desk" if unit.far else "desk"
    else:
        where = "inside"
    return next(
        (hop for hop in law.owed.hops.values() if hop.where == where and begins_by(hop.in_force, contact.day)), None
    )


def is_late(contact: Contact, hop: Hop, law: Law, on: date) -> bool:
    """Return whether a transfer came after its limit. Where an hour was not noted, only a later day is late.

    on: the day whose knowledge of holidays counts
    """
    if contact.answered is None:
        return False
    period = as_known(hop.within, law.owed.holidays, on)
    if contact.hour is not None and period.unit == "working_hours":
        end = end_of_hours(datetime.combine(contact.day, contact.hour), period.count, period.counting)
        if contact.answered_hour is None:
            return contact.answered > end.date()
        return datetime.combine(contact.answered, contact.answered_hour) > end
    return contact.answered > last_day(contact.day, period)
