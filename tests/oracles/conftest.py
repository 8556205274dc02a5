"""Whether the planners of the extra `oracle` are installed; where they must be (SAFECONDUCT_REQUIRE_ORACLES=1), their absence fails."""

import os
from importlib.util import find_spec

import pytest

NEEDED = ("clingo", "kairos", "up_fast_downward", "unified_planning")


@pytest.fixture(scope="session")
def planners() -> None:
    absent = [name for name in NEEDED if find_spec(name) is None]
    if not absent:
        return
    missing = f"not installed: {', '.join(absent)} (pip install 'safeconduct[oracle]')"
    if os.environ.get("SAFECONDUCT_REQUIRE_ORACLES") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
