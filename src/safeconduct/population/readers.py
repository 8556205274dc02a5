"""Readers: of the start of a core, what a search can tell apart.

A line, a ban, an exclusion, the condition of a consequence or a definition that has one and the same truth in everything that can be met is *settled*. The
search learns of it only that truth. So two kinds with the same core that settle the same formulas alike have the same answer if they
start alike in every atom that something else reads: a formula that is not settled, a clock, or a change that sets it.
"""

from collections.abc import Iterator

import numpy as np

from safeconduct.graph.bounds import F, T, all_changes
from safeconduct.population.boxes import Bits, Boxes, Days, Flags
from safeconduct.rules.model import Formula, Rules
from safeconduct.rules.packed import Packed
from safeconduct.rules.relevance import atoms_of

OPEN = 0  # neither always true nor always false


class Readers:
    """What reads the atoms of a core.

    formulas: those that can be settled
    clocked:  the atoms that have a clock
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.formulas = tuple(can_be_settled(rules))
        self.clocked = np.array(list(Packed(rules).clocked), np.int64)
        self._atoms = [sorted(set(atoms_of(formula))) for formula in self.formulas]
        self._always = np.zeros(len(rules.atoms), np.bool_)
        self._always[sorted(_read_whatever_is_settled(rules))] = True
        self._always[self.clocked] = True

    def settled(self, values: Bits, since: Days) -> Bits:
        """Return for each formula that can be settled its only truth in the box of each kind (formulas x kinds), else OPEN.

        A clock that can run counts as one that may be false as well: so does the relaxed world from which plans are made.
        """
        boxes = Boxes(self.rules, values, since, good_only=True)
        boxes.loosen()
        rows = [boxes.of(formula) for formula in self.formulas]
        every = np.vstack(rows) if rows else np.zeros((0, values.shape[1]), np.uint8)
        return np.where((every == F) | (every == T), every, OPEN).astype(np.uint8)

    def read(self, settled: Bits) -> Flags:
        """Return which atoms a search can tell apart, if each formula that can be settled is so as told (one kind)."""
        read = self._always.copy()
        for atoms, truth in zip(self._atoms, settled.tolist(), strict=True):
            if truth == OPEN:
                read[atoms] = True
        return read


def can_be_settled(rules: Rules) -> Iterator[Formula]:
    """Yield the formulas of which a search asks no more than their truth, as long as that is known."""
    yield rules.goal
    yield from rules.mirrored().values()
    for operator in rules.operators:
        yield from (line.formula for line in operator.lines)
        yield from (ban.when for ban in operator.bans)
    for decision in rules.decisions:
        yield from (line.formula for line in decision.keep)
    yield from (consequence.when for consequence in rules.consequences)
    yield from (exclusion.formula for exclusion in rules.exclusions if exclusion.formula is not None)


def _read_whatever_is_settled(rules: Rules) -> set[int]:
    """Return the atoms that some change sets, and those of formulas whose unknown facts are looked at whatever their truth."""
    changes = list(all_changes(rules))
    changed = {change.atom for change in changes}
    changed |= {atom for group in rules.groups if changed & set(group.atoms) for atom in group.atoms}
    for decision in rules.decisions:
        changed |= {decision.pending, decision.granted, decision.refused, decision.unanswered}
    whens = [change.when for change in changes if change.when is not None]
    whens += [risk.when for operator in rules.operators for risk in operator.risks if risk.when is not None]
    return changed | {atom for formula in whens for atom in atoms_of(formula)}
