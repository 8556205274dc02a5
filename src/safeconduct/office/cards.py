"""The cards of one caseload, each worked out once and kept until something is added to its case, or the day is over."""

from datetime import date, datetime
from typing import NamedTuple

from safeconduct.kept.from_entries import kept_in
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.office.from_case import card_of
from safeconduct.office.model import Card
from safeconduct.vault.locks import Private
from safeconduct.vault.model import READS, Compartment
from safeconduct.vault.organisation import Organisation
from safeconduct.vault.refusals import (
    BusyError,
    DamagedError,
    LockedError,
    RefusalError,
    StaleKeysError,
    UnwritableError,
)
from safeconduct.vault.vault import Vault
from safeconduct.web.guard import report

DAYS = 8  # as which the law is kept: today, and those of the cases that lie open


class Told(NamedTuple):
    """A case as it is told. `why`: the phrase that says why there is no card; `number`: of the last record that was read."""

    day: date
    head: bytes
    number: int
    card: Card
    why: str = ""


class LawOfDay:
    """The law with the rules of all days, and as the last days asked for see it: the same for all caseloads and cases."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.kept: dict[date, Law] = {}

    def on(self, day: date) -> Law:
        found = self.kept.get(day)
        if found is None:
            found = in_force(self.law, day)
            others = list(self.kept.items())[1 - DAYS :]
            self.kept = {**dict(others), day: found}
        return found


class Cards:
    """Used by one thread at a time. What is read of a case for its card is put on record there."""

    def __init__(self, organisation: Organisation, law: LawOfDay) -> None:
        self.organisation, self.law = organisation, law
        self.told: dict[str, Told] = {}
        self.ended = False

    def of(self, holdings: dict[str, Private], at: datetime) -> dict[str, Told]:
        """Return what each case of a caseload has to say. A case that cannot be read says why, and stops no other. Raises UnwritableError, LockedError."""
        heads = self.organisation.heads(holdings)
        self.told = {number: one for number, one in self.told.items() if number in holdings}
        for number, private in holdings.items():
            if self.ended:
                raise LockedError
            before, head = self.told.get(number), heads.get(number, b"")
            if before is None or (before.day, before.head) != (at.date(), head):
                self.told[number] = self.read(number, private, before, head, at)
        return {number: self.told[number] for number in holdings}

    def read(self, number: str, private: Private, before: Told | None, head: bytes, at: datetime) -> Told:
        try:
            vault = self.organisation.entered(number, private)
        except (StaleKeysError, DamagedError):
            return Told(at.date(), head, 0, Card(), "stale keys")
        except RefusalError:
            return Told(at.date(), b"", 0, Card(), "no answer")
        try:
            if before is not None and before.day == at.date() and is_only_looked_at(vault, before.number):
                return before._replace(head=head, number=vault.chain.number)
            return self.told_of(vault, at)
        finally:
            vault.lock()

    def told_of(self, vault: Vault, at: datetime) -> Told:
        day = at.date()
        if Compartment.FACTS not in READS[vault.role]:
            return Told(day, vault.head, vault.chain.number, Card(), "cannot read")
        card, why = Card(), ""
        try:
            card = card_of(kept_in(vault.entries(at)), self.law.law, self.law.on(day), day)
        except (BusyError, UnwritableError, LockedError):
            return Told(day, b"", 0, card, "no answer")
        except RefusalError:
            why = "does not work"
        except Exception as fault:  # a fault of the program in one case must not take the others with it
            report(fault)
            why = "does not work"
        return Told(day, vault.head, vault.chain.number, card, why)


def is_only_looked_at(vault: Vault, number: int) -> bool:
    """Whether nothing was added since a record: others who look at a case are no reason to read it again."""
    return 0 < number <= vault.chain.number and not any(one.digest for one in vault.chain.records[number:])
