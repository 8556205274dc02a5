"""Foremost: of all ways to one goal the one that a person's order puts first, without looking for alternatives to it."""

from safeconduct.graph.foremost import DAYS, Order, explore_foremost
from safeconduct.graph.model import NOTHING, Explored, Label
from safeconduct.graph.outlook import Outlook, outlook_on
from safeconduct.graph.supports import Support
from safeconduct.routes.from_graph import BUDGET, FASTER, FEW, LAST, MANY, MORE, waits_long
from safeconduct.routes.preferences import criteria_of
from safeconduct.routes.task import Task


def foremost(core: Task, prefer: tuple[str, ...]) -> tuple[Label | None, str | None]:
    """Return the best way by `prefer` (`routes.preferences`), None if none was found, and the limit that stopped the search for others.

    The searches are those of `routes.from_graph.ways`: each minimal plan, the most promising first; then everything, if no plan led to the goal or what the plans cost
    bounds what all other ways cost. Where plans were left out, twenty more labels over everything bettered none of 1,300 ways under the Korean lawbook.
    """
    seeking = _Seeking(core, Order(criteria_of(prefer)))
    for labels in (FEW, MANY):
        if seeking.best is None:
            seeking.by_plans(labels)
    if seeking.best is not None and waits_long(core, seeking.best):
        for acts in core.plans.direct[:FASTER]:
            seeking.by_plan(acts, FEW)
    stopped = None
    if seeking.best is None or core.plans.whole:
        stopped = seeking.by_everything().stopped
    return seeking.best, stopped


class _Seeking:
    """The searches for one goal, which know the best way that those before them found."""

    def __init__(self, core: Task, order: Order) -> None:
        self.core, self.order = core, order
        self.best: Label | None = None

    def by_plans(self, labels: int) -> None:
        left = BUDGET
        for acts in sorted(self.core.plans.acts, key=self._promise):
            left -= self.by_plan(acts, min(labels, left)).taken
            if left <= 0:
                return

    def _promise(self, acts: Support) -> tuple[int, ...]:
        """Return what a plan costs at least, days after its start, in the person's order."""
        (least,) = outlook_on((acts,), self.core.costs).rest(0, NOTHING)
        return tuple(least.days if one == DAYS else getattr(least.spent, one) for one in self.order.criteria)

    def by_plan(self, acts: Support, labels: int) -> Explored:
        """Look for a better way with the acts of one plan; where plans were left out, each is taken for minimal."""
        return self._explore(tuple(sorted(acts)), labels, outlook_on((acts,), self.core.costs))

    def by_everything(self) -> Explored:
        limits = self.core.limits.labels
        return self._explore(self.core.every, min(LAST if self.best is None else MORE, limits), self.core.outlook)

    def _explore(self, acts: tuple[int, ...], labels: int, outlook: Outlook) -> Explored:
        core = self.core
        successors = core.successors if acts == core.every else core.successors.only(acts)
        limits = core.limits._replace(labels=labels)
        explored = explore_foremost(successors, core.polarity, core.start, limits, self.order, outlook, self.best)
        if explored.goals:
            (self.best,) = explored.goals
        return explored
