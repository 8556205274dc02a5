"""Countries are known by their codes and named in the middle of a sentence."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from safeconduct.terms.countries import CODES, NAMES, WITH_ARTICLE, country_name, is_country


class Declared(NamedTuple):
    en: str
    ko: str


@pytest.mark.parametrize(
    ("code", "en", "ko"),
    [
        ("KR", "South Korea", "대한민국"),
        ("KP", "the North (DPRK)", "북한"),
        ("XX", "a third country", "제3국"),
        ("NL", "the Netherlands", "네덜란드"),
        ("NO", "Norway", "노르웨이"),
        ("QQ", "QQ", "QQ"),
    ],
)
def test_a_country_is_named(code, en, ko):
    assert (country_name(code, "en", {}), country_name(code, "ko", {})) == (en, ko)


def test_the_name_a_lawbook_declares_comes_first():
    declared = {"XX": Declared("another country", "다른 나라")}
    assert (country_name("XX", "en", declared), country_name("XX", "ko", declared)) == ("another country", "다른 나라")


@pytest.mark.parametrize(("code", "known"), [("KR", True), ("NO", True), ("XX", False), ("kr", False), ("XK", False)])
def test_only_codes_of_the_standard_are_countries(code, known):
    assert is_country(code) is known


def test_the_standard_has_249_countries_and_each_has_names():
    assert len(CODES) == 249
    assert [
        code for code in sorted(CODES) if code in (country_name(code, "en", {}), country_name(code, "ko", {}))
    ] == []
    assert WITH_ARTICLE <= CODES
    assert set(NAMES) <= CODES | {"XX"}


def test_the_usual_names_are_said_without_the_library_of_names():
    script = "import sys; from safeconduct.terms.countries import country_name as n; n('KP', 'ko', {}); print('babel' in sys.modules)"
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=paths)
    assert said.stdout.strip() == "False"
