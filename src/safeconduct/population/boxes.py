"""Boxes of many kinds of people at once: what each atom can ever be, as `graph.bounds.Possible` finds it for one.

Each atom has a row of sets of truth values (bit 1 false, 2 unknown, 4 true), one for each kind.
"""

from collections.abc import Iterable
from copy import copy
from typing import cast

import numpy as np
import numpy.typing as npt

from safeconduct.graph.bounds import CONTRARY, PAIRS, F, Possible, T, U, good_changes, outcome_changes
from safeconduct.population.regions import counted
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

Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
TRUE = 2
CONTRARIES = np.array(CONTRARY, np.uint8)
LEAST = np.array(PAIRS, np.uint8).ravel()


class Boxes:
    """The boxes of kinds whose atoms have at the start `values` and the days `since` (atoms x kinds; ordinals, 0 unknown).

    good_only: what a route can meet, on which every decision is granted or lapses, instead of everything
    """

    def __init__(self, rules: Rules, values: Bits, since: Days, *, good_only: bool = False) -> None:
        self.rules, self.good_only, self.since = rules, good_only, since
        self.began, self.loose = values == TRUE, False
        self.bits: Bits = np.left_shift(np.uint8(1), values)
        self.one = Possible(rules, good_only=good_only)  # for what depends on the rules alone
        self.fixed, self.groups = self.one.fixed, self.one.groups
        self._assume()
        while self._round():
            pass

    def goal_is_possible(self) -> Flags:
        possible: Flags = (self.of(self.rules.goal) & T) > 0
        return possible

    def can_apply(self, operator: Operator) -> Flags:
        """Return for which kinds every line can hold and no ban stands in some situation of the box."""
        can = np.ones(self.bits.shape[1], np.bool_)
        for line in operator.lines:
            can &= (self.of(line.formula) & T) > 0
        for ban in operator.bans:
            can &= (self.of(ban.when) & F) > 0
        return can

    def of(self, formula: Formula) -> Bits:
        """Return the truth values a formula can take inside each box."""
        match formula:
            case Is(atom):
                return cast(Bits, self.bits[atom])
            case Not(operand):
                return self._contrary(self.of(operand))
            case All(operands):
                return self._least(self.of(operand) for operand in operands)
            case Some(operands):
                return self._contrary(self._least(self._contrary(self.of(operand)) for operand in operands))
            case Constant() | Calendar():
                return self._all(self.one.of(formula))
            case Clock():
                return self._clock(formula)

    def changed(self, rules: Rules, where: Flags, more: tuple[int, int] | None = None) -> "Boxes":
        """Return the boxes of some kinds under rules that allow more, or (more) with an atom that can have further truth values."""
        boxes = copy(self)
        boxes.rules = rules
        boxes.bits, boxes.since, boxes.began = self.bits[:, where], self.since[:, where], self.began[:, where]
        if more is not None:
            atom, bits = more
            boxes.bits[atom] |= bits
            boxes._end_others(atom, np.full(boxes.bits.shape[1], bool(bits & T)))
        while boxes._round():
            pass
        return boxes

    def loosen(self) -> None:
        """From now on let every clock that can run be false as well, as the relaxed world of `graph.supports` does."""
        self.loose = True
        self.bits = self.bits.copy()
        for atom, formula in self.rules.mirrored().items():
            self.bits[atom] |= self.of(formula)

    def _contrary(self, bits: Bits) -> Bits:
        contrary: Bits = CONTRARIES[bits]
        return contrary

    def _all(self, bits: int) -> Bits:
        return np.full(self.bits.shape[1], bits, np.uint8)

    def _least(self, sets: Iterable[Bits]) -> Bits:
        can = self._all(T)
        for bits in sets:
            can = LEAST[can * 8 + bits]
        return can

    def _clock(self, clock: Clock) -> Bits:
        bits = self.bits[clock.atom]
        running: Bits = self._all(F | U | T)
        if clock.atom in self.fixed:
            known: Flags = self.began[clock.atom] & (self.since[clock.atom] > 0)
            if known.any():
                running = np.where(known, self._fixed_clock(clock), running).astype(np.uint8)
        stopped = np.bitwise_and(bits, F | U)
        if self.loose:
            running = np.bitwise_or(running, F | U)
        can: Bits = np.where(bits & T, stopped | running, stopped)
        return can

    def _fixed_clock(self, clock: Clock) -> Bits:
        """A clock that nothing stops: once it has passed its period it stays so."""
        since = np.maximum(self.since[clock.atom], 1).astype(np.int64)
        whole = clock.comparison in (">=", "<")
        end = counted(since, clock.period, whole=whole)
        passed = self.rules.today >= end if whole else self.rules.today > end
        settled = T if clock.comparison in (">=", ">") else F
        return np.where(passed, settled, F | T).astype(np.uint8)

    # --- growing ---

    def _assume(self) -> None:
        for atom in range(len(self.bits)):
            unknown = (self.bits[atom] & U) > 0
            if unknown.any():
                self._add(atom, F | T, unknown)
                self._end_others(atom, unknown)

    def _round(self) -> bool:
        before = self.bits.copy()
        for atom, formula in self.rules.mirrored().items():
            self.bits[atom] |= self.of(formula)
        for definition in self.rules.definitions:  # the stored value of a derived atom means nothing
            self.bits[definition.atom] = self.of(definition.formula)
        for operator in self.rules.operators:
            self._make(operator.changes, self.can_apply(operator))
        for decision in self.rules.decisions:
            self._decide(decision, (self.bits[decision.pending] & T) > 0)
        for consequence in self.rules.consequences:
            self._make(consequence.changes, (self.of(consequence.when) & T) > 0)
        return bool((before != self.bits).any())

    def _decide(self, decision: Decision, pending: Flags) -> None:
        if not pending.any():
            return
        if not self.good_only:
            self._make(outcome_changes(decision), pending)
            return
        self._make((*good_changes(decision), *decision.on_grant), pending)
        kept = np.ones(len(pending), np.bool_)
        for line in decision.keep:
            kept &= self.of(line.formula) == T
        self._make((Change(decision.refused, True), *decision.on_refusal), pending & ~kept)

    def _make(self, changes: Iterable[Change], where: Flags) -> None:
        if not where.any():
            return
        for change in changes:
            made = where if change.when is None else where & ((self.of(change.when) & T) > 0)
            self._add(change.atom, T if change.value else F, made)
            if change.value:
                self._end_others(change.atom, made)

    def _end_others(self, atom: int, where: Flags) -> None:
        for other in self.groups.get(atom, ()):
            self._add(other, F, where)

    def _add(self, atom: int, bits: int, where: Flags) -> None:
        self.bits[atom] |= np.where(where, bits, 0).astype(np.uint8)
