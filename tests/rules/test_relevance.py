"""Slices for several goals at once are those for each by itself, and share what is alike."""

from hypothesis import given
from msgspec.structs import replace

from safeconduct.rules.model import Not
from safeconduct.rules.relevance import for_goal, for_goals
from strategies import some_rules


@given(some_rules())
def test_slices_of_several_goals_are_those_of_each(rules):
    goals = (rules.goal, Not(rules.goal), rules.goal)
    assert for_goals(rules, goals) == [for_goal(rules, goal) for goal in goals]


@given(some_rules())
def test_goals_to_which_the_same_matters_share_their_rules(rules):
    first, second = for_goals(rules, (rules.goal, rules.goal))
    assert first.operators is second.operators


@given(some_rules())
def test_all_that_matters_to_a_goal_matters_to_it_once_more(rules):
    sliced = for_goal(rules, rules.goal, unasked=True)
    again = replace(
        rules, operators=tuple(one for one in rules.operators if one.name in {kept.name for kept in sliced.operators})
    )
    assert for_goal(again, rules.goal, unasked=True) == sliced
