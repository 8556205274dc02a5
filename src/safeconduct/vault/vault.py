"""A vault unlocked by one of its members: what they may read, and the log to which they may add."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import msgspec
from msgspec import Struct, structs

from safeconduct.vault.chain import Chain, signed_by
from safeconduct.vault.forward import next_key, proof_of
from safeconduct.vault.keys import Keys
from safeconduct.vault.model import ACTS, READS, Act, Compartment, Entry, Member, Receipt, Record, Role
from safeconduct.vault.refusals import ChangedError, DamagedError, ForbiddenError, LockedError, RefusalError
from safeconduct.vault.sealing import KEY, BrokenSealError, Pair, padded, seal, unpadded, unseal, wipe
from safeconduct.vault.slots import (
    VERSION,
    Content,
    Signed,
    blank_slot,
    content_of,
    digest_of,
    no_piece,
    pieces_of,
    place,
    sealed_piece,
    sealed_record,
    slots_for,
    unsealed_piece,
    unsealed_record,
)
from safeconduct.vault.store import Store

HEAD = 160  # bytes before sealing
CHANGED = "the keys of this vault were changed meanwhile, or the file is damaged. Open it again."


class Head(Struct, frozen=True, array_like=True):
    """Where the log ends."""

    number: int
    link: bytes
    forward: bytes = b""  # the key that proves the next record; not there in format 1


class Vault:
    """Usable until `lock`, by one thread at a time. Other unlocked vaults over the same store may write between; what they wrote is read first."""

    def __init__(
        self,
        store: Store,
        case: bytes,
        outer: bytes,
        me: bytes,
        role: Role,
        pair: Pair,
        keys: Keys,
        version: int = VERSION,
    ) -> None:
        self.store, self.case, self.me, self.role = store, case, me, role
        self.outer = bytearray(outer)
        self.pair, self.keys = pair, keys
        self.version = version
        self.forward = bytearray(KEY)
        self.head = b""  # as it lay sealed when it was last read or written here
        self.audit_key: bytes | None = None  # of a vault just made or migrated, to be shown once
        self.chain = Chain(case)
        self.locked = False

    # --- reading ---

    def records(self) -> tuple[Record, ...]:
        """Return the log. Raises LockedError, DamagedError."""
        self.read()
        return tuple(self.chain.records)

    def members(self) -> tuple[Member, ...]:
        """Return the members of now. Raises LockedError, DamagedError."""
        self.read()
        return tuple(self.chain.members.values())

    def receipt(self) -> Receipt:
        """Return the witness of the log as it stands. Raises LockedError, DamagedError."""
        self.read()
        return self.chain.receipt()

    def bears_out(self, receipt: Receipt) -> bool:
        """Whether the log still holds everything that was in it when the receipt was given. Raises LockedError, DamagedError."""
        self.read()
        return self.chain.bears_out(receipt)

    def proofs(self) -> list[bytes]:
        """Return the forward proof of each record, to be checked with the audit key. Raises LockedError, DamagedError."""
        self.must_be_unlocked()
        with self.store.transaction():
            self.catch_up()
            return [self.record(number)[1].proof for number in range(1, self.chain.number + 1)]

    def entries(self, at: datetime) -> list[Entry]:
        """Return what this member may read, in order, and put on record that it was looked at. Raises LockedError, DamagedError, UnwritableError."""
        with self.writing():
            found = [entry for record in self.beginnings() if (entry := self.find_entry(record)) is not None]
            self.put(Act.VIEWED, at)
        return found

    def entry(self, number: int, at: datetime) -> Entry:
        """Return one entry and put on record that it was looked at. Raises ForbiddenError, whether it is not there or not for this member."""
        with self.writing():
            records = [record for record in self.beginnings() if record.number == number]
            entry = self.find_entry(records[0]) if records else None
            if entry is None:
                raise ForbiddenError(f"there is no entry {number} that you may read.")
            self.put(Act.VIEWED, at, viewed=number)
        return entry

    # --- adding ---

    def add(
        self,
        kind: str,
        content: bytes,
        at: datetime,
        *,
        compartment: Compartment = Compartment.FACTS,
        seen: int | None = None,
    ) -> Receipt:
        """Add an entry and return its receipt; when this returns it is on the disk.

        seen: the last record that the writer knows; raises ChangedError if an entry of the same compartment stands after it

        Raises ForbiddenError, LockedError, UnwritableError, RefusalError.
        """
        with self.writing():
            if seen is not None and any(
                one.number > seen and one.act == Act.ADDED and one.compartment == compartment
                for one in self.chain.records
            ):
                raise ChangedError
            self.put_entry(kind, content, at, compartment)
            return self.chain.receipt()

    def note(self, act: Act, at: datetime) -> Receipt:
        """Put an act without content on record. Raises ForbiddenError, LockedError, UnwritableError."""
        with self.writing():
            self.put(act, at)
            return self.chain.receipt()

    # --- ending ---

    def lock(self) -> None:
        """Overwrite the keys; nothing works afterwards, and what another thread is just writing is not written. The store stays open for others."""
        self.locked = True
        self.pair.wipe()
        self.keys.wipe()
        wipe(self.outer)
        wipe(self.forward)

    # --- within one transaction ---

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is put inside is written together or not at all."""
        self.must_be_unlocked()
        number, members, forward = self.chain.number, self.chain.members, bytes(self.forward)
        try:
            with self.store.transaction():
                self.catch_up()
                number, members, forward = self.chain.number, self.chain.members, bytes(self.forward)
                yield
                self.put_head()
                self.must_be_unlocked()  # locked by another thread meanwhile, what was just sealed is sealed under wiped keys
        except BaseException:
            if not self.locked:
                self.chain.cut_back(number, members)
                self.forward[:] = forward
            raise

    def put_entry(self, kind: str, content: bytes, at: datetime, compartment: Compartment) -> None:
        if compartment == Compartment.LOG or compartment not in READS[self.role] or Act.ADDED not in ACTS[self.role]:
            raise ForbiddenError(f"the role '{self.role}' may not add this.")
        pieces = pieces_of(Content(kind, content))
        for index, piece in enumerate(pieces):
            self.put(Act.ADDED, at, compartment=compartment, further=len(pieces) - 1 - index, piece=piece)

    def put(
        self,
        act: Act,
        at: datetime,
        *,
        compartment: Compartment = Compartment.LOG,
        further: int = 0,
        piece: bytes | None = None,
        members: tuple[Member, ...] = (),
        removed: tuple[bytes, ...] = (),
        viewed: int = 0,
    ) -> None:
        if act not in ACTS[self.role]:
            raise ForbiddenError(f"the role '{self.role}' may not do this.")
        number = self.chain.number + 1
        digest = b"" if piece is None else digest_of(piece)
        record = Record(
            number, stamp(at), self.me, act, compartment, further, digest, self.chain.link, members, removed, viewed
        )
        signed = signed_by(self.pair, self.case, record)
        self.chain.grow(record, signed)
        signed = structs.replace(signed, proof=proof_of(self.forward, self.chain.link))
        self.forward[:] = next_key(self.forward)
        self.make_room(number)
        sealed = no_piece() if piece is None else sealed_piece(self.keys[compartment], self.case, number, piece)
        self.store.put_slot(number, sealed_record(self.keys[Compartment.LOG], self.case, number, signed) + sealed)

    def make_room(self, number: int) -> None:
        for blank in range(self.store.count() + 1, slots_for(number) + 1):
            self.store.put_slot(blank, blank_slot())

    def put_head(self) -> None:
        plain = padded(msgspec.msgpack.encode(Head(self.chain.number, self.chain.link, bytes(self.forward))), HEAD)
        self.head = seal(self.keys[Compartment.LOG], plain, place(VERSION, self.case, 0, "head"))
        self.store.put_area("head", self.head)

    # --- reading what is there ---

    def read(self) -> None:
        """Have what was added since, by whomever. Raises LockedError, DamagedError."""
        self.must_be_unlocked()
        with self.store.transaction():
            self.catch_up()

    def must_be_unlocked(self) -> None:
        if self.locked:
            raise LockedError

    def catch_up(self) -> None:
        """Read and check what was added since. Raises LockedError if the member's keys are no longer good, DamagedError."""
        head = self.read_head()
        if (head.number, head.link) == (self.chain.number, self.chain.link):
            return
        self.read_log(head)
        self.forward[:] = head.forward
        if self.me not in self.chain.members:
            self.lock()
            raise LockedError(CHANGED)

    def read_head(self) -> Head:
        self.head = self.store.area("head")
        try:
            return unsealed_head(self.head, self.keys[Compartment.LOG], self.version, self.case)
        except BrokenSealError:
            if self.chain.number:
                self.lock()
                raise LockedError(CHANGED) from None
            raise DamagedError("the end of the log is damaged.") from None

    def read_log(self, head: Head) -> None:
        """Grow the chain to the head. Raises DamagedError at the first record that is not as it was written."""
        if head.number < self.chain.number:
            raise DamagedError("the file was put back to an earlier state while it was open.")
        for number in range(self.chain.number + 1, head.number + 1):
            self.chain.grow(*self.record(number))
        if self.chain.link != head.link:
            raise DamagedError("the log does not end as it was left.")

    def beginnings(self) -> Iterator[Record]:
        """Yield the records with which entries begin."""
        number = 1
        while number <= self.chain.number:
            record = self.chain.records[number - 1]
            if record.digest:
                yield record
            number += 1 + max(record.further, 0)

    def find_entry(self, record: Record) -> Entry | None:
        """Return the entry that begins with a record, or None if this member may not read it."""
        if record.compartment not in self.keys.of:
            return None
        try:
            pieces = [self.piece(number) for number in range(record.number, record.number + record.further + 1)]
            found = content_of(pieces)
        except (BrokenSealError, DamagedError):
            found = None
        kind, content = ("", None) if found is None else (found.kind, found.content)
        return Entry(record.number, record.at, record.writer, record.compartment, kind, content)

    def record(self, number: int) -> tuple[Record, Signed]:
        """Return a record as it lies in its slot. Raises DamagedError."""
        try:
            return unsealed_record(self.keys[Compartment.LOG], self.version, self.case, number, self.store.slot(number))
        except BrokenSealError:
            raise DamagedError(f"record {number} is damaged.") from None

    def piece(self, number: int) -> bytes:
        """Return the piece of content that belongs to a record. Raises DamagedError."""
        if number > self.chain.number:
            raise DamagedError(f"record {number} is missing.")
        record = self.chain.records[number - 1]
        try:
            piece = unsealed_piece(
                self.keys[record.compartment], self.version, self.case, number, self.store.slot(number)
            )
        except BrokenSealError:
            raise DamagedError(f"the content of record {number} is damaged.") from None
        if digest_of(piece) != record.digest:
            raise DamagedError(f"the content of record {number} is damaged.")
        return piece


def unsealed_head(sealed: bytes, key: bytes | bytearray, version: int, case: bytes) -> Head:
    """Raises BrokenSealError."""
    try:
        return msgspec.msgpack.decode(unpadded(unseal(key, sealed, place(version, case, 0, "head"))), type=Head)
    except msgspec.DecodeError:
        raise BrokenSealError from None


def stamp(at: datetime) -> str:
    """Return the time as it is put on record. Raises RefusalError for one without an offset: nobody could tell what day it was."""
    if at.tzinfo is None:
        raise RefusalError("a time on record needs the offset of its place.")
    return at.isoformat(timespec="seconds")
