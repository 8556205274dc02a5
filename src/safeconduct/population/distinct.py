"""Distinct: rows of whole numbers, numbered so that rows have one number if and only if they are equal in every column."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from safeconduct.population.arrays import array_of, numbers_in

Column = Any  # an array of whole numbers
Places = npt.NDArray[np.int32]
DENSE, A_ROW = 1 << 12, 64  # codes that are counted in a table: so many, and so many for each row,
LARGEST, MOST = 1 << 25, 4  # but not more than the larger of so many, and so many for each row
FEW = 1 << 18  # codes that are sorted before all that Arrow computes with is imported
AT_ONCE = 1 << 20  # rows looked through at a time
WIDEST = 1 << 62  # codes below this fit into an integer


class Distinct(NamedTuple):
    """place: of each row the number of those equal to it, in the order of the rows' columns; first: for each number the first such row."""

    place: Places
    first: npt.NDArray[np.int64]


def distinct(columns: Sequence[Column], rows: int) -> Distinct:
    """Return the numbers of rows, each of which has one item in every column.

    >>> distinct([np.array([7, 5, 7, 5]), np.array([1, 1, 1, 0])], 4)
    Distinct(place=array([2, 1, 2, 0], dtype=int32), first=array([3, 1, 0]))
    """
    if not rows:
        return Distinct(np.zeros(0, np.int32), np.zeros(0, np.int64))
    codes: Column = np.zeros(rows, np.uint8)
    size = 1
    for column in columns:
        low = int(column.min())
        width = int(column.max()) - low + 1
        if width == 1:
            continue
        if size * width > WIDEST or (size > 1 and size * width > _table_size(rows)):
            codes, size = _ranked(codes, size)
        codes = _beside(codes, size, column, low, width)
        size *= width
    place, count = _ranked(codes, size)
    return Distinct(place, _first_of(place, count))


def _first_of(place: Places, count: int) -> npt.NDArray[np.int64]:
    """Return where each number first stands, looking from the end: of what is written to one place the last stays."""
    first = np.empty(count, np.int64)
    for end in range(len(place), 0, -AT_ONCE):
        begin = max(0, end - AT_ONCE)
        first[place[begin:end][::-1]] = np.arange(end - 1, begin - 1, -1)
    return first


def _beside(codes: Column, size: int, column: Column, low: int, width: int) -> Column:
    """Return codes of rows that had codes under `size` and have a further item from `low` on, of `width` possible ones."""
    kind = np.min_scalar_type(size * width).type
    further = column if low == 0 else column - low
    if size == 1:
        return further.astype(kind)
    together = codes.astype(kind)
    together *= kind(width)
    together += further.astype(kind, copy=False)
    return together


def _table_size(rows: int) -> int:
    return min(DENSE + A_ROW * rows, max(LARGEST, MOST * rows))


def _ranked(codes: Column, size: int) -> tuple[Places, int]:
    """Return for codes from 0 up to `size` the rank of each among the different ones, and how many these are."""
    if size > _table_size(len(codes)):
        return _looked_up(codes) if len(codes) > FEW else _sorted(codes)
    met = np.zeros(size, np.bool_)
    met[codes] = True
    there = np.flatnonzero(met)
    rank = np.empty(size, np.int32)
    rank[there] = np.arange(len(there), dtype=np.int32)
    return rank[codes], len(there)


def _sorted(codes: Column) -> tuple[Places, int]:
    there, rank = np.unique(codes, return_inverse=True)
    return rank.astype(np.int32), len(there)


def _looked_up(codes: Column) -> tuple[Places, int]:
    found = array_of(codes.astype(np.int64, copy=False), pa.int64()).dictionary_encode()
    there = numbers_in(found.dictionary, np.int64)
    rank = np.empty(len(there), np.int32)
    rank[np.argsort(there)] = np.arange(len(there), dtype=np.int32)
    return rank[numbers_in(found.indices, np.int32)], len(there)
