"""A task: one goal over rules made ready to search."""

from functools import cached_property

from safeconduct.graph.bounds import F, Possible
from safeconduct.graph.clocks import Polarity, polarity_of
from safeconduct.graph.from_rules import explore
from safeconduct.graph.model import Explored, Label, Limits
from safeconduct.graph.successors import Successors
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed, State


class Task:
    """Everything that is computed once for a goal, when it is first asked for."""

    def __init__(self, rules: Rules, limits: Limits) -> None:
        self.rules, self.limits = rules, limits

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
    def live(self) -> tuple[int, ...]:
        """The operators that can be open in some situation that can come about."""
        return tuple(
            number
            for number, operator in enumerate(self.rules.operators)
            if self.possible.can_apply(operator) and all(self.possible.of(ban.when) & F for ban in operator.bans)
        )

    @cached_property
    def successors(self) -> Successors:
        return Successors(self.packed, self.live)

    def explore(
        self, operators: tuple[int, ...], start: State, limits: Limits, known: tuple[Label, ...] = ()
    ) -> Explored:
        """Explore with some of the operators only."""
        successors = self.successors if operators == self.live else Successors(self.packed, operators)
        return explore(successors, self.polarity, start, limits, known)
