"""Who can be kept from the goal, and for how long: the game between a person and whoever decides, tried out move by move on `rules/reference`."""

from collections.abc import Iterator
from math import inf
from random import Random

import numpy as np

from safeconduct.graph.model import Move
from safeconduct.graph.outcomes import Outcomes
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import (
    Situation,
    due_decision,
    happenings,
    initial,
    is_excluded,
    is_goal,
    is_unsettled,
    next_event_day,
    on_day,
)

Game = dict[Situation, list[list[tuple[str, Situation]]]]  # what can be chosen: each choice with its outcomes


def game_of(rules: Rules, days: int) -> Game:
    """Return every situation that can be met, with what can be chosen in it up to a horizon."""
    game: Game = {}
    open_ = [initial(rules)]
    while open_:
        situation = open_.pop()
        if situation in game:
            continue
        late = situation.today > rules.today + days
        ended = late or is_goal(rules, situation) or is_excluded(rules, situation)
        game[situation] = [] if ended else list(choices(rules, situation))
        open_ += [then for choice in game[situation] for _, then in choice]
    return game


def choices(rules: Rules, situation: Situation) -> Iterator[list[tuple[str, Situation]]]:
    decided = []
    for one in happenings(rules, situation):
        if one.kind in ("granted", "refused", "silence", "lapsed"):
            decided.append((one.kind, one.then))
        elif not is_excluded(rules, one.then):
            yield [(one.kind, one.then)]
    if decided:
        yield decided
    day = next_event_day(rules, situation)
    if day is not None and due_decision(rules, situation) is None and not is_unsettled(rules, situation):
        later = on_day(rules, situation, day)
        if not is_excluded(rules, later):
            yield [("wait", later)]


def worst_days(rules: Rules, game: Game, most: int) -> list[float]:
    """Return the days from the start to the goal at worst, for 0 to `most` bad outcomes: with one more move allowed, until that helps nobody."""
    found: list[float] = []
    below: dict[Situation, float] | None = None
    for _ in range(most + 1):
        now = {one: float(one.today - rules.today) if is_goal(rules, one) else inf for one in game}
        before: dict[Situation, float] = {}
        while before != now:
            before = now
            now = {
                one: min((worst(choice, before, below) for choice in game[one]), default=before[one]) for one in game
            }
        below = now
        found.append(now[initial(rules)])
    return found


def worst(
    choice: list[tuple[str, Situation]], same: dict[Situation, float], below: dict[Situation, float] | None
) -> float:
    ends = [same[then] for kind, then in choice if kind not in ("refused", "silence")]
    if below is not None:
        ends += [below[then] for kind, then in choice if kind in ("refused", "silence")]
    return max(ends)


def random_graph(seed: int) -> Outcomes:
    """Return a graph with many circles, such as attempts that can be repeated: 3 to 12 situations, the last one the goal."""
    draw = Random(seed)
    count = draw.randint(3, 12)
    first_choice, first_outcome, target, days, moves = [0], [0], [], [], []
    for place in range(count):
        for _ in range(0 if place == count - 1 else draw.randint(0 if place else 1, 3)):
            decided = draw.random() < 0.6
            for kind in ("granted", "refused") if decided else ("act",):
                target.append(draw.randrange(count))
                days.append(draw.choice([0, 0, 1, 30]))
                moves.append(Move(kind, 0))
            first_outcome.append(len(target))
        first_choice.append(len(first_outcome) - 1)
    ints = (np.array(one, dtype=np.int64) for one in (first_choice, first_outcome, target, days))
    first_choice_, first_outcome_, target_, days_ = ints
    goal = np.arange(count) == count - 1
    return Outcomes((), first_choice_, first_outcome_, tuple(moves), target_, days_, goal, np.zeros_like(goal))


def random_weights(graph: Outcomes, seed: int) -> np.ndarray:
    """Return a probability for each outcome, some of them 0; those of a choice add up to 1."""
    draw = Random(seed)
    weight = np.ones(len(graph.target))
    for first, end in zip(graph.first_outcome[:-1], graph.first_outcome[1:], strict=True):
        drawn = np.array([draw.choice([0.0, 0.1, 0.5, 1.0]) * draw.random() for _ in range(end - first)])
        weight[first:end] = drawn / drawn.sum() if drawn.sum() else np.eye(end - first)[0]
    return weight
