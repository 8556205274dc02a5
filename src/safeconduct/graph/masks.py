"""Masks and gathers: folded formulas over whole arrays of rows."""

from collections.abc import Callable, Iterable
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.days import Days, Shift
from safeconduct.graph.fields import Field, Fields, Place, Words
from safeconduct.rules.algebra import FALSE, TRUE, all_of, some
from safeconduct.rules.folded import UnfitError, contrary
from safeconduct.rules.model import All, Calendar, Clock, Constant, Formula, Is, Not, Some
from safeconduct.terms.truth import Truth

Bools = NDArray[np.bool_]
Test = Callable[[Words], Bools]
TimedTest = Callable[[Words, Days, Days], Bools]
MOST_CLAUSES = 8  # into which one disjunction is turned


class Clause(NamedTuple):
    """A disjunction of literals.

    bits:   word → (bits one of which may be set, bits one of which may be clear)
    values: field of several → the values it may have
    """

    bits: dict[int, tuple[int, int]]
    values: dict[int, frozenset[int]]


class Literals(NamedTuple):
    """A conjunction taken apart.

    equal:   word → (mask, value): the bits under the mask must be these
    unequal: places of atoms that must not hold, in fields of several
    clauses: disjunctions of literals
    times:   clocks and days that must have passed
    rest:    everything else
    is_impossible: two atoms of one field would have to hold
    """

    equal: dict[int, tuple[int, int]]
    unequal: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    times: tuple[Clock | Calendar, ...]
    rest: tuple[Formula, ...]
    is_impossible: bool


def literals_of(conditions: Iterable[Formula], fields: Fields) -> Literals:
    """Return conditions that must all hold, taken apart."""
    equal: dict[int, tuple[int, int]] = {}
    must: dict[tuple[int, int], int] = {}
    barred: dict[Place, None] = {}
    clauses: list[Clause] = []
    times: list[Clock | Calendar] = []
    rest: list[Formula] = []
    is_impossible = False

    def fix(word: int, mask: int, value: int) -> None:
        nonlocal is_impossible
        is_impossible |= must.setdefault((word, mask), value) != value
        known_mask, known = equal.get(word, (0, 0))
        equal[word] = known_mask | mask, known | value

    for condition in conditions:
        match condition:
            case Is(atom):
                place = fields.places[atom]
                fix(place.word, place.mask, place.value)
            case Not(Is(atom)):
                place = fields.places[atom]
                if place.is_alone:
                    fix(place.word, place.mask, 0)
                else:
                    barred[place] = None
            case Clock() | Calendar():
                times.append(condition)
            case Some() if (found := _clauses(condition, fields)) is not None:
                clauses += found
            case Constant(truth):
                is_impossible |= truth is not Truth.TRUE
            case _:
                rest.append(condition)
    unequal = []
    for number, places in _by_field(barred).items():
        field = fields.fields[number]
        if len(places) == len(field.atoms):  # none of them: the field is 0
            fix(field.word, field.mask, 0)
        elif (field.word, field.mask) not in must:
            unequal += places
        else:
            is_impossible |= any(place.value == must[place.word, place.mask] for place in places)
    return Literals(equal, tuple(unequal), tuple(clauses), tuple(times), tuple(rest), is_impossible)


def test_of(formula: Formula, fields: Fields) -> Test:
    """Return a function from rows to the truth of a formula in each; raises UnfitError where it reads time."""
    match formula:
        case Some(operands):
            none = test_of(All(tuple(contrary(one) for one in operands)), fields)
            return lambda rows: ~none(rows)
        case All(operands):
            return _every(literals_of(operands, fields), fields)
        case _:
            return _every(literals_of((formula,), fields), fields)


def timed_test_of(formula: Formula, fields: Fields, first_day: Callable[[Clock], tuple[int, Shift]]) -> TimedTest:
    """Return a function from rows, the since of each slot and days to the truth of a formula on those days.

    first_day: the slot of a clock, and the function from its since to the first day on which it is past its period
    """
    if not reads_time(formula):
        plain = test_of(formula, fields)
        return lambda rows, since, days: plain(rows)
    match formula:
        case All(operands):
            parts = [timed_test_of(one, fields, first_day) for one in operands]
            return lambda rows, since, days: np.logical_and.reduce([one(rows, since, days) for one in parts])
        case Some(operands):
            ways = [timed_test_of(one, fields, first_day) for one in operands]
            return lambda rows, since, days: np.logical_or.reduce([one(rows, since, days) for one in ways])
        case Calendar(">=", day):
            return lambda rows, since, days: days >= day
        case Clock(_, ">=" | ">", _):
            slot, shift = first_day(formula)
            return lambda rows, since, days: (since[:, slot] > 0) & (shift(np.maximum(since[:, slot], 1)) <= days)
    raise UnfitError("a window closes")


def reads_time(formula: Formula) -> bool:
    if type(formula) is All or type(formula) is Some:
        return any(reads_time(one) for one in formula.operands if type(one) is not Is)
    if type(formula) is Not:
        return reads_time(formula.operand)
    return type(formula) is Clock or type(formula) is Calendar


def at_any_time(formula: Formula, *, passed: bool) -> Formula:
    """Return a formula with every time in it passed, or not."""
    match formula:
        case All(operands):
            return all_of(tuple(at_any_time(one, passed=passed) for one in operands))
        case Some(operands):
            return some(tuple(at_any_time(one, passed=passed) for one in operands))
        case Clock() | Calendar():
            return TRUE if passed else FALSE
    return formula


def _every(parts: Literals, fields: Fields) -> Test:
    if parts.times:
        raise UnfitError("a time is read beside facts, in an alternative or by a rule that takes effect by itself")
    if parts.is_impossible:
        return lambda rows: np.zeros(len(rows), np.bool_)
    equal = [(word, np.uint64(mask), np.uint64(value)) for word, (mask, value) in parts.equal.items()]
    unequal = [(one.word, np.uint64(one.mask), np.uint64(one.value)) for one in parts.unequal]
    clauses = [_clause_test(one, fields) for one in parts.clauses]
    rest = [test_of(one, fields) for one in parts.rest]

    def test(rows: Words) -> Bools:
        holds = np.ones(len(rows), np.bool_)
        for word, mask, value in equal:
            holds &= (rows[:, word] & mask) == value
        for word, mask, value in unequal:
            holds &= (rows[:, word] & mask) != value
        for one in (*clauses, *rest):
            holds &= one(rows)
        return holds

    return test


def allowed(values: frozenset[int], field: Field) -> Bools:
    """Return, for each value of a field, whether it is one of these."""
    table = np.zeros(1 << field.width, np.bool_)
    table[sorted(values)] = True
    return table


def _clause_test(clause: Clause, fields: Fields) -> Test:
    bits = [(word, np.uint64(having), np.uint64(lacking)) for word, (having, lacking) in clause.bits.items()]
    tables = [(field, allowed(values, fields.fields[field])) for field, values in clause.values.items()]

    def test(rows: Words) -> Bools:
        holds = np.zeros(len(rows), np.bool_)
        for word, having, lacking in bits:
            holds |= (rows[:, word] & having | ~rows[:, word] & lacking) != 0
        for field, table in tables:
            holds |= table[fields.values(rows, field)]
        return holds

    return test


def _clauses(formula: Some, fields: Fields) -> list[Clause] | None:
    """Return a disjunction as clauses that must all hold; None where it has parts too deep, or would make too many."""
    parts: list[tuple[Formula, ...]] = []
    for operand in formula.operands:
        parts.append(operand.operands if type(operand) is All else (operand,))
    if not all(_is_literal(one) for part in parts for one in part):
        return None
    if prod(len(part) for part in parts) > MOST_CLAUSES:
        return None
    return [_clause(chosen, fields) for chosen in product(*parts)]


def _is_literal(formula: Formula) -> bool:
    return type(formula) is Is or (type(formula) is Not and type(formula.operand) is Is)


def _clause(literals: Iterable[Formula], fields: Fields) -> Clause:
    bits: dict[int, tuple[int, int]] = {}
    values: dict[int, set[int]] = {}
    for literal in literals:
        atom = literal.operand if type(literal) is Not else literal
        assert isinstance(atom, Is)
        place, holds = fields.places[atom.atom], atom is literal
        if place.is_alone:
            having, lacking = bits.get(place.word, (0, 0))
            bits[place.word] = (having | place.mask, lacking) if holds else (having, lacking | place.mask)
            continue
        field = fields.fields[place.field]
        value = place.value >> field.shift
        may_be = values.setdefault(place.field, set())
        may_be.update({value} if holds else set(range(len(field.atoms) + 1)) - {value})
    return Clause(bits, {field: frozenset(may_be) for field, may_be in values.items()})


def _by_field(places: Iterable[Place]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for place in places:
        found.setdefault(place.field, []).append(place)
    return found
