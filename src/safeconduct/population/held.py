"""Held: what the columns of a table hold of everybody, as numbers."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from safeconduct.population.asked import Ints

Bytes = npt.NDArray[np.uint8]
Ordinals = npt.NDArray[np.int32]

TOGETHER = 4  # value columns in one byte
BITS, MASK = 2, 3  # of each of them


class Held(NamedTuple):
    """What rows hold in the columns that a goal reads (`asked.Asked`), one item of each array a row.

    values: bytes with up to four value columns each, two bits a column from the lowest on: FALSE, UNKNOWN, TRUE
    days:   for each column of days ordinals, 0 unknown, none before `asked.earliest_that_matters`
    people: how many people each row stands for; None: one
    """

    rows: int
    values: tuple[Bytes, ...]
    days: tuple[Ordinals, ...]
    people: Ints | None = None

    def values_in(self, rows: Ints, columns: int) -> Ints:
        """Return the values of some rows, by number, in the first columns (rows x columns)."""
        read = (self.values[place // TOGETHER][rows] >> BITS * (place % TOGETHER) & MASK for place in range(columns))
        return stacked(list(read), len(rows))

    def days_in(self, rows: Ints) -> Ints:
        """Return the days of some rows, by number (rows x columns)."""
        return stacked([day[rows] for day in self.days], len(rows))


def stacked(columns: Sequence[npt.NDArray[np.integer]], rows: int) -> Ints:
    """Return columns of so many rows as one array (rows x columns)."""
    return np.stack(columns, axis=1).astype(np.int64) if columns else np.zeros((rows, 0), np.int64)


def held_of(values: Ints, days: Ints, people: Ints | None = None) -> Held:
    """Return what rows hold of whom it is told in a table of values and one of days (rows x columns)."""
    told = values.astype(np.uint8)
    grouped = range(0, told.shape[1], TOGETHER)
    packed = tuple(packed_values(list(told[:, place : place + TOGETHER].T)) for place in grouped)
    return Held(len(values), packed, tuple(days.astype(np.int32).T), people)


def packed_values(columns: list[Bytes]) -> Bytes:
    """Return up to four value columns as one of bytes."""
    packed = columns[0].copy()
    for place, column in enumerate(columns[1:], 1):
        packed |= column << np.uint8(BITS * place)
    return packed
