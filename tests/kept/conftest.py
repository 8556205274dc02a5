import pytest

from safeconduct.vault import passphrases
from vault.vaults import CHEAP


@pytest.fixture
def cheap(monkeypatch):
    """Passphrases at next to no cost."""
    monkeypatch.setattr(passphrases, "DEFAULT", CHEAP)
