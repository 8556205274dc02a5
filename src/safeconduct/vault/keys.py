"""Keys of a case: one for each compartment. Each member holds those their role may read, sealed to them alone."""

import os

import msgspec

from safeconduct.vault.model import READS, Compartment, Member
from safeconduct.vault.sealing import KEY, BrokenSealError, Pair, box_for, wipe

PURPOSE = "keys"


class Keys:
    """Keys of 32 bytes in memory that can be overwritten."""

    def __init__(self, of: dict[str, bytes]) -> None:
        self.of = {Compartment(name): bytearray(key) for name, key in of.items()}

    def __getitem__(self, compartment: Compartment) -> bytearray:
        return self.of[compartment]

    def box_for(self, member: Member, case: bytes) -> bytes:
        """Return the keys that this member may hold, so that only they can open them."""
        theirs = {
            compartment.value: bytes(self.of[compartment])
            for compartment in Compartment
            if compartment in READS[member.role]
        }
        return box_for(member.sealing, msgspec.msgpack.encode(theirs), PURPOSE, case)

    def wipe(self) -> None:
        for key in self.of.values():
            wipe(key)


def fresh_keys() -> Keys:
    return Keys({compartment.value: os.urandom(KEY) for compartment in Compartment})


def keys_from_box(pair: Pair, box: bytes, case: bytes) -> Keys:
    """Raises BrokenSealError."""
    try:
        held = msgspec.msgpack.decode(pair.open_box(box, PURPOSE, case), type=dict[str, bytes])
        if any(len(key) != KEY for key in held.values()):
            raise BrokenSealError
        return Keys(held)
    except (msgspec.DecodeError, ValueError):
        raise BrokenSealError from None
