import numpy as np

from routes.permits import APPLICATION, graph_of, permit_graph, permit_rules
from safeconduct.graph.components import components


def test_a_decision_is_one_choice_with_every_outcome():
    graph = permit_graph()
    sizes = np.diff(graph.first_outcome)
    assert [
        move.kind for move in graph.moves
    ] == "act wait granted refused silence act wait granted refused silence".split()
    assert sizes.tolist() == [1, 1, 3, 1, 1, 3]


def test_each_outcome_takes_the_days_until_it_falls():
    assert permit_graph().days.tolist() == [0, 10, 0, 0, 0, 0, 20, 0, 0, 0]


def test_a_situation_that_the_person_excludes_is_the_end_of_a_bad_outcome():
    graph = graph_of(permit_rules(excluded=APPLICATION[2]))
    refused = graph.target[[move.kind for move in graph.moves].index("refused")]
    assert graph.first_choice[refused] == graph.first_choice[refused + 1]
    assert graph.stopped is None and not graph.is_goal[refused]


def test_an_act_that_leads_into_what_the_person_excludes_is_no_choice():
    assert len(graph_of(permit_rules(excluded=APPLICATION[0])).moves) == 0


def test_the_limit_on_situations_is_said_with_where_it_was_met():
    graph = permit_graph(most=3)
    assert graph.stopped == "situations"
    assert graph.is_unexplored.any() and len(graph.states) < len(permit_graph().states)


def test_the_horizon_is_said():
    assert permit_graph(days=15).stopped == "horizon"
    assert permit_graph(days=30).stopped is None


def test_the_same_rules_give_the_same_graph():
    assert repr(permit_graph()) == repr(permit_graph())


def test_what_lies_on_a_circle_is_one_component_after_what_it_leads_to():
    assert components([[1], [2], [0, 3], [4], [3]]) == [[3, 4], [0, 1, 2]]
