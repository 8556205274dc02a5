"""Reading: what the columns of a table hold of everybody, and their ids once more when the answers are written."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from safeconduct.population.arrays import find_known, numbers_in
from safeconduct.population.asked import TRUE, UNKNOWN, Asked
from safeconduct.population.engines import Duck
from safeconduct.population.held import TOGETHER, Bytes, Held, Ordinals, packed_values
from safeconduct.population.model import Column, Population
from safeconduct.population.tables import BadTableError, People, as_of_in, cut_off, quoted, refuse_faults, text

EPOCH = 719_163  # ordinal of 1 January 1970, from which Arrow counts days

Hashes = npt.NDArray[np.uint64]


class Read(NamedTuple):
    """What everybody holds, and a hash of their ids by which rows read again are known to be the same."""

    held: Held
    hashes: Hashes


def read(people: People, asked: Asked) -> Read:
    """Return what everybody holds. Raises BadTableError for nobody, for ids that are missing and for impossible days."""
    values, days = value_columns(asked), [quoted(column.name) for column in asked.days]
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
        for place, column in enumerate(columns[len(values) : -2]):
            dated[place].append(ordinals_of(column, asked.earliest_that_matters(place)))
        hashes.append(numbers_in(columns[-2], np.uint64))
        wrong = wrong or columns[-1].true_count > 0
    everybody = _joined(hashes, np.uint64)
    if wrong or not len(everybody):
        refuse_faults(people)
    return Read(Held(len(everybody), tuple(map(_joined, told)), tuple(map(_joined, dated))), everybody)


def refuse_twice(people: People, hashes: Hashes) -> None:
    """Raise BadTableError if an id stands more than once."""
    ordered = np.sort(hashes)
    if (ordered[1:] == ordered[:-1]).any():  # two ids may have one hash
        refuse_faults(people)


def ids_again(people: People, hashes: Hashes) -> Iterator[pa.Table]:
    """Yield the ids of everybody, in the order in which they were read before."""
    done = 0
    ids = people.population.ids
    for batch in batches(people, [*map(quoted, ids), _hash_of(people.population)]):
        if not np.array_equal(numbers_in(batch.columns[-1], np.uint64), hashes[done : done + len(batch)]):
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


def _truth(column: Column) -> str:
    name = quoted(column.name)
    return name if column.equals is None else f"(CAST({name} AS VARCHAR) = {text(column.equals)})"


def _hash_of(population: Population) -> str:
    return f"hash({', '.join(map(quoted, population.ids))}) AS hashed"


def _fault(population: Population) -> str:
    """Return what is true of a row that has no id or an impossible day."""
    late = (f"coalesce({quoted(column.name)} > {as_of_in(population)}, false)" for column in population.days())
    return " OR ".join([*(f"{quoted(name)} IS NULL" for name in population.ids), *late])


def values_of(column: pa.Array) -> Bytes:
    """Return a column of `value_columns` as FALSE, UNKNOWN and TRUE."""
    held, known = numbers_in(column, np.uint8) * np.uint8(TRUE), find_known(column)
    return held if known is None else np.where(known, held, np.uint8(UNKNOWN))


def ordinals_of(column: pa.Array, earliest: int) -> Ordinals:
    """Return a column of days as ordinals, those before `earliest` moved up to it; 0 where there is none."""
    days, known = np.maximum(numbers_in(column, np.int32) + np.int32(EPOCH), np.int32(earliest)), find_known(column)
    return days if known is None else np.where(known, days, np.int32(0))


def _joined(parts: list[Any], kind: Any = np.uint8) -> Any:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
