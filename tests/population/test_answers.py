"""Everybody's answer is the one they have alone, with their own days, and stands in the table once."""

from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from islanders import TODAY, Row, some_people, table_of
from safeconduct.population.alone import alone
from safeconduct.population.blocks import Blocks
from safeconduct.population.from_people import Report, answer_everybody
from safeconduct.population.output import told
from safeconduct.population.rows import person_of_row

PEOPLE = some_people(250)


def quiet(stage: str, done: int, known: int) -> None: ...


@pytest.fixture(scope="module")
def answered(shore, islanders, tmp_path_factory) -> tuple[list[Row], Report, Path]:
    folder = tmp_path_factory.mktemp("people")
    people, out = table_of(PEOPLE, folder / "people.parquet"), folder / "answers.parquet"
    report = answer_everybody(shore, islanders, str(people), out, "duckdb", folder / "classes.csv", 1, quiet)
    rows = sorted(pyarrow.parquet.read_table(out).to_pylist(), key=lambda row: row["person"])
    return rows, report, folder


def test_everybody_is_in_the_table_once(answered):
    rows, _, _ = answered
    assert [row["person"] for row in rows] == [row["person"] for row in PEOPLE]


@pytest.mark.parametrize("person", range(0, len(PEOPLE), 2))
def test_the_answer_is_the_one_given_alone(answered, shore, islanders, person):
    row = answered[0][person]
    best = alone(shore, person_of_row(islanders, PEOPLE[person]))
    expected = {**told(best, Blocks(shore)), "earliest": date.fromordinal(best.end) if best.end else None}
    expected["days"] = best.end - TODAY.toordinal() if best.end else None
    assert {name: row[name] for name in expected} == expected


def test_far_fewer_searches_than_people(answered):
    assert 1 < answered[1].searches < len(PEOPLE) / 2


def test_every_answer_is_met(answered):
    assert {row["answer"] for row in answered[0]} >= {"reachable", "none"}


def test_what_stands_in_the_way_is_an_article(answered):
    blocked = {row["blocked_by"] for row in answered[0] if row["answer"] == "none"}
    assert "바닷가법 4" in blocked


def test_the_classes_count_everybody(answered):
    lines = (answered[2] / "classes.csv").read_text(encoding="utf-8").splitlines()
    assert sum(int(line.split(",")[1]) for line in lines[1:]) == len(PEOPLE)
