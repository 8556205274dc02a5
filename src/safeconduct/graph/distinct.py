"""Distinct: the different values of an array, in order.

As `np.unique`, which first loads masked arrays: of a run that is over in a moment they are a good part, and no array here is masked.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Kind = TypeVar("Kind", np.int64, np.uint64)


def distinct(values: NDArray[Kind]) -> NDArray[Kind]:
    """Return the different values of a flat array, least first.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(values)
    return ordered[begins_in(ordered)]


def distinct_with_places(values: NDArray[Kind]) -> tuple[NDArray[Kind], NDArray[np.int64]]:
    """Return the different values of an array, least first, and for each of its values which of them it is.

    >>> [one.tolist() for one in distinct_with_places(np.array([3, 1, 3]))]
    [[1, 3], [1, 0, 1]]
    """
    flat = values.ravel()
    order = np.argsort(flat, kind="stable")
    ordered = flat[order]
    begins = begins_in(ordered)
    places = np.empty(len(flat), np.int64)
    places[order] = np.cumsum(begins) - 1
    return ordered[begins], places.reshape(values.shape)


def begins_in(ordered: NDArray[Kind]) -> NDArray[np.bool_]:
    """Return where in an ordered flat array a value stands for the first time."""
    begins = np.ones(len(ordered), bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    return begins
