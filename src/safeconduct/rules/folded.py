"""Folded: the rules with everything put in that never changes on a route; what is left is what a search must look at.

On a route no decision is refused, so a fact changes only if an act that can ever be done, a grant or a consequence changes it. All others have
their value of the first day for ever: formulas are worked out as far as these go, definitions are put in where they are read, and a clock that
nothing stops becomes a day of the calendar. Acts that can then never be done go, which leaves fewer facts that change, and so on.

A wait during which nobody can do anything is folded into the act that begins it: its decision is then *at one* with the filing, and the fact that
it is pending is never stored.

Only rules are folded of which every fact that matters is known; `Unfit` says why others are not.
"""

from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from typing import NamedTuple

from safeconduct.rules.algebra import FALSE, TRUE, Leaf, all_of, is_false, is_true, negation, parts_of, some
from safeconduct.rules.model import All, Calendar, Change, Clock, Constant, Formula, Is, Not, Rules, Some
from safeconduct.rules.packed import day_after_of, last_day_of
from safeconduct.rules.relevance import atoms_of
from safeconduct.terms.dates import Period
from safeconduct.terms.truth import Truth

CONTRARY = {">=": "<", "<": ">=", "<=": ">", ">": "<="}


class UnfitError(Exception):
    """Rules that cannot be folded, or not searched in rows, with the reason: a fact is unknown, a window closes, …"""


class FoldedRisk(NamedTuple):
    level: int
    when: Formula  # counts while this is true


class FoldedDecision(NamedTuple):
    """What a grant changes (its own facts among it) and after how long; what changes instead if by then `keep` does not hold."""

    number: int  # in Rules.decisions
    pending: int
    period: Period | None  # None: the same day
    changes: tuple[Change, ...]
    keep: Formula
    lapses: tuple[Change, ...]
    contested: bool
    unstated: bool
    at_one: bool  # nothing can be done while it is pending, and nothing else reads that it is


class FoldedAct(NamedTuple):
    """An act that can be done when every condition holds (bans turned round are among them)."""

    number: int  # in Rules.operators
    conditions: tuple[Formula, ...]
    changes: tuple[Change, ...]
    decision: FoldedDecision | None
    fee: int
    risks: tuple[FoldedRisk, ...]


class FoldedConsequence(NamedTuple):
    when: Formula
    changes: tuple[Change, ...]


class Folded(NamedTuple):
    """Rules over the facts that change.

    read:  those that some formula here reads, in order
    loose: those that only rules read which never apply, in order
    """

    rules: Rules
    acts: tuple[FoldedAct, ...]
    consequences: tuple[FoldedConsequence, ...]
    exclusions: tuple[Formula, ...]
    goal: Formula
    read: tuple[int, ...]
    loose: tuple[int, ...]


def folded(rules: Rules) -> Folded:
    """Return the rules folded; raises UnfitError where a fact that matters is unknown or undated, or time spoils something by itself."""
    if rules.filed():
        raise UnfitError("something is pending already")
    if rules.reopened():
        raise UnfitError("something becomes pending otherwise than by its own act")
    folding = _Folding(_Unfolded(rules), tuple(range(len(rules.operators))))
    folding.refuse_what_waits()  # all real law stops here, before its lines are folded
    while True:
        left = tuple(number for number in folding.acts if not folding.is_closed(number))
        fewer = _Folding(folding.unfolded, left)
        if fewer.changing == folding.changing and fewer.closing == folding.closing:
            folding.acts = left
            return folding.result()
        fewer.keep_conditions_of(folding)
        folding = fewer


class _Unfolded:
    """What each act of the rules changes and reads, whichever of the acts can be done."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.groups: dict[int, list[tuple[int, ...]]] = {}
        self.may_end: dict[
            int, tuple[int, ...]
        ] = {}  # of each atom, those of its groups that hold, or may, on the first day
        for group in rules.groups:
            at_first = tuple(atom for atom in group.atoms if rules.values[atom] is not Truth.FALSE)
            for atom in group.atoms:
                self.groups.setdefault(atom, []).append(group.atoms)
                self.may_end[atom] = self.may_end.get(atom, ()) + at_first
        self.mirrored = {one.atom: one.formula for one in rules.definitions}
        self.watches = {one.atom for one in rules.watches}
        acts = range(len(rules.operators))
        self.barring = [_barring(rules, number) for number in acts]
        self.turning = [frozenset(self._turned(_changes_of(rules, number))) for number in acts]
        self.always_turning = frozenset(
            self._turned(change for consequence in rules.consequences for change in consequence.changes)
        )

    @cached_property
    def reading(self) -> list[frozenset[int]]:
        """Return the atoms that each act and its decision read, but for those that an act only asks not to hold."""
        return [frozenset(_read_by(self.rules, number)) for number in range(len(self.rules.operators))]

    def _turned(self, changes: Iterable[Change]) -> Iterator[int]:
        """Yield the atoms to which changes can give another value than that of the first day."""
        values = self.rules.values
        for change in changes:
            atom, value = change.atom, change.value
            if (values[atom] is Truth.TRUE) != value or values[atom] is Truth.UNKNOWN:
                yield atom
            if value and atom in self.may_end:
                yield from (one for one in self.may_end[atom] if one != atom)

    def seen_through(self, atoms: Set[int]) -> set[int]:
        """Return atoms and all that their definitions read."""
        found = set(atoms)
        frontier = found
        while frontier:
            read = {atom for one in frontier if one in self.mirrored for atom in atoms_of(self.mirrored[one])}
            frontier = read - found
            found |= frontier
        return found


class _Folding:
    """The rules with some of the acts, and what never changes under them."""

    def __init__(self, unfolded: _Unfolded, acts: tuple[int, ...]) -> None:
        self.unfolded, self.rules, self.acts = unfolded, unfolded.rules, acts
        self.groups, self.mirrored, self.watches = unfolded.groups, unfolded.mirrored, unfolded.watches
        self.closing = _closing_pendings(unfolded, acts)
        turning = unfolded.always_turning.union(*(unfolded.turning[number] for number in acts))
        self.changing = turning - self.closing  # what holds only while nothing can be done is never seen to hold
        self.known: dict[int, Formula] = {}  # derived atoms, folded
        self.conditions: dict[int, tuple[Formula, ...]] = {}  # of acts, folded

    def keep_conditions_of(self, before: "_Folding") -> None:
        """Take over from the folding before this one the conditions that are the same under both."""
        turned = before.changing ^ self.changing
        turned |= {atom for atom in self.mirrored if not turned.isdisjoint(self.unfolded.seen_through({atom}))}
        for number in self.acts:
            if turned.isdisjoint(self.unfolded.reading[number]) and turned.isdisjoint(self.unfolded.barring[number]):
                self.conditions[number] = before.conditions[number]

    def is_closed(self, number: int) -> bool:
        """Return whether an act can never be done."""
        return any(is_false(one) for one in self._conditions(number))

    def _conditions(self, number: int) -> tuple[Formula, ...]:
        if number not in self.conditions:
            operator = self.rules.operators[number]
            lines = (self.fold(line.formula) for line in operator.lines)
            self.conditions[number] = (*lines, *(contrary(self.fold(ban.when)) for ban in operator.bans))
        return self.conditions[number]

    # --- formulas ---

    def fold(self, formula: Formula) -> Formula:
        match formula:
            case Is(atom):
                return formula if atom in self.changing else self._atom(atom)
            case Not(operand):
                return contrary(self.fold(operand))
            case All(operands):
                return all_of(self._each(operands))
            case Some(operands):
                return some(self._each(operands))
            case Clock(atom, comparison, period):
                return self._clock(atom, comparison, period)
            case Calendar(comparison, day):
                return self._calendar(comparison, day)
            case Constant():
                return formula

    def _each(self, operands: tuple[Formula, ...]) -> tuple[Formula, ...]:
        changing = self.changing
        return tuple([one if type(one) is Is and one.atom in changing else self.fold(one) for one in operands])

    def _atom(self, atom: int) -> Formula:
        if atom in self.mirrored:
            if atom not in self.known:
                self.known[atom] = self.fold(self.mirrored[atom])
            return self.known[atom]
        if atom in self.watches or atom in self.changing:
            return Is(atom)
        return Constant(self.rules.values[atom])

    def _clock(self, atom: int, comparison: str, period: Period) -> Formula:
        if atom in self.changing or atom in self.watches or atom in self.mirrored:
            return all_of((self._atom(atom), Clock(atom, comparison, period)))
        if self.rules.values[atom] is not Truth.TRUE:
            return Constant(self.rules.values[atom])
        if not self.rules.since[atom]:
            return Constant(Truth.UNKNOWN)
        passes = (day_after_of if comparison in (">=", "<") else last_day_of)(self.rules.since[atom], period)
        return self._calendar(comparison, passes)

    def _calendar(self, comparison: str, day: int) -> Formula:
        """Return what is left of a test of the calendar from today on: nothing, once it has turned for good."""
        first = day + (comparison in ("<=", ">"))  # the day on which it turns
        if self.rules.today < first:
            return Calendar(">=" if comparison in (">=", ">") else "<", first)
        return TRUE if comparison in (">=", ">") else FALSE

    # --- what is left ---

    def result(self) -> Folded:
        rules = self.rules
        acts = tuple(self._act(number) for number in self.acts)
        consequences = tuple(self._consequences())
        exclusions = tuple(
            left
            for left in (self.fold(one.formula) for one in rules.exclusions if one.formula is not None)
            if not is_false(left)
        )
        goal = self.fold(rules.goal)
        leaves = [leaf for one in _formulas(acts, consequences, exclusions, goal) for leaf in parts_of(one)]
        read = {leaf.atom for leaf in leaves if type(leaf) is Is or type(leaf) is Clock}
        self._refuse(read, leaves)
        kept = [self._with_only(act, read) for act in acts]
        every_act = tuple(range(len(rules.operators)))
        loose = self.changing & _read_elsewhere(self.unfolded, every_act, frozenset()) - read
        return Folded(rules, tuple(kept), consequences, exclusions, goal, tuple(sorted(read)), tuple(sorted(loose)))

    def _act(self, number: int) -> FoldedAct:
        operator = self.rules.operators[number]
        whole = all_of(self._conditions(number))
        parts = whole.operands if isinstance(whole, All) else () if is_true(whole) else (whole,)
        decision = None
        if operator.decision is not None:
            decision = self._decision(operator.decision)
            parts = parts if decision.at_one else (Not(Is(decision.pending)), *parts)
        risks = (FoldedRisk(one.level, TRUE if one.when is None else self.fold(one.when)) for one in operator.risks)
        return FoldedAct(
            number,
            tuple(dict.fromkeys(parts)),
            self._changes(operator.changes),
            decision,
            operator.fee,
            tuple(risk for risk in risks if not is_false(risk.when)),
        )

    def _decision(self, number: int) -> FoldedDecision:
        decision = self.rules.decisions[number]
        keep = all_of(tuple(self.fold(line.formula) for line in decision.keep))
        return FoldedDecision(
            number,
            decision.pending,
            decision.period or decision.expected,
            self._changes(granted_changes(self.rules, number)),
            keep,
            () if is_true(keep) else self._changes(lapsed_changes(self.rules, number)),
            decision.kind == "discretion",
            decision.period is None,
            decision.pending in self.closing,
        )

    def refuse_what_waits(self) -> None:
        """Raise UnfitError for a consequence after a time that can ever come about."""
        for one in self.rules.consequences:
            if one.after is not None and not is_false(self.fold(one.when)):
                raise UnfitError(f"{one.name}: happens by itself after a time")

    def _consequences(self) -> Iterator[FoldedConsequence]:
        for one in self.rules.consequences:
            when = self.fold(one.when)
            if not is_false(when):
                yield FoldedConsequence(when, self._changes(one.changes))

    def _changes(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        found = []
        for change in changes:
            when = TRUE if change.when is None else self.fold(change.when)
            if not is_false(when):
                found.append(Change(change.atom, change.value, None if is_true(when) else when))
        return tuple(found)

    def _with_only(self, act: FoldedAct, read: set[int]) -> FoldedAct:
        """Return an act without the changes that nothing reads, itself or through what they end."""

        def only(changes: tuple[Change, ...]) -> tuple[Change, ...]:
            return tuple(
                one
                for one in changes
                if one.atom in read
                or (one.value and any(not read.isdisjoint(group) for group in self.groups.get(one.atom, ())))
            )

        decision = act.decision
        return act._replace(
            changes=only(act.changes),
            decision=None
            if decision is None
            else decision._replace(changes=only(decision.changes), lapses=only(decision.lapses)),
        )

    def _refuse(self, read: set[int], leaves: Iterable[Leaf]) -> None:
        """Raise UnfitError where what is left cannot be known."""
        names = self.rules.atoms
        for atom in sorted(read):
            if atom in self.watches:
                raise UnfitError(f"{names[atom]}: a time that began when several facts came together")
            if self.rules.values[atom] is Truth.UNKNOWN:
                raise UnfitError(f"{names[atom]}: unknown")
        for leaf in leaves:
            if type(leaf) is Constant and leaf.truth is Truth.UNKNOWN:
                raise UnfitError("a fact that matters is unknown")
            if type(leaf) is Clock and self.rules.values[leaf.atom] is Truth.TRUE and not self.rules.since[leaf.atom]:
                raise UnfitError(f"{names[leaf.atom]}: unknown since when")


def _closing_pendings(unfolded: _Unfolded, acts: tuple[int, ...]) -> frozenset[int]:
    """Return the facts that hold only while an application is pending, if nothing can be done then and nothing else reads them; else none.

    A line `not F` stands in every act, with F a pending application, a definition that any of several is pending, or a fact that every filing makes true
    and every grant false.
    """
    rules, mirrored = unfolded.rules, unfolded.mirrored
    filings = [rules.operators[number] for number in acts if rules.operators[number].decision is not None]
    if not filings or any(rules.decisions[one.decision].keep for one in filings if one.decision is not None):
        return frozenset()
    common = frozenset.intersection(*(unfolded.barring[number] for number in acts))
    busy = {atom for atom in common if _is_busy(rules, acts, atom)}
    barred = set(common)
    for atom in common:
        match mirrored.get(atom):
            case Some(operands) if all(isinstance(one, Is) for one in operands):
                barred.update(one.atom for one in operands if isinstance(one, Is))
    own = {rules.decisions[one.decision].pending for one in filings if one.decision is not None}
    quiet = own | busy
    if any(rules.values[atom] is not Truth.FALSE for atom in quiet) or not (busy or own <= barred):
        return frozenset()
    unread = quiet | {rules.decisions[one.decision].unanswered for one in filings if one.decision is not None}
    if any(change.atom not in unread for one in filings for change in one.changes):
        return frozenset()
    read = _read_elsewhere(unfolded, acts, common)
    return frozenset() if read & unread else frozenset(quiet)


def _barring(rules: Rules, number: int) -> frozenset[int]:
    """Return the atoms that must not hold for an act, by lines that say so of one atom."""
    formulas = (line.formula for line in rules.operators[number].lines)
    return frozenset(one.operand.atom for one in formulas if type(one) is Not and type(one.operand) is Is)


def _is_busy(rules: Rules, acts: tuple[int, ...], atom: int) -> bool:
    """Return whether every filing makes a fact true, every grant false, and nothing else changes it."""
    begun, ended = Change(atom, True), Change(atom, False)
    for number in acts:
        operator = rules.operators[number]
        if operator.decision is None:
            if any(change.atom == atom and change.value for change in operator.changes):
                return False
        elif begun not in operator.changes or ended not in rules.decisions[operator.decision].on_grant:
            return False
    return not any(change.atom == atom for one in rules.consequences for change in one.changes)


def _read_elsewhere(unfolded: _Unfolded, acts: tuple[int, ...], barring: frozenset[int]) -> set[int]:
    """Return the atoms that anything but the lines `not F` of acts reads, definitions looked through."""
    rules = unfolded.rules
    formulas = [rules.goal, *(one.formula for one in rules.watches)]
    formulas += [one.formula for one in rules.exclusions if one.formula is not None]
    for consequence in rules.consequences:
        formulas.append(consequence.when)
        formulas += [one.when for one in consequence.changes if one.when is not None]
    found = {atom for formula in formulas for atom in atoms_of(formula)}
    found.update(*(unfolded.reading[number] for number in acts))
    found.update(*(unfolded.barring[number] - barring for number in acts))
    return unfolded.seen_through(found)


def _read_by(rules: Rules, number: int) -> Iterator[int]:
    """Yield the atoms that an act and its decision read, but for those that an act only asks not to hold."""
    operator = rules.operators[number]
    for line in operator.lines:
        if not (type(line.formula) is Not and type(line.formula.operand) is Is):
            yield from atoms_of(line.formula)
    formulas = [ban.when for ban in operator.bans]
    formulas += [risk.when for risk in operator.risks if risk.when is not None]
    formulas += [one.when for one in operator.changes if one.when is not None]
    if operator.decision is not None:
        decision = rules.decisions[operator.decision]
        formulas += [line.formula for line in decision.keep]
        formulas += [one.when for one in decision.on_grant if one.when is not None]
    for formula in formulas:
        yield from atoms_of(formula)


def _changes_of(rules: Rules, number: int) -> Iterator[Change]:
    """Yield what an act changes, itself and by its grant, or by its lapse if it can lapse."""
    operator = rules.operators[number]
    yield from operator.changes
    if operator.decision is not None:
        yield from granted_changes(rules, operator.decision)
        if rules.decisions[operator.decision].keep:
            yield from lapsed_changes(rules, operator.decision)


def contrary(formula: Formula) -> Formula:
    """Return the contrary of a folded formula, pushed to the leaves; a clock in one stands beside its atom, which must hold for either.

    >>> contrary(All((Is(1), Not(Is(2)))))
    Some(operands=(Not(operand=Is(atom=1)), Is(atom=2)))
    """
    match formula:
        case All(operands):
            return some(tuple(contrary(one) for one in operands))
        case Some(operands):
            return all_of(tuple(contrary(one) for one in operands))
        case Clock(atom, comparison, period):
            return Clock(atom, CONTRARY[comparison], period)
        case Calendar(comparison, day):
            return Calendar(CONTRARY[comparison], day)
        case _:
            return negation(formula)


def granted_changes(rules: Rules, number: int) -> tuple[Change, ...]:
    """Return what a grant changes (docs/kernel.md, 4.1), in the order in which it does."""
    decision = rules.decisions[number]
    return (
        Change(decision.pending, False),
        Change(decision.granted, True),
        Change(decision.refused, False),
        Change(decision.unanswered, False),
        *decision.on_grant,
    )


def lapsed_changes(rules: Rules, number: int) -> tuple[Change, ...]:
    """Return what changes when something that must hold for a grant no longer does."""
    decision = rules.decisions[number]
    return (Change(decision.pending, False), Change(decision.refused, True), *decision.on_refusal)


def _formulas(
    acts: Iterable[FoldedAct], consequences: Iterable[FoldedConsequence], exclusions: Iterable[Formula], goal: Formula
) -> Iterator[Formula]:
    yield goal
    yield from exclusions
    changes: list[Change] = []
    for act in acts:
        yield from act.conditions
        yield from (risk.when for risk in act.risks)
        changes += act.changes
        if act.decision is not None:
            yield act.decision.keep
            changes += (*act.decision.changes, *act.decision.lapses)
    for one in consequences:
        yield one.when
        changes += one.changes
    yield from (one.when for one in changes if one.when is not None)
