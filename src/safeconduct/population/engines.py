"""Engines in this process: DuckDB over files, or over a table fetched from a database that Ibis reaches.

Everybody's columns are read from Parquet by Arrow, which has the booleans and codes as they lie in the file; DuckDB reads the rest, and is asked what is wrong.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet

from safeconduct.population.csv_file import DAY, CsvFile, csv_file_of
from safeconduct.population.tables import NOBODY, BadTableError, Holds, quoted, refuse_ambiguous, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SUFFIXES = {".parquet": "Parquet", ".csv": "CSV", ".arrow": "Arrow", ".feather": "Arrow"}


class Duck:
    """DuckDB in this process; it is started when it is asked something."""

    def __init__(self) -> None:
        self.parquet: list[Path] = []  # the files of people, if they are of that kind
        self.csv: CsvFile | None = None  # the file of people, if it is of that kind
        self.source: str | pa.Table = ""  # SQL, or a table in memory

    def open(self, people: str, holds: Mapping[str, Holds]) -> None:
        path = readable(people)
        kind = SUFFIXES.get(path.suffix.lower(), "Parquet")
        if kind == "Arrow":
            self.source = arrow_in(path, holds)
        elif kind == "CSV":
            self.csv = csv_file_of(path, holds)
            self.source = _csv(self.csv)
        else:
            self.source = f"SELECT * FROM read_parquet({text(parquet_in(path))})"
            self.parquet = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
            for file in self.parquet[:1]:
                refuse_ambiguous(people, pyarrow.parquet.read_schema(file).names, holds)

    @cached_property
    def connection(self) -> "DuckDBPyConnection":
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = true")
        if isinstance(self.source, str):
            connection.execute(f"CREATE VIEW people AS {self.source}")
        else:
            connection.register("people", self.source)
        return connection

    def query(self, sql: str) -> pa.Table:
        return self.connection.execute(sql).fetch_arrow_table()

    def schema(self) -> pa.Schema:
        return pyarrow.parquet.read_schema(self.parquet[0]) if self.parquet else self.query(NOBODY).schema

    def find_fault(self) -> str | None:
        return self.csv.find_fault() if self.csv else None

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

    def open(self, people: str, holds: Mapping[str, Holds]) -> None:
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
    refuse_ambiguous(str(file), there.names, schema.names)
    for field in schema:
        if field.name not in there.names or there.field(field.name).type != field.type:
            raise BadTableError(f"{file}: no column {field.name!r} of type {field.type}, as in the first file there.")
    for batch in read.iter_batches(rows, columns=schema.names):
        yield batch.select(schema.names)


def engine_of(name: str) -> Duck:
    """Return the engine that reads people into this process: duckdb, or an Ibis URL."""
    return Duck() if name == "duckdb" else Fetched(name)


def _csv(file: CsvFile) -> str:
    """Return how a CSV file is read. Days are taken from text, as the engine takes other things for days too."""
    kinds = {name: file.holds.get(name, Holds.TEXT) for name in file.names}
    types = ", ".join(
        f"{text(name)}: {text(Holds.TEXT if kind is Holds.DAY else kind)}" for name, kind in kinds.items()
    )
    days = [
        f"CASE WHEN regexp_full_match({quoted(name)}, {text(DAY)}) THEN CAST({quoted(name)} AS DATE) "
        f"WHEN {quoted(name)} IS NOT NULL THEN error({text(f'no day in {name!r}')}) END AS {quoted(name)}"
        for name, kind in kinds.items()
        if kind is Holds.DAY
    ]
    columns = f"* REPLACE ({', '.join(days)})" if days else "*"
    form = f"delim = {text(file.delimiter)}, quote = '\"', escape = '\"'"
    return (
        f"SELECT {columns} FROM read_csv({text(str(file.path))}, auto_detect = false, header = true, {form}, "
        f"columns = {{{types}}})"
    )


def arrow_in(path: Path, holds: Mapping[str, Holds]) -> pa.Table:
    """Return the table of an Arrow file, without columns that are not read and have no name of their own."""
    table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    refuse_ambiguous(str(path), table.column_names, holds)
    alike = Counter(name.lower() for name in table.column_names)
    return table.select([place for place, name in enumerate(table.column_names) if alike[name.lower()] == 1])


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
