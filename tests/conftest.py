"""What all tests share: the cache of the law, the folder of real statutes, where there is one, and how many random examples are tried (`trying`)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from trying import load_profile

PROJECT = Path(__file__).resolve().parents[1]
STATUTES = PROJECT.parent / "shared" / "data" / "statutes" / "kr"

# One process does them all, as they share what takes long to work out; the longest first, so that no process is left alone with one at the end.
TOGETHER = ("web", "casework")
LONGEST = ("browser", "postgres", "web", "casework", "cli/test_hostile.py", "cli/test_writes.py", "cli/test_letter.py")

load_profile()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test to the process that does the rest of its file, unless it says that it goes with others."""
    groups = {}
    for item in items:
        said = item.get_closest_marker("xdist_group")
        groups[item] = group_of(item.path) if said is None else str(said.args[0])
        if said is None:
            item.add_marker(pytest.mark.xdist_group(groups[item]))
    order = {group: place for place, group in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(groups[item], len(order)))


def group_of(path: Path) -> str:
    place = path.relative_to(PROJECT)
    return place.parts[1] if place.parts[1] in TOGETHER else "/".join(place.parts[1:])


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
