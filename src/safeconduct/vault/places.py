"""Where vaults lie: each in a file of its own, or those of an organisation side by side in one PostgreSQL database."""

from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from safeconduct.terms.extras import how_to_install
from safeconduct.vault.refusals import UnwritableError
from safeconduct.vault.sqlite_store import SqliteStore, create_sqlite, erase_sqlite
from safeconduct.vault.store import Store


class InDatabase(NamedTuple):
    """A vault by its name in a database.

    url:  as libpq takes it
    keys: the folder of the key files; None: the folder one works in
    """

    url: str
    name: str
    keys: Path | None = None


Place = Path | InDatabase


def create_store(place: Place) -> Store:
    """Make an empty vault. Raises ThereAlreadyError, UnwritableError."""
    if isinstance(place, Path):
        return create_sqlite(place)
    made: Store = postgres().create_postgres(place.url, place.name)
    return made


def open_store(place: Place) -> Store:
    """Open what is sealed in a vault. Raises DamagedError for what is none, UnwritableError if there is no server."""
    if isinstance(place, Path):
        return SqliteStore(place)
    opened: Store = postgres().open_postgres(place.url, place.name)
    return opened


def erase_store(place: Place) -> None:
    """Remove a vault. Raises DamagedError if there is none, UnwritableError."""
    if isinstance(place, Path):
        erase_sqlite(place)
    else:
        postgres().erase_postgres(place.url, place.name)


def vaults_in(url: str) -> list[InDatabase]:
    """Return the vaults in a database, by name. Raises UnwritableError."""
    return [InDatabase(url, name) for name in postgres().names_in_postgres(url)]


def title_of(place: Place) -> str:
    """Return how messages name a vault: never with the address of a server."""
    return place.as_posix() if isinstance(place, Path) else place.name


def key_file_of(place: Place) -> Path:
    """Return where the key file of a vault is unless somebody put it elsewhere: beside its file, or in the folder of a database's keys."""
    path = place if isinstance(place, Path) else Path(place.keys or "", place.name)
    return path.with_name(f"{path.name.removesuffix('.scase')}.skey")


def postgres() -> ModuleType:
    """Return the module for PostgreSQL, which is an extra. Raises UnwritableError where it is not installed."""
    try:
        from safeconduct.vault import postgres_store
    except ModuleNotFoundError as missing:
        raise UnwritableError(f"vaults in a database need {missing.name}: {how_to_install('postgres')}.") from None
    return postgres_store
