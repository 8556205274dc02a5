"""The desk: the case that lies open, what was worked out for it, and how the person wants to see it. Locked, it is empty."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer
from safeconduct.interview.choosing import Next
from safeconduct.interview.course import Course, course_of, needs_rules
from safeconduct.interview.draft import Draft, can_be_asked_on
from safeconduct.interview.model import Question, Reply
from safeconduct.interview.summary import Summary, summary_of
from safeconduct.kept.model import LETTER, Kept, Letter, Source
from safeconduct.kept.papers import Papers, papers_of
from safeconduct.kept.wanted import Wanted
from safeconduct.kept.working import Here, Work
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.navigator import navigate
from safeconduct.person.model import Person
from safeconduct.vault.model import Entry, Role
from safeconduct.vault.refusals import ChangedError, LockedError, RefusalError
from safeconduct.web.forms import Fields
from safeconduct.web.keeping import Keeping, Log
from safeconduct.web.wording import phrases_in

EVERY_ROUTE = 1_000  # of each wish, with what to do on refusal and silence


def next_of(law: Law, draft: Draft) -> Next:
    return course_of(law, draft).next()


def told_in(law: Law, draft: Draft, question: Question, reply: Reply) -> Draft:
    """Return a draft after a reply."""
    return course_of(law, draft).replied(question, reply).draft


def answer_to(law: Law, person: Person) -> Answer:
    return answer_of(navigate(in_force(law, person.as_of), person, answered=EVERY_ROUTE))


def summary_in(law: Law, draft: Draft) -> Summary:
    return summary_of(course_of(law, draft))


class Notice(NamedTuple):
    """What a page has to say once: that a reply was not understood, and what was typed; `is_good`: that something was done."""

    text: str
    typed: str = ""
    is_good: bool = False


class Desk:
    """Values are worked out outside of the lock, so that locking never waits for a search; what comes late is thrown away."""

    def __init__(
        self, keeping: Keeping, lang: str, today: Callable[[], date], cover: str = "", elsewhere: Work | None = None
    ) -> None:
        """cover: what the window is called; empty: notes, in the language of the page. elsewhere: who works out what takes long; None: whoever asks."""
        self.keeping, self.lang, self.today, self.cover, self.elsewhere = keeping, lang, today, cover, elsewhere
        self.first_lang = lang  # the way back to a language that is not offered otherwise
        self.busy = threading.RLock()
        self.was_open = False  # at any time since the program was started
        self.clear()

    def clear(self) -> None:
        self.open_course: Course | None = None
        self.notice: Notice | None = None
        self.changing: Question | None = None  # a fact that is being told anew
        self.sort = ""
        self.role: Role | None = None
        self.kept = Kept()
        self.typed: Fields = {}  # of a form that has to be shown again, or is filled in beforehand
        self.letter: Wanted | None = None
        self.compared: tuple[str, ...] = ()  # letters of the two ways that are looked at side by side
        self.forget_what_was_worked_out()

    def forget_what_was_worked_out(self) -> None:
        self.kept_next: Next | None = None
        self.kept_answer: Answer | None = None
        self.kept_summary: Summary | None = None
        self.kept_papers: tuple[Kept, Papers] | None = None

    @property
    def is_locked(self) -> bool:
        return self.role is None

    @property
    def reads_case(self) -> bool:
        """Whether whoever opened it may read the case, and not only its log."""
        return self.open_course is not None

    @property
    def is_old(self) -> bool:
        """Whether the case that lies open is asked as of a day that is past."""
        return self.reads_case and self.course.has_wishes and self.course.draft.as_of < self.today()

    @property
    def is_ahead(self) -> bool:
        """Whether the case that lies open is asked as of a day that has not come."""
        return self.reads_case and self.course.has_wishes and self.course.draft.as_of > self.today()

    def can_ask_today(self) -> bool:
        """Return whether the case can be asked as of today from here; a case file may be written so that it cannot."""
        is_of_another_day = self.is_old or self.is_ahead
        return is_of_another_day and can_be_asked_on(self.course.draft, self.today(), self.course.law)

    @property
    def course(self) -> Course:
        """The case as it stands. Raises LockedError."""
        course = self.open_course
        if course is None:
            raise LockedError
        return course

    def unlock(self, name: str = "", passphrase: str = "") -> bool:
        """Open the case; False where there is nothing to open any more. Raises RefusalError."""
        with self.busy:
            if not self.is_locked:
                self.lock()
            self.open_course = self.keeping.opened(name, passphrase)
            self.role, self.kept = self.keeping.role, self.keeping.kept
            self.was_open = self.was_open or not self.is_locked
            if self.kept.unread_interview:
                self.notice = Notice(phrases_in(self.lang)("unread interview"))
            return not self.is_locked

    def drop(self) -> None:
        """Have nothing worked out elsewhere any more."""
        if self.elsewhere is not None:
            self.elsewhere.drop()

    def lock(self) -> None:
        self.drop()
        with self.busy:
            course = self.open_course
            self.clear()
            self.keeping.close(course)

    def put(self, course: Course) -> None:
        """Go on with a course, and keep it. Raises LockedError, RefusalError; the case is then as it was."""
        with self.busy:
            with self.closed_if_locked():
                self.keeping.keep(course)
            self.open_course, self.changing = course, None
            self.forget_what_was_worked_out()

    def put_file(self, kind: str, text: str, before: Kept) -> None:
        """Keep a new text of the contacts or consents that was made from what was kept `before`. Raises LockedError, RefusalError."""
        with self.busy:
            if self.kept is not before:
                raise RefusalError(
                    "the case was changed in another window meanwhile. Nothing was kept; please do it again."
                )
            with self.closed_if_locked():
                number = self.keeping.put(kind, text.encode())
            self.kept = replace(before, **{kind: Source(number, text)})

    def put_letter(self, letter: Letter) -> None:
        """Put on record that a letter left the case. Raises LockedError, RefusalError."""
        with self.busy:
            with self.closed_if_locked():
                self.keeping.put(LETTER, msgspec.json.encode(letter))
            self.kept = replace(self.kept, letters=(*self.kept.letters, letter))

    def earlier(self, kind: str) -> list[Source]:
        """Return every text of a kind that was ever kept, the newest first. Raises LockedError, RefusalError."""
        with self.busy, self.closed_if_locked():
            return self.keeping.earlier(kind)

    def log(self) -> Log | None:
        """Return who did what; None where nothing is put on record. Raises LockedError, RefusalError."""
        with self.busy, self.closed_if_locked():
            return self.keeping.log()

    def shared(self) -> list[Entry]:
        """Return what interpreters may read as well. Raises LockedError, RefusalError."""
        with self.busy, self.closed_if_locked():
            return self.keeping.shared()

    @contextmanager
    def closed_if_locked(self) -> Iterator[None]:
        """Lock the desk if it turns out that the keys were changed meanwhile; read the case again if somebody else added to it."""
        if self.is_locked:
            raise LockedError
        try:
            yield
        except ChangedError:
            self.open_course, self.kept = self.keeping.read_again(), self.keeping.kept
            self.changing = None
            self.forget_what_was_worked_out()
            raise
        except LockedError:
            self.clear()
            self.keeping.close(None)
            raise

    def taken_notice(self) -> Notice | None:
        """Return what is to be said, once."""
        notice, self.notice = self.notice, None
        return notice

    # --- what is worked out ---

    @property
    def work(self) -> Work:
        """Raises LockedError."""
        return self.elsewhere or Here(self.course.law)

    def acts_of_ways(self) -> frozenset[str]:
        """Return the ground names of what is done on the ways that were found; nothing while nobody has looked for them."""
        found = self.kept_answer
        routes = [route for wish in found.wishes for route in wish.routes] if found is not None else []
        return frozenset(step.procedure for route in routes for step in route.steps if step.procedure)

    def next(self) -> Next:
        course, found = self.course, self.kept_next
        if found is None:
            found = self.work(next_of, course.draft)
            if self.open_course is course:
                self.kept_next = found
        return found

    def replied(self, question: Question, reply: Reply) -> Course:
        """Return the course after a reply: to a fact that is being told anew, or to the next question."""
        course = self.course.forgetting(question) if self.changing is not None else self.course
        told = self.work(told_in, course.draft, question, reply) if needs_rules(reply) else None
        return course.replied(question, reply, told)

    def question(self) -> Question | None:
        """Return what is asked now: a fact that is being told anew, or the next question."""
        return self.changing or self.next().question

    def answer(self) -> Answer:
        course, found = self.course, self.kept_answer
        if found is None:
            found = self.work(answer_to, course.person)
            if self.open_course is course:
                self.kept_answer = found
        return found

    def summary(self) -> Summary:
        course, found = self.course, self.kept_summary
        if found is None:
            found = self.work(summary_in, course.draft)
            if self.open_course is course:
                self.kept_summary = found
        return found

    def papers(self) -> Papers:
        course, kept, found = self.course, self.kept, self.kept_papers
        if found is None or found[0] is not kept or found[1].now.on < self.today():
            before = found[1] if found is not None and found[0].contacts is kept.contacts else None
            found = (kept, papers_of(course.person, course.law, kept, self.today(), before, self.work))
            if self.open_course is course and self.kept is kept:
                self.kept_papers = found
        return found[1]
