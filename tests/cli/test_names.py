"""The names that a case may use: all of them, each with its sentence, in order and within 80 columns."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.answers.columns import width_of
from safeconduct.cli.inquiry import law_of
from safeconduct.cli.lawbook import lines_of_names
from safeconduct.cli.main import cli

ISLE = Path(__file__).parents[1] / "answers" / "isle"
HEADINGS = ("Facts", "Definitions", "Goals", "Procedures")


def names(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["lawbook", "names", "--lawbooks", str(ISLE), *arguments])
    assert result.exit_code == 0
    return result.stdout


def entries_of(text: str) -> dict[str, list[str]]:
    """Return the names under each heading, in the order printed."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith(HEADINGS):
            found[line.split(":")[0]] = []
        elif line.startswith("  ") and not line.startswith("      "):
            found[list(found)[-1]].append(line.strip().split("(")[0])
    return found


def test_every_name_of_the_lawbooks_stands_under_its_kind():
    law, found = law_of(ISLE), entries_of(names("--lang", "en"))
    assert set(found["Facts"]) == set(law.facts)
    assert set(found["Definitions"]) == set(law.definitions)
    assert set(found["Goals"]) == set(law.goals)
    assert set(found["Procedures"]) == {*law.procedures, *law.remedies}


def test_each_kind_is_sorted_by_name():
    assert all(kind == sorted(kind) for kind in entries_of(names("--lang", "en")).values())


def test_a_fact_has_its_arguments_its_sentence_and_what_leaving_it_out_means():
    assert "\n  met(relative)\n      has met the relative (left out: false)\n" in names("--lang", "en")


def test_a_date_is_said_to_be_one():
    assert "\n  born\n      was born (a day, written with `on`)\n" in names("--lang", "en")


def test_particles_fit_in_korean():
    assert "\n  met(relative)\n      그 친족을 만났다 (적지 않으면 거짓)\n" in names("--lang", "ko")


def test_the_terminals_language_is_taken_when_none_is_named(monkeypatch):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert names() == names("--lang", "ko")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_line_of_the_books_that_come_with_the_program_is_wider_than_80_columns(lang):
    assert [line for line in lines_of_names(law_of(None), lang) if width_of(line) > 80] == []
