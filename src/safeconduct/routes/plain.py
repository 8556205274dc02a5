"""Solve without idle remedies: a way that meets no refusal takes none, so they come in where a refusal is answered, or where no way is found."""

from collections.abc import Callable
from typing import NamedTuple

from safeconduct.graph.model import Move
from safeconduct.routes.alternatives import grouped, renumbered, worth_considering
from safeconduct.routes.from_graph import MOST, contested_on, no_way, routes_told, solve_task, ways
from safeconduct.routes.lateness import Dated, walk
from safeconduct.routes.model import Route, Solution
from safeconduct.routes.policy import Policies
from safeconduct.routes.preferences import in_order
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules


class Solved(NamedTuple):
    """A solution and the rules that it is numbered over."""

    rules: Rules
    solution: Solution


def solve_plain(
    plain: Task,
    against: Callable[[frozenset[str]], Task],
    whole: Callable[[], Task],
    prefer: tuple[str, ...] = (),
    *,
    answered: int,
) -> Solved:
    """Return the answer to a goal.

    plain:    the task without idle remedies (`rules.from_law.Ground`)
    against:  returns the task with the remedies against the named decisions
    whole:    returns the task with every remedy
    answered: how many of the best routes carry what to do on refusal and silence
    """
    if not plain.if_granted.can_hold(plain.rules.goal):
        task = whole()
        return Solved(task.rules, solve_task(task, prefer, answered=answered))
    labels, searched = ways(plain.core, thorough=False)
    if not labels:
        task = whole()
        return Solved(task.rules, no_way(task, MOST, searched))
    routes = in_order(worth_considering(plain, labels, plain.core), prefer)
    contested = contested_on(plain.rules, [first for first, *_ in grouped(plain.rules, routes)[:answered]])
    if not contested:
        policies = Policies(plain, plain.core, routes)
        return Solved(plain.rules, routes_told(plain.rules, routes, policies, answered, searched.stopped))
    task = against(contested)
    routes = [renumbered(route, plain, task) for route in routes]
    if not (happens_alike(plain.rules, task.rules) or all(can_be_followed(task, one) for one in routes)):
        task = whole()
        return Solved(task.rules, solve_task(task, prefer, answered=answered))
    policies = Policies(task, task.with_remedies(contested, plain.core), routes)
    return Solved(task.rules, routes_told(task.rules, routes, policies, answered, searched.stopped))


def happens_alike(plain: Rules, more: Rules) -> bool:
    """Return whether under rules with more remedies nothing else happens by itself: what is read only by these remedies is in neither, or in both."""
    return happening_in(plain, plain) == happening_in(more, plain)


def happening_in(rules: Rules, shared: Rules) -> tuple[object, ...]:
    """Return what happens without being chosen, by name and number of changes; of decisions those that stand in other rules too."""
    names = {one.name for one in shared.decisions}
    return (
        [(one.name, len(one.changes)) for one in rules.consequences],
        sorted(rules.decisions[number].name for number in rules.filed()),
        sorted((one.name, len(one.on_grant)) for one in rules.decisions if one.name in names),
    )


def can_be_followed(task: Task, route: Route) -> bool:
    """Return whether a route leads to the goal under the rules of a task."""
    steps = [Dated(step.day, Move(step.kind, step.index, step.value)) for step in route.steps]
    return walk(task, steps, route.end) is not None
