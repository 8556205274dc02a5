"""People file → table: the columns that are read of a Parquet, CSV or Arrow file, checked before anything is asked."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from safeconduct.population.model import Column, Population

FORMATS = {".parquet": "parquet", ".csv": "csv", ".arrow": "ipc", ".feather": "ipc"}


def read_people(path: Path, population: Population, of: Iterable[Column]) -> pa.Table | str:
    """Return the columns that the mapping and the wishes read, or what is wrong with the file, in a sentence.

    of: columns that say who has a wish
    """
    form = "parquet" if path.is_dir() else FORMATS.get(path.suffix)
    if form is None:
        return f"{path}: people are read from {', '.join(FORMATS)} files or a folder of Parquet files."
    told, days = tuple(dict.fromkeys((*population.values(), *of))), population.days()
    names = list(dict.fromkeys((*population.ids, *(one.name for one in (*told, *days)))))
    try:
        source = ds.dataset(path, format=form)
        missing = [name for name in names if name not in source.schema.names]
        if missing:
            there = ", ".join(source.schema.names)
            return f"{path}: no column {', '.join(missing)}. The file has: {there}. Name the column as the file does."
        table = source.to_table(columns=names)
    except (OSError, pa.ArrowException) as fault:
        return f"{path}: cannot be read as {form}: {str(fault).splitlines()[0]}"
    return _fault_in(table, population, told, days) or table


def _fault_in(table: pa.Table, population: Population, told: tuple[Column, ...], days: tuple[Column, ...]) -> str:
    """Return what is wrong with the columns, or nothing."""
    for column in told:
        kind = table.schema.field(column.name).type
        if column.equals is None and not (pa.types.is_boolean(kind) or pa.types.is_null(kind)):
            return f"column {column.name} holds {kind} where true or false belongs; for a code write {{column: {column.name}, is: TEXT}}."
    for column in days:
        kind = table.schema.field(column.name).type
        if not (pa.types.is_date(kind) or pa.types.is_null(kind)):
            return f"column {column.name} holds {kind} where a date belongs, as 2013-06-01."
        if _has_later(table[column.name], population.template.as_of):
            return f"column {column.name} holds a day after {population.template.as_of}, the day of the question."
    for name in population.ids:
        if table[name].null_count:
            return f"column {name}: {table[name].null_count:,} people without an id."
    return "" if table.num_rows else "there is nobody in the file."


def _has_later(days: pa.ChunkedArray, as_of: date) -> bool:
    latest = pc.max(pc.cast(days, pa.date32())).as_py()
    return latest is not None and latest > as_of
