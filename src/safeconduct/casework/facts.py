"""The facts as they are now: what contacts show takes the place of what the case file says of the same facts."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import structs

from safeconduct.casework.clocks import clocks_of
from safeconduct.casework.findings import findings_of
from safeconduct.casework.holidays import as_known
from safeconduct.casework.model import Contact, History, Matter, known_on
from safeconduct.casework.signs import Meaning, meanings_of
from safeconduct.casework.wording import told
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Effect, Law, Procedure, Ref, Words
from safeconduct.person.model import Person, Source, Statement
from safeconduct.terms.dates import last_day

UNDECIDED = ("pending", "unanswered")


def person_now(person: Person, history: History, law: Law, on: date) -> Person:
    """Return the person as of a day, with the facts that the contacts show by then.

    law: with the rules of all days
    """
    shown = shown_on(history, law, on)
    facts = {one.fact for one in shown}
    kept = tuple(one for one in person.statements if one.fact not in facts)
    return structs.replace(person, as_of=on, statements=(*kept, *shown))


def shown_on(history: History, law: Law, on: date) -> tuple[Statement, ...]:
    """Return what the contacts show by the end of a day, as statements of a case."""
    known = known_on(history, on)
    meanings = meanings_of(findings_of(known, law, on), law, on)
    shown = {one.fact: one for one in shown_by(meanings)}
    shown |= {one.fact: one for one in decisions_shown(known, law, on)}
    return tuple(shown.values())


def under_way(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the procedures that were filed and are not decided, whether or not their time is over."""
    undecided = (one for one in statements if one.fact.name in UNDECIDED and one.value)
    return frozenset(name for one in undecided for name in one.fact.arguments)


def shown_by(meanings: Iterable[Meaning]) -> tuple[Statement, ...]:
    """Return what signs show, each fact once: true if any sign shows it, since the first day of one."""
    first: dict[str, tuple[bool, date, Words]] = {}
    for meaning in meanings:
        for fact, value in meaning.sign.shows:
            before = first.get(fact)
            now = (value, meaning.finding.day, meaning.sign.words)
            if before is None or (value, -now[1].toordinal()) > (before[0], -before[1].toordinal()):
                first[fact] = now
    return tuple(statement(Ref(fact), value, day, words) for fact, (value, day, words) in first.items())


def statement(fact: Ref, value: bool, since: date, words: Words) -> Statement:
    source = Source("inferred", told("from contacts", words=words))
    return Statement(fact, value, since=since, source=source, learned=since)


# --- what stands with an application that the case file may name -------------------------------------------------------


def decisions_shown(history: History, law: Law, on: date) -> Iterator[Statement]:
    """Yield for each matter with a procedure whether it is pending, granted, refused or unanswered."""
    for matter in history.matters.values():
        if matter.procedure is not None and matter.procedure in law.procedures:
            contacts = [history.contacts[number] for number in history.of(matter.name)]
            yield from decision_shown(history, matter, contacts, law, on)


def decision_shown(
    history: History, matter: Matter, contacts: list[Contact], law: Law, on: date
) -> Iterator[Statement]:
    """Yield how the last filing of a matter stands, with what the procedure itself changes by being filed, granted or refused.

    An effect that hangs on a condition is left to the case file.
    """
    if not any(one.is_received for one in contacts) or matter.procedure is None:
        return
    procedure = law.procedures[matter.procedure]
    decided = last_decision(contacts)
    if decided is not None and decided.answered is not None and decided.granted is not None:
        yield from outcome_shown(procedure, "granted" if decided.granted else "refused", decided.answered)
    number = undecided_in(history, matter.name)
    if number is None:
        return
    begun = history.contacts[number].day
    yield from effects_shown(procedure.on_filing, begun)
    over = end_of_decision(history, matter, begun, law, on)
    if over is None or over >= on:
        yield statement(Ref("pending", (procedure.name,)), True, begun, told("filed"))
        return
    meaning = meaning_of_silence(procedure, begun)
    yield from outcome_shown(procedure, {"omission": "unanswered"}.get(meaning, meaning), over)


def last_decision(contacts: Iterable[Contact]) -> Contact | None:
    decisions = [one for one in contacts if one.answer == "decision" and one.answered is not None]
    return max(decisions, key=lambda one: one.answered or one.day, default=None)


def undecided_in(history: History, matter: str) -> int | None:
    """Return the number of the first contact with which a matter was received and since which nothing was decided."""
    numbers = history.of(matter)
    decided = last_decision(history.contacts[number] for number in numbers)
    since = decided.answered if decided is not None and decided.answered is not None else date.min
    received = (number for number in numbers if history.contacts[number].is_received)
    return next((number for number in received if history.contacts[number].day > since), None)


def meaning_of_silence(procedure: Procedure, begun: date) -> str:
    """Return what the law of the day of filing makes of silence; an omission where it says nothing."""
    return next((one.means for one in procedure.silence if begins_by(one.in_force, begun)), "omission")


def outcome_shown(procedure: Procedure, outcome: str, day: date) -> Iterator[Statement]:
    """Yield an outcome, granted, refused or unanswered, with what it changes."""
    words = told("unanswered" if outcome == "unanswered" else "decided")
    yield statement(Ref(outcome, (procedure.name,)), True, day, words)
    yield from effects_shown({"granted": procedure.effects, "refused": procedure.on_refusal}.get(outcome, ()), day)


def effects_shown(effects: Iterable[Effect], day: date) -> Iterator[Statement]:
    for effect in effects:
        if effect.when is None and begins_by(effect.in_force, day):
            yield statement(effect.fact, effect.value, day, told("by the procedure"))


def end_of_decision(
    history: History, matter: Matter, begun: date, law: Law, on: date, *, ordered: bool = True
) -> date | None:
    """Return the last day for a decision: as the procedure states it, extension included, or that of the clock, whichever is later.

    ordered: an order for this one matter sets the day of the clock; else only what the statute says
    """
    procedure = law.procedures[matter.procedure or ""]
    stated = [one.period for one in procedure.within if one.period is not None and begins_by(one.in_force, begun)]
    clocks = [one for one in clocks_of(history, law, on) if one.matter == matter.name and one.received >= begun]
    days = [last_day(begun, as_known(one, law.owed.holidays, on)) for one in stated[:1]]
    days += [one.due if ordered else one.by_statute for one in clocks[:1]]
    return max(days, default=None)
