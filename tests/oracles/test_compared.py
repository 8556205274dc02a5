"""The comparison sees what is wrong: an answer spoilt in one thing differs, and the difference survives being kept."""

import pytest
from msgspec.structs import replace

from oracles import compared, found
from oracles.by_trying import front_on_event_days
from oracles.compared import Case
from oracles.found import Found
from oracles.test_brute import two_ways
from safeconduct.graph.model import Limits
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Openings
from safeconduct.rules.model import Constant, Line
from safeconduct.terms.truth import Truth

PLANNERS = [compared.with_kairos, compared.with_fast_downward, compared.with_clingo]


def answered(solution) -> Case:
    """The case of two ways, one slow and one dear, with somebody else's answer."""
    case = Case(two_ways(), days=12)
    case.__dict__["solution"] = solution
    return case


def answer_to(rules):
    return solve(rules, thorough=True, most=0, limits=Limits())


def without(*names: str):
    """The rules of two ways with some of them closed."""
    rules, closed = two_ways(), (Line("closed", Constant(Truth.FALSE)),)
    shut = (replace(one, lines=closed) if one.name in names else one for one in rules.operators)
    return replace(rules, operators=tuple(shut))


@pytest.mark.parametrize("ask", PLANNERS)
@pytest.mark.parametrize("objective", ["days", "money"])
def test_the_right_answer_differs_in_nothing(ask, objective, planners):
    assert ask(answered(answer_to(two_ways())), objective) == []


@pytest.mark.parametrize("ask", PLANNERS)
@pytest.mark.parametrize(("objective", "missed"), [("days", ("dear", "dearer")), ("money", ("slow",))])
def test_a_way_that_is_missed_is_a_difference(ask, objective, missed, planners):
    (difference,) = ask(answered(answer_to(without(*missed))), objective)
    assert "we missed" in difference


def test_a_wrong_none_is_a_difference(planners):
    closed = replace(two_ways(), goal=Constant(Truth.FALSE))
    none = answer_to(closed)
    assert isinstance(none, NoRoute) and none.openings == Openings((), 0, complete=False)
    assert compared.with_kairos(answered(none), "days") != []
    assert compared.own_faults(answered(none)) != []


def test_a_front_without_one_of_its_ways_is_a_difference():
    fewer = answer_to(without("slow", "dearer"))
    assert front_on_event_days(answered(fewer)) == ["we missed (9, 0, 0, 0, 0, 0): [(0, 5, 0, 0, 0, 0)]"]


def test_a_kept_case_is_read_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(found, "FOLDER", tmp_path)
    one = Found("kairos", 7, ("days: ours 3, Kairos 2",), two_ways())
    assert found.read(found.keep(one)) == one
