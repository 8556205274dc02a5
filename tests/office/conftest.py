import pytest

from office.offices import Place
from remembered import remember_pages
from safeconduct.vault import passphrases
from vault import server
from vault.vaults import CHEAP, REQUIRED


@pytest.fixture(scope="session")
def database():
    if server.programs() is None and not REQUIRED:
        pytest.skip("there is no PostgreSQL on this machine")
    with server.running() as started:
        yield started


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Passphrases that cost nothing to try: for tests that are about something else."""
    monkeypatch.setattr(passphrases, "DEFAULT", CHEAP)
    monkeypatch.setattr(passphrases, "FLOOR", CHEAP)


@pytest.fixture(autouse=True)
def found_before(monkeypatch):
    """Most tests have the same case on the same day."""
    remember_pages(monkeypatch)


@pytest.fixture
def place(database, tmp_path):
    """An organisation with the empty caseload C-1."""
    made = Place(database, tmp_path)
    yield made
    made.close()


@pytest.fixture
def full(place):
    """The caseload C-1 with the case K-07, in which much went wrong."""
    place.case("K-07")
    place.hold("C-1", "K-07")
    return place
