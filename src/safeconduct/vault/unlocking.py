"""Making a vault, and unlocking one."""

import os
from datetime import datetime

from msgspec import structs

from safeconduct.vault import passphrases
from safeconduct.vault.chain import id_of
from safeconduct.vault.forward import first_key, fresh_audit_key
from safeconduct.vault.keys import Keys, fresh_keys, keys_from_box
from safeconduct.vault.locks import (
    Lock,
    Private,
    lock_for,
    no_locks,
    pair_of,
    private_from,
    sealed_locks,
    unsealed_locks,
)
from safeconduct.vault.model import FOUNDERS, Act, Compartment, Member, Role
from safeconduct.vault.refusals import DamagedError, NotUnlockedError, RefusalError, StaleKeysError
from safeconduct.vault.resealing import migrate
from safeconduct.vault.sealing import BrokenSealError, Pair, fresh_pair
from safeconduct.vault.slots import OLDEST, VERSION
from safeconduct.vault.store import Store
from safeconduct.vault.vault import Vault

CASE = 16  # bytes of a case's id


def create_vault(
    store: Store, outer: bytes, name: str, role: Role, passphrase: str, at: datetime, recovery: Pair | None = None
) -> Vault:
    """Return the new vault of an empty store, unlocked by its founder. Raises RefusalError, UnwritableError.

    outer:    the key of the key file
    name:     what the founder will call themselves when unlocking; stored nowhere
    recovery: keys from a shared secret, by which the vault can be opened if all else is lost
    """
    if role not in FOUNDERS:
        raise RefusalError(f"a vault is begun by {' or '.join(sorted(FOUNDERS))}, who then let others in.")
    case, pair, keys = os.urandom(CASE), fresh_pair(), fresh_keys()
    founder = member_of(role, pair)
    members = (founder,) if recovery is None else (founder, member_of(Role.RECOVERY, recovery))
    vault = Vault(store, case, outer, founder.id, role, pair, keys)
    vault.audit_key = fresh_audit_key()
    vault.forward[:] = first_key(vault.audit_key, case)
    with store.transaction():
        store.set_version(VERSION)
        store.put_area("case", case)
        vault.put(Act.CREATED, at, members=members)
        vault.put_entry("member", naming(founder, name), at, Compartment.FACTS)
        vault.put_head()
        put_recovery(store, keys, members, case)
        private = Private(founder.id, role, bytes(pair.opening), bytes(pair.signing), vault.chain.links[0])
        locks = no_locks()
        lock = lock_for(locks, name, passphrase, private, keys.box_for(founder, case), case)
        store.put_area("locks", sealed_locks(locks.with_lock(lock), outer, case))
    return vault


def unlock(store: Store, outers: tuple[bytes, ...], name: str, passphrase: str, at: datetime) -> Vault:
    """Return the vault as this member may use it, with the opening on record.

    Raises NotUnlockedError whatever is wrong with name, passphrase, key file or locks, after the same work; DamagedError where the log is
    not as it was written; UnwritableError, BusyError.
    """
    vault, private, lock = entered(store, outers, name, passphrase)
    read_from_founding(vault, private)
    if vault.version != VERSION:
        migrate(vault, at)
    relock(vault, name, passphrase, lock)
    vault.note(Act.OPENED, at)
    return vault


def entered(store: Store, outers: tuple[bytes, ...], name: str, passphrase: str) -> tuple[Vault, Private, Lock]:
    """Return a vault of which nothing was read yet, with the keys of a member. Raises NotUnlockedError, DamagedError for an unknown format."""
    case, lock, outer = find_lock(store, outers, name)
    private = private_from(lock, passphrase, case)
    if lock is None or private is None or not outer:
        raise NotUnlockedError
    pair = pair_of(private)
    try:
        keys = keys_from_box(pair, lock.keys, case)
    except BrokenSealError:
        raise NotUnlockedError from None
    return Vault(store, case, outer, private.id, private.role, pair, keys, version_of(store)), private, lock


def enter(store: Store, outers: tuple[bytes, ...], private: Private) -> Vault:
    """Return the vault for a member whose private keys are held elsewhere: no passphrase is tried, and nothing is put on record yet.

    Raises StaleKeysError where the member is not there any more or has other keys by now, DamagedError, UnwritableError, BusyError; RefusalError
    for an earlier format.
    """
    with store.transaction():
        case, sealed = store.area("case"), store.area("locks")
    found = unsealed_locks(sealed, outers, case)
    lock = None if found is None else found[0].find_of(private.id)
    if found is None or lock is None:
        raise StaleKeysError
    if version_of(store) != VERSION:
        raise RefusalError("this vault is of an earlier version; open it once with its passphrase.")
    pair = pair_of(private)
    try:
        keys = keys_from_box(pair, lock.keys, case)
    except BrokenSealError:
        raise StaleKeysError from None
    vault = Vault(store, case, found[1], private.id, private.role, pair, keys)
    read_from_founding(vault, private)
    return vault


def private_of(vault: Vault) -> Private:
    """Return the private keys of the member who unlocked a vault, to be held elsewhere. Raises LockedError, DamagedError."""
    vault.read()
    return Private(vault.me, vault.role, bytes(vault.pair.opening), bytes(vault.pair.signing), vault.chain.links[0])


def read_from_founding(vault: Vault, private: Private) -> None:
    """Read the log. Raises DamagedError if it does not begin as the member was told when they were let in."""
    vault.read()
    if vault.chain.links[:1] != [private.founding]:
        raise DamagedError("this is not the log that you were let into: it was written anew from the beginning.")


def find_lock(store: Store, outers: tuple[bytes, ...], name: str) -> tuple[bytes, Lock | None, bytes]:
    """Return the id of the case, the lock of a name and the outer key; what is not there or damaged is None or empty."""
    try:
        with store.transaction():
            case, sealed = store.area("case"), store.area("locks")
        found = unsealed_locks(sealed, outers, case)
    except DamagedError:
        return b"", None, b""
    return (case, None, b"") if found is None else (case, found[0].find(name), found[1])


def relock(vault: Vault, name: str, passphrase: str, lock: Lock) -> None:
    """Raise the cost of a lock that was made when less was usual."""
    if not lock.cost.reaches(passphrases.DEFAULT):
        found = unsealed_locks(vault.store.area("locks"), (bytes(vault.outer),), vault.case)
        private = private_from(lock, passphrase, vault.case)
        if found is not None and private is not None:
            dearer = lock_for(found[0], name, passphrase, private, lock.keys, vault.case)
            with vault.store.transaction():
                vault.store.put_area("locks", sealed_locks(found[0].with_lock(dearer), bytes(vault.outer), vault.case))


def member_of(role: Role, pair: Pair) -> Member:
    sealing, signing = pair.public
    return Member(id_of(signing), role, sealing, signing)


def version_of(store: Store) -> int:
    """Return the format of a store. Raises DamagedError if this program cannot read it."""
    version = store.version()
    if not OLDEST <= version <= VERSION:
        raise DamagedError(f"format {version} is not known to this version of the program. A newer one may read it.")
    return version


def naming(member: Member, name: str) -> bytes:
    """Return the content of the entry that tells those who read facts whose id it is."""
    return f"{member.id.hex()} {member.role} {name.strip()}".encode()


def put_recovery(store: Store, keys: Keys, members: tuple[Member, ...], case: bytes) -> None:
    """Seal the keys to the shared secret; without one, random bytes of the same length stand there."""
    held = [keys.box_for(member, case) for member in members if member.role == Role.RECOVERY]
    like_it = structs.replace(members[0], role=Role.RECOVERY)
    store.put_area("recovery", held[0] if held else os.urandom(len(keys.box_for(like_it, case))))
