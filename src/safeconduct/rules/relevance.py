"""Relevance: drop what can touch neither goal nor exclusion.

A *literal* is an atom with the value someone wants it to have. Wanted are the literals of the goal, the contraries of the exclusions,
and, going back, the literals of the lines of every act, decision and consequence that brings a wanted literal about; also the contraries of
what makes a consequence spoil one. What brings about no wanted literal and spoils none is dropped: a route that uses it stays a route
without it (an act's only other effect could be to cost).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from safeconduct.rules.model import (
    All,
    Ban,
    Calendar,
    Change,
    Clock,
    Consequence,
    Constant,
    Decision,
    Definition,
    Exclusion,
    Formula,
    Group,
    Is,
    Line,
    Not,
    Operator,
    Risk,
    Rules,
    Some,
    Watch,
)


class Literal(NamedTuple):
    atom: int
    value: bool


def for_goal(rules: Rules, goal: Formula, *, every_consequence: bool = False) -> Rules:
    """Return the rules that matter to `goal`, with atoms numbered anew in the old order; names and keys stay.

    every_consequence: keep them all, so that what the facts leave undecided stays what it is under the whole rules
    """
    relevant = Relevant(rules, goal, every_consequence=every_consequence)
    operators = [operator for number, operator in enumerate(rules.operators) if number in relevant.operators]
    consequences = [one for number, one in enumerate(rules.consequences) if number in relevant.consequences]
    kept = relevant.atoms_kept(operators, consequences)
    return _renumbered(rules, goal, operators, consequences, sorted(kept))


class Relevant:
    """The fixpoint: wanted literals, and the numbers of the operators and consequences that bear on them."""

    def __init__(self, rules: Rules, goal: Formula, *, every_consequence: bool = False) -> None:
        self.rules, self.every_consequence = rules, every_consequence
        self.goal = goal
        self.formulas = rules.mirrored()
        self.groups: dict[int, list[tuple[int, ...]]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.groups.setdefault(atom, []).append(group.atoms)
        self.wanted: set[Literal] = set()
        self.operators: set[int] = set()
        self.consequences: set[int] = set()
        self.brings = [self._literals(self._all_changes(one), spoilt=False) for one in rules.operators]
        self.touches = [
            self._literals(one.changes, spoilt=False) | self._literals(one.changes, spoilt=True)
            for one in rules.consequences
        ]
        self.want(goal, True)
        for exclusion in rules.exclusions:
            if exclusion.formula is not None:
                self.want(exclusion.formula, False)
        while self._grow():
            pass

    def _grow(self) -> bool:
        before = len(self.wanted), len(self.operators), len(self.consequences)
        for number, operator in enumerate(self.rules.operators):
            if number not in self.operators and not self.wanted.isdisjoint(self.brings[number]):
                self.operators.add(number)
                self._want_operator(operator)
        for number, consequence in enumerate(self.rules.consequences):
            if number in self.consequences:
                continue
            if self.every_consequence or not self.wanted.isdisjoint(self.touches[number]):
                self.consequences.add(number)
                for formula in (consequence.when, *(one.when for one in consequence.changes if one.when is not None)):
                    self.want(formula, True)
                    self.want(formula, False)
        return before != (len(self.wanted), len(self.operators), len(self.consequences))

    def _want_operator(self, operator: Operator) -> None:
        for line in operator.lines:
            self.want(line.formula, True)
        for ban in operator.bans:
            self.want(ban.when, False)
        for risk in operator.risks:
            if risk.when is not None:
                self.want(risk.when, False)
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            self.wanted.add(Literal(decision.pending, False))
            for line in decision.keep:
                self.want(line.formula, True)
        for change in self._all_changes(operator):
            if change.when is not None:
                self.want(change.when, True)
                self.want(change.when, False)

    def _all_changes(self, operator: Operator) -> Iterator[Change]:
        yield from operator.changes
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            yield Change(decision.granted, True)
            yield Change(decision.refused, True)
            yield Change(decision.unanswered, True)
            yield from decision.on_grant
            yield from decision.on_refusal
            yield from decision.on_silence

    def _literals(self, changes: Iterable[Change], *, spoilt: bool) -> frozenset[Literal]:
        """Return the literals that changes bring about, or (spoilt) the contraries; making one of a group true ends the others."""
        found = set()
        for change in changes:
            found.add(Literal(change.atom, change.value != spoilt))
            if change.value:
                for group in self.groups.get(change.atom, ()):
                    found.update(Literal(atom, spoilt) for atom in group if atom != change.atom)
        return frozenset(found)

    def want(self, formula: Formula, value: bool) -> None:
        match formula:
            case Is(atom):
                self._want(Literal(atom, value))
            case Not(operand):
                self.want(operand, not value)
            case All(operands) | Some(operands):
                for operand in operands:
                    self.want(operand, value)
            case Clock(atom, comparison, _):
                if value and comparison in (">=", ">"):
                    self._want(Literal(atom, True))
                else:  # a clock may have to be stopped and started again
                    self._want(Literal(atom, True))
                    self._want(Literal(atom, False))
            case Calendar() | Constant():
                pass

    def _want(self, literal: Literal) -> None:
        if literal not in self.wanted:
            self.wanted.add(literal)
            if literal.atom in self.formulas:
                self.want(self.formulas[literal.atom], literal.value)

    def atoms_kept(self, operators: list[Operator], consequences: list[Consequence]) -> set[int]:
        """Return every atom that a kept rule reads or that is wanted, watches of kept consequences included."""
        kept = {literal.atom for literal in self.wanted}
        for operator in operators:
            kept |= {change.atom for change in operator.changes}
            if operator.decision is not None:
                decision = self.rules.decisions[operator.decision]
                kept |= {decision.pending, decision.granted, decision.refused, decision.unanswered}
        kept |= {one.watch for one in consequences if one.watch is not None}
        if self.every_consequence:
            kept |= {change.atom for one in consequences for change in one.changes}
        changes = [change for operator in operators for change in self._all_changes(operator)]
        changes += [change for consequence in consequences for change in consequence.changes]
        for change in changes:  # making one of a group true ends another that is kept
            if any(atom in kept for group in self.groups.get(change.atom, ()) for atom in group):
                kept.add(change.atom)
        kept |= {atom for one in self._read(operators, consequences) for atom in atoms_of(one)}
        frontier = kept
        while frontier:
            read = {atom for one in frontier if one in self.formulas for atom in atoms_of(self.formulas[one])}
            frontier = read - kept
            kept |= frontier
        return kept

    def _read(self, operators: list[Operator], consequences: list[Consequence]) -> Iterator[Formula]:
        yield self.goal
        yield from (exclusion.formula for exclusion in self.rules.exclusions if exclusion.formula is not None)
        for operator in operators:
            yield from (line.formula for line in operator.lines)
            yield from (ban.when for ban in operator.bans)
            yield from (risk.when for risk in operator.risks if risk.when is not None)
            yield from (change.when for change in self._all_changes(operator) if change.when is not None)
            if operator.decision is not None:
                yield from (line.formula for line in self.rules.decisions[operator.decision].keep)
        for consequence in consequences:
            yield consequence.when
            yield from (change.when for change in consequence.changes if change.when is not None)


def atoms_of(formula: Formula) -> Iterator[int]:
    """Yield every atom a formula reads, left to right."""
    match formula:
        case Is(atom) | Clock(atom, _, _):
            yield atom
        case Not(operand):
            yield from atoms_of(operand)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from atoms_of(operand)
        case Calendar() | Constant():
            pass


# --- renumbering ----------------------------------------------------------------------------------------------------


class Renaming:
    """Old numbers to new ones."""

    def __init__(self, atoms: list[int]) -> None:
        self.new = {old: new for new, old in enumerate(atoms)}

    def formula(self, formula: Formula) -> Formula:
        match formula:
            case Is(atom):
                return Is(self.new[atom])
            case Not(operand):
                return Not(self.formula(operand))
            case All(operands):
                return All(tuple(self.formula(operand) for operand in operands))
            case Some(operands):
                return Some(tuple(self.formula(operand) for operand in operands))
            case Clock(atom, comparison, period):
                return Clock(self.new[atom], comparison, period)
            case Calendar() | Constant():
                return formula

    def optional(self, formula: Formula | None) -> Formula | None:
        return None if formula is None else self.formula(formula)

    def changes(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Return the changes of kept atoms; no rule that is left reads the others."""
        return tuple(
            Change(self.new[one.atom], one.value, self.optional(one.when)) for one in changes if one.atom in self.new
        )

    def lines(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(Line(one.key, self.formula(one.formula), one.keep, one.waivable) for one in lines)

    def decision(self, one: Decision) -> Decision:
        return Decision(
            name=one.name,
            kind=one.kind,
            pending=self.new[one.pending],
            granted=self.new[one.granted],
            refused=self.new[one.refused],
            unanswered=self.new[one.unanswered],
            period=one.period,
            expected=one.expected,
            on_grant=self.changes(one.on_grant),
            on_refusal=self.changes(one.on_refusal),
            on_silence=self.changes(one.on_silence),
            keep=self.lines(one.keep),
        )

    def operator(self, one: Operator, decision: int | None) -> Operator:
        return Operator(
            name=one.name,
            procedure=one.procedure,
            arguments=one.arguments,
            kind=one.kind,
            lines=self.lines(one.lines),
            changes=self.changes(one.changes),
            decision=decision,
            fee=one.fee,
            risks=tuple(Risk(r.index, r.order, r.to, r.level, self.optional(r.when)) for r in one.risks),
            duties=one.duties,
            bans=tuple(Ban(ban.exclusion, self.formula(ban.when)) for ban in one.bans),
            target=one.target,
        )

    def consequence(self, one: Consequence) -> Consequence:
        return Consequence(
            name=one.name,
            procedure=one.procedure,
            arguments=one.arguments,
            when=self.formula(one.when),
            changes=self.changes(one.changes),
            after=one.after,
            watch=None if one.watch is None else self.new[one.watch],
        )


def _renumbered(
    rules: Rules, goal: Formula, operators: list[Operator], consequences: list[Consequence], atoms: list[int]
) -> Rules:
    renaming = Renaming(atoms)
    decided = [operator.decision for operator in operators if operator.decision is not None]
    numbers = {old: new for new, old in enumerate(decided)}
    new = renaming.new
    return Rules(
        atoms=tuple(rules.atoms[atom] for atom in atoms),
        values=tuple(rules.values[atom] for atom in atoms),
        since=tuple(rules.since[atom] for atom in atoms),
        today=rules.today,
        dates=tuple(new[atom] for atom in rules.dates if atom in new),
        definitions=tuple(
            Definition(new[d.atom], renaming.formula(d.formula)) for d in rules.definitions if d.atom in new
        ),
        watches=tuple(Watch(new[w.atom], renaming.formula(w.formula)) for w in rules.watches if w.atom in new),
        groups=_groups(rules.groups, new),
        operators=tuple(
            renaming.operator(one, None if one.decision is None else numbers[one.decision]) for one in operators
        ),
        decisions=tuple(renaming.decision(rules.decisions[old]) for old in decided),
        consequences=tuple(renaming.consequence(one) for one in consequences),
        exclusions=tuple(Exclusion(e.key, renaming.optional(e.formula)) for e in rules.exclusions),
        goal=renaming.formula(goal),
        given=tuple(new[atom] for atom in rules.given if atom in new),
    )


def _groups(groups: tuple[Group, ...], new: dict[int, int]) -> tuple[Group, ...]:
    kept = (tuple(new[atom] for atom in group.atoms if atom in new) for group in groups)
    return tuple(Group(atoms) for atoms in kept if len(atoms) > 1)
