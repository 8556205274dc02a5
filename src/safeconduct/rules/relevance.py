"""Relevance: drop what can touch neither goal nor exclusion.

A *literal* is an atom with the value someone wants it to have. Wanted are the literals of the goal, the contraries of the exclusions,
and, going back, the literals of the lines of every act, decision and consequence that brings a wanted literal about; also the contraries of
what makes a consequence spoil one. What brings about no wanted literal and spoils none is dropped: a route that uses it stays a route
without it (an act's only other effect could be to cost).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from safeconduct.rules.algebra import parts_of
from safeconduct.rules.model import All, Calendar, Change, Clock, Constant, Formula, Is, Not, Operator, Rules, Some
from safeconduct.rules.renumbering import renumbered


class Literal(NamedTuple):
    atom: int
    value: bool


def for_goal(rules: Rules, goal: Formula, *, every_consequence: bool = False) -> Rules:
    """Return the rules that matter to `goal`, with atoms numbered anew in the old order; names and keys stay.

    every_consequence: keep them all, so that what the facts leave undecided stays what it is under the whole rules
    """
    return _sliced(Bearings(rules), goal, every_consequence=every_consequence)


def for_goals(rules: Rules, goals: Iterable[Formula]) -> list[Rules]:
    """Return the rules that matter to each goal; what the rules bear on is worked out once for all of them."""
    bearings = Bearings(rules)
    return [_sliced(bearings, goal, every_consequence=False) for goal in goals]


def _sliced(bearings: "Bearings", goal: Formula, *, every_consequence: bool) -> Rules:
    rules = bearings.rules
    relevant = Relevant(bearings, goal, every_consequence=every_consequence)
    operators, consequences = sorted(relevant.operators), sorted(relevant.consequences)
    kept = sorted(relevant.atoms_kept())
    return renumbered(
        rules,
        goal,
        [rules.operators[one] for one in operators],
        [rules.consequences[one] for one in consequences],
        kept,
    )


class Bearings:
    """What each rule brings about, wants and reads, whatever the goal.

    Operators are numbered from 0, consequences downwards from -1.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.formulas = rules.mirrored()
        self.groups: dict[int, list[tuple[int, ...]]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.groups.setdefault(atom, []).append(group.atoms)
        self.changes = {number: tuple(self._all_changes(one)) for number, one in enumerate(rules.operators)}
        self.changes.update((-1 - number, one.changes) for number, one in enumerate(rules.consequences))
        self.filed = set(rules.filed())
        self.bringing: dict[
            Literal, list[int]
        ] = {}  # rules that bring it about; of those that nobody chooses also what spoils it
        for rule, changes in self.changes.items():
            for change in changes:
                self.bringing.setdefault(Literal(change.atom, change.value), []).append(rule)
                if self.is_unasked(rule):
                    self.bringing.setdefault(Literal(change.atom, not change.value), []).append(rule)
        self._wants: dict[int, tuple[Literal, ...]] = {}
        self._reads: dict[int, frozenset[int]] = {}

    def _all_changes(self, operator: Operator) -> Iterator[Change]:
        yield from operator.changes
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            yield Change(decision.pending, False)
            for ends in (decision.granted, decision.refused, decision.unanswered):
                yield Change(ends, True)
            for ends in (decision.refused, decision.unanswered):  # by filing again, and by a grant
                yield Change(ends, False)
            yield from decision.on_grant
            yield from decision.on_refusal
            yield from decision.on_silence

    def is_unasked(self, rule: int) -> bool:
        """Return whether a rule does something that nobody chooses now: a consequence, or an act whose decision is pending already."""
        return rule < 0 or self.rules.operators[rule].decision in self.filed

    def wants(self, rule: int) -> tuple[Literal, ...]:
        """Return the literals that a rule, once it bears on the goal, makes wanted in its turn."""
        if rule not in self._wants:
            wanted = self._wanted_by_consequence(rule) if rule < 0 else self._wanted_by_operator(rule)
            self._wants[rule] = tuple(dict.fromkeys(wanted))
        return self._wants[rule]

    def _wanted_by_operator(self, number: int) -> Iterator[Literal]:
        operator = self.rules.operators[number]
        for line in operator.lines:
            yield from literals_of(line.formula, True)
        for ban in operator.bans:
            yield from literals_of(ban.when, False)
        for risk in operator.risks:
            if risk.when is not None:
                yield from literals_of(risk.when, False)
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            yield Literal(decision.pending, False)
            for line in decision.keep:
                yield from literals_of(line.formula, True)
        yield from self._either_way(one.when for one in self.changes[number] if one.when is not None)

    def _wanted_by_consequence(self, rule: int) -> Iterator[Literal]:
        consequence = self.rules.consequences[-1 - rule]
        yield from self._either_way((consequence.when,))
        yield from self._either_way(one.when for one in consequence.changes if one.when is not None)

    def _either_way(self, formulas: Iterable[Formula]) -> Iterator[Literal]:
        for formula in formulas:
            yield from literals_of(formula, True)
            yield from literals_of(formula, False)

    def reads(self, rule: int) -> frozenset[int]:
        """Return the atoms that the conditions of a rule read."""
        if rule not in self._reads:
            self._reads[rule] = frozenset(atom for one in self._conditions(rule) for atom in atoms_of(one))
        return self._reads[rule]

    def _conditions(self, rule: int) -> Iterator[Formula]:
        if rule < 0:
            yield self.rules.consequences[-1 - rule].when
        else:
            operator = self.rules.operators[rule]
            yield from (line.formula for line in operator.lines)
            yield from (ban.when for ban in operator.bans)
            yield from (risk.when for risk in operator.risks if risk.when is not None)
            if operator.decision is not None:
                yield from (line.formula for line in self.rules.decisions[operator.decision].keep)
        yield from (change.when for change in self.changes[rule] if change.when is not None)


class Relevant:
    """The fixpoint: wanted literals, and the numbers of the operators and consequences that bear on them."""

    def __init__(self, bearings: Bearings, goal: Formula, *, every_consequence: bool = False) -> None:
        self.bearings, self.rules, self.goal = bearings, bearings.rules, goal
        self.every_consequence = every_consequence
        self.wanted: set[Literal] = set()
        self.operators: set[int] = set()
        self.consequences: set[int] = set()
        self.frontier: list[Literal] = []
        self.ended: dict[
            tuple[tuple[int, ...], bool], int
        ] = {}  # the first of each group, and which value of it was wanted
        self._want(literals_of(goal, True))
        for exclusion in self.rules.exclusions:
            if exclusion.formula is not None:
                self._want(literals_of(exclusion.formula, False))
        if every_consequence:
            for number in range(len(self.rules.consequences)):
                self._take(-1 - number)
        while self.frontier:
            literal = self.frontier.pop()
            for rule in bearings.bringing.get(literal, ()):
                self._take(rule)
            for group in bearings.groups.get(literal.atom, ()):
                self._take_ending(literal, group)

    def _take_ending(self, literal: Literal, group: tuple[int, ...]) -> None:
        """Take up what bears on a literal of a group by making another of the group true: each rule of a large group only once or twice."""
        first = self.ended.setdefault((group, literal.value), literal.atom)
        others = [atom for atom in group if atom != first] if first == literal.atom else [first]
        for atom in others:
            for rule in self.bearings.bringing.get(Literal(atom, True), ()):
                if not literal.value or self.bearings.is_unasked(rule):
                    self._take(rule)

    def _take(self, rule: int) -> None:
        taken, number = (self.consequences, -1 - rule) if rule < 0 else (self.operators, rule)
        if number not in taken:
            taken.add(number)
            self._want(self.bearings.wants(rule))

    def _want(self, literals: Iterable[Literal]) -> None:
        for literal in literals:
            if literal not in self.wanted:
                self.wanted.add(literal)
                self.frontier.append(literal)
                formula = self.bearings.formulas.get(literal.atom)
                if formula is not None:
                    self._want(literals_of(formula, literal.value))

    def atoms_kept(self) -> set[int]:
        """Return every atom that a kept rule reads or that is wanted, watches of kept consequences included."""
        kept = {literal.atom for literal in self.wanted}
        consequences = [self.rules.consequences[number] for number in self.consequences]
        for number in self.operators:
            operator = self.rules.operators[number]
            kept.update(change.atom for change in operator.changes)
            if operator.decision is not None:
                decision = self.rules.decisions[operator.decision]
                kept.update((decision.pending, decision.granted, decision.refused, decision.unanswered))
        kept.update(one.watch for one in consequences if one.watch is not None)
        if self.every_consequence:
            kept.update(change.atom for one in consequences for change in one.changes)
        rules = [*sorted(self.operators), *(-1 - number for number in sorted(self.consequences))]
        self._keep_what_ends_others(kept, rules)
        kept.update(atom for rule in rules for atom in self.bearings.reads(rule))
        formulas = (one.formula for one in self.rules.exclusions if one.formula is not None)
        kept.update(atom for formula in (self.goal, *formulas) for atom in atoms_of(formula))
        frontier = kept
        while frontier:
            mirrored = (self.bearings.formulas[one] for one in frontier if one in self.bearings.formulas)
            frontier = {atom for formula in mirrored for atom in atoms_of(formula)} - kept
            kept = kept | frontier
        return kept

    def _keep_what_ends_others(self, kept: set[int], rules: list[int]) -> None:
        """Add the atoms that a kept rule makes true and that end another of their group which is kept."""
        for rule in rules:
            for change in self.bearings.changes[rule]:
                groups = self.bearings.groups.get(change.atom, ())
                if any(other in kept for group in groups for other in group):
                    kept.add(change.atom)


def literals_of(formula: Formula, value: bool) -> Iterator[Literal]:
    """Yield the literals that could help to give a formula a value, left to right."""
    match formula:
        case Is(atom):
            yield Literal(atom, value)
        case Not(operand):
            yield from literals_of(operand, not value)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from literals_of(operand, value)
        case Clock(atom, comparison, _):
            yield Literal(atom, True)
            if not (value and comparison in (">=", ">")):  # a clock may have to be stopped and started again
                yield Literal(atom, False)
        case Calendar() | Constant():
            pass


def atoms_of(formula: Formula) -> Iterator[int]:
    """Yield every atom a formula reads, left to right."""
    return (leaf.atom for leaf in leaves_of(formula) if type(leaf) is Is or type(leaf) is Clock)


def leaves_of(formula: Formula) -> list[Is | Clock | Calendar]:
    """Return the parts of a formula that read something, left to right."""
    return [leaf for leaf in parts_of(formula) if not isinstance(leaf, Constant)]
