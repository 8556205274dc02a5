"""A parcel: a whole vault with its key file as one encrypted file, to be taken to another machine.

    "safeconduct parcel 1\\n", salt (16 bytes), cost of Argon2id (three numbers of 4 bytes), then nonce, ciphertext and tag.

What is inside is sealed as it was: whoever opens a parcel has the files, and still needs a member's name and passphrase to read anything.
"""

import os
import struct
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from safeconduct.vault import passphrases
from safeconduct.vault.model import Act
from safeconduct.vault.passphrases import Cost, is_bearable, key_from
from safeconduct.vault.private_files import write_new
from safeconduct.vault.refusals import DamagedError, NotUnlockedError
from safeconduct.vault.sealing import KEY, BrokenSealError, seal, unseal
from safeconduct.vault.slots import FIRST_SLOTS, SLOT
from safeconduct.vault.store import Store
from safeconduct.vault.vault import Vault

BEGINS = b"safeconduct parcel 1\n"
SALT = 16
COST = struct.Struct(">III")
HEADER = len(BEGINS) + SALT + COST.size
AREAS = ("case", "head", "locks", "recovery")
MOST_BYTES = 1 << 30


class Copy(Struct, frozen=True, array_like=True):
    """A vault as it lies in its store, and its key."""

    version: int
    outer: bytes
    areas: dict[str, bytes]
    slots: list[bytes]


def export(vault: Vault, parcel: Path, passphrase: str, at: datetime) -> None:
    """Write a new parcel; that it was made stays on record, also if writing it fails. Raises ForbiddenError, LockedError, ThereAlreadyError, UnwritableError."""
    with vault.writing():
        vault.put(Act.EXPORTED, at)
    with vault.store.transaction():
        copy = copy_of(vault)
    write_new(parcel, sealed_copy(copy, passphrase))


def copy_of(vault: Vault) -> Copy:
    store = vault.store
    slots = [store.slot(number) for number in range(1, store.count() + 1)]
    return Copy(store.version(), bytes(vault.outer), {name: store.area(name) for name in AREAS}, slots)


def sealed_copy(copy: Copy, passphrase: str) -> bytes:
    salt, cost = os.urandom(SALT), passphrases.DEFAULT
    header = BEGINS + salt + COST.pack(cost.memory_kib, cost.passes, cost.lanes)
    return header + seal(key_from(passphrase, salt, cost), msgspec.msgpack.encode(copy), header)


def read_parcel(parcel: Path, passphrase: str) -> Copy:
    """Raises NotUnlockedError if the passphrase is wrong or a byte was changed, DamagedError if there is no parcel."""
    try:
        with parcel.open("rb") as file:
            held = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DamagedError(f"{parcel.as_posix()} cannot be read: {error.strerror}.") from None
    header, sealed = held[:HEADER], held[HEADER:]
    if not header.startswith(BEGINS) or len(header) < HEADER or len(held) > MOST_BYTES:
        raise DamagedError(f"{parcel.as_posix()} is no parcel that this version of the program knows.")
    cost = Cost(*COST.unpack(header[-COST.size :]))
    if not is_bearable(cost):
        raise NotUnlockedError
    salt = header[len(BEGINS) : len(BEGINS) + SALT]
    try:
        copy = msgspec.msgpack.decode(unseal(key_from(passphrase, salt, cost), sealed, header), type=Copy)
    except (BrokenSealError, msgspec.DecodeError):
        raise NotUnlockedError from None
    if not is_whole(copy):
        raise DamagedError(f"{parcel.as_posix()} holds no whole vault.")
    return copy


def is_whole(copy: Copy) -> bool:
    slots = len(copy.slots)
    sizes_fit = slots >= FIRST_SLOTS and slots & (slots - 1) == 0 and all(len(slot) == SLOT for slot in copy.slots)
    return sizes_fit and len(copy.outer) == KEY and set(copy.areas) == set(AREAS) and 0 < copy.version < 1 << 31


def put_copy(store: Store, copy: Copy) -> None:
    """Fill an empty store. Raises UnwritableError."""
    with store.transaction():
        store.set_version(copy.version)
        for name, sealed in copy.areas.items():
            store.put_area(name, sealed)
        for number, slot in enumerate(copy.slots, 1):
            store.put_slot(number, slot)
