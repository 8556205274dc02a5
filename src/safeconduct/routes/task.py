"""A task: one goal over rules made ready to search."""

from collections.abc import Collection
from functools import cached_property

from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.graph.clocks import Polarity, polarity_of
from safeconduct.graph.from_rules import explore
from safeconduct.graph.model import Explored, Label, Limits
from safeconduct.graph.outlook import NO_OUTLOOK, Least, Outlook, costs_of, outlook_of
from safeconduct.graph.successors import Successors
from safeconduct.graph.supports import Plans, Readers, plans_of, readers_of
from safeconduct.rules.model import Operator, Rules
from safeconduct.rules.packed import Packed, State
from safeconduct.rules.relevance import for_goal

DEFAULT = Limits()


class Task:
    """Everything that is computed once for a goal, when it is first asked for."""

    def __init__(self, rules: Rules, limits: Limits = DEFAULT, alike: "Task | None" = None) -> None:
        """`alike`: the task of another goal; what can be met is the same where the rules are, and is not worked out twice."""
        self.rules, self.limits = rules, limits
        if alike is not None and replace(alike.rules, goal=rules.goal) == rules:
            self.if_granted, self.live_if_granted = alike.if_granted, alike.live_if_granted

    @cached_property
    def packed(self) -> Packed:
        return Packed(self.rules)

    @cached_property
    def possible(self) -> Possible:
        return Possible(self.rules)

    @cached_property
    def polarity(self) -> Polarity:
        return polarity_of(self.packed)

    @cached_property
    def start(self) -> State:
        return self.packed.settle(self.packed.initial())

    @cached_property
    def if_granted(self) -> Possible:
        """What a route can meet, on which no decision is refused."""
        return Possible(self.rules, good_only=True)

    @cached_property
    def live_if_granted(self) -> tuple[int, ...]:
        """The operators that can be open on a route, on which no decision is refused, or whose decision is pending already."""
        return self.if_granted.live()

    @property
    def is_hopeless(self) -> bool:
        """Whether a box shows that the goal is out of reach, so that nothing has to be searched."""
        goal = self.rules.goal
        return not self.if_granted.can_hold(goal) and not self.possible.can_hold(goal)

    @cached_property
    def plans(self) -> Plans:
        """The minimal plans for the goal in the relaxed world."""
        return plans_of(self.rules, self.if_granted, self.readers)

    @cached_property
    def readers(self) -> Readers:
        return readers_of(self.rules)

    @cached_property
    def costs(self) -> tuple[Least, ...]:
        """What each act costs at least."""
        return costs_of(self.rules)

    @cached_property
    def outlook(self) -> Outlook:
        """What is still to be spent at least, by each minimal plan."""
        return outlook_of(self.rules, self.plans, self.costs)

    @cached_property
    def every(self) -> tuple[int, ...]:
        return tuple(range(len(self.rules.operators)))

    @cached_property
    def successors(self) -> Successors:
        """What can happen with every operator."""
        return Successors(self.packed, self.every)

    @cached_property
    def core(self) -> "Task":
        """The same task with only what a route can meet on which nothing is refused: no remedies, fewer clocks."""
        kept = tuple(self.rules.operators[number] for number in self.live_if_granted)
        return Task(self._with_only(kept), self.limits)

    def with_remedies(self, contested: Collection[str], core: "Task | None" = None) -> "Task":
        """Return the core task and, with it, the remedies against the named decisions. core: if another task's is to be taken."""
        core = core or self.core
        names = {one.name for one in core.rules.operators}
        kept = tuple(one for one in self.rules.operators if one.name in names or one.target in contested)
        if len(kept) == len(names):  # what matters to the goal of what matters to it is the same once more
            return core
        return Task(self._with_only(kept), self.limits)

    def _with_only(self, operators: tuple[Operator, ...]) -> Rules:
        return for_goal(replace(self.rules, operators=operators), self.rules.goal, unasked=True)

    @cached_property
    def numbers(self) -> dict[str, dict[str, int]]:
        """Numbers of atoms, operators and decisions by name: what turns a step of another task into a step of this one."""
        return {
            "assume": {name: number for number, name in enumerate(self.rules.atoms)},
            "act": {one.name: number for number, one in enumerate(self.rules.operators)},
            "granted": {one.name: number for number, one in enumerate(self.rules.decisions)},
            "lapsed": {one.name: number for number, one in enumerate(self.rules.decisions)},
        }

    def number_of(self, kind: str, number: int, other: "Task") -> int:
        """Return the number here of what has `number` in another task over the same law."""
        if other is self:
            return number
        if kind == "assume":
            return self.numbers[kind][other.rules.atoms[number]]
        things = other.rules.operators if kind == "act" else other.rules.decisions
        return self.numbers[kind][things[number].name]

    def explore(
        self,
        operators: tuple[int, ...],
        start: State,
        limits: Limits,
        known: tuple[Label, ...] = (),
        outlook: Outlook = NO_OUTLOOK,
    ) -> Explored:
        """Explore with some of the operators only."""
        successors = self.successors if operators == self.every else self.successors.only(operators)
        return explore(successors, self.polarity, start, limits, known, outlook)

    def exhaust(self) -> Explored:
        """Explore everything that may be done or assumed, for the proof that nothing leads to the goal."""
        successors = Successors(self.packed, self.live_if_granted, every_fact=True)
        return explore(successors, self.polarity, self.start, self.limits)
