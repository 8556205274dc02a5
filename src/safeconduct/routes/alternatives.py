"""Alternatives: labels at the goal become routes; those that another one makes pointless go, near-copies stand together."""

from msgspec.structs import replace

from safeconduct.graph.model import Label
from safeconduct.routes.lateness import as_late_as_needed
from safeconduct.routes.model import Cost, DutyStep, Route, Step
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import last_day_of


def worth_considering(task: Task, labels: list[Label], core: Task) -> list[Route]:
    """Return one route for each label of `core`, without those that another beats, plain acts as late as needed."""
    return [route_of(task, as_late_as_needed(core, label), core) for label in worth_keeping(task, labels, core)]


def worth_keeping(task: Task, labels: list[Label], core: Task) -> list[Label]:
    """Return the first label of each different route, without those that another beats.

    A route is pointless if another uses only some of its acts (or the same) and decisions and costs nowhere more.
    """
    routes: list[Route] = []
    first: list[Label] = []
    for label in labels:
        route = route_of(task, label, core)
        if route not in routes:
            routes.append(route)
            first.append(label)
    used = [frozenset((step.kind, step.index, step.value) for step in route.steps) for route in routes]
    return [
        first[here]
        for here, route in enumerate(routes)
        if not any(
            there != here and used[there] <= used[here] and cheaper(routes[there], route, tie=there < here)
            for there in range(len(routes))
        )
    ]


def cheaper(a: Route, b: Route, *, tie: bool) -> bool:
    """Return whether `a` costs nowhere more than `b`; of two that cost the same, what `tie` says."""
    ours, theirs = a.cost.as_tuple(), b.cost.as_tuple()
    if ours == theirs:
        return tie or len(a.steps) < len(b.steps)
    return all(x <= y for x, y in zip(ours, theirs, strict=True))


def route_of(task: Task, label: Label, core: Task) -> Route:
    """Return the way that led to a label of `core` as a route of `task`; its days count from the situation it starts in."""
    steps: list[Step] = []
    at: Label | None = label
    first = label
    while at is not None and at.parent is not None and at.move is not None:
        first, move = at.parent, at.move
        if move.kind != "wait":
            number = task.number_of(move.kind, move.number, core)
            steps.append(Step(first.state.today, move.kind, number, move.value))
        at = first
    steps.reverse()
    spent = label.spent
    cost = Cost(
        days=label.state.today - first.state.today,
        money=spent.money,
        decisions=spent.decisions,
        exposure=spent.exposure,
        facts=spent.facts,
        unstated=spent.unstated,
    )
    return Route(tuple(steps), label.state.today, cost, duties_of(task.rules, steps))


def renumbered(route: Route, task: Task, other: Task) -> Route:
    """Return a route of one task as a route of another over the same law."""
    steps = tuple(replace(step, index=other.number_of(step.kind, step.index, task)) for step in route.steps)
    return replace(route, steps=steps)


def duties_of(rules: Rules, steps: list[Step]) -> tuple[DutyStep, ...]:
    """Return the duties that the acts cause, each with its last day and the later step that discharges it."""
    duties = []
    for here, step in enumerate(steps):
        if step.kind != "act":
            continue
        for duty in rules.operators[step.index].duties:
            last = last_day_of(step.day, duty.period)
            duties.append(DutyStep(here, duty.index, last, discharge(rules, steps, here, duty.do, last)))
    return tuple(duties)


def discharge(rules: Rules, steps: list[Step], here: int, do: tuple[str, ...], last: int) -> int | None:
    """Return the first later step, up to the day `last`, that is one of the acts `do`."""
    for there in range(here + 1, len(steps)):
        step = steps[there]
        if step.day > last:
            return None
        if step.kind == "act" and rules.operators[step.index].name in do:
            return there
    return None


def grouped(rules: Rules, routes: list[Route]) -> list[list[Route]]:
    """Return routes with their near-copies behind them: those on which the same contested decisions must go well.

    Such routes differ in the country, the relative, or in what needs nobody's consent (reporting before or after). Routes
    without a contested decision are near-copies only if they have the same procedures in the same order.
    """
    groups: dict[tuple[object, ...], list[Route]] = {}
    for route in routes:
        groups.setdefault(contested(rules, route) or signature(rules, route), []).append(route)
    return list(groups.values())


def contested(rules: Rules, route: Route) -> tuple[str, ...]:
    """Return the procedures of the discretionary decisions on a route, sorted."""
    granted = (rules.decisions[step.index] for step in route.steps if step.kind == "granted")
    return tuple(sorted({one.name.partition("(")[0] for one in granted if one.kind == "discretion"}))


def signature(rules: Rules, route: Route) -> tuple[tuple[str, str], ...]:
    """Return the procedures and assumptions of a route in order, without their arguments."""

    def what(step: Step) -> str:
        if step.kind == "assume":
            return rules.atoms[step.index].partition("(")[0] + step.value
        name = rules.operators[step.index].procedure if step.kind == "act" else rules.decisions[step.index].name
        return name.partition("(")[0]

    return tuple((step.kind, what(step)) for step in route.steps)
