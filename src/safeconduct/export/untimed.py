"""Whether the days of a task can be counted by adding up: what is filed is waited for, and nothing else happens meanwhile."""

from collections.abc import Callable
from datetime import date

from safeconduct.rules.model import (
    All,
    Calendar,
    Change,
    Clock,
    Constant,
    Decision,
    Formula,
    Is,
    Not,
    Operator,
    Rules,
    Some,
)
from safeconduct.rules.reference import leaves
from safeconduct.terms.dates import Period, last_day
from safeconduct.terms.truth import Truth

SAMPLE = date(2024, 1, 1)


def timed_because(rules: Rules) -> str | None:
    """Return why days cannot simply be added up, in words; None if they can."""
    if any(isinstance(leaf, Clock | Calendar) for leaf in leaves(rules)):
        return "a rule reads a date or how long something has lasted"
    if any(one.after is not None for one in rules.consequences):
        return "something happens by lapse of time"
    if any(rules.values[one.pending] is not Truth.FALSE for one in rules.decisions):
        return "an application is pending at the start"
    if rules.reopened():
        return "something else than its own act can make an application pending again"
    for decision in rules.decisions:
        if constant_wait(decision) is None:
            return f"how many days '{decision.name}' takes depends on the day it is filed"
    blocked = blocked_by(rules)
    everything = (1 << len(rules.decisions)) - 1
    for operator, mask in zip(rules.operators, blocked, strict=True):
        if mask != everything:
            free = next(n for n in range(len(rules.decisions)) if not mask >> n & 1)
            return f"'{operator.name}' may be done while '{rules.decisions[free].name}' is pending"
    return None


def constant_wait(decision: Decision) -> int | None:
    """Return the days from filing to decision; None if they depend on the day of filing."""
    period = decision.period if decision.period is not None else decision.expected
    if period is None:
        return 0
    return max(0, (last_day(SAMPLE, period) - SAMPLE).days) if is_constant(period) else None


def is_constant(period: Period) -> bool:
    counting = period.counting
    return period.unit in ("days", "weeks") and counting.closed_days == "stay" and counting.first_day != "year"


def blocked_by(rules: Rules) -> list[int]:
    """Return, for each operator, the mask of the decisions that close it as long as they are pending."""
    known = _Implied(rules)
    own = [0 if one.decision is None else 1 << one.decision for one in rules.operators]
    found = []
    for operator, mask in zip(rules.operators, own, strict=True):
        for line in operator.lines:
            mask |= known.false_if(line.formula)
        found.append(mask)
    return found


def marks_of(rules: Rules) -> dict[int, int]:
    """Return the atoms that stay true as long as an application is pending that made them true when it was filed: a mask of decisions.

    Only a decision makes such an atom false. As nothing may be done while one is pending, that can only be its own.
    """
    grouped = {atom for group in rules.groups for atom in group.atoms}
    lost = grouped | {change.atom for one in rules.consequences for change in one.changes if not change.value}
    marks: dict[int, set[int]] = {}
    for operator in rules.operators:
        if operator.decision is not None:
            ends = {change.atom: change.value and change.when is None for change in operator.changes}
            mine = {atom for atom, stays in ends.items() if stays} - lost
            marks[operator.decision] = marks.get(operator.decision, mine) & mine
    found: dict[int, int] = {}
    for decision, atoms in marks.items():
        for atom in atoms:
            found[atom] = found.get(atom, 0) | 1 << decision
    return found


class _Implied:
    """What follows from a pending application alone: masks of the decisions of which that makes a formula true, or false."""

    def __init__(self, rules: Rules) -> None:
        self.pending = {one.pending: 1 << number for number, one in enumerate(rules.decisions)}
        self.everything = (1 << len(rules.decisions)) - 1
        self.definitions = {one.atom: one.formula for one in rules.definitions}
        self.known: dict[tuple[int, bool], int] = {}
        for atom, mask in marks_of(rules).items():
            self.pending[atom] = self.pending.get(atom, 0) | mask

    def false_if(self, formula: Formula) -> int:
        return self._mask(formula, so=False)

    def _mask(self, formula: Formula, *, so: bool) -> int:
        match formula:
            case Not(operand):
                return self._mask(operand, so=not so)
            case All(operands) | Some(operands):
                masks = [self._mask(one, so=so) for one in operands]
                return self._all(masks) if isinstance(formula, All) is so else self._any(masks)
            case Is(atom) if atom in self.definitions:
                if (atom, so) not in self.known:
                    self.known[atom, so] = self._mask(self.definitions[atom], so=so)
                return self.known[atom, so]
            case Is(atom):
                return self.pending.get(atom, 0) if so else 0
            case Constant(value):
                return self.everything if value is (Truth.TRUE if so else Truth.FALSE) else 0
        return 0

    def _all(self, masks: list[int]) -> int:
        found = self.everything
        for mask in masks:
            found &= mask
        return found

    def _any(self, masks: list[int]) -> int:
        found = 0
        for mask in masks:
            found |= mask
        return found


# --- filing and decision as one action -----------------------------------------------------------------------------


def joined(rules: Rules) -> Callable[[Operator], bool]:
    """Return what says whether an application and its grant may be one action: nothing sees what lies between them."""
    reads = _Reads(rules)
    seen: set[int] = set(reads.under(rules.goal))
    for consequence in rules.consequences:
        seen |= reads.under(consequence.when) | reads.set_by(consequence.changes)
        seen |= reads.under_all(change.when for change in consequence.changes)
    seen |= reads.under_all(one.formula for one in rules.exclusions)
    seen |= reads.under_all(one.formula for one in rules.watches)

    def is_joined(operator: Operator) -> bool:
        if operator.decision is None:
            return False
        decision = rules.decisions[operator.decision]
        between = reads.set_by(operator.changes)
        looks = reads.under_all(line.formula for line in decision.keep)
        looks |= reads.under_all(change.when for change in decision.on_grant)
        return not between & (seen | looks)

    return is_joined


class _Reads:
    """The base atoms that formulas come down to."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.definitions = {one.atom: one.formula for one in rules.definitions}
        self.known: dict[int, frozenset[int]] = {}

    def under(self, formula: Formula) -> frozenset[int]:
        match formula:
            case Not(operand):
                return self.under(operand)
            case All(operands) | Some(operands):
                return frozenset().union(*map(self.under, operands))
            case Is(atom) | Clock(atom):
                if atom not in self.definitions:
                    return frozenset((atom,))
                if atom not in self.known:
                    self.known[atom] = self.under(self.definitions[atom])
                return self.known[atom]
        return frozenset()

    def under_all(self, formulas: object) -> frozenset[int]:
        return frozenset().union(*(self.under(one) for one in formulas if one is not None))  # type: ignore[attr-defined]

    def set_by(self, changes: tuple[Change, ...]) -> frozenset[int]:
        atoms = {change.atom for change in changes}
        mates = (set(one.atoms) for one in self.rules.groups if atoms & set(one.atoms))
        return frozenset(atoms.union(*mates))
