"""Compiled rules of a few atoms, written by hand."""

from collections.abc import Mapping
from typing import Any

from safeconduct.rules.model import Formula, Rules
from safeconduct.terms.truth import Truth


def small_rules(atoms: tuple[str, ...], goal: Formula, *, today: int, held: Mapping[int, int], **parts: Any) -> Rules:
    """Return rules with these atoms. What is not among the parts is empty.

    held:  true atoms, each with the day since when it is so; the others are false
    parts: fields of Rules
    """
    empty = dict.fromkeys(
        ("dates", "definitions", "watches", "groups", "operators", "decisions", "consequences", "exclusions"), ()
    )
    values = tuple(Truth.TRUE if atom in held else Truth.FALSE for atom in range(len(atoms)))
    since = tuple(held.get(atom, 0) for atom in range(len(atoms)))
    return Rules(**{**empty, "atoms": atoms, "values": values, "since": since, "today": today, "goal": goal, **parts})
