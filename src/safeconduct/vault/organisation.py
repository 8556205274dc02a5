"""The vaults of an organisation as its server uses them: a few connections that all share, and a folder of key files outside of the database."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg_pool import ConnectionPool

from safeconduct.vault.caseload import CASELOAD, opaque
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.locks import Private, private_from
from safeconduct.vault.places import InDatabase, key_file_of
from safeconduct.vault.postgres_store import PostgresStore, connected, refusing
from safeconduct.vault.refusals import DamagedError, NotUnlockedError, RefusalError, UnwritableError
from safeconduct.vault.unlocking import enter, unlock
from safeconduct.vault.vault import Vault

CONNECTIONS = 8  # at once
AT_A_TIME = 16  # slots
PATIENCE = 10.0  # seconds to wait for one of them

logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL + 1)  # it would name the address of the server

Pool = ConnectionPool[psycopg.Connection[tuple[object, ...]]]


class Organisation:
    """Usable by many threads at once. `keys`: the folder of the key files."""

    def __init__(self, url: str, keys: Path) -> None:
        """Raises UnwritableError, which says what is wrong with the address or the server."""
        self.url, self.keys = url, keys
        connected(url).close()
        self.pool: Pool = ConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=PATIENCE,
            kwargs={"autocommit": True},
            check=ConnectionPool.check_connection,
            open=False,
        )
        with refusing():
            self.pool.open(wait=True, timeout=PATIENCE)

    def close(self) -> None:
        self.pool.close()

    def outers(self, name: str) -> tuple[bytes, ...]:
        """Return the keys in the key file of a vault; none where there is no file."""
        return read_keys(key_file_of(InDatabase(self.url, name, self.keys)))

    def heads(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the sealed heads of vaults, all in one question: they change whenever anything is added. Raises UnwritableError."""
        with refusing(), self.pool.connection() as base:
            rows = base.execute(
                "SELECT vault, sealed FROM area WHERE name = 'head' AND vault = ANY(%s)", (list(names),)
            ).fetchall()
        return {str(name): bytes(sealed) for name, sealed in rows}  # type: ignore[call-overload]

    def caseload(self, name: str, passphrase: str, at: datetime) -> Vault:
        """Unlock a caseload. Raises NotUnlockedError whatever is wrong with name or passphrase, after the same work."""
        return self.unlocked(CASELOAD, name, name, passphrase, at)

    def case(self, number: str, name: str, passphrase: str, at: datetime) -> Vault:
        """Unlock a case as the member of a name. Raises NotUnlockedError also where there is no such case, after the same work."""
        return self.unlocked("", number, name, passphrase, at)

    def unlocked(self, prefix: str, called: str, name: str, passphrase: str, at: datetime) -> Vault:
        store = self.find_store(prefix, called)
        if store is None:
            private_from(None, passphrase, b"")
            raise NotUnlockedError
        return unlock(store, self.outers(store.name), name, passphrase, at)

    def find_store(self, prefix: str, called: str) -> "PooledStore | None":
        try:
            store = PooledStore(self.pool, prefix + opaque(called))
            store.version()
        except UnwritableError:
            raise
        except RefusalError:
            return None
        return store

    def entered(self, number: str, private: Private) -> Vault:
        """Open a case by the keys that a caseload holds for it. Raises as `enter`; DamagedError where there is no such case."""
        return enter(PooledStore(self.pool, number), self.outers(number), private)


class PooledStore(PostgresStore):
    """One vault over connections that many share: it has one only while it reads or writes."""

    def __init__(self, pool: Pool, name: str) -> None:
        self.pool, self.name = pool, name

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with refusing(), self.pool.connection() as base:
            self.base, self.ahead = base, dict[int, bytes]()
            try:
                with super().transaction():
                    yield
            finally:
                del self.base, self.ahead

    def version(self) -> int:
        with self.transaction():
            return super().version()

    def area(self, name: str) -> bytes:
        if hasattr(self, "base"):
            return super().area(name)
        with self.transaction():
            return super().area(name)

    def slot(self, number: int) -> bytes:
        """Slots are read one after the other: some are fetched at a time, and nobody else writes until the transaction ends."""
        if number not in self.ahead:
            with refusing():
                rows = self.base.execute(
                    "SELECT number, sealed FROM slot WHERE vault = %s AND number >= %s AND number < %s",
                    (self.name, number, number + AT_A_TIME),
                    binary=True,
                ).fetchall()
            self.ahead = {int(found): bytes(sealed) for found, sealed in rows}
        if number not in self.ahead:
            raise DamagedError(f"record {number} is missing.")
        return self.ahead[number]

    def put_slot(self, number: int, sealed: bytes) -> None:
        self.ahead.pop(number, None)
        super().put_slot(number, sealed)

    def close(self) -> None:
        """Nothing is held."""
