"""Files for their owner alone: made new, replaced whole or not at all, and destroyed."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from safeconduct.vault.refusals import DamagedError, ThereAlreadyError, UnwritableError

OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR


def write_new(path: Path, content: bytes) -> None:
    """Make a file of mode 0600, whatever the umask, whole or not at all, and on the disk when this returns.

    Raises ThereAlreadyError, UnwritableError.
    """
    beside = beside_of(path)
    try:
        if os.path.lexists(path):
            raise FileExistsError
        write_over(beside, content)
        try:
            move_to_new(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path)
    except FileExistsError:
        raise ThereAlreadyError(f"{path.as_posix()} is there already. Nothing was changed.") from None
    except OSError as error:
        raise UnwritableError(f"{path.as_posix()} cannot be written: {error.strerror}.") from None


def beside_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.writing")


def write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_over(beside: Path, content: bytes) -> None:
    """Write a file anew that a run which was killed may have left."""
    beside.unlink(missing_ok=True)
    write(beside, content)


def move_to_new(beside: Path, path: Path) -> None:
    """Give a file its name unless something has that name. Raises FileExistsError, OSError."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick knows no second names
        if os.path.lexists(path):
            raise FileExistsError from None
        beside.rename(path)


def sync_folder(path: Path) -> None:
    """Have the name of a file on the disk as well; where folders cannot be opened, the system does this by itself."""
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def replace(path: Path, content: bytes) -> None:
    """Put other content in the place of a file, whole or not at all. Raises UnwritableError.

    The bytes of the old one are overwritten where they lie, as well as a file system lets us.
    """
    beside = beside_of(path)
    try:
        write_over(beside, content)
        with path.open("r+b") as old:
            beside.replace(path)
            sync_folder(path)
            overwrite(old)
    except OSError as error:
        raise UnwritableError(f"{path.as_posix()} cannot be written: {error.strerror}.") from None


def destroy(path: Path) -> None:
    """Overwrite a file, then remove it. Raises DamagedError if it is not there, UnwritableError."""
    try:
        with path.open("r+b") as file:
            overwrite(file)
        path.unlink()
        sync_folder(path)
    except FileNotFoundError:
        raise DamagedError(f"{path.as_posix()}: there is no such file.") from None
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
