import pytest

from routes.permits import permit_graph, permit_rules
from safeconduct.routes.odds import chance_with_remedies
from safeconduct.terms.estimate import Estimate

HALF, SURE = Estimate(0.5, 0.4, 0.6), Estimate(1.0, 0.9, 1.0)
DECISIONS = permit_rules().decisions


def test_an_objection_adds_to_the_chance_of_the_application():
    found = chance_with_remedies(permit_graph(), DECISIONS, {0: HALF, 1: HALF})
    assert found is not None
    assert found.about == pytest.approx(0.5 + 0.5 * 0.5)


def test_at_worst_what_is_not_granted_is_not_answered_and_at_best_it_is_refused():
    found = chance_with_remedies(permit_graph(), DECISIONS, {0: HALF, 1: HALF})
    assert found is not None
    assert found.least == pytest.approx(0.4)  # against a silence there is no objection
    assert found.most == pytest.approx(0.6 + 0.4 * 0.6)


def test_a_decision_that_nobody_counted_leaves_the_chance_unknown():
    assert chance_with_remedies(permit_graph(), DECISIONS, {0: HALF}) is None


def test_what_was_not_explored_counts_as_reached_for_the_upper_bound_only():
    found = chance_with_remedies(permit_graph(days=5), DECISIONS, {0: SURE, 1: SURE})
    assert found == (0.0, 0.0, 1.0)
