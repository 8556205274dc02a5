"""Plans of other planners as routes, and routes as their plans."""

from datetime import date

from oracles.planners import Plan
from safeconduct.export.model import Task
from safeconduct.referee.replay import cost_of, duties_of
from safeconduct.routes.model import Route, Step
from safeconduct.rules import reference
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import Price, Situation, is_goal, is_ripe, next_event_day, on_day, price_of, total


def route_of(rules: Rules, task: Task, plan: Plan) -> Route:
    """Return a plan as a route: up to the first situation in which the goal is reached."""
    taken = {action.name: action.steps for action in task.actions}
    situation, price, steps = reference.initial(rules), Price(), []
    for name in plan.names:
        if is_goal(rules, situation):
            break
        if name == "wait" or name.startswith("until "):
            day = situation.today + 1 if name == "wait" else int(name.removeprefix("until "))
            situation = waited(rules, situation, day)
            continue
        for kind, index, value in taken[name]:
            if kind == "granted" and not task.days:
                situation = waited_for(rules, situation, index)
            steps.append(Step(situation.today, kind, index, value))
            price = total(price, price_of(rules, situation, kind, index))
            situation = after(rules, situation, kind, index, value)
    days = situation.today - reference.initial(rules).today
    return Route(tuple(steps), situation.today, cost_of(days, price), duties_of(rules, tuple(steps)))


def waited(rules: Rules, situation: Situation, day: int) -> Situation:
    """Return the situation on a later day, or on the first on which the goal is reached."""
    while situation.today < day and not is_goal(rules, situation):
        event = next_event_day(rules, situation)
        situation = on_day(rules, situation, day if event is None else min(event, day))
    return situation


def waited_for(rules: Rules, situation: Situation, decision: int) -> Situation:
    due = reference.due_day(rules.decisions[decision], situation)
    return waited(rules, situation, situation.today if due is None else max(due, situation.today))


def after(rules: Rules, situation: Situation, kind: str, index: int, value: str) -> Situation:
    if kind == "assume":
        return reference.assume(rules, situation, index, value)
    if kind == "act":
        return reference.do_act(rules, situation, index)
    return reference.decide(rules, situation, index, kind)


def acts_on_event_days(rules: Rules, route: Route) -> bool:
    """Return whether every step happens on the first day or on one on which something changes by itself."""
    situation = reference.initial(rules)
    for step in route.steps:
        while situation.today < step.day:
            event = next_event_day(rules, situation)
            if event is None or event > step.day:
                return False
            situation = on_day(rules, situation, event)
        situation = after(rules, situation, step.kind, step.index, step.value)
    return True


# --- a route as a plan by day --------------------------------------------------------------------------------------


def plan_of(rules: Rules, task: Task, route: Route) -> tuple[str, ...]:
    """Return a route as the actions of a task by day, with what happens by law in between; a wait is `wait DAY DAY`."""
    names = {action.steps[0]: action.name for action in task.actions if action.steps}
    situation, found = settling(rules, Situation(rules.values, rules.since, rules.today))
    for step in (*route.steps, None):
        day = route.end if step is None else step.day
        while situation.today < day:
            found.append(f"wait {written(situation.today)} {written(situation.today + 1)}")
            situation, fell = settling(rules, situation._replace(today=situation.today + 1))
            found += fell
        if step is not None:
            found.append(names[step.kind, step.index, step.value])
            situation, fell = settling(rules, unsettled_after(rules, situation, step))
            found += fell
    return tuple(found)


def unsettled_after(rules: Rules, situation: Situation, step: Step) -> Situation:
    """Return the situation right after a step, before anything happens by law."""
    settle, reference.settle = reference.settle, lambda _, now: now
    try:
        return after(rules, situation, step.kind, step.index, step.value)
    finally:
        reference.settle = settle


def settling(rules: Rules, situation: Situation) -> tuple[Situation, list[str]]:
    """Return the situation settled, and the actions that settle it: `renew` for watches, `law_N` for consequences."""
    found: list[str] = []
    while True:
        mirrored = reference.with_watches(rules, reference.with_definitions(rules, situation))
        if mirrored != situation:
            watches = [one.atom for one in rules.watches]
            if any(mirrored.values[atom] is not situation.values[atom] for atom in watches):
                found.append("renew")
            situation = mirrored
            continue
        for number, consequence in enumerate(rules.consequences):
            if is_ripe(consequence, situation) and reference.would_change(rules, situation, consequence):
                found.append(f"law_{number}")
                break
        following = reference.one_round(rules, situation)
        if following == situation:
            return situation, found
        situation = following


def written(day: int) -> str:
    return f"d{date.fromordinal(day).isoformat()}"
