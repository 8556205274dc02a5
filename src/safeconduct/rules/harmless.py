"""Harmless: what can be done, or may come, early without being worse for anybody (docs/clocks.md).

An act is harmless if it costs nothing but time that passes anyway, nobody may refuse it, and what it brings about is only ever wanted. It may as well be done on
the first day on which it is open, and whether that was before or after other acts need not be tried. So thirty documents that anybody gets for the asking do not
make two to the power of thirty situations, but one.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from safeconduct.rules.algebra import is_true
from safeconduct.rules.folded import Folded, FoldedAct, FoldedDecision
from safeconduct.rules.model import All, Change, Clock, Formula, Is, Not, Some
from safeconduct.rules.narrowed import all_changes, opened, without
from safeconduct.rules.relevance import Literal, atoms_of

PERSON = -1  # who wants what the goal needs and the exclusions forbid
NOBODY: frozenset[int] = frozenset()


class Readings:
    """Who reads what, and which way.

    wanted:     literal → the acts that want it (PERSON too)
    either_way: atoms that something reads whichever value they have
    """

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.wanted: dict[Literal, set[int]] = {}
        self.either_way: set[int] = set()
        self.read = frozenset(folded.read)
        self.mates: dict[int, tuple[int, ...]] = {}
        for group in folded.rules.groups:
            members = tuple(atom for atom in group.atoms if atom in self.read)
            for atom in group.atoms:
                self.mates[atom] = self.mates.get(atom, ()) + members
        self._want(folded.goal, True, PERSON)
        for formula in folded.exclusions:
            self._want(formula, False, PERSON)
        for act in folded.acts:
            self._read_act(act)
        for consequence in folded.consequences:
            self._either(consequence.when)

    def _read_act(self, act: FoldedAct) -> None:
        for condition in act.conditions:
            self._want(condition, True, act.number)
        for risk in act.risks:
            self._either(risk.when)
        for change in all_changes(act):
            if change.when is not None:
                self._either(change.when)
        if act.decision is not None:
            self._want(act.decision.keep, True, act.number)  # to lapse is no better than not to have asked

    def _want(self, formula: Formula, value: bool, who: int) -> None:
        match formula:
            case Is(atom) | Clock(atom):
                self.wanted.setdefault(Literal(atom, value), set()).add(who)
            case Not(operand):
                self._want(operand, not value, who)
            case All(operands) | Some(operands):
                for one in operands:
                    if type(one) is Is:  # most
                        self.wanted.setdefault(Literal(one.atom, value), set()).add(who)
                    else:
                        self._want(one, value, who)

    def _either(self, formula: Formula) -> None:
        self.either_way.update(atoms_of(formula))

    @cached_property
    def makers(self) -> dict[Literal, set[int]]:
        """Return for each literal the acts that bring it about, themselves or by their grant or lapse; PERSON: the law."""
        found: dict[Literal, set[int]] = {}
        for act in self.folded.acts:
            for literal in self.made(all_changes(act)):
                found.setdefault(literal, set()).add(act.number)
        for consequence in self.folded.consequences:
            for literal in self.made(consequence.changes):
                found.setdefault(literal, set()).add(PERSON)
        return found

    def made(self, changes: Iterable[Change]) -> Iterator[Literal]:
        """Yield what changes bring about of what is read, facts that end because another of their group begins among it."""
        for change in changes:
            if change.atom in self.read:
                yield Literal(change.atom, change.value)
            for mate in self.mates.get(change.atom, ()) if change.value else ():
                if mate != change.atom:
                    yield Literal(mate, False)

    def is_wanted_by_others(self, literal: Literal, act: int) -> bool:
        return bool(self.wanted.get(literal, NOBODY) - {act})

    def is_only_wanted(self, act: int, changes: tuple[Change, ...], *, passing: int | None) -> bool:
        """Return whether what an act changes is nowhere unwanted and never undone. `passing`: an atom that is undone by itself."""
        if any(change.when is not None for change in changes):
            return False
        made = list(self.made(changes))
        if any(one.atom in self.either_way or self.is_wanted_by_others(contrary(one), act) for one in made):
            return False
        return not any(one.atom != passing and self.makers.get(contrary(one), NOBODY) - {act} for one in made)


def contrary(literal: Literal) -> Literal:
    return Literal(literal.atom, not literal.value)


def is_spoilt(readings: Readings) -> bool:
    """Return whether a decision that comes earlier than it might could be worse for anybody.

    That is: it may lapse, it undoes what something wants, changes what a rule reads either way, or something else undoes what it brings.
    """
    return not all(
        not act.decision.lapses
        and readings.is_only_wanted(act.number, act.decision.changes, passing=act.decision.pending)
        for act in readings.folded.acts
        if act.decision is not None and not act.decision.at_one
    )


def harmless_acts(readings: Readings) -> Iterator[int]:
    """Yield the numbers of acts that may as well be done on the first day on which they are open."""
    for act in readings.folded.acts:
        if act.fee or act.risks or not (act.decision is None or _is_sure(act.decision)):
            continue
        changes = all_changes(act)
        pending = None if act.decision is None else act.decision.pending
        if changes and readings.is_only_wanted(act.number, changes, passing=pending):
            yield act.number


def useless_acts(readings: Readings) -> Iterator[int]:
    """Yield the numbers of acts of which nothing that they bring about is wanted by anybody but themselves."""
    for act in readings.folded.acts:
        made = readings.made(all_changes(act))
        if not any(one.atom in readings.either_way or readings.is_wanted_by_others(one, act.number) for one in made):
            yield act.number


def _is_sure(decision: FoldedDecision) -> bool:
    return not (decision.contested or decision.unstated or decision.at_one) and is_true(decision.keep)


# --- left open ------------------------------------------------------------------------------------------------------


def left_open(folded: Folded) -> tuple[Folded, tuple[int, ...]]:
    """Return the rules with what harmless acts bring about counted as true and as false, whichever lets more happen; and those atoms.

    More can happen so than can really happen: what is out of reach here is out of reach.
    """
    readings = Readings(folded)
    able = set(harmless_acts(readings))
    kept = {atom for act in folded.acts if act.decision is not None for atom in atoms_of(act.decision.keep)}
    acts = [
        act
        for act in folded.acts
        if act.number in able and kept.isdisjoint(one.atom for one in readings.made(all_changes(act)))
    ]
    harmless = {act.number for act in acts}
    atoms = {literal.atom for act in acts for literal in readings.made(all_changes(act))}
    if not atoms:
        return folded, ()
    left = tuple(without(act, atoms) for act in folded.acts if act.number not in harmless)
    read = tuple(atom for atom in folded.read if atom not in atoms)
    goal = opened(folded.goal, atoms)
    exclusions = tuple(one for one in folded.exclusions if atoms.isdisjoint(atoms_of(one)))
    return folded._replace(acts=left, goal=goal, exclusions=exclusions, read=read), tuple(sorted(atoms))
