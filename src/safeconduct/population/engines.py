"""Engines in this process: DuckDB over files, or over a table fetched from a database that Ibis reaches.

Everybody's columns are read from Parquet by Arrow, which has the booleans and codes as they lie in the file; DuckDB reads the rest, and is asked what is wrong.
"""

from collections.abc import Container, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet

from safeconduct.population.model import Population
from safeconduct.population.tables import NOBODY, BadTableError, quoted, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUFFIXES = {".parquet": "Parquet", ".csv": "CSV", ".arrow": "Arrow", ".feather": "Arrow"}


class Duck:
    """DuckDB in this process; it is started when it is asked something."""

    def __init__(self) -> None:
        self.parquet: list[Path] = []  # the files of people, if they are of that kind
        self.source: str | pa.Table = ""  # SQL, or a table in memory

    def open(self, people: str, population: Population) -> None:
        path = readable(people)
        kind = SUFFIXES.get(path.suffix.lower(), "Parquet")
        if kind == "Arrow":
            self.source = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        elif kind == "CSV":
            self.source = _csv(path, population)
        else:
            self.source = f"read_parquet({text(parquet_in(path))})"
            self.parquet = sorted(path.glob("*.parquet")) if path.is_dir() else [path]

    @cached_property
    def connection(self) -> "DuckDBPyConnection":
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = true")
        if isinstance(self.source, str):
            connection.execute(f"CREATE VIEW people AS SELECT * FROM {self.source}")
        else:
            connection.register("people", self.source)
        return connection

    def query(self, sql: str) -> pa.Table:
        return self.connection.execute(sql).fetch_arrow_table()

    def schema(self) -> pa.Schema:
        return pyarrow.parquet.read_schema(self.parquet[0]) if self.parquet else self.query(NOBODY).schema

    def batches(self, schema: pa.Schema, codes: Container[str], rows: int) -> Iterator[pa.RecordBatch]:
        """Yield columns of everybody, by the names and types of a schema, up to `rows` at a time, in the same order each time.

        codes: columns that may come as dictionaries
        """
        if not self.parquet:
            columns = ", ".join(map(quoted, schema.names))
            yield from self.connection.execute(f"SELECT {columns} FROM people").fetch_record_batch(rows)
        for file in self.parquet:
            yield from batches_of(file, schema, codes, rows)

    def hashes(self, rows: pa.RecordBatch) -> pa.Array:
        """Return a number for each row, the same for equal rows."""
        self.connection.register("hashed", pa.Table.from_batches([rows]))
        try:
            columns = ", ".join(map(quoted, rows.schema.names))
            return self.query(f"SELECT hash({columns}) AS hash FROM hashed")["hash"].combine_chunks()
        finally:
            self.connection.unregister("hashed")


class Fetched(Duck):
    """A table of a database that Ibis reaches, fetched from there into DuckDB."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def open(self, people: str, population: Population) -> None:
        import ibis

        there = ibis.connect(self.url)
        if people not in there.list_tables():
            raise BadTableError(f"{people}: there is no such table in {self.url}. Check its name.")
        self.source = there.table(people).to_pyarrow()


def batches_of(file: Path, schema: pa.Schema, codes: Container[str], rows: int) -> Iterator[pa.RecordBatch]:
    """Yield columns of one Parquet file. Raises BadTableError if it does not have them all, of these types."""
    texts = [field.name for field in schema if field.name in codes and pa.types.is_string(field.type)]
    read = pyarrow.parquet.ParquetFile(file, read_dictionary=texts)
    there = pyarrow.parquet.read_schema(file)
    for field in schema:
        if field.name not in there.names or there.field(field.name).type != field.type:
            raise BadTableError(f"{file}: no column {field.name!r} of type {field.type}, as in the first file there.")
    for batch in read.iter_batches(rows, columns=schema.names):
        yield batch.select(schema.names)


def engine_of(name: str) -> Duck:
    """Return the engine that reads people into this process: duckdb, or an Ibis URL."""
    return Duck() if name == "duckdb" else Fetched(name)


def _csv(path: Path, population: Population) -> str:
    """Return how a CSV file is read: with the types that the mapping asks for, so that a value that has none of them is an error with its line."""
    types = {column.name: "BOOLEAN" for column in population.values() if column.equals is None}
    types |= {column.name: "VARCHAR" for column in population.values() if column.equals is not None}
    types |= {column.name: "DATE" for column in population.days()}
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        header = lines.readline()
    asked = ", ".join(f"{text(name)}: {text(kind)}" for name, kind in types.items() if name in header)
    return f"read_csv({text(str(path))}, header = true, dateformat = '%Y-%m-%d', types = {{{asked}}})"


def readable(people: str) -> Path:
    """Return the file or folder of people. Raises BadTableError for one that is not there, empty, or of no kind that is read."""
    path = Path(people)
    if not path.is_dir() and path.suffix.lower() not in SUFFIXES:
        raise BadTableError(f"{people}: not a Parquet, CSV or Arrow file, nor a table that this engine has.")
    if not path.exists():
        raise BadTableError(f"{people}: there is no such file. Check its name.")
    if path.is_file() and path.stat().st_size == 0:
        raise BadTableError(f"{people}: the file is empty. A table has a header at least.")
    return path


def parquet_in(path: Path) -> str:
    """Return the Parquet file, or the files of a folder as a pattern."""
    return str(path / "*.parquet") if path.is_dir() else str(path)
