"""Tables of people: what each column must be, and what is wrong with what the rows hold.

A table is the view `people` of an engine, asked in the SQL of DuckDB: DuckDB itself, in this process (`population.engines`), or Spark (`population.spark`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from safeconduct.population.model import Column, Population

NOBODY = "SELECT * FROM people LIMIT 0"
FEW = 3  # rows that a message names


class BadTableError(Exception):
    """The table cannot be used; the message says where, what was found, what was expected, how to repair it."""


class Holds(StrEnum):
    """What is read from a column, as the type that it then has."""

    TRUTH = "BOOLEAN"
    DAY = "DATE"
    TEXT = "VARCHAR"  # where the table itself has no types: codes and ids


class Engine(Protocol):
    """What holds the view `people`."""

    def open(self, people: str, holds: Mapping[str, Holds]) -> None:
        """Make the view, of which the columns in `holds` are read.

        Raises BadTableError for what is not there or ambiguous; whatever else it raises is said of the file.
        """

    def schema(self) -> pa.Schema:
        """Return the columns of the view."""

    def query(self, sql: str) -> pa.Table:
        """Return what the SQL of DuckDB asks."""

    def find_fault(self) -> str | None:
        """Return where and why the people cannot be read, and how to repair it, if it is known better than by what the engine raised."""


class People(NamedTuple):
    """A table of people whose columns were checked. `name` is what messages call it; `schema` has the columns that are read."""

    name: str
    engine: Engine
    schema: pa.Schema
    population: Population


def opened(engine: Engine, name: str, population: Population, also: Iterable[Column] = ()) -> People:
    """Return the table of people, in which the columns that the mapping names are there and have fitting types.

    also: further columns of values that are read
    """
    told = tuple(dict.fromkeys((*population.values(), *also)))
    names = holds_of(population, told)
    try:
        engine.open(name, names)
        schema = engine.schema()
    except BadTableError:
        raise
    except Exception as error:  # whatever the engine makes of a file that is none
        raise _unreadable(name, "cannot be read", engine, error) from error
    missing = [one for one in names if one not in schema.names]
    if missing:
        there, lacking = ", ".join(schema.names[:30]), ", ".join(map(repr, missing))
        raise BadTableError(f"{name}: no column {lacking}. It has: {there}. Correct the names in the mapping file.")
    wrong = [said for one in population.ids if (said := _wrong_id(schema.field(one).type, one))]
    wrong += [said for column in told if (said := _wrong_value(schema.field(column.name).type, column))]
    wrong += [said for column in population.days() if (said := _wrong_day(schema.field(column.name).type, column))]
    if wrong:
        raise BadTableError(f"{name}: " + " ".join(dict.fromkeys(wrong)))
    return People(name, engine, pa.schema([schema.field(one) for one in names]), population)


def holds_of(population: Population, told: Iterable[Column]) -> dict[str, Holds]:
    """Return the columns that are read, ids first, and what is read from each.

    told: all columns of values
    """
    holds = dict.fromkeys(population.ids, Holds.TEXT)
    holds |= {column.name: Holds.TRUTH for column in told if column.equals is None}
    holds |= {column.name: Holds.TEXT for column in told if column.equals is not None}
    return holds | {column.name: Holds.DAY for column in population.days()}


def refuse_ambiguous(table: str, there: Iterable[str], read: Iterable[str]) -> None:
    """Raise BadTableError if a column that is read stands more than once among those that are there, in capitals or not."""
    alike = Counter(name.lower() for name in there)
    several = [f"column {name!r} stands {alike[name.lower()]} times" for name in read if alike[name.lower()] > 1]
    if several:
        raise BadTableError(
            f"{table}: {', '.join(several)} (capitals make no difference). Give each column its own name, or leave one out."
        )


def _wrong_id(kind: pa.DataType, name: str) -> str:
    held = kind.value_type if pa.types.is_dictionary(kind) else kind
    bytes_of_some_kind = (
        pa.types.is_binary,
        pa.types.is_large_binary,
        pa.types.is_fixed_size_binary,
        pa.types.is_binary_view,
    )
    if not pa.types.is_nested(held) and not any(is_it(held) for is_it in bytes_of_some_kind):
        return ""
    return f"Column {name!r} holds {held} where an id belongs. Write ids as text, whole numbers or dates."


def _wrong_value(kind: pa.DataType, column: Column) -> str:
    held = kind.value_type if pa.types.is_dictionary(kind) else kind
    code = pa.types.is_string(held) or pa.types.is_large_string(held) or pa.types.is_integer(held)
    fits = pa.types.is_boolean(held) if column.equals is None else code
    if fits or pa.types.is_null(held):
        return ""
    wanted = "true or false belongs" if column.equals is None else "codes (text or whole numbers) belong"
    hint = "; a code is read by {column: NAME, is: TEXT}" if column.equals is None and code else ""
    return f"Column {column.name!r} holds {held} where {wanted}{hint}."


def _wrong_day(kind: pa.DataType, column: Column) -> str:
    fits = pa.types.is_date32(kind) or pa.types.is_null(kind)
    return "" if fits else f"Column {column.name!r} holds {kind} where dates without hours belong."


def whole(people: People) -> pa.Table:
    """Return all that is read of everybody. Raises BadTableError for ids that are missing and for impossible days; an id may stand twice."""
    refuse_faults(people, twice=False)
    return run(people, f"SELECT {', '.join(map(quoted, people.schema.names))} FROM people")


# --- faults -----------------------------------------------------------------------------------------------------------


def refuse_faults(people: People, *, twice: bool = True) -> int:
    """Return how many people there are. Raises BadTableError for nobody, for ids that are missing or stand twice, and for days after the day of the question.

    twice: whether an id may not stand more than once
    """
    population, as_of = people.population, people.population.template.as_of
    days = [one for one in population.days() if not pa.types.is_null(people.schema.field(one.name).type)]
    late = [f"{quoted(one.name)} > {as_of_in(population)}" for one in days]
    early = [f"{quoted(one.name)} < DATE '0001-01-01'" for one in days]
    nobody = [f"{quoted(name)} IS NULL" for name in population.ids]
    counted = ", ".join(
        f"count(CASE WHEN {said} THEN 1 END) AS n{n}" for n, said in enumerate((*nobody, *late, *early))
    )
    rows, *counts = _first_row(people, f"SELECT count(*) AS people, {counted} FROM people")
    if not rows:
        raise BadTableError(f"{people.name}: there is nobody in it. A row is a person.")
    for name, count in zip(population.ids, counts, strict=False):
        if count:
            raise BadTableError(f"{people.name}: {count:,} rows have no {name!r}. Each row needs its id.")
    wrong = f"lie after the day of the question, {as_of}", "Correct them, or move 'as of'."
    ancient = "lie before the year 1", "Correct them; a day that is not known is null."
    told = [*((one, *wrong) for one in days), *((one, *ancient) for one in days)]
    for (column, lie, repair), said, count in zip(told, (*late, *early), counts[len(nobody) :], strict=True):
        if count:
            shown = _shown(people, [*population.ids, column.name], f"FROM people WHERE {said}")
            raise BadTableError(f"{people.name}: {count:,} days in {column.name!r} {lie}: {shown}. {repair}")
    if twice:
        _refuse_twice(people)
    return int(rows)


def _refuse_twice(people: People) -> None:
    ids = ", ".join(map(quoted, people.population.ids))
    several = (
        f"FROM (SELECT {ids}, count(*) AS number_of_rows FROM people GROUP BY {ids} HAVING count(*) > 1) AS several"
    )
    count, rows = _first_row(people, f"SELECT count(*) AS ids, sum(number_of_rows) AS number_of_rows {several}")
    if count:
        shown = _shown(people, [*people.population.ids, "number_of_rows"], several).replace("number_of_rows", "rows")
        raise BadTableError(
            f"{people.name}: {count:,} ids stand more than once, in {int(rows):,} rows: {shown}. "
            "Leave each person in once, or name more columns under 'id'."
        )


def _shown(people: People, names: list[str], source: str) -> str:
    """Return the first rows, for a message; as text, as there are days that Python does not have."""
    wanted = ", ".join(map(quoted, dict.fromkeys(names)))
    texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in dict.fromkeys(names))
    first = f"(SELECT {wanted} {source} ORDER BY {wanted} LIMIT {FEW}) AS first_rows"
    found = run(people, f"SELECT {texts} FROM {first}").to_pylist()
    return "; ".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in found)


def _first_row(people: People, sql: str) -> list[Any]:
    return list(run(people, sql).to_pylist()[0].values())


def run(people: People, sql: str) -> pa.Table:
    """Return what the engine finds. Raises BadTableError if it cannot read the people to their end."""
    try:
        return people.engine.query(sql)
    except Exception as error:  # whatever the engine raises for a file that is cut off, or a value of the wrong type
        raise cut_off(people, error) from error


def cut_off(people: People, error: Exception) -> BadTableError:
    return _unreadable(people.name, "cannot be read to its end", people.engine, error)


def _unreadable(name: str, what: str, engine: Engine, error: Exception) -> BadTableError:
    return BadTableError(engine.find_fault() or f"{name}: {what}: {_first_line(error)} Write the file anew.")


def _first_line(error: Exception) -> str:
    """Return what an engine says of a table, without the row it quotes and its advice to programmers."""
    lines = [line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()]
    if lines and "state machine reached an invalid state" in lines[0]:  # DuckDB, of CSV in which it can name no line
        return "its lines do not all end in the same way (\\n or \\r\\n)."
    return (lines[0] if lines else type(error).__name__) + "."


# --- SQL --------------------------------------------------------------------------------------------------------------


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def as_of_in(population: Population) -> str:
    return f"DATE '{population.template.as_of}'"
