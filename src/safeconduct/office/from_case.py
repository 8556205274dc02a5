"""What is kept of a case → its card. No search is run: what it takes is some hundredths of a second."""

from collections.abc import Iterator
from datetime import date, timedelta

from safeconduct.answers.counting import counted_in_short
from safeconduct.answers.model import Said
from safeconduct.answers.names import find_procedure
from safeconduct.answers.periods import short_day
from safeconduct.casework.clock_words import clock_told
from safeconduct.casework.clocks import Clock, clocks_of
from safeconduct.casework.findings import findings_of
from safeconduct.casework.model import Contact, History, known_on
from safeconduct.casework.report import Stall, dues_of, stalls_of
from safeconduct.casework.signs import meanings_of
from safeconduct.casework.ways import Standings, cited
from safeconduct.casework.windows import windows_on
from safeconduct.kept.from_entries import consents_in, history_in, person_in
from safeconduct.kept.model import Kept
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import InForce, Law, Remedy
from safeconduct.law.reach import reaches
from safeconduct.letters.consent import Consent
from safeconduct.office.model import Card, Circle, Moved, Row
from safeconduct.office.veil import veiled
from safeconduct.office.wording import told
from safeconduct.terms.reckoning import reckoning_of

SOON = timedelta(days=14)  # before a consent ends
PRESSING = timedelta(days=100)  # a remedy that is open for years presses nobody
WATCHED = (  # patterns of a matter that does not go on; what is overdue is told with the clocks
    "cycle",
    "chain",
    "disclaimer",
    "untold",
    "dead-end",
    "refused-intake",
    "non-answer",
    "clock-theft",
    "repeated",
)


def card_of(kept: Kept, law: Law, today: Law, on: date) -> Card:
    """Return the card of a case on a day. Raises RefusalError where what is kept cannot be used.

    law:   with the rules of all days
    today: as that day sees it
    """
    person = person_in(kept, law, on)
    if person is None:
        return Card()
    consents = consents_in(kept, person, law)
    history = history_in(kept, person, law)
    if history is None:
        return Card(ours=tuple(ending(consents, law, on)))
    known = known_on(veiled(history, law), on)
    clocks = clocks_of(known, law, on)
    meanings = meanings_of(findings_of(known, law, on), law, on)
    windows = windows_on(known, law, on)
    dues = [one for one in dues_of(clocks, meanings, known, on, windows) if one.whose == "person"]
    last_days = sorted((*remedies_left(known, today, on), *ending(consents, law, on)), key=lambda row: row.day or on)
    stalls = enumerate(stalls_of(meanings, known, Standings(today, ()), law), 1)
    return Card(
        owed=tuple(owed_row(one, known, law, on) for one in sorted(clocks, key=lambda one: one.due) if one.is_open),
        ours=(*last_days, *(Row(one.words, one.day) for one in dues)),
        circles=tuple(circle_of(one, place, known, today) for place, one in stalls if one.pattern in WATCHED),
        moved=tuple(sorted(moved_in(known, clocks, law, on))),
    )


def owed_row(clock: Clock, history: History, law: Law, on: date) -> Row:
    """Return what an agency owes, with every step of how its day was counted; while its clock stands still it has no day."""
    said = clock_told(clock, history, law, on)
    matter, unit = history.matters[clock.matter].words, history.units[history.contacts[clock.contact].unit].words
    stands = clock.state == "paused"
    return Row(
        words=told("owed paused" if stands else "owed", matter=matter, unit=unit),
        day=None if stands else clock.due,
        late=clock.state == "overdue",
        counted=(Said(said.counted), *said.notes),
        calendar=clock.period.counting.calendar,
    )


def circle_of(stall: Stall, place: int, history: History, today: Law) -> Circle:
    sign = today.owed.signs.get(stall.sign)
    met = [history.contacts[number - 1] for number in stall.occasions[-1]]
    named = [met[-1].to] if met[-1].to is not None else []
    procedures = [find_procedure(name, today) for name in (sign.ways if sign else ())]
    return Circle(
        stall=stall,
        trail=tuple(history.units[unit].words for unit in (*(one.unit for one in met), *named)),
        first=met[0].day,
        ways=tuple(one.title for one in procedures if one is not None),
        place=place,
    )


# --- what ends ---------------------------------------------------------------------------------------------------------


def remedies_left(history: History, today: Law, on: date) -> Iterator[Row]:
    """Yield until when each refusal can be attacked, counted from the day it was told, by what was not filed against it."""
    refusals = [one for one in history.contacts if is_refusal(one)]
    attacked = {one: find_procedure(history.matters[one.matter].procedure or "", today) for one in refusals}
    for contact, procedure in attacked.items():
        if procedure is None or contact.answered is None:
            continue
        for remedy in today.remedies.values():
            if "refusal" not in remedy.against or not reaches(remedy, procedure):
                continue
            reached = [one for one, other in attacked.items() if other is not None and reaches(remedy, other)]
            if len(reached) == 1 and is_filed_since(remedy, contact.answered, history):
                continue  # with several refusals nothing says which of them it was filed against
            for window in remedy.window:
                if window.period is None:
                    continue
                reckoning = reckoning_of(contact.answered, window.period)
                if on <= reckoning.last <= on + PRESSING:
                    cites = cited(window.cite or remedy.procedure.cite, today)
                    yield Row(
                        told("remedy ends", remedy=remedy.procedure.title, matter=procedure.title),
                        reckoning.last,
                        counted=(Said(counted_in_short(reckoning, cites)),),
                        calendar=window.period.counting.calendar,
                    )


def is_refusal(contact: Contact) -> bool:
    return contact.answer == "decision" and contact.granted is False and contact.answered is not None


def is_filed_since(remedy: Remedy, day: date, history: History) -> bool:
    name = remedy.procedure.name
    return any(
        one.is_received and one.day >= day and history.matters[one.matter].procedure == name for one in history.contacts
    )


def ending(consents: tuple[Consent, ...], law: Law, on: date) -> Iterator[Row]:
    """Yield the consents that end soon."""
    for one in consents:
        if one.counts_on(on) and one.until - on <= SOON:
            given = Said(told("consent given", given=short_day(one.given), until=short_day(one.until)))
            yield Row(told("consent ends", to=law.authorities[one.to].words), one.until, counted=(given,))


# --- what changed ------------------------------------------------------------------------------------------------------


def moved_in(history: History, clocks: tuple[Clock, ...], law: Law, on: date) -> Iterator[Moved]:
    """Yield the rules on clocks, extensions and stops that came into force while a matter of theirs was open."""
    seen = set()
    for clock in clocks:
        rule = law.owed.clocks[clock.rule]
        rules: list[tuple[str, InForce]] = [(rule.name, one.in_force) for one in rule.periods]
        rules += [(name, law.owed.extensions[name].in_force) for name in rule.extensions]
        rules += [(name, law.owed.stops[name].in_force) for name in rule.stops]
        for name, dates in rules:
            if clock.is_open and dates.start and clock.received < dates.start and begins_by(dates, on):
                seen.add(Moved(name, dates.start))
    yield from seen
