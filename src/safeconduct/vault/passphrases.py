"""Passphrases: made here, never chosen, and turned into keys slowly by Argon2id."""

import secrets

from argon2.low_level import Type, hash_secret_raw
from msgspec import Struct
from shamir_mnemonic.wordlist import WORDLIST

WORDS = 8  # of 1,024: 80 bits


class Cost(Struct, frozen=True, array_like=True):
    """Parameters of Argon2id (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int

    def reaches(self, other: "Cost") -> bool:
        """Whether guessing is at least as slow as at the other."""
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes


DEFAULT = Cost(128 * 1024, 3, 2)
FLOOR = Cost(64 * 1024, 3, 1)  # a file that asks for less is refused, whoever wrote that into it
CEILING = Cost(1024 * 1024, 16, 16)  # a file must not be able to take all the memory of a machine


def is_bearable(cost: Cost) -> bool:
    """Whether guessing would not be too easy, and trying once would not bring this machine down."""
    return cost.reaches(FLOOR) and CEILING.reaches(cost) and 1 <= cost.lanes <= CEILING.lanes


def fresh_passphrase() -> str:
    """Return eight words that can be read out over a telephone: no two of the list begin with the same four letters."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(WORDS))


def normal(passphrase: str) -> bytes:
    """Return the same bytes however the words were spaced or capitalised."""
    return " ".join(passphrase.casefold().split()).encode()


def key_from(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """Return 32 bytes; takes about 0.7 processor seconds and 128 MiB at the default cost."""
    return bytearray(hash_secret_raw(normal(passphrase), salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID))
