"""The page of security properties: every number once, each with a test that is there or the reason why it is not done."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| (\d+) \| (.+?) \| (.+) \|$", (PROJECT / "docs/security-properties.md").read_text(), re.MULTILINE
)


def test_every_property_stands_there_once():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 47))


@pytest.mark.parametrize(("number", "shown"), [(number, shown) for number, _, shown in ROWS])
def test_each_is_shown_by_tests_that_are_there_or_says_why_not(number, shown):
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", shown)
    assert named or "because" in shown
    for file, test in named:
        assert f"def {test}(" in (PROJECT / "tests" / file).read_text(encoding="utf-8")
