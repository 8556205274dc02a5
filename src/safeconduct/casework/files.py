"""A vault as two files beside each other: the vault itself and its key file."""

from datetime import datetime
from pathlib import Path

from safeconduct.casework.keyfile import create_key_file, destroy_key_file, keep_keys, read_keys
from safeconduct.casework.locks import private_from
from safeconduct.casework.membership import rotate
from safeconduct.casework.model import Member, Receipt, Role
from safeconduct.casework.recovery import recover
from safeconduct.casework.refusals import DamagedError, NotUnlockedError
from safeconduct.casework.sealing import Pair
from safeconduct.casework.sqlite_store import SqliteStore, create_sqlite, erase_sqlite
from safeconduct.casework.unlocking import create_vault, unlock
from safeconduct.casework.vault import Vault


def create_files(
    path: Path, key_file: Path, name: str, role: Role, passphrase: str, at: datetime, recovery: Pair | None = None
) -> Vault:
    """Make both files, or neither. Raises ThereAlreadyError, UnwritableError, RefusalError; see `create_vault`."""
    store = create_sqlite(path)
    made = False
    try:
        outer = create_key_file(key_file)
        made = True
        return create_vault(store, outer, name, role, passphrase, at, recovery)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        if made:
            destroy_key_file(key_file)
        raise


def open_files(path: Path, key_file: Path, name: str, passphrase: str, at: datetime) -> Vault:
    """Unlock the vault in a file. Raises NotUnlockedError also for what is no vault at all, after the same work; else as `unlock`."""
    try:
        store = SqliteStore(path)
    except DamagedError:
        private_from(None, passphrase, b"")
        raise NotUnlockedError from None
    try:
        return unlock(store, read_keys(key_file), name, passphrase, at)
    except BaseException:
        store.close()
        raise


def rotate_files(vault: Vault, key_file: Path, at: datetime, without: tuple[Member, ...] = ()) -> Receipt:
    """Rotate the keys of a vault and the key in its key file; see `rotate`."""
    return rotate(vault, at, without, lambda keys: keep_keys(key_file, keys))


def recover_files(
    path: Path, key_file: Path, secret: bytes, name: str, role: Role, passphrase: str, at: datetime
) -> Vault:
    """Unlock a vault by its shared secret, with a new key in the key file, which is made if it is lost; see `recover`."""
    store, old = SqliteStore(path), read_keys(key_file)
    try:
        vault = recover(store, secret, lambda new: keep_keys(key_file, (new, *old[:1])), name, role, passphrase, at)
        keep_keys(key_file, (bytes(vault.outer),))
    except BaseException:
        store.close()
        raise
    return vault


def erase_files(path: Path, key_file: Path) -> None:
    """Destroy the key file, then the vault: no copy of it opens any more, but with the shared secret.

    Raises DamagedError if there is no key file and no vault, UnwritableError.
    """
    if key_file.exists():
        destroy_key_file(key_file)
    erase_sqlite(path)
