"""The whole program: read, check, compile, explore, solve; `answers` explains what comes out."""

from collections.abc import Callable
from functools import cached_property

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
from safeconduct.rules.relevance import Slices


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


class Quest:
    """The rules compiled for one person, and what is found over them, each wish by itself."""

    def __init__(self, law: Law, person: Person) -> None:
        """`law` must be the law in force on the person's as-of day."""
        self.law, self.person = law, person
        compiled = compile_rules(law, person)
        self.rules, self.goals = compiled.rules, compiled.goals
        self.slices = Slices(self.rules)
        self._tasks: list[Task] = []

    @cached_property
    def packed(self) -> Packed:
        return Packed(self.rules)

    @cached_property
    def doors(self) -> tuple[Door, ...]:
        return doors_of(self.rules, self.packed)

    def answered(self, number: int, answered: int) -> Answered:
        """Return what is found for the wish with this number, counted from 0.

        answered: how many of its best routes carry what to do on refusal and silence
        """
        rules = self.slices.of(self.goals[number])
        alike = next((one for one in self._tasks if one.rules.operators is rules.operators), None)
        task = Task(rules, alike=alike)
        if alike is None:
            self._tasks.append(task)
        return Answered(self.person.wishes[number], rules, solve_task(task, self.person.prefer, answered=answered))


def navigate(
    law: Law, person: Person, *, answered: int = FRONT_ROW, solved: Callable[[], None] = lambda: None
) -> Survey:
    """Return everything found for a person under `law`, which must be the law in force on the person's as-of day.

    answered: how many of the best routes of each wish carry what to do on refusal and silence
    solved:   called after each wish
    """
    quest = Quest(law, person)
    found = []
    for number in range(len(person.wishes)):
        found.append(quest.answered(number, answered))
        solved()
    return Survey(law, person, tuple(found), quest.doors, quest.rules, quest.goals, quest.packed)
