"""Odds: from how often each decision was granted before, how probable the goal is, with the bounds that the counts allow."""

from collections.abc import Mapping

import numpy as np

from safeconduct.graph.outcomes import BAD, Outcomes
from safeconduct.routes.chances import Floats, best_chances
from safeconduct.rules.model import Decision
from safeconduct.terms.estimate import Estimate


def chance_with_remedies(
    graph: Outcomes, decisions: tuple[Decision, ...], granted: Mapping[int, Estimate]
) -> Estimate | None:
    """Return the greatest probability of reaching the goal from the start, refusals answered; None if one decision was not counted.

    granted: of each discretionary decision of the graph, how probable it is that it is granted; a right counts as granted

    Counts seldom tell a refusal from a silence. Expected is a refusal; for the bounds all ends are tried: least and greatest share, not granted being a refusal
    or a silence. What was not explored counts as lost, for the upper bound as reached.
    """
    asked = {move.number for move in graph.moves if move.kind in BAD}
    if any(number not in granted for number in asked if decisions[number].kind == "discretion"):
        return None
    least = {number: one.least for number, one in granted.items()}
    most = {number: one.most for number, one in granted.items()}
    about = {number: one.about for number, one in granted.items()}
    return Estimate(
        _chance(graph, about, BAD[0]),
        min(_chance(graph, share, bad) for share in (least, most) for bad in BAD),
        max(_chance(graph.at_best(), share, bad) for share in (least, most) for bad in BAD),
    )


def _chance(graph: Outcomes, share: Mapping[int, float], bad: str) -> float:
    return float(best_chances(graph, weights_of(graph, share, bad))[0])


def weights_of(graph: Outcomes, share: Mapping[int, float], bad: str) -> Floats:
    """Return the probability of each outcome of a graph.

    share: of each decision how probable it is that it is granted; 1 for one that is not named
    bad:   refused or silence: how it ends if it is not granted
    """
    weight = np.ones(len(graph.moves))
    for outcome, move in enumerate(graph.moves):
        if move.kind == "granted":
            weight[outcome] = share.get(move.number, 1.0)
        elif move.kind in BAD:
            weight[outcome] = 1.0 - share.get(move.number, 1.0) if move.kind == bad else 0.0
    return weight
