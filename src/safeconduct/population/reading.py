"""Reading: what the columns of a table hold of everybody, and their ids once more when the answers are written."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from safeconduct.population.asked import FALSE, TRUE, UNKNOWN, Asked
from safeconduct.population.engines import Duck
from safeconduct.population.held import TOGETHER, Bytes, Held, Ordinals, packed_values
from safeconduct.population.model import Column, Population
from safeconduct.population.tables import BadTableError, People, as_of_in, cut_off, quoted, refuse_faults, text

EPOCH = 719_163  # ordinal of 1 January 1970, from which Arrow counts days
FALSE_TRUE_NULL = np.array([FALSE, TRUE, UNKNOWN], np.uint8)
NULL = 2  # place of what is null there

Hashes = npt.NDArray[np.uint64]


class Read(NamedTuple):
    """What everybody holds, and a hash of their ids by which rows read again are known to be the same."""

    held: Held
    hashes: Hashes


def read(people: People, asked: Asked) -> Read:
    """Return what everybody holds. Raises BadTableError for ids that are missing or stand twice, and for impossible days."""
    values, days = value_columns(asked), day_columns(asked)
    told: list[list[Bytes]] = [[] for _ in range(0, len(values), TOGETHER)]
    dated: list[list[Ordinals]] = [[] for _ in days]
    hashes: list[Hashes] = []
    wrong = False
    for batch in batches(
        people, [*values, *days, _hash_of(people.population), f"{_fault(people.population)} AS wrong"]
    ):
        columns = batch.columns
        for place, group in enumerate(told):
            together = columns[: len(values)][place * TOGETHER :][:TOGETHER]
            group.append(packed_values([values_of(one) for one in together]))
        for found, column in zip(dated, columns[len(values) :], strict=False):
            found.append(ordinals_of(column))
        hashes.append(columns[-2].to_numpy())
        wrong = wrong or columns[-1].true_count > 0
    everybody = _joined(hashes, np.uint64)
    ordered = np.sort(everybody)
    if wrong or not len(ordered) or (ordered[1:] == ordered[:-1]).any():
        refuse_faults(people)
    return Read(Held(len(everybody), tuple(map(_joined, told)), tuple(map(_joined, dated))), everybody)


def ids_again(people: People, hashes: Hashes) -> Iterator[pa.Table]:
    """Yield the ids of everybody, in the order in which they were read before."""
    done = 0
    ids = people.population.ids
    for batch in batches(people, [*map(quoted, ids), _hash_of(people.population)]):
        if not np.array_equal(batch.columns[-1].to_numpy(), hashes[done : done + len(batch)]):
            break
        yield pa.Table.from_arrays(batch.columns[: len(ids)], list(ids))
        done += len(batch)
    if done < len(hashes):
        raise BadTableError(f"{people.name}: the file has changed while it was read. Ask again.")


def batches(people: People, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield columns of everybody; for engines in this process only."""
    assert isinstance(people.engine, Duck)
    try:
        yield from people.engine.batches(f"SELECT {', '.join(columns)} FROM people")
    except duckdb.Error as error:
        raise cut_off(people, error) from error


def value_columns(asked: Asked) -> list[str]:
    """Return for each of `asked.values` what it holds, 0, 1 or null, as value_0, value_1, …"""
    return [f"CAST({_truth(column)} AS TINYINT) AS value_{place}" for place, column in enumerate(asked.values)]


def day_columns(asked: Asked) -> list[str]:
    """Return for each of `asked.days` the day, those before which none matters moved up, as day_0, day_1, …"""
    return [_moved(column, asked.earliest_that_matters(place), place) for place, column in enumerate(asked.days)]


def _truth(column: Column) -> str:
    name = quoted(column.name)
    return name if column.equals is None else f"(CAST({name} AS VARCHAR) = {text(column.equals)})"


def _moved(column: Column, earliest: int, place: int) -> str:
    name = quoted(column.name)
    if earliest < 1:
        return f"{name} AS day_{place}"
    day = f"DATE '{date.fromordinal(earliest)}'"
    return f"CASE WHEN {name} < {day} THEN {day} ELSE {name} END AS day_{place}"


def _hash_of(population: Population) -> str:
    return f"hash({', '.join(map(quoted, population.ids))}) AS hashed"


def _fault(population: Population) -> str:
    """Return what is true of a row that has no id or an impossible day."""
    late = (f"coalesce({quoted(column.name)} > {as_of_in(population)}, false)" for column in population.days())
    return " OR ".join([*(f"{quoted(name)} IS NULL" for name in population.ids), *late])


def values_of(column: pa.Array) -> Bytes:
    """Return a column of `value_columns` as FALSE, UNKNOWN and TRUE."""
    held = column.fill_null(NULL) if column.null_count else column
    values: Bytes = FALSE_TRUE_NULL[held.to_numpy()]
    return values


def ordinals_of(column: pa.Array) -> Ordinals:
    """Return a column of days as ordinals, 0 where there is none."""
    days = column.view(pa.int32())
    ordinals = (days.fill_null(-EPOCH) if column.null_count else days).to_numpy() + np.int32(EPOCH)
    return np.asarray(ordinals, np.int32)


def _joined(parts: list[Any], kind: Any = np.uint8) -> Any:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
