"""A planning task as PDDL: derived predicates, conditional effects, action costs."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from safeconduct.export.model import Action, Begin, Cease, Effect, Literal, Passed, Rule, Task

REQUIREMENTS = ":adl :derived-predicates :action-costs"


class Pddl(NamedTuple):
    domain: str
    problem: str


def pddl_of(task: Task) -> Pddl:
    """Return the two files of a task.

    Facts, clocks and days are constants, so that planners look for invariants of a few predicates only: `(now F)`; `(since C d)`, the day on
    which a clock began; `(today d)`; `(reached d)` of today and every earlier day that could be waited for.
    """
    writer = _Writer(frozenset(task.facts))
    return Pddl("\n".join(writer.domain(task)) + "\n", "\n".join(writer.problem(task)) + "\n")


class _Writer:
    """Writes conditions and effects; knows which names are facts and which are derived."""

    def __init__(self, facts: frozenset[str]) -> None:
        self.facts = facts

    def domain(self, task: Task) -> Iterator[str]:
        yield from (f"; {note}" for note in task.notes)
        yield "(define (domain safeconduct)"
        yield f"  (:requirements {REQUIREMENTS})"
        yield "  (:types fact clock day)"
        yield "  (:constants"
        for names, kind in ((task.facts, "fact"), (task.clocks, "clock"), (tuple(map(day_name, task.times)), "day")):
            if names:
                yield f"    {' '.join(names)} - {kind}"
        yield "  )"
        yield "  (:predicates (now ?f - fact)"
        yield from (f"    ({rule.head})" for rule in task.rules)
        yield from (f"    ({one.head}) (turn_{one.head} ?e ?d - day)" for one in task.passed)
        yield from (f"    ({one.head})" for one in task.dated)
        if task.days:
            yield "    (since ?c - clock ?d - day) (today ?d - day) (reached ?d - day) (next ?d ?e - day)"
        yield "  )"
        yield "  (:functions (total-cost) - number)"
        yield from map(self._rule, task.rules)
        yield from map(passed_text, task.passed)
        yield from (f"  (:derived ({one.head}) (exists (?e - day) (since {one.clock} ?e)))" for one in task.dated)
        for action in task.actions:
            yield from self._action(action)
        if task.wait is not None:
            yield "  (:action wait"
            yield "    :parameters (?d ?e - day)"
            yield f"    :precondition (and (today ?d) (next ?d ?e) {self._all(task.wait.needs)})"
            yield f"    :effect (and (not (today ?d)) (today ?e) (reached ?e) (increase (total-cost) {task.wait.cost})))"
        yield ")"

    def problem(self, task: Task) -> Iterator[str]:
        yield from (f"; {note}" for note in task.notes)
        yield "(define (problem a-case)"
        yield "  (:domain safeconduct)"
        yield "  (:init"
        yield "    (= (total-cost) 0)"
        yield from (f"    (now {name})" for name in task.initial)
        yield from (f"    (since {clock} {day_name(day)})" for clock, day in task.began)
        if task.days:
            yield f"    (today {day_name(task.days[0])}) (reached {day_name(task.days[0])})"
        yield from (f"    (next {day_name(d)} {day_name(e)})" for d, e in zip(task.days, task.days[1:], strict=False))
        for one in task.passed:
            yield from (f"    (turn_{one.head} {day_name(e)} {day_name(d)})" for e, d in one.turns)
        yield "  )"
        yield f"  (:goal (and {self._all(task.goal)}))"
        yield "  (:metric minimize (total-cost))"
        yield ")"

    def _rule(self, rule: Rule) -> str:
        bodies = " ".join(f"(and {self._all(body)})" for body in rule.bodies)
        return f"  (:derived ({rule.head}) {bodies if len(rule.bodies) == 1 else f'(or {bodies})'})"

    def _action(self, action: Action) -> Iterator[str]:
        yield f"  (:action {action.name}"
        yield "    :parameters ()"
        yield f"    :precondition (and {self._all(action.needs)})"
        yield "    :effect (and"
        yield from (f"      {self._effect(one)}" for one in action.effects)
        yield f"      (increase (total-cost) {action.cost})))"

    def _effect(self, effect: Effect | Begin | Cease) -> str:
        """Return one effect, with `when` where it is not certain."""
        when = self._all(effect.when)
        match effect:
            case Effect(_, fact, value):
                return conditional(when, f"(now {fact})" if value else f"(not (now {fact}))")
            case Cease(_, clock):
                began = f"(since {clock} ?d)"
                return f"(forall (?d - day) {conditional(f'{when} {began}', f'(not {began})')})"
            case Begin(_, clock, day):
                if day is not None:
                    return conditional(when, f"(since {clock} {day_name(day)})")
                return f"(forall (?d - day) {conditional(f'{when} (today ?d)', f'(since {clock} ?d)')})"

    def _all(self, literals: tuple[Literal, ...]) -> str:
        return " ".join(map(self._literal, literals))

    def _literal(self, literal: Literal) -> str:
        name = f"now {literal.name}" if literal.name in self.facts else literal.name
        atom = f"({name})" if literal.day is None else f"({name} {day_name(literal.day)})"
        return atom if literal.holds else f"(not {atom})"


def passed_text(one: Passed) -> str:
    reached = f"(and (since {one.clock} ?e) (turn_{one.head} ?e ?d) (reached ?d))"
    return f"  (:derived ({one.head}) (exists (?e ?d - day) {reached}))"


def conditional(when: str, effect: str) -> str:
    return f"(when (and {when}) {effect})" if when else effect


def day_name(day: int) -> str:
    return f"d{date.fromordinal(day).isoformat()}"
