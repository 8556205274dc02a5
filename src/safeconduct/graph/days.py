"""Periods added to whole arrays of days, each by the rule of the law that states it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.distinct import distinct_with_places
from safeconduct.rules.packed import day_after_of, last_day_of
from safeconduct.terms.dates import Period

Days = NDArray[np.int64]  # proleptic Gregorian ordinals
Shift = Callable[[Days], Days]
SOME_DAY = 730_000
LEAST_DAYS = {"days": 1, "weeks": 7, "months": 28, "years": 365, "working_days": 1, "working_hours": 0}  # of one


def last_days(period: Period | None) -> Shift:
    """Return the function from days to the last day of a period that begins on each; without a period the same day."""
    return (lambda days: days) if period is None else _shift(lambda day: last_day_of(day, period), period)


def first_days(comparison: str, period: Period) -> Shift:
    """Return the function from the day a fact began to the first on which its clock is past the period (comparison >= or >)."""
    if comparison == ">=":
        return _shift(lambda day: day_after_of(day, period), period)
    return _shift(lambda day: last_day_of(day, period) + 1, period)


def least_days(period: Period | None) -> int:
    """Return how many days at least lie between the day on which a period begins and its last; without a period 0."""
    if period is None:
        return 0
    if _is_constant(period):
        return last_day_of(SOME_DAY, period) - SOME_DAY
    from_january = 366 * (period.counting.first_day == "year")
    return max(0, LEAST_DAYS[period.unit] * period.count - 2 - from_january)


def _is_constant(period: Period) -> bool:
    counting = period.counting
    return period.unit in ("days", "weeks") and counting.closed_days == "stay" and counting.first_day != "year"


def _shift(of_one: Callable[[int], int], period: Period) -> Shift:
    if _is_constant(period):
        length = of_one(SOME_DAY) - SOME_DAY
        return lambda days: days + length

    def of_each(days: Days) -> Days:
        different, where = distinct_with_places(days)
        return np.array([of_one(int(day)) for day in different], np.int64)[where]

    return of_each
