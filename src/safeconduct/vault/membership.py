"""Who may open a vault: letting members in, new passphrases, and new keys without those who left."""

import os
from collections.abc import Callable
from datetime import datetime

from msgspec import structs

from safeconduct.vault.keys import Keys, fresh_keys
from safeconduct.vault.locks import Locks, Private, lock_for, private_from, sealed_locks, unsealed_locks
from safeconduct.vault.model import ACTS, Act, Compartment, Member, Receipt, Role
from safeconduct.vault.refusals import DamagedError, ForbiddenError, NotUnlockedError, RefusalError
from safeconduct.vault.resealing import resealing
from safeconduct.vault.sealing import KEY, fresh_pair
from safeconduct.vault.unlocking import member_of, naming, put_recovery
from safeconduct.vault.vault import Vault

MOST_LEAVING = 16  # whose ids fit into one record


def admit(vault: Vault, name: str, role: Role, passphrase: str, at: datetime) -> Receipt:
    """Let a member in who will unlock by this name and passphrase. Raises ForbiddenError, RefusalError, LockedError, UnwritableError."""
    if role == Role.RECOVERY:
        raise RefusalError("the shared secret is made with the vault, and never later.")
    pair = fresh_pair()
    member = member_of(role, pair)
    private = Private(member.id, role, bytes(pair.opening), bytes(pair.signing), founding_of(vault))
    with vault.writing():
        vault.put(Act.ADMITTED, at, members=(member,))
        vault.put_entry("member", naming(member, name), at, Compartment.FACTS)
        locks = locks_of(vault)
        if locks.find(name) is not None:
            raise RefusalError("a member of that name is there already. Take another name.")
        lock = lock_for(locks, name, passphrase, private, vault.keys.box_for(member, vault.case), vault.case)
        put_locks(vault, locks.with_lock(lock), bytes(vault.outer))
    return vault.receipt()


def change_passphrase(vault: Vault, name: str, passphrase: str, new: str, at: datetime) -> Receipt:
    """Give the member of this vault a new passphrase and new keys of their own; every other vault they have unlocked stops working.

    Who has the old passphrase and an older copy still has the keys of the case; a rotation afterwards ends that too.

    Raises NotUnlockedError if the name or the old passphrase is not theirs, LockedError, UnwritableError.
    """
    pair = fresh_pair()
    member = member_of(vault.role, pair)
    with vault.writing():
        locks = locks_of(vault)
        private = private_from(locks.find(name), passphrase, vault.case)
        if private is None or private.id != vault.me:
            raise NotUnlockedError
        vault.put(Act.PASSPHRASE, at, members=(member,), removed=(vault.me,))
        kept = Locks(locks.salt, tuple(lock for lock in locks.locks if lock.id != vault.me))
        theirs = Private(member.id, vault.role, bytes(pair.opening), bytes(pair.signing), private.founding)
        lock = lock_for(kept, name, new, theirs, vault.keys.box_for(member, vault.case), vault.case)
        put_locks(vault, kept.with_lock(lock), bytes(vault.outer))
    vault.pair.wipe()
    vault.me, vault.pair = member.id, pair
    return vault.receipt()


def find_member(vault: Vault, name: str) -> Member | None:
    """Return the member who unlocks by this name. Raises LockedError, DamagedError."""
    lock = locks_of(vault).find(name)
    members = {member.id: member for member in vault.members()}
    return None if lock is None else members.get(lock.id)


def rotate(
    vault: Vault, at: datetime, without: tuple[Member, ...], keep: Callable[[tuple[bytes, ...]], None]
) -> Receipt:
    """Seal everything anew under new keys, for all members but those left out. Older copies of the vault no longer open.

    keep: puts keys in the place of those in the key file. It is called with the new and the old one before anything is on the disk, and with
          the new one alone afterwards, so that whenever the program is killed, one of the keys there is the right one; both times while
          nobody else can write, so that two programs that rotate one after the other never put back each other's keys.

    Raises ForbiddenError, LockedError, DamagedError (a damaged entry cannot be sealed anew), UnwritableError.
    """
    if Act.ROTATED not in ACTS[vault.role]:
        raise ForbiddenError(f"the role '{vault.role}' may not change the keys of a vault.")
    if any(member.id == vault.me or member.role == Role.RECOVERY for member in without):
        raise ForbiddenError("nobody can leave themselves out, nor the shared secret.")
    if len(without) > MOST_LEAVING:
        raise RefusalError(f"at most {MOST_LEAVING} members can be left out at a time. Nothing was changed.")
    old, new, former, keys = bytes(vault.outer), os.urandom(KEY), vault.keys, fresh_keys()
    with resealing(vault, keys):
        keep((new, old))
        vault.put(Act.ROTATED, at, removed=tuple(member.id for member in without))
        relock_all(vault, keys, new)
    vault.outer[:] = new
    former.wipe()
    with vault.store.transaction():
        vault.catch_up()
        keep((new,))
        return vault.chain.receipt()


def relock_all(vault: Vault, keys: Keys, outer: bytes) -> None:
    """Seal new keys to the members of now and to nobody else."""
    locks, members = locks_of(vault), vault.chain.members
    kept = [
        structs.replace(lock, keys=keys.box_for(members[lock.id], vault.case))
        for lock in locks.locks
        if lock.id in members
    ]
    put_locks(vault, Locks(locks.salt, tuple(kept)), outer)
    put_recovery(vault.store, keys, tuple(members.values()), vault.case)


def locks_of(vault: Vault) -> Locks:
    """Raises LockedError, DamagedError."""
    vault.must_be_unlocked()
    found = unsealed_locks(vault.store.area("locks"), (bytes(vault.outer),), vault.case)
    if found is None:
        raise DamagedError("the locks of the members are damaged.")
    return found[0]


def put_locks(vault: Vault, locks: Locks, outer: bytes) -> None:
    vault.store.put_area("locks", sealed_locks(locks, outer, vault.case))


def founding_of(vault: Vault) -> bytes:
    """Return the link of the first record, which every member is given to compare with."""
    vault.read()
    return vault.chain.links[0]
