"""The key file: 32 random bytes beside the vault, without which no passphrase opens it. Erasing it erases every copy of the vault.

So it is kept out of backups of the vault. While keys are rotated it holds two keys for a moment; the vault says which one is good.
"""

from pathlib import Path

from safeconduct.vault.private_files import destroy, replace, write_new
from safeconduct.vault.sealing import KEY

BEGINS = b"safeconduct key 1\n"
MOST_KEYS = 2


def write_key_file(path: Path, key: bytes) -> None:
    """Make a key file. Raises ThereAlreadyError, UnwritableError."""
    write_new(path, BEGINS + key)


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


def keep_keys(path: Path, keys: tuple[bytes, ...]) -> None:
    """Put keys in the place of those in a key file, or make it. Raises UnwritableError; the old ones are then still there."""
    if path.exists():
        replace(path, BEGINS + b"".join(keys))
    else:
        write_new(path, BEGINS + b"".join(keys))


def destroy_key_file(path: Path) -> None:
    """Raises DamagedError if it is not there, UnwritableError."""
    destroy(path)
