"""Outlook: a lower bound of what is still to be spent from a label to the goal, one for each minimal plan.

Every route uses a superset of some minimal plan (`graph.supports`). So from a label that has done certain acts, the goal costs at
least what is spent already plus what one of the plans still lacks. Where every plan would come out no better than a way already found, the label is not
worth taking up.
"""

from typing import NamedTuple

from safeconduct.graph.model import NOTHING, Move, Spent
from safeconduct.graph.supports import Plans
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import formulas_of
from safeconduct.rules.relevance import atoms_of


class Outlook(NamedTuple):
    """plans: for each minimal plan, the bit and the least cost of each of its elements; bits: a move's bit."""

    plans: tuple[tuple[tuple[int, Spent], ...], ...]
    bits: dict[tuple[str, int, str], int]

    def after(self, done: int, move: Move) -> int:
        """Return the mask of elements done after one more move."""
        return done | self.bits.get((move.kind, move.number, move.value), 0)

    def rest(self, done: int, spent: Spent) -> list[Spent]:
        """Return, for each plan, the least that the whole way would have cost at the goal."""
        totals = []
        for plan in self.plans:
            total = spent
            for bit, cost in plan:
                if not done & bit:
                    total = total.plus(cost)
            totals.append(total)
        return totals


NO_OUTLOOK = Outlook(((),), {})


def outlook_of(rules: Rules, plans: Plans) -> Outlook:
    """Return the outlook of rules with these minimal plans; none where plans were left out."""
    if not plans.whole:
        return NO_OUTLOOK
    read = {atom for formula in formulas_of(rules) for atom in atoms_of(formula)}
    costs = [(1 << number, _least(rules, number, read)) for number in range(len(rules.operators))]
    bits = {("act", number, ""): 1 << number for number in range(len(rules.operators))}
    return Outlook(tuple(tuple(costs[one] for one in sorted(acts)) for acts in plans.acts), bits)


def _least(rules: Rules, number: int, read: set[int]) -> Spent:
    """Return what doing an act costs at least, its decision included if only a grant can be what a plan needs the act for.

    A plan may use an act for what filing alone changes, or for being pending; then its decision need not be counted, and is not.
    """
    operator = rules.operators[number]
    level = max((risk.level for risk in operator.risks if risk.when is None), default=0)
    spent = NOTHING._replace(money=operator.fee, exposure=level)
    if operator.decision is None:
        return spent
    decision = rules.decisions[operator.decision]
    own = {decision.pending, decision.refused, decision.unanswered}
    if own & read or any(change.atom not in own for change in operator.changes):
        return spent
    return spent._replace(decisions=int(decision.kind == "discretion"), unstated=int(decision.period is None))
