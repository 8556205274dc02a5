"""A table that cannot be used is said so, and nothing is written."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from islanders import some_people, table_of
from safeconduct.population import output
from safeconduct.population.from_people import answer_everybody
from safeconduct.population.tables import BadTableError

PEOPLE = some_people(20)


def quiet(stage: str, done: int, known: int) -> None: ...


def without(name: str) -> list[dict[str, object]]:
    return [{key: value for key, value in row.items() if key != name} for row in PEOPLE]


def with_first(**values: object) -> list[dict[str, object]]:
    return [{**PEOPLE[0], **values}, *PEOPLE[1:]]


def cut_off(folder: Path) -> Path:
    path = table_of(PEOPLE, folder / "people.parquet")
    path.write_bytes(path.read_bytes()[:-200])
    return path


def empty(folder: Path) -> Path:
    path = folder / "people.parquet"
    path.touch()
    return path


def wrong_type(folder: Path) -> Path:
    path = folder / "people.parquet"
    pa.parquet.write_table(pa.Table.from_pylist([{**row, "married": "perhaps"} for row in PEOPLE]), path)
    return path


def impossible_in_csv(folder: Path) -> Path:
    path = folder / "people.csv"
    lines = ["person,born,lives,came,islander,married,banished", "1,2001-02-30,ZI,2020-01-01,true,false,false"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


BAD = {
    "no column 'married'": lambda folder: table_of(without("married"), folder / "people.parquet"),
    "lie after the day of the question": lambda folder: table_of(
        with_first(came=date(2030, 1, 1)), folder / "p.parquet"
    ),
    "19 ids stand more than once": lambda folder: table_of([*PEOPLE, *PEOPLE[1:]], folder / "people.parquet"),
    "have no 'person'": lambda folder: table_of(with_first(person=None), folder / "people.parquet"),
    "cannot be read": cut_off,
    "the file is empty": empty,
    "'married' holds string": wrong_type,
    "2001-02-30": impossible_in_csv,
    "there is no such file": lambda folder: folder / "nobody.parquet",
    "nor a table": lambda folder: folder / "nobody.txt",
}


@pytest.mark.parametrize("said", BAD)
def test_a_bad_table_is_refused_and_nothing_written(shore, islanders, tmp_path, said):
    people, out = BAD[said](tmp_path), tmp_path / "out" / "answers.parquet"
    out.parent.mkdir()
    with pytest.raises(BadTableError, match=said):
        answer_everybody(shore, islanders, str(people), out, "duckdb", None, 1, quiet)
    assert list(out.parent.iterdir()) == []


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    out = tmp_path / "answers.parquet"
    out.write_text("yesterday's", encoding="utf-8")
    table = pa.table({"person": [1]})

    def full():
        yield table
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        output.write(out, table.schema, full())
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "answers.parquet": "yesterday's"
    }
