"""What all tests share: the folder of real statutes, where there is one, and steady random examples."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

STATUTES = Path(__file__).resolve().parents[2] / "shared" / "data" / "statutes" / "kr"

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def statutes() -> Path:
    """The folder of real Korean statutes; without it the test skips, or fails where CI requires it."""
    if STATUTES.is_dir():
        return STATUTES
    missing = "the statutes in ../shared/data/statutes/kr are not here"
    if os.environ.get("SAFECONDUCT_REQUIRE_SHARED") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
