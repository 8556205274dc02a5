"""Clocks: from each receipt of a matter the last day for an answer, with everything that moved it.

A last day is never stored: it is counted anew from the contacts, the law and the holidays known on the day of the question.
"""

from collections.abc import Iterator
from datetime import date, time

from msgspec import Struct

from safeconduct.casework.counted import counted, moment_of
from safeconduct.casework.extensions import Extended, extensions_of
from safeconduct.casework.holidays import as_known
from safeconduct.casework.model import History, Matter, Order, known_on
from safeconduct.casework.stops import Paused, paused_days, pauses_of
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Clock as ClockRule
from safeconduct.law.model import ClockPeriod, Law
from safeconduct.terms.dates import Period
from safeconduct.terms.reckoning import Reckoning


class Clock(Struct, frozen=True):
    """One clock, as it stands at the end of the day of the question.

    contact:     number of the contact with which the matter was received
    rule:        full name in the lawbook
    period:      the version that counts, with the holidays known on the day of the question
    version:     where the lawbook says it
    amended:     the first day of a law that changed the period while it ran; None: none did
    state:       running, paused, overdue, answered, answered-late
    due:         the last day; what an order sets comes before what the statute says
    due_hour:    the hour on that day, of working hours from a known hour
    by_statute:  the last day without any order
    unextended:  the last day without any extension
    at_receipt:  the last day without any extension, counted with what was known on the day of receipt
    named:       the day the agency named in its last extension, whether it counts or not
    reckoning:   how `unextended` is counted
    answered:    the day of the answer
    """

    matter: str
    contact: int
    rule: str
    received: date
    hour: time | None
    period: Period
    version: ClockPeriod
    amended: date | None
    state: str
    due: date
    due_hour: time | None
    by_statute: date
    unextended: date
    at_receipt: date
    named: date | None
    reckoning: Reckoning
    paused: tuple[Paused, ...] = ()
    extensions: tuple[Extended, ...] = ()
    order: Order | None = None
    answered: date | None = None

    @property
    def is_open(self) -> bool:
        return self.state in ("running", "paused", "overdue")


def clocks_of(history: History, law: Law, on: date) -> tuple[Clock, ...]:
    """Return the clocks of every matter as they stand at the end of a day, in order of receipt.

    law: with the versions of all days; which one counts depends on the day of receipt
    """
    known = known_on(history, on)
    return tuple(clock for number in range(len(known.contacts)) for clock in clock_from(known, number, law, on))


def clock_from(history: History, number: int, law: Law, on: date) -> Iterator[Clock]:
    """Yield the clock that a contact starts, if something was received with it and the lawbook states or leaves a period."""
    contact = history.contacts[number]
    matter = history.matters[contact.matter]
    rule = law.owed.clocks.get(matter.clock or "")
    if rule is None or not contact.is_received:
        return
    version = version_on(rule, contact.day)
    if version is None or (version.period or matter.published) is None:
        return
    yield clock_of(history, number, matter, rule, version, law, on)


def clock_of(
    history: History, number: int, matter: Matter, rule: ClockRule, version: ClockPeriod, law: Law, on: date
) -> Clock:
    contact = history.contacts[number]
    answered = answered_on(history, number)
    until = on if answered is None else min(on, answered)
    paused = tuple(pauses_of(history, number, matter, law, until))
    days = paused_days(paused, law)
    holidays = law.owed.holidays
    first = period_of(version, matter)
    at_receipt = counted(contact.day, as_known(first, holidays, contact.day), ()).last
    later = amendment_of(rule, version, contact.day, counted(contact.day, as_known(first, holidays, on), days).last, on)
    version = later or version
    period = as_known(period_of(version, matter), holidays, on)
    reckoning = counted(contact.day, period, days)
    moment = moment_of(contact, period, days)
    unextended = moment.date() if moment else reckoning.last
    extensions = extensions_of(history, number, rule, period, unextended, days, law, until)
    by_statute = max([unextended, *(one.last_day for one in extensions if one.last_day is not None)])
    order = max((one for one in matter.orders if one.on >= contact.day), key=lambda one: one.on, default=None)
    due = by_statute if order is None else order.due
    return Clock(
        matter=matter.name,
        contact=number,
        rule=rule.name,
        received=contact.day,
        hour=contact.hour,
        period=period,
        version=version,
        amended=later.in_force.start if later else None,
        state=state_of(answered, due, paused, on),
        due=due,
        due_hour=moment.time() if moment and due == unextended else None,
        by_statute=by_statute,
        unextended=unextended,
        at_receipt=at_receipt,
        named=next((one.until for one in reversed(extensions) if one.until is not None), None),
        reckoning=reckoning,
        paused=paused,
        extensions=extensions,
        order=order,
        answered=answered,
    )


def state_of(answered: date | None, due: date, paused: tuple[Paused, ...], on: date) -> str:
    if answered is not None:
        return "answered" if answered <= due else "answered-late"
    if any(one.ongoing for one in paused):
        return "paused"
    return "overdue" if on > due else "running"


def answered_on(history: History, number: int) -> date | None:
    """Return the day of the first decision about a matter on or after its receipt; None while there is none."""
    matter, received = history.contacts[number].matter, history.contacts[number].day
    days = [
        one.answered
        for one in history.contacts
        if one.matter == matter and one.answer == "decision" and one.answered is not None and one.answered >= received
    ]
    return min(days, default=None)


# --- the period ------------------------------------------------------------------------------------------------------


def version_on(rule: ClockRule, received: date) -> ClockPeriod | None:
    """Return the version of a period in force on the day of receipt."""
    return next((one for one in rule.periods if begins_by(one.in_force, received)), None)


def amendment_of(rule: ClockRule, version: ClockPeriod, received: date, due: date, on: date) -> ClockPeriod | None:
    """Return the last later version that reaches matters under way: in force by now, and while the clock still ran."""
    reaching = [one for one in rule.periods if one.running and received < begins(one) <= min(due, on)]
    return max(reaching, key=begins, default=None)


def begins(version: ClockPeriod) -> date:
    return version.in_force.start or date.min


def period_of(version: ClockPeriod, matter: Matter) -> Period:
    period = version.period or matter.published
    assert period is not None  # clock_from asks first
    return period
