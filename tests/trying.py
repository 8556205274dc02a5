"""How many random examples a test tries, by SAFECONDUCT_EXAMPLES.

Profiles: "quick" (as many as each test asks for, the default), "ci" (the same number, the same ones each time; the default where CI is set) and
"long" (ten times as many, for a night).
"""

import os

from hypothesis import settings

TIMES = {"quick": 1, "ci": 1, "long": 10}  # as many examples as a test asks for
PROFILE = os.environ.get("SAFECONDUCT_EXAMPLES") or ("ci" if os.environ.get("CI") else "quick")


def examples(count: int) -> int:
    """Return how many examples a test tries that asks for so many."""
    return count * TIMES[PROFILE]


def load_profile() -> None:
    """Make the profile that of every test. Raises KeyError for one that there is none of."""
    settings.register_profile(PROFILE, deadline=None, max_examples=examples(50), derandomize=PROFILE == "ci")
    settings.load_profile(PROFILE)
