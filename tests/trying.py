"""How many random examples a test tries, by SAFECONDUCT_EXAMPLES.

Profiles: "ci" (as many as each test asks for, the same ones each time; the default where CI is set), "quick" (four in ten of them, others each
time; the default elsewhere) and "long" (ten times as many, for a night).
"""

import os

from hypothesis import settings

TIMES = {"quick": 0.4, "ci": 1, "long": 10}  # as many examples as a test asks for
FEWEST = 10  # unless a test asks for fewer
PROFILE = os.environ.get("SAFECONDUCT_EXAMPLES") or ("ci" if os.environ.get("CI") else "quick")


def examples(count: int) -> int:
    """Return how many examples a test tries that asks for so many."""
    return max(min(count, FEWEST), int(count * TIMES[PROFILE]))


def load_profile() -> None:
    """Make the profile that of every test. Raises KeyError for one that there is none of."""
    settings.register_profile(PROFILE, deadline=None, max_examples=examples(50), derandomize=PROFILE == "ci")
    settings.load_profile(PROFILE)
