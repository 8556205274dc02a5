"""`safeconduct contacts`: the command, its options, and what it refuses."""

import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli.main import cli
from safeconduct.cli.progress import progress

ROOT = Path(__file__).parents[2]
CASE, CONTACTS = "cases/former-official-today.yaml", "cases/contacts/former-official-today.yaml"


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def contacts(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["contacts", *arguments])


def test_the_report_is_printed_in_the_language_asked_for():
    assert "Circles and stalls" in contacts(CASE, CONTACTS, "--lang", "en").output
    assert "되돌림과 정체" in contacts(CASE, CONTACTS, "--lang", "ko").output


def test_an_earlier_day_knows_less():
    report = json.loads(contacts(CASE, CONTACTS, "--as-of", "2026-12-01", "--json").output)
    assert len(report["contacts"]) == 3
    assert [one["state"] for one in report["clocks"]] == ["running"]


def test_the_same_question_gives_the_same_bytes():
    assert contacts(CASE, CONTACTS, "--json").output == contacts(CASE, CONTACTS, "--json").output


def test_a_day_near_the_end_of_the_calendar_is_refused():
    result = contacts(CASE, CONTACTS, "--as-of", "9999-12-31")
    assert result.exit_code == 2
    assert "9999-12-31: no period can be counted from a day so near to the end of the calendar" in result.output


def test_the_last_year_that_is_taken_is_answered():
    assert contacts(CASE, CONTACTS, "--as-of", "9900-12-31").exit_code == 0


def test_the_contacts_of_another_case_are_refused():
    result = contacts("cases/former-official.yaml", CONTACTS)
    assert result.exit_code == 2
    assert "these are the contacts of 'former-official-today'" in result.output


def test_a_day_before_the_plan_is_refused():
    result = contacts(CASE, CONTACTS, "--as-of", "2026-11-01")
    assert result.exit_code == 2
    assert "earlier there was no plan to follow" in result.output


@pytest.mark.parametrize(
    ("case", "day", "said"),
    [
        ("cases/former-official.yaml", "2027-01-20", "'former-official-today'의 접촉 기록인데"),
        (CASE, "2026-11-01", "그 전에는 따를 계획이 없습니다"),
        (CASE, "9999-12-31", "9900년까지 셀 수 있습니다"),
    ],
)
def test_what_cannot_be_reported_is_said_in_the_language_asked_for(case, day, said):
    result = contacts(case, CONTACTS, "--as-of", day, "--lang", "ko")
    assert result.exit_code == 2 and said in result.output


def test_a_mistake_in_the_contacts_is_shown_with_its_line(tmp_path):
    text = (ROOT / CONTACTS).read_text(encoding="utf-8").replace("answer: refused-intake", "answer: refused")
    file = tmp_path / "contacts.yaml"
    file.write_text(text, encoding="utf-8")
    result = contacts(CASE, str(file))
    assert result.exit_code == 2
    assert "[P005] 'refused' is no value here" in result.output


def test_a_plan_made_anew_tells_after_each_search_how_far_it_is(monkeypatch, tmp_path):
    told, file = [], tmp_path / "case.yaml"
    before, _, after = (ROOT / CASE).read_text(encoding="utf-8").partition("  - see(mother)\n")
    file.write_text(before + "  - binding_answer\n  - reach(mother)\n" + after.partition("\n\n")[2], encoding="utf-8")
    monkeypatch.setattr("safeconduct.cli.contacts.progress", lambda: lambda *how_far: told.append(how_far))
    assert contacts(str(file), CONTACTS, "--plan").exit_code == 0
    assert told == [("plan", done, 4) for done in range(1, 5)]  # two wishes, before and now


@pytest.mark.parametrize("is_terminal", [True, False])
def test_how_far_a_command_is_stands_on_a_terminal_and_nowhere_else(monkeypatch, is_terminal):
    screen = StringIO()
    screen.isatty = lambda: is_terminal
    monkeypatch.setattr("sys.stderr", screen)
    show = progress()
    show("plan", 1, 2)
    show("plan", 2, 2)
    assert ("2/2" in screen.getvalue()) == is_terminal == bool(screen.getvalue())
