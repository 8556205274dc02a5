"""The best way of one person, and what it costs: what the ordinary search puts first, without policies, proofs and openings."""

from typing import NamedTuple

from safeconduct.graph.model import Explored
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.foremost import foremost
from safeconduct.routes.from_graph import DEFAULT, nothing_found, region_for
from safeconduct.routes.lateness import as_late_as_needed
from safeconduct.routes.model import FactsMissing, NoRoute, Route
from safeconduct.routes.openings import first_opening
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules

REACHABLE, NONE, UNKNOWN, STOPPED = "reachable", "none", "unknown", "stopped"
NO_WAY = "no way"  # none was found; whether none is there is still to be asked
NO_OPENINGS = 0
MOST_CHANGES, TRIES = 2, 12  # in the least opening, and sets of changes tried for it


class Best(NamedTuple):
    """The answer to one goal. What is said of a way is nothing unless `answer` is reachable.

    steps:   names of the ground acts in their order
    end:     day on which the goal is reached, an ordinal; symbolic if the days of the rules are
    assumed: facts assumed on the way as `fact=value`; of an unknown answer the facts that are missing
    blocked: if there is no way, what the least opening changes first: the key of a line, an exclusion, or a fact as `fact=value`
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
    blocked: str = ""


def best_of(rules: Rules, prefer: tuple[str, ...]) -> Best:
    """Return the first of the routes that `routes.from_graph.solve` would return for rules sliced for their goal, or which other answer.

    What a box shows to be out of reach comes back without what stands in the way (`population.obstacles`).
    """
    task = Task(rules, DEFAULT)
    if task.is_hopeless:
        return Best(NONE)
    best = best_way(task.core, prefer)
    return without_a_way(task) if best.answer == NO_WAY else best


def best_way(core: Task, prefer: tuple[str, ...]) -> Best:
    """Return the best way of a task reduced to what a route can meet, or that none was found."""
    label, stopped = foremost(core, prefer)
    if label is None:
        return Best(STOPPED if stopped == "labels" else NO_WAY)
    return _reached(core.rules, route_of(core, as_late_as_needed(core, label), core))


def without_a_way(task: Task) -> Best:
    """Return which other answer it is, when the core of a task was searched to its end in vain."""
    if region_for(task) is not None:
        return none_of(task.rules)
    solution = nothing_found(task, NO_OPENINGS, Explored((), (), None, ()))
    if isinstance(solution, FactsMissing):
        return Best(UNKNOWN, assumed=tuple(task.rules.atoms[atom] for atom in solution.atoms))
    return none_of(task.rules) if isinstance(solution, NoRoute) else Best(STOPPED)


def none_of(rules: Rules) -> Best:
    """Return that there is no way though a box does not show it, and what the first of the least openings changes."""
    opening = first_opening(rules, DEFAULT, MOST_CHANGES, TRIES)
    if opening is None:
        return Best(NONE)
    facts = (f"{rules.atoms[atom]}={'true' if value else 'false'}" for atom, value in opening.facts)
    return Best(NONE, blocked=next(iter((*opening.lines, *opening.exclusions, *facts))))


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
