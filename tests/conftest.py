"""What all tests share: the folder of real statutes, where there is one, and how many random examples are tried.

Profiles of random examples, chosen by SAFECONDUCT_EXAMPLES: "quick" (as many as each test asks for, the default), "ci" (the same ones each
time; the default where CI is set) and "long" (ten times as many, for a night).
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings

STATUTES = Path(__file__).resolve().parents[2] / "shared" / "data" / "statutes" / "kr"

TIMES = {"quick": 1, "ci": 1, "long": 10}  # as many examples as a test asks for

settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1_000)
PROFILE = os.environ.get("SAFECONDUCT_EXAMPLES") or ("ci" if os.environ.get("CI") else "quick")
settings.load_profile(PROFILE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-stories", action="store_true", help="write the answers in tests/stories anew; read the difference"
    )


@pytest.fixture(scope="session")
def statutes() -> Path:
    """The folder of real Korean statutes; without it the test skips, or fails where CI requires it."""
    if STATUTES.is_dir():
        return STATUTES
    missing = "the statutes in ../shared/data/statutes/kr are not here"
    if os.environ.get("SAFECONDUCT_REQUIRE_SHARED") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
