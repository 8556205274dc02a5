"""The default store: one SQLite file for each vault, made for its owner alone, and open in one program at a time."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from safeconduct.vault.private_files import destroy, write_new
from safeconduct.vault.refusals import BusyError, DamagedError, RefusalError, UnwritableError

APPLICATION = 0x5C61F11E  # in the header of the file, so that `file` and we know what it is
TABLES = (
    "CREATE TABLE area (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE slot (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
)
COUNTER = (24, 92)  # where SQLite counts transactions in its header, and where it repeats the number
PATIENCE = 5.0  # seconds to wait for another program to close the file
NOT_A_VAULT = "this is not a vault, or it is damaged."


def create_sqlite(path: Path) -> "SqliteStore":
    """Make an empty vault file of mode 0600, whatever the umask. Raises ThereAlreadyError, UnwritableError."""
    write_new(path, b"")
    try:
        with refusing():
            fill(path)
        return SqliteStore(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def erase_sqlite(path: Path) -> None:
    """Overwrite and remove a vault file and what SQLite keeps beside it. Raises DamagedError if it is not there, UnwritableError."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        destroy(journal)
    destroy(path)


def fill(path: Path) -> None:
    """Make the tables, and begin SQLite's count of transactions anywhere: how often a file was written is nobody's business."""
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        for table in TABLES:
            base.execute(table)
    finally:
        base.close()
    begun = (1 + int.from_bytes(os.urandom(4), "big") % 2**31).to_bytes(4, "big")
    with path.open("r+b") as file:
        for place in COUNTER:
            file.seek(place)
            file.write(begun)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what SQLite and the system say into refusals."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a fault of ours
    except UnicodeDecodeError:  # SQLite quotes the damaged bytes, and Python cannot read its message
        raise DamagedError(NOT_A_VAULT) from None
    except sqlite3.Error as error:
        raise refusal_of(error) from None
    except OSError as error:
        raise UnwritableError(f"the file cannot be written: {error.strerror}. What was in it is as it was.") from None


def refusal_of(error: sqlite3.Error) -> RefusalError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError("the vault is open in another program. Close it there first; nothing was changed.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return UnwritableError(
            "the disk is full or broken: nothing was written, and what was in the file is as it was."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return UnwritableError("the file or its folder cannot be written. What was in it is as it was.")
    return DamagedError(NOT_A_VAULT)


class SqliteStore:
    """Holds the file for itself from now until `close`: a second program is refused."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Raises BusyError, DamagedError, UnwritableError."""
        if not path.is_file():
            raise DamagedError(f"{path.as_posix()}: there is no such file." if not path.exists() else NOT_A_VAULT)
        with refusing():
            self.base = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                timeout=patience,
                check_same_thread=False,
            )
        try:
            with refusing():
                self.prepare()
        except BaseException:
            self.base.close()
            raise

    def prepare(self) -> None:
        ask = self.base.execute
        ask("PRAGMA trusted_schema = OFF")
        ask("PRAGMA cell_size_check = ON")
        ask("PRAGMA mmap_size = 0")
        ask("PRAGMA temp_store = MEMORY")
        ask("PRAGMA secure_delete = ON")
        ask("PRAGMA locking_mode = EXCLUSIVE")
        ask("PRAGMA synchronous = EXTRA")
        ask("BEGIN EXCLUSIVE")
        ask("COMMIT")
        if ask("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            raise DamagedError(NOT_A_VAULT)
        tables = ask("SELECT sql FROM sqlite_schema ORDER BY name").fetchall()
        if ask("PRAGMA application_id").fetchone() != (APPLICATION,) or tables != [(table,) for table in TABLES]:
            raise DamagedError(NOT_A_VAULT)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with refusing():
            self.base.execute("BEGIN IMMEDIATE")
        try:
            yield
            with refusing():
                self.base.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back already
                self.base.execute("ROLLBACK")
            raise

    def version(self) -> int:
        with refusing():
            return int(self.base.execute("PRAGMA user_version").fetchone()[0])

    def set_version(self, version: int) -> None:
        with refusing():
            self.base.execute(f"PRAGMA user_version = {version:d}")

    def area(self, name: str) -> bytes:
        with refusing():
            row = self.base.execute("SELECT sealed FROM area WHERE name = ?", (name,)).fetchone()
        return b"" if row is None else bytes_of(row[0])

    def put_area(self, name: str, sealed: bytes) -> None:
        with refusing():
            self.base.execute(
                "INSERT INTO area VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
                (name, sealed),
            )

    def count(self) -> int:
        with refusing():
            return int(self.base.execute("SELECT coalesce(max(number), 0) FROM slot").fetchone()[0])

    def slot(self, number: int) -> bytes:
        with refusing():
            row = self.base.execute("SELECT sealed FROM slot WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise DamagedError(f"record {number} is missing.")
        return bytes_of(row[0])

    def put_slot(self, number: int, sealed: bytes) -> None:
        with refusing():
            self.base.execute(
                "INSERT INTO slot VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed",
                (number, sealed),
            )

    def close(self) -> None:
        self.base.close()


def bytes_of(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise DamagedError(NOT_A_VAULT)
    return value
