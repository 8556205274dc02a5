"""A planning task as PDDL: derived predicates, conditional effects, action costs."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from safeconduct.export.model import Action, Begin, Cease, Effect, Literal, Task

REQUIREMENTS = ":adl :derived-predicates :action-costs"


class Pddl(NamedTuple):
    domain: str
    problem: str


def pddl_of(task: Task) -> Pddl:
    """Return the two files of a task.

    Days are constants; `(reached d)` holds of today and every day before it that could be waited for; `(since-C d)` says when a clock began.
    """
    return Pddl("\n".join(domain_lines(task)) + "\n", "\n".join(problem_lines(task)) + "\n")


def domain_lines(task: Task) -> Iterator[str]:
    yield from (f"; {note}" for note in task.notes)
    yield "(define (domain safeconduct)"
    yield f"  (:requirements {REQUIREMENTS})"
    if task.days:
        yield "  (:types day)"
        yield f"  (:constants {' '.join(map(day_name, task.times))} - day)"
    yield "  (:predicates"
    yield from (f"    ({name})" for name in task.facts)
    yield from (f"    ({rule.head})" for rule in task.rules)
    yield from (f"    ({one.head}) (turn_{one.head} ?e ?d - day)" for one in task.passed)
    yield from (f"    ({one.head})" for one in task.dated)
    yield from (f"    (since_{clock} ?d - day)" for clock in task.clocks)
    if task.days:
        yield "    (today ?d - day) (reached ?d - day) (next ?d ?e - day)"
    yield "  )"
    yield "  (:functions (total-cost) - number)"
    for rule in task.rules:
        bodies = " ".join(conjunction(body) for body in rule.bodies)
        yield f"  (:derived ({rule.head}) {bodies if len(rule.bodies) == 1 else f'(or {bodies})'})"
    for one in task.passed:
        yield (
            f"  (:derived ({one.head}) (exists (?e ?d - day) "
            f"(and (since_{one.clock} ?e) (turn_{one.head} ?e ?d) (reached ?d))))"
        )
    for dated in task.dated:
        yield f"  (:derived ({dated.head}) (exists (?e - day) (since_{dated.clock} ?e)))"
    for action in task.actions:
        yield from action_lines(action)
    if task.wait is not None:
        yield "  (:action wait"
        yield "    :parameters (?d ?e - day)"
        yield f"    :precondition (and (today ?d) (next ?d ?e) {' '.join(map(written, task.wait.needs))})"
        yield f"    :effect (and (not (today ?d)) (today ?e) (reached ?e) (increase (total-cost) {task.wait.cost})))"
    yield ")"


def problem_lines(task: Task) -> Iterator[str]:
    yield from (f"; {note}" for note in task.notes)
    yield "(define (problem a-case)"
    yield "  (:domain safeconduct)"
    yield "  (:init"
    yield "    (= (total-cost) 0)"
    yield from (f"    ({name})" for name in task.initial)
    yield from (f"    (since_{clock} {day_name(day)})" for clock, day in task.began)
    if task.days:
        yield f"    (today {day_name(task.days[0])}) (reached {day_name(task.days[0])})"
    yield from (f"    (next {day_name(d)} {day_name(e)})" for d, e in zip(task.days, task.days[1:], strict=False))
    for one in task.passed:
        yield from (f"    (turn_{one.head} {day_name(e)} {day_name(d)})" for e, d in one.turns)
    yield "  )"
    yield f"  (:goal {conjunction(task.goal)})"
    yield "  (:metric minimize (total-cost))"
    yield ")"


def action_lines(action: Action) -> Iterator[str]:
    yield f"  (:action {action.name}"
    yield "    :parameters ()"
    yield f"    :precondition {conjunction(action.needs)}"
    yield "    :effect (and"
    yield from (f"      {effect_text(one)}" for one in action.effects)
    yield f"      (increase (total-cost) {action.cost})))"


def effect_text(effect: Effect | Begin | Cease) -> str:
    """Return one effect, with `when` where it is not certain."""
    match effect:
        case Effect(when, fact, value):
            return conditional(when, f"({fact})" if value else f"(not ({fact}))")
        case Cease(when, clock):
            ended = f"(not (since_{clock} ?d))"
            return f"(forall (?d - day) {conditional((*when, Literal(f'since_{clock} ?d')), ended)})"
        case Begin(when, clock, None):
            return f"(forall (?d - day) {conditional((*when, Literal('today ?d')), f'(since_{clock} ?d)')})"
        case Begin(when, clock, day) if day is not None:
            return conditional(when, f"(since_{clock} {day_name(day)})")
    raise AssertionError(effect)


def conditional(when: tuple[Literal, ...], effect: str) -> str:
    return f"(when {conjunction(when)} {effect})" if when else effect


def conjunction(literals: tuple[Literal, ...]) -> str:
    return written(literals[0]) if len(literals) == 1 else f"(and {' '.join(map(written, literals))})"


def written(literal: Literal) -> str:
    atom = f"({literal.name})" if literal.day is None else f"({literal.name} {day_name(literal.day)})"
    return atom if literal.holds else f"(not {atom})"


def day_name(day: int) -> str:
    return f"d{date.fromordinal(day).isoformat()}"
