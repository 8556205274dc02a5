"""Slots: how a record and a piece of content become bytes of one size, sealed for their number in their vault.

A slot is a sealed record (508 bytes) and a sealed piece of content (1,052 bytes; random bytes where there is none, which nobody without
the key can tell apart). There are always 64, 128, 256 … of them, blank ones filled with random bytes, so that neither the size of the file
nor anything in it tells how much is known.
"""

import os
from hashlib import sha256

import msgspec
from msgspec import Struct

from safeconduct.vault.model import Record
from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.sealing import LENGTH, OVERHEAD, BrokenSealError, padded, seal, unpadded, unseal

VERSION = 2  # 1 had no forward proofs
OLDEST = 1
FIRST_SLOTS = 64
RECORD, PIECE = 480, 1024  # bytes before sealing
SALT = 16
SLOT = RECORD + PIECE + 2 * OVERHEAD
ROOM = PIECE - LENGTH - SALT  # bytes of content in one slot
MOST_CONTENT = 4 * 1024 * 1024

to_bytes = msgspec.msgpack.encode


class Signed(Struct, frozen=True, array_like=True):
    """A record as it lies in its slot."""

    record: bytes  # encoded
    signature: bytes
    proof: bytes = b""  # see `forward`; not there in format 1


class Content(Struct, frozen=True, array_like=True):
    """What the pieces of an entry make together."""

    kind: str
    content: bytes


def place(version: int, case: bytes, number: int, part: str) -> bytes:
    """Return what binds sealed bytes to where they belong."""
    return b"safeconduct vault" + version.to_bytes(2, "big") + case + number.to_bytes(8, "big") + part.encode()


def sealed_record(key: bytes | bytearray, case: bytes, number: int, signed: Signed) -> bytes:
    return seal(key, padded(to_bytes(signed), RECORD), place(VERSION, case, number, "record"))


def unsealed_record(
    key: bytes | bytearray, version: int, case: bytes, number: int, slot: bytes
) -> tuple[Record, Signed]:
    """Raises BrokenSealError."""
    plain = unpadded(unseal(key, slot[: RECORD + OVERHEAD], place(version, case, number, "record")))
    try:
        signed = msgspec.msgpack.decode(plain, type=Signed)
        return msgspec.msgpack.decode(signed.record, type=Record), signed
    except msgspec.DecodeError:  # one that holds the key wrote nonsense
        raise BrokenSealError from None


def pieces_of(content: Content) -> list[bytes]:
    """Return the content cut into pieces, each with its own salt, at least one. Raises RefusalError if it is too long."""
    whole = to_bytes(content)
    if len(whole) > MOST_CONTENT:
        raise RefusalError(f"an entry may have at most {MOST_CONTENT // 1024**2} MiB. Nothing was added.")
    return [os.urandom(SALT) + whole[at : at + ROOM] for at in range(0, len(whole), ROOM)]


def content_of(pieces: list[bytes]) -> Content:
    """Raises BrokenSealError."""
    try:
        return msgspec.msgpack.decode(b"".join(piece[SALT:] for piece in pieces), type=Content)
    except msgspec.DecodeError:
        raise BrokenSealError from None


def digest_of(piece: bytes) -> bytes:
    """Return what a record says of a piece. The salt in it keeps those who cannot read it from trying "yes" and "no"."""
    return sha256(b"safeconduct piece" + piece).digest()


def sealed_piece(key: bytes | bytearray, case: bytes, number: int, piece: bytes) -> bytes:
    return seal(key, padded(piece, PIECE), place(VERSION, case, number, "piece"))


def unsealed_piece(key: bytes | bytearray, version: int, case: bytes, number: int, slot: bytes) -> bytes:
    """Raises BrokenSealError."""
    return unpadded(unseal(key, slot[RECORD + OVERHEAD :], place(version, case, number, "piece")))


def no_piece() -> bytes:
    return os.urandom(PIECE + OVERHEAD)


def blank_slot() -> bytes:
    return os.urandom(SLOT)


def slots_for(records: int) -> int:
    """Return how many slots a vault with so many records has: a power of two, at least `FIRST_SLOTS`."""
    return max(FIRST_SLOTS, 1 << (records - 1).bit_length())
