"""Outcomes: everything that can happen from one settled situation, good and bad, as a graph of flat arrays.

A route takes the good end of each decision (docs/kernel.md, section 4). Here a decision is one choice with several outcomes, of which
nobody but the decider picks one; an act, a wait and an assumption are choices of the person with one outcome each.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.model import Move
from safeconduct.graph.successors import Successors
from safeconduct.rules.packed import State

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BAD = ("refused", "silence")


class Outcomes(NamedTuple):
    """Situation 0 is the start; the others come in the order found, the nearest in moves first.

    Situation s has the choices first_choice[s] up to first_choice[s + 1], choice c the outcomes first_outcome[c] up to first_outcome[c + 1].
    Nothing can be chosen at the goal, in a situation that the person excludes, and in one that was found but not explored.
    """

    states: tuple[State, ...]
    first_choice: Ints  # one for each situation, and the end
    first_outcome: Ints  # one for each choice, and the end
    moves: tuple[Move, ...]  # one for each outcome
    target: Ints  # the situation each outcome leads to
    days: Ints  # calendar days each outcome takes
    is_goal: Bools  # of each situation
    is_unexplored: Bools  # of each situation: what follows is not known
    stopped: str | None = None  # the limit met: situations, horizon; None: the graph is whole

    def at_best(self) -> "Outcomes":
        """Return the same graph with what was not explored counted as the goal: for bounds from the other side."""
        return self._replace(is_goal=self.is_goal | self.is_unexplored)

    def following(self) -> list[list[int]]:
        """Return for each situation those that can come next."""
        starts = self.first_outcome[self.first_choice].tolist()
        target = self.target.tolist()
        return [target[first:end] for first, end in pairwise(starts)]

    def falls_badly(self) -> Bools:
        """Return for each outcome whether it is a refusal or a silence."""
        return np.array([move.kind in BAD for move in self.moves], dtype=np.bool_)


def outcomes_of(successors: Successors, start: State, most: int = 20_000, days: int = 80 * 366) -> Outcomes:
    """Return the graph of what can happen from `start`, a settled situation.

    most:  situations after which no further one is explored
    days: horizon after the day of the question
    Reaching either is said in `stopped`, and where in `is_unexplored`.
    """
    return _Exploration(successors.with_every_act(), most, days).run(start)


class _Exploration:
    def __init__(self, successors: Successors, most: int, days: int) -> None:
        self.successors, self.most = successors, most
        self.horizon = successors.packed.rules.today + days
        self.numbers: dict[State, int] = {}
        self.states: list[State] = []
        self.target: list[int] = []
        self.days: list[int] = []
        self.moves: list[Move] = []

    def run(self, start: State) -> Outcomes:
        self._number(start)
        first_choice, first_outcome = [0], [0]
        goals: list[bool] = []
        unexplored: list[bool] = []
        stopped: str | None = None
        for state in self.states:  # which grows meanwhile
            over = "situations" if len(self.states) > self.most else "horizon" if state.today > self.horizon else None
            goals.append(not self.successors.is_excluded(state) and self.successors.is_goal(state))
            is_end = goals[-1] or self.successors.is_excluded(state)
            unexplored.append(over is not None and not is_end)
            if unexplored[-1]:
                stopped = stopped or over
            elif not is_end:
                for choice in self._choices(state):
                    for move, after in choice:
                        self.target.append(self._number(after))
                        self.days.append(after.today - state.today)
                        self.moves.append(move)
                    first_outcome.append(len(self.target))
            first_choice.append(len(first_outcome) - 1)
        return Outcomes(
            tuple(self.states),
            np.array(first_choice, dtype=np.int64),
            np.array(first_outcome, dtype=np.int64),
            tuple(self.moves),
            np.array(self.target, dtype=np.int64),
            np.array(self.days, dtype=np.int64),
            np.array(goals, dtype=np.bool_),
            np.array(unexplored, dtype=np.bool_),
            stopped,
        )

    def _number(self, state: State) -> int:
        number = self.numbers.setdefault(state, len(self.states))
        if number == len(self.states):
            self.states.append(state)
        return number

    def _choices(self, state: State) -> Iterator[list[tuple[Move, State]]]:
        """Yield each choice with its outcomes; nobody chooses what they exclude, but a decision may bring it about."""
        assumed: set[Move] = set()
        for one in self.successors.of(state):
            if one.move.kind in ("granted", "lapsed"):
                for extra in self.successors.if_not_granted(state, one.move):
                    if extra.move not in assumed and not self.successors.is_excluded(extra.state):
                        assumed.add(extra.move)
                        yield [(extra.move, extra.state)]
                yield [(end.move, end.state) for end in self.successors.ends(state, one.move)]
            elif not self.successors.is_excluded(one.state):
                assumed.add(one.move)
                yield [(one.move, one.state)]
