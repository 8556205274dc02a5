"""`safeconduct export`: files in a folder, or a message that says what to repair."""

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli

CASE = "cases/nurse-diploma.yaml"


def run(*arguments: str):
    return CliRunner().invoke(cli, ["export", *arguments])


@pytest.mark.parametrize(
    ("form", "files"),
    [("--pddl", ["domain.pddl", "problem.pddl"]), ("--asp", ["problem.lp"]), ("--up", ["problem.py"])],
)
def test_each_form_has_its_files(form, files, tmp_path):
    assert run(CASE, form, "--horizon", "30", "--into", str(tmp_path / "new")).exit_code == 0
    assert sorted(place.name for place in (tmp_path / "new").iterdir()) == files


def test_without_a_folder_the_files_are_printed():
    assert "(define (problem a-case)" in run(CASE, "--horizon", "5").output


def test_a_wish_that_is_not_there_is_a_mistake_of_the_input():
    outcome = run(CASE, "--wish", "9")
    assert outcome.exit_code == 2
    assert "--wish 9: the case has" in outcome.output


def test_a_folder_that_cannot_be_made_is_a_mistake_of_the_input(tmp_path):
    tmp_path.joinpath("taken").write_text("")
    assert run(CASE, "--horizon", "5", "--into", str(tmp_path / "taken")).exit_code == 2
