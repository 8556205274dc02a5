"""A planning task as a Python script that builds it as `problem` with unified-planning, which only the script imports."""

from collections.abc import Iterator
from datetime import date

from safeconduct.export.model import Action, Begin, Cease, Effect, Literal, Task, Wait

HEAD = """\
from unified_planning.model.metrics import MinimizeActionCosts
from unified_planning.shortcuts import FALSE, TRUE, And, BoolType, Fluent, InstantaneousAction, Int, Not, Object, Or, Problem, UserType

problem = Problem("safeconduct")
costs = {}
Fact, Clock, Day = UserType("fact"), UserType("clock"), UserType("day")
now = problem.add_fluent(Fluent("now", BoolType(), f=Fact), default_initial_value=False)
began = problem.add_fluent(Fluent("since", BoolType(), c=Clock, d=Day), default_initial_value=False)
is_today = problem.add_fluent(Fluent("today", BoolType(), d=Day), default_initial_value=False)
is_reached = problem.add_fluent(Fluent("reached", BoolType(), d=Day), default_initial_value=False)


def thing(name, kind):
    problem.add_object(Object(name, kind))
    return problem.object(name)


def action(name, cost, needs, effects):
    made = InstantaneousAction(name)
    made.add_precondition(And(needs))
    for when, fluent, value in effects:
        made.add_effect(fluent, value, And(when))
    problem.add_action(made)
    costs[made] = Int(cost)

"""
TAIL = """\
problem.add_quality_metric(MinimizeActionCosts(costs))
"""


def up_of(task: Task) -> str:
    """Return the script. What PDDL derives is written out where it is used, so that no planner needs derived predicates."""
    return "\n".join(lines_of(task)) + "\n"


def lines_of(task: Task) -> Iterator[str]:
    yield '"""' + "; ".join(task.notes) + '."""'
    yield HEAD
    yield from (f"{name} = now(thing({name!r}, Fact))" for name in task.facts)
    yield f"DAYS = {[date.fromordinal(day).isoformat() for day in task.times]!r}"
    yield 'days = {day: thing("d" + day.replace("-", "_"), Day) for day in DAYS}'
    yield f"today = {{day: is_today(days[day]) for day in DAYS[{len(task.times) - len(task.days)}:]}}"
    yield "reached = {day: is_reached(days[day]) for day in today}"
    yield f"clocks = {{clock: thing('clock_' + clock, Clock) for clock in {list(task.clocks)!r}}}"
    yield "since = {name: {day: began(clock, days[day]) for day in DAYS} for name, clock in clocks.items()}"
    yield from (f"problem.set_initial_value({name}, TRUE())" for name in task.initial)
    yield from (f"problem.set_initial_value(since[{clock!r}][{iso(day)}], TRUE())" for clock, day in task.began)
    if task.days:
        first = iso(task.days[0])
        yield f"problem.set_initial_value(today[{first}], TRUE())"
        yield f"problem.set_initial_value(reached[{first}], TRUE())"
    for one in task.passed:
        turns = ", ".join(f"And(since[{one.clock!r}][{iso(e)}], reached[{iso(d)}])" for e, d in one.turns)
        yield f"{one.head} = Or({turns})"
    yield from (f"{one.head} = Or(list(since[{one.clock!r}].values()))" for one in task.dated)
    for rule in task.rules:
        bodies = ", ".join(f"And({conjuncts(body)})" for body in rule.bodies)
        yield f"{rule.head} = Or({bodies})"
    for action in task.actions:
        yield from action_lines(task, action)
    if task.wait is not None:
        yield from wait_lines(task, task.wait)
    yield f"problem.add_goal(And({conjuncts(task.goal)}))"
    yield TAIL.rstrip()


def action_lines(task: Task, action: Action) -> Iterator[str]:
    yield f"action({action.name!r}, {action.cost}, {conjuncts(action.needs)}, ["
    began = {one.clock: one for one in action.effects if isinstance(one, Begin)}
    for effect in action.effects:
        when = conjuncts(effect.when)
        match effect:
            case Effect(_, fact, value):
                yield f"    ({when}, {fact}, {value}),"
            case Begin(_, clock, day) if day is not None:
                yield f"    ({when}, since[{clock!r}][{iso(day)}], True),"
            case Begin(_, clock, _):
                yield f"    *(({when} + [today[day]], since[{clock!r}][day], True) for day in today),"
            case Cease(_, clock):
                begins = f"And({conjuncts(began[clock].when)})" if clock in began else "FALSE()"
                anew = f"Not(And({begins}, today[day])) if day in today else TRUE()"
                yield f"    *(({when} + [{anew}], since[{clock!r}][day], False) for day in DAYS),"
    yield "])"


def wait_lines(task: Task, wait: Wait) -> Iterator[str]:
    yield f"free_to_wait = {conjuncts(wait.needs)}"
    yield "for day, following in zip(list(today), list(today)[1:]):"
    yield f'    action("wait_" + following.replace("-", "_"), {wait.cost}, free_to_wait + [today[day]], ['
    yield "        ([], today[day], False), ([], today[following], True), ([], reached[following], True),"
    yield "    ])"


def conjuncts(literals: tuple[Literal, ...]) -> str:
    return f"[{', '.join(map(written, literals))}]"


def written(literal: Literal) -> str:
    atom = literal.name if literal.day is None else f"{literal.name}[{iso(literal.day)}]"
    return atom if literal.holds else f"Not({atom})"


def iso(day: int) -> str:
    return repr(date.fromordinal(day).isoformat())
