"""`lawbook diff`: what changes for whom when the law of the Island changes."""

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli
from trials.conftest import ISLE

CASE = """case: islander
as of: 2024-06-03
people: {mother: {en: your mother, ko: 어머니}}
facts:
  - {fact: national(ZI), value: true, since: 1980-01-01}
  - {fact: home(ZI), value: true, since: 2010-01-01}
  - {fact: present(ZI), value: true, since: 2010-01-01}
  - {fact: alive(mother), value: true}
  - {fact: born, on: 1950-01-01}
wishes: [see(mother), supported]
"""
PENSION = 'within: {period: "days(5, working)", cite: 방문법 20(2)}'
NOTICE = "    cite: 방문법 22\n    receives: harbour"


@pytest.fixture
def case(tmp_path):
    (tmp_path / "islander.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path / "islander.yaml"


def changed(tmp_path, *pairs, name="new"):
    folder = shutil.copytree(ISLE, tmp_path / name)
    text = (folder / "lawbook.yaml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / "lawbook.yaml").write_text(text, encoding="utf-8")
    return folder


def run(*arguments):
    result = CliRunner().invoke(cli, ["lawbook", "diff", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout


def test_a_longer_period_moves_every_day_that_hangs_on_it(tmp_path, case):
    new = changed(tmp_path, (PENSION, PENSION.replace("5", "9")))
    assert run(ISLE, new, "--case", case) == (
        0,
        "Rules that differ: 1\n"
        "  changed  procedure isle.pension (방문법 20): within\n"
        "\n"
        "Answers that differ: 1 of 2 asked\n"
        "\n"
        "islander, as of 2024-06-03: supported\n"
        # five and nine days, first in, from Monday 3 June; then 30 and 90 days
        "  moved    pension: reached 2024-06-11, before: 2024-06-07\n"
        "  moved    pension: decision on isle.pension 2024-06-11, before: 2024-06-07\n"
        "  moved    pension: isle.objection against isle.pension 2024-07-11, before: 2024-07-07\n"
        "  moved    pension: isle.suit against isle.pension 2024-09-09, before: 2024-09-05\n"
        "  by       isle.pension\n",
    )


def test_a_new_condition_costs_a_way_and_closes_a_door(tmp_path, case):
    condition = NOTICE.replace("receives", "conditions: [{that: supported, cite: 방문법 22(2)}]\n    receives")
    out = run(ISLE, changed(tmp_path, (NOTICE, condition)), "--case", case)[1]
    assert "  gained   pension → notice → cross → meet(mother), 2024-06-09 (unknown)\n" in out
    assert "  lost     notice → cross → meet(mother), 2024-06-05 (unknown)\n" in out
    assert "  door     isle.notice: reachable under 방문법 22(2), before: open\n" in out
    assert out.endswith("  by       isle.notice\n")


def test_the_same_law_moved_about_changes_nothing(tmp_path, case):
    new = changed(tmp_path, ("lawbook: isle\n", "lawbook: isle\n\n\n"))
    assert run(ISLE, new, "--case", case) == (
        0,
        "Rules that differ: none\n\nAnswers that differ: none of 2 asked\n",
    )


def test_a_definition_is_named_where_a_door_rests_on_it(tmp_path, case):
    new = changed(tmp_path, ("that: age >= 65, cite: 방문법 20", "that: age >= 75, cite: 방문법 20"))
    told = json.loads(run(ISLE, new, "--case", case, "--json")[1])
    assert told["schema"] == "safeconduct-lawbook-diff/1"
    assert [rule["name"] for rule in told["rules"]] == ["born_long_ago"]
    (supported,) = (one for one in told["answers"] if one["wish"] == "supported")
    assert supported["rules"] == ["born_long_ago"]
    # 75 on Wednesday 1 January 2025; five days with it end on a Sunday, so on Monday 6 January
    assert supported["moved"][0]["new"] == "2025-01-06"


def test_a_case_that_one_law_cannot_read_is_named(tmp_path, case):
    new = changed(tmp_path, ("  declared: {en", "  announced: {en"), ("declared: true", "announced: true"))
    (tmp_path / "other.yaml").write_text(CASE.replace("wishes: [see(mother), supported]", "wishes: [announced]"))
    out = run(ISLE, new, "--case", tmp_path / "other.yaml")[1]
    assert "Not asked:\n  other, under the old lawbooks: [P030] 'announced' is not declared\n" in out


def test_the_cases_of_the_tests_are_asked(tmp_path):
    new = changed(tmp_path, (PENSION, PENSION.replace("5", "9")))
    (new / "tests").mkdir()
    facts = "{facts: [{fact: born, on: 1950-01-01}]}"
    (new / "tests" / "one.yaml").write_text(
        f"tests of: isle\ntests:\n  old-age: {{case: {facts}, as of: 2024-06-03, wish: supported, expect: {{answer: none}}}}\n"
    )
    out = run(ISLE, new)[1]
    assert "old-age, as of 2024-06-03: supported\n  moved    pension: reached 2024-06-11, before: 2024-06-07\n" in out
    assert "former-official, under the old lawbooks: " in out  # it names facts the Island does not know


def test_states_of_a_checkout_are_compared(tmp_path, case, monkeypatch):
    repository = tmp_path / "checkout"
    shutil.copytree(ISLE, repository / "lawbooks" / "isle")
    monkeypatch.chdir(repository)
    identity = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "add", "."], check=True)
    subprocess.run(["git", *identity, "commit", "-q", "-m", "as it was"], check=True)
    file = repository / "lawbooks" / "isle" / "lawbook.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(PENSION, PENSION.replace("5", "9")), encoding="utf-8")
    assert "changed  procedure isle.pension" in run("git:HEAD", "lawbooks", "--case", case)[1]
    assert run("git:HEAD:lawbooks/isle", "git:HEAD", "--case", case)[1].startswith("Rules that differ: none")


def test_a_revision_that_is_not_there_is_said(tmp_path, case, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("git:none", ISLE, "--case", case)[0] == 2
    assert run("git:--output=x", ISLE, "--case", case)[0] == 2
    assert run("nowhere", ISLE, "--case", case)[0] == 2
