"""An outline: what can ever be under all rules, told without grounding every remedy."""

from typing import NamedTuple

from safeconduct.graph.bounds import Possible, T
from safeconduct.rules.from_law import Ground
from safeconduct.rules.model import Rules


class Outline(NamedTuple):
    """The plain rules with the remedies against one decision of each kind that can be refused. `possible`: what can ever be by them, and so by all rules."""

    rules: Rules
    possible: Possible


def outline_of(ground: Ground) -> Outline:
    """Return the outline of the rules of a person; the atoms of the plain rules have the same numbers in it."""
    waiting = ground.alike()
    attacked: list[str] = []
    while True:
        rules = ground.against(attacked)
        possible = Possible(rules)
        met = [next((one for one in group if is_filed(one.decision, possible)), None) for group in waiting]
        attacked += [one.name for one in met if one is not None]
        if all(one is None for one in met):
            return Outline(rules, possible)
        waiting = [group for group, one in zip(waiting, met, strict=True) if one is None]


def is_filed(decision: int | None, possible: Possible) -> bool:
    """Return whether a decision can ever be pending, and so be refused."""
    return decision is not None and bool(possible.bits[possible.rules.decisions[decision].pending] & T)
