"""The report on a case: clocks, circles and stalls with their ways out, what is due, what it all shows; in words, in each language."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from msgspec import Struct, structs

from safeconduct import __version__
from safeconduct.answers.model import Cited, Said
from safeconduct.answers.periods import day_in_words, short_day
from safeconduct.answers.sentences import is_event
from safeconduct.casework.clock_words import ClockTold, clock_told
from safeconduct.casework.clocks import Clock, clocks_of
from safeconduct.casework.facts import person_now, shown_on, under_way
from safeconduct.casework.findings import Finding, findings_of
from safeconduct.casework.model import Contact, History, known_on
from safeconduct.casework.planning import Difference
from safeconduct.casework.signs import Meaning, meanings_of
from safeconduct.casework.ways import Standings, Way, cited
from safeconduct.casework.windows import Window, windows_on
from safeconduct.casework.wording import listed, told
from safeconduct.law.in_force import begins_by, in_force
from safeconduct.law.model import Law, Words
from safeconduct.person.model import Person, Statement
from safeconduct.routes.doors import Door, doors_of
from safeconduct.rules.from_law import compile_rules
from safeconduct.terms.dates import DAY

SCHEMA = "safeconduct-contacts/1"
OF_A_REQUEST = ("cycle", "chain", "disclaimer", "late-hop", "untold", "non-answer")  # duties towards what was handed in
UNDECIDED = ("pending", "unanswered")  # they are so from their day on, until somebody decides


class ContactTold(Struct, frozen=True):
    """One contact as a line: `number` counts from 1."""

    number: int
    matter: str
    day: date
    hour: time | None
    unit: Words
    means: Words
    answer: Words
    words: Words | None


class Stall(Struct, frozen=True):
    """What went wrong in one matter, each time that it did.

    sign:   full name in the lawbook
    matter: None of all
    breaks: the rules that were broken
    holds:  the rules that would have been, had anything been handed in by then
    """

    sign: str
    pattern: str
    matter: str | None
    matter_words: Words
    words: Words
    occasions: tuple[tuple[int, ...], ...]  # numbers of contacts
    notes: tuple[Words, ...]
    breaks: tuple[Cited, ...]
    ways: tuple[Way, ...]
    warns: tuple[Said, ...]
    shows: tuple[str, ...]
    holds: tuple[Cited, ...] = ()


class Due(Struct, frozen=True):
    """Something that somebody has to do.

    whose:     agency or person
    day:       None where nobody set one
    procedure: of what is open to the person for a time only: what can be filed
    contact:   of an agency's answer: number of the contact that brought the receipt, counted from 1
    unit:      who received it
    received:  on which day
    """

    whose: str
    matter: str | None
    day: date | None
    late: bool
    words: Words
    procedure: str | None = None
    contact: int | None = None
    unit: Words | None = None
    received: date | None = None


class Shown(Struct, frozen=True):
    """A fact that the contacts show.

    since:    the first day on which it is so
    is_event: it happened on that day, and is not so since then
    stated:   the day as a case file states it, from which periods run: of what is unanswered the last day for the answer
    """

    fact: str
    value: bool
    since: date
    words: Words
    is_event: bool = False
    stated: date | None = None


class Report(Struct, frozen=True):
    schema: str
    program: str
    case: str
    as_of: date
    fingerprint: str
    contacts: tuple[ContactTold, ...]
    clocks: tuple[ClockTold, ...]
    stalls: tuple[Stall, ...]
    due: tuple[Due, ...]
    shown: tuple[Shown, ...]
    plan: Difference | None = None


def report_of(person: Person, history: History, law: Law, on: date, doors: tuple[Door, ...] | None = None) -> Report:
    """Return everything that the contacts of a case say by the end of a day.

    law:   with the rules of all days
    doors: those of the person as they are now, where they are known already
    """
    known, today = known_on(history, on), in_force(law, on)
    clocks = clocks_of(known, law, on)
    meanings = meanings_of(findings_of(known, law, on), law, on)
    shown = shown_on(known, law, on)
    if doors is None:
        doors = doors_of(compile_rules(today, person_now(person, known, law, on)).rules)
    windows = windows_on(known, law, on)
    standings = Standings(today, doors, under_way(shown))
    return Report(
        schema=SCHEMA,
        program=__version__,
        case=person.label,
        as_of=on,
        fingerprint=law.fingerprint,
        contacts=tuple(contact_told(number, one, known) for number, one in enumerate(known.contacts, 1)),
        clocks=tuple(clock_told(one, known, law, on) for one in clocks),
        stalls=tuple(stalls_of(meanings, known, standings, law, windows, on)),
        due=tuple(dues_of(clocks, meanings, known, on, windows)),
        shown=tuple(shown_in(shown, today)),
    )


def shown_in_words(shown: Shown) -> Words:
    """Return a fact with its day: when it happened, or since when it is so."""
    return told("fact on" if shown.is_event else "fact yes", words=shown.words, day=short_day(shown.since))


# --- contacts --------------------------------------------------------------------------------------------------------


def contact_told(number: int, contact: Contact, history: History) -> ContactTold:
    return ContactTold(
        number=number,
        matter=contact.matter,
        day=contact.day,
        hour=contact.hour,
        unit=history.units[contact.unit].words,
        means=told(f"by {contact.means}"),
        answer=listed(answer_parts(contact, history)),
        words=contact.words,
    )


def answer_parts(contact: Contact, history: History) -> Iterator[Words]:
    if contact.receipt is not None:
        yield told("receipt", number=contact.receipt)
    key = contact.answer or "none"
    if key == "decision" and contact.granted is not None:
        key = f"decision {'granted' if contact.granted else 'refused'}"
    yield told(f"answer {key}")
    if contact.said is not None:
        yield told(f"said {contact.said}")
    if contact.to is not None:
        yield told("named", unit=history.units[contact.to].words)
    if contact.answered is not None and contact.answered != contact.day:
        yield told("on answered", day=short_day(contact.answered))


# --- circles and stalls ------------------------------------------------------------------------------------------------


def stalls_of(
    meanings: Iterable[Meaning],
    history: History,
    standings: Standings,
    law: Law,
    windows: Iterable[Window] = (),
    on: date | None = None,
) -> Iterator[Stall]:
    """Yield each sign once for each matter, with every occasion on which it was read. A chain that came back is told as the circle it is."""
    meanings = list(meanings)
    open_on = {(one.matter, one.remedy): one.words_on(on or history.as_of) for one in windows}
    circles = [one.finding for one in meanings if one.finding.pattern == "cycle"]
    grouped: dict[tuple[str, str | None], list[Meaning]] = {}
    for meaning in meanings:
        if meaning.is_stall and not is_within(meaning.finding, circles):
            grouped.setdefault((meaning.sign.name, meaning.finding.matter), []).append(meaning)
    for alike in grouped.values():
        sign, matter = alike[0].sign, alike[0].finding.matter
        flaws = dict.fromkeys(flaw for one in alike for flaw in one.finding.flaws)
        rules = cited(sign.cite, law)
        spoken = [one.finding for one in alike if rules and is_of_nothing_filed(one.finding, history)]
        is_spoken = len(spoken) == len(alike)
        latest = max(one.finding.day for one in alike)
        yield Stall(
            sign=sign.name,
            pattern=sign.pattern,
            matter=matter,
            matter_words=history.matters[matter].words if matter else told("all matters"),
            words=sign.words,
            occasions=tuple(tuple(number + 1 for number in one.finding.contacts) for one in alike),
            notes=(*(told(f"flaw {flaw}") for flaw in flaws), *nothing_filed(spoken, is_spoken)),
            breaks=() if is_spoken else rules,
            ways=tuple(
                structs.replace(way, window=open_on.get((matter or "", way.procedure)))
                for way in standings.ways_of(sign)
            ),
            warns=tuple(Said(one.words, cited(one.cite, law)) for one in sign.warns if begins_by(one.in_force, latest)),
            shows=tuple(fact for fact, value in sign.shows if value),
            holds=rules if is_spoken else (),
        )


def is_of_nothing_filed(finding: Finding, history: History) -> bool:
    """Return whether a finding is about how a request was dealt with, and none had been handed in by then."""
    about = (one for one in history.contacts[: finding.contacts[-1] + 1] if one.matter == finding.matter)
    return finding.pattern in OF_A_REQUEST and not any(one.filed for one in about)


def nothing_filed(spoken: list[Finding], is_all: bool) -> Iterator[Words]:
    """Yield that nothing was handed in: without saying where, if that is so of all."""
    if spoken and is_all:
        yield told("nothing filed")
    elif spoken:
        numbers = ", ".join(dict.fromkeys(str(one.contacts[-1] + 1) for one in spoken))
        yield told("nothing filed by", numbers=numbers)


def is_within(finding: Finding, circles: list[Finding]) -> bool:
    """Return whether a chain runs through a circle."""
    return finding.pattern == "chain" and any(set(one.contacts) <= set(finding.contacts) for one in circles)


# --- what is due -------------------------------------------------------------------------------------------------------


def dues_of(
    clocks: Iterable[Clock],
    meanings: Iterable[Meaning],
    history: History,
    on: date,
    windows: Iterable[Window] = (),
) -> Iterator[Due]:
    """Yield what agencies owe, the longest overdue first and what has no last day now last, then what the person has to do."""
    clocks = tuple(clocks)
    for clock in sorted((one for one in clocks if one.is_open), key=lambda one: (one.state == "paused", one.due)):
        yield answer_stopped(clock, history) if clock.state == "paused" else answer_due(clock, history)
    overdue = {one.matter for one in clocks if one.state == "overdue"}
    for window in sorted(windows, key=lambda one: one.last_day):
        if on <= window.last_day and (window.opens <= on or window.matter in overdue):
            yield window_due(window, history, on)
    for number, one in enumerate(history.contacts):
        if (
            one.answer == "documents"
            and one.back is None
            and not one.beyond_law
            and not is_decided_since(history, number)
        ):
            words, since = history.matters[one.matter].words, short_day(one.answered or one.day)
            yield Due("person", one.matter, None, False, told("due papers", matter=words, day=since))
    asked = [one.finding for one in meanings if one.finding.pattern == "consent-asked"]
    for matter in dict.fromkeys(finding.matter for finding in asked if finding.matter):
        yield Due("person", matter, None, False, told("due consent", matter=history.matters[matter].words))


def answer_stopped(clock: Clock, history: History) -> Due:
    """Return an answer whose clock stands still: it has no last day until the clock runs on, from which the rest of the time is counted."""
    number, unit = clock.contact + 1, history.units[history.contacts[clock.contact].unit].words
    matter, received = history.matters[clock.matter].words, short_day(clock.received)
    words = told("due stopped", matter=matter, unit=unit, received=received, number=str(number))
    return Due("agency", clock.matter, None, False, words, contact=number, unit=unit, received=clock.received)


def answer_due(clock: Clock, history: History) -> Due:
    late, number = clock.state == "overdue", clock.contact + 1
    unit = history.units[history.contacts[clock.contact].unit].words
    words = told(
        "due answer" if late else "due soon",
        matter=history.matters[clock.matter].words,
        day=day_in_words(clock.due),
        unit=unit,
        received=short_day(clock.received),
        number=str(number),
    )
    return Due("agency", clock.matter, clock.due, late, words, contact=number, unit=unit, received=clock.received)


def window_due(window: Window, history: History, on: date) -> Due:
    words = told(
        "due window for",
        title=window.title,
        matter=history.matters[window.matter].words,
        window=window.words_on(on),
        counted=window.counted,
    )
    return Due("person", window.matter, window.last_day, False, words, procedure=window.remedy)


def is_decided_since(history: History, number: int) -> bool:
    contact = history.contacts[number]
    return any(one.matter == contact.matter and one.answer == "decision" for one in history.contacts[number:])


# --- facts -------------------------------------------------------------------------------------------------------------


def shown_in(statements: Iterable[Statement], law: Law) -> Iterator[Shown]:
    for one in statements:
        if one.since is not None and one.value is not None and one.source is not None:
            fact = law.facts.get(one.fact.name)
            words = one.source.words if fact is None else fact.words if one.value else fact.not_words or fact.words
            quoted = ", ".join(f'"{name}"' for name in one.fact.arguments)
            yield Shown(
                f"{one.fact.name}({quoted})" if quoted else one.fact.name,
                one.value,
                one.since + DAY if one.fact.name == "unanswered" else one.since,
                words,
                one.fact.name not in UNDECIDED and is_event(one.fact, law),
                one.since,
            )
