"""Narrowed: folded rules that ask about some of the facts only. What asks about others counts as met, so more can happen than really can: what is out of reach here is
out of reach.
"""

from collections.abc import Iterable, Iterator, Set

from safeconduct.rules.algebra import TRUE, all_of, is_true, some
from safeconduct.rules.folded import Folded, FoldedAct
from safeconduct.rules.model import All, Change, Clock, Formula, Is, Not, Some
from safeconduct.rules.relevance import atoms_of


def narrowed(folded: Folded, kept: Set[int]) -> Folded:
    """Return the rules over the facts `kept` (`must_be_kept` and whole groups among them), without the acts that change none of them, and without risks."""
    left_out = frozenset(folded.read) - kept
    groups = {atom: group.atoms for group in folded.rules.groups for atom in group.atoms}
    acts = tuple(
        without(act, left_out)._replace(risks=())
        for act in folded.acts
        if any(not kept.isdisjoint(groups.get(one.atom, (one.atom,))) for one in all_changes(act))
    )
    exclusions = tuple(one for one in folded.exclusions if left_out.isdisjoint(atoms_of(one)))
    return folded._replace(acts=acts, exclusions=exclusions, read=tuple(atom for atom in folded.read if atom in kept))


def must_be_kept(folded: Folded) -> Iterator[int]:
    """Yield the facts without which nothing can be said: those of the goal, and those on which it hangs what changes."""
    yield from atoms_of(folded.goal)
    for consequence in folded.consequences:
        yield from atoms_of(consequence.when)
    for act in folded.acts:
        for change in all_changes(act):
            if change.when is not None:
                yield from atoms_of(change.when)
        if act.decision is not None:
            yield from atoms_of(act.decision.keep)
            if not act.decision.at_one:
                yield act.decision.pending


def with_groups(folded: Folded, atoms: Iterable[int]) -> frozenset[int]:
    """Return facts that are read, and those of which only one at a time holds with one of them."""
    wanted = set(atoms)
    for group in folded.rules.groups:
        if not wanted.isdisjoint(group.atoms):
            wanted.update(group.atoms)
    return frozenset(folded.read) & wanted


def without(act: FoldedAct, atoms: Set[int]) -> FoldedAct:
    """Return an act that asks nothing about some of the facts."""
    return act._replace(
        conditions=tuple(one for one in (opened(each, atoms) for each in act.conditions) if not is_true(one))
    )


def opened(formula: Formula, atoms: Set[int]) -> Formula:
    """Return a formula in which what is asked about some of the facts is so."""
    match formula:
        case Is(atom) | Not(Is(atom)) | Clock(atom) if atom in atoms:
            return TRUE
        case All(operands):
            return all_of(tuple(opened(one, atoms) for one in operands))
        case Some(operands):
            return some(tuple(opened(one, atoms) for one in operands))
    return formula


def all_changes(act: FoldedAct) -> tuple[Change, ...]:
    """Return what an act changes, itself and by its decision."""
    return act.changes if act.decision is None else (*act.changes, *act.decision.changes, *act.decision.lapses)
