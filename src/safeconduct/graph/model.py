"""Explored: what leads from one settled situation to the next, and what it adds to the cost."""

from typing import NamedTuple

from safeconduct.rules.packed import State


class Move(NamedTuple):
    """One thing that happens: the kinds of `routes.model.Step`, and `wait` until day `number`."""

    kind: str  # assume, act, granted, refused, silence, lapsed, wait
    number: int
    value: str = ""


class Spent(NamedTuple):
    """What a way so far has cost, days left out (the situation knows its day); smaller is better in each."""

    decisions: int = 0
    exposure: int = 0
    facts: int = 0
    unstated: int = 0
    money: int = 0

    def plus(self, other: "Spent") -> "Spent":
        """Return the sum; of exposure the greater."""
        return Spent(
            self.decisions + other.decisions,
            max(self.exposure, other.exposure),
            self.facts + other.facts,
            self.unstated + other.unstated,
            self.money + other.money,
        )

    def at_least(self, floor: "Spent") -> "Spent":
        """Return the greater of the two in consents and exposure."""
        return self._replace(
            decisions=max(self.decisions, floor.decisions), exposure=max(self.exposure, floor.exposure)
        )

    def no_worse(self, other: "Spent") -> bool:
        return (
            self.decisions <= other.decisions
            and self.exposure <= other.exposure
            and self.facts <= other.facts
            and self.unstated <= other.unstated
            and self.money <= other.money
        )


NOTHING = Spent()
CRITERIA = ("decisions", "exposure", "unstated", "money")  # what a way can cost besides days, where no fact is unknown
GOAL = -1


class Transition(NamedTuple):
    move: Move
    state: State  # settled
    spent: Spent


class Label(NamedTuple):
    """One way of reaching a settled situation."""

    state: State
    spent: Spent
    move: Move | None  # how it was reached; None at the start
    parent: "Label | None"
    depth: int
    done: int = 0  # mask of the elements of plans done on the way (`graph.outlook`)
    barred: frozenset[int] = frozenset()  # atoms another label assumes first: several are assumed in one order only
    purpose: int | None = None  # what the assumptions just made are for: an operator's number, or GOAL


class Limits(NamedTuple):
    """Where the search gives up; reaching one is not the answer `none`."""

    labels: int = 3_000
    years: int = 80  # horizon after the day asked
    facts: int = 6  # facts assumed on one way
    goals: int = 1_000_000  # ways to the goal that are enough


class Explored(NamedTuple):
    """goals: undominated ways to the goal; kept: undominated labels of every situation; stopped: name of a limit met."""

    goals: tuple[Label, ...]
    kept: tuple[Label, ...]
    stopped: str | None
    missing: tuple[int, ...]  # atoms the limit on facts kept from being assumed
    taken: int = 0  # labels taken up
