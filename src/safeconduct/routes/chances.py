"""Chances: how probable the goal is and how many days are to be expected, given how probable each outcome of a decision is.

The person does what is best in each situation. No legal condition hangs on these numbers: they are floats. Values come piece by piece from the
goal backwards (`graph.components`). A situation on no circle needs one look at its choices; those on one circle are solved together by policy
iteration (R. Howard, 1960), which ends after finitely many steps with exact values, where sweeping could go on for ever.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.components import components
from safeconduct.graph.outcomes import Bools, Ints, Outcomes

Floats = NDArray[np.float64]

BETTER = 1e-11  # by how much, of the size of the value, another choice must be better to be taken instead


def best_chances(graph: Outcomes, weight: Floats) -> Floats:
    """Return for each situation the greatest probability of reaching the goal, however many decisions fall badly.

    weight: probability of each outcome; those of one choice add up to 1
    """
    return _solved(graph, weight, _Aim(at_goal=1.0, hopeless=0.0, sure=False), np.zeros(len(graph.target)))


def best_chances_within(graph: Outcomes, weight: Floats, most: int) -> list[Floats]:
    """Return the same for a person who gives up after more than 0 to `most` refusals and silences."""
    aim = _Aim(at_goal=1.0, hopeless=0.0, sure=False)
    bad = graph.falls_badly()
    layers: list[Floats] = []
    for _ in range(most + 1):
        below = layers[-1][graph.target] if layers else np.zeros(len(graph.target))
        layers.append(_solved(graph, np.where(bad, 0.0, weight), aim, np.where(bad, weight * below, 0.0)))
    return layers


def least_days(graph: Outcomes, weight: Floats) -> Floats:
    """Return for each situation the least expected calendar days to the goal; infinite where it cannot be reached with probability 1."""
    return -_solved(graph, weight, _Aim(at_goal=0.0, hopeless=-np.inf, sure=True), -weight * graph.days)


class _Aim(NamedTuple):
    """What is made as great as can be. `sure`: a choice is of use only if none of its outcomes is hopeless."""

    at_goal: float
    hopeless: float
    sure: bool


def _solved(graph: Outcomes, weight: Floats, aim: _Aim, gain: Floats) -> Floats:
    """Return the greatest values; `gain`: what each outcome adds, its probability counted already."""
    return _Values(graph, weight, aim, gain).solved()


class _Values:
    """Values of situations being found; plain lists, since most situations are looked at one by one."""

    def __init__(self, graph: Outcomes, weight: Floats, aim: _Aim, gain: Floats) -> None:
        self.following, self.aim = graph.following(), aim
        self.first_choice, self.first_outcome = graph.first_choice.tolist(), graph.first_outcome.tolist()
        self.target, self.weight, self.gain = graph.target.tolist(), weight.tolist(), gain.tolist()
        self.is_goal: list[bool] = graph.is_goal.tolist()
        self.values = [aim.at_goal if goal else aim.hopeless for goal in self.is_goal]

    def solved(self) -> Floats:
        for component in components(self.following):
            if len(component) > 1 or component[0] in self.following[component[0]]:
                for place, value in _Circle(self, component).solved():
                    self.values[place] = value
            elif not self.is_goal[component[0]]:
                worth = (self._worth(choice) for choice in self.choices(component[0]))
                self.values[component[0]] = max(worth, default=self.aim.hopeless)
        return np.array(self.values)

    def choices(self, place: int) -> range:
        return range(self.first_choice[place], self.first_choice[place + 1])

    def outcomes(self, choice: int) -> range:
        return range(self.first_outcome[choice], self.first_outcome[choice + 1])

    def _worth(self, choice: int) -> float:
        total = 0.0
        for outcome in self.outcomes(choice):
            total += self.gain[outcome]
            if self.weight[outcome] > 0:
                total += self.weight[outcome] * self.values[self.target[outcome]]
        return total


class _Circle:
    """Situations that lead to each other: their choices numbered anew, outcomes that stay among them apart from those that leave."""

    def __init__(self, known: _Values, places: list[int]) -> None:
        self.places, self.aim = places, known.aim
        here = {place: number for number, place in enumerate(places)}
        owner: list[int] = []
        left: list[float] = []  # what each choice is worth by what leaves
        leaves: list[bool] = []
        usable: list[bool] = []
        staying: list[tuple[int, int, float]] = []
        for place in places:
            for choice in known.choices(place):
                possible = [one for one in known.outcomes(choice) if known.weight[one] > 0]
                out = [one for one in possible if known.target[one] not in here]
                inside = [one for one in possible if known.target[one] in here]
                staying += [(len(owner), here[known.target[one]], known.weight[one]) for one in inside]
                hopeful = [known.values[known.target[one]] > self.aim.hopeless for one in out]
                gained = sum(known.gain[one] for one in known.outcomes(choice))
                left.append(gained + sum(known.weight[one] * known.values[known.target[one]] for one in out))
                leaves.append(any(hopeful) or (not self.aim.sure and gained > 0))
                usable.append(not self.aim.sure or all(hopeful))
                owner.append(here[place])
        self.owner, self.left = np.array(owner, dtype=np.int64), np.array(left)
        self.leaves, self.usable = np.array(leaves, dtype=np.bool_), np.array(usable, dtype=np.bool_)
        self.choice = np.array([one[0] for one in staying], dtype=np.int64)
        self.to = np.array([one[1] for one in staying], dtype=np.int64)
        self.weight = np.array([one[2] for one in staying])

    def solved(self) -> Iterator[tuple[int, float]]:
        """Yield each situation from which something leads on, with its value; the others are hopeless."""
        usable = self.usable
        policy = self._leading_out(usable)
        while self.aim.sure and (trapped := self._trapped(usable, policy)).any():
            usable = usable & ~trapped
            policy = self._leading_out(usable)
        alive = policy >= 0
        if alive.any():
            values = self._iterated(alive, usable, policy)
            yield from ((self.places[place], float(values[place])) for place in np.flatnonzero(alive))

    def _leading_out(self, usable: Bools) -> Ints:
        """Return for each situation a usable choice that with some probability leads nearer to the way out; -1: there is none."""
        policy = np.full(len(self.places), -1, dtype=np.int64)
        nearer = usable & self.leaves
        while nearer.any():
            numbers = np.flatnonzero(nearer)
            policy[self.owner[numbers][::-1]] = numbers[::-1]
            touching = self.choice[policy[self.to] >= 0]
            nearer = np.zeros(len(self.owner), dtype=np.bool_)
            nearer[touching] = True
            nearer &= usable & (policy[self.owner] < 0)
        return policy

    def _trapped(self, usable: Bools, policy: Ints) -> Bools:
        """Return the usable choices one of whose outcomes is a situation from which nothing leads out."""
        trapped = np.zeros(len(self.owner), dtype=np.bool_)
        trapped[self.choice[policy[self.to] < 0]] = True
        return trapped & usable

    def _iterated(self, alive: Bools, usable: Bools, policy: Ints) -> Floats:
        """Return the greatest values of the situations alive, from a policy that leads out of each; it never stops to do so."""
        while True:
            values = self._worth(alive, policy)
            offered = self.left + np.bincount(self.choice, self.weight * values[self.to], len(self.owner))
            offered[~usable | ~alive[self.owner]] = -np.inf
            best = np.full(len(self.places), -np.inf)
            np.maximum.at(best, self.owner, offered)
            better = best > values + BETTER * (1 + abs(values))
            if not (better & alive).any():
                return values
            taken = np.flatnonzero(better[self.owner] & alive[self.owner] & (offered == best[self.owner]))
            policy = policy.copy()
            policy[self.owner[taken][::-1]] = taken[::-1]

    def _worth(self, alive: Bools, policy: Ints) -> Floats:
        """Return what a policy is worth in each situation: one linear system; 0 where nothing is alive."""
        count = len(self.places)
        system = np.eye(count)
        used = alive[self.owner[self.choice]] & (policy[self.owner[self.choice]] == self.choice) & alive[self.to]
        np.subtract.at(system, (self.owner[self.choice[used]], self.to[used]), self.weight[used])
        return np.asarray(np.linalg.solve(system, np.where(alive, self.left[policy], 0.0)), dtype=np.float64)
