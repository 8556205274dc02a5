"""Robust: how long it takes at worst, if so many decisions fall badly and no more."""

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.components import components
from safeconduct.graph.outcomes import Bools, Outcomes

Floats = NDArray[np.float64]


def worst_days(graph: Outcomes, most: int, possible: Bools | None = None) -> list[Floats]:
    """Return, for 0 to `most` decisions that fall badly, the calendar days from each situation to the goal at worst.

    The person does what is best against whoever decides; infinite: then they can be kept from the goal.
    possible: for each outcome, whether it is reckoned with at all (None: every one is); the good outcome of each choice is
    """
    possible = np.ones(len(graph.moves), dtype=np.bool_) if possible is None else possible
    order = components(graph.following())
    layers: list[Floats] = []
    for _ in range(most + 1):
        layers.append(_layer(graph, order, possible, layers[-1] if layers else None))
    return layers


def _layer(graph: Outcomes, order: list[list[int]], possible: Bools, below: Floats | None) -> Floats:
    """Return the days with one more bad outcome than in `below`; None: with none at all.

    Bad outcomes lead into the layer below. Components are solved in order; in one of several situations the days only fall, from infinite on, until
    they rest: going round a circle gains no day.
    """
    days: list[float] = np.where(graph.is_goal, 0.0, np.inf).tolist()
    first_choice, first_outcome = graph.first_choice.tolist(), graph.first_outcome.tolist()
    target = graph.target.tolist()
    bad = graph.falls_badly() | ~possible
    lost = np.where(possible, -np.inf if below is None else below[graph.target] + graph.days, -np.inf)
    known: list[float] = np.where(
        bad, lost, graph.days
    ).tolist()  # the whole of what a bad outcome costs, else what it adds
    is_bad: list[bool] = bad.tolist()

    def at_worst(choice: int) -> float:
        outcomes = range(first_outcome[choice], first_outcome[choice + 1])
        return max(known[one] if is_bad[one] else known[one] + days[target[one]] for one in outcomes)

    for component in order:
        moved = True
        while moved:
            moved = False
            for place in component:
                if graph.is_goal[place]:
                    continue
                choices = range(first_choice[place], first_choice[place + 1])
                best = min((at_worst(choice) for choice in choices), default=np.inf)
                if best < days[place]:
                    days[place], moved = best, len(component) > 1
    return np.array(days)
