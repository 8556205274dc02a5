"""Where a case is kept while nobody looks at it: nowhere, or in a vault."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from safeconduct.interview.course import Course, course_of
from safeconduct.interview.draft import Draft, case_text
from safeconduct.kept.from_entries import course_in, kept_in, must_read_facts
from safeconduct.kept.model import CASE, INTERVIEW, Interview
from safeconduct.law.model import Law
from safeconduct.vault.files import open_files
from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.vault import Vault


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
        must_read_facts(vault.role)
        kept = kept_in(vault.entries(self.now()))
        self.written = kept.case.text if kept.case else ""
        return course_in(kept, self.law, self.now().date())

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
