"""Locks: for each member, their private keys under their passphrase, and the keys of the case sealed to them.

All locks together are one area of fixed size, sealed under the key of the key file: without that file nobody learns how many members
there are, and no passphrase can be tried. A lock is found by the member's name, which stands nowhere.
"""

import hmac
import os

import msgspec
from msgspec import Struct

from safeconduct.vault import passphrases
from safeconduct.vault.model import Role
from safeconduct.vault.passphrases import Cost, is_bearable, key_from
from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.sealing import BrokenSealError, Pair, derived, padded, seal, unpadded, unseal

AREA = 16 * 1024  # bytes before sealing
MOST_LOCKS = 32
PRIVATE = 192
SALT = 16


class Private(Struct, frozen=True, array_like=True):
    """What a passphrase opens. `founding` is the link of the first record: nobody can put another log under a member."""

    id: bytes
    role: Role
    opening: bytes
    signing: bytes
    founding: bytes


class Lock(Struct, frozen=True, array_like=True):
    tag: bytes  # of the name
    salt: bytes
    cost: Cost
    id: bytes
    private: bytes  # sealed under the passphrase
    keys: bytes  # box


class Locks(Struct, frozen=True, array_like=True):
    salt: bytes
    locks: tuple[Lock, ...]

    def find(self, name: str) -> Lock | None:
        tag = tag_of(self.salt, name)
        return next((lock for lock in self.locks if hmac.compare_digest(lock.tag, tag)), None)

    def find_of(self, member: bytes) -> Lock | None:
        """Return the lock of the member with an id."""
        return next((lock for lock in self.locks if lock.id == member), None)

    def with_lock(self, lock: Lock) -> "Locks":
        """Return these locks with this one in the place of the member's former one, if there was one. Raises RefusalError if there are too many."""
        others = tuple(one for one in self.locks if one.id != lock.id)
        if len(others) >= MOST_LOCKS:
            raise RefusalError(
                f"a vault has at most {MOST_LOCKS} members. Leave some out first (`safeconduct vault rotate`)."
            )
        return Locks(self.salt, (*others, lock))


def no_locks() -> Locks:
    return Locks(os.urandom(SALT), ())


def tag_of(salt: bytes, name: str) -> bytes:
    return hmac.digest(salt, name.strip().casefold().encode(), "sha256")[:16]


def sealed_locks(locks: Locks, outer: bytes, case: bytes) -> bytes:
    return seal(derived(outer, "locks", case), padded(msgspec.msgpack.encode(locks), AREA), b"safeconduct locks" + case)


def unsealed_locks(sealed: bytes, outers: tuple[bytes, ...], case: bytes) -> tuple[Locks, bytes] | None:
    """Return the locks and which of the outer keys opened them."""
    for outer in outers:
        try:
            plain = unpadded(unseal(derived(outer, "locks", case), sealed, b"safeconduct locks" + case))
            return msgspec.msgpack.decode(plain, type=Locks), outer
        except (BrokenSealError, msgspec.DecodeError):
            continue
    return None


def lock_for(locks: Locks, name: str, passphrase: str, private: Private, keys: bytes, case: bytes) -> Lock:
    """Return a lock at the default cost. Raises RefusalError if another member has the name."""
    held = locks.find(name)
    if held is not None and held.id != private.id:
        raise RefusalError("a member of that name is there already. Take another name.")
    tag, salt, cost = tag_of(locks.salt, name), os.urandom(SALT), passphrases.DEFAULT
    key = key_from(passphrase, salt, cost)
    plain = padded(msgspec.msgpack.encode(private), PRIVATE)
    return Lock(tag, salt, cost, private.id, seal(key, plain, lock_place(case, tag, salt, cost)), keys)


def private_from(lock: Lock | None, passphrase: str, case: bytes) -> Private | None:
    """Return what the passphrase opens, or None. The same work is done whatever is wrong, a missing lock included."""
    if lock is None or len(lock.salt) != SALT or not is_bearable(lock.cost):
        key_from(passphrase, bytes(SALT), passphrases.DEFAULT)
        return None
    key = key_from(passphrase, lock.salt, lock.cost)
    try:
        plain = unpadded(unseal(key, lock.private, lock_place(case, lock.tag, lock.salt, lock.cost)))
        return msgspec.msgpack.decode(plain, type=Private)
    except (BrokenSealError, msgspec.DecodeError):
        return None


def lock_place(case: bytes, tag: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return what the private keys are bound to: a lowered cost opens nothing."""
    return b"safeconduct lock" + case + tag + salt + msgspec.msgpack.encode(cost)


def pair_of(private: Private) -> Pair:
    return Pair(private.opening, private.signing)
