import pytest

from remembered import remember_pages
from safeconduct.vault import passphrases
from safeconduct.vault.passphrases import Cost
from web.sites import Site


@pytest.fixture(autouse=True)
def found_before(monkeypatch):
    """Most tests have the same case on the same day."""
    remember_pages(monkeypatch)


@pytest.fixture
def site() -> Site:
    """A new case in memory, and a visitor who came in."""
    return Site().enter()


@pytest.fixture
def cheap(monkeypatch):
    """Passphrases that cost nothing to try: for tests that are about something else."""
    monkeypatch.setattr(passphrases, "DEFAULT", Cost(8, 1, 1))
    monkeypatch.setattr(passphrases, "FLOOR", Cost(8, 1, 1))
