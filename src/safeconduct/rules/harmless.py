"""Harmless: what can be done, or may come, early without being worse for anybody (docs/clocks.md).

An act is harmless if it costs nothing but time that passes anyway, nobody may refuse it, and what it brings about is only ever wanted. It may as well be done on
the first day on which it is open, and whether that was before or after other acts need not be tried. So thirty documents that anybody gets for the asking do not
make two to the power of thirty situations, but one.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from safeconduct.rules.algebra import TRUE, all_of, is_true, some
from safeconduct.rules.folded import Folded, FoldedAct, FoldedDecision
from safeconduct.rules.model import All, Change, Clock, Formula, Is, Not, Some
from safeconduct.rules.relevance import Literal, atoms_of

PERSON = -1  # who wants what the goal needs and the exclusions forbid


class Readings(NamedTuple):
    """wanted: literal → the acts that want it (PERSON too); either_way: atoms that something reads whichever value they have."""

    wanted: dict[Literal, frozenset[int]]
    either_way: frozenset[int]
    makers: dict[
        Literal, frozenset[int]
    ]  # literal → the acts that bring it about, themselves or by their grant; PERSON: the law

    def is_only_wanted(self, folded: Folded, act: int, changes: Iterable[Change], *, passing: int | None) -> bool:
        """Return whether what an act changes is nowhere unwanted and never undone. `passing`: an atom that is undone by itself."""
        for change in changes:
            if change.when is not None:
                return False
            for literal in literals_made(folded, change):
                contrary = Literal(literal.atom, not literal.value)
                if literal.atom in self.either_way or self.wanted.get(contrary, frozenset()) - {act}:
                    return False
                if literal.atom != passing and self.makers.get(contrary, frozenset()) - {act}:
                    return False
        return True


def is_spoilt(folded: Folded) -> bool:
    """Return whether a decision that comes earlier than it might could be worse for anybody.

    That is: it may lapse, it undoes what something wants, changes what a rule reads either way, or something else undoes what it brings.
    """
    waited_for = [(act, act.decision) for act in folded.acts if act.decision is not None and not act.decision.at_one]
    if not waited_for:
        return False
    readings = readings_of(folded)
    return not all(
        not decision.lapses and readings.is_only_wanted(folded, act.number, decision.changes, passing=decision.pending)
        for act, decision in waited_for
    )


def harmless_acts(folded: Folded) -> Iterator[int]:
    """Yield the numbers of acts that may as well be done on the first day on which they are open."""
    free = [
        act for act in folded.acts if not act.fee and not act.risks and (act.decision is None or _is_sure(act.decision))
    ]
    if not free:
        return
    readings = readings_of(folded)
    for act in free:
        changes = (*act.changes, *(() if act.decision is None else act.decision.changes))
        pending = None if act.decision is None else act.decision.pending
        if changes and readings.is_only_wanted(folded, act.number, changes, passing=pending):
            yield act.number


def useless_acts(folded: Folded) -> Iterator[int]:
    """Yield the numbers of acts of which nothing that they bring about is wanted by anybody but themselves."""
    readings = readings_of(folded)
    for act in folded.acts:
        made = {literal for change in _all_changes(act) for literal in literals_made(folded, change)}
        reads = any(literal.atom in readings.either_way for literal in made)
        if not reads and not any(readings.wanted.get(literal, frozenset()) - {act.number} for literal in made):
            yield act.number


def _is_sure(decision: FoldedDecision) -> bool:
    return not (decision.contested or decision.unstated or decision.at_one) and is_true(decision.keep)


def readings_of(folded: Folded) -> Readings:
    wanted: dict[Literal, set[int]] = {}
    makers: dict[Literal, set[int]] = {}
    either_way: set[int] = set()

    def want(formula: Formula, value: bool, who: int) -> None:
        match formula:
            case Is(atom) | Clock(atom):
                wanted.setdefault(Literal(atom, value), set()).add(who)
            case Not(operand):
                want(operand, not value, who)
            case All(operands) | Some(operands):
                for one in operands:
                    want(one, value, who)

    def make(changes: Iterable[Change], who: int) -> None:
        for change in changes:
            if change.when is not None:
                either_way.update(atoms_of(change.when))
            for literal in literals_made(folded, change):
                makers.setdefault(literal, set()).add(who)

    want(folded.goal, True, PERSON)
    for formula in folded.exclusions:
        want(formula, False, PERSON)
    for act in folded.acts:
        for condition in act.conditions:
            want(condition, True, act.number)
        for risk in act.risks:
            either_way.update(atoms_of(risk.when))
        make(act.changes, act.number)
        if act.decision is not None:
            want(act.decision.keep, True, act.number)  # to lapse is no better than not to have asked
            make((*act.decision.changes, *act.decision.lapses), act.number)
    for consequence in folded.consequences:
        either_way.update(atoms_of(consequence.when))
        make(consequence.changes, PERSON)
    return Readings(
        {literal: frozenset(who) for literal, who in wanted.items()},
        frozenset(either_way),
        {literal: frozenset(who) for literal, who in makers.items()},
    )


def literals_made(folded: Folded, change: Change) -> list[Literal]:
    """Return what a change brings about of what is read, facts that end because another of their group begins among it."""
    read = set(folded.read)
    made = [Literal(change.atom, change.value)] if change.atom in read else []
    for group in folded.rules.groups if change.value else ():
        if change.atom in group.atoms:
            made += [Literal(one, False) for one in group.atoms if one != change.atom and one in read]
    return made


# --- left open ------------------------------------------------------------------------------------------------------


def left_open(folded: Folded) -> tuple[Folded, tuple[int, ...]]:
    """Return the rules with what harmless acts bring about counted as true and as false, whichever lets more happen; and those atoms.

    More can happen so than can really happen: what is out of reach here is out of reach.
    """
    harmless = set(harmless_acts(folded))
    acts = [act for act in folded.acts if act.number in harmless]
    atoms = {literal.atom for act in acts for change in _all_changes(act) for literal in literals_made(folded, change)}
    if not atoms:
        return folded, ()
    left = tuple(_without(act, atoms) for act in folded.acts if act.number not in harmless)
    read = tuple(atom for atom in folded.read if atom not in atoms)
    goal = _open(folded.goal, atoms)
    exclusions = tuple(one for one in folded.exclusions if atoms.isdisjoint(atoms_of(one)))
    return folded._replace(acts=left, goal=goal, exclusions=exclusions, read=read), tuple(sorted(atoms))


def _all_changes(act: FoldedAct) -> tuple[Change, ...]:
    return act.changes if act.decision is None else (*act.changes, *act.decision.changes, *act.decision.lapses)


def _without(act: FoldedAct, atoms: set[int]) -> FoldedAct:
    conditions = tuple(one for one in (_open(each, atoms) for each in act.conditions) if not is_true(one))
    return act._replace(conditions=conditions)


def _open(formula: Formula, atoms: set[int]) -> Formula:
    match formula:
        case Is(atom) | Not(Is(atom)) | Clock(atom) if atom in atoms:
            return TRUE
        case All(operands):
            return all_of(tuple(_open(one, atoms) for one in operands))
        case Some(operands):
            return some(tuple(_open(one, atoms) for one in operands))
    return formula
