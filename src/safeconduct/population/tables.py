"""Tables of people: where they are read from, what each column must be, and the keys made of what the rules read.

Everything here is said to the table engine through Ibis, and runs where the table is: DuckDB in this process, Spark, or a database.
"""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from safeconduct.population.asked import Asked, Ints
from safeconduct.population.model import Column, Population

ROOM = 2**62  # a key number is smaller
FEW = 3  # rows that a message names
SUFFIXES = {".parquet": "read_parquet", ".csv": "read_csv", ".arrow": "arrow", ".feather": "arrow"}


class BadTableError(Exception):
    """The table cannot be used; the message says where, what was found, what was expected, how to repair it."""


def connected(engine: str) -> Any:
    """Return the Ibis connection of an engine: duckdb, spark-local, spark://HOST:PORT or an Ibis URL."""
    if engine == "duckdb":
        return ibis.duckdb.connect()
    if engine.startswith("spark"):
        from safeconduct.population.sessions import session_of

        return ibis.pyspark.connect(session_of(engine))
    return ibis.connect(engine)


def opened(connection: Any, people: str, population: Population) -> Any:
    """Return the table of people with the columns that the mapping names, checked for being there and for their types."""
    table = _read(connection, people, population)
    names = [*population.ids, *(column.name for column in (*population.values(), *population.days()))]
    missing = [name for name in dict.fromkeys(names) if name not in table.columns]
    if missing:
        there = ", ".join(table.columns[:30])
        raise BadTableError(
            f"{people}: no column {_quoted(missing)}. It has: {there}. Correct the names in the mapping file."
        )
    wrong = [said for column in population.values() if (said := _wrong_value(table, column))]
    wrong += [said for column in population.days() if (said := _wrong_day(table, column))]
    if wrong:
        raise BadTableError(f"{people}: " + " ".join(dict.fromkeys(wrong)))
    return table.select(*dict.fromkeys(names))


def _read(connection: Any, people: str, population: Population) -> Any:
    path = Path(people)
    kind = ".parquet" if path.is_dir() else path.suffix.lower()
    if kind not in SUFFIXES:
        if people in connection.list_tables():
            return connection.table(people)
        raise BadTableError(f"{people}: not a Parquet, CSV or Arrow file, nor a table that this engine has.")
    if not path.exists():
        raise BadTableError(f"{people}: there is no such file. Check its name.")
    if path.is_file() and path.stat().st_size == 0:
        raise BadTableError(f"{people}: the file is empty. A table has a header at least.")
    try:
        if kind == ".parquet":
            return connection.read_parquet(str(path / "*.parquet") if path.is_dir() else str(path))
        if kind == ".csv":
            return _read_csv(connection, path, population)
        return ibis.memtable(pa.ipc.open_file(pa.memory_map(str(path))).read_all())
    except Exception as error:  # whatever the engine makes of a file that is none
        raise BadTableError(
            f"{people}: cannot be read as {kind[1:]}: {_first_line(error)} Write the file anew."
        ) from error


def _read_csv(connection: Any, path: Path, population: Population) -> Any:
    """Return a CSV file read with the types that the mapping asks for, so that a value that has none of them is an error with its line."""
    types = {column.name: "BOOLEAN" for column in population.values() if column.equals is None}
    types |= {column.name: "VARCHAR" for column in population.values() if column.equals is not None}
    types |= {column.name: "DATE" for column in population.days()}
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        header = lines.readline()
    types = {name: kind for name, kind in types.items() if name in header}
    if connection.name == "duckdb":
        return connection.read_csv(str(path), types=types, dateformat="%Y-%m-%d", header=True)
    return connection.read_csv(str(path), header=True, inferSchema=True)


def _wrong_value(table: Any, column: Column) -> str:
    kind = table[column.name].type()
    fits = kind.is_boolean() if column.equals is None else kind.is_string() or kind.is_integer()
    if fits or kind.is_null():
        return ""
    wanted = "true or false (boolean)" if column.equals is None else "codes (text or whole numbers)"
    return f"Column {column.name!r} is {kind}, and {wanted} is expected."


def _wrong_day(table: Any, column: Column) -> str:
    kind = table[column.name].type()
    return (
        ""
        if kind.is_date() or kind.is_null()
        else f"Column {column.name!r} is {kind}, and dates without hours are expected."
    )


# --- keys -------------------------------------------------------------------------------------------------------------


class Coded(NamedTuple):
    """The people with one or more key numbers, equal for people who are equal in all that the rules read.

    places: for each column read (values, then days): which key number it is part of, how many it divides by, its size, what is added
    """

    table: Any
    ids: tuple[str, ...]
    codes: tuple[str, ...]
    places: tuple[tuple[int, int, int, int], ...]


def check(table: Any, people: str, population: Population) -> int:
    """Return how many people there are. Raises BadTableError for ids that are missing or stand twice, and for impossible days."""
    as_of = population.template.as_of
    late = {f"late {n}": (table[c.name] > ibis.literal(as_of)).sum() for n, c in enumerate(population.days())}
    nobody = {f"null {n}": table[name].isnull().sum() for n, name in enumerate(population.ids)}
    counts = _run(people, table.aggregate(rows=table.count(), **late, **nobody)).to_pylist()[0]
    if not counts["rows"]:
        raise BadTableError(f"{people}: nobody is in it. A row is a person.")
    for number, name in enumerate(population.ids):
        if counts[f"null {number}"]:
            raise BadTableError(f"{people}: {counts[f'null {number}']:,} rows have no {name!r}. Each row needs its id.")
    for number, column in enumerate(population.days()):
        if counts[f"late {number}"]:
            rows = table.filter(table[column.name] > ibis.literal(as_of)).select(*population.ids, column.name)
            raise BadTableError(
                f"{people}: {counts[f'late {number}']:,} days in {column.name!r} lie after the day of the question, {as_of}: "
                f"{_rows(people, rows)}. Correct them, or move 'as of'."
            )
    ids = table.group_by(list(population.ids)).aggregate(rows=_.count()).filter(_.rows > 1)
    twice = _run(people, ids.aggregate(ids=_.count(), rows=_.rows.sum())).to_pylist()[0]
    if twice["ids"]:
        raise BadTableError(
            f"{people}: {twice['ids']:,} ids stand more than once, in {twice['rows']:,} rows: {_rows(people, ids)}. "
            "Leave each person in once, or name more columns under 'id'."
        )
    return int(counts["rows"])


def coded(table: Any, asked: Asked) -> Coded:
    """Return the people with their ids and key numbers."""
    parts = [(_value_code(table, column), 3, 0) for column in asked.values]
    parts += [_day_code(table, asked, place) for place in range(len(asked.days))]
    terms: list[Any] = []
    sizes: list[int] = []
    places = []
    for code, size, added in parts:
        if not sizes or sizes[-1] * size >= ROOM:
            terms.append(ibis.literal(0, "int64"))
            sizes.append(1)
        places.append((len(sizes) - 1, sizes[-1], size, added))
        terms[-1] = terms[-1] + code.cast("int64") * ibis.literal(sizes[-1], "int64")
        sizes[-1] *= size
    codes = {f"key_{number}": term for number, term in enumerate(terms or [ibis.literal(0, "int64")])}
    ids = asked.population.ids
    return Coded(table.select(*ids, **codes), ids, tuple(codes), tuple(places))


def _value_code(table: Any, column: Column) -> Any:
    held = table[column.name]
    true = held if column.equals is None else held.cast("string") == column.equals
    return ibis.cases((held.isnull(), 1), (true, 2), else_=0)


def _day_code(table: Any, asked: Asked, place: int) -> tuple[Any, int, int]:
    """Return a column of days as whole numbers from 0 (unknown) on, how many there can be, and the ordinal before that of 1."""
    first = asked.earliest_that_matters(place)
    before = max(first - 1, 0)
    column = table[asked.days[place].name]
    moved = ibis.greatest(_ordinal(column) - before, 1)
    return ibis.cases((column.isnull(), 0), else_=moved), asked.rules.today - before + 1, before


def _ordinal(column: Any) -> Any:
    return column.epoch_days() + date(1970, 1, 1).toordinal()


class Keys(NamedTuple):
    """The different key numbers (rows x numbers), how many people have each, and what they stand for."""

    codes: Ints
    people: Ints
    values: Ints
    days: Ints


def keys_of(coded: Coded, people: str, asked: Asked) -> Keys:
    """Return the keys of everybody, sorted."""
    grouped = coded.table.group_by(list(coded.codes)).aggregate(people=_.count())
    found = _run(people, grouped)
    codes = np.column_stack([found[name].to_numpy().astype(np.int64) for name in coded.codes])
    order = np.lexsort(codes.T[::-1])
    codes, count = codes[order], found["people"].to_numpy().astype(np.int64)[order]
    read = [codes[:, number] // divisor % size for number, divisor, size, _added in coded.places]
    values, days = read[: len(asked.values)], read[len(asked.values) :]
    added = [place[3] for place in coded.places[len(asked.values) :]]
    stacked = [np.where(day > 0, day + more, 0) for day, more in zip(days, added, strict=True)]
    empty = np.zeros((len(codes), 0), np.int64)
    return Keys(codes, count, np.column_stack([empty, *values]), np.column_stack([empty, *stacked]))


def numbered(coded: Coded, keys: Keys) -> pa.Table:
    """Return the key numbers with the place of their key."""
    columns = {name: pa.array(keys.codes[:, number]) for number, name in enumerate(coded.codes)}
    return pa.table({**columns, "key": pa.array(np.arange(len(keys.codes)))})


def joined(coded: Coded, places: Any) -> Any:
    """Return the ids of everybody with the columns that `places` has for their key numbers."""
    both = coded.table.join(places, list(coded.codes))
    return both.select(*coded.ids, *(name for name in places.columns if name not in coded.codes))


# --- running ----------------------------------------------------------------------------------------------------------


def _run(people: str, query: Any) -> pa.Table:
    """Return what the engine finds. Raises BadTableError if it cannot read the people to their end."""
    try:
        return query.to_pyarrow()
    except Exception as error:  # whatever the engine raises for a file that is cut off, or a value of the wrong type
        raise BadTableError(
            f"{people}: cannot be read to its end: {_first_line(error)} Write the file anew."
        ) from error


def _rows(people: str, query: Any) -> str:
    """Return the first rows of a query, for a message."""
    found = _run(people, query.order_by(query.columns).limit(FEW)).to_pylist()
    return "; ".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in found)


def _first_line(error: Exception) -> str:
    """Return what an engine says of a table, without the row it quotes and its advice to programmers."""
    lines = [line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()]
    said = [lines[0] if lines else type(error).__name__, *(line for line in lines[1:] if line.startswith("Error when"))]
    return ": ".join(said) + "."


def _quoted(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names)
