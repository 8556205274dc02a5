"""The desk: the case that lies open, what was worked out for it, and how the person wants to see it. Locked, it is empty."""

import threading
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer
from safeconduct.interview.choosing import Next
from safeconduct.interview.course import Course
from safeconduct.interview.model import Question
from safeconduct.interview.summary import Summary, summary_of
from safeconduct.navigator import navigate
from safeconduct.vault.refusals import LockedError
from safeconduct.web.keeping import Keeping

EVERY_ROUTE = 1_000  # of each wish, with what to do on refusal and silence


class Notice(NamedTuple):
    """What a page has to say once: that a reply was not understood, and what was typed."""

    text: str
    typed: str = ""


class Desk:
    """Values are worked out outside of the lock, so that locking never waits for a search; what comes late is thrown away."""

    def __init__(self, keeping: Keeping, lang: str, today: Callable[[], date], cover: str = "") -> None:
        """cover: what the window is called; empty: notes, in the language of the page."""
        self.keeping, self.lang, self.today, self.cover = keeping, lang, today, cover
        self.busy = threading.RLock()
        self.clear()

    def clear(self) -> None:
        self.open_course: Course | None = None
        self.notice: Notice | None = None
        self.changing: Question | None = None  # a fact that is being told anew
        self.sort = ""
        self.compared: tuple[str, ...] = ()  # letters of the two ways that are looked at side by side
        self.forget_what_was_worked_out()

    def forget_what_was_worked_out(self) -> None:
        self.kept_next: Next | None = None
        self.kept_answer: Answer | None = None
        self.kept_summary: Summary | None = None

    @property
    def is_locked(self) -> bool:
        return self.open_course is None

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
            return not self.is_locked

    def lock(self) -> None:
        with self.busy:
            course = self.open_course
            self.clear()
            self.keeping.close(course)

    def put(self, course: Course) -> None:
        """Go on with a course, and keep it. Raises LockedError, RefusalError; the case is then as it was."""
        with self.busy:
            if self.is_locked:
                raise LockedError
            try:
                self.keeping.keep(course)
            except LockedError:  # the keys were changed meanwhile
                self.clear()
                self.keeping.close(None)
                raise
            self.open_course, self.changing = course, None
            self.forget_what_was_worked_out()

    def taken_notice(self) -> Notice | None:
        """Return what is to be said, once."""
        notice, self.notice = self.notice, None
        return notice

    # --- what is worked out ---

    def next(self) -> Next:
        course, found = self.course, self.kept_next
        if found is None:
            found = course.next()
            if self.open_course is course:
                self.kept_next = found
        return found

    def question(self) -> Question | None:
        """Return what is asked now: a fact that is being told anew, or the next question."""
        return self.changing or self.next().question

    def answer(self) -> Answer:
        course, found = self.course, self.kept_answer
        if found is None:
            found = answer_of(navigate(course.in_force, course.person, answered=EVERY_ROUTE))
            if self.open_course is course:
                self.kept_answer = found
        return found

    def summary(self) -> Summary:
        course, found = self.course, self.kept_summary
        if found is None:
            found = summary_of(course)
            if self.open_course is course:
                self.kept_summary = found
        return found
