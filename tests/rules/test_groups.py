"""Slicing where one of many holds: whatever makes another of a group true bears on the end of the first."""

import pytest

from safeconduct.rules.model import All, Change, Consequence, Group, Is, Not, Operator, Rules
from safeconduct.rules.relevance import for_goal
from safeconduct.terms.truth import Truth

HOME, AWAY, FAR, PASS = range(4)


def rules(**more):
    """Three places of which one holds, a pass, and an act for each."""
    acts = tuple(Operator(f"make {atom}", "make", (), "act", (), (Change(atom, True),)) for atom in range(4))
    return Rules(
        atoms=("home", "away", "far", "pass"),
        values=(Truth.TRUE, Truth.FALSE, Truth.FALSE, Truth.FALSE),
        since=(0,) * 4,
        today=738_000,
        dates=(),
        definitions=(),
        watches=(),
        groups=(Group((HOME, AWAY, FAR)),),
        operators=acts,
        decisions=(),
        consequences=more.get("consequences", ()),
        exclusions=(),
        goal=Not(Is(HOME)),
    )


@pytest.mark.parametrize(
    ("goal", "acts"),
    [
        (Not(Is(HOME)), ["make 1", "make 2"]),
        (Is(HOME), ["make 0"]),
        (Not(Is(PASS)), []),
    ],
)
def test_what_makes_another_of_the_group_true_ends_it(goal, acts):
    assert [one.name for one in for_goal(rules(), goal).operators] == acts


def test_two_ends_need_every_act_of_the_group():
    sliced = for_goal(rules(), All((Not(Is(HOME)), Not(Is(AWAY)))))
    assert [one.name for one in sliced.operators] == ["make 0", "make 1", "make 2"]


def test_a_consequence_that_ends_what_is_wanted_matters():
    sent = Consequence("sent", "sent", (), Is(PASS), (Change(FAR, True),))
    assert [one.name for one in for_goal(rules(consequences=(sent,)), Is(HOME)).consequences] == ["sent"]
