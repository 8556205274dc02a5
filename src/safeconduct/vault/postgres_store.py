"""The vaults of an organisation in one PostgreSQL database: the same sealed slots and areas, many vaults side by side.

Whoever runs the database sees how many vaults there are, their size classes, and when each is written to. Key files stay outside: a backup of the
database alone opens for nobody.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors

from safeconduct.vault.refusals import BusyError, DamagedError, RefusalError, ThereAlreadyError, UnwritableError

TABLES = (
    "CREATE TABLE IF NOT EXISTS vault (name text PRIMARY KEY, version integer NOT NULL)",
    "CREATE TABLE IF NOT EXISTS area (vault text REFERENCES vault ON DELETE CASCADE, name text, sealed bytea NOT NULL, PRIMARY KEY (vault, name))",
    "CREATE TABLE IF NOT EXISTS slot (vault text REFERENCES vault ON DELETE CASCADE, number bigint, sealed bytea NOT NULL, PRIMARY KEY (vault, number))",
)
MAKING_TABLES = 0x5C61F11E  # key of the lock that two programs take that begin at once
LOCK_PATIENCE = "5s"


def create_postgres(url: str, name: str) -> "PostgresStore":
    """Make an empty vault of this name, and the tables if they are not there. Raises ThereAlreadyError, UnwritableError."""
    store = PostgresStore(url, name)
    try:
        with refusing(), store.base.transaction():
            store.base.execute("SELECT pg_advisory_xact_lock(%s)", (MAKING_TABLES,))
            for table in TABLES:
                store.base.execute(table)
            made = store.base.execute("INSERT INTO vault VALUES (%s, 0) ON CONFLICT DO NOTHING", (name,)).rowcount
        if not made:
            raise ThereAlreadyError(f"a vault '{name}' is there already. Nothing was changed.")
    except BaseException:
        store.close()
        raise
    return store


def open_postgres(url: str, name: str) -> "PostgresStore":
    """Open the vault of this name. Raises DamagedError if there is none, UnwritableError."""
    store = PostgresStore(url, name)
    try:
        store.version()
    except BaseException:
        store.close()
        raise
    return store


def names_in_postgres(url: str) -> list[str]:
    """Return the names of the vaults in a database, in alphabetical order. Raises UnwritableError."""
    with refusing(), connected(url) as base:
        if base.execute("SELECT to_regclass('vault')").fetchone() == (None,):
            return []
        return sorted(str(name) for (name,) in base.execute("SELECT name FROM vault"))


def erase_postgres(url: str, name: str) -> None:
    """Remove a vault. What the server keeps of it opens for nobody once the key file is destroyed. Raises DamagedError, UnwritableError."""
    store = PostgresStore(url, name)
    try:
        with refusing():
            if not store.base.execute("DELETE FROM vault WHERE name = %s", (name,)).rowcount:
                raise DamagedError(f"there is no vault '{name}'.")
    finally:
        store.close()


def connected(url: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """Return a connection. Raises UnwritableError, which says what to look at and never repeats the address, a name or the password."""
    try:
        return psycopg.connect(url, autocommit=True)
    except psycopg.Error as error:
        raise UnwritableError(f"{why_not_connected(error)} Nothing was changed.") from None


def why_not_connected(error: psycopg.Error) -> str:
    """Return why there is no connection. libpq gives no code for it: what the server said is looked through, in English, and never shown."""
    said, server = str(error), error.pgconn
    if re.search(r'database ".*" does not exist', said):
        return "the server is there, but has no database of the name in --store: create it first (createdb)."
    if server is not None and (server.used_password or server.needs_password):
        return "the database refused the password, or none was given: look at the user and the password in --store."
    if "FATAL" in said:
        return "the database is there and lets this user not in: look at the user in --store and at what the server allows (pg_hba.conf)."
    if isinstance(error, psycopg.ProgrammingError):
        return "--store is not an address of a database: it is written postgresql://USER@HOST/DATABASE."
    return "the database cannot be reached: look at the host and the port in --store, and whether the server runs."


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the server says into refusals, without a word of the address or the password."""
    try:
        yield
    except psycopg.Error as error:
        raise refusal_of(error) from None


def refusal_of(error: psycopg.Error) -> RefusalError:
    if isinstance(error, errors.LockNotAvailable):
        return BusyError("another program is writing into this vault. Try again; nothing was changed.")
    if isinstance(error, errors.UndefinedTable):
        return DamagedError("there are no vaults in this database.")
    if isinstance(error, errors.DiskFull | errors.InsufficientPrivilege | errors.ReadOnlySqlTransaction):
        return UnwritableError("the database cannot be written: nothing was changed.")
    if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
        return DamagedError("the database says that it is damaged.")
    return UnwritableError(
        "the database does not answer. What was not acknowledged may or may not be there: look before writing it again."
    )


class PostgresStore:
    """One connection, one vault. Several may be open at once: who writes holds the others off, and reads first what they wrote."""

    def __init__(self, url: str, name: str) -> None:
        """url: as libpq takes it. Raises UnwritableError if there is no server."""
        self.base = connected(url)
        self.name = name

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with refusing(), self.base.transaction():
            self.base.execute("SET LOCAL synchronous_commit = on")
            self.base.execute("SELECT set_config('lock_timeout', %s, true)", (LOCK_PATIENCE,))
            self.base.execute("SELECT 1 FROM vault WHERE name = %s FOR UPDATE", (self.name,))
            yield

    def version(self) -> int:
        with refusing():
            row = self.base.execute("SELECT version FROM vault WHERE name = %s", (self.name,)).fetchone()
        if row is None:
            raise DamagedError(f"there is no vault '{self.name}'.")
        return int(row[0])

    def set_version(self, version: int) -> None:
        with refusing():
            self.base.execute("UPDATE vault SET version = %s WHERE name = %s", (version, self.name))

    def area(self, name: str) -> bytes:
        with refusing():
            row = self.base.execute(
                "SELECT sealed FROM area WHERE vault = %s AND name = %s", (self.name, name)
            ).fetchone()
        return b"" if row is None else bytes(row[0])

    def put_area(self, name: str, sealed: bytes) -> None:
        with refusing():
            self.base.execute(
                "INSERT INTO area VALUES (%s, %s, %s) ON CONFLICT (vault, name) DO UPDATE SET sealed = excluded.sealed",
                (self.name, name, sealed),
            )

    def count(self) -> int:
        with refusing():
            row = self.base.execute(
                "SELECT coalesce(max(number), 0) FROM slot WHERE vault = %s", (self.name,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def slot(self, number: int) -> bytes:
        with refusing():
            row = self.base.execute(
                "SELECT sealed FROM slot WHERE vault = %s AND number = %s", (self.name, number)
            ).fetchone()
        if row is None:
            raise DamagedError(f"record {number} is missing.")
        return bytes(row[0])

    def put_slot(self, number: int, sealed: bytes) -> None:
        with refusing():
            self.base.execute(
                "INSERT INTO slot VALUES (%s, %s, %s) ON CONFLICT (vault, number) DO UPDATE SET sealed = excluded.sealed",
                (self.name, number, sealed),
            )

    def close(self) -> None:
        self.base.close()
