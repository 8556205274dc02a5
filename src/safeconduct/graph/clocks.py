"""When running clocks make two situations different: the polarity of each clock, and what covers what (docs/clocks.md)."""

from collections.abc import Iterator
from itertools import compress
from operator import ne
from typing import NamedTuple

from safeconduct.graph.bounds import all_changes
from safeconduct.rules.model import All, Calendar, Clock, Constant, Decision, Formula, Is, Not, Rules, Some
from safeconduct.rules.packed import Packed, State
from safeconduct.rules.relevance import Bearings, Literal, Relevant, atoms_of

LOWER, UPPER, BOTH = "lower", "upper", "both"  # an earlier since is better; a later one is; only the same is as good


class Polarity(NamedTuple):
    """How the since of each slot of `State.since` compares, and whether two situations must share the day."""

    slots: tuple[str, ...]
    same_day: bool
    acts_early: bool  # acting as soon as an act is open is never worse: the search over event days is complete


def polarity_of(packed: Packed) -> Polarity:
    """Return the polarity of every clock of the rules."""
    reader = _Reader(packed)
    slots = tuple(reader.found.get(atom, LOWER) for atom in packed.clocked)
    started = reader.started()
    early = all(kind == LOWER for atom, kind in zip(packed.clocked, slots, strict=True) if atom in started)
    return Polarity(slots, reader.same_day, early and not reader.closing)


def covers(polarity: Polarity, a: State, b: State) -> bool:
    """Return whether situation `a` is at least as good as `b`, which has the same values (costs compared elsewhere)."""
    if a.today > b.today or (polarity.same_day and a.today != b.today):
        return False
    if a.since == b.since:
        return True
    for place in compress(range(len(a.since)), map(ne, a.since, b.since)):
        kind, ours, theirs = polarity.slots[place], a.since[place], b.since[place]
        if not (ours and theirs) or kind == BOTH or (ours > theirs) == (kind == LOWER):
            return False
    return True


class _Reader:
    """Walks all formulas once and notes in which direction each clock is read."""

    def __init__(self, packed: Packed) -> None:
        rules = packed.rules
        self.rules = rules
        self.found: dict[int, str] = {}
        self.neutral: list[Formula] = []
        self.closing = False  # the calendar or a fixed clock closes something: too late can be a reason
        for operator in rules.operators:
            for line in operator.lines:
                self.read(line.formula, True)
            for ban in operator.bans:
                self.pin(ban.when)
            for risk in operator.risks:
                if risk.when is not None:
                    self.pin(risk.when)
        for decision in rules.decisions:
            for line in decision.keep:
                self.pin(line.formula)
        self.read(rules.goal, True)
        for formula in rules.mirrored().values():
            self.pin(formula)
        for consequence in rules.consequences:
            self.pin(consequence.when)
        for change in all_changes(rules):
            if change.when is not None:
                self.pin(change.when)
        for exclusion in rules.exclusions:
            if exclusion.formula is not None:
                self.pin(exclusion.formula)
        self.same_day = any(len(directions) == 2 for directions in _turning(rules))
        self._pin_pending()

    def _pin_pending(self) -> None:
        """A pending application compares by ≤ only if its decision, when early, can spoil nothing that anybody reads."""
        relevant = Relevant(Bearings(self.rules), self.rules.goal)
        neutral = {atom for formula in self.neutral for atom in atoms_of(formula)}
        set_to: dict[int, set[bool]] = {}
        for change in all_changes(self.rules):
            set_to.setdefault(change.atom, set()).add(change.value)
        for decision in self.rules.decisions:
            made = _grant(relevant.bearings, decision)
            spoils = any(Literal(atom, not value) in relevant.wanted or atom in neutral for atom, value in made.items())
            undone = any(
                (not value) in set_to.get(atom, ()) for atom, value in made.items() if atom not in _own(decision)
            )
            plain = not decision.keep and all(one.when is None for one in decision.on_grant)
            self.note(decision.pending, LOWER if plain and not spoils and not undone else BOTH)
        for consequence in self.rules.consequences:
            if consequence.watch is not None:
                self.note(consequence.watch, BOTH)

    def read(self, formula: Formula, positive: bool) -> None:
        match formula:
            case Clock(atom, comparison, _):
                lower = (comparison in (">=", ">")) == positive
                self.note(atom, LOWER if lower else UPPER)
                if not lower:
                    self.closing = True
                if not positive:
                    self.note(atom, BOTH)
            case Not(operand):
                self.read(operand, not positive)
            case All(operands) | Some(operands):
                for operand in operands:
                    self.read(operand, positive)
            case Calendar(comparison, _):
                if (comparison in ("<=", "<")) == positive:
                    self.closing = True
            case _:
                pass

    def pin(self, formula: Formula) -> None:
        """Note every clock of a formula, neither value of which is better, as comparable by = only."""
        self.neutral.append(formula)
        self._pin(formula)

    def _pin(self, formula: Formula) -> None:
        match formula:
            case Clock(atom, _, _):
                self.note(atom, BOTH)
                self.closing = True
            case Not(operand):
                self._pin(operand)
            case All(operands) | Some(operands):
                for operand in operands:
                    self._pin(operand)
            case Calendar():
                self.closing = True
            case _:
                pass

    def note(self, atom: int, kind: str) -> None:
        known = self.found.get(atom)
        self.found[atom] = kind if known in (None, kind) else BOTH

    def started(self) -> set[int]:
        """Return the atoms whose clocks something can start while a route is under way."""
        atoms = {change.atom for change in all_changes(self.rules) if change.value}
        atoms |= {decision.pending for decision in self.rules.decisions}
        return atoms | {watch.atom for watch in self.rules.watches}


def _grant(bearings: Bearings, decision: Decision) -> dict[int, bool]:
    """Return what a grant makes of each atom it touches, groups included."""
    made = {decision.pending: False, decision.refused: False, decision.unanswered: False, decision.granted: True}
    for change in decision.on_grant:
        for group in bearings.groups.get(change.atom, ()) if change.value else ():
            made.update(dict.fromkeys(group, False))
        made[change.atom] = change.value
    return made


def _own(decision: Decision) -> set[int]:
    return {decision.pending, decision.granted, decision.refused, decision.unanswered}


def _turning(rules: Rules) -> Iterator[set[bool]]:
    """Yield, for all that happens or forbids by itself, the directions in which time alone turns it (True: towards true)."""
    mirrored = rules.mirrored()
    for exclusion in rules.exclusions:
        if exclusion.formula is not None:
            yield set(_turns(mirrored, exclusion.formula, True))
    for watch in rules.watches:
        yield set(_turns(mirrored, watch.formula, True))
    for consequence in rules.consequences:
        found = set(_turns(mirrored, consequence.when, True))
        for change in consequence.changes:
            if change.when is not None:
                found |= set(_turns(mirrored, change.when, True))
        yield found | ({True} if consequence.after is not None else set())


def _turns(mirrored: dict[int, Formula], formula: Formula, positive: bool) -> Iterator[bool]:
    match formula:
        case Clock(atom, comparison, _):
            yield (comparison in (">=", ">")) == positive
            if atom in mirrored:
                yield from _turns(mirrored, mirrored[atom], positive)
        case Calendar(comparison, _):
            yield (comparison in (">=", ">")) == positive
        case Is(atom):
            if atom in mirrored:
                yield from _turns(mirrored, mirrored[atom], positive)
        case Not(operand):
            yield from _turns(mirrored, operand, not positive)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from _turns(mirrored, operand, positive)
        case Constant():
            pass
