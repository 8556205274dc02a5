"""A file of consents is read strictly, and a mistake in it never opens anything."""

import re
from datetime import date
from pathlib import Path

import pytest

from letters.drafts import MATTER, MINISTER, setting
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.letters.consent import Consent
from safeconduct.letters.from_yaml import consents_from_text
from safeconduct.letters.problems import CODES

LABEL = setting().person.label
FILE = f"""consents of: {LABEL}
consents:
  - facts: [male, "home(KR)", "relative_in(mother, KP)"]
    to: kr.minister-of-unification
    matter: "kr.contact-report(mother)"
    given: 2026-11-01
    until: 2027-05-01
"""


def read(source: str):
    return consents_from_text(text_from_bytes(source.encode(), "consents.yaml"), setting().person, setting().law)


def test_a_consent_is_read_as_it_is_written():
    facts = ("male", "home(KR)", "relative_in(mother,KP)")
    assert read(FILE) == [Consent(facts, MINISTER, MATTER, date(2026, 11, 1), date(2027, 5, 1))]


def test_a_consent_that_was_withdrawn_knows_the_day():
    (consent,) = read(FILE + "    withdrawn: 2026-12-01\n")
    assert consent.withdrawn == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((f"consents of: {LABEL}\n", ""), "C001"),
        ((LABEL, "somebody-else"), "C002"),
        (("kr.minister-of-unification", "kr.minister-of-union"), "C003"),
        (("2027-05-01", "2026-10-31"), "C004"),
        (("2027-05-01", "2027-05-32"), "P006"),
        (("male", "mail"), "P021"),
        (("kr.contact-report(mother)", "kr.contact(mother)"), "P027"),
        (("    until: 2027-05-01\n", ""), "P003"),
        (("until:", "untill:"), "P002"),
        (("[male", "[ [male]"), "P004"),
        (("2027-05-01\n", "2027-05-01\n    withdrawn: soon\n"), "P006"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_opened(change, code):
    problems = read(FILE.replace(*change))
    assert code in [one.code for one in problems]


def test_an_empty_file_is_a_mistake():
    assert [one.code for one in read("")] == ["C001"]


def test_every_code_is_documented():
    page = (Path(__file__).parents[2] / "docs/reference/consent-format.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| (C[0-9]{3}) \| ([^|]+?) \|", page, re.MULTILINE)) == {
        code: entry.title for code, entry in CODES.items()
    }
