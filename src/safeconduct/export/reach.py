"""What can change at all: the atoms that acts, decisions and consequences set, and those that something reads."""

from collections.abc import Iterable

from safeconduct.rules.model import Change, Rules
from safeconduct.rules.reference import base_atoms
from safeconduct.terms.truth import Truth


def set_to(rules: Rules, changes: Iterable[Change]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the atoms that a number of changes may make true, and those they may make false."""
    made, ended = set(), set()
    mates: dict[int, set[int]] = {}
    for group in rules.groups:
        for atom in group.atoms:
            mates.setdefault(atom, set()).update(group.atoms)
    for change in changes:
        if change.value:
            made.add(change.atom)
            ended |= mates.get(change.atom, set()) - {change.atom}
        else:
            ended.add(change.atom)
    return frozenset(made), frozenset(ended)


def settled_atoms(rules: Rules, made: frozenset[int], ended: frozenset[int]) -> dict[int, Truth]:
    """Return the base atoms that nothing changes, with the value they keep."""
    found: dict[int, Truth] = {}
    for atom in base_atoms(rules):
        value = rules.values[atom]
        if (value is Truth.FALSE and atom not in made) or (value is Truth.TRUE and atom not in ended):
            found[atom] = value
    return found
