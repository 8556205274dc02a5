"""Flat: folded rules as integer arrays, so that one numpy instruction tries an act on thousands of situations at once.

An act becomes a mask and a value for each word of a row, a few clauses, and the bits it clears and puts. What does not fit that form stays beside it as
a function over rows. `graph/waves.py` is the search over these arrays.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.days import Shift, first_days, last_days, least_days
from safeconduct.graph.fields import Fields, Place, Words, fields_of
from safeconduct.graph.masks import (
    Clause,
    Literals,
    Test,
    TimedTest,
    allowed,
    at_any_time,
    literals_of,
    reads_time,
    test_of,
    timed_test_of,
)
from safeconduct.rules.algebra import TRUE, all_of, parts_of
from safeconduct.rules.folded import Folded, FoldedAct, FoldedDecision, UnfitError
from safeconduct.rules.harmless import Readings, harmless_acts, is_spoilt, useless_acts
from safeconduct.rules.model import All, Calendar, Change, Clock, Constant, Formula, Is, Rules, Some
from safeconduct.rules.relevance import Literal
from safeconduct.terms.dates import Period
from safeconduct.terms.truth import Truth

Ints = NDArray[np.int64]
MOST_ALTERNATIVES = 16  # of one act, by times


class Opening(NamedTuple):
    """The first day on which a condition on time holds: that of `Flat.shifts[shift]` from the since in `slot`."""

    slot: int
    shift: int


class When(NamedTuple):
    """A conjunction over rows, and the days it waits for: openings of clocks, and the latest day of the calendar."""

    holds: Test
    openings: tuple[Opening, ...]
    day: int
    needs: Literals


class Put(NamedTuple):
    """One change that depends on the row: made where `when` holds and the bits `only` (if any) are these."""

    when: Test | None
    only: Place | None
    word: int
    clear: int
    put: int


class Effect(NamedTuple):
    """What a row becomes: `row & ~clear | put`, and then what depends on the row as it was."""

    clear: Words  # shape (words,)
    put: Words
    puts: tuple[Put, ...]


class Act(NamedTuple):
    """One act, or the grant of a decision: what it costs besides days, and what it changes."""

    number: int  # in Rules.operators
    needs: Literals
    effect: Effect  # of the act, and of the grant if that is at one with it
    openings: tuple[Opening, ...]
    day: int  # first day of the calendar on which it can be done
    fee: int
    exposure: int
    risks: tuple[tuple[int, Test], ...]
    decision: int  # in Flat.decisions; -1: nobody decides
    rest: tuple[Test, ...]
    for_its_end: bool  # filed for what a grant brings about, and for nothing else: filing it again for what is so already is idle


class Decided(NamedTuple):
    number: int  # in Rules.decisions
    wait: int  # in Flat.shifts: from the day of filing to the day it falls
    least: int  # days from the one to the other at least
    effect: Effect  # of a grant
    keep: "Keep"  # what must hold then; else it lapses
    lapse: Effect
    contested: int  # 0 or 1
    unstated: int
    at_one: bool
    waits: Test  # whether it is pending; not to be asked of one that is at one with its filing


class Keep(NamedTuple):
    """What must hold when a decision falls. `on` says so of rows, of the since of each slot, and of days; `ever`: on some day; `always`: on every day."""

    on: TimedTest
    ever: Test
    always: Test


class Tables(NamedTuple):
    """The plain part of all acts, one row an act."""

    mask: Words  # shape (acts, words)
    value: Words
    clear: Words
    put: Words
    clause_of: Ints  # of each clause its act, ascending
    clause_some: Words  # shape (clauses, words)
    clause_lacking: Words
    clause_values: tuple["ClauseValues", ...]
    unequal_of: Ints  # of each "not this one of several" its act, ascending
    unequal: Words  # shape (…, 3): word, mask, value


class ClauseValues(NamedTuple):
    """What a field of several may be for clauses to hold: `allowed[row_of[clause], value]`; row 0 allows nothing."""

    field: int
    row_of: Ints
    allowed: NDArray[np.bool_]


class Flat(NamedTuple):
    rules: Rules
    fields: Fields
    slots: tuple[int, ...]  # fields whose since is kept, because a clock reads it
    clocked: tuple[frozenset[int], ...]  # for each slot the values of the field that a clock reads
    acts: tuple[Act, ...]
    tables: Tables
    decisions: tuple[Decided, ...]
    shifts: tuple[Shift, ...]
    consequences: tuple[tuple[Test, Effect], ...]
    exclusions: tuple[Test, ...]
    goal: When
    early: bool  # acting early is never worse: no decision that comes early spoils anything
    harmless: frozenset[int]  # numbers in Rules.operators of acts that are done as soon as they are open
    start: Words  # shape (1, words); settled is for the search to do
    since: Ints  # of each slot on the first day


def flat(folded: Folded, *, every_act: bool = False) -> Flat:
    """Return folded rules as arrays; raises UnfitError where they read time in a way that a search in rows cannot follow.

    every_act: keep acts as well that are of no use to anybody
    """
    readings = Readings(folded)
    useless = set() if every_act else set(useless_acts(readings))
    acts = tuple(act for act in folded.acts if act.number not in useless)
    return _Flattening(folded._replace(acts=acts), readings).result()


class _Flattening:
    def __init__(self, folded: Folded, readings: Readings) -> None:
        self.folded, self.readings = folded, readings
        self.fields = fields_of(folded.rules, folded.read)
        self.nothing = self._effect((), None)
        self.anything = self._keep(TRUE)
        self.ended: dict[int, frozenset[int]] = {}  # of each atom of a group, the fields of its members
        for group in folded.rules.groups:
            members = frozenset(self.fields.places[one].field for one in group.atoms if one in self.fields.places)
            for atom in group.atoms:
                self.ended[atom] = self.ended.get(atom, frozenset()) | members
        self.slot_of: dict[int, int] = {}
        self.shifts: dict[tuple[str, Period | None], int] = {}
        self.clocked: dict[int, set[int]] = {}
        formulas = [one for act in folded.acts for one in act.conditions]
        formulas += [act.decision.keep for act in folded.acts if act.decision is not None]
        for formula in (*formulas, folded.goal):
            for leaf in parts_of(formula) if reads_time(formula) else ():
                if isinstance(leaf, Clock):
                    place = self.fields.places[leaf.atom]
                    self.slot_of.setdefault(place.field, len(self.slot_of))
                    self.clocked.setdefault(place.field, set()).add(
                        self.fields.fields[place.field].atoms.index(leaf.atom) + 1
                    )

    def result(self) -> Flat:
        decisions = [act.decision for act in self.folded.acts if act.decision is not None]
        number = {one.number: place for place, one in enumerate(decisions)}
        acts = tuple(
            act
            for act in (
                self._act(one, -1 if one.decision is None else number[one.decision.number])
                for whole in self.folded.acts
                for one in by_alternatives(whole)
            )
            if not act.needs.is_impossible
        )
        rules, slots = self.folded.rules, tuple(self.slot_of)
        decided, goal = tuple(self._decided(one) for one in decisions), self._when(self.folded.goal)
        true = [atom for atom in self.folded.read if rules.values[atom] is Truth.TRUE]
        return Flat(
            rules,
            self.fields,
            slots,
            tuple(frozenset(self.clocked[field]) for field in slots),
            acts,
            self._tables(acts),
            decided,
            tuple(_shift_of(*one) for one in self.shifts),
            tuple(
                (test_of(one.when, self.fields), self._effect(one.changes, None)) for one in self.folded.consequences
            ),
            tuple(test_of(one, self.fields) for one in self.folded.exclusions),
            goal,
            not is_spoilt(self.readings),
            frozenset(harmless_acts(self.readings)),
            self.fields.row(true)[None, :],
            np.array([self._since(field, true) for field in slots], np.int64),
        )

    def _since(self, field: int, true: list[int]) -> int:
        return sum(self.folded.rules.since[atom] for atom in self.fields.fields[field].atoms if atom in true)

    # --- acts ---

    def _act(self, act: FoldedAct, decision: int) -> Act:
        needs = literals_of(act.conditions, self.fields)
        changes = act.changes
        if act.decision is not None and act.decision.at_one:
            changes = act.decision.changes
        openings, day = self._times(needs)
        return Act(
            act.number,
            needs,
            self._effect(changes, needs),
            openings,
            day,
            act.fee,
            max((risk.level for risk in act.risks if _always(risk.when)), default=0),
            tuple((risk.level, test_of(risk.when, self.fields)) for risk in act.risks if not _always(risk.when)),
            decision,
            tuple(test_of(one, self.fields) for one in needs.rest),
            act.decision is not None
            and not act.decision.at_one
            and not act.decision.lapses
            and Literal(act.decision.pending, True) not in self.readings.wanted
            and act.decision.pending not in self.readings.either_way,
        )

    def _decided(self, one: FoldedDecision) -> Decided:
        return Decided(
            one.number,
            self._shift("last", one.period),
            least_days(one.period),
            self.nothing if one.at_one else self._effect(one.changes, None),  # that of the act has it already
            self.anything if isinstance(one.keep, Constant) else self._keep(one.keep),
            self._effect(one.lapses, None) if one.lapses else self.nothing,
            int(one.contested),
            int(one.unstated),
            one.at_one,
            test_of(TRUE if one.at_one else Is(one.pending), self.fields),
        )

    def _when(self, formula: Formula) -> When:
        parts = literals_of(conjuncts_of(formula), self.fields)
        openings, day = self._times(parts)
        plain = tuple(one for one in conjuncts_of(formula) if not isinstance(one, Clock | Calendar))
        return When(test_of(all_of(plain), self.fields), openings, day, parts)

    def _keep(self, formula: Formula) -> Keep:
        def first_day(clock: Clock) -> tuple[int, Shift]:
            return self.slot_of[self.fields.places[clock.atom].field], first_days(clock.comparison, clock.period)

        ever, always = (test_of(at_any_time(formula, passed=passed), self.fields) for passed in (True, False))
        return Keep(timed_test_of(formula, self.fields, first_day), ever, always)

    def _shift(self, kind: str, period: Period | None) -> int:
        return self.shifts.setdefault((kind, period), len(self.shifts))

    def _times(self, parts: Literals) -> tuple[tuple[Opening, ...], int]:
        openings, day = [], 0
        for one in parts.times:
            match one:
                case Calendar(">=", first):
                    day = max(day, first)
                case Clock(atom, ">=" | ">" as comparison, period):
                    slot = self.slot_of[self.fields.places[atom].field]
                    openings.append(Opening(slot, self._shift(comparison, period)))
                case _:
                    raise UnfitError("a window closes")
        return tuple(openings), day

    # --- effects ---

    def _effect(self, changes: Iterable[Change], needs: Literals | None) -> Effect:
        """Return changes as bits; those that depend on the row are kept apart, and with them all that come after."""
        clear: dict[int, int] = {}
        put: dict[int, int] = {}
        puts: list[Put] = []
        changes = tuple(changes)
        if len({one.atom for one in changes}) < len(set(changes)):
            raise UnfitError("one act changes a fact twice")
        for change in changes:
            for one in self._puts(change, needs, put):
                if one.when is None and one.only is None and not puts:
                    clear[one.word] = clear.get(one.word, 0) | one.clear
                    put[one.word] = put.get(one.word, 0) & ~one.clear | one.put
                else:
                    puts.append(one)
        return Effect(self._words(clear), self._words(put), tuple(puts))

    def _puts(self, change: Change, needs: Literals | None, put: dict[int, int]) -> Iterable[Put]:
        when = None if change.when is None else test_of(change.when, self.fields)
        place = self.fields.places.get(change.atom)
        if change.value:
            for number in self._fields_ended(change.atom, place):
                other = self.fields.fields[number]
                yield Put(when, None, other.word, other.mask, 0)
            if place is not None:
                yield Put(when, None, place.word, place.mask, place.value)
        elif place is not None:
            known = (
                needs is not None
                and (place.is_alone or _holds(needs, place))
                and not put.get(place.word, 0) & place.mask
            )
            yield Put(when, None if place.is_alone or known else place, place.word, place.mask, 0)

    def _fields_ended(self, atom: int, place: Place | None) -> list[int]:
        """Return the fields of the facts that making an atom true ends, its own left out."""
        if atom not in self.ended:
            return []
        return sorted(self.ended[atom] - ({place.field} if place is not None else set()))

    def _words(self, bits: dict[int, int]) -> Words:
        return np.array(self._row(bits), np.uint64)

    def _row(self, bits: dict[int, int]) -> list[int]:
        return [bits.get(word, 0) for word in range(self.fields.words)]

    # --- tables ---

    def _tables(self, acts: tuple[Act, ...]) -> Tables:
        words = self.fields.words
        clauses = [(number, one) for number, act in enumerate(acts) for one in act.needs.clauses]
        unequal = [(number, one) for number, act in enumerate(acts) for one in act.needs.unequal]
        return Tables(
            _matrix([self._row({word: mask for word, (mask, _) in act.needs.equal.items()}) for act in acts], words),
            _matrix([self._row({word: value for word, (_, value) in act.needs.equal.items()}) for act in acts], words),
            _matrix([act.effect.clear for act in acts], words),
            _matrix([act.effect.put for act in acts], words),
            np.array([number for number, _ in clauses], np.int64),
            _matrix([self._row({word: some for word, (some, _) in one.bits.items()}) for _, one in clauses], words),
            _matrix(
                [self._row({word: lacking for word, (_, lacking) in one.bits.items()}) for _, one in clauses], words
            ),
            self._clause_values([one for _, one in clauses]),
            np.array([number for number, _ in unequal], np.int64),
            _matrix([[one.word, one.mask, one.value] for _, one in unequal], 3),
        )

    def _clause_values(self, clauses: list[Clause]) -> tuple[ClauseValues, ...]:
        found = []
        for field in sorted({field for one in clauses for field in one.values}):
            of = [number for number, one in enumerate(clauses) if field in one.values]
            row_of = np.zeros(len(clauses), np.int64)
            row_of[of] = np.arange(1, len(of) + 1)
            tables = [allowed(clauses[number].values[field], self.fields.fields[field]) for number in of]
            found.append(ClauseValues(field, row_of, np.array([np.zeros_like(tables[0]), *tables])))
        return tuple(found)


def by_alternatives(act: FoldedAct) -> list[FoldedAct]:
    """Return an act as several, one for each alternative of a condition that reads time; itself if there is none."""
    if not any(type(one) is Some and reads_time(one) for one in act.conditions):
        return [act._replace(conditions=tuple([part for one in act.conditions for part in conjuncts_of(one)]))]
    choices = [one.operands if isinstance(one, Some) and reads_time(one) else (one,) for one in act.conditions]
    if prod(len(one) for one in choices) > MOST_ALTERNATIVES:
        raise UnfitError("too many alternatives read time")
    return [
        act._replace(conditions=tuple(part for one in chosen for part in conjuncts_of(one)))
        for chosen in product(*choices)
    ]


def conjuncts_of(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if type(formula) is All else (formula,)


def _shift_of(kind: str, period: Period | None) -> Shift:
    return last_days(period) if period is None or kind == "last" else first_days(kind, period)


def _always(formula: Formula) -> bool:
    return isinstance(formula, Constant)  # a folded one that is left is true


def _holds(needs: Literals, place: Place) -> bool:
    """Return whether the conditions say that an atom of a field of several holds."""
    mask, value = needs.equal.get(place.word, (0, 0))
    return mask & place.mask == place.mask and value & place.mask == place.value


def _matrix(rows: Sequence[Words | list[int]], width: int) -> Words:
    return np.array(rows, np.uint64).reshape(len(rows), width)
