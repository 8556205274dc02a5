"""Clashes: two tests of clocks or of the calendar that no situation can pass together."""

from collections.abc import Iterable, Iterator

from safeconduct.law.model import And, Condition, Expr, Held, Not, Today
from safeconduct.terms.dates import Period

CONTRARY = {">=": "<", "<": ">=", "<=": ">", ">": "<="}
LOWER = (">=", ">")  # at least as long, or as late
DAYS = {  # fewest and most days in one unit
    "days": (1, 1),
    "weeks": (7, 7),
    "months": (28, 31),
    "years": (365, 366),
    "working_days": (1, 3),
    "working_hours": (0, 1),
}
SLACK = 20  # days by which the first day, the ends of months and runs of holidays can move the end of a period


class Clash(str):
    """Why two tests cannot both be passed, as the end of a sentence."""

    __slots__ = ()


def clash_between(some: Iterable[Held | Today], others: Iterable[Held | Today]) -> Clash | None:
    """Return why a test of one line and a test of the other cannot be passed together, or None."""
    others = list(others)
    return next((clash for one in some for other in others if (clash := clash_of(one, other)) is not None), None)


def clash_of(one: Held | Today, other: Held | Today) -> Clash | None:
    """Return why two tests cannot be passed together, or None where they can or it cannot be told.

    >>> from datetime import date
    >>> clash_of(Today(">=", date(2014, 1, 1)), Today("<", date(2013, 7, 1)))
    ': no day is both from 2014-01-01 on and before 2013-07-01'
    """
    if one.comparison in LOWER and other.comparison not in LOWER:
        lower, upper = one, other
    elif other.comparison in LOWER and one.comparison not in LOWER:
        lower, upper = other, one
    else:
        return None
    if isinstance(lower, Today) and isinstance(upper, Today):
        return clash_of_days(lower, upper)
    if isinstance(lower, Held) and isinstance(upper, Held) and lower.fact == upper.fact:
        return clash_of_clocks(lower, upper)
    return None


def clash_of_days(lower: Today, upper: Today) -> Clash | None:
    first = lower.day.toordinal() + (lower.comparison == ">")
    last = upper.day.toordinal() - (upper.comparison == "<")
    if first <= last:
        return None
    since = f"{'after' if lower.comparison == '>' else 'from'} {lower.day}{'' if lower.comparison == '>' else ' on'}"
    return Clash(f": no day is both {since} and {'before' if upper.comparison == '<' else 'up to'} {upper.day}")


def clash_of_clocks(lower: Held, upper: Held) -> Clash | None:
    if not never_together(lower.comparison, lower.period, upper.comparison, upper.period):
        return None
    low, high = length(lower.period), length(upper.period)
    return Clash(f": nothing has held for {low} when it may have held for {high} at most")


def never_together(above: str, low: Period, below: str, high: Period) -> bool:
    """Return whether no clock passes both `above low` and `below high`; False where periods of different units are too near to tell."""
    if low.unit == high.unit and low.counting == high.counting:
        return low.count > high.count or (low.count == high.count and CONTRARY[above] == below)
    return fewest_days(low) - SLACK > most_days(high) + SLACK


def fewest_days(period: Period) -> int:
    return period.count * DAYS[period.unit][0]


def most_days(period: Period) -> int:
    return period.count * DAYS[period.unit][1]


def length(period: Period) -> str:
    unit = period.unit.replace("_", " ")
    return f"{period.count} {unit if period.count != 1 else unit.removesuffix('s')}"


def clocks_of(line: Condition) -> Iterator[Held]:
    """Yield the clocks that must pass for a line to hold; a line with exceptions promises nothing."""
    return (test for test in tests_of(line) if isinstance(test, Held))


def day_tests_of(line: Condition) -> Iterator[Today]:
    return (test for test in tests_of(line) if isinstance(test, Today))


def tests_of(line: Condition) -> Iterator[Expr]:
    stack = [] if line.unless else [line.that]
    while stack:
        match stack.pop():
            case And(operands):
                stack += reversed(operands)
            case Held() | Today() as test:
                yield test
            case Not(Today(comparison, day)):
                yield Today(CONTRARY[comparison], day)
