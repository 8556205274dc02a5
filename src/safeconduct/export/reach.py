"""What can change at all: the atoms that acts, decisions and consequences set, and those that something reads."""

from collections.abc import Iterable

from safeconduct.rules.model import Change, Rules
from safeconduct.rules.reference import base_atoms
from safeconduct.terms.truth import Truth


def set_to(rules: Rules, lists: Iterable[tuple[Change, ...]]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the atoms that some list of changes may leave true, and those that one may leave false."""
    mates: dict[int, set[int]] = {}
    for group in rules.groups:
        for atom in group.atoms:
            mates.setdefault(atom, set()).update(group.atoms)
    left: dict[bool, set[int]] = {True: set(), False: set()}
    for changes in lists:
        ends: dict[int, set[bool]] = {}
        for change in changes:
            assigned = {change.atom: change.value}
            if change.value:
                assigned = dict.fromkeys(mates.get(change.atom, ()), False) | assigned
            for atom, value in assigned.items():
                ends[atom] = {value} if change.when is None else ends.get(atom, set()) | {value}
        for atom, values in ends.items():
            for value in values:
                left[value].add(atom)
    return frozenset(left[True]), frozenset(left[False])


def settled_atoms(rules: Rules, made: frozenset[int], ended: frozenset[int]) -> dict[int, Truth]:
    """Return the base atoms that nothing changes, with the value they keep."""
    found: dict[int, Truth] = {}
    for atom in base_atoms(rules):
        value = rules.values[atom]
        if (value is Truth.FALSE and atom not in made) or (value is Truth.TRUE and atom not in ended):
            found[atom] = value
    return found
