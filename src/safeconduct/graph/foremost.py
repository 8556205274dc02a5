"""Foremost: the way to the goal that comes first in a person's order of what matters, and nothing that cannot come before it.

The search of `graph.from_rules` with a bound (branch and bound, after Land and Doig 1960): a label is dropped when, by whatever plan it goes on, it would come no
earlier in the order than a way already found. So no event is waited for that lies behind the best way, where days decide.
"""

from typing import NamedTuple

from safeconduct.graph.clocks import Polarity
from safeconduct.graph.from_rules import Exploration
from safeconduct.graph.model import Explored, Label, Limits, Spent
from safeconduct.graph.outlook import Outlook
from safeconduct.graph.successors import Successors
from safeconduct.rules.packed import State

DAYS = "days"


class Order(NamedTuple):
    """Fields of `routes.model.Cost`, most important first."""

    criteria: tuple[str, ...]

    def puts_first(self, spent: Spent, day: int, other: Spent, by: int) -> bool:
        """Return whether the goal reached on `day` for `spent` comes strictly before one reached `by` another day for `other`."""
        for one in self.criteria:
            ours, theirs = (day, by) if one == DAYS else (getattr(spent, one), getattr(other, one))
            if ours < theirs:
                return True
            if theirs < ours:
                return False
        return False


def explore_foremost(
    successors: Successors,
    polarity: Polarity,
    start: State,
    limits: Limits,
    order: Order,
    outlook: Outlook,
    best: Label | None,
) -> Explored:
    """Return as the only goal what comes before `best`, a way found before, and before all others met; no goal if nothing does."""
    return _Bounded(successors, polarity, limits, order, outlook, best).run(start)


class _Bounded(Exploration):
    def __init__(
        self,
        successors: Successors,
        polarity: Polarity,
        limits: Limits,
        order: Order,
        outlook: Outlook,
        best: Label | None,
    ) -> None:
        super().__init__(successors, polarity, limits, (), outlook)
        self.order_of_ways, self.best = order, best

    def arrive(self, label: Label) -> None:
        if not self.is_beaten(label):
            self.best, self.goals = label, [label]

    def is_beaten(self, label: Label) -> bool:
        if self.best is None:
            return False
        end, spent, today = self.best.state.today, self.best.spent, label.state.today
        totals = self.outlook.rest(label.done, label.spent)
        return not any(self.order_of_ways.puts_first(one.spent, today + one.days, spent, end) for one in totals)
