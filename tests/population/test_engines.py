"""The answers are the same whatever the people are read from, and belong to the rows they were found for."""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from msgspec.structs import replace

from islanders import some_people, table_of
from safeconduct.population import from_people
from safeconduct.population.asked import asked_of
from safeconduct.population.distinct import distinct
from safeconduct.population.engines import Duck
from safeconduct.population.from_people import answer_everybody
from safeconduct.population.reading import Read, ids_again, read
from safeconduct.population.tables import BadTableError, opened

PEOPLE = some_people(60)


def quiet(stage: str, done: int, known: int) -> None: ...


def as_csv(table: pa.Table, folder: Path) -> tuple[str, str]:
    pa.csv.write_csv(table, folder / "people.csv")
    return str(folder / "people.csv"), "duckdb"


def as_arrow(table: pa.Table, folder: Path) -> tuple[str, str]:
    with pa.ipc.new_file(folder / "people.arrow", table.schema) as file:
        file.write_table(table)
    return str(folder / "people.arrow"), "duckdb"


def as_folder(table: pa.Table, folder: Path) -> tuple[str, str]:
    for part in range(3):
        pa.parquet.write_table(table.slice(part * 20, 20), folder / f"part-{part}.parquet")
    return str(folder), "duckdb"


def in_a_database(table: pa.Table, folder: Path) -> tuple[str, str]:
    with duckdb.connect(str(folder / "people.duckdb")) as there:
        there.register("given", table)
        there.execute("CREATE TABLE islanders AS SELECT * FROM given")
    return "islanders", f"duckdb://{folder / 'people.duckdb'}"


def rows_of(out: Path) -> list[dict[str, object]]:
    return sorted(pyarrow.parquet.read_table(out).to_pylist(), key=lambda row: row["person"])


@pytest.mark.filterwarnings("ignore")  # of Ibis
@pytest.mark.parametrize("written", [as_csv, as_arrow, as_folder, in_a_database])
def test_the_answers_are_those_to_a_parquet_file(shore, islanders, tmp_path, written):
    plain = table_of(PEOPLE, tmp_path / "plain.parquet")
    answer_everybody(shore, islanders, str(plain), tmp_path / "here.parquet", "duckdb", None, 1, quiet)
    (tmp_path / "there").mkdir()
    people, engine = written(pyarrow.parquet.read_table(plain), tmp_path / "there")
    answer_everybody(shore, islanders, people, tmp_path / "out.parquet", engine, None, 1, quiet)
    found = [{**row, "person": int(row["person"])} for row in rows_of(tmp_path / "out.parquet")]  # in CSV ids are text
    assert sorted(found, key=lambda row: row["person"]) == rows_of(tmp_path / "here.parquet")


def test_a_table_that_a_database_does_not_have_is_said_so(shore, islanders, tmp_path):
    _, engine = in_a_database(pa.table({"person": [1]}), tmp_path)
    with pytest.raises(BadTableError, match="no such table"):
        answer_everybody(shore, islanders, "strangers", tmp_path / "out.parquet", engine, None, 1, quiet)


def test_a_file_that_changes_while_it_is_read_is_refused_and_nothing_written(shore, islanders, tmp_path, monkeypatch):
    path = table_of(PEOPLE, tmp_path / "people.parquet")

    def turned_round(*arguments):
        found = read(*arguments)
        return Read(found.held, found.hashes[::-1])

    monkeypatch.setattr(from_people, "read", turned_round)
    out, classes = tmp_path / "out.parquet", tmp_path / "classes.csv"
    with pytest.raises(BadTableError, match="has changed"):
        answer_everybody(shore, islanders, str(path), out, "duckdb", classes, 1, quiet)
    assert list(tmp_path.iterdir()) == [path]


def test_ids_come_again_in_the_order_of_the_first_reading(shore, islanders, tmp_path):
    people = [*reversed(PEOPLE[::2]), *PEOPLE[1::2]]
    table = opened(Duck(), str(table_of(people, tmp_path / "people.parquet")), islanders)
    hashes = read(table, asked_of(shore, islanders)).hashes
    again = [person for ids in ids_again(table, hashes) for person in ids["person"].to_pylist()]
    assert again == [row["person"] for row in people]


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".arrow"])
def test_ids_of_several_columns_are_copied_whatever_they_hold(shore, islanders, tmp_path, ending):
    told = [{**row, "file": f"서류 {row['person'] % 7}"} for row in PEOPLE]
    pa.parquet.write_table(pa.Table.from_pylist(told), tmp_path / "people.parquet")
    several = replace(islanders, ids=("file", "person"))
    out = tmp_path / f"out{ending}"
    answer_everybody(shore, several, str(tmp_path / "people.parquet"), out, "duckdb", None, 1, quiet)
    found = duckdb.sql(f"SELECT file, person FROM '{out}'").fetchall() if ending != ".arrow" else ids_in_arrow(out)
    assert found == [(row["file"], row["person"]) for row in told]


def test_a_column_in_which_nothing_is_known_need_have_no_type(shore, islanders, tmp_path):
    told = pa.Table.from_pylist([{**row, "came": None, "married": None, "lives": None} for row in PEOPLE])
    typed = table_of(told.to_pylist(), tmp_path / "typed.parquet")
    pa.parquet.write_table(told, tmp_path / "untyped.parquet")
    for people in (typed, tmp_path / "untyped.parquet"):
        answer_everybody(shore, islanders, str(people), tmp_path / f"of-{people.name}", "duckdb", None, 1, quiet)
    assert rows_of(tmp_path / "of-untyped.parquet") == rows_of(tmp_path / "of-typed.parquet")


def ids_in_arrow(out: Path) -> list[tuple[object, ...]]:
    table = pa.ipc.open_file(out).read_all()
    return list(zip(table["file"].to_pylist(), table["person"].to_pylist(), strict=True))


def test_an_id_of_several_columns_that_stands_twice_is_refused(shore, islanders, tmp_path):
    told = [{**row, "file": f"서류 {number % 7}"} for number, row in enumerate([*PEOPLE, PEOPLE[0], PEOPLE[-1]])]
    told[-2]["file"] = told[0]["file"]
    pa.parquet.write_table(pa.Table.from_pylist(told), tmp_path / "people.parquet")
    several = replace(islanders, ids=("file", "person"))
    with pytest.raises(BadTableError, match="1 ids stand more than once, in 2 rows: file 서류 0, person 0, rows 2"):
        answer_everybody(shore, several, str(tmp_path / "people.parquet"), tmp_path / "o.csv", "duckdb", None, 1, quiet)


@pytest.mark.parametrize("width", [3, 3_000, 3_000_000_000])
def test_rows_have_one_number_if_they_are_equal(width):
    drawn = np.random.default_rng(1).integers(-width, width, (4, 3_000)) // (width // 3)
    columns = [*(drawn[:3] * (width // 3)), drawn[3].astype(np.uint8)]
    place, first = distinct(columns, 3_000)
    expected, at, number = np.unique(np.stack(columns), axis=1, return_index=True, return_inverse=True)
    assert (place.tolist(), first.tolist()) == (number.ravel().tolist(), at.tolist())
    assert len(expected.T) == len(first)
