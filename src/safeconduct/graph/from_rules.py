"""Explore: from one settled situation, every way worth keeping, until nothing new is found or a limit is met."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count

from safeconduct.graph.clocks import Polarity, covers
from safeconduct.graph.model import NOTHING, Explored, Label, Limits, Spent, Transition
from safeconduct.graph.outlook import NO_OUTLOOK, Outlook
from safeconduct.graph.successors import Successors
from safeconduct.rules.packed import State


def explore(
    successors: Successors,
    polarity: Polarity,
    start: State,
    limits: Limits,
    known: tuple[Label, ...] = (),
    outlook: Outlook = NO_OUTLOOK,
) -> Explored:
    """Return the undominated ways from `start`, a settled situation, to the goal.

    known: labels at the goal found before; only what none of them beats is looked for and returned

    Labels are taken up cheapest first: fewest decisions, least exposure, facts, unstated waits, earliest day, least money. One is dropped if a
    label of the same values covers it (docs/clocks.md) at no greater cost, or if a way to the goal is nowhere worse than it already is.
    """
    return Exploration(successors, polarity, limits, known, outlook).run(start)


class Exploration:
    """One search; `arrive` and `is_beaten` say which ways are wanted."""

    def __init__(
        self, successors: Successors, polarity: Polarity, limits: Limits, known: tuple[Label, ...], outlook: Outlook
    ) -> None:
        self.successors, self.polarity, self.limits = successors, polarity, limits
        self.packed = successors.packed
        self.horizon = self.packed.rules.today + 366 * limits.years
        self.fronts: dict[tuple[int, int, int | None], list[Label]] = {}
        self.known, self.outlook = known, outlook
        self.goals: list[Label] = []
        self.missing: dict[int, None] = {}
        self.stopped: str | None = None
        self.queue: list[tuple[tuple[int, ...], int, Label]] = []
        self.order = count()

    def run(self, start: State) -> Explored:
        if not self.successors.is_excluded(start):
            self._push(Label(start, NOTHING, None, None, 0))
        taken = 0
        while self.queue and len(self.goals) < self.limits.goals:
            label = heappop(self.queue)[2]
            if all(one is not label for one in self.fronts[self._key(label)]) or self.is_beaten(label):
                continue
            if self.successors.is_goal(label.state):
                self.arrive(label)
                continue
            taken += 1
            if taken > self.limits.labels:
                self.stopped = "labels"
                break
            self._expand(label)
        kept = tuple(label for front in self.fronts.values() for label in front)
        return Explored(tuple(self.goals), kept, self.stopped, tuple(self.missing), taken)

    def _expand(self, label: Label) -> None:
        """Take every step from a label, now and on each later day on which something opens while nothing else happens."""
        at: Label | None = label
        while at is not None:
            at = self._steps(at)

    def _steps(self, label: Label) -> Label | None:
        """Push what follows; return the same situation on its next event day, if waiting for it changes nothing by itself.

        A situation covers itself on a later day, so that one cannot be pushed: it would be dropped, with the acts that open only then.
        """
        later: Label | None = None
        earlier: dict[int | None, frozenset[int]] = {}  # atoms whose assumption for something was offered before
        for (move, state, spent), purpose in self._following(label):
            barred: frozenset[int] = frozenset()
            if move.kind == "assume" and not self.successors.every_fact:
                if move.number in label.barred:
                    continue
                others = earlier.get(purpose, frozenset())
                barred = label.barred | (others - {move.number})
                earlier[purpose] = others | {move.number}
            total = label.spent.plus(spent)
            if total.facts > self.limits.facts:
                self.missing[move.number] = None
                continue
            if state.today > self.horizon:
                self.stopped = self.stopped or "horizon"
                continue
            if self.successors.is_excluded(state):
                continue
            done = self.outlook.after(label.done, move)
            follower = Label(state, total, move, label, label.depth + 1, done, barred, purpose)
            if move.kind != "wait" or self._key(follower) != self._key(label):
                self._push(follower)
            elif self.successors.is_goal(state):
                self.arrive(follower)
            elif not self.is_beaten(follower):
                later = follower
        return later

    def _following(self, label: Label) -> Iterator[tuple[Transition, int | None]]:
        if self.successors.every_fact:
            return ((one, None) for one in self.successors.of(label.state))
        return self.successors.towards(label.state, label.purpose)

    def arrive(self, label: Label) -> None:
        if not self.is_beaten(label):
            self.goals = [one for one in self.goals if not _beats(label, one)] + [label]

    def _push(self, label: Label) -> None:
        front = self.fronts.setdefault(self._key(label), [])
        if any(self._dominates(kept, label) for kept in front) or self.is_beaten(label):
            return
        front[:] = [kept for kept in front if not self._dominates(label, kept)]
        front.append(label)
        heappush(self.queue, (_order(label), next(self.order), label))

    def _key(self, label: Label) -> tuple[int, int, int | None]:
        state = label.state
        return state.true & self.packed.base, state.unknown & self.packed.base, label.purpose

    def _dominates(self, a: Label, b: Label) -> bool:
        return a.barred <= b.barred and a.spent.no_worse(b.spent) and covers(self.polarity, a.state, b.state)

    def is_beaten(self, label: Label) -> bool:
        """Return whether, by whatever plan it goes on, a way already found is nowhere worse."""
        ends = [*self.known, *self.goals]
        if not ends:
            return False
        totals = self.outlook.rest(label.done, label.spent)
        return all(
            any(end.state.today <= label.state.today + total.days and end.spent.no_worse(total.spent) for end in ends)
            for total in totals
        )


def _beats(a: Label, b: Label) -> bool:
    """Return whether `a`, which is at the goal, costs nowhere more than `b` has cost already."""
    return a.state.today <= b.state.today and a.spent.no_worse(b.spent)


def _order(label: Label) -> tuple[int, ...]:
    spent: Spent = label.spent
    return (
        spent.decisions,
        spent.exposure,
        spent.facts,
        spent.unstated,
        label.state.today,
        spent.money,
        label.depth,
    )
