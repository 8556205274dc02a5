"""Supports: the minimal sets of things without which a goal is out of reach even if nothing were ever lost and time did not press.

In that relaxed world facts only accumulate. Each literal carries the minimal sets of *elements* under which it can come about
(an assumption-based truth maintenance, after de Kleer 1986): elements are acts, when we look for alternatives, or changes of law, wishes and
facts, when we look for openings. Every real route uses a superset of one of the sets.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from safeconduct.graph.bounds import F, Possible, T, good_changes
from safeconduct.rules.model import All, Calendar, Change, Clock, Constant, Formula, Is, Not, Operator, Rules, Some
from safeconduct.rules.relevance import Literal, Pair, atoms_of
from safeconduct.terms.truth import Truth

Support = frozenset[int]
Mask = int  # a support as bits, the first element highest: of two of one size, the greater comes first
Supported = list[Mask]  # an antichain, smallest first
EMPTY: Mask = 0


class Readers(NamedTuple):
    """What reads each atom, directly or through what is derived from it."""

    rules: dict[int, list[int]]  # operators, and -1 - consequences
    derived: dict[int, list[int]]  # derived atoms and watches


class Supports:
    """The fixpoint. `act`, `line`, `ban` say which element, if any, doing an act, waiving a line or lifting a ban needs.

    act:  operator number → its elements (the empty set: free), or None if it is not to be used
    line: line key → the element that waives it, or None
    ban:  exclusion number → the element that drops it, or None
    elements: how many there are; each is a number below
    most: sets larger than this are dropped; wide: at most so many sets a literal
    readers: what `readers_of` returns, if that is known already

    Rounds go over all rules in their order until nothing moves; what a rule asks for is worked out again only if a literal it reads has moved.
    """

    def __init__(
        self,
        rules: Rules,
        possible: Possible,
        act: Callable[[int], Support | None],
        line: Callable[[str], int | None],
        ban: Callable[[int], int | None],
        elements: int,
        flips: Iterable[tuple[Literal, int]] = (),
        most: int = 16,
        wide: int = 48,
        readers: Readers | None = None,
    ) -> None:
        self.rules, self.possible, self.line, self.ban = rules, possible, line, ban
        self.most, self.wide, self.top = most, wide, elements
        asked = ((number, act(number)) for number in range(len(rules.operators)))
        self.used = {number: self._mask(needed) for number, needed in asked if needed is not None}
        self.changes = {number: self._changes(rules.operators[number]) for number in self.used}
        self.cut = False  # whether a set was ever left out
        self.formulas = rules.mirrored()
        self.sets: dict[Pair, Supported] = {}
        self.groups: dict[int, tuple[int, ...]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.groups[atom] = (*self.groups.get(atom, ()), *(one for one in group.atoms if one != atom))
        self.falling, self.first_falling = rules.falling(), -1 - len(rules.consequences)
        self._begin(flips)
        self._asked: dict[int, Supported] = {}  # operator, or -1 - consequence → what it asks for
        self._brought: dict[int, Supported] = {}  # what it asked for when its changes were last brought about
        self._joined: dict[tuple[int, Pair], tuple[Supported, Supported]] = {}
        self._readers = readers_of(rules) if readers is None else readers
        self._derived: dict[tuple[int, bool], Supported] = {}
        while self._round():
            pass

    def goal(self) -> list[Support]:
        return [self._support(one) for one in self.of(self.rules.goal, True)]

    def _mask(self, support: Iterable[int]) -> Mask:
        return sum(1 << self.top - element for element in support)

    def _support(self, mask: Mask) -> Support:
        return frozenset(element for element in range(self.top) if mask >> self.top - element & 1)

    def by_the_last_act(self) -> list[Support]:
        """Return the minimal sets for each act that itself brings about a literal of the goal, fewest first."""
        wanted = set(self._literals(self.rules.goal, True))
        found: list[Support] = []
        for number in self.used:
            operator = self.rules.operators[number]
            changes = list(operator.changes)
            if operator.decision is not None:
                changes += self.rules.decisions[operator.decision].on_grant
            if any(Literal(change.atom, change.value) in wanted for change in changes):
                found += [self._support(one) for one in self._operator(number, operator)]
        return sorted(dict.fromkeys(found), key=_size_then_members)

    def _literals(self, formula: Formula, value: bool) -> Iterator[Literal]:
        match formula:
            case Is(atom) if atom in self.formulas:
                yield from self._literals(self.formulas[atom], value)
            case Is(atom):
                yield Literal(atom, value)
            case Not(operand):
                yield from self._literals(operand, not value)
            case All(operands) | Some(operands):
                for operand in operands:
                    yield from self._literals(operand, value)

    def _begin(self, flips: Iterable[tuple[Literal, int]]) -> None:
        for atom, truth in enumerate(self.rules.values):
            if atom not in self.formulas:
                if truth is not Truth.FALSE:
                    self.sets[atom, True] = [EMPTY]
                if truth is not Truth.TRUE:
                    self.sets[atom, False] = [EMPTY]
        for literal, element in flips:
            self.sets[literal] = self._least([*self.sets.get(literal, ()), self._mask((element,))])

    def _round(self) -> bool:
        self.moved = False
        for number in self.used:
            operator = self.rules.operators[number]
            sets = self._asked.get(number)
            if sets is None:
                sets = self._asked[number] = self._operator(number, operator)
            if sets:
                self._bring(number, self.changes[number], sets)
        for number, consequence in enumerate(self.rules.consequences):
            sets = self._asked.get(-1 - number)
            if sets is None:
                sets = self._asked[-1 - number] = self.of(consequence.when, True)
            self._bring(-1 - number, consequence.changes, sets)
        for number in self.falling:  # its own act need not be done for it
            pending = self.sets.get((self.rules.decisions[number].pending, True), [])
            self._bring(self.first_falling - number, self._granted(number), pending)
        return self.moved

    def _changes(self, operator: Operator) -> tuple[Change, ...]:
        return operator.changes if operator.decision is None else (*operator.changes, *self._granted(operator.decision))

    def _granted(self, number: int) -> tuple[Change, ...]:
        decision = self.rules.decisions[number]
        return (*good_changes(decision), *decision.on_grant)

    def _operator(self, number: int, operator: Operator) -> Supported:
        sets: Supported = [self.used[number]]
        for line in operator.lines:
            waiver = self.line(line.key) if line.waivable else None
            ways = self.of(line.formula, True)
            if EMPTY not in ways and waiver is not None:
                ways = self._least([*ways, self._mask((waiver,))])
            sets = self._product(sets, ways)
            if not sets:
                return []
        for one in operator.bans:
            dropped = self.ban(one.exclusion)
            ways = self.of(one.when, False)
            if EMPTY not in ways and dropped is not None:
                ways = self._least([*ways, self._mask((dropped,))])
            sets = self._product(sets, ways)
        return sets

    def _bring(self, rule: int, changes: Iterable[Change], sets: Supported) -> None:
        if self._brought.get(rule) is sets:
            changes = (one for one in changes if one.when is not None)
        self._brought[rule] = sets
        for change in changes:
            ways = sets if change.when is None else self._product(sets, self.of(change.when, True))
            self._add((change.atom, change.value), ways)
            if change.value:
                for other in self.groups.get(change.atom, ()):
                    self._add((other, False), ways)

    def _add(self, literal: Pair, ways: Supported) -> None:
        old = self.sets.get(literal, [])
        if not ways or (old and old[0] == EMPTY):
            return
        joined = self._joined.get((id(ways), literal))
        if joined is not None and joined[0] is ways and joined[1] is old:
            return
        if not old:
            new = ways
        elif _all_covered(ways, old):
            new = old
        else:
            new = self._least([*old, *ways])
        if new != old:
            old = self.sets[literal] = new
            self.moved = True
            for rule in self._readers.rules.get(literal[0], ()):
                self._asked.pop(rule, None)
            for derived in self._readers.derived.get(literal[0], ()):
                self._derived.pop((derived, True), None)
                self._derived.pop((derived, False), None)
        self._joined[(id(ways), literal)] = (ways, old)

    # --- formulas ---

    def of(self, formula: Formula, value: bool) -> Supported:
        """Return the minimal sets under which a formula can be `value`."""
        if type(formula) is Is:
            if formula.atom in self.formulas:
                return self._mirrored(formula.atom, value)
            return self.sets.get((formula.atom, value), [])
        if type(formula) is Not:
            return self.of(formula.operand, not value)
        if type(formula) is All or type(formula) is Some:
            every = (type(formula) is All) == value
            return self._every(formula.operands, value) if every else self._any(formula.operands, value)
        if type(formula) is Constant:
            return [EMPTY] if (formula.truth is Truth.TRUE) == value and formula.truth is not Truth.UNKNOWN else []
        if type(formula) is Calendar:
            return [EMPTY] if self.possible.of(formula) & (T if value else F) else []
        assert type(formula) is Clock
        return self._clock(formula, value)

    def _mirrored(self, atom: int, value: bool) -> Supported:
        """Return the sets of a derived atom or watch, worked out anew only where a fact that it reads has moved."""
        known = self._derived.get((atom, value))
        if known is None:
            known = self._derived[atom, value] = self.of(self.formulas[atom], value)
        return known

    def _clock(self, clock: Clock, value: bool) -> Supported:
        holds = self.of(Is(clock.atom), True)
        if value:
            initially = self.sets.get((clock.atom, True), [])
            return holds if self.possible.of(clock) & T or EMPTY not in initially else []
        return self._least([*self.of(Is(clock.atom), False), *holds])

    def _every(self, operands: tuple[Formula, ...], value: bool) -> Supported:
        sets: Supported = [EMPTY]
        for operand in operands:
            sets = self._product(sets, self.of(operand, value))
            if not sets:
                return []
        return sets

    def _any(self, operands: tuple[Formula, ...], value: bool) -> Supported:
        ways: Supported = []
        for operand in operands:
            more = self.of(operand, value)
            if EMPTY in more:
                return [EMPTY]
            ways.extend(more)
        return self._least(ways)

    # --- sets of sets ---

    def _product(self, a: Supported, b: Supported) -> Supported:
        """Return the minimal unions of one of `a` and one of `b`; where no element is in both, every union is minimal."""
        if b == [EMPTY]:
            return a
        if a == [EMPTY]:
            return b
        joined = [one | other for one in a for other in b]
        fitting = [one for one in joined if one.bit_count() <= self.most]
        self.cut = self.cut or len(fitting) < len(joined)
        if _all_in(a) & _all_in(b):
            return self._least(fitting)
        self.cut = self.cut or len(fitting) > self.wide
        return _smallest_first(fitting)[: self.wide]

    def _least(self, sets: Iterable[Mask]) -> Supported:
        """Return the minimal sets, smallest first, at most `wide` of them."""
        kept: Supported = []
        for one in _smallest_first(set(sets)):
            outside = ~one
            for smaller in kept:  # not `any`: this is where most of the time goes
                if not smaller & outside:
                    break
            else:
                if len(kept) == self.wide:
                    self.cut = True
                    break
                kept.append(one)
        return kept


def _smallest_first(sets: Iterable[Mask]) -> Supported:
    """Return the sets by size, those of one size with the first elements first."""
    return sorted(sorted(sets, reverse=True), key=int.bit_count)


def _all_in(sets: Supported) -> Mask:
    """Return the elements of any of the sets."""
    return reduce(or_, sets, EMPTY)


def readers_of(rules: Rules) -> Readers:
    """Return, for each atom, the operators and consequences that read it, directly or through what is derived from it."""
    mirrored = rules.mirrored()
    below: dict[int, frozenset[int]] = {}

    def stored(formula: Formula) -> frozenset[int]:
        return frozenset[int]().union(*(within(atom) for atom in atoms_of(formula)))

    def within(atom: int) -> frozenset[int]:
        if atom not in below:
            below[atom] = frozenset([atom]) | (stored(mirrored[atom]) if atom in mirrored else frozenset())
        return below[atom]

    readers: dict[int, list[int]] = {}
    for number, operator in enumerate(rules.operators):
        formulas = (*(line.formula for line in operator.lines), *(ban.when for ban in operator.bans))
        for atom in frozenset[int]().union(*map(stored, formulas)):
            readers.setdefault(atom, []).append(number)
    for number, consequence in enumerate(rules.consequences):
        for atom in stored(consequence.when):
            readers.setdefault(atom, []).append(-1 - number)
    derived: dict[int, list[int]] = {}
    for above in mirrored:
        for atom in within(above):
            derived.setdefault(atom, []).append(above)
    return Readers(readers, derived)


def _all_covered(sets: Supported, by: Supported) -> bool:
    """Return whether each of some sets has a subset among others."""
    for one in sets:
        outside = ~one
        for smaller in by:  # not `any`: see `Supports._least`
            if not smaller & outside:
                break
        else:
            return False
    return True


def _size_then_members(support: Support) -> tuple[int, list[int]]:
    return len(support), sorted(support)


class Plans(NamedTuple):
    """The minimal sets of acts that could reach the goal, fewest first, facts assumed at will.

    whole:  no set was left out for being too large or one too many, so that every route uses a superset of one of them
    direct: those that end in an act or decision which itself brings about what the goal asks for, though time alone may do so as well
    """

    acts: tuple[Support, ...]
    whole: bool
    direct: tuple[Support, ...] = ()


def plans_of(rules: Rules, possible: Possible, readers: Readers | None = None) -> Plans:
    """Return the minimal plans for the goal of the rules in the relaxed world."""
    supports = Supports(
        rules,
        possible,
        act=lambda number: frozenset({number}),
        line=lambda key: None,
        ban=lambda exclusion: None,
        elements=len(rules.operators),
        readers=readers,
    )
    acts, whole = tuple(supports.goal()), not supports.cut
    return Plans(acts, whole, () if frozenset() not in acts else tuple(supports.by_the_last_act()))
