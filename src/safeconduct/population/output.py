"""The table that comes out: one row a person, whole or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from safeconduct.population.arrays import Flags, array_of, texts_of
from safeconduct.population.asked import Ints
from safeconduct.population.best import REACHABLE, Best
from safeconduct.population.blocks import Blocks
from safeconduct.population.distinct import Places
from safeconduct.population.held import Ordinals

UNIX = 719_163  # ordinal of 1 January 1970
KINDS = (".parquet", ".csv", ".arrow", ".feather")
SMALL, COUNTED = pa.int16(), pa.int32()
COLUMNS = (
    ("answer", pa.string()),
    ("number", COUNTED),
    ("class", pa.string()),
    ("earliest", pa.date32()),
    ("days", COUNTED),
    ("decisions", SMALL),
    ("exposure", SMALL),
    ("money", pa.int64()),
    ("unstated", SMALL),
    ("facts", SMALL),
    ("assumed", pa.string()),
    ("blocked_by", pa.string()),
)
OF_A_DAY = ("number", "earliest", "days")  # the other columns are the same for everybody of a class


class Columns:
    """The columns of answers: looked up by the number of a class, or made from the day on which the goal is reached."""

    def __init__(self, answers: tuple[Best, ...], blocks: Blocks, today: int) -> None:
        self.today, self.classes = today, len(answers)
        rows = [told(best, blocks) for best in answers]
        kinds = {name: kind for name, kind in COLUMNS if name not in OF_A_DAY}
        self.tables = {name: _table_of([row[name] for row in rows], kind) for name, kind in kinds.items()}

    def of(self, number: Places, ends: Ordinals) -> pa.Table:
        """Return the columns of people in classes `number` who reach the goal on the days `ends` (ordinals, 0 not)."""
        reached = ends > 0
        made = {"number": array_of(number, COUNTED)}
        made["earliest"] = array_of(ends - np.int32(UNIX), pa.date32(), reached)
        made["days"] = array_of(ends - np.int32(self.today), COUNTED, reached)
        places = number.astype(np.intp)
        made |= {name: table.of(places) for name, table in self.tables.items()}
        return pa.table({name: made[name] for name, _kind in COLUMNS})


class _Table(NamedTuple):
    """What is said of each class: numbers of some kind, or places among words, each different text held once."""

    kind: pa.DataType
    numbers: npt.NDArray[np.integer]
    known: Flags
    words: pa.Array | None

    def of(self, number: Ints) -> pa.Array:
        """Return what is said of classes."""
        known = None if self.known.all() else self.known[number]
        looked_up = array_of(self.numbers[number], self.kind, known)
        return looked_up if self.words is None else pa.DictionaryArray.from_arrays(looked_up, self.words, safe=False)


def _table_of(held: list[Any], kind: pa.DataType) -> _Table:
    known = np.array([one is not None for one in held], np.bool_)
    if not pa.types.is_string(kind):
        return _Table(kind, np.array([one or 0 for one in held], kind.to_pandas_dtype()), known, None)
    words = {word: place for place, word in enumerate(dict.fromkeys(one for one in held if one is not None))}
    return _Table(COUNTED, np.array([words.get(one, 0) for one in held], np.int32), known, texts_of([*words]))


def told(best: Best, blocks: Blocks) -> dict[str, object]:
    """Return what is said of everybody of a class."""
    way = best.answer == REACHABLE
    return {
        "answer": best.answer,
        "class": " > ".join(step.partition("(")[0] for step in best.steps) if way else None,
        **{
            name: getattr(best, name) if way else None
            for name in ("decisions", "exposure", "money", "unstated", "facts")
        },
        "assumed": "; ".join(best.assumed) or None,
        "blocked_by": blocks.article(best.blocked) if best.blocked else None,
    }


def classes_table(columns: Columns, number: Ints, ends: Ints, people: Ints) -> pa.Table:
    """Return one row a class in use: how many people, and the first and the last day on which any of them reaches the goal."""
    size = columns.classes
    count = np.bincount(number, people, size).astype(np.int64)
    first, last = np.full(size, np.iinfo(np.int64).max), np.zeros(size, np.int64)
    np.minimum.at(first, number, ends)
    np.maximum.at(last, number, ends)
    table = columns.of(np.arange(size, dtype=np.int32), np.zeros(size, np.int32)).drop_columns(["earliest", "days"])
    days = [array_of((day - UNIX).astype(np.int32), pa.date32(), last > 0) for day in (first, last)]
    counted = table.add_column(1, "people", array_of(count, pa.int64()))
    return counted.append_column("first", days[0]).append_column("last", days[1])


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a name beside `out` to write to; what is there in the end takes the place of `out`, and after a failure nothing is left."""
    part = out.with_name(f".{out.name}.part{os.getpid()}")
    try:
        yield part
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def written_beside(out: Path | None, table: pa.Table) -> Iterator[None]:
    """Write a table to `out`, if one is named, in which it is only there once all in the block has gone well."""
    if out is None:
        yield
        return
    with whole(out) as part:
        with _writer(out.suffix.lower(), part, table.schema) as writer:
            writer.write_table(table)
        yield


def write(out: Path, schema: pa.Schema, batches: Iterator[pa.Table]) -> None:
    """Write tables one after another into one file of the kind that the name of `out` says."""
    with whole(out) as part, _writer(out.suffix.lower(), part, schema) as writer:
        for batch in batches:
            writer.write_table(batch)


def _writer(kind: str, part: Path, schema: pa.Schema) -> Any:
    if kind == ".parquet":
        repeating = [name for name, _kind in COLUMNS if name in schema.names]
        ids = [name for name in schema.names if name not in repeating]  # each stands once
        return pa.parquet.ParquetWriter(
            part, schema, compression="zstd", use_dictionary=repeating, write_statistics=ids or False
        )
    if kind == ".csv":
        return _PlainCsv(part, schema)
    return pa.ipc.new_file(part, schema)


class _PlainCsv:
    """Writes CSV, in which a dictionary is text like any other."""

    def __init__(self, part: Path, schema: pa.Schema) -> None:
        self.schema = pa.schema([(field.name, plain(field.type)) for field in schema])
        self.inner = pa.csv.CSVWriter(part, self.schema)

    def write_table(self, table: pa.Table) -> None:
        self.inner.write_table(table.cast(self.schema))

    def __enter__(self) -> "_PlainCsv":
        return self

    def __exit__(self, *_: object) -> None:
        self.inner.close()


def plain(kind: pa.DataType) -> pa.DataType:
    """Return the type of what a dictionary holds; any other type as it is."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind
