"""Solve: of everything explored, the routes worth considering, or the proof that there is none."""

from collections.abc import Iterable

from safeconduct.graph.model import Explored, Label, Limits
from safeconduct.graph.supports import Plans
from safeconduct.routes.alternatives import grouped, worth_considering
from safeconduct.routes.model import (
    Box,
    Cover,
    FactsMissing,
    Group,
    Held,
    NoRoute,
    Policy,
    Region,
    Route,
    Routes,
    SearchStopped,
    Solution,
)
from safeconduct.routes.openings import find_openings
from safeconduct.routes.policy import Policies
from safeconduct.routes.preferences import in_order
from safeconduct.routes.task import Task
from safeconduct.rules.folded import UnfitError, folded
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import State
from safeconduct.terms.truth import Truth

DEFAULT = Limits()
FEW, MANY = 120, 500  # labels for one minimal plan; for one when none of them led anywhere
BUDGET = 1_500  # labels for all of them
MANY_ACTS = 500  # acts beyond which no plans are looked for beside the ways that nothing beats, where these are known
SOON, FASTER = (
    31,
    4,
)  # days within which a way that needs no consent is soon; plans that might be faster, where to wait is the only way
OTHERS = 8  # plans that need a consent and are looked at all the same, where a way that needs none takes long
NOT_EVERY_DAY = "days of waiting"  # where to act on event days need not be enough (docs/clocks.md)
FRONT_ROW = 1  # routes that carry what to do on refusal and silence, unless more are asked for
MOST = 3  # changes in an opening, unless fewer are asked for
MORE, LAST = 20, 1_000  # labels for what might beat the ways found; for all that can be done when no plan led anywhere


def solve(
    rules: Rules,
    prefer: tuple[str, ...] = (),
    limits: Limits = DEFAULT,
    most: int = MOST,
    *,
    thorough: bool = False,
    answered: int = FRONT_ROW,
) -> Solution:
    """Return the answer to one goal.

    prefer: criteria by name, most important first (`routes.preferences`)
    most:   largest number of changes in an opening, when there is no route; 0: do not look for openings
    answered: how many of the best routes carry what to do on refusal and silence
    thorough: go on looking for something better up to the limit on labels, even when ways have been found
    """
    return solve_task(Task(rules, limits), prefer, most, thorough=thorough, answered=answered)


def solve_task(
    task: Task, prefer: tuple[str, ...] = (), most: int = MOST, *, thorough: bool = False, answered: int = FRONT_ROW
) -> Solution:
    """Return the answer to the goal of a task, as `solve` does for rules."""
    if task.is_hopeless:
        return out_of_reach(task, most)
    labels, searched = ways(task.core, thorough=thorough)
    if not labels:
        return no_way(task, most, searched)
    routes = in_order(worth_considering(task, labels, task.core), prefer)
    front = grouped(task.rules, routes)[:answered]
    policies = Policies(task, task.with_remedies(contested_on(task.rules, [first for first, *_ in front])), routes)
    return routes_told(task.rules, routes, policies, answered, searched.stopped)


def routes_told(rules: Rules, routes: list[Route], policies: Policies, answered: int, stopped: str | None) -> Routes:
    """Return the routes in their groups, the first `answered` of them with what to do on refusal and silence."""
    return Routes(
        tuple(
            Group(policies.policy(first) if number < answered else unanswered(rules, first), tuple(copies))
            for number, (first, *copies) in enumerate(grouped(rules, routes))
        ),
        stopped=stopped,
    )


def contested_on(rules: Rules, routes: Iterable[Route]) -> frozenset[str]:
    """Return the discretionary decisions on some routes, which can be refused."""
    granted = (rules.decisions[step.index] for route in routes for step in route.steps if step.kind == "granted")
    return frozenset(one.name for one in granted if one.kind == "discretion")


def out_of_reach(task: Task, most: int) -> NoRoute:
    """Return the proof that the goal of a hopeless task is out of reach."""
    return NoRoute(Box(tuple(task.possible.bits)), find_openings(task.rules, task.limits, most))


def no_way(task: Task, most: int, searched: Explored) -> Solution:
    """Return the answer where a search found no way."""
    region = region_for(task) if searched.stopped in (None, NOT_EVERY_DAY) else None
    if region is not None:
        return NoRoute(region, find_openings(task.rules, task.limits, most))
    return nothing_found(task, most, searched)


def unanswered(rules: Rules, route: Route) -> Policy:
    """Return a route of the back rows as it is, without answers to bad outcomes."""
    granted = (step.index for step in route.steps if step.kind == "granted")
    return Policy(route, (), assured=all(rules.decisions[index].kind != "discretion" for index in granted))


def ways(core: Task, *, thorough: bool) -> tuple[list[Label], Explored]:
    """Return the ways to the goal: the best with each minimal set of acts, and whatever beats them all.

    Where the rules can be searched in rows (`graph.waves`), what beats them all is known without a limit.
    """
    swept = swept_ways(core)
    exact = swept[0] if swept is not None and swept[1] else None
    if exact is not None and (not exact or len(core.rules.operators) > MANY_ACTS):
        return exact, Explored(tuple(exact), (), None, ())
    plans = core.plans
    found = by_plans(core, plans, FEW, BUDGET, thorough=thorough)
    found = found or by_plans(core, plans, MANY, BUDGET, thorough=thorough)
    found = [*found, *(swept[0] if swept is not None and exact is None else ())]
    if found and all(waits_long(core, one) for one in found):
        for acts in plans.direct[:FASTER]:
            sooner = core.explore(
                tuple(sorted(acts)), core.start, core.limits._replace(labels=FEW, goals=2), tuple(found)
            )
            found.extend(sooner.goals)
    if exact is not None:
        return [*found, *exact], Explored(tuple(exact), (), None, ())
    limits = core.limits if thorough else core.limits._replace(labels=min(MORE if found else LAST, core.limits.labels))
    whole = core.explore(core.every, core.start, limits, tuple(found), core.outlook)
    if whole.stopped is None and not core.polarity.acts_early:
        whole = whole._replace(stopped=NOT_EVERY_DAY)
    return [*found, *whole.goals], whole


def swept_ways(core: Task) -> tuple[list[Label], bool] | None:
    """Return what a search in rows finds, and whether no other way beats that; None where the rules do not fit one."""
    try:
        rules = folded(core.rules)
    except UnfitError:
        return None
    from safeconduct.routes.whole import find_ways  # numpy, which most cases do not need

    return find_ways(core, rules)


def region_for(task: Task) -> Region | None:
    """Return the proof in rows that there is no way, if there is one."""
    try:
        rules = folded(task.rules)
    except UnfitError:
        return None
    from safeconduct.routes.whole import region_within  # numpy, which most cases do not need

    return region_within(rules)


def by_plans(core: Task, plans: Plans, few: int, left: int, *, thorough: bool) -> list[Label]:
    """Return what a search with the acts of each minimal plan finds, at most `few` labels a plan and `left` in all."""
    found: list[Label] = []
    enough: list[frozenset[str]] = []  # contested decisions of the plans that led to the goal
    slow = 0  # plans tried because all that is known to need nobody's consent takes long
    for acts in plans.acts:
        contested = contested_in(core.rules, acts)
        if any(fewer < contested for fewer in enough):  # needs all that another way needs to be granted, and more
            if slow == OTHERS or any(fewer and fewer < contested for fewer in enough) or is_soon(core, found):
                continue
            slow += 1
        limits = core.limits._replace(labels=min(few, left), goals=core.limits.goals if thorough else 2)
        tried = core.explore(tuple(sorted(acts)), core.start, limits)
        if tried.goals:
            found.extend(tried.goals)
            enough.append(contested)
        left -= tried.taken
        if left <= 0:
            break
    return found


def is_soon(core: Task, found: list[Label]) -> bool:
    """Return whether a way already found needs nobody's consent and is there soon, so that none is looked for that needs more."""
    return any(
        one.spent.decisions == 0 and not one.spent.unstated and one.state.today <= core.start.today + SOON
        for one in found
    )


def waits_long(core: Task, way: Label) -> bool:
    """Return whether a way is to do nothing, and not soon."""
    at: Label | None = way
    while at is not None:
        if at.move is not None and at.move.kind == "act":
            return False
        at = at.parent
    return way.state.today > core.start.today + SOON


def contested_in(rules: Rules, acts: frozenset[int]) -> frozenset[str]:
    """Return the names of the discretionary decisions on a set of acts; on none at all, of those that are pending already."""
    decisions = [rules.operators[number].decision for number in acts] or rules.filed()
    contested = (rules.decisions[one] for one in decisions if one is not None)
    return frozenset(one.name for one in contested if one.kind == "discretion")


def nothing_found(task: Task, most: int, searched: Explored) -> Solution:
    """Return which of the three other answers it is when no way was found."""
    if searched.stopped == "labels":
        return SearchStopped("labels", searched.taken)  # what a proof would have to look at is more still
    whole = task.exhaust()
    if whole.goals:  # there is a way that the searches for the best ones missed
        return SearchStopped("labels", whole.taken)
    if whole.missing:
        return FactsMissing(whole.missing)
    if whole.stopped is not None:
        return SearchStopped(whole.stopped, task.limits.labels if whole.stopped == "labels" else task.limits.years)
    if not task.polarity.acts_early:
        return SearchStopped(NOT_EVERY_DAY, 0)
    situations = tuple(held(task, label.state) for label in whole.kept)
    return NoRoute(Cover(situations), find_openings(task.rules, task.limits, most))


def held(task: Task, state: State) -> Held:
    """Return a situation as the referee reads it."""
    atoms = range(len(task.rules.atoms))
    values = tuple(Truth((state.true >> atom & 1) * 2 + (state.unknown >> atom & 1)) for atom in atoms)
    since = tuple(task.packed.since(state, atom) if atom in task.packed.slot else 0 for atom in atoms)
    return Held(values, since, state.today)
