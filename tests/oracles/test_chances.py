"""Chances against Storm, and the worst case against the game tried out move by move."""

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from oracles.games import game_of, random_graph, random_weights, worst_days
from oracles.storm import storm_answers
from safeconduct.graph.outcomes import Outcomes, outcomes_of
from safeconduct.graph.successors import Successors
from safeconduct.routes import robust
from safeconduct.routes.chances import best_chances, best_chances_within, least_days
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed
from safeconduct.terms.truth import Truth
from strategies import deciding_rules
from trying import examples

MOST = 200  # situations of a graph
DAYS = 45
SLOW = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))

needs_storm = pytest.mark.skipif(find_spec("stormpy") is None, reason="Storm is in the extra `oracle`, not installed")


def graph_of(rules: Rules, most: int = MOST) -> Outcomes:
    packed = Packed(rules)
    successors = Successors(packed, range(len(rules.operators)))
    return outcomes_of(successors, packed.settle(packed.initial()), most=most, days=DAYS)


def are_equal(found: np.ndarray, others: list[float]) -> bool:
    finite = np.isfinite(found)
    return np.array_equal(finite, np.isfinite(others)) and np.allclose(
        found[finite], np.array(others)[finite], rtol=1e-6, atol=1e-6
    )


@needs_storm
@settings(SLOW, max_examples=examples(60))
@given(deciding_rules(), st.integers(0, 99))
def test_chances_and_days_of_random_rules_are_those_of_storm(rules: Rules, seed: int) -> None:
    graph = graph_of(rules)
    weight = random_weights(graph, seed)
    chances, days = storm_answers(graph, weight)
    assert are_equal(best_chances(graph, weight), chances)
    assert are_equal(least_days(graph, weight), days)


@needs_storm
@pytest.mark.parametrize("seed", range(0, 300, 50))
def test_chances_and_days_on_circles_are_those_of_storm(seed: int) -> None:
    for one in range(seed, seed + 50):
        graph = random_graph(one)
        weight = random_weights(graph, one)
        chances, days = storm_answers(graph, weight)
        assert are_equal(best_chances(graph, weight), chances), one
        assert are_equal(least_days(graph, weight), days), one


@needs_storm
@pytest.mark.parametrize("seed", range(0, 100, 50))
def test_chances_before_giving_up_are_those_of_storm_on_the_graph_unfolded(seed: int) -> None:
    for one in range(seed, seed + 50):
        graph = random_graph(one)
        weight = random_weights(graph, one)
        unfolded, repeated = unfold(graph, weight, 2)
        chances, _ = storm_answers(unfolded, repeated)
        layers = best_chances_within(graph, weight, 2)
        assert are_equal(np.concatenate(layers), chances[: 3 * len(graph.is_goal)]), one


def unfold(graph: Outcomes, weight: np.ndarray, most: int) -> tuple[Outcomes, np.ndarray]:
    """Return `most` + 1 copies of a graph; a bad outcome leads into the copy below, from the lowest nowhere."""
    count, bad = len(graph.is_goal), graph.falls_badly()
    copies = range(most + 1)
    nowhere = count * (most + 1)
    target = [
        np.where(bad, graph.target + count * (one - 1) if one else nowhere, graph.target + count * one)
        for one in copies
    ]
    choices = [graph.first_choice[:-1] + one * graph.first_choice[-1] for one in copies]
    outcomes = [graph.first_outcome[:-1] + one * graph.first_outcome[-1] for one in copies]
    ends = [np.array([len(copies) * table[-1]]) for table in (graph.first_choice, graph.first_outcome)]
    unfolded = graph._replace(
        first_choice=np.concatenate([*choices, ends[0], ends[0]]),
        first_outcome=np.concatenate([*outcomes, ends[1]]),
        target=np.concatenate(target),
        days=np.tile(graph.days, most + 1),
        is_goal=np.append(np.tile(graph.is_goal, most + 1), False),
    )
    return unfolded, np.tile(weight, most + 1)


@settings(SLOW, max_examples=examples(10))
@given(deciding_rules())
def test_the_worst_case_is_that_of_the_game_tried_out(rules: Rules) -> None:
    known = zip(rules.values, rules.since, strict=True)
    assume(all(value is Truth.FALSE or (value is Truth.TRUE and since) for value, since in known))
    graph = graph_of(rules, most=100)
    assume(len(graph.states) <= 100)  # what is stopped by the horizon first may be cut off by the situations too
    found = [float(layer[0]) for layer in robust.worst_days(graph, 3)]
    assert found == worst_days(rules, game_of(rules, DAYS), 3)
