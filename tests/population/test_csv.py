"""CSV is read as it is written: nothing is guessed, and what cannot be read is said with its line."""

from pathlib import Path

import pyarrow.parquet
import pytest

from islanders import some_people, table_of
from safeconduct.population.csv_file import FALSE, TRUE
from safeconduct.population.engines import Duck
from safeconduct.population.from_people import answer_everybody
from safeconduct.population.tables import BadTableError, Holds

HEADER = "person,born,lives,came,islander,married,banished"
ROW = ",2001-02-28,ZI,2020-01-01,true,false,false"


def quiet(stage: str, done: int, known: int) -> None: ...


def ids_of(shore, islanders, people: Path) -> list[object]:
    """Return the ids that come out."""
    out = people.with_name("out.parquet")
    answer_everybody(shore, islanders, str(people), out, "duckdb", None, 1, quiet)
    return list(pyarrow.parquet.read_table(out)["person"].to_pylist())


def refusal_of(shore, islanders, people: Path) -> str:
    with pytest.raises(BadTableError) as refused:
        ids_of(shore, islanders, people)
    return str(refused.value)


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "ids",
    [
        ["2021.10", "2021.1"],
        ["12e3", "12000"],
        ["12345678901234567890", "12345678901234567891"],
        ["2021/01/05", "2021-01-05"],
        ["true", "t"],
        ["1", "01"],
        [*map(str, range(100, 60_100)), "007"],
    ],
)
def test_ids_come_out_as_they_are_written(shore, islanders, tmp_path, ids):
    people = written(tmp_path, "\n".join([HEADER, *(one + ROW for one in ids)]) + "\n")
    assert ids_of(shore, islanders, people) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (f"{HEADER}\r\n1{ROW}\r\n2{ROW}\r\n", ["1", "2"]),
        (f"\ufeff{HEADER}\n1{ROW}\n", ["1"]),
        (f'"person"{HEADER[6:]}\n"a, ""b"""{ROW}\n"two\nlines"{ROW}\n', ['a, "b"', "two\nlines"]),
        (f"{HEADER}\n1{ROW}\n".replace(",", ";"), ["1"]),
        (f"{HEADER}\n1{ROW}\n".replace(",", "\t"), ["1"]),
        (f"{HEADER}\n1{ROW}\n".replace(",", "|"), ["1"]),
        (f"a;b,{HEADER}\nx,1{ROW}\n", ["1"]),
        (f"{HEADER},,note,Note,\n1{ROW},x,y,z,\n", ["1"]),
        (f"{HEADER}\n1{ROW}", ["1"]),
        (f"{HEADER}\n#1{ROW}\n", ["#1"]),
    ],
)
def test_every_usual_form_of_csv_is_read(shore, islanders, tmp_path, text, ids):
    assert ids_of(shore, islanders, written(tmp_path, text)) == ids


def test_truth_is_told_in_the_words_that_the_format_names(tmp_path):
    words = [*TRUE, *FALSE, *map(str.upper, TRUE + FALSE), "True", ""]
    people = written(tmp_path, "n,held\n" + "".join(f"{n},{word}\n" for n, word in enumerate(words)))
    engine = Duck()
    engine.open(str(people), {"held": Holds.TRUTH})
    told = engine.query("SELECT held FROM people")["held"].to_pylist()
    assert told == [*([True] * 5 + [False] * 5) * 2, True, None]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2,2001-02-28", "2 values where the header names 7 columns. Correct that line."),
        (f"2{ROW},x", "8 values where the header names 7 columns. Correct that line."),
        (f"2{ROW[:-5]}maybe", "column 'banished' holds 'maybe' where true or false belongs. Correct that line."),
        *(
            (f"2{ROW.replace('2020-01-01', day)}", f"column 'came' holds '{day}' where a day belongs, as 2013-06-01.")
            for day in ("2001-02-30", "2020/01/05", "20-01-05", "infinity", "2020-1-5", "-044-01-01", "12020-01-01")
        ),
        (f'"2"x{ROW}', "A value with quotes has them around the whole of it. Correct that line."),
        (f'"2{ROW}', "A value with quotes has them around the whole of it. Correct that line."),
    ],
)
@pytest.mark.parametrize("before", [1, 30_000])
def test_what_cannot_be_read_is_said_with_its_line(shore, islanders, tmp_path, row, said, before):
    rows = [f'"{n}\n"{ROW}' for n in range(before)]  # each takes two lines
    people = written(tmp_path, "\n".join([HEADER, *rows, row, f"9{ROW}"]) + "\n")
    told = refusal_of(shore, islanders, people)
    assert told.startswith(f"{people}:{2 * before + 2}: ") and said in told


@pytest.mark.parametrize("line", [1, 3])
def test_a_byte_that_is_not_utf_8_is_said_with_its_line(shore, islanders, tmp_path, line):
    lines = f"x,{HEADER}\nx,1{ROW}\nx,2{ROW}\n".encode().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"x", b"\xc5")  # in a column that is not read
    lines[line - 1] = lines[line - 1].replace(b",", b",\xc5", 1)
    people = written(tmp_path, b"".join(lines))
    told = refusal_of(shore, islanders, people)
    assert told == f"{people}:{line}: there is a byte that is not UTF-8. Save the file as UTF-8."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEADER.replace('married,', '')}\n", "no column 'married'. It has: person, born, lives"),
        (f"{HEADER},married\n1{ROW},true\n", "column 'married' stands 2 times"),
        (f"{HEADER},Person\n1{ROW},true\n", "column 'person' stands 2 times"),
        (f"\n{HEADER}\n1{ROW}\n", ":1: the line is empty where the names of the columns belong. Remove it."),
        (f'"{HEADER}\n1{ROW}\n', ":1: unexpected end of data."),
        (f"{HEADER}\n1{ROW}\n2{ROW}\r\n", "its lines do not all end in the same way"),
        (f"{HEADER}\n1{ROW.replace('2020', '0000')}\n", "1 days in 'came' lie before the year 1: person 1, came 0001-"),
        (f"{HEADER}\n{ROW}\n", "1 rows have no 'person'"),
    ],
)
def test_a_header_or_a_file_that_cannot_be_used_is_said_so(shore, islanders, tmp_path, text, said):
    assert said in refusal_of(shore, islanders, written(tmp_path, text))


def test_a_file_of_another_kind_is_left_to_what_its_engine_says(tmp_path):
    people = table_of(some_people(3), tmp_path / "people.parquet")
    engine = Duck()
    engine.open(str(people), {"person": Holds.TEXT})
    assert engine.find_fault() is None
