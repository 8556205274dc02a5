"""What all tests share: the cache of the law, the folder of real statutes, where there is one, and how many random examples are tried (`trying`)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from trying import load_profile

STATUTES = Path(__file__).resolve().parents[2] / "shared" / "data" / "statutes" / "kr"

load_profile()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-stories", action="store_true", help="write the answers in tests/stories anew; read the difference"
    )


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The law is kept in a folder of these tests, one for all processes of a run; not in that of the user."""
    base = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"))
        yield


@pytest.fixture(scope="session")
def statutes() -> Path:
    """The folder of real Korean statutes; without it the test skips, or fails where CI requires it."""
    if STATUTES.is_dir():
        return STATUTES
    missing = "the statutes in ../shared/data/statutes/kr are not here"
    if os.environ.get("SAFECONDUCT_REQUIRE_SHARED") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
