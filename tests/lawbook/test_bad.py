"""Every bad lawbook gets exactly the message beside it. REWRITE_EXPECTED=1 writes the messages anew; read the difference."""

import os
import re
import time

import pytest

from lawbook import cases
from safeconduct.lawbook.problems import CODES


@pytest.mark.parametrize("name", cases.names())
def test_a_bad_lawbook_gets_its_message(name):
    path = cases.BAD / f"{name}.expected"
    message = cases.message(name)
    if os.environ.get("REWRITE_EXPECTED"):
        path.write_text(message, encoding="utf-8")
    assert message == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", cases.names())
def test_a_bad_lawbook_gets_the_code_it_is_named_after(name):
    assert f"[{name[:4]}]" in (cases.BAD / f"{name}.expected").read_text(encoding="utf-8")


def test_every_code_has_a_bad_lawbook():
    assert set(CODES) == {name[:4] for name in cases.names()}


def test_every_code_in_a_message_is_in_the_table():
    shown = "".join(path.read_text(encoding="utf-8") for path in cases.BAD.glob("*.expected"))
    assert set(re.findall(r"\[(L\d{3})\]", shown)) == set(CODES)


def test_every_expected_message_has_its_lawbook():
    assert {path.stem for path in cases.BAD.glob("*.expected")} == set(cases.names())


@pytest.mark.parametrize("name", cases.names())
def test_a_bad_lawbook_is_refused_quickly(name):
    begun = time.process_time()
    cases.checked_with_sample(name, cases.content_of(name))
    assert time.process_time() - begun < 30  # it ends; what grows with powers would not


def test_the_sample_has_no_problem():
    checked = cases.law_from_sources(cases.sample())
    assert checked.problems == []
    assert checked.law is not None
