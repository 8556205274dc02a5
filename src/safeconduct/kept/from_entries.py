"""Entries of a vault → what they say of the case. Whatever cannot be used is refused in words that repeat nothing of the case."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from safeconduct.casework.from_yaml import history_from_text
from safeconduct.casework.model import History
from safeconduct.interview.course import Course, course_of
from safeconduct.interview.draft import Draft, UnreadableDraftError, can_be_continued, case_text
from safeconduct.kept.model import (
    CASE,
    CONSENTS,
    CONTACTS,
    FILES,
    FORMAT,
    INTERVIEW,
    LETTER,
    Interview,
    Kept,
    Letter,
    Source,
)
from safeconduct.law.model import Law
from safeconduct.lawbook.from_text import Text, text_from_bytes
from safeconduct.lawbook.problems import Problem
from safeconduct.letters.consent import Consent
from safeconduct.letters.from_yaml import consents_from_text
from safeconduct.person.from_yaml import person_from_text
from safeconduct.person.model import Person
from safeconduct.vault.model import READS, Compartment, Entry, Role
from safeconduct.vault.refusals import DamagedError, ForbiddenError, RefusalError


class MistakesError(RefusalError):
    """A text of the case that cannot be used. `text` and `problems` repeat its words: they are for those who may read it."""

    def __init__(self, what: str, text: Text, problems: list[Problem]) -> None:
        self.text, self.problems = text, problems
        count = f"{len(problems)} mistakes" if len(problems) > 1 else "a mistake"
        super().__init__(f"{what} {count}. The first is in line {problems[0].line} ({problems[0].code}).")


class UnreadInterviewError(RefusalError):
    """What was said in the pages after the case file was written cannot be read, by this version or under this lawbook."""


def must_read_facts(role: Role) -> None:
    """Raises ForbiddenError."""
    if Compartment.FACTS not in READS[role]:
        raise ForbiddenError(f"the role '{role}' cannot read the case.")


def before_the_interview(kept: Kept) -> Kept:
    """Return what is kept without what was said in the pages: the case file as it was last written."""
    return replace(kept, interview=None, told_last=False, unread_interview=True)


def kept_in(entries: Iterable[Entry]) -> Kept:
    """Return what is kept of a case. Raises RefusalError for a damaged entry that may count.

    Only what lies among the facts counts: interpreters can add what they like to what is shared. Of a damaged entry nobody can read of what kind it was:
    it may have been the newest of its kind, a withdrawal for instance, until each kind was put in anew after it.
    """
    newest: dict[str, Entry] = {}
    letters: list[Letter] = []
    unread: list[int] = []
    damaged = 0
    for entry in (one for one in entries if one.compartment == Compartment.FACTS):
        if entry.content is None:
            damaged = entry.number
        elif entry.kind in (CASE, INTERVIEW, CONTACTS, CONSENTS):
            newest[entry.kind] = entry
        elif entry.kind == LETTER:
            letter = letter_in(entry)
            if letter is None:
                unread.append(entry.number)
            else:
                letters.append(letter)
    told, case = newest.get(INTERVIEW), newest.get(CASE)
    if any(kind not in newest or newest[kind].number < damaged for kind in FILES if damaged):
        raise DamagedError(
            f"entry {damaged} of the vault is damaged, and what it said may have been newer than the rest. Restore a backup,"
            " or put case, contacts and consents in anew: safeconduct vault add"
        )
    told_last = told is not None and (case is None or told.number > case.number)
    interview = None if told is None else interview_in(told)
    return Kept(
        case=source_in(case),
        interview=interview,
        told_last=told_last,
        unread_interview=told_last and interview is None,
        contacts=source_in(newest.get(CONTACTS)),
        consents=source_in(newest.get(CONSENTS)),
        letters=tuple(letters),
        unread_letters=tuple(unread),
    )


def texts_in(entries: Iterable[Entry], kind: str) -> list[Source]:
    """Return every text of a kind among the facts that is not damaged, the newest first."""
    found = [one for one in entries if one.compartment == Compartment.FACTS and one.kind == kind]
    return [Source(one.number, one.content.decode(errors="replace")) for one in reversed(found) if one.content]


def source_in(entry: Entry | None) -> Source | None:
    return None if entry is None else Source(entry.number, content_in(entry).decode(errors="replace"))


def content_in(entry: Entry) -> bytes:
    if entry.content is None:
        raise RefusalError(f"entry {entry.number} of the vault is damaged.")
    return entry.content


def interview_in(entry: Entry) -> Interview | None:
    """Return what was said in the pages; None for what is no interview in a form that this version knows. Raises RefusalError for a damaged entry."""
    try:
        return msgspec.json.decode(content_in(entry), type=Interview)
    except msgspec.DecodeError:
        return None


def letter_in(entry: Entry) -> Letter | None:
    """Return a letter that left; None for what is none, or none in a form that this version knows. Raises RefusalError for a damaged entry."""
    try:
        letter = msgspec.json.decode(content_in(entry), type=Letter)
    except msgspec.DecodeError:
        return None
    return letter if letter.format == FORMAT else None


def must_fit(kind: str, text: str, file: str, kept: Kept, law: Law, today: date) -> None:
    """Let nothing into a vault that would shut its pages: a new text of a kind must be without mistakes, and the others must still fit.

    file: what messages call the text

    Raises RefusalError.
    """
    changed = replace(kept, **{kind: Source(0, text, file)}, told_last=kept.told_last and kind != CASE)
    person = person_in(changed, law, today)
    if person is None:
        raise RefusalError("there is no case in the vault yet to which this could belong. Put the case in first.")
    history_in(changed, person, law)
    consents_in(changed, person, law)


# --- what the texts say -----------------------------------------------------------------------------------------------


def course_in(kept: Kept, law: Law, today: date) -> Course:
    """Return the case as the pages go on with it, as its newest entry tells it; a new one where there is none.

    Raises UnreadInterviewError, and RefusalError for a case file that cannot be used.
    """
    if kept.told_last and kept.unread_interview:
        raise UnreadInterviewError("what was said in the pages was kept in a form that this version does not know.")
    told, text = kept.interview, kept.case.text if kept.case else ""
    if told is not None and (kept.told_last or case_text(told.draft, law) == text):
        course = replace(course_of(law, told.draft), asked_before=told.questions)
        must_read_back(course)
        return course
    return course_of(law, draft_of(text, law) if kept.case else Draft(today))


def must_read_back(course: Course) -> None:
    """Raises UnreadInterviewError for what was said under another lawbook, or by another version, in a form that is no case any more."""
    if not course.has_wishes:
        return
    try:
        _ = course.person
    except UnreadableDraftError:
        raise UnreadInterviewError("what was said in the pages no longer reads as a case by this version.") from None


def draft_of(text: str, law: Law) -> Draft:
    """Return a draft that continues a case file. Raises RefusalError for one with mistakes, or written so that nothing can be added."""
    person = person_of_text(text, "case", law)
    if not can_be_continued(text, law):
        raise RefusalError("the case in the vault cannot be continued: its facts must stand one item a line.")
    return Draft(person.as_of, label=person.label, base=text, countries=person.countries)


def person_in(kept: Kept, law: Law, today: date) -> Person | None:
    """Return the person of a case; None where nothing was said yet. Raises RefusalError."""
    if kept.told_last or kept.case is None:
        course = course_in(kept, law, today)
        return course.person if course.has_wishes else None
    return person_of_text(kept.case.text, kept.case.name, law)


def person_of_text(text: str, file: str, law: Law) -> Person:
    """`file`: what messages call the text. Raises MistakesError."""
    read = text_from_bytes(text.encode(), file)
    person = person_from_text(read, law)
    if isinstance(person, list):
        raise MistakesError("the case file has", read, person)
    return person


def history_in(kept: Kept, person: Person, law: Law) -> History | None:
    """Return the contacts of a case; None where none were noted. Raises RefusalError."""
    source = kept.contacts
    return None if source is None else history_of_text(source.text, source.name, person, law)


def history_of_text(text: str, file: str, person: Person, law: Law) -> History:
    """`file`: what messages call the text. Raises MistakesError, and RefusalError for the contacts of another case."""
    read = text_from_bytes(text.encode(), file)
    history = history_from_text(read, law)
    if isinstance(history, list):
        raise MistakesError("the file of contacts has", read, history)
    if history.case != person.label:
        raise RefusalError("these are the contacts of another case: 'contacts of' must be the label of the case.")
    return history


def consents_in(kept: Kept, person: Person, law: Law) -> tuple[Consent, ...]:
    """Return what the person agreed to; nothing where no consents were noted. Raises RefusalError."""
    source = kept.consents
    return () if source is None else consents_of_text(source.text, source.name, person, law)


def consents_of_text(text: str, file: str, person: Person, law: Law) -> tuple[Consent, ...]:
    """`file`: what messages call the text. Raises MistakesError."""
    read = text_from_bytes(text.encode(), file)
    found: Sequence[Consent | Problem] = consents_from_text(read, person, law)
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise MistakesError("the file of consents has", read, problems)
    return tuple(one for one in found if isinstance(one, Consent))
