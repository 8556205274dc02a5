"""Compares our answer to one case with those of other planners, and says in words where they differ."""

from functools import cached_property

from oracles import planners
from oracles.planners import Plan
from oracles.plans import acts_on_event_days, plan_of, route_of
from safeconduct.export.asp import asp_of
from safeconduct.export.from_rules import BY_DAY, UNTIMED, task_of
from safeconduct.export.model import OBJECTIVES, Task
from safeconduct.export.pddl import Pddl, pddl_of
from safeconduct.export.untimed import timed_because
from safeconduct.graph.model import Limits
from safeconduct.referee.no_route import check
from safeconduct.referee.replay import replay
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Route, Routes, SearchStopped, Solution
from safeconduct.routes.task import Task as SearchTask
from safeconduct.rules.model import Rules

DAYS = 30  # that planners may wait
STEPS = 13  # that clingo may take
LIMITS = Limits(labels=1_200, years=2, facts=9)


class Case:
    """One case, what we answer, and what it is as a task for others."""

    def __init__(self, rules: Rules, days: int = DAYS) -> None:
        self.rules, self.days = rules, days

    @cached_property
    def solution(self) -> Solution:
        return solve(self.rules, thorough=True, most=0, limits=LIMITS)

    @cached_property
    def routes(self) -> list[Route]:
        """Our routes that end within the days that others may wait."""
        if not isinstance(self.solution, Routes):
            return []
        found = [route for one in self.solution.groups for route in (one.policy.route, *one.copies)]
        return [route for route in found if route.cost.days <= self.days]

    @cached_property
    def is_early(self) -> bool:
        """Whether acting on event days is enough (docs/clocks.md)."""
        return SearchTask(self.rules, LIMITS).core.polarity.acts_early

    @cached_property
    def is_complete(self) -> bool:
        """Whether we claim to have seen everything that can be done on event days."""
        match self.solution:
            case SearchStopped(stopped) | Routes(_, stopped):
                return stopped in (None, "days of waiting")
        return isinstance(self.solution, NoRoute)

    def best(self, objective: str) -> int | None:
        return min((getattr(route.cost, objective) for route in self.routes), default=None)

    def task(self, objective: str, encoding: str = BY_DAY) -> Task:
        return task_of(self.rules, objective, self.days, encoding)


def own_faults(case: Case) -> list[str]:
    """Return what the referee finds wrong with our routes or proof."""
    found = [fault for route in case.routes for fault in replay(case.rules, route)]
    if isinstance(case.solution, NoRoute):
        found += check(case.rules, case.solution.certificate)
    return [f"the referee refuses our answer: {fault}" for fault in found]


def with_kairos(case: Case, objective: str) -> list[str]:
    """Compare with Kairos, and have its validator look at our route that is best in this field."""
    task = case.task(objective)
    text = pddl_of(task)
    differences = judged(case, task, objective, planners.kairos(text), "Kairos")
    return differences + unvalidated(case, task, text, objective)


def unvalidated(case: Case, task: Task, text: Pddl, objective: str) -> list[str]:
    """Return what the validator of Kairos has against our best route."""
    best = min(case.routes, key=lambda route: getattr(route.cost, objective), default=None)
    if best is None:
        return []
    steps = plan_of(case.rules, task, best)
    if objective == "exposure":
        steps = (*steps, f"finish_{best.cost.exposure}")
    metric = planners.validated(text, steps)
    stated = getattr(best.cost, objective)
    return (
        [] if metric == stated else [f"{objective}: Kairos' validator says {metric} of our route of {stated}: {steps}"]
    )


def with_fast_downward(case: Case, objective: str) -> list[str]:
    task = case.task(objective)
    return judged(case, task, objective, planners.fast_downward(pddl_of(task)), "Fast Downward")


def with_clingo(case: Case, objective: str) -> list[str]:
    """Compare with clingo: its "none" is one within so many steps only, and so is its best."""
    task = case.task(objective)
    plan = planners.clingo(asp_of(task, STEPS))
    return judged(case, task, objective, plan, "clingo", bounded=True)


def untimed_as_timed(case: Case) -> list[str]:
    """Compare the two encodings where both say the same; waits may be longer than DAYS only in the untimed one."""
    if timed_because(case.rules) is not None:
        return []
    task = case.task("days", UNTIMED)
    plan = planners.kairos(pddl_of(task))
    if plan is not None and plan.cost is not None and plan.cost > case.days:
        return []
    return judged(case, task, "days", plan, "Kairos, untimed")


def judged(case: Case, task: Task, objective: str, plan: Plan | None, who: str, *, bounded: bool = False) -> list[str]:
    """Return where another's plan and our answer differ.

    A better plan that acts on a day on which nothing changes is no difference where we do not claim to look at such days (docs/clocks.md).

    bounded: the plan is the best of those with few steps only, so that ours may be better
    """
    if plan is None:
        return []
    ours = case.best(objective)
    here = f"{objective}: ours {ours}, {who} {plan.cost}"
    if plan.cost is None:
        return [here] if ours is not None and not bounded else []
    route = route_of(case.rules, task, plan)
    found = [f"{here}: the referee on the plan of {who}: {fault}" for fault in replay(case.rules, route)]
    if getattr(route.cost, objective) != plan.cost:
        found.append(f"{here}, but its plan costs {route.cost}")
    if ours is not None and ours < plan.cost and plan.proved and not bounded:
        found.append(here)
    if (ours is None or plan.cost < ours) and case.is_complete and is_looked_at(case, route):
        found.append(f"{here}: we missed {route.steps}")
    return found


def is_looked_at(case: Case, route: Route) -> bool:
    """Return whether an answer that is complete claims to have considered a route."""
    return isinstance(case.solution, NoRoute) or case.is_early or acts_on_event_days(case.rules, route)


def objectives_of(number: int) -> tuple[str, str]:
    """Return the two fields in which case `number` is compared: days, and each other one in turn."""
    return "days", OBJECTIVES[1 + number % (len(OBJECTIVES) - 1)]
