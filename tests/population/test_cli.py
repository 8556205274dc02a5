"""The command writes the table and says how many people have which answer."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from islanders import some_people, table_of
from safeconduct.cli.main import cli

HERE = Path(__file__).parent


def run(people: Path, out: Path, goal: str = "belong", more: tuple[str, ...] = ()) -> Result:
    options = ["--goal", goal, "--map", str(HERE / "shore.yaml"), "--lawbooks", str(HERE / "shore"), "--out", str(out)]
    return CliRunner().invoke(cli, ["population", str(people), *options, *more])


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".arrow"])
def test_the_answers_are_written_in_the_form_of_the_name(tmp_path, ending):
    people, out = table_of(some_people(8), tmp_path / "people.parquet"), tmp_path / f"out{ending}"
    found = run(people, out)
    assert (found.exit_code, out.exists()) == (0, True)
    assert found.output.startswith("8 people, ")


def test_another_form_is_refused(tmp_path):
    people = table_of(some_people(3), tmp_path / "people.parquet")
    found = run(people, tmp_path / "out.txt")
    assert (found.exit_code, ".parquet, .csv, .arrow, .feather" in found.output) == (2, True)


def test_a_goal_nobody_declares_is_refused(tmp_path):
    people = table_of(some_people(3), tmp_path / "people.parquet")
    assert run(people, tmp_path / "out.csv", "belng").exit_code == 2


def linked(people: Path) -> Path:
    link = people.with_name("link.parquet")
    link.symlink_to(people)
    return link


@pytest.mark.parametrize(
    ("place", "more"),
    [
        (lambda people: people, ()),
        (lambda people: people.parent / "." / "people.parquet", ()),
        (linked, ()),
        (lambda people: people.with_name("out.csv"), ("--classes", "people.parquet")),
        (lambda people: people.with_name("out.csv"), ("--classes", "out.csv")),
        (lambda people: people.parent, ("--engine", "spark-local")),
    ],
)
def test_what_is_read_is_not_written_over_nor_what_is_written(tmp_path, monkeypatch, place, more):
    people = table_of(some_people(3), tmp_path / "people.parquet")
    monkeypatch.chdir(tmp_path)
    kept = people.read_bytes()
    found = run(people, place(people), more=more)
    assert (found.exit_code, "Name another place" in found.output, people.read_bytes() == kept) == (2, True, True)
    assert not (tmp_path / "out.csv").exists()


def test_no_answers_are_written_among_the_people(tmp_path):
    (tmp_path / "people").mkdir()
    table_of(some_people(3), tmp_path / "people" / "first.parquet")
    found = run(tmp_path / "people", tmp_path / "people" / "answers.parquet")
    assert (found.exit_code, [one.name for one in (tmp_path / "people").iterdir()]) == (2, ["first.parquet"])
