"""The command line: what it prints, how it ends, and that help is at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.answers.json import from_json
from safeconduct.cli.main import cli, main

TESTS = Path(__file__).parents[1]
ISLE = TESTS / "answers" / "isle"
CASE = TESTS / "answers" / "islander.yaml"
TEXTS = Path(__file__).parent / "texts"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def routes(*arguments: object) -> Result:
    return run("routes", CASE, "--lawbooks", ISLE, "--lang", "en", *arguments)


def why(*arguments: object) -> Result:
    return run("why", CASE, *arguments, "--lawbooks", ISLE, "--lang", "en")


# --- routes ---------------------------------------------------------------------------------------------------------


def test_an_answer_ends_well_whatever_it_is():
    result = routes()
    assert result.exit_code == 0
    assert "Wish 1: see your mother in person" in result.stdout
    assert "This is information about the law, not legal advice." in result.stdout


def test_the_answer_comes_in_korean():
    assert "바람 1: 어머니를 직접 만나기" in run("routes", CASE, "--lawbooks", ISLE, "--lang", "ko").stdout


def test_the_terminals_language_is_taken_when_none_is_named(monkeypatch):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "바람 1" in run("routes", CASE, "--lawbooks", ISLE).stdout


def test_json_can_be_read_back():
    answer = from_json(routes("--json").stdout)
    assert answer.case == "islander"
    assert len(answer.wishes) == 2


def test_the_day_asked_can_be_moved_forward():
    assert json.loads(routes("--json", "--as-of", "2024-07-01").stdout)["as_of"] == "2024-07-01"


def test_no_question_is_asked_before_its_facts_were_known():
    result = routes("--as-of", "2000-01-01")
    assert result.exit_code == 2
    assert "the case holds facts of 2022-01-01" in result.stderr


def test_the_referee_checks_what_is_printed():
    result = routes("--verify")
    assert result.exit_code == 0
    assert "Checked by the referee" in result.stderr


def test_one_way_is_printed_in_full():
    letter = next(iter(named_ways()))
    assert f"Way {letter}, step by step" in routes("--way", letter).stdout


def test_a_way_that_is_not_there_is_bad_input():
    result = routes("--way", "9Z")
    assert result.exit_code == 2
    assert "there is no such way" in result.stderr


def named_ways() -> list[str]:
    answer = from_json(routes("--json").stdout)
    return [
        f"{number}{chr(65 + place)}"
        for number, wish in enumerate(answer.wishes, 1)
        for place, _ in enumerate(wish.routes)
    ]


# --- bad input ------------------------------------------------------------------------------------------------------


def test_a_bad_case_file_is_shown_line_by_line(tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text(
        "case: x\nas of: 2024-01-01\nfacts:\n  - {fact: flies, value: true}\nwishes: [leave]\n", encoding="utf-8"
    )
    result = run("routes", case, "--lawbooks", ISLE)
    assert result.exit_code == 2
    assert "[P021]" in result.stderr
    assert "fact: flies" in result.stderr
    assert result.stdout == ""


def test_a_case_file_that_is_not_there_is_bad_input():
    result = run("routes", "no-such-file.yaml", "--lawbooks", ISLE)
    assert result.exit_code == 2
    assert "no-such-file.yaml" in result.stderr


def test_a_bad_lawbook_is_shown_line_by_line(tmp_path):
    (tmp_path / "lawbook.yaml").write_text("lawbook: x\n", encoding="utf-8")
    result = run("routes", CASE, "--lawbooks", tmp_path)
    assert result.exit_code == 2
    assert "[L103]" in result.stderr


# --- why ------------------------------------------------------------------------------------------------------------


def test_why_tells_every_line():
    result = why("give-up")
    assert result.exit_code == 0
    assert "There is no procedure for this [Nationality Act, art. 14(1)]" in " ".join(result.stdout.split())


def test_why_offers_names_when_the_text_is_unclear():
    result = why("e")
    assert result.exit_code == 2
    assert "may mean" in result.stderr


def test_why_offers_what_is_close_to_a_misspelling():
    result = why("give-up-natonality")
    assert result.exit_code == 2
    assert "Near to it:\n  isle.give-up-nationality: " in result.stderr


# --- law and lawbook ------------------------------------------------------------------------------------------------


def show(*citation: str) -> Result:
    return run("law", "show", *citation, "--texts", TEXTS)


def test_a_provision_is_printed():
    result = show("국적법", "14(1)")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "**①** 이 글은 시험을 위하여 쓴 것이다.\n"


@pytest.mark.parametrize(("citation", "says"), [
    (("국적법", "제14조"), "is not understood"),
    (("국적법",), "name an article"),
    (("국적범", "14"), "no lawbook declares"),
    (("국적법", "99"), "there is no 국적법 99"),
])  # fmt: skip
def test_a_citation_that_leads_nowhere_is_bad_input(citation, says):
    result = show(*citation)
    assert result.exit_code == 2
    assert says in result.stderr


def test_lawbook_check_ends_well_without_errors():
    result = run("lawbook", "check", ISLE)
    assert result.exit_code == 0
    assert "no errors" in result.stdout


# --- the program ----------------------------------------------------------------------------------------------------


def test_help_needs_nothing_of_the_program():
    code = (
        "import sys; from safeconduct.cli.main import cli; cli(['--help'], standalone_mode=False); "
        "print([name for name in sys.modules if name.split('.')[0] in ('msgspec', 'yaml', 'rich', 'holidays') "
        "or name.startswith('safeconduct.') and not name.startswith('safeconduct.cli')])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert result.stdout.splitlines()[-1] == "[]"


def environment() -> dict[str, str]:
    return {"PYTHONPATH": str(TESTS.parent / "src"), "PATH": "/usr/bin:/bin"}


def test_the_version_is_printed():
    assert run("--version").stdout.startswith("safeconduct ")


def test_a_fault_of_the_program_says_nothing_of_the_case(monkeypatch, capsys):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("hidden: the mother lives in Hyesan")

    monkeypatch.setattr("safeconduct.cli.main.cli", fail)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr().err
    assert end.value.code == 1
    assert "a fault of the program" in said
    assert "Hyesan" not in said
