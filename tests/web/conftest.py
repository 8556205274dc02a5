import pytest

from safeconduct.vault import passphrases
from safeconduct.vault.passphrases import Cost
from web.sites import Site


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def site() -> Site:
    """A new case in memory, and a visitor who came in."""
    return Site().enter()


@pytest.fixture
def cheap(monkeypatch):
    """Passphrases that cost nothing to try: for tests that are about something else."""
    monkeypatch.setattr(passphrases, "DEFAULT", Cost(8, 1, 1))
    monkeypatch.setattr(passphrases, "FLOOR", Cost(8, 1, 1))
