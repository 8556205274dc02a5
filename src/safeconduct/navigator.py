"""The whole program: read, check, compile, explore, solve; `answers` explains what comes out."""

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from safeconduct.law.model import Law
from safeconduct.person.model import Person, Wish
from safeconduct.routes.doors import Door, doors_of
from safeconduct.routes.from_graph import FRONT_ROW
from safeconduct.routes.model import Solution
from safeconduct.routes.outline import outline_of
from safeconduct.routes.plain import solve_plain
from safeconduct.routes.task import Task
from safeconduct.rules.from_law import Ground
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
    rules: Rules  # what the doors stand in, with no goal; of remedies at least those that are not idle (`rules.from_law.Ground`)
    goals: tuple[Formula, ...]  # each wish over these rules
    packed: Packed | None = None  # the rules made ready to run, where that is done already


class Quest:
    """The rules compiled for one person, and what is found over them, each wish by itself."""

    def __init__(self, law: Law, person: Person) -> None:
        """`law` must be the law in force on the person's as-of day."""
        self.law, self.person = law, person
        self.ground = Ground(law, person)
        self.rules, self.goals = self.ground.plain, self.ground.goals
        self._slices: dict[frozenset[str] | None, Slices] = {}  # by the decisions with remedies; None: every one
        self._tasks: list[Task] = []

    @cached_property
    def packed(self) -> Packed:
        return Packed(self.rules)

    @cached_property
    def doors(self) -> tuple[Door, ...]:
        return doors_of(self.rules, self.packed, outline_of(self.ground))

    def answered(self, number: int, answered: int) -> Answered:
        """Return what is found for the wish with this number, counted from 0.

        answered: how many of its best routes carry what to do on refusal and silence
        """
        solved = solve_plain(
            self._task(number, frozenset()),
            lambda attacked: self._task(number, attacked),
            lambda: self._task(number, None),
            self.person.prefer,
            answered=answered,
        )
        return Answered(self.person.wishes[number], solved.rules, solved.solution)

    def _task(self, number: int, attacked: frozenset[str] | None) -> Task:
        """Return the task of a wish with the remedies against these decisions, and those that are not idle; None: with every remedy."""
        goal = self.goals[number] if attacked is not None else self.ground.whole.goals[number]
        if attacked not in self._slices:
            rules = self.ground.whole.rules if attacked is None else self.ground.against(attacked)
            self._slices[attacked] = Slices(rules)
        rules = self._slices[attacked].of(goal)
        alike = next((one for one in self._tasks if one.rules.operators is rules.operators), None)
        task = Task(rules, alike=alike)
        if alike is None:
            self._tasks.append(task)
        return task


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
