"""A set of rows: each different row gets the next number, whole arrays of rows at a time.

A row of several words is numbered through its parts: two halves have numbers of their own, and the pair of these is one word again. So every look-up
compares whole words, never hashes only, and parts that many rows share stay in small tables.
"""

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.distinct import distinct
from safeconduct.graph.fields import Words

Numbers = NDArray[np.int64]
FIRST_SLOTS = 1 << 10
FIBONACCI = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio
HALF = np.uint64(32)


class Rows:
    """Rows numbered in the order in which they were first met."""

    def __init__(self, words: int) -> None:
        self._rows: Words = np.empty((FIRST_SLOTS, words), np.uint64)
        self._tree = _Tree(words)
        self.count = 0

    def __getitem__(self, numbers: Numbers) -> Words:
        return self._rows[numbers]

    @property
    def all(self) -> Words:
        """Every row, by number; a view."""
        return self._rows[: self.count]

    def numbers_of(self, rows: Words) -> Numbers:
        """Return the number of each row; rows not met before are added."""
        numbers = self._tree.numbers_of(rows)
        fresh = np.flatnonzero(numbers >= self.count)
        if len(fresh):
            self.count = int(numbers[fresh].max()) + 1
            if self.count > len(self._rows):
                longer = np.empty((max(self.count, 2 * len(self._rows)), self._rows.shape[1]), np.uint64)
                longer[: len(self._rows)] = self._rows
                self._rows = longer
            self._rows[numbers[fresh]] = rows[fresh]
        return numbers


class _Tree:
    """Numbers rows of a width; of one word directly, of more by the numbers of their halves."""

    def __init__(self, words: int) -> None:
        self.middle = words // 2
        self.halves = () if words == 1 else (_Tree(self.middle), _Tree(words - self.middle))
        self.keys = _Keys()

    def numbers_of(self, rows: Words) -> Numbers:
        if not self.halves:
            return self.keys.numbers_of(rows[:, 0])
        left = self.halves[0].numbers_of(rows[:, : self.middle])
        right = self.halves[1].numbers_of(rows[:, self.middle :])
        return self.keys.numbers_of(left.astype(np.uint64) << HALF | right.astype(np.uint64))


class _Keys:
    """Distinct words and their numbers: open addressing, the next slot after the hashed one."""

    def __init__(self) -> None:
        self.count = 0
        self._keys = np.empty(FIRST_SLOTS // 2, np.uint64)
        self._slots = np.full(FIRST_SLOTS, -1, np.int32)

    def numbers_of(self, keys: NDArray[np.uint64]) -> Numbers:
        """Return the number of each word; new ones are added."""
        numbers = self._find(keys)
        absent = np.flatnonzero(numbers < 0)
        if len(absent):
            self._add(distinct(keys[absent]))
            numbers[absent] = self._find(keys[absent])
        return numbers

    def _find(self, keys: NDArray[np.uint64]) -> Numbers:
        """Return the number of each word, -1 for those not met before."""
        slots = self._first_slots(keys)
        numbers = self._slots[slots].astype(np.int64)
        left = np.flatnonzero((numbers >= 0) & (self._keys[numbers] != keys))
        while len(left):
            slots[left] = (slots[left] + 1) & (len(self._slots) - 1)
            there = self._slots[slots[left]]
            numbers[left] = there
            left = left[(there >= 0) & (self._keys[there] != keys[left])]
        return numbers

    def _add(self, keys: NDArray[np.uint64]) -> None:
        """Add words that are new and all different."""
        total = self.count + len(keys)
        if total > len(self._keys):
            longer = np.empty(max(total, 2 * len(self._keys)), np.uint64)
            longer[: self.count] = self._keys[: self.count]
            self._keys = longer
        self._keys[self.count : total] = keys
        fresh = np.arange(self.count, total)
        self.count = total
        if 2 * total > len(self._slots):
            self._slots = np.full(1 << (4 * total).bit_length(), -1, np.int32)
            fresh = np.arange(total)
        self._place(fresh)

    def _place(self, numbers: Numbers) -> None:
        """Give each number the first free slot from the hashed one on."""
        slots = self._first_slots(self._keys[numbers])
        while len(numbers):
            free = self._slots[slots] < 0
            self._slots[slots[free]] = numbers[free]  # of several that want one slot, one gets it
            placed = self._slots[slots] == numbers
            numbers = numbers[~placed]
            slots = (slots[~placed] + 1) & (len(self._slots) - 1)

    def _first_slots(self, keys: NDArray[np.uint64]) -> Numbers:
        mixed = (keys ^ (keys >> HALF)) * FIBONACCI
        return (mixed >> np.uint64(65 - len(self._slots).bit_length())).astype(np.int64)
