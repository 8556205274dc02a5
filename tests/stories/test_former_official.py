"""The whole answer to the motivating case, letter by letter, on both days, in both languages; its JSON is the same in either language.

`make stories` writes the answers anew; then read the difference: each changed line is a changed answer to a person. The fingerprint of the
lawbooks is left out, as it changes with every comment in them.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli

PROJECT = Path(__file__).parents[2]
ANSWERS = Path(__file__).parent / "former-official"
CASES = {"2013-06-01": "former-official.yaml", "2026-11-22": "former-official-today.yaml"}
FORMS = {"txt": (), "json": ("--json",)}
STORIES = [f"{day}.{ending}" for day in CASES for ending in ("en.txt", "ko.txt")]

FINGERPRINT = re.compile(r'("fingerprint": "|(?:lawbooks|법전 자료) )[0-9a-f]{12,64}')


@cache
def answer_of(story: str) -> str:
    day, lang, form = story.split(".")
    arguments = [
        "routes",
        str(PROJECT / "cases" / CASES[day]),
        "--lang",
        lang,
        "--lawbooks",
        str(PROJECT / "lawbooks"),
        *FORMS[form],
    ]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return FINGERPRINT.sub(r"\1…", result.stdout)


@pytest.mark.parametrize("story", STORIES)
def test_the_answer_is_letter_by_letter_the_one_on_file(story, request):
    file = ANSWERS / story
    answer = answer_of(story)
    if request.config.getoption("--rewrite-stories"):
        ANSWERS.mkdir(exist_ok=True)
        file.write_text(answer, encoding="utf-8")
    assert file.is_file(), f"{story} was never written: make stories"
    assert answer.splitlines() == file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("day", CASES)
def test_json_has_both_languages_and_so_is_the_same_in_either(day):
    assert answer_of(f"{day}.en.json") == answer_of(f"{day}.ko.json")


def test_every_answer_on_file_is_of_a_story():
    assert {path.name for path in ANSWERS.glob("*")} <= set(STORIES)


@pytest.mark.parametrize("story", [story for story in STORIES if story.endswith("txt")])
def test_an_answer_fits_80_columns(story):
    from safeconduct.lawbook.problems import columns_of

    assert [line for line in answer_of(story).splitlines() if columns_of(line) > 80] == []
