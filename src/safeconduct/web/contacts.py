"""The pages about contacts: what they say, the form with which one is noted or corrected, and what became of the plan."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from starlette.responses import Response

from safeconduct.answers.periods import day_in_words, short_day
from safeconduct.answers.saying import Tongue
from safeconduct.casework.clock_words import ClockTold
from safeconduct.casework.model import ANSWERS, MEANS, History
from safeconduct.casework.plan_words import (
    Line,
    as_long_in_words,
    done_in_words,
    doors_in_words,
    passed_since,
    wish_in_words,
)
from safeconduct.casework.report import Due, Report, Stall, shown_in_words
from safeconduct.casework.to_text import text_of
from safeconduct.casework.untimed import untimed_in
from safeconduct.casework.ways import Way
from safeconduct.casework.wording import told
from safeconduct.kept.model import CONTACTS
from safeconduct.kept.papers import Papers
from safeconduct.law.keys import GROUNDS, SAYINGS
from safeconduct.law.model import Words
from safeconduct.letters.carrying import FILED
from safeconduct.letters.forms import calendars_here
from safeconduct.letters.model import Kind
from safeconduct.letters.template import template_of
from safeconduct.web.asking import number_in
from safeconduct.web.choices import Choice, act_asked_for
from safeconduct.web.desk import Notice
from safeconduct.web.forms import Fields, Unclear, first
from safeconduct.web.noting import ITSELF, NEW, NONE, fields_of, noted, without
from safeconduct.web.sorts import sorts_to_choose
from safeconduct.web.visit import Visit, onward, other_day_of_papers, page
from safeconduct.web.wording import phrases_in

WAYS_SHOWN = 4
CITED = 2  # provisions named with a way out
BY_ITSELF = (Kind.APPLICATION,)  # letters carried by the very procedure they are about
LABELS = {  # key of the contacts format, or name of a field → phrase of the field on the page
    "to": "sent to",
    "told": "untold",
    "said": "said",
    "granted": "granted",
    "back": "back day",
    "until": "until day",
    "ground": "ground",
    "consented": "consented",
    "consent asked": "asked",
    "beyond the law": "beyond",
    "answered": "answered",
    "matter_new": "what you asked",
    "matter_new_en": "in english",
    "matter_new_ko": "in korean",
    "kind": "what sort",
    "days": "own time",
    "unit_new": "office name",
    "unit_new_en": "in english",
    "unit_new_ko": "in korean",
    "to_new": "office name",
    "agency": "office agency",
    "to_agency": "office agency",
    "agency_new": "agency name",
    "to_agency_new": "agency name",
    "desk": "is desk",
}
PHRASED = ("what", "where", "other")  # slots of what was not understood that name a part of the form


class Row(NamedTuple):
    """One contact as a line of the list."""

    number: int
    when: str
    what: str
    answer: str


class DueTold(NamedTuple):
    text: str
    late: bool
    clock: ClockTold | None  # from which it was counted


class Offer(NamedTuple):
    """A letter that can be drafted: `about` is the ground name of an act, or nothing where it has still to be chosen."""

    kind: Kind
    about: str
    by: str
    title: str


class WayOut(NamedTuple):
    """A lawful way out, and the letters by which it is gone."""

    title: str
    text: str
    letters: list[Offer]


class StallTold(NamedTuple):
    title: str
    trails: list[str]
    notes: list[str]
    breaks: str
    holds: str
    sort_at: int | None  # of the matter, counted from 1, where nobody said what sort of request it is
    ways: list[WayOut]
    careful: list[str]


def contacts(visit: Visit) -> Response:
    """Show what the contacts say: what is owed, circles and stalls with their ways out, clocks, and each contact."""
    if not visit.desk.course.has_wishes:
        return onward("/ask")
    papers, tongue = visit.desk.papers(), visit.tongue
    report = papers.now.report
    return page(
        visit,
        "contacts",
        other_day=other_day_of_papers(visit.desk),
        notice=visit.desk.taken_notice(),
        unusable=papers.unusable.get(CONTACTS),
        as_of=day_in_words(report.as_of),
        planned=day_in_words(papers.now.person.as_of),
        owed=[due_told(one, report, tongue) for one in report.due if one.whose == "agency"],
        untimed=[tongue.said(one) for one in untimed_in(papers.now.history, papers.now.law, papers.now.on)],
        own=[due_told(one, report, tongue) for one in report.due if one.whose == "person"],
        stalls=[stall_told(one, papers, tongue) for one in report.stalls],
        clocks=report.clocks,
        matters=[tongue.of(one.words) for one in papers.now.history.matters.values()],
        rows=[row_of(number, report, tongue) for number in range(len(report.contacts))],
        shown=[tongue.of(shown_in_words(one)) for one in report.shown],
        can_make_calendars=calendars_here(),
    )


def due_told(due: Due, report: Report, tongue: Tongue) -> DueTold:
    clock = next((one for one in report.clocks if is_of(one, due)), None)
    return DueTold(tongue.sentence(due.words), due.late, clock)


def is_of(clock: ClockTold, due: Due) -> bool:
    """Whether it is this clock by which something is due; one that stands still has no day."""
    if due.day is None:
        return clock.state == "paused" and clock.contact == due.contact
    return (clock.matter, clock.due) == (due.matter, due.day)


def row_of(number: int, report: Report, tongue: Tongue) -> Row:
    one = report.contacts[number]
    hour = f" {one.hour:%H:%M}" if one.hour else ""
    words = f" – {tongue.of(one.words)}" if one.words else ""
    return Row(
        number,
        f"{tongue.of(short_day(one.day))}{hour}",
        f"{tongue.of(one.means)} · {tongue.of(one.unit)}",
        f"{tongue.of(one.answer)}{words}",
    )


# --- circles and stalls -----------------------------------------------------------------------------------------------


def stall_told(stall: Stall, papers: Papers, tongue: Tongue) -> StallTold:
    units = [tongue.of(one.unit) for one in papers.now.report.contacts]
    about = act_asked_for(papers.now.history.matters[stall.matter], papers) if stall.matter else ""
    return StallTold(
        title=f"{tongue.capital(stall.matter_words)}: {tongue.of(stall.words)}",
        trails=[
            " → ".join(f"{number} {units[number - 1]}" for number in round_of(stall, occasion))
            for occasion in stall.occasions
        ],
        notes=[tongue.sentence(note) for note in stall.notes],
        breaks=tongue.cited(stall.breaks),
        holds=tongue.cited(stall.holds),
        sort_at=list(papers.now.history.matters).index(stall.matter or "") + 1 if stall.pattern == "unsorted" else None,
        ways=[way_out(one, about, papers, tongue) for one in stall.ways[:WAYS_SHOWN]],
        careful=[tongue.said(one) for one in stall.warns],
    )


def round_of(stall: Stall, occasion: tuple[int, ...]) -> tuple[int, ...]:
    """Return the contacts in order; of a circle the first once more, to which the last one led back."""
    return (*occasion, occasion[0]) if stall.pattern == "cycle" else occasion


def way_out(way: Way, about: str, papers: Papers, tongue: Tongue) -> WayOut:
    """`about`: the act that the stalled matter asks for."""
    to = f" → {tongue.names(way.receives)}" if way.receives else ""
    state = tongue.of(way.standing_words)
    text = f"{tongue.of(way.title)}{to} [{tongue.cited(way.cite[:CITED])}] ({state})"
    offers = []
    for kind in letters_for(way.procedure, way.kind):
        itself = kind in BY_ITSELF
        by = "" if itself else way.procedure
        act = papers.now.outline.act_of(way.procedure) if itself else about
        offers.append(Offer(kind, act, by, phrases_in(tongue.lang)(f"kind {kind}")))
    return WayOut(tongue.of(way.title), text, offers)


@cache
def letters_for(procedure: str, kind: str) -> tuple[Kind, ...]:
    """Return the kinds of letters that a procedure carries: that of its own templates, else the application for it."""
    carried = [one for one in Kind if any(by.procedure == procedure for by in template_of(one).carriers)]
    return tuple(carried or (BY_ITSELF if kind in FILED else ()))


# --- noting and correcting --------------------------------------------------------------------------------------------


def contact(visit: Visit) -> Response:
    """Show the form about a contact: a new one, or one that is told anew."""
    desk = visit.desk
    if not desk.course.has_wishes:
        return onward("/ask")
    papers, tongue = desk.papers(), visit.tongue
    if papers.unusable.get(CONTACTS):
        return onward("/contacts")
    typed, desk.typed = desk.typed, {}
    history = papers.now.history
    return page(
        visit,
        "contact",
        notice=desk.taken_notice(),
        typed={name: values[0] for name, values in typed.items() if values},
        stamp=stamp_of(visit),
        matters=[Choice(name, tongue.of(one.words)) for name, one in history.matters.items()],
        units=units_in(history, tongue),
        agencies=agencies_in(history, tongue),
        sorts=sorts_to_choose(papers, tongue, desk.acts_of_ways()),
        means=MEANS,
        answers=(NONE, *ANSWERS),
        sayings=SAYINGS,
        grounds=GROUNDS,
        new=NEW,
        itself=ITSELF,
    )


def units_in(history: History, tongue: Tongue) -> list[Choice]:
    """Return the offices by their names, of those that are called alike with the agency."""
    names = [tongue.of(one.words) for one in history.units.values()]
    return [
        Choice(key, f"{name} ({one.agency})" if names.count(name) > 1 else name)
        for (key, one), name in zip(history.units.items(), names, strict=True)
    ]


def agencies_in(history: History, tongue: Tongue) -> list[Choice]:
    """Return the agencies by their names as they were told, each with the offices known of it."""
    offices: dict[str, list[str]] = {}
    for unit in history.units.values():
        offices.setdefault(unit.agency, []).append(tongue.of(unit.words))
    return [Choice(name, agency_in_words(name, list(dict.fromkeys(among)))) for name, among in offices.items()]


def agency_in_words(name: str, offices: list[str]) -> str:
    parts = ", ".join(one for one in offices if one != name)
    return f"{name} ({parts})" if parts else name


def stamp_of(visit: Visit) -> str:
    """Return what changes whenever the contacts do, so that a form that is too old is known."""
    source = visit.desk.kept.contacts
    return "" if source is None else str(source.number)


def take_contact(visit: Visit) -> Response:
    """Note what a form says, or say what was not understood."""
    desk, fields = visit.desk, visit.fields
    if not desk.course.has_wishes:
        return onward("/ask")
    kept, papers, number = desk.kept, desk.papers(), number_in(visit, "number")
    say = phrases_in(desk.lang)
    if papers.unusable.get(CONTACTS):
        return onward("/contacts")
    if first(fields, "stamp") != stamp_of(visit):
        desk.notice = Notice(say("window closed"))
        return onward("/contacts")
    if number is not None and number >= len(papers.now.history.contacts):
        number = None
    if number is not None and first(fields, "how") == "gone":
        desk.put_file(CONTACTS, text_of(without(papers.now.history, number)), kept)
        return onward("/contacts")
    found = noted(fields, papers.now.history, papers.now.law, desk.today(), number)
    if isinstance(found, list):
        desk.notice = Notice(" ".join(unclear_in_words(found, visit)))
        desk.typed = {name: values for name, values in fields.items() if name != "token"}
        return onward("/contact")
    desk.put_file(CONTACTS, text_of(found), kept)
    if taken := " ".join(offices_taken(found, papers.now.history, visit)):
        desk.notice = Notice(taken, is_good=True)
    return onward("/contacts")


def offices_taken(history: History, before: History, visit: Visit) -> Iterator[str]:
    """Say of each office that is new of which agency it was taken to be, unless it is one itself."""
    say = phrases_in(visit.desk.lang)
    for key, one in history.units.items():
        if key not in before.units and one.agency not in (one.words.en, one.words.ko):
            office = visit.tongue.of(one.words)
            yield say("office taken", office=f"“{office}”", agency=f"“{one.agency}”")


def unclear_in_words(unclear: list[Unclear], visit: Visit) -> Iterator[str]:
    say = phrases_in(visit.desk.lang)
    for one in dict.fromkeys((one.key, tuple(one.slots.items())) for one in unclear):
        key, slots = one[0], dict(one[1])
        slots.update({name: say(LABELS.get(slots[name], slots[name])) for name in PHRASED if name in slots})
        yield say(key, **slots)


def correct(visit: Visit) -> Response:
    """Fill the form with a contact that is told anew, named by its number on the page."""
    desk, number = visit.desk, number_in(visit, "number")
    if not desk.course.has_wishes:
        return onward("/ask")
    history = desk.papers().now.history
    if number is None or number >= len(history.contacts):
        return onward("/contacts")
    desk.typed = fields_of(history.contacts[number], number, visit.tongue)
    return onward("/contact")


def filled_for(words: str, procedure: str, day: str, history: History) -> Fields:
    """Return the form filled in with a letter about a procedure that was sent on a day. `procedure`: empty where it left open what it was about."""
    if not procedure:
        return {"day": [day], "by": ["letter"], "filed": ["yes"], "answer": [NONE]}
    known = next((name for name, one in history.matters.items() if one.procedure == procedure), None)
    about = (
        {"matter": [known]} if known else {"matter": [NEW], "matter_new": [words], "kind": [f"procedure:{procedure}"]}
    )
    return {**about, "day": [day], "by": ["letter"], "filed": ["yes"], "answer": [NONE]}


def office_for(to: list[Words], history: History, tongue: Tongue) -> Fields:
    """Return the office of a form filled in with the one addressee of a letter; nothing where there are several."""
    if len(to) != 1:
        return {}
    known = next((name for name, one in history.units.items() if one.words in to), None)
    return {"unit": [known]} if known else {"unit": [NEW], "unit_new": [tongue.capital(to[0])]}


# --- the plan ---------------------------------------------------------------------------------------------------------


class WishTold(NamedTuple):
    wish: str
    lines: list[Line]


def plan(visit: Visit) -> Response:
    """Show how the plan made anew from what happened differs from the one that was followed."""
    if not visit.desk.course.has_wishes:
        return onward("/ask")
    difference, tongue = visit.desk.papers().now.difference, visit.tongue
    passed = passed_since(difference)
    return page(
        visit,
        "plan",
        other_day=other_day_of_papers(visit.desk),
        planned=day_in_words(difference.planned_on),
        now=day_in_words(difference.now),
        passed=passed if any(one.days == passed for wish in difference.wishes for one in wish.moved) else 0,
        as_long=list(as_long_in_words(difference, tongue)),
        taken=[done_in_words(one, tongue) for one in difference.done],
        own_days=[
            (tongue.of(told("due window", title=one.title, day=day_in_words(one.last_day))), tongue.of(one.counted))
            for one in difference.own_days
        ],
        wishes=[
            WishTold(tongue.capital(one.wish), list(wish_in_words(one, passed, tongue))) for one in difference.wishes
        ],
        doors=list(doors_in_words(difference, tongue)),
    )
