"""The whole program: read, check, compile, explore, solve; `answers` explains what comes out."""

from collections.abc import Callable

from msgspec import Struct

from safeconduct.law.model import Law
from safeconduct.person.model import Person, Wish
from safeconduct.routes.doors import Door, doors_of
from safeconduct.routes.from_graph import FRONT_ROW, solve_task
from safeconduct.routes.model import Solution
from safeconduct.routes.task import Task
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.model import Formula, Rules
from safeconduct.rules.packed import Packed
from safeconduct.rules.relevance import for_goals


class Answered(Struct, frozen=True):
    """One wish of the person and what the search found for it, over the rules compiled for that wish."""

    wish: Wish
    rules: Rules
    solution: Solution


class Survey(Struct, frozen=True):
    """Everything found for one person: the law as in force on the day asked, each wish, and every door."""

    law: Law
    person: Person
    answered: tuple[Answered, ...]
    doors: tuple[Door, ...]
    rules: Rules  # all of them, with no goal: what the doors stand in
    goals: tuple[Formula, ...]  # each wish over these rules
    packed: Packed | None = None  # the rules made ready to run, where that is done already


def navigate(
    law: Law, person: Person, *, answered: int = FRONT_ROW, solved: Callable[[], None] = lambda: None
) -> Survey:
    """Return everything found for a person under `law`, which must be the law in force on the person's as-of day.

    answered: how many of the best routes of each wish carry what to do on refusal and silence
    solved:   called after each wish
    """
    compiled = compile_rules(law, person)
    found = []
    tasks: list[Task] = []
    for wish, rules in zip(person.wishes, for_goals(compiled.rules, compiled.goals), strict=True):
        alike = next((one for one in tasks if one.rules.operators is rules.operators), None)
        task = Task(rules, alike=alike)
        found.append(Answered(wish, rules, solve_task(task, person.prefer, answered=answered)))
        if alike is None:
            tasks.append(task)
        solved()
    packed = Packed(compiled.rules)
    return Survey(law, person, tuple(found), doors_of(compiled.rules, packed), compiled.rules, compiled.goals, packed)
