"""Passphrases: made here, never chosen, and turned into keys slowly by Argon2id."""

import secrets
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from msgspec import Struct
from shamir_mnemonic.wordlist import WORDLIST

WORDS = 8  # of 1,024: 80 bits


class Cost(Struct, frozen=True, array_like=True, order=True):
    """Parameters of Argon2id (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int

    def reaches(self, floor: "Cost") -> bool:
        """Whether guessing is at least as slow as at `floor`."""
        return self.memory_kib >= floor.memory_kib and self.passes >= floor.passes


DEFAULT: Final = Cost(128 * 1024, 3, 2)
FLOOR: Final = Cost(64 * 1024, 3, 1)  # a file that asks for less is refused, whoever wrote that into it
CEILING: Final = Cost(1024 * 1024, 16, 16)  # a file must not be able to take all the memory of a machine


def fresh_passphrase() -> str:
    """Return eight words that can be read out over a telephone: no two of the list begin with the same four letters."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(WORDS))


def normal(passphrase: str) -> bytes:
    """Return the same bytes however the words were spaced or capitalised."""
    return " ".join(passphrase.casefold().split()).encode()


def key_from(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """Return 32 bytes; takes about 0.7 processor seconds and 128 MiB at the default cost."""
    return bytearray(hash_secret_raw(normal(passphrase), salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID))
