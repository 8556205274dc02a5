"""Formulas of the rules as conditions over facts: when a formula is true, and when it is false."""

from datetime import date

from safeconduct.export.model import (
    ALWAYS,
    NEVER,
    Condition,
    Dated,
    Either,
    Every,
    Literal,
    Passed,
    Rule,
    contrary,
    either,
    every,
)
from safeconduct.rules.model import All, Calendar, Clock, Constant, Formula, Is, Not, Rules, Some
from safeconduct.terms.dates import Period, day_after, last_day
from safeconduct.terms.truth import Truth

LONG_AGO = 1  # an assumed beginning (docs/kernel.md, section 5)


class Conditions:
    """The vocabulary of one task: names of facts, and rules for whatever had to be derived.

    settled: atoms that never change, with their value
    last:    the last day that can be waited for
    started: the atoms whose clock may start while a plan is under way
    """

    def __init__(self, rules: Rules, settled: dict[int, Truth], last: int, started: frozenset[int]) -> None:
        self.of_rules, self.settled, self.last, self.started = rules, settled, last, started
        self.names = [named(number, name) for number, name in enumerate(rules.atoms)]
        self.definitions = {one.atom: one.formula for one in rules.definitions}
        self.watches = {one.atom: one.formula for one in rules.watches}
        self.rules: dict[str, Rule] = {}
        self.passed: dict[str, Passed] = {}
        self.dated: dict[str, Dated] = {}
        self._derived: dict[tuple[int, bool], Condition] = {}
        self._named: dict[Condition, Literal] = {}
        self._doubtful: dict[int, bool] = {}

    # --- what is so of an atom ---

    def holds(self, atom: int) -> Condition:
        """Return the condition that an atom is true."""
        if atom in self.definitions:
            return self._definition(atom, so=True)
        if atom in self.settled:
            return ALWAYS if self.settled[atom] is Truth.TRUE else NEVER
        return Literal(f"is_{self.names[atom]}")

    def unknown(self, atom: int) -> Condition:
        """Return the condition that nobody knows whether a base atom or watch is true."""
        return Literal(f"open_{self.names[atom]}") if self.may_be_unknown(atom) else NEVER

    def fails(self, atom: int) -> Condition:
        """Return the condition that an atom is false."""
        if atom in self.definitions:
            return self._definition(atom, so=False)
        return every(contrary(self.holds(atom)), contrary(self.unknown(atom)))

    def may_be_unknown(self, atom: int) -> bool:
        if atom not in self._doubtful:
            self._doubtful[atom] = True  # whatever mirrors itself
            initially = atom not in self.definitions and self.of_rules.values[atom] is Truth.UNKNOWN
            formula = self.definitions.get(atom, self.watches.get(atom))
            self._doubtful[atom] = initially or (formula is not None and self.is_doubtful(formula))
        return self._doubtful[atom]

    def may_be_undated(self, atom: int) -> bool:
        """Return whether an atom may be true since nobody knows when."""
        value, since = self.of_rules.values[atom], self.of_rules.since[atom]
        return atom in self.definitions or value is Truth.UNKNOWN or (value is Truth.TRUE and since == 0)

    def is_doubtful(self, formula: Formula) -> bool:
        """Return whether a formula may be neither true nor false."""
        match formula:
            case Not(operand):
                return self.is_doubtful(operand)
            case All(operands) | Some(operands):
                return any(map(self.is_doubtful, operands))
            case Is(atom):
                return self.may_be_unknown(atom)
            case Clock(atom):
                return self.may_be_unknown(atom) or self.may_be_undated(atom)
            case Constant(value):
                return value is Truth.UNKNOWN
        return False

    # --- formulas ---

    def true(self, formula: Formula, renewed: tuple[int, ...] = ()) -> Condition:
        """Return the condition that a formula is true; `renewed`: watches read as they will be once brought up to date."""
        match formula:
            case Not(operand):
                return self.false(operand, renewed)
            case All(operands):
                return every(*(self.true(one, renewed) for one in operands))
            case Some(operands):
                return either(*(self.true(one, renewed) for one in operands))
            case Is(atom) if atom in renewed:
                return self.true(self.watches[atom], renewed[: renewed.index(atom)])
            case Is(atom):
                return self.holds(atom)
            case Calendar(comparison, day):
                return self._calendar(comparison, day)
            case Clock(atom, comparison, period) if atom in renewed:
                fresh = self._fresh(comparison, period)
                kept = either(every(self.holds(atom), self._runs(formula)), every(contrary(self.holds(atom)), fresh))
                return every(self.true(self.watches[atom], renewed[: renewed.index(atom)]), kept)
            case Clock():
                return self._runs(formula)
            case Constant(value):
                return ALWAYS if value is Truth.TRUE else NEVER

    def false(self, formula: Formula, renewed: tuple[int, ...] = ()) -> Condition:
        """Return the condition that a formula is false."""
        if not self.is_doubtful(formula):
            return contrary(self.true(formula, renewed))
        match formula:
            case Not(operand):
                return self.true(operand, renewed)
            case All(operands):
                return either(*(self.false(one, renewed) for one in operands))
            case Some(operands):
                return every(*(self.false(one, renewed) for one in operands))
            case Is(atom) if atom in renewed:
                return self.false(self.watches[atom], renewed[: renewed.index(atom)])
            case Is(atom):
                return self.fails(atom)
            case Clock(atom, comparison, period) if atom in renewed:
                earlier = renewed[: renewed.index(atom)]
                fresh = every(contrary(self.holds(atom)), contrary(self._fresh(comparison, period)))
                kept = every(self.holds(atom), self._is_over(formula))
                over = every(self.true(self.watches[atom], earlier), either(kept, fresh))
                return either(self.false(self.watches[atom], earlier), over)
            case Clock(atom):
                return either(self.fails(atom), self._is_over(formula))
            case Constant(value):
                return ALWAYS if value is Truth.FALSE else NEVER
        raise AssertionError(f"{formula} is never in doubt")

    # --- days ---

    def reached(self, day: int) -> Condition:
        if day <= self.of_rules.today:
            return ALWAYS
        return Literal("reached", day=day) if day <= self.last else NEVER

    def passes(self, atom: int, turns: dict[int, int]) -> Condition:
        """Return the condition that the clock of a true atom has come to the day that `turns` gives for its beginning."""
        within = tuple((e, max(day, self.of_rules.today)) for e, day in sorted(turns.items()) if day <= self.last)
        if not within:
            return NEVER
        head = f"past_{len(self.passed)}"
        made = Passed(head, self.names[atom], within)
        for known in self.passed.values():
            if known[1:] == made[1:]:
                return Literal(known.head)
        self.passed[head] = made
        return Literal(head)

    def is_dated(self, atom: int) -> Condition:
        """Return the condition that an atom is true since a known day."""
        if atom in self.definitions:
            return NEVER
        if not self.may_be_undated(atom):
            return self.holds(atom)
        head = f"dated_{self.names[atom]}"
        self.dated[head] = Dated(head, self.names[atom])
        return Literal(head)

    def beginnings(self, atom: int) -> list[int]:
        """Return every day on which the clock of an atom may begin, within the days of the task."""
        days = {self.of_rules.since[atom]} if self.of_rules.values[atom] is Truth.TRUE else set()
        if self.may_be_undated(atom):
            days |= {LONG_AGO, self.of_rules.today}
        if atom in self.started:
            days |= set(range(self.of_rules.today, self.last + 1))
        return sorted(days - {0}) if atom not in self.definitions else []

    def _runs(self, clock: Clock) -> Condition:
        passed = self._passed(clock)
        if clock.comparison in (">=", ">"):
            return every(self.holds(clock.atom), passed)
        return every(self.is_dated(clock.atom), contrary(passed))

    def _is_over(self, clock: Clock) -> Condition:
        """Return the condition that a clock runs since a known day and fails the comparison."""
        passed = self._passed(clock)
        if clock.comparison in (">=", ">"):
            return every(self.is_dated(clock.atom), contrary(passed))
        return every(self.holds(clock.atom), passed)

    def _passed(self, clock: Clock) -> Condition:
        turns = {e: turn(e, clock.comparison, clock.period) for e in self.beginnings(clock.atom)}
        return self.passes(clock.atom, turns)

    def _fresh(self, comparison: str, period: Period) -> Condition:
        """Return the condition that a clock which begins today passes the comparison."""
        days = range(self.of_rules.today, self.last + 1)
        at_once = either(*(Literal("today", day=e) for e in days if turn(e, comparison, period) <= e))
        return at_once if comparison in (">=", ">") else contrary(at_once)

    def _calendar(self, comparison: str, day: int) -> Condition:
        reached = self.reached(day if comparison in (">=", "<") else day + 1)
        return reached if comparison in (">=", ">") else contrary(reached)

    # --- names for what is derived ---

    def _definition(self, atom: int, *, so: bool) -> Condition:
        if (atom, so) not in self._derived:
            formula = self.definitions[atom]
            if so or self.is_doubtful(formula):
                condition = self.true(formula) if so else self.false(formula)
                self._derived[atom, so] = self._short(condition, f"{'so' if so else 'not'}_{self.names[atom]}")
            else:
                self._derived[atom, so] = contrary(self._definition(atom, so=True))
        return self._derived[atom, so]

    def _short(self, condition: Condition, name: str) -> Condition:
        """Return a condition that is no choice between several as it is, others by name."""
        if isinstance(condition, Literal) or condition in (ALWAYS, NEVER):
            return condition
        if isinstance(condition, Every) and all(isinstance(one, Literal) for one in condition.parts):
            return condition
        self.rules[name] = Rule(name, self._bodies(condition))
        self._named[condition] = Literal(name)
        return Literal(name)

    def literals(self, condition: Condition) -> tuple[Literal, ...] | None:
        """Return what must hold, choices by name; None: it never can."""
        if condition == NEVER:
            return None
        parts = condition.parts if isinstance(condition, Every) else (condition,)
        return tuple(dict.fromkeys(self._literal(one) for one in parts))

    def alternatives(self, condition: Condition, most: int) -> list[tuple[Literal, ...]]:
        """Return the ways in which a condition can hold, one by one where there are at most `most`, else choices by name."""
        parts = condition.parts if isinstance(condition, Every) else (condition,)
        found: list[tuple[Condition, ...]] = [()]
        for part in parts:
            options = part.parts if isinstance(part, Either) else (part,)
            if len(found) * len(options) > most:
                options = (part,)
            found = [(*one, option) for one in found for option in options]
        ways = (self.literals(every(*one)) for one in found)
        return [one for one in ways if one is not None]

    def literal(self, condition: Condition, name: str) -> Condition:
        """Return a condition as one literal, called by a name of its own where it is none yet."""
        if isinstance(condition, Literal) or condition in (ALWAYS, NEVER):
            return condition
        self.rules[name] = Rule(name, self._bodies(condition))
        return Literal(name)

    def _literal(self, condition: Condition) -> Literal:
        if isinstance(condition, Literal):
            return condition
        if condition not in self._named:
            opposite = contrary(condition)
            if opposite in self._named:
                one = self._named[opposite]
                return Literal(one.name, not one.holds)
            name = f"choice_{len(self._named)}"
            self._named[condition] = Literal(name)
            self.rules[name] = Rule(name, self._bodies(condition))
        return self._named[condition]

    def _bodies(self, condition: Condition) -> tuple[tuple[Literal, ...], ...]:
        parts = condition.parts if isinstance(condition, Either) else (condition,)
        bodies = (self.literals(one) for one in parts)
        return tuple(body for body in bodies if body is not None)


def turn(event: int, comparison: str, period: Period) -> int:
    """Return the day on which a clock that began on `event` turns: becomes true for >= and >, false for < and <=."""
    begun = date.fromordinal(event)
    if comparison in (">=", "<"):
        return day_after(begun, period).toordinal()
    return last_day(begun, period).toordinal() + 1


def named(number: int, name: str) -> str:
    """Return a name that PDDL, ASP and Python all take, and a reader knows again.

    >>> named(7, "kr.pending(kr.visit(KP))")
    'kr_pending_kr_visit_kp_7'
    """
    letters = "".join(one if one.isascii() and one.isalnum() else " " for one in name.lower())
    return "_".join([*letters.split(), str(number)])
