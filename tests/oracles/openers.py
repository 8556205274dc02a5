"""The changes of rules and facts that may open a way, as `brute` tries them."""

from oracles.brute import Opener
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
