"""What a formula can be when each atom can be one of several values, on some day from the day of the question on."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.rules.model import All, Calendar, Clock, Constant, Formula, Is, Not, Rules, Some
from safeconduct.rules.reference import compared, first_day_after, last_day_of
from safeconduct.terms.truth import Truth, all_of, any_of, negation


class Possible(NamedTuple):
    """What each atom can be, and since when it is true for good (0: not for good, or not known since when)."""

    rules: Rules
    values: tuple[frozenset[Truth], ...]
    for_good: tuple[int, ...]

    def truths(self, formula: Formula) -> set[Truth]:
        """Return the values a formula can have, each operand taken for itself."""
        match formula:
            case Constant(value):
                return {value}
            case Is(atom):
                return set(self.values[atom])
            case Not(operand):
                return {negation(value) for value in self.truths(operand)}
            case All(operands):
                found = {Truth.TRUE}
                for operand in operands:
                    found = {all_of(pair) for pair in pairs(found, self.truths(operand))}
                return found
            case Some(operands):
                found = {Truth.FALSE}
                for operand in operands:
                    found = {any_of(pair) for pair in pairs(found, self.truths(operand))}
                return found
            case Calendar(comparison, day):
                return self.from_today_on(comparison, day)
            case Clock():
                return self.clock_truths(formula)

    def can_be(self, formula: Formula | None, value: Truth) -> bool:
        return formula is None or value in self.truths(formula)

    def must_be_true(self, formula: Formula | None) -> bool:
        return formula is None or self.truths(formula) == {Truth.TRUE}

    def clock_truths(self, clock: Clock) -> set[Truth]:
        """Return what a clock can say: anything its atom allows, unless the atom is true for good since a known day."""
        since = self.for_good[clock.atom]
        if since and clock.comparison in (">=", "<"):
            return self.from_today_on(clock.comparison, first_day_after(since, clock.period))
        if since:
            return self.from_today_on(clock.comparison, last_day_of(since, clock.period))
        running = set(Truth) if Truth.TRUE in self.values[clock.atom] else set()
        return running | (self.values[clock.atom] - {Truth.TRUE})

    def from_today_on(self, comparison: str, day: int) -> set[Truth]:
        """Return what a comparison with a day can be from the day of the question on."""
        now = compared(self.rules.today, comparison, day)
        ever_after = comparison in (">=", ">")
        if now == ever_after:
            return {Truth.TRUE if now else Truth.FALSE}
        return {Truth.FALSE, Truth.TRUE}


def pairs(left: set[Truth], right: set[Truth]) -> Iterator[tuple[Truth, Truth]]:
    for a in sorted(left):
        for b in sorted(right):
            yield a, b
