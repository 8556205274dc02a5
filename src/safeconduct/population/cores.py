"""Cores: searches of one core from many starts, which share all that follows from the rules alone.

Nothing shared holds a day of a person's: it is made of the rules, of values, and of which periods are over by the day of the question.
"""

from safeconduct.graph.supports import Plans
from safeconduct.routes.from_graph import DEFAULT
from safeconduct.routes.task import Task
from safeconduct.rules.model import Clock, Rules
from safeconduct.rules.packed import is_over
from safeconduct.terms.truth import Truth

Relaxed = tuple[tuple[Truth, ...], tuple[bool | None, ...]]


ENDING = ("<", "<=")  # clocks that are true until a period is over: of no others plans ask whether it is


class Core:
    """A task from the start of nobody in particular, and what is known of it for whoever starts in it."""

    def __init__(self, rules: Rules) -> None:
        self.nobody = Task(rules, DEFAULT)
        self.plans: dict[Relaxed, Plans] = {}
        fixed = self.nobody.if_granted.fixed
        self.lasting: tuple[Clock, ...] = tuple(
            one for one in self.nobody.packed.clocks if one.atom in fixed and one.comparison in ENDING
        )

    def task_of(self, rules: Rules) -> Task:
        """Return the task of rules that differ from the core's in where the person starts only."""
        task = Task(rules, DEFAULT)
        task.packed = self.nobody.packed.started_as(rules)
        task.successors = self.nobody.successors.started_as(task.packed)
        task.polarity, task.readers, task.costs = self.nobody.polarity, self.nobody.readers, self.nobody.costs
        relaxed = rules.values, tuple(_over(rules, clock) for clock in self.lasting)
        if relaxed not in self.plans:
            self.plans[relaxed] = task.plans
        task.plans = self.plans[relaxed]
        return task


def _over(rules: Rules, clock: Clock) -> bool | None:
    """Return all that the relaxed world asks of a clock that nothing stops: whether its period is over; None if nobody knows."""
    since = rules.since[clock.atom]
    if rules.values[clock.atom] is not Truth.TRUE or not since:
        return None
    return is_over(clock, since, rules.today)
