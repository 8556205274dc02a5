"""Changes made one after the other, as effects that all happen at once."""

from typing import NamedTuple

from safeconduct.export.conditions import Conditions
from safeconduct.export.model import (
    ALWAYS,
    NEVER,
    Begin,
    Cease,
    Condition,
    Effect,
    Literal,
    UnsayableError,
    contrary,
    either,
    every,
)
from safeconduct.rules.model import Change

Effects = list[Effect | Begin | Cease]


class Made(NamedTuple):
    """One assignment of a list, and when it is made."""

    when: Condition
    value: bool


def effects_of(words: Conditions, changes: tuple[Change, ...], kept: frozenset[int], clocks: frozenset[int]) -> Effects:
    """Return what a list of changes does to the facts of `kept` atoms and to the beginnings of `clocks`."""
    effects: Effects = []
    for atom, made in assignments(words, changes).items():
        if atom not in kept:
            continue
        if len(made) == 1 and not made[0].value and made[0].when == ALWAYS and not words.may_be_unknown(atom):
            effects.append(Effect((), f"is_{words.names[atom]}", False))
            effects += [Cease((), words.names[atom])] if atom in clocks else []
            continue
        becomes, ends, broken = outcome(made)
        begins = every(becomes, either(contrary(words.holds(atom)), broken))
        ceases = either(ends, every(becomes, broken))
        effects += setting(words, atom, becomes, True)
        effects += setting(words, atom, ends, False)
        if words.may_be_unknown(atom):
            effects += [
                Effect(when, f"open_{words.names[atom]}", False) for when in cases(words, either(becomes, ends))
            ]
        if atom in clocks:
            effects += [Cease(when, words.names[atom]) for when in cases(words, ceases)]
            effects += [Begin(when, words.names[atom]) for when in cases(words, begins)]
    return effects


def would_change(words: Conditions, changes: tuple[Change, ...]) -> Condition:
    """Return the condition that making the changes would leave something else than it was.

    Raises UnsayableError if one list ends a fact and begins it anew: whether that changes its beginning is not said.
    """
    found: Condition = NEVER
    for atom, made in assignments(words, changes).items():
        becomes, ends, broken = outcome(made)
        if every(becomes, broken) != NEVER:
            raise UnsayableError(
                f"one consequence ends '{words.of_rules.atoms[atom]}' and begins it anew. Say each in a consequence of its own."
            )
        other = either(
            every(becomes, contrary(words.holds(atom))),
            every(ends, contrary(words.fails(atom))),
        )
        found = either(found, other)
    return found


def setting(words: Conditions, atom: int, when: Condition, value: bool) -> Effects:
    return [Effect(one, f"is_{words.names[atom]}", value) for one in cases(words, when)]


def cases(words: Conditions, when: Condition) -> list[tuple[Literal, ...]]:
    """Return the literals that make up a condition, as the only one of a list; none if it never holds."""
    literals = words.literals(when)
    return [] if literals is None else [literals]


def assignments(words: Conditions, changes: tuple[Change, ...]) -> dict[int, list[Made]]:
    """Return, for each atom, what a list of changes assigns to it in order; one of a group made true makes the others false."""
    found: dict[int, list[Made]] = {}
    for change in changes:
        when = every() if change.when is None else words.true(change.when)
        if when == NEVER:
            continue
        for mate in mates_of(words, change.atom) if change.value else ():
            found.setdefault(mate, []).append(Made(when, False))
        found.setdefault(change.atom, []).append(Made(when, change.value))
    return found


def mates_of(words: Conditions, atom: int) -> list[int]:
    return [other for group in words.of_rules.groups if atom in group.atoms for other in group.atoms if other != atom]


def outcome(made: list[Made]) -> tuple[Condition, Condition, Condition]:
    """Return the conditions that a list of assignments ends in true, that it ends in false, and that it makes false on the way."""
    becomes: Condition = NEVER
    ends: Condition = NEVER
    broken: Condition = NEVER
    for when, value in made:
        if value:
            becomes, ends = either(becomes, when), every(ends, contrary(when))
        else:
            becomes, ends = every(becomes, contrary(when)), either(ends, when)
            broken = either(broken, when)
    return becomes, ends, broken
