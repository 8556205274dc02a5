"""Boxes of many kinds of people at once: what each atom can ever be, as `graph.bounds.Possible` finds it for one.

Each atom has a row of sets of truth values (bit 1 false, 2 unknown, 4 true), one for each kind. A rule is applied anew only when something that it reads has grown.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from typing import NamedTuple, cast

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
from safeconduct.rules.relevance import atoms_of

Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
TRUE = 2
CONTRARIES = np.array(CONTRARY, np.uint8)
LEAST = np.array(PAIRS, np.uint8).ravel()


class Waived(NamedTuple):
    """What no longer binds: the lines with a key, or the bans that come from an exclusion (its number)."""

    line: str | None = None
    exclusion: int | None = None


NOTHING = Waived()


class Boxes:
    """The boxes of kinds whose atoms have at the start `values` and the days `since` (atoms x kinds; ordinals, 0 unknown).

    good_only: what a route can meet, on which every decision is granted or lapses, instead of everything
    """

    def __init__(self, rules: Rules, values: Bits, since: Days, *, good_only: bool = False) -> None:
        self.rules, self.good_only, self.since = rules, good_only, since
        self.began, self.loose, self.waived = values == TRUE, False, NOTHING
        self.bits: Bits = np.left_shift(np.uint8(1), values)
        self.one = Possible(rules, good_only=good_only)  # for what depends on the rules alone
        self.fixed, self.groups = self.one.fixed, self.one.groups
        self.appliers = _Appliers(rules, good_only=good_only)
        self.due: set[int] = set()
        self._assume()
        self._mirror(rules.mirrored())
        for definition in rules.definitions:  # the stored value of a derived atom means nothing
            self.bits[definition.atom] = self.of(definition.formula)
        self._grow(self.appliers.everything())

    def goal_is_possible(self) -> Flags:
        possible: Flags = (self.of(self.rules.goal) & T) > 0
        return possible

    def can_apply(self, operator: Operator) -> Flags:
        """Return for which kinds every line can hold and no ban stands in some situation of the box."""
        can = np.ones(self.bits.shape[1], np.bool_)
        for line in operator.lines:
            if line.key != self.waived.line:
                can &= (self.of(line.formula) & T) > 0
        for ban in operator.bans:
            if ban.exclusion != self.waived.exclusion:
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

    def some(self, where: Flags) -> "Boxes":
        """Return the boxes of some of the kinds."""
        boxes = copy(self)
        boxes.bits, boxes.since, boxes.began = self.bits[:, where], self.since[:, where], self.began[:, where]
        boxes.due = set()
        return boxes

    def without(self, waived: Waived, where: Flags) -> "Boxes":
        """Return the boxes of some kinds as they are if something did not bind."""
        boxes = self.some(where)
        boxes.waived = waived
        boxes._grow(self.appliers.bound_by(waived))
        return boxes

    def with_more(self, atom: int, bits: int, where: Flags) -> "Boxes":
        """Return the boxes of some kinds as they are if an atom can have further truth values."""
        boxes = self.some(where)
        every = np.ones(boxes.bits.shape[1], np.bool_)
        boxes._add(atom, bits, every)
        if bits & T:
            boxes._end_others(atom, every)
        boxes._grow(())
        return boxes

    def gain_by(self, changes: Iterable[Change], where: Flags) -> Flags:
        """Return for which of some kinds changes would bring about what is not in the box yet."""
        gains = np.zeros(len(where), np.bool_)
        for change in changes:
            made = where if change.when is None else where & ((self.of(change.when) & T) > 0)
            gains |= made & ((self.bits[change.atom] & (T if change.value else F)) == 0)
            for other in self.groups.get(change.atom, ()) if change.value else ():
                gains |= made & ((self.bits[other] & F) == 0)
        return gains

    def loosen(self) -> None:
        """From now on let every clock that can run be false as well, as the relaxed world of `graph.supports` does."""
        self.loose = True
        self.bits = self.bits.copy()
        self._mirror(self.rules.mirrored())

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

    def _grow(self, begin: Iterable[int]) -> None:
        """Apply some rules, and then whatever reads what has grown, until nothing does."""
        self.due.update(begin)
        while self.due:
            for rule in sorted(self.due):
                self.due.discard(rule)
                self.appliers.apply[rule](self)

    def _assume(self) -> None:
        for atom in range(len(self.bits)):
            unknown = (self.bits[atom] & U) > 0
            if unknown.any():
                self._add(atom, F | T, unknown)
                self._end_others(atom, unknown)

    def _mirror(self, formulas: dict[int, Formula]) -> None:
        for atom, formula in formulas.items():
            self._include(atom, self.of(formula))

    def derive(self, atom: int, formula: Formula) -> None:
        self._include(atom, self.of(formula))

    def act(self, operator: Operator) -> None:
        self.make(operator.changes, self.can_apply(operator))

    def decide(self, decision: Decision) -> None:
        pending = (self.bits[decision.pending] & T) > 0
        if not pending.any():
            return
        if not self.good_only:
            self.make(outcome_changes(decision), pending)
            return
        self.make((*good_changes(decision), *decision.on_grant), pending)
        kept = np.ones(len(pending), np.bool_)
        for line in decision.keep:
            kept &= self.of(line.formula) == T
        self.make((Change(decision.refused, True), *decision.on_refusal), pending & ~kept)

    def follow(self, when: Formula, changes: tuple[Change, ...]) -> None:
        self.make(changes, (self.of(when) & T) > 0)

    def make(self, changes: Iterable[Change], where: Flags) -> None:
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
        self._include(atom, where * np.uint8(bits))

    def _include(self, atom: int, bits: Bits) -> None:
        """Let an atom have further truth values as well; what reads it is due if it had not all of them."""
        grown = self.bits[atom] | bits
        if not np.array_equal(grown, self.bits[atom]):
            self.bits[atom] = grown
            self.due.update(self.appliers.reading.get(atom, ()))


class _Appliers:
    """The rules that make boxes grow, numbered in the order in which they are applied.

    apply:   what each does to boxes
    reading: for each atom the rules that read it
    """

    def __init__(self, rules: Rules, *, good_only: bool) -> None:
        self.apply: list[Callable[[Boxes], None]] = []
        self.reading: dict[int, list[int]] = {}
        self.by_line: dict[str, list[int]] = {}
        self.by_exclusion: dict[int, list[int]] = {}
        for atom, formula in rules.mirrored().items():
            self._add(partial(Boxes.derive, atom=atom, formula=formula), atoms_of(formula))
        for operator in rules.operators:
            for line in operator.lines:
                self.by_line.setdefault(line.key, []).append(len(self.apply))
            for ban in operator.bans:
                self.by_exclusion.setdefault(ban.exclusion, []).append(len(self.apply))
            formulas = *(line.formula for line in operator.lines), *(ban.when for ban in operator.bans)
            self._add(partial(Boxes.act, operator=operator), _read(operator.changes, *formulas))
        for decision in rules.decisions:
            changes = (*decision.on_grant, *decision.on_refusal, *(() if good_only else decision.on_silence))
            kept = (line.formula for line in decision.keep)
            self._add(partial(Boxes.decide, decision=decision), (decision.pending, *_read(changes, *kept)))
        for one in rules.consequences:
            self._add(partial(Boxes.follow, when=one.when, changes=one.changes), _read(one.changes, one.when))

    def everything(self) -> range:
        return range(len(self.apply))

    def bound_by(self, waived: Waived) -> tuple[int, ...]:
        """Return the rules that a waiver loosens."""
        lines = self.by_line.get(waived.line, ()) if waived.line is not None else ()
        bans = self.by_exclusion.get(waived.exclusion, ()) if waived.exclusion is not None else ()
        return (*lines, *bans)

    def _add(self, apply: Callable[[Boxes], None], read: Iterable[int]) -> None:
        for atom in dict.fromkeys(read):
            self.reading.setdefault(atom, []).append(len(self.apply))
        self.apply.append(apply)


def _read(changes: Iterable[Change], *formulas: Formula) -> list[int]:
    """Return the atoms that some formulas and the conditions of some changes read."""
    whens = (change.when for change in changes if change.when is not None)
    return [atom for formula in (*formulas, *whens) for atom in atoms_of(formula)]
