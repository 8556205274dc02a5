"""Documents anybody gets for the asking: as many as one likes do not make more situations."""

import pytest
from msgspec.structs import replace

from safeconduct.graph.flat import flat
from safeconduct.graph.waves import waves_of
from safeconduct.referee.no_route import check
from safeconduct.referee.replay import replay
from safeconduct.routes.task import Task
from safeconduct.routes.whole import find_flat, find_region, routes_of
from safeconduct.rules.folded import folded
from safeconduct.rules.harmless import Readings, harmless_acts
from safeconduct.rules.model import All, Change, Decision, Exclusion, Formula, Is, Line, Not, Operator, Rules
from safeconduct.terms.dates import Period
from small_rules import small_rules
from strategies import PLAIN, TODAY

GOAL, SPENT, FIRST = 0, 1, 2


def with_documents(number: int, *, fee: int = 0, possible: bool = True) -> Rules:
    """Return rules in which either of two acts reaches the goal, which both need a document of their own; the others serve a third that is closed."""
    names = ["goal", "spent"]
    operators: list[Operator] = []
    decisions: list[Decision] = []
    for one in range(number):
        document, pending = len(names), len(names) + 1
        names += [f"{word} {one}" for word in ("document", "pending", "granted", "refused", "unanswered")]
        own = (Change(document, True),)
        decisions.append(
            Decision(
                f"get {one}", "entitlement", pending, pending + 1, pending + 2, pending + 3,
                Period(5 + one, "days", PLAIN), None, own, (), (),
            )
        )  # fmt: skip
        lines = (Line(f"get {one} if", Not(Is(document))),)
        operators.append(
            Operator(f"get {one}", "get", (), "application", lines, (Change(pending, True),), decision=one, fee=fee)
        )
    documents = [FIRST + 5 * one for one in range(number)]
    operators += [act("go", Is(documents[0])), act("go round", All(tuple(Is(one) for one in documents[1:])))]
    goal = Is(GOAL) if possible else All((Is(GOAL), Not(Is(SPENT))))
    return small_rules(tuple(names), goal, today=TODAY, held={}, operators=tuple(operators), decisions=tuple(decisions))


def act(name: str, needed: Formula) -> Operator:
    return Operator(name, name, (), "act", (Line(f"{name} if", needed),), (Change(GOAL, True), Change(SPENT, True)))


@pytest.mark.parametrize("number", [2, 30, 100])
def test_documents_add_situations_and_do_not_multiply_them(number: int) -> None:
    found = waves_of(flat(folded(with_documents(number))), ())
    assert len(found.rows) <= 3 * number + 2


def test_a_way_sheds_the_documents_that_it_did_not_need() -> None:
    rules = with_documents(30)
    rows = find_flat(rules)
    assert rows is not None
    (route,) = routes_of(Task(rules), rows, waves_of(rows, ()).ways)
    assert [rules.operators[step.index].name for step in route.steps if step.kind == "act"] == ["get 0", "go"]
    assert replay(rules, route) == []


def test_a_harmless_act_is_done_once_and_others_after_it() -> None:
    rules = with_documents(3)
    free = Operator("ask", "ask", (), "act", (), (Change(SPENT, True),))
    found = waves_of(
        flat(folded(replace(rules, operators=(free, *rules.operators), goal=All((Is(GOAL), Is(SPENT)))))), ()
    )
    assert [way.day - TODAY for way in found.ways] == [5]


def test_a_way_keeps_what_an_exclusion_needs() -> None:
    rules = with_documents(2)
    never = Exclusion("never without document 1", All((Is(GOAL), Not(Is(FIRST + 5)))))
    rules = replace(rules, operators=rules.operators[:3], exclusions=(never,))
    rows = find_flat(rules)
    assert rows is not None
    routes = routes_of(Task(rules), rows, waves_of(rows, ()).ways)
    assert [replay(rules, route) for route in routes] == [[]]


def test_what_costs_a_fee_is_not_done_unasked() -> None:
    assert {0, 1, 2}.isdisjoint(harmless_acts(Readings(folded(with_documents(3, fee=10)))))


@pytest.mark.parametrize("number", [2, 40])
def test_a_proof_has_no_more_rows_for_more_documents(number: int) -> None:
    rules = with_documents(number, possible=False)
    region = find_region(rules)
    assert region is not None
    assert region.count == 2
    assert check(rules, region) == []
