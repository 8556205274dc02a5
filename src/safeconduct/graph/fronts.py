"""Fronts: for each situation the ways of reaching it that no other beats, whole arrays of ways at a time.

A way is a *vector* of numbers that are the better the smaller they are: its day, what it has cost, since when its clocks run, when its decisions fall
due (docs/clocks.md). Of one situation all vectors have the same meaning, so one way makes another needless if it is nowhere greater.
"""

import numpy as np

from safeconduct.graph.flat import Ints

FIRST = 1 << 10


class Fronts:
    """Ways by number. Columns of one array each: vectors, situation, the way before, and what was done last."""

    def __init__(self, width: int) -> None:
        self.count = 0
        self.vectors: Ints = np.empty((FIRST, width), np.int64)
        self.situation = np.empty(FIRST, np.int32)
        self.before = np.empty(FIRST, np.int32)
        self.done = np.empty(FIRST, np.int32)
        self.is_beaten = np.zeros(FIRST, np.bool_)
        self._next = np.empty(FIRST, np.int32)  # of the same situation
        self._first = np.full(FIRST, -1, np.int32)  # of each situation

    def add(self, situations: Ints, vectors: Ints, before: Ints, done: Ints) -> Ints:
        """Add ways, without those that others make needless; return the numbers of those added."""
        order = np.lexsort((*vectors.T[::-1], situations))
        order = order[_not_after_better(situations[order], vectors[order])]
        self._make_room(int(situations.max(initial=-1)) + 1)
        added = []
        while len(order):
            starts = np.flatnonzero(np.diff(situations[order], prepend=-1))
            wave = order[starts]  # one way a situation: those of one wave do not meet
            wave = wave[self._not_needless(situations[wave], vectors[wave])]
            added.append(self._append(situations[wave], vectors[wave], before[wave], done[wave]))
            order = np.delete(order, starts)
        return np.concatenate(added) if added else np.empty(0, np.int64)

    def _not_needless(self, situations: Ints, vectors: Ints) -> Ints:
        """Return the positions of vectors that no kept way of their situation makes needless; kept ways that they make needless are marked."""
        good = np.ones(len(situations), np.bool_)
        asked = np.arange(len(situations))
        kept = self._first[situations].astype(np.int64)
        while True:
            asked, kept = asked[kept >= 0], kept[kept >= 0]
            if not len(asked):
                return np.flatnonzero(good)
            ours, theirs = vectors[asked], self.vectors[kept]
            needless = ~self.is_beaten[kept] & (theirs <= ours).all(axis=1)
            good[asked[needless]] = False
            going_on = ~needless
            beats = going_on & (ours <= theirs).all(axis=1)
            self.is_beaten[kept[beats]] = True
            asked, kept = asked[going_on], self._next[kept[going_on]].astype(np.int64)

    def _append(self, situations: Ints, vectors: Ints, before: Ints, done: Ints) -> Ints:
        first, self.count = self.count, self.count + len(situations)
        while self.count > len(self.situation):
            self._lengthen()
        new = slice(first, self.count)
        self.vectors[new] = vectors
        self.situation[new], self.before[new], self.done[new] = situations, before, done
        self.is_beaten[new] = False
        numbers = np.arange(first, self.count)
        self._next[new] = self._first[situations]
        self._first[situations] = numbers
        return numbers

    def widen(self, more: int, filler: int) -> None:
        """Add columns to every vector, all of one value."""
        added = np.full((len(self.vectors), more), filler, np.int64)
        self.vectors = np.concatenate((self.vectors, added), axis=1)

    def _lengthen(self) -> None:
        for name in ("vectors", "situation", "before", "done", "is_beaten", "_next"):
            old = getattr(self, name)
            new = np.empty((2 * len(old), *old.shape[1:]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _make_room(self, situations: int) -> None:
        if situations > len(self._first):
            longer = np.full(max(situations, 2 * len(self._first)), -1, np.int32)
            longer[: len(self._first)] = self._first
            self._first = longer


def _not_after_better(situations: Ints, vectors: Ints) -> Ints:
    """Return the positions, of ways in order, without those that the one just before them makes needless."""
    if not len(situations):
        return np.arange(0)
    better = (situations[1:] == situations[:-1]) & (vectors[:-1] <= vectors[1:]).all(axis=1)
    return np.flatnonzero(np.concatenate(([True], ~better)))
