"""Reading: what the columns of a table hold of everybody, and their ids once more when the answers are written."""

from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from safeconduct.population.arrays import find_known, flags_in, numbers_in
from safeconduct.population.asked import FALSE, TRUE, UNKNOWN, Asked
from safeconduct.population.engines import Duck
from safeconduct.population.held import TOGETHER, Bytes, Held, Ordinals, packed_values
from safeconduct.population.model import Column
from safeconduct.population.tables import BadTableError, People, cut_off, refuse_faults

READ, WRITTEN = (
    1 << 17,
    1_000_000,
)  # people at a time: few enough for the processor's own memory; enough for a row group
EPOCH = 719_163  # ordinal of 1 January 1970, from which Arrow counts days

Hashes = npt.NDArray[np.uint64]


class Read(NamedTuple):
    """What everybody holds, and a number for their ids by which rows read again are known to be the same."""

    held: Held
    hashes: Hashes


def read(people: People, asked: Asked) -> Read:
    """Return what everybody holds. Raises BadTableError for nobody, for ids that are missing and for impossible days."""
    told: list[list[Bytes]] = [[] for _ in range(0, len(asked.values), TOGETHER)]
    dated: list[list[Ordinals]] = [[] for _ in asked.days]
    hashes: list[Hashes] = []
    wrong = False
    ids, days = people.population.ids, people.population.days()
    names = [*ids, *(column.name for column in (*asked.values, *days))]
    codes = {column.name for column in asked.values if column.equals is not None} - {*ids}
    for batch in _batches(people, names, codes, READ):
        values = _values_in(batch, asked.values)
        for place, group in enumerate(told):
            group.append(packed_values(values[place * TOGETHER :][:TOGETHER]))
        for place, column in enumerate(asked.days):
            dated[place].append(ordinals_of(batch[column.name], asked.earliest_that_matters(place)))
        hashes.append(_hashes_of(people, batch.select(list(ids))))
        wrong = wrong or any(batch[name].null_count for name in ids)
        wrong = wrong or any(_is_impossible(batch[column.name], asked.rules.today) for column in days)
    everybody = _joined(hashes)
    if wrong or not len(everybody):
        refuse_faults(people)
    return Read(Held(len(everybody), tuple(map(_joined, told)), tuple(map(_joined, dated))), everybody)


def refuse_twice(people: People, hashes: Hashes) -> None:
    """Raise BadTableError if an id stands more than once."""
    if (hashes[1:] > hashes[:-1]).all():
        return
    ordered = np.sort(hashes)
    if (ordered[1:] == ordered[:-1]).any():  # two ids may have one hash
        refuse_faults(people)


def ids_again(people: People, hashes: Hashes) -> Iterator[pa.Table]:
    """Yield the ids of everybody, in the order in which they were read before."""
    done = 0
    for batch in _batches(people, people.population.ids, (), WRITTEN):
        if not np.array_equal(_hashes_of(people, batch), hashes[done : done + len(batch)]):
            break
        yield pa.Table.from_batches([batch])
        done += len(batch)
    if done < len(hashes):
        raise BadTableError(f"{people.name}: the file has changed while it was read. Ask again.")


def _batches(people: People, names: Iterable[str], codes: Container[str], rows: int) -> Iterator[pa.RecordBatch]:
    """Yield columns of everybody; for engines in this process only."""
    assert isinstance(people.engine, Duck)
    schema = pa.schema([people.schema.field(name) for name in dict.fromkeys(names)])
    try:
        yield from people.engine.batches(schema, codes, rows)
    except BadTableError:
        raise
    except Exception as error:  # whatever a file that is cut off, or a value of the wrong type, makes of reading
        raise cut_off(people, error) from error


def _hashes_of(people: People, ids: pa.RecordBatch) -> Hashes:
    """Return a number for each row of ids; of one column of whole numbers these themselves."""
    assert isinstance(people.engine, Duck)
    alone = ids.num_columns == 1 and pa.types.is_int64(ids.schema.types[0])
    return numbers_in(ids.columns[0] if alone else people.engine.hashes(ids), np.uint64)


def _joined(parts: list[Any]) -> Any:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)


# --- columns ----------------------------------------------------------------------------------------------------------


def _values_in(batch: pa.RecordBatch, columns: Iterable[Column]) -> list[Bytes]:
    """Return the values of some columns; one that holds codes is taken apart once for all of them."""
    codes = {column.name: _encoded(batch[column.name]) for column in columns if column.equals is not None}
    return [
        truths_of(batch[column.name]) if column.equals is None else equal_to(codes[column.name], column.equals)
        for column in columns
    ]


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def truths_of(column: pa.Array) -> Bytes:
    """Return a column of truth values as FALSE, UNKNOWN and TRUE."""
    if pa.types.is_null(column.type):
        return np.full(len(column), UNKNOWN, np.uint8)
    held, known = flags_in(column) * np.uint8(TRUE), find_known(column)
    return held if known is None else np.where(known, held, np.uint8(UNKNOWN))


def equal_to(column: pa.DictionaryArray, code: str) -> Bytes:
    """Return as FALSE, UNKNOWN and TRUE whether a column of codes holds this one."""
    held = [UNKNOWN if one is None else TRUE if str(one) == code else FALSE for one in column.dictionary.to_pylist()]
    known = find_known(column.indices)
    places = column.indices.cast(pa.int32()) if column.indices.type != pa.int32() else column.indices
    numbers = numbers_in(places, np.int32)
    if known is not None:
        numbers = np.where(known, numbers, np.int32(len(held)))
    values: Bytes = np.array([*held, UNKNOWN], np.uint8)[numbers]
    return values


def ordinals_of(column: pa.Array, earliest: int) -> Ordinals:
    """Return a column of days as ordinals, those before `earliest` moved up to it; 0 where there is none."""
    if pa.types.is_null(column.type):
        return np.zeros(len(column), np.int32)
    days, known = np.maximum(numbers_in(column, np.int32) + np.int32(EPOCH), np.int32(earliest)), find_known(column)
    return days if known is None else np.where(known, days, np.int32(0))


def _is_impossible(column: pa.Array, today: int) -> bool:
    """Return whether a column of days has one before the year 1 or after `today`, an ordinal."""
    if pa.types.is_null(column.type):
        return False
    first, last = (day.value for day in pc.min_max(column).values())  # before EPOCH is added: that may overflow
    return first is not None and (first + EPOCH < 1 or last + EPOCH > today)
