"""Clocks: from each receipt of a matter the last day for an answer, with everything that moved it.

A last day is never stored: it is counted anew from the contacts, the law and the holidays known on the day of the question.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from msgspec import Struct, structs

from safeconduct.casework.extensions import Extended, flaws_of, most_of, rule_of
from safeconduct.casework.holidays import as_known, without
from safeconduct.casework.model import Contact, History, Matter, Order, known_on
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Clock as ClockRule
from safeconduct.law.model import ClockPeriod, Extension, Law
from safeconduct.terms.dates import DAY, Period, expiry_of, is_open_by
from safeconduct.terms.hours import end_of_hours
from safeconduct.terms.reckoning import WORKING, Reckoning, reckoning_of

CORRECTION = "correction"  # the stop that a demand for papers begins


class Paused(Struct, frozen=True):
    """Days on which a clock stood still, both included. `ongoing`: it still does, and `end` is the day of the question."""

    stop: str  # full name
    begin: date
    end: date
    ongoing: bool = False


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


# --- counting --------------------------------------------------------------------------------------------------------


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


# --- stops and extensions --------------------------------------------------------------------------------------------


def pauses_of(history: History, number: int, matter: Matter, law: Law, until: date) -> Iterator[Paused]:
    """Yield the days on which a clock stood still: by what the file says, and while papers were being completed.

    A demand for papers that no law lists stops nothing.
    """
    stops = stops_of(matter, law)
    received = history.contacts[number].day
    for one in matter.pauses:
        if one.stop in stops and one.begin <= until:
            yield Paused(one.stop, max(one.begin, received), one.end or until, one.end is None)
    correction = next((name for name in stops if name.partition(".")[2] == CORRECTION), None)
    for other in history.contacts[number:]:
        if other.matter == matter.name and other.answer == "documents" and correction and not other.beyond_law:
            sent = other.answered or other.day
            if received <= sent <= until:
                yield Paused(correction, sent, other.back or until, other.back is None)


def stops_of(matter: Matter, law: Law) -> tuple[str, ...]:
    return law.owed.clocks[matter.clock].stops if matter.clock else ()


def paused_days(paused: tuple[Paused, ...], law: Law) -> tuple[date, ...]:
    """Return the days, each once, on which the law in force on them stops the clock."""
    days: dict[date, None] = {}
    for one in paused:
        every = (one.begin + n * DAY for n in range((one.end - one.begin).days + 1))
        days |= dict.fromkeys(day for day in every if begins_by(law.owed.stops[one.stop].in_force, day))
    return tuple(sorted(days))


def extensions_of(
    history: History,
    number: int,
    rule: ClockRule,
    period: Period,
    due: date,
    days: tuple[date, ...],
    law: Law,
    until: date,
) -> tuple[Extended, ...]:
    """Return each extension told since the receipt, in order, with whether it counts."""
    received = history.contacts[number]
    told: list[Extended] = []
    before, units = 0, period.count
    for other in range(number, len(history.contacts)):
        contact = history.contacts[other]
        day = contact.answered or contact.day
        if contact.matter != received.matter or contact.answer != "extension" or day > until:
            continue
        extension = rule_of(rule, law, received.day, day)
        longest = None
        if extension is not None:
            longest = longest_after(received.day, period, units, extension, due, days)
        flaws = flaws_of(contact, extension, before, due, longest)
        one = Extended(other, contact.until, longest, contact.ground, extension, flaws)
        told.append(one)
        if one.last_day is not None:
            before, units, due = before + 1, units + period.count, one.last_day
    return tuple(told)


def longest_after(
    received: date, period: Period, units: int, extension: Extension, due: date, days: tuple[date, ...]
) -> date:
    """Return the last day that an extension allows: so much more working time, or a period of the calendar that follows on the last day.

    Whether the days of the calendar are added before or after the last day moved to an open day is not said; after is the later day.

    units: how many the clock has already, extensions included
    """
    more = most_of(extension, period)
    if more.unit == period.unit and period.unit in WORKING:
        return counted(received, structs.replace(period, count=units + more.count), days).last
    following = structs.replace(more, counting=structs.replace(period.counting, first_day="out"))
    return counted(due, following, ()).last
