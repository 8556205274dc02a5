"""A table that cannot be used is said so, and nothing is written."""

from collections.abc import Callable
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


def dated(day: int, name: str = "came") -> Callable[[Path], Path]:
    """Return a table in which one day is this many days after the beginning of 1970."""

    def table(folder: Path) -> Path:
        whole = pa.parquet.read_table(table_of(PEOPLE, folder / "people.parquet"))
        days = pa.array([day, *[None] * (len(PEOPLE) - 1)], pa.int32()).cast(pa.date32())
        whole = whole.set_column(whole.column_names.index(name), name, days)
        pa.parquet.write_table(whole, folder / "people.parquet")
        return folder / "people.parquet"

    return table


def identified(ids: pa.Array) -> Callable[[Path], Path]:
    def table(folder: Path) -> Path:
        whole = pa.parquet.read_table(table_of(PEOPLE, folder / "people.parquet"))
        pa.parquet.write_table(whole.set_column(0, "person", ids), folder / "people.parquet")
        return folder / "people.parquet"

    return table


def with_one_more(name: str, form: str = "parquet") -> Callable[[Path], Path]:
    def table(folder: Path) -> Path:
        whole = pa.parquet.read_table(table_of(PEOPLE, folder / "first.parquet"))
        whole = whole.append_column(pa.field(name, pa.int64()), pa.array(range(len(PEOPLE))))
        path = (folder / "people").with_suffix(f".{form}")
        if form == "parquet":
            pa.parquet.write_table(whole, path)
        else:
            with pa.ipc.new_file(path, whole.schema) as file:
                file.write_table(whole)
        return path

    return table


BYTES = [b"%d" % n for n in range(len(PEOPLE))]
BAD = {
    "1 days in 'came' lie after the day of the question, 2026-11-22: person 0, came inf": dated(2**31 - 1),
    "1 days in 'came' lie after the day of the question, 2026-11-22: person 0, came 5881580-07-10": dated(2**31 - 2),
    "1 days in 'born' lie after the day of the question, 2026-11-22: person 0, born 12": dated(4_000_000, "born"),
    "1 days in 'came' lie before the year 1: person 0, came 0001-12-31": dated(-719_163),
    "1 days in 'came' lie before the year 1: person 0, came 58776": dated(-(2**31)),
    "'person' holds binary where an id belongs. Write ids as text": identified(pa.array(BYTES, pa.binary())),
    "'person' holds fixed": identified(pa.array([one.ljust(2) for one in BYTES], pa.binary(2))),
    "'person' holds list": identified(pa.array([[n] for n in range(len(PEOPLE))])),
    "'person' holds struct": identified(pa.array([{"number": n} for n in range(len(PEOPLE))])),
    "'person' stands 2 times": with_one_more("person"),
    "'married' stands 2 times": with_one_more("married"),
    "'born' stands 2 times": with_one_more("Born"),
    "'came' stands 2 times": with_one_more("came", "arrow"),
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


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_what_is_not_read_may_stand_twice(shore, islanders, tmp_path, form):
    twice = with_one_more("note", form)(tmp_path)
    whole = pa.parquet.read_table(twice) if form == "parquet" else pa.ipc.open_file(twice).read_all()
    whole = whole.append_column("note", whole["note"])
    if form == "parquet":
        pa.parquet.write_table(whole, twice)
    else:
        with pa.ipc.new_file(twice, whole.schema) as file:
            file.write_table(whole)
    answer_everybody(shore, islanders, str(twice), tmp_path / "out.csv", "duckdb", None, 1, quiet)
    assert (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.int64(), pa.date32(), pa.timestamp("us")])
def test_ids_may_be_text_numbers_or_days(shore, islanders, tmp_path, kind):
    given = pa.array(range(len(PEOPLE)), pa.int32())
    ids = given.cast(kind) if kind == pa.date32() else given.cast(pa.int64()).cast(kind)
    people = identified(ids)(tmp_path)
    answer_everybody(shore, islanders, str(people), tmp_path / "out.parquet", "duckdb", None, 1, quiet)
    assert pa.parquet.read_table(tmp_path / "out.parquet")["person"].to_pylist() == ids.to_pylist()


def test_the_first_day_of_all_is_a_day(shore, islanders, tmp_path):
    people = dated(-719_162)(tmp_path)
    answer_everybody(shore, islanders, str(people), tmp_path / "out.csv", "duckdb", None, 1, quiet)
    assert (tmp_path / "out.csv").exists()


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
