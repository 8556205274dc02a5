"""Spark: on a cluster, people are reduced to keys and answers are joined to them there; only the keys, not the people, come here."""

import os
import shutil
from collections.abc import Mapping
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import sqlglot

from safeconduct.population.asked import Asked
from safeconduct.population.csv_file import FALSE, TRUE, CsvFile, csv_file_of
from safeconduct.population.engines import SUFFIXES, arrow_in, parquet_in, readable
from safeconduct.population.held import Held, held_of, stacked
from safeconduct.population.model import Column
from safeconduct.population.output import Columns, plain
from safeconduct.population.reading import ordinals_of, truths_of
from safeconduct.population.sessions import session_of
from safeconduct.population.solve import Solved
from safeconduct.population.tables import NOBODY, Holds, People, quoted, refuse_ambiguous, refuse_faults, run, text

FIRST = 1  # ordinal of the first day
OURS = "answered_"  # begins the names of the columns by which answers are joined


class Spark:
    """An engine whose view `people` is on a cluster, or on Spark in this process."""

    def __init__(self, name: str) -> None:
        self.session = session_of(name)
        self.csv: CsvFile | None = None  # the file of people, if it is of that kind

    def open(self, people: str, holds: Mapping[str, Holds]) -> None:
        frame = self._read(people, holds)
        refuse_ambiguous(people, frame.columns, holds)
        frame.createOrReplaceTempView("people")

    def query(self, sql: str) -> pa.Table:
        return self.frame(sql).toArrow()

    def schema(self) -> pa.Schema:
        return self.query(NOBODY).schema

    def find_fault(self) -> str | None:
        return self.csv.find_fault() if self.csv else None

    def frame(self, sql: str) -> Any:
        """Return what the SQL of DuckDB asks, still on the cluster."""
        return self.session.sql(sqlglot.transpile(sql, read="duckdb", write="spark")[0])

    def _read(self, people: str, holds: Mapping[str, Holds]) -> Any:
        if not Path(people).suffix and self.session.catalog.tableExists(people):
            return self.session.table(people)
        path = readable(people)
        match SUFFIXES.get(path.suffix.lower(), "Parquet"):
            case "CSV":
                self.csv = csv_file_of(path, holds)
                return self._csv(self.csv)
            case "Arrow":
                return self.session.createDataFrame(arrow_in(path, holds))
            case _:
                return self.session.read.parquet(parquet_in(path.resolve()))

    def _csv(self, file: CsvFile) -> Any:
        """Return the columns of a CSV file. Truth values are taken from text, as Spark knows fewer words for them; bytes that are not UTF-8 it replaces."""
        kinds = {name: file.holds.get(name, Holds.TEXT) for name in file.names}
        days = {name for name, kind in kinds.items() if kind is Holds.DAY}
        schema = ", ".join(f"{_name(name)} {'DATE' if name in days else 'STRING'}" for name in kinds)
        frame = self.session.read.option("columnPruning", False).csv(
            file.path.resolve().as_uri(), schema, sep=file.delimiter, quote='"', escape='"', header=True,
            multiLine=True, mode="FAILFAST", dateFormat="yyyy-MM-dd",
        )  # fmt: skip
        read = (_read_from_text(name, file.holds[name]) for name in file.names if name in file.holds)
        others = (_name(name) for name in file.names if name not in file.holds)
        return frame.selectExpr(*read, *others)


def _name(name: str) -> str:
    """Return a name as Spark's own SQL quotes it."""
    return "`" + name.replace("`", "``") + "`"


def _read_from_text(name: str, holds: Holds) -> str:
    column = _name(name)
    if holds is Holds.DAY:
        return column
    if holds is Holds.TEXT:
        return f"CASE WHEN contains({column}, '\ufffd') THEN raise_error('a byte that is not UTF-8') ELSE {column} END AS {column}"
    true, false = (", ".join(map(text, words)) for words in (TRUE, FALSE))
    return (
        f"CASE WHEN lower({column}) IN ({true}) THEN true WHEN lower({column}) IN ({false}) THEN false "
        f"WHEN {column} IS NOT NULL THEN CAST(raise_error('neither true nor false') AS BOOLEAN) END AS {column}"
    )


class Keys(NamedTuple):
    """What the different rows on the cluster hold, as numbers and as the columns by which they are joined."""

    held: Held
    columns: pa.Table


def keys_of(people: People, asked: Asked) -> Keys:
    """Return the different rows of what the rules read. Raises BadTableError for ids that are missing or stand twice, and for impossible days."""
    refuse_faults(people)
    names = [f"value_{place}" for place in range(len(asked.values))] + [
        f"day_{place}" for place in range(len(asked.days))
    ]
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    counted = ", ".join([*names, "count(*) AS people"])
    found = run(people, f"SELECT {counted} FROM (SELECT {_read_columns(asked)} FROM people) AS everybody{grouped}")
    columns = [found[name].combine_chunks() for name in names]
    values = stacked([truths_of(one) for one in columns[: len(asked.values)]], len(found))
    days = stacked([ordinals_of(one, FIRST) for one in columns[len(asked.values) :]], len(found))
    return Keys(held_of(values, days, found["people"].to_numpy().astype(np.int64)), found.select(names))


def _read_columns(asked: Asked) -> str:
    days = (_moved(column, asked.earliest_that_matters(place), place) for place, column in enumerate(asked.days))
    values = (f"CAST({_truth(column)} AS BOOLEAN) AS value_{place}" for place, column in enumerate(asked.values))
    return ", ".join([*values, *days]) or "1 AS one"


def _truth(column: Column) -> str:
    name = quoted(column.name)
    return name if column.equals is None else f"(CAST({name} AS VARCHAR) = {text(column.equals)})"


def _moved(column: Column, earliest: int, place: int) -> str:
    """Return a column of days, those before which none matters moved up, so that there are fewer keys."""
    name, day = quoted(column.name), f"DATE '{date.fromordinal(max(earliest, FIRST))}'"
    return f"CASE WHEN {name} < {day} THEN {day} ELSE {name} END AS day_{place}"


def write_joined(people: People, asked: Asked, keys: Keys, columns: Columns, solved: Solved, out: Path) -> None:
    """Join everybody with their answer on the cluster and write a folder of Parquet files, whole or not at all."""
    assert isinstance(people.engine, Spark)
    number, ends = (of_key[solved.key].astype(np.int32) for of_key in (solved.number, solved.ends))
    answers = columns.of(number, ends)
    names = keys.columns.column_names
    table = keys.columns.rename_columns([OURS + name for name in names])
    for field in answers.schema:
        table = table.append_column(field.name, answers[field.name].cast(plain(field.type)))
    ids = [f"{quoted(name)} AS id_{place}" for place, name in enumerate(people.population.ids)]
    everybody = people.engine.frame(f"SELECT {', '.join([*ids, _read_columns(asked)])} FROM people")
    told = people.engine.session.createDataFrame(table)
    alike = [everybody[name].eqNullSafe(told[OURS + name]) for name in names]
    both = everybody.join(told, reduce(lambda one, other: one & other, alike)) if alike else everybody.crossJoin(told)
    own = [both[f"id_{place}"].alias(name) for place, name in enumerate(people.population.ids)]
    part = out.with_name(f".{out.name}.part{os.getpid()}")
    try:
        both.select(*own, *answers.schema.names).write.parquet(part.resolve().as_uri())
        if out.is_dir():
            shutil.rmtree(out)
        part.rename(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
