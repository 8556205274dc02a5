"""Replays a route step by step with the reference semantics and says what is wrong with it."""

from datetime import date
from typing import NamedTuple

from safeconduct.routes.model import Branch, Cost, DutyStep, Policy, Route, Step
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import (
    OUTCOMES,
    Price,
    Situation,
    assume,
    assumptions,
    closed_because,
    decide,
    do_act,
    due_decision,
    initial,
    is_excluded,
    is_goal,
    is_unsettled,
    last_day_of,
    next_event_day,
    on_day,
    outcomes,
    price_of,
    total,
    unsettled_by,
)


class UnsoundError(Exception):
    """The replay cannot go on; the message names the step and what is wrong."""


class Reached(NamedTuple):
    """Where a replay stands, and what the steps have cost."""

    situation: Situation
    price: Price


def replay(rules: Rules, route: Route) -> list[str]:
    """Return what is wrong with a route from the person's first situation, in the order of its steps; empty if it is sound."""
    return problems_from(rules, route, initial(rules))


def replay_policy(rules: Rules, policy: Policy) -> list[str]:
    """Return what is wrong with a policy: its route, each branch from the situation after the bad outcome, and `assured`."""
    return policy_problems_from(rules, policy, initial(rules))


def is_assured(rules: Rules, policy: Policy) -> bool:
    """Return whether each discretionary decision of the route is answered, for refusal and silence, by an assured policy."""
    answered = {(branch.step, branch.outcome): branch.then for branch in policy.branches}
    for position, step in enumerate(policy.route.steps):
        if step.kind != "granted" or rules.decisions[step.index].kind != "discretion":
            continue
        for outcome in ("refused", "silence"):
            then = answered.get((position, outcome))
            if then is None or not is_assured(rules, then):
                return False
    return True


# --- a route -------------------------------------------------------------------------------------------------------


def problems_from(rules: Rules, route: Route, start: Situation) -> list[str]:
    """Return what is wrong with a route that starts in a settled situation."""
    try:
        reached = after_steps(rules, route.steps, start)
        end = waited(rules, reached.situation, route.end, "the end")
    except UnsoundError as unsound:
        return [str(unsound)]
    problems = []
    if not is_goal(rules, end):
        problems.append(f"the end: the goal is not reached on {named_day(route.end)}")
    cost = cost_of(end.today - start.today, reached.price)
    if cost != route.cost:
        problems.append(f"the cost: recomputed {cost}, stated {route.cost}")
    duties = duties_of(rules, route.steps)
    if duties != route.duties:
        problems.append(f"the duties: recomputed {duties}, stated {route.duties}")
    return problems


def after_steps(rules: Rules, steps: tuple[Step, ...], start: Situation) -> Reached:
    """Return where the steps of a route lead. Raises UnsoundError at the first that cannot happen as stated."""
    if is_excluded(rules, start):
        raise UnsoundError("the start: an exclusion holds in the first situation")
    situation, price = start, Price()
    for position, step in enumerate(steps):
        here = f"step {position} ({named_step(rules, step)})"
        situation = waited(rules, situation, step.day, here)
        if is_goal(rules, situation):
            raise UnsoundError(f"{here}: the goal is reached before it; the route ends there")
        if step.kind in ("refused", "silence"):
            raise UnsoundError(f"{here}: a route hopes for a grant; other outcomes belong in branches")
        price = total(price, price_of(rules, situation, step.kind, step.index))
        situation = after_step(rules, situation, step, here)
    return Reached(situation, price)


def waited(rules: Rules, situation: Situation, day: int, here: str) -> Situation:
    """Return the situation on `day`, having stopped at every day on which something changes."""
    if day < situation.today:
        raise UnsoundError(f"{here}: {named_day(day)} is before {named_day(situation.today)}, the day reached")
    while situation.today < day:
        today = named_day(situation.today)
        if is_goal(rules, situation):
            raise UnsoundError(f"{here}: the goal is already reached on {today}; the route ends there")
        if is_unsettled(rules, situation):
            raise UnsoundError(f"{here}: cannot wait: {undecided(rules, situation)} on {today}")
        due = due_decision(rules, situation)
        if due is not None:
            raise UnsoundError(f"{here}: the decision on {rules.decisions[due].name} falls due before it, by {today}")
        event = next_event_day(rules, situation)
        situation = on_day(rules, situation, day if event is None else min(event, day))
        require_permitted(rules, situation, here)
    return situation


def after_step(rules: Rules, situation: Situation, step: Step, here: str) -> Situation:
    """Return the situation after a step of today. Raises UnsoundError if it cannot happen or leads where the person never goes."""
    if step.kind == "assume":
        if (step.index, step.value) not in assumptions(rules, situation):
            raise UnsoundError(f"{here}: not open to assumption on {named_day(step.day)}")
        after = assume(rules, situation, step.index, step.value)
    else:
        if step.value:
            raise UnsoundError(f"{here}: only an assumption has a value")
        if is_unsettled(rules, situation):
            raise UnsoundError(f"{here}: nothing may happen: {undecided(rules, situation)}")
        due = due_decision(rules, situation)
        after = after_act(rules, situation, step, due, here)
    require_permitted(rules, after, here)
    return after


def after_act(rules: Rules, situation: Situation, step: Step, due: int | None, here: str) -> Situation:
    """Return the situation after an act or a decision, given the decision that is due."""
    if step.kind == "act":
        if due is not None:
            raise UnsoundError(f"{here}: the decision on {rules.decisions[due].name} is due first")
        reasons = closed_because(rules, situation, rules.operators[step.index])
        if reasons:
            raise UnsoundError(f"{here}: not open on {named_day(step.day)}: {', '.join(reasons)}")
        return do_act(rules, situation, step.index)
    if step.kind not in OUTCOMES:
        raise UnsoundError(f"{here}: no such kind of step")
    if due != step.index:
        first = "none" if due is None else rules.decisions[due].name
        raise UnsoundError(f"{here}: not the decision that is due on {named_day(step.day)} ({first} is)")
    if step.kind not in outcomes(rules, situation):
        raise UnsoundError(f"{here}: it can only end {' or '.join(outcomes(rules, situation))}")
    return decide(rules, situation, step.index, step.kind)


def require_permitted(rules: Rules, situation: Situation, here: str) -> None:
    if is_excluded(rules, situation):
        raise UnsoundError(f"{here}: leads into a situation that is excluded, on {named_day(situation.today)}")


def cost_of(days: int, price: Price) -> Cost:
    return Cost(days, price.money, price.decisions, price.exposure, price.facts, price.unstated)


def duties_of(rules: Rules, steps: tuple[Step, ...]) -> tuple[DutyStep, ...]:
    """Return the duties that the acts among the steps cause, in order."""
    found = []
    for position, step in enumerate(steps):
        for duty in rules.operators[step.index].duties if step.kind == "act" else ():
            last = last_day_of(step.day, duty.period)
            done = [
                later
                for later, done_by in enumerate(steps)
                if later > position
                and done_by.kind == "act"
                and done_by.day <= last
                and rules.operators[done_by.index].name in duty.do
            ]
            found.append(DutyStep(position, duty.index, last, min(done, default=None)))
    return tuple(found)


# --- a policy ------------------------------------------------------------------------------------------------------


def policy_problems_from(rules: Rules, policy: Policy, start: Situation) -> list[str]:
    problems = problems_from(rules, policy.route, start)
    if problems:
        return problems
    places = [(branch.step, branch.outcome) for branch in policy.branches]
    problems += [f"branch at step {step} ({outcome}): stated twice" for step, outcome in twice(places)]
    for branch in policy.branches:
        problems += branch_problems(rules, policy.route, branch, start)
    assured = is_assured(rules, policy)
    if assured != policy.assured:
        problems.append(f"assured: recomputed {assured}, stated {policy.assured}")
    return problems


def branch_problems(rules: Rules, route: Route, branch: Branch, start: Situation) -> list[str]:
    here = f"branch at step {branch.step} ({branch.outcome})"
    if not 0 <= branch.step < len(route.steps) or route.steps[branch.step].kind != "granted":
        return [f"{here}: the route has no grant there"]
    granted = route.steps[branch.step]
    before = after_steps(rules, route.steps[: branch.step], start).situation
    before = waited(rules, before, granted.day, here)
    if branch.outcome not in ("refused", "silence") or branch.outcome not in outcomes(rules, before):
        return [f"{here}: the decision cannot end so"]
    if branch.then is None:
        return []
    after = decide(rules, before, granted.index, branch.outcome)
    return [f"{here}: {problem}" for problem in policy_problems_from(rules, branch.then, after)]


def twice(places: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [place for position, place in enumerate(places) if place in places[:position]]


# --- words ---------------------------------------------------------------------------------------------------------


def named_step(rules: Rules, step: Step) -> str:
    if step.kind == "assume":
        return f"assume {rules.atoms[step.index]} {step.value}"
    if step.kind == "act":
        return f"act {rules.operators[step.index].name}"
    return f"{step.kind} {rules.decisions[step.index].name}" if step.kind in OUTCOMES else step.kind


def named_day(day: int) -> str:
    return date.fromordinal(day).isoformat()


def undecided(rules: Rules, situation: Situation) -> str:
    atoms = unsettled_by(rules, situation)
    return f"{', '.join(rules.atoms[atom] for atom in atoms) or 'something'} is undecided"
