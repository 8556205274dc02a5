"""Outlook: a lower bound of what is still to be spent from a label to the goal, one for each minimal plan.

Every route uses a superset of some minimal plan (`graph.supports`). So from a label that has done certain acts, the goal costs at
least what is spent already plus what one of the plans still lacks, and no way costs less than the floor. Where every plan would come out no better than a way
already found, the label is not worth taking up.
"""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from safeconduct.graph.bounds import Possible, T
from safeconduct.graph.model import NOTHING, Move, Spent
from safeconduct.graph.supports import Plans, Support
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import formulas_of
from safeconduct.rules.relevance import atoms_of
from safeconduct.terms.dates import least_days


class Least(NamedTuple):
    """What something costs, and how many days it takes, at least."""

    spent: Spent
    days: int = 0


class Outlook(NamedTuple):
    """plans: for each minimal plan, the bit and the least cost of each of its elements; floor: what every way costs."""

    plans: tuple[tuple[tuple[int, Least], ...], ...]
    floor: Spent = NOTHING

    def after(self, done: int, move: Move) -> int:
        """Return the mask of elements done after one more move."""
        return done | 1 << move.number if move.kind == "act" else done

    def rest(self, done: int, spent: Spent) -> list[Least]:
        """Return, for each plan, the least that the whole way would have cost at the goal, and the days that it would still take."""
        totals = []
        for plan in self.plans:
            total, days = spent, 0
            for bit, least in plan:
                if not done & bit:
                    total, days = total.plus(least.spent), max(days, least.days)
            totals.append(Least(total.at_least(self.floor), days))
        return totals


NO_OUTLOOK = Outlook(((),))


def outlook_of(rules: Rules, plans: Plans, costs: tuple[Least, ...]) -> Outlook:
    """Return the outlook of rules with these minimal plans; where plans were left out, only the floor. `costs`: what `costs_of` returns."""
    if not plans.whole:
        return NO_OUTLOOK._replace(floor=floor_of(rules))
    return outlook_on(plans.acts, costs)


def outlook_on(plans: Iterable[Support], costs: tuple[Least, ...]) -> Outlook:
    """Return the outlook of ways that use one of these plans."""
    return Outlook(tuple(tuple((1 << one, costs[one]) for one in sorted(acts)) for acts in plans))


def costs_of(rules: Rules) -> tuple[Least, ...]:
    """Return what each act costs at least, and how long it takes."""
    read = {atom for formula in formulas_of(rules) for atom in atoms_of(formula)}
    return tuple(_least(rules, number, read) for number in range(len(rules.operators)))


def _least(rules: Rules, number: int, read: set[int]) -> Least:
    """Return what doing an act costs at least, its decision included if only a grant can be what a plan needs the act for.

    A plan may use an act for what filing alone changes, or for being pending; then its decision need not be counted, and is not.
    """
    operator = rules.operators[number]
    level = max((risk.level for risk in operator.risks if risk.when is None), default=0)
    spent = NOTHING._replace(money=operator.fee, exposure=level)
    if operator.decision is None:
        return Least(spent)
    decision = rules.decisions[operator.decision]
    own = {decision.pending, decision.refused, decision.unanswered}
    if own & read or any(change.atom not in own for change in operator.changes):
        return Least(spent)
    spent = spent._replace(decisions=int(decision.kind == "discretion"), unstated=int(decision.period is None))
    period = decision.period or decision.expected
    return Least(spent, 0 if period is None else least_days(period))


def floor_of(rules: Rules) -> Spent:
    """Return what every way from the start costs at least in consents and exposure, even if nothing were ever lost.

    Consents are counted in layers: those that can be asked for without any other, those that need one of these, …
    """
    return NOTHING._replace(decisions=_layers(rules), exposure=_least_exposure(rules))


def _layers(rules: Rules) -> int:
    contested = frozenset(number for number, one in enumerate(rules.decisions) if one.kind == "discretion")
    withheld, layers = contested, 0
    while True:
        possible = Possible(rules, good_only=True, withheld=withheld)
        fewer = frozenset(one for one in withheld if not possible.bits[rules.decisions[one].pending] & T)
        if possible.goal_is_possible() or fewer == withheld:
            return layers
        withheld, layers = fewer, layers + 1


def _least_exposure(rules: Rules) -> int:
    levels = [max((risk.level for risk in one.risks if risk.when is None), default=0) for one in rules.operators]
    for most in sorted({0, *levels}):  # 0: what is pending, or time, may do it
        kept = tuple(one for one, level in zip(rules.operators, levels, strict=True) if level <= most)
        if (
            most == max(levels, default=0)
            or Possible(replace(rules, operators=kept), good_only=True).goal_is_possible()
        ):
            return most
    return 0
