"""Where a case is kept while nobody looks at it: nowhere, or in a vault."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from safeconduct.interview.course import Course, course_of
from safeconduct.interview.draft import Draft, can_be_continued, case_text, read
from safeconduct.interview.model import Question
from safeconduct.law.model import Law
from safeconduct.person.from_yaml import person_from_text
from safeconduct.vault.files import open_files
from safeconduct.vault.model import READS, Compartment
from safeconduct.vault.refusals import ForbiddenError, RefusalError
from safeconduct.vault.vault import Vault

CASE, INTERVIEW = "case", "interview"  # kinds of entries: a case file, and what was said as the pages go on with it


class Interview(Struct, frozen=True):
    """What was said, and the questions it was said to, so that each can be put again."""

    draft: Draft
    questions: tuple[Question, ...] = ()


class Keeping(Protocol):
    """`needs_passphrase`: whether a case that was closed can be opened again, and by what."""

    needs_passphrase: bool

    def opened(self, name: str, passphrase: str) -> Course | None:
        """Return the case, or None where there is nothing to open any more. Raises RefusalError."""

    def keep(self, course: Course) -> None:
        """Keep what was said. Raises RefusalError."""

    def close(self, course: Course | None) -> None:
        """Forget every key and every word."""


class Nowhere:
    """The case is in memory only; what is closed is forgotten."""

    needs_passphrase = False

    def __init__(self, law: Law, draft: Draft) -> None:
        self.law = law
        self.draft: Draft | None = draft

    def opened(self, name: str, passphrase: str) -> Course | None:
        draft, self.draft = self.draft, None
        return None if draft is None else course_of(self.law, draft)

    def keep(self, course: Course) -> None:
        pass

    def close(self, course: Course | None) -> None:
        self.draft = None


class InVault:
    """The case lies in a vault: each reply as an entry `interview`, and when it is closed the case file as an entry `case`."""

    needs_passphrase = True

    def __init__(self, law: Law, file: Path, key_file: Path, now: Callable[[], datetime]) -> None:
        self.law, self.file, self.key_file, self.now = law, file, key_file, now
        self.vault: Vault | None = None
        self.written = ""  # the case file last put into the vault, or read from it

    def opened(self, name: str, passphrase: str) -> Course:
        vault = open_files(self.file, self.key_file, name, passphrase, self.now())
        self.vault = vault
        try:
            return self.course_in(vault)
        except BaseException:
            self.close(None)
            raise

    def course_in(self, vault: Vault) -> Course:
        """Return the case as the newest of its entries tells it; a new one where there is none."""
        if Compartment.FACTS not in READS[vault.role]:
            raise ForbiddenError(f"the role '{vault.role}' cannot read the case.")
        kept = [one for one in vault.entries(self.now()) if one.kind in (CASE, INTERVIEW) and one.content is not None]
        cases = [one.content or b"" for one in kept if one.kind == CASE]
        self.written = cases[-1].decode(errors="replace") if cases else ""
        told = [one.content or b"" for one in kept if one.kind == INTERVIEW]
        try:
            found = msgspec.json.decode(told[-1], type=Interview) if told else None
        except msgspec.DecodeError:
            raise RefusalError(
                "what was said in the pages was kept in a form that this version does not know."
            ) from None
        if found is not None and (kept[-1].kind == INTERVIEW or case_text(found.draft, self.law) == self.written):
            return replace(course_of(self.law, found.draft), asked_before=found.questions)
        draft = draft_of(self.written, self.law) if cases else Draft(self.now().date())
        return course_of(self.law, draft)

    def keep(self, course: Course) -> None:
        if self.vault is not None:
            questions = tuple(replace(one, reasons=(), more=0) for one in course.questions)
            self.vault.add(INTERVIEW, msgspec.json.encode(Interview(course.draft, questions)), self.now())

    def close(self, course: Course | None) -> None:
        vault, self.vault = self.vault, None
        if vault is None:
            return
        if course is not None and course.has_wishes:
            text = case_text(course.draft, self.law)
            if text != self.written:
                with suppress(RefusalError):  # what was said lies in the vault already
                    vault.add(CASE, text.encode(), self.now())
        self.written = ""
        vault.lock()
        vault.store.close()


def draft_of(text: str, law: Law) -> Draft:
    """Return a draft that continues a case file. Raises RefusalError for one with mistakes, or written so that nothing can be added."""
    person = person_from_text(read(text), law)
    if isinstance(person, list):
        raise RefusalError("the case in the vault has mistakes. Name them with: safeconduct vault routes")
    if not can_be_continued(text, law):
        raise RefusalError("the case in the vault cannot be continued: its facts must stand one item a line.")
    return Draft(person.as_of, label=person.label, base=text, countries=person.countries)
