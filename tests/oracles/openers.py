"""The changes of rules and facts that may open a way, as `brute` tries them."""

from oracles.brute import Opener
from safeconduct.routes.model import Opening
from safeconduct.rules.model import Rules
from safeconduct.terms.truth import Truth


def universe(rules: Rules) -> list[Opener]:
    lines = dict.fromkeys(line.key for one in rules.operators for line in one.lines if line.waivable)
    openers = [Opener("line", key=key) for key in lines]
    openers += [Opener("exclusion", key=one.key) for one in rules.exclusions]
    for atom in rules.given:
        if atom not in rules.dates and rules.values[atom] is not Truth.UNKNOWN:
            openers.append(Opener("fact", atom=atom, value=rules.values[atom] is not Truth.TRUE))
    return openers


def openers_of(opening: Opening, every: list[Opener]) -> frozenset[Opener]:
    """Return the changes of an opening, out of all that there are."""
    keys = {("line", key) for key in opening.lines} | {("exclusion", key) for key in opening.exclusions}
    atoms = {atom for atom, _ in opening.facts}
    return frozenset(one for one in every if (one.kind, one.key) in keys or (one.kind == "fact" and one.atom in atoms))
