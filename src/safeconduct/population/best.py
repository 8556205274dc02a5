"""The best way of one person, and what it costs: what the ordinary search puts first, without policies, proofs and openings."""

from typing import NamedTuple

from safeconduct.routes.alternatives import route_of, worth_keeping
from safeconduct.routes.from_graph import DEFAULT, nothing_found, ways
from safeconduct.routes.lateness import as_late_as_needed
from safeconduct.routes.model import FactsMissing, NoRoute, Route
from safeconduct.routes.preferences import in_order
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules

REACHABLE, NONE, UNKNOWN, STOPPED = "reachable", "none", "unknown", "stopped"
NO_OPENINGS = 0


class Best(NamedTuple):
    """The answer to one goal. What is said of a way is nothing unless `answer` is reachable.

    steps:   names of the ground acts in their order
    end:     day on which the goal is reached, an ordinal; symbolic if the days of the rules are
    assumed: facts assumed on the way as `fact=value`; of an unknown answer the facts that are missing
    """

    answer: str
    steps: tuple[str, ...] = ()
    end: int = 0
    money: int = 0
    decisions: int = 0
    exposure: int = 0
    facts: int = 0
    unstated: int = 0
    assumed: tuple[str, ...] = ()


def best_of(rules: Rules, prefer: tuple[str, ...]) -> Best:
    """Return the first of the routes that `routes.from_graph.solve` would return for rules sliced for their goal, or which other answer."""
    task = Task(rules, DEFAULT)
    if not task.if_granted.goal_is_possible() and not task.possible.goal_is_possible():
        return Best(NONE)
    labels, whole = ways(task.core, thorough=False)
    if labels:
        kept = worth_keeping(task, labels, task.core)
        routes = [route_of(task, label, task.core) for label in kept]
        first = in_order(routes, prefer)[0]
        place = next(number for number, route in enumerate(routes) if route is first)
        return _reached(rules, route_of(task, as_late_as_needed(task.core, kept[place]), task.core))
    solution = nothing_found(task, NO_OPENINGS, whole)
    if isinstance(solution, FactsMissing):
        return Best(UNKNOWN, assumed=tuple(rules.atoms[atom] for atom in solution.atoms))
    return Best(NONE if isinstance(solution, NoRoute) else STOPPED)


def _reached(rules: Rules, route: Route) -> Best:
    assumed = tuple(f"{rules.atoms[step.index]}={step.value}" for step in route.steps if step.kind == "assume")
    return Best(
        REACHABLE,
        steps=tuple(rules.operators[step.index].name for step in route.steps if step.kind == "act"),
        end=route.end,
        money=route.cost.money,
        decisions=route.cost.decisions,
        exposure=route.cost.exposure,
        facts=route.cost.facts,
        unstated=route.cost.unstated,
        assumed=assumed,
    )
