"""A clock in words: how it stands, how its last day was counted, and what moved it."""

from collections.abc import Iterator
from datetime import date, time

from msgspec import Struct, structs

from safeconduct.answers.counting import counted_in_short
from safeconduct.answers.model import Cited, Said
from safeconduct.answers.periods import day_in_words, short_day
from safeconduct.casework.clocks import Clock
from safeconduct.casework.extensions import Extended
from safeconduct.casework.model import History
from safeconduct.casework.stops import paused_days
from safeconduct.casework.ways import cited
from safeconduct.casework.wording import listed, told
from safeconduct.law.model import Law, Words
from safeconduct.terms.reckoning import Reckoning


class ClockTold(Struct, frozen=True):
    """A clock: how it stands, its last day and how it was counted. `contact` is the number of the one that brought the receipt."""

    matter: str
    matter_words: Words
    contact: int
    kind: Words
    received: date
    state: str
    state_words: Words
    due: date
    due_hour: time | None
    counted: Words
    notes: tuple[Said, ...]
    cite: tuple[Cited, ...]


def clock_told(clock: Clock, history: History, law: Law, on: date) -> ClockTold:
    rule = law.owed.clocks[clock.rule]
    return ClockTold(
        matter=clock.matter,
        matter_words=history.matters[clock.matter].words,
        contact=clock.contact + 1,
        kind=rule.words,
        received=clock.received,
        state=clock.state,
        state_words=state_in_words(clock),
        due=clock.due,
        due_hour=clock.due_hour,
        counted=counted_in_short(without_pauses(clock, law), cited(clock.period.counting.cite, law)),
        notes=tuple(notes_on(clock, history, law, on)),
        cite=cited(clock.version.cite or rule.cite, law),
    )


def state_in_words(clock: Clock) -> Words:
    day = day_in_words(clock.due)
    if clock.due_hour is not None:
        day = told("at hour", day=day, hour=f"{clock.due_hour:%H:%M}")
    if clock.answered is not None:
        return told(f"state {clock.state}", day=day, answered=short_day(clock.answered))
    return told(f"state {clock.state}", day=day)


def without_pauses(clock: Clock, law: Law) -> Reckoning:
    """Return the counting without the days on which the clock stood: these are told by themselves."""
    paused = set(paused_days(clock.paused, law))
    left_out = tuple(day for day in clock.reckoning.left_out if day not in paused)
    return structs.replace(clock.reckoning, left_out=left_out)


def notes_on(clock: Clock, history: History, law: Law, on: date) -> Iterator[Said]:
    """Yield each thing that moved the last day, or was meant to."""
    for pause in clock.paused:
        stop = law.owed.stops[pause.stop]
        slots = {"begin": short_day(pause.begin), "stop": stop.words}
        words = told("paused since", **slots) if pause.ongoing else told("paused", end=short_day(pause.end), **slots)
        yield Said(words, cited(stop.cite, law))
    declared = [
        one
        for one in law.owed.holidays
        if one.calendar == clock.period.counting.calendar
        and clock.received < one.known <= on
        and clock.received <= one.day <= clock.due
    ]
    for holiday in declared:
        yield Said(told("declared", holiday=short_day(holiday.day), known=short_day(holiday.known)))
    if declared and not clock.paused and clock.amended is None and clock.at_receipt != clock.unextended:
        yield Said(told("counted before", day=day_in_words(clock.at_receipt)))
    if clock.amended is not None:
        yield Said(told("amended", day=short_day(clock.amended)), cited(clock.version.cite, law))
    for extension in clock.extensions:
        yield extension_told(extension, history, law)
    if clock.order is not None:
        order, statute = clock.order, short_day(clock.by_statute)
        slots = {"on": short_day(order.on), "day": day_in_words(order.due), "statute": statute}
        yield Said(told("ordered", by=order.by, **slots))
    elif clock.named is not None and clock.named != clock.due and clock.is_open:
        yield Said(told("named day", named=short_day(clock.named), day=day_in_words(clock.due)))


def extension_told(extension: Extended, history: History, law: Law) -> Said:
    contact = history.contacts[extension.contact]
    on = short_day(contact.answered or contact.day)
    rules = cited(extension.rule.cite, law) if extension.rule else ()
    if extension.last_day is None or extension.until is None:
        why = listed(told(f"flaw {flaw}") for flaw in extension.flaws)
        return Said(told("not extended", told=on, why=why), rules)
    day = day_in_words(extension.last_day)
    if extension.flaws:
        return Said(told("extended too long", told=on, named=short_day(extension.until), day=day), rules)
    return Said(told("extended", told=on, day=day), rules)
