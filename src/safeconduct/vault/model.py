"""What a vault is made of: members with their roles, records of who did what, entries with what is known, and receipts.

A vault is the encrypted file of one case: a log of records to which is only ever added. Every record says who did what and when; a record of the
act `added` also carries content, an entry. Which compartment a role can read, and which acts it may put on record, is in the two tables here;
the first is enforced by who holds which key, the second by signatures that every reader checks.
"""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    PERSON = "person"  # whose case it is
    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    INTERPRETER = "interpreter"
    AUDITOR = "auditor"
    RECOVERY = "recovery"  # no human being: whoever brings enough of the shared secret


class Compartment(StrEnum):
    """What has a key of its own."""

    FACTS = "facts"
    SHARED = "shared"  # what interpreters may read as well
    LOG = "log"  # who did what when, without any content


class Act(StrEnum):
    CREATED = "created"
    OPENED = "opened"
    ADDED = "added"
    VIEWED = "viewed"
    ADMITTED = "admitted"  # a new member
    ROTATED = "rotated"  # all keys are new; members may have been left out
    PASSPHRASE = "passphrase"  # the writer has a new one, and new keys with it
    EXPORTED = "exported"
    RECOVERED = "recovered"
    MIGRATED = "migrated"


ALL = frozenset(Compartment)
READS = {
    Role.PERSON: ALL,
    Role.CASEWORKER: ALL,
    Role.SUPERVISOR: ALL,
    Role.INTERPRETER: frozenset({Compartment.SHARED, Compartment.LOG}),
    Role.AUDITOR: frozenset({Compartment.LOG}),
    Role.RECOVERY: ALL,
}
EVERYDAY = frozenset({Act.OPENED, Act.VIEWED, Act.PASSPHRASE})
WORK = EVERYDAY | {Act.ADDED, Act.EXPORTED, Act.MIGRATED}
MANAGING = WORK | {Act.CREATED, Act.ADMITTED, Act.ROTATED}
ACTS = {
    Role.PERSON: MANAGING,
    Role.CASEWORKER: WORK,
    Role.SUPERVISOR: MANAGING,
    Role.INTERPRETER: EVERYDAY | {Act.ADDED},
    Role.AUDITOR: EVERYDAY,
    Role.RECOVERY: frozenset({Act.RECOVERED}),
}
FOUNDERS = frozenset({Role.PERSON, Role.SUPERVISOR})


class Member(Struct, frozen=True, array_like=True):
    """A member as everybody in the case knows them: an opaque id and public keys of 32 bytes, never a name."""

    id: bytes
    role: Role
    sealing: bytes  # X25519
    signing: bytes  # Ed25519


class Record(Struct, frozen=True, array_like=True):
    """One line of the log, as it is signed.

    number:   from 1, without gaps
    at:       when the writer's clock said it was: ISO 8601 with the offset of the place, to the second. Clocks may be wrong; numbers are not
    further:  how many of the next records carry the rest of the same content
    digest:   SHA-256 of the piece of content with its salt, or empty
    previous: link of the record before
    members:  let in by `created`, `admitted` or `recovered`; by `passphrase` the writer under their new keys
    removed:  ids of those left out by `rotated`, or of the writer's old keys; `recovered` leaves out everybody
    viewed:   number of the entry that was looked at, 0 for all of them
    """

    number: int
    at: str
    writer: bytes
    act: Act
    compartment: Compartment
    further: int
    digest: bytes
    previous: bytes
    members: tuple[Member, ...] = ()
    removed: tuple[bytes, ...] = ()
    viewed: int = 0

    @property
    def day(self) -> date:
        """The calendar day where the writer was; what deadlines count from."""
        return datetime.fromisoformat(self.at).date()


class Entry(Struct, frozen=True):
    """Content of the case. `content` is None if its bytes in the file are damaged; the record still proves that it was there.

    kind: a word such as `note`, `statement`, `case`; only those who can read the content can read it
    """

    number: int
    at: str
    writer: bytes
    compartment: Compartment
    kind: str
    content: bytes | None

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.at).date()


class Receipt(Struct, frozen=True):
    """A witness kept outside the file: at record `number` the chain had this link. Printed as `412-7Q2K-…` (80 bits)."""

    number: int
    code: str

    def __str__(self) -> str:
        return f"{self.number}-{'-'.join(self.code[at : at + 4] for at in range(0, len(self.code), 4))}"
