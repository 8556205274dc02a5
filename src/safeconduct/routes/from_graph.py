"""Solve: of everything explored, the routes worth considering, or the proof that there is none."""

from safeconduct.graph.model import Explored, Label, Limits
from safeconduct.graph.supports import act_sets
from safeconduct.routes.alternatives import grouped, worth_considering
from safeconduct.routes.model import (
    Box,
    Cover,
    FactsMissing,
    Group,
    Held,
    NoRoute,
    Routes,
    SearchStopped,
    Solution,
)
from safeconduct.routes.openings import find_openings
from safeconduct.routes.policy import Policies
from safeconduct.routes.preferences import in_order
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import State
from safeconduct.terms.truth import Truth

DEFAULT = Limits()
ALTERNATIVES = 40  # minimal sets of acts tried one by one
FEW = Limits(labels=400)  # for one such set


def solve(rules: Rules, prefer: tuple[str, ...] = (), limits: Limits = DEFAULT, most: int = 3) -> Solution:
    """Return the answer to one goal.

    prefer: criteria by name, most important first (`routes.preferences`)
    most:   largest number of changes in an opening, when there is no route; 0: do not look for openings
    """
    task = Task(rules, limits)
    if not task.possible.goal_is_possible():
        return NoRoute(Box(tuple(task.possible.bits)), find_openings(rules, limits, most))
    labels, whole = ways(task)
    if not labels:
        return nothing_found(task, whole, most)
    routes = worth_considering(task, labels)
    policies = Policies(task)
    groups = grouped(rules, in_order(routes, prefer))
    return Routes(tuple(Group(policies.policy(first), tuple(copies)) for first, *copies in groups))


def ways(task: Task) -> tuple[list[Label], Explored]:
    """Return the ways to the goal: the best with each minimal set of acts, and whatever beats them all."""
    found: list[Label] = []
    for number, acts in enumerate(act_sets(task.rules, task.possible, task.live)):
        if number == ALTERNATIVES:
            break
        found.extend(task.explore(tuple(sorted(acts)), task.start, FEW).goals)
    whole = task.explore(task.live, task.start, task.limits, tuple(found))
    return [*found, *whole.goals], whole


def nothing_found(task: Task, whole: Explored, most: int) -> Solution:
    """Return which of the three other answers a search without result is."""
    if whole.missing:
        return FactsMissing(whole.missing)
    if whole.stopped is not None:
        return SearchStopped(whole.stopped, task.limits.labels if whole.stopped == "labels" else task.limits.years)
    if not task.polarity.acts_early:
        return SearchStopped("days of waiting", 0)
    situations = tuple(held(task, label.state) for label in whole.kept)
    return NoRoute(Cover(situations), find_openings(task.rules, task.limits, most))


def held(task: Task, state: State) -> Held:
    """Return a situation as the referee reads it."""
    atoms = range(len(task.rules.atoms))
    values = tuple(Truth((state.true >> atom & 1) * 2 + (state.unknown >> atom & 1)) for atom in atoms)
    since = tuple(task.packed.since(state, atom) if atom in task.packed.slot else 0 for atom in atoms)
    return Held(values, since, state.today)


