"""Truth values: true, false and unknown, combined so that unknown never turns into false silently (Kleene)."""

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """Ordered false < unknown < true, so that "and" is the least and "or" the greatest.

    Has no value as a Python condition: write `truth is Truth.TRUE`, so that unknown is decided on, not overlooked.
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> bool:
        raise TypeError("a Truth may be unknown: compare it with `is Truth.TRUE` or `is Truth.FALSE`")


def truth_of(value: bool | None) -> Truth:
    """Return the truth of a value as written in a case file, where nothing means unknown.

    >>> truth_of(None).name
    'UNKNOWN'
    """
    if value is None:
        return Truth.UNKNOWN
    return Truth.TRUE if value else Truth.FALSE


def negation(truth: Truth) -> Truth:
    """Return the contrary; the contrary of unknown is unknown."""
    return Truth(2 - truth)


def both(a: Truth, b: Truth) -> Truth:
    """Return the truth of `a and b`: false as soon as one of them is false."""
    return min(a, b)


def either(a: Truth, b: Truth) -> Truth:
    """Return the truth of `a or b`: true as soon as one of them is true."""
    return max(a, b)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return the truth of "every one"; stops at the first false; of none it is true.

    >>> all_of([Truth.TRUE, Truth.UNKNOWN]).name
    'UNKNOWN'
    """
    least = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return truth
        least = both(least, truth)
    return least


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return the truth of "at least one"; stops at the first true; of none it is false.

    >>> any_of([Truth.FALSE, Truth.UNKNOWN]).name
    'UNKNOWN'
    """
    greatest = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return truth
        greatest = either(greatest, truth)
    return greatest
