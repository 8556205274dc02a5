"""Symbolic days: a day that stands for everybody's own, and notes whatever a computation asks of it.

A computation run with such days gives the answer of one person, the one whose days they hold. Everything it did depends on the days only through
the questions noted. So for each person whose own days answer every question alike it does the same, and its days are the same terms
over their own days (a concolic execution, after Godefroid, Klarlund and Sen 2005).

A symbolic day is no `int`, and never gives its number away unasked: code that needs it (to index with it, to put it into an array, to hand it to the
calendar) pins it, and the question noted is whether the day is this very one. Such code makes the answer hold for fewer people, never for wrong ones.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

from safeconduct.terms.dates import Period, day_after, last_day

REMEMBERED = 100_000  # days counted; numbers of the calendar, no terms


class Named(NamedTuple):
    """The day of a column, by its number."""

    column: int


class Counted(NamedTuple):
    """The last day of a period that begins `offset` days after the day `of`, or (whole) the day after it."""

    of: "Term"
    offset: int
    period: Period
    whole: bool


Term = Named | Counted


class Question(NamedTuple):
    """Is the day `left` before (`<`) the day `right` plus `offset`, or that very day (`=`)? Without `right`, `offset` is the day itself."""

    left: Term
    relation: str
    right: Term | None
    offset: int


class Trace:
    """The questions that one computation asked, each with its answer."""

    def __init__(self) -> None:
        self.answers: dict[Question, bool] = {}

    def day(self, column: int, day: int) -> int:
        """Return the day of a column, held by `day` (an ordinal), to stand where an ordinal is expected."""
        return cast(int, SymbolicDay(self, Named(column), 0, day))


class SymbolicDay:
    """A term plus a number of days. Only comparisons, whole days more or less, and legal periods keep it symbolic."""

    __slots__ = ("_day", "_trace", "offset", "term")

    def __init__(self, trace: Trace, term: Term, offset: int, day: int) -> None:
        self._trace, self.term, self.offset, self._day = trace, term, offset, day

    # --- what keeps it symbolic ---

    def __add__(self, days: int) -> "SymbolicDay":
        return SymbolicDay(self._trace, self.term, self.offset + days, self._day + days)

    __radd__ = __add__

    def __sub__(self, other: object) -> object:
        if isinstance(other, SymbolicDay):
            return self.offset - other.offset if self.term == other.term else int(self) - int(other)
        return self + -other if isinstance(other, int) else NotImplemented

    def counted(self, period: Period, *, whole: bool) -> int:
        """Return the last day of a period that this day starts, or (whole) the day after it."""
        term = Counted(self.term, self.offset, period, whole)
        return cast(int, SymbolicDay(self._trace, term, 0, _counted(self._day, period, whole)))

    @property
    def name(self) -> tuple[Term, int]:
        """What two days share that are the same for everybody."""
        return self.term, self.offset

    def __bool__(self) -> bool:
        return True  # 0 says that no day is known; this is one

    def __hash__(self) -> int:
        """Return the hash of the name: a dictionary finds what was remembered for the same term, and asks nothing.

        Equal days of different terms are told apart by it. So a dictionary with days in its keys may only remember what follows from them.
        """
        return hash(self.name)

    def __repr__(self) -> str:
        return f"SymbolicDay({self.term!r} + {self.offset})"

    # --- comparisons ---

    def __lt__(self, other: object) -> bool:
        return self._asks(other, "<", lambda a, b: a < b)

    def __gt__(self, other: object) -> bool:
        return other < self if isinstance(other, SymbolicDay) else not self < _next(other)

    def __le__(self, other: object) -> bool:
        return not self > other

    def __ge__(self, other: object) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SymbolicDay | int):
            return NotImplemented
        return self._asks(other, "=", lambda a, b: a == b)

    def _asks(self, other: object, relation: str, compare: Callable[[int, int], bool]) -> bool:
        if isinstance(other, SymbolicDay):
            if self.term == other.term:
                return compare(self.offset, other.offset)
            question = Question(self.term, relation, other.term, other.offset - self.offset)
            answer = compare(self._day, other._day)
        elif isinstance(other, int):
            question = Question(self.term, relation, None, other - self.offset)
            answer = compare(self._day, other)
        else:
            raise TypeError(f"a day is compared with {type(other).__name__}")
        self._trace.answers[question] = answer
        return answer

    # --- what pins it ---

    def __index__(self) -> int:
        self._trace.answers[Question(self.term, "=", None, self._day - self.offset)] = True
        return self._day

    __int__ = __index__

    def __reduce__(self) -> str:
        raise TypeError("a symbolic day belongs to the computation that traces it")


def find_symbolic(day: object) -> SymbolicDay | None:
    """Return what stands where an ordinal is expected if it is symbolic."""
    return day if isinstance(day, SymbolicDay) else None


@lru_cache(REMEMBERED)
def _counted(day: int, period: Period, whole: bool) -> int:
    count = day_after if whole else last_day
    return count(date.fromordinal(day), period).toordinal()


def _next(day: object) -> object:
    return day + 1 if isinstance(day, int) else day
