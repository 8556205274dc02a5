"""The pages that ask: what is wanted and what must never happen, the questions, and what was said so far."""

from typing import NamedTuple

from msgspec.structs import replace
from starlette.responses import Response

from safeconduct.answers.periods import day_in_words
from safeconduct.casework.to_text import text_of
from safeconduct.interview.course import Course
from safeconduct.interview.model import (
    DAY,
    NEVERS,
    PLACE,
    PLACES,
    TRUTH,
    WHOM,
    WISHES,
    Chosen,
    Option,
    Question,
    Reply,
    Span,
)
from safeconduct.interview.opening import nevers_of, wishes_of
from safeconduct.interview.wording import told
from safeconduct.kept.model import CONTACTS
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Words
from safeconduct.web.desk import Desk, Notice
from safeconduct.web.forms import Unclear, first, reply_in, typed_in
from safeconduct.web.noting import find_as_of
from safeconduct.web.shield import shield_of
from safeconduct.web.visit import Visit, onward, page
from safeconduct.web.wording import phrases_in

GROUPS_OPEN = 1  # of the wishes, unless one of a group is chosen


def home(visit: Visit) -> Response:
    """Lead to where the case stands: what is wanted, the questions, or the ways."""
    course = visit.desk.course
    if not course.is_begun:
        return onward("/wishes")
    return onward("/ways" if course.draft.base else "/ask")


# --- what is wanted -------------------------------------------------------------------------------------------------


class Group(NamedTuple):
    heading: Words
    options: tuple[Option, ...]
    is_open: bool


def wishes(visit: Visit) -> Response:
    """Ask what is wanted and what must never happen, on one page."""
    course = visit.desk.course
    if course.draft.base:
        return onward("/facts#wanted")
    return page(
        visit,
        "wishes",
        notice=visit.desk.taken_notice(),
        groups=grouped(wishes_of(course.in_force), course.draft.hoped),
        nevers=nevers_of(course.in_force),
        hoped=course.draft.hoped,
        never=course.draft.nevers,
        note=told("why nevers"),
    )


def take_wishes(visit: Visit) -> Response:
    """Take what was chosen; what was chosen before keeps its place in the order."""
    course, fields = visit.desk.course, visit.fields
    if course.draft.base:
        return onward("/facts#wanted")
    wanted, never = (set(fields.get(name, ())) for name in ("wish", "never"))
    offered = [option.name for option in wishes_of(course.in_force)]
    kept = [name for name in course.draft.hoped if name in wanted]
    chosen = (*kept, *(name for name in offered if name in wanted and name not in kept))
    if not chosen:
        visit.desk.notice = Notice(phrases_in(visit.desk.lang)("choose a wish"))
        return onward("/wishes")
    nevers = tuple(option.name for option in nevers_of(course.in_force) if option.name in never)
    course = course.replied(Question(WISHES, WISHES, told("ask wishes")), Chosen(chosen))
    visit.desk.put(course.replied(Question(NEVERS, NEVERS, told("ask nevers")), Chosen(nevers)))
    return onward("/order" if len(chosen) > 1 else "/ask")


def grouped(options: tuple[Option, ...], chosen: tuple[str, ...]) -> tuple[Group, ...]:
    """Return the wishes under their headings; open are the first ones, and those with something chosen."""
    groups: list[tuple[Words, list[Option]]] = []
    for option in options:
        if option.heading is not None:
            groups.append((option.heading, []))
        groups[-1][1].append(option)
    return tuple(
        Group(heading, tuple(among), number < GROUPS_OPEN or any(one.name in chosen for one in among))
        for number, (heading, among) in enumerate(groups)
    )


def order(visit: Visit) -> Response:
    """Show the wishes in their order."""
    course = visit.desk.course
    words = {option.name: option.words for option in wishes_of(course.in_force)}
    return page(visit, "order", wishes=[words.get(name, Words(name, name)) for name in course.draft.hoped])


def take_order(visit: Visit) -> Response:
    """Move one wish up."""
    course = visit.desk.course
    hoped, place = list(course.draft.hoped), number_in(visit, "up")
    if place is not None and 0 < place < len(hoped):
        hoped[place - 1], hoped[place] = hoped[place], hoped[place - 1]
        visit.desk.put(replace(course, draft=replace(course.draft, hoped=tuple(hoped))))
    return onward("/order")


# --- the questions --------------------------------------------------------------------------------------------------


def ask(visit: Visit) -> Response:
    """Put one question: a fact that is told anew, or the next one that can change the answer most."""
    desk = visit.desk
    if not desk.course.is_begun:
        return onward("/wishes")
    question = desk.question()
    if question is None:
        return page(visit, "asked", notice=desk.taken_notice())
    upcoming = None if desk.changing else desk.next()
    notice = desk.taken_notice()
    before = said_of(question, desk)
    return page(
        visit,
        "ask",
        question=question,
        notice=notice,
        before=before,
        typed=notice.typed if notice else typed_before(before),
        left=None if upcoming is None or not desk.course.has_wishes else upcoming.others,
        is_changed=upcoming is None,
        rare=upcoming is not None and upcoming.rare,
        number=asked_so_far(desk.course) + 1,
        can_go_back=bool(desk.course.steps) and not desk.changing,
        one_only=question.kind in (TRUTH, PLACE),
        other_country=question.kind in (PLACE, PLACES),
        is_day=question.kind == DAY,
    )


def take_reply(visit: Visit) -> Response:
    """Take the reply to the question that the form was about; one about another question changes nothing."""
    desk = visit.desk
    course, question = desk.course, desk.question()
    if question is None or first(visit.fields, "key") != question.key:
        return no_longer_asked(visit)
    reply = reply_in(visit.fields, question, course.draft.as_of)
    if isinstance(reply, Unclear):
        desk.notice = Notice(phrases_in(desk.lang)(reply.key), typed_in(visit.fields))
        return onward("/ask")
    place = "/ask" if desk.changing is None else "/facts"
    desk.put(desk.replied(question, reply))
    return onward(place)


def no_longer_asked(visit: Visit) -> Response:
    """Say that a reply was not taken, and lead to what is on record about its question, or to the question now."""
    desk, say = visit.desk, phrases_in(visit.desk.lang)
    key = first(visit.fields, "key")
    answered = next((one for one in desk.course.questions if one.key == key), None)
    if answered is None or not desk.course.has_wishes:
        desk.notice = Notice(say("not asked now"))
        return onward("/ask")
    desk.notice = Notice(say("not asked", question=visit.tongue.of(answered.words)))
    return onward("/facts")


def back(visit: Visit) -> Response:
    """Go back before the last reply. Before the first question about facts stands what is wanted."""
    desk = visit.desk
    if desk.changing is not None:
        desk.changing = None
        return onward("/facts")
    course = desk.course
    if not course.steps or course.steps[-1].question.kind == NEVERS:
        return onward("/wishes")
    desk.put(course.back())
    return onward("/ask")


def asked_so_far(course: Course) -> int:
    """Return how many questions were asked after what is wanted and what must never happen, before the case was locked as well."""
    return len(course.questions) + (WHOM in course.draft.asked)


def said_of(question: Question, desk: Desk) -> Reply | None:
    """Return what was replied before: to a question gone back to, or what the fact that is told anew is now."""
    before = desk.course.said_before(question)
    if before is not None or desk.changing is None:
        return before
    return reply_now(question, desk.course)


def reply_now(question: Question, course: Course) -> Reply | None:
    """Return the reply that would say what is on record."""
    said = {one.fact: one for one in course.person.statements}
    known = [said[fact] for fact in question.facts if fact in said]
    if question.kind == TRUTH and known and known[0].value is not None:
        return Chosen(("yes" if known[0].value else "no",))
    if question.kind == DAY and known and (day := known[0].on or known[0].since) is not None:
        return Span(day, day)
    if question.kind in (PLACE, PLACES):
        named = dict(zip((fact for fact in question.facts), question.options, strict=False))
        return Chosen(tuple(named[one.fact].name for one in known if one.value))
    return None


def typed_before(reply: Reply | None) -> str:
    """Return what a day was told as, nearly enough: the day itself, or the year."""
    if not isinstance(reply, Span):
        return ""
    return str(reply.first) if reply.first == reply.last else str(reply.first.year)


# --- what was said --------------------------------------------------------------------------------------------------


def facts(visit: Visit) -> Response:
    """Show everything that was said, each with its source."""
    desk = visit.desk
    if not desk.course.has_wishes:
        return onward("/ask")
    return page(
        visit,
        "facts",
        notice=desk.taken_notice(),
        summary=desk.summary(),
        shield=shield_of(desk),
        as_of=day_in_words(desk.course.draft.as_of),
        day=day_in_words,
        wishes_on_file=bool(desk.course.draft.base),
    )


def ask_today(visit: Visit) -> Response:
    """Ask as of today, under the law of today, what was asked on another day; from the contacts, count them as of today as well."""
    desk, is_of_contacts = visit.desk, first(visit.fields, "of") == "contacts"
    if is_of_contacts and desk.course.has_wishes:
        count_today(desk)
    if desk.can_ask_today() and (desk.is_ahead or not is_of_contacts):
        draft = desk.course.draft.on(desk.today())
        desk.put(replace(desk.course, draft=draft, in_force=in_force(desk.course.law, draft.as_of)))
    return onward("/contacts" if is_of_contacts else "/ways")


def count_today(desk: Desk) -> None:
    """Count the contacts as of today where their file is of a later day; the plan stays as of the day on which it was made."""
    kept, papers = desk.kept, desk.papers()
    history = papers.now.history
    if kept.contacts is None or papers.unusable.get(CONTACTS) or history.as_of <= desk.today():
        return
    told = find_as_of(desk.today(), history, papers.now.law)
    if told is not None:
        desk.put_file(CONTACTS, text_of(told), kept)


def change(visit: Visit) -> Response:
    """Ask anew about one of the statements, named by its number on the page."""
    desk = visit.desk
    if not desk.course.has_wishes:
        return onward("/ask")
    told_so_far, number = desk.summary().told, number_in(visit, "number")
    if number is not None and number < len(told_so_far) and not told_so_far[number].on_file:
        desk.changing = desk.course.question_about(told_so_far[number].fact)
        return onward("/ask")
    return onward("/facts")


def number_in(visit: Visit, name: str) -> int | None:
    text = first(visit.fields, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
