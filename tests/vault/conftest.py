"""A folder with a vault. Argon2id is made cheap, but for the tests that are about its cost."""

import pytest

from safeconduct.vault import passphrases
from vault.vaults import CHEAP, new_vault


@pytest.fixture
def real_cost():
    """Asked for by a test that is about what trying a passphrase costs."""


@pytest.fixture(autouse=True)
def cheap(request, monkeypatch):
    if "real_cost" not in request.fixturenames:
        monkeypatch.setattr(passphrases, "DEFAULT", CHEAP)
        monkeypatch.setattr(passphrases, "FLOOR", CHEAP)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "K-07.scase"


@pytest.fixture
def vault(file):
    """A vault just made by the person whose case it is."""
    made = new_vault(file)
    yield made
    made.store.close()
