import numpy as np
import pytest

from routes.permits import permit_graph
from safeconduct.graph.model import Move
from safeconduct.graph.outcomes import Outcomes
from safeconduct.routes.chances import best_chances, best_chances_within, least_days
from safeconduct.routes.robust import worst_days

HALF = {"granted": 0.5, "refused": 0.5, "silence": 0.0}
RIGHT = {"granted": 1.0, "refused": 0.0, "silence": 0.0}
SILENT = {"granted": 0.5, "refused": 0.25, "silence": 0.25}


def weights(graph, *decisions):
    return np.array(
        [decisions[one.number].get(one.kind, 1.0) if one.kind in HALF else 1.0 for one in graph.moves], dtype=np.float64
    )


def again_and_again(days):
    """Return a graph of one attempt that can be repeated for ever; it is granted one time in four."""
    moves = (Move("granted", 0), Move("refused", 0))
    arrays = ([0, 1, 1], [0, 2], moves, [1, 0], [days, days])
    first_choice, first_outcome, moves, target, lasting = (
        one if isinstance(one, tuple) else np.array(one, dtype=np.int64) for one in arrays
    )
    goal = np.array([False, True])
    return Outcomes((), first_choice, first_outcome, moves, target, lasting, goal, ~goal & False)


QUARTER = np.array([0.25, 0.75])


@pytest.mark.parametrize(
    ("application", "objection", "chance"),
    [(HALF, HALF, 0.75), (SILENT, HALF, 0.625), (HALF, RIGHT, 1.0), (RIGHT, HALF, 1.0)],
)
def test_an_objection_catches_half_of_what_is_refused_and_nothing_of_what_is_not_answered(
    application, objection, chance
):
    graph = permit_graph()
    assert best_chances(graph, weights(graph, application, objection))[0] == pytest.approx(chance)


def test_who_gives_up_after_no_refusal_has_the_chance_of_the_first_decision():
    graph = permit_graph()
    layers = best_chances_within(graph, weights(graph, HALF, HALF), 2)
    assert [float(layer[0]) for layer in layers] == pytest.approx([0.5, 0.75, 0.75])


def test_days_are_expected_only_where_the_goal_is_certain():
    graph = permit_graph()
    assert least_days(graph, weights(graph, HALF, RIGHT))[0] == pytest.approx(10 + 0.5 * 20)
    assert least_days(graph, weights(graph, HALF, HALF))[0] == np.inf


def test_an_attempt_that_succeeds_one_time_in_four_takes_four_attempts():
    assert least_days(again_and_again(30), QUARTER)[0] == pytest.approx(120)
    assert best_chances(again_and_again(30), QUARTER)[0] == pytest.approx(1)


def test_attempts_that_are_counted_leave_a_chance_of_none():
    layers = best_chances_within(again_and_again(0), QUARTER, 2)
    assert [float(layer[0]) for layer in layers] == pytest.approx([0.25, 1 - 0.75**2, 1 - 0.75**3])


def test_the_worst_case_counts_the_days_of_the_objection():
    answered = np.array([move.kind != "silence" for move in permit_graph().moves])
    layers = worst_days(permit_graph(), 2, answered)
    assert [float(layer[0]) for layer in layers] == [10, 30, np.inf]


def test_a_silence_that_ends_everything_is_the_worst_case():
    assert [float(layer[0]) for layer in worst_days(permit_graph(), 1)] == [10, np.inf]


def test_attempts_that_can_be_repeated_take_so_many_times_as_long_at_worst():
    assert [float(layer[0]) for layer in worst_days(again_and_again(30), 2)] == [30, 60, 90]


def test_what_was_not_explored_counts_as_lost_or_as_reached():
    graph = permit_graph(most=1)
    weight = weights(graph, HALF, HALF)
    assert best_chances(graph, weight)[0] == 0
    assert best_chances(graph.at_best(), weight)[0] == 1
