"""A vault and its key file: never in one place, and made, opened, rotated and destroyed together."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from safeconduct.vault.keyfile import destroy_key_file, keep_keys, read_keys, write_key_file
from safeconduct.vault.locks import private_from
from safeconduct.vault.membership import rotate
from safeconduct.vault.model import Entry, Member, Receipt, Role
from safeconduct.vault.parcel import put_copy, read_parcel
from safeconduct.vault.places import Place, create_store, erase_store, open_store
from safeconduct.vault.recovery import recover
from safeconduct.vault.refusals import DamagedError, NotUnlockedError
from safeconduct.vault.salvage import salvage
from safeconduct.vault.sealing import KEY, Pair
from safeconduct.vault.store import Store
from safeconduct.vault.unlocking import create_vault, unlock
from safeconduct.vault.vault import Vault


def create_files(
    place: Place, key_file: Path, name: str, role: Role, passphrase: str, at: datetime, recovery: Pair | None = None
) -> Vault:
    """Make both, or neither. Raises ThereAlreadyError, UnwritableError, RefusalError; see `create_vault`."""
    outer = os.urandom(KEY)
    with both_files(place, key_file, outer) as store:
        return create_vault(store, outer, name, role, passphrase, at, recovery)


@contextmanager
def both_files(place: Place, key_file: Path, outer: bytes) -> Iterator[Store]:
    """Make an empty vault and its key file; if what follows fails, neither stays. Raises ThereAlreadyError, UnwritableError."""
    write_key_file(key_file, outer)
    try:
        store = create_store(place)
        try:
            yield store
        except BaseException:
            store.close()
            erase_store(place)
            raise
    except BaseException:
        destroy_key_file(key_file)
        raise


def open_files(place: Place, key_file: Path, name: str, passphrase: str, at: datetime) -> Vault:
    """Unlock a vault. Raises NotUnlockedError also for what is no vault at all, after the same work; else as `unlock`."""
    store = _store_in(place, passphrase)
    try:
        keys = read_keys(key_file)
        vault = unlock(store, keys, name, passphrase, at)
        if len(keys) > 1:  # a rotation was cut short: the key that opens nothing any more must not stay
            keep_keys(key_file, (bytes(vault.outer),))
        return vault
    except BaseException:
        store.close()
        raise


def salvage_files(place: Place, key_file: Path, name: str, passphrase: str) -> list[Entry]:
    """Return what can still be read in a damaged vault; see `salvage`. Raises NotUnlockedError."""
    store = _store_in(place, passphrase)
    try:
        return salvage(store, read_keys(key_file), name, passphrase)
    finally:
        store.close()


def _store_in(place: Place, passphrase: str) -> Store:
    """Open what is sealed in a vault. Raises NotUnlockedError for what is no vault, after the work that trying the passphrase takes."""
    try:
        return open_store(place)
    except DamagedError:
        private_from(None, passphrase, b"")
        raise NotUnlockedError from None


def rotate_files(vault: Vault, key_file: Path, at: datetime, without: tuple[Member, ...] = ()) -> Receipt:
    """Rotate the keys of a vault and the key in its key file; see `rotate`."""
    return rotate(vault, at, without, lambda keys: keep_keys(key_file, keys))


def recover_files(
    place: Place, key_file: Path, secret: bytes, name: str, role: Role, passphrase: str, at: datetime
) -> Vault:
    """Unlock a vault by its shared secret, with a new key in the key file, which is made if it is lost; see `recover`."""
    store, old = open_store(place), read_keys(key_file)
    try:
        vault = recover(store, secret, lambda new: keep_keys(key_file, (new, *old[:1])), name, role, passphrase, at)
        keep_keys(key_file, (bytes(vault.outer),))
    except BaseException:
        store.close()
        raise
    return vault


def import_files(parcel: Path, place: Place, key_file: Path, passphrase: str) -> None:
    """Make a vault and its key file from a parcel, or neither. Raises NotUnlockedError, ThereAlreadyError, UnwritableError, DamagedError."""
    copy = read_parcel(parcel, passphrase)
    with both_files(place, key_file, copy.outer) as store:
        put_copy(store, copy)
    store.close()


def erase_files(place: Place, key_file: Path) -> bool:
    """Destroy the key file, then the vault: no copy of it opens any more, but with the shared secret.

    Returns whether there was a key file; if there was none, only the vault is gone. Raises DamagedError if there is no vault, UnwritableError.
    """
    had_key = key_file.exists()
    if had_key:
        destroy_key_file(key_file)
    erase_store(place)
    return had_key
