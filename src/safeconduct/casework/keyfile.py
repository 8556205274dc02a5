"""The key file: 32 random bytes beside the vault, without which no passphrase opens it. Erasing it erases every copy of the vault.

So it is kept out of backups of the vault. While keys are rotated it holds two keys for a moment; the vault says which one is good.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from safeconduct.casework.refusals import DamagedError, ThereAlreadyError, UnwritableError
from safeconduct.casework.sealing import KEY

BEGINS = b"safeconduct key 1\n"
OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR
MOST_KEYS = 2


def key_file_of(vault: Path) -> Path:
    """Return where the key file of a vault is unless somebody put it elsewhere."""
    return vault.with_name(f"{vault.name.removesuffix('.scase')}.skey")


def create_key_file(path: Path) -> bytes:
    """Return the key of a new file. Raises ThereAlreadyError, UnwritableError."""
    key = os.urandom(KEY)
    write_new(path, BEGINS + key)
    return key


def read_keys(path: Path) -> tuple[bytes, ...]:
    """Return the keys, the one to use first, or none if the file is not there or no key file: then nothing opens, and nobody learns why."""
    try:
        with path.open("rb") as file:
            held = file.read(len(BEGINS) + MOST_KEYS * KEY + 1)
    except OSError:
        return ()
    keys = held.removeprefix(BEGINS)
    if len(keys) == len(held) or len(keys) not in (KEY, 2 * KEY):
        return ()
    return tuple(keys[at : at + KEY] for at in range(0, len(keys), KEY))


def replace_keys(path: Path, keys: tuple[bytes, ...]) -> None:
    """Put other keys in the place of a key file, whole or not at all. Raises UnwritableError.

    The bytes of the old one are overwritten where they lie, as well as a file system lets us.
    """
    beside = path.with_name(f".{path.name}.writing")
    try:
        beside.unlink(missing_ok=True)  # left by a run that was killed
    except OSError as error:
        raise UnwritableError(f"{path.as_posix()} cannot be written: {error.strerror}.") from None
    write_new(beside, BEGINS + b"".join(keys))
    try:
        with path.open("r+b") as old:
            beside.replace(path)
            sync_folder(path)
            overwrite(old)
    except OSError as error:
        raise UnwritableError(f"{path.as_posix()} cannot be written: {error.strerror}.") from None


def destroy_key_file(path: Path) -> None:
    """Overwrite the keys, then remove the file. Raises DamagedError if it is not there, UnwritableError."""
    try:
        with path.open("r+b") as file:
            overwrite(file)
        path.unlink()
        sync_folder(path)
    except FileNotFoundError:
        raise DamagedError(f"{path.as_posix()}: there is no key file.") from None
    except OSError as error:
        raise UnwritableError(f"{path.as_posix()} cannot be erased: {error.strerror}.") from None


def overwrite(file: BinaryIO) -> None:
    """Put random bytes, then zeros, where the content of an open file lies. What a flash disk keeps of it is out of reach."""
    size = file.seek(0, os.SEEK_END)
    for filling in (os.urandom(size), bytes(size)):
        file.seek(0)
        file.write(filling)
        file.flush()
        os.fsync(file.fileno())


def write_new(path: Path, content: bytes) -> None:
    """Make a file of mode 0600, whatever the umask, and have it on the disk when this returns."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        raise ThereAlreadyError(f"{path.as_posix()} is there already. Nothing was changed.") from None
    except OSError as error:
        raise UnwritableError(f"{path.as_posix()} cannot be made: {error.strerror}.") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UnwritableError(f"{path.as_posix()} cannot be written: {error.strerror}.") from None


def sync_folder(path: Path) -> None:
    """Have the name of a file on the disk as well; where folders cannot be opened, the system does this by itself."""
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
