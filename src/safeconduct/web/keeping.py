"""Where a case is kept while nobody looks at it: nowhere, or in a vault."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from safeconduct.interview.course import Course, course_of
from safeconduct.interview.draft import Draft, case_text
from safeconduct.kept.from_entries import UnreadInterviewError, before_the_interview, course_in, kept_in, texts_in
from safeconduct.kept.model import CASE, INTERVIEW, Interview, Kept, Source
from safeconduct.law.model import Law
from safeconduct.vault.files import open_files
from safeconduct.vault.model import READS, Compartment, Entry, Receipt, Record, Role
from safeconduct.vault.refusals import ForbiddenError, LockedError, RefusalError
from safeconduct.vault.slots import Content, pieces_of
from safeconduct.vault.vault import Vault


class Log(NamedTuple):
    """Who did what in a vault: `me` is the id of whoever reads it, `kinds` what they have seen each entry to be, by its number."""

    records: tuple[Record, ...]
    me: bytes
    receipt: Receipt
    kinds: Mapping[int, str]


class Keeping(Protocol):
    """`needs_passphrase`: whether a case that was closed can be opened again, and by what.

    role: of whoever opened it, None while nobody has
    kept: what was found beside what was said
    """

    needs_passphrase: bool
    role: Role | None
    kept: Kept

    def opened(self, name: str, passphrase: str) -> Course | None:
        """Return the case; None where there is nothing to open any more, or the role does not read it. Raises RefusalError."""

    def keep(self, course: Course) -> None:
        """Keep what was said. Raises RefusalError."""

    def put(self, kind: str, content: bytes) -> int:
        """Keep one more entry and return its number. Raises RefusalError."""

    def earlier(self, kind: str) -> list[Source]:
        """Return every text of a kind that was ever kept, the newest first. Raises RefusalError."""

    def read_again(self) -> Course | None:
        """Return the case as it is kept now; None where nobody else can have changed it. Raises RefusalError."""

    def log(self) -> Log | None:
        """Return who did what; None where nothing is put on record. Raises RefusalError."""

    def shared(self) -> list[Entry]:
        """Return what interpreters may read as well. Raises RefusalError."""

    def close(self, course: Course | None) -> None:
        """Forget every key and every word."""


class Nowhere:
    """The case is in memory only; what is closed is forgotten."""

    needs_passphrase = False

    def __init__(self, law: Law, draft: Draft) -> None:
        self.law = law
        self.draft: Draft | None = draft
        self.role: Role | None = None
        self.kept = Kept()
        self.number = 0

    def opened(self, name: str, passphrase: str) -> Course | None:
        draft, self.draft = self.draft, None
        self.role = None if draft is None else Role.PERSON
        return None if draft is None else course_of(self.law, draft)

    def keep(self, course: Course) -> None:
        pass

    def put(self, kind: str, content: bytes) -> int:
        self.number += 1
        return self.number

    def earlier(self, kind: str) -> list[Source]:
        return []

    def read_again(self) -> Course | None:
        return None

    def log(self) -> Log | None:
        return None

    def shared(self) -> list[Entry]:
        return []

    def close(self, course: Course | None) -> None:
        self.draft, self.role = None, None


class InVault:
    """The case lies in a vault: each reply as an entry `interview`, and when it is closed the case file as an entry `case`."""

    needs_passphrase = True

    def __init__(self, law: Law, file: Path, key_file: Path, now: Callable[[], datetime]) -> None:
        self.law, self.file, self.key_file, self.now = law, file, key_file, now
        self.vault: Vault | None = None
        self.role: Role | None = None
        self.kept = Kept()
        self.written = ""  # the case file last put into the vault, or read from it
        self.seen = 0  # the last record of which is known what it says
        self.kinds: dict[int, str] = {}  # of the entries that were read or written here, by number

    def opened(self, name: str, passphrase: str) -> Course | None:
        vault = self.unlocked(name, passphrase)
        self.vault, self.role = vault, vault.role
        try:
            return self.course_in(vault) if Compartment.FACTS in READS[vault.role] else None
        except BaseException:
            self.close(None)
            raise

    def unlocked(self, name: str, passphrase: str) -> Vault:
        return open_files(self.file, self.key_file, name, passphrase, self.now())

    def course_in(self, vault: Vault) -> Course:
        """Return the case as the newest of its entries tells it; as its file does where what was said since cannot be read; a new one where there is none."""
        entries = self.read(vault)
        self.kept, self.seen = kept_in(entries), vault.chain.number
        self.written = self.kept.case.text if self.kept.case else ""
        today = self.now().date()
        try:
            return course_in(self.kept, self.law, today)
        except UnreadInterviewError:
            self.kept = before_the_interview(self.kept)
            return course_in(self.kept, self.law, today)

    def read(self, vault: Vault) -> list[Entry]:
        """Return what this member may read."""
        entries = vault.entries(self.now())
        self.kinds = {one.number: one.kind for one in entries}
        return entries

    def keep(self, course: Course) -> None:
        if self.vault is not None:
            questions = tuple(replace(one, reasons=(), more=0) for one in course.questions)
            self.put(INTERVIEW, msgspec.json.encode(Interview(course.draft, questions)))

    def put(self, kind: str, content: bytes) -> int:
        if self.vault is None:
            raise LockedError
        receipt = self.vault.add(kind, content, self.now(), seen=self.seen)
        self.seen = receipt.number
        number = receipt.number - len(pieces_of(Content(kind, content))) + 1
        self.kinds[number] = kind
        return number

    def earlier(self, kind: str) -> list[Source]:
        if self.vault is None:
            raise LockedError
        return texts_in(self.read(self.vault), kind)

    def read_again(self) -> Course | None:
        if self.vault is None:
            raise LockedError
        return self.course_in(self.vault)

    def log(self) -> Log | None:
        if self.vault is None:
            raise LockedError
        return Log(self.vault.records(), self.vault.me, self.vault.receipt(), self.kinds)

    def shared(self) -> list[Entry]:
        if self.vault is None:
            raise LockedError
        if Compartment.SHARED not in READS[self.vault.role]:
            raise ForbiddenError(f"the role '{self.vault.role}' does not read this.")
        return [one for one in self.read(self.vault) if one.compartment == Compartment.SHARED]

    def close(self, course: Course | None) -> None:
        vault, self.vault = self.vault, None
        self.role, self.kept, self.kinds = None, Kept(), {}
        if vault is None:
            return
        if course is not None and course.has_wishes:
            text = case_text(course.draft, self.law)
            if text != self.written:
                with suppress(RefusalError):  # what was said lies in the vault already
                    vault.add(CASE, text.encode(), self.now(), seen=self.seen)
        self.written = ""
        vault.lock()
        vault.store.close()
