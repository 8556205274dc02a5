"""`lawbook test` as its author sees it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli
from safeconduct.law.from_lawbook import law_from_folders
from safeconduct.lawbook.problems import columns_of
from safeconduct.trials.problems import CODES
from trials.conftest import ISLE

PROJECT = Path(__file__).parents[2]

TESTS = """tests of: isle
case: {facts: [{fact: national(ZI), value: true}, {fact: born, on: 1950-01-01}, {fact: present(ZI), value: true}]}
as of: 2024-06-03
tests:
  pension-is-a-right: {wish: supported, expect: {ways: [[pension]]}}
  nobody-swims: {wish: present(ZO), expect: {doors: {swim: open}}}
"""


@pytest.fixture
def book(tmp_path):
    folder = shutil.copytree(ISLE, tmp_path / "isle")
    (folder / "tests").mkdir()
    (folder / "tests" / "first.yaml").write_text(TESTS, encoding="utf-8")
    return folder


def run(*arguments):
    result = CliRunner().invoke(cli, ["lawbook", "test", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout


def test_what_failed_is_shown_with_its_line(book):
    code, out = run(book)
    place, _, rest = out.partition(": ")
    assert place.startswith((book / "tests" / "first.yaml").as_posix() + ":6:")
    assert rest.splitlines()[0] == "[T104] swim is not open"
    assert rest.splitlines()[3:] == [
        "  in test nobody-swims, as of 2024-06-03",
        f"  {CODES['T104'].explanation}",
        "  Found: swim is closed (swimming is not a way the law knows: false) under 방문법 24",
        "",
        "1 test passed, 1 failed",
    ]
    assert code == 2


def test_the_caret_stands_under_the_expectation(book):
    lines = run(book)[1].splitlines()
    source, caret = lines[1], lines[2]
    at = caret.index("^^^^")
    assert source[at : at + 4] == "swim"
    assert columns_of(caret) == at + 4


def test_all_passed_ends_with_0(book):
    assert run(book, "--only", "pension") == (0, "1 test passed\n")
    assert run(book / "tests" / "first.yaml", "--only", "pension")[0] == 0
    assert run(book / "tests", "--only", "pension")[0] == 0
    assert run(book.parent, "--only", "pension")[0] == 0


def test_what_the_budget_leaves_undone_is_said(book):
    assert run(book, "--budget", "0") == (2, "no tests passed, 2 not run within 0 seconds\n")


def test_tests_are_no_part_of_the_lawbook(book):
    assert law_from_folders([book]).law.fingerprint == law_from_folders([ISLE]).law.fingerprint


def test_no_tests_is_said(tmp_path):
    shutil.copytree(ISLE, tmp_path / "isle")
    assert run(tmp_path / "isle")[0] == 2


def test_a_file_with_mistakes_is_not_run(book):
    (book / "tests" / "second.yaml").write_text("tests of: nowhere\ntests: {}\n", encoding="utf-8")
    code, out = run(book, "--only", "pension")
    assert code == 2
    assert "[T001] no lawbook 'nowhere' is read with these tests" in out
    assert out.endswith("1 test passed; 1 problem in the files of tests\n")


def test_every_code_of_tests_is_explained():
    page = (PROJECT / "docs" / "reference" / "lawbook-test-format.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f"| {code} |" not in page] == []
