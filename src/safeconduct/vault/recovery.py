"""Recovery: the keys of a vault for whoever brings enough shares of a secret, when passphrases or the key file are lost.

The secret is 128 random bits, split into shares of twenty words each (SLIP-0039); two key pairs are derived from it, and the vault treats
them as a member without a lock. Whoever has enough shares and a copy of the vault has the case, also after it was erased.
"""

import os
from collections.abc import Callable
from datetime import datetime

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from safeconduct.vault.keys import fresh_keys, keys_from_box
from safeconduct.vault.locks import Private, lock_for, no_locks
from safeconduct.vault.membership import put_locks
from safeconduct.vault.model import FOUNDERS, Act, Compartment, Role
from safeconduct.vault.refusals import NotUnlockedError, RefusalError
from safeconduct.vault.resealing import resealing
from safeconduct.vault.sealing import KEY, BrokenSealError, Pair, derived, fresh_pair
from safeconduct.vault.store import Store
from safeconduct.vault.unlocking import member_of, naming, put_recovery, version_of
from safeconduct.vault.vault import Vault

SECRET = 16  # bytes
MOST_SHARES = 16
NOT_ENOUGH = "these shares do not go together, are not enough, or have a mistyped word."


def fresh_secret() -> bytes:
    return os.urandom(SECRET)


def pair_from(secret: bytes) -> Pair:
    return Pair(derived(secret, "recovery opening", b""), derived(secret, "recovery signing", b""))


def shares_of(secret: bytes, needed: int, made: int) -> list[str]:
    """Return `made` shares, of which any `needed` give the secret back and fewer tell nothing. Raises RefusalError."""
    if not 2 <= needed <= made <= MOST_SHARES:
        raise RefusalError(f"shares are at least 2 and at most {MOST_SHARES}, and no more can be needed than are made.")
    shares: list[str] = generate_mnemonics(1, [(needed, made)], secret)[0]
    return shares


def secret_from(shares: list[str]) -> bytes:
    """Return the secret of which these are shares: as many as are needed are used of those given. Raises RefusalError; it does not say which share is wrong."""
    written = list(dict.fromkeys(" ".join(share.lower().split()) for share in shares))
    try:
        needed = Share.from_mnemonic(written[0]).member_threshold
        secret = combine_mnemonics(written[:needed])
    except (MnemonicError, ValueError, IndexError):
        raise RefusalError(NOT_ENOUGH) from None
    if len(secret) != SECRET:
        raise RefusalError(NOT_ENOUGH)
    return bytes(secret)


def recover(
    store: Store, secret: bytes, keep: Callable[[bytes], None], name: str, role: Role, passphrase: str, at: datetime
) -> Vault:
    """Return the vault under new keys, unlocked by its one new member; all former members are out.

    keep: puts the new key into the key file, beside an old one, before anything is written into the vault

    Raises NotUnlockedError if the vault was not made with this secret, RefusalError, DamagedError, UnwritableError.
    """
    if role not in FOUNDERS:
        raise RefusalError(f"a vault is recovered by {' or '.join(sorted(FOUNDERS))}, who then let others in.")
    case, pair, outer = store.area("case"), pair_from(secret), os.urandom(KEY)
    try:
        old = keys_from_box(pair, store.area("recovery"), case)
    except BrokenSealError:
        raise NotUnlockedError from None
    me = member_of(Role.RECOVERY, pair).id
    guest = Vault(store, case, outer, me, Role.RECOVERY, pair, old, version_of(store))
    guest.read()
    keep(outer)
    fresh, keys, locks = fresh_pair(), fresh_keys(), no_locks()
    member = member_of(role, fresh)
    with resealing(guest, keys):
        guest.put(Act.RECOVERED, at, members=(member,))
        private = Private(member.id, role, bytes(fresh.opening), bytes(fresh.signing), guest.chain.links[0])
        lock = lock_for(locks, name, passphrase, private, keys.box_for(member, case), case)
        put_locks(guest, locks.with_lock(lock), outer)
        put_recovery(store, keys, tuple(guest.chain.members.values()), case)
    vault = Vault(store, case, outer, member.id, role, fresh, keys)
    vault.audit_key = guest.audit_key
    with vault.writing():
        vault.put_entry("member", naming(member, name), at, Compartment.FACTS)
    return vault
