"""Where a case of a caseload is kept: in its vault, opened by the keys that the caseload holds."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from safeconduct.interview.course import Course
from safeconduct.kept.model import Kept
from safeconduct.office.cards import LawOfDay
from safeconduct.vault.locks import Private
from safeconduct.vault.model import Act
from safeconduct.vault.organisation import Organisation
from safeconduct.vault.refusals import LockedError
from safeconduct.vault.vault import Vault
from safeconduct.web.keeping import InVault


class OnCaseload(InVault):
    """Opened once; to open it again is for the caseload to do."""

    needs_passphrase = True

    def __init__(
        self, organisation: Organisation, law: LawOfDay, number: str, private: Private, now: Callable[[], datetime]
    ) -> None:
        super().__init__(law.law, Path(number), Path(number), now)
        self.organisation, self.law_of_day, self.number = organisation, law, number
        self.private: Private | None = private

    def unlocked(self, name: str, passphrase: str) -> Vault:
        private, self.private = self.private, None
        if private is None:
            raise LockedError
        vault = self.organisation.entered(self.number, private)
        vault.note(Act.OPENED, self.now())
        return vault

    def course_in(self, vault: Vault) -> Course:
        """Return the case over the law of its day that all cases share: one of its own would be the largest part of it."""
        course = super().course_in(vault)
        return replace(course, in_force=self.law_of_day.on(course.draft.as_of))

    def catch_up(self, head: bytes) -> None:
        """Have what was added since, where the sealed head is another by now. Raises LockedError if the keys are good no longer, DamagedError."""
        if self.vault is not None and self.vault.head != head:
            self.vault.read()

    def drop(self) -> None:
        """Forget every key at once and write nothing more: what was said lies in the vault already."""
        vault, self.vault = self.vault, None
        self.role, self.kept, self.written, self.kinds = None, Kept(), "", {}
        if vault is not None:
            vault.lock()
