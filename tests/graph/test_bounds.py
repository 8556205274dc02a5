"""What a box says in short is what it says of each act and formula."""

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.graph.bounds import Possible, T
from strategies import some_rules


@given(some_rules(), st.booleans())
def test_live_acts_are_those_found_one_by_one(rules, good_only):
    possible = Possible(rules, good_only=good_only)
    assert possible.live() == tuple(number for number, one in enumerate(rules.operators) if possible.is_live(one))


@given(some_rules())
def test_an_act_is_closed_by_a_line_that_never_holds(rules):
    possible = Possible(rules)
    for operator in rules.operators:
        closing = possible.closed_by(operator)
        assert (closing is None) == all(possible.of(line.formula) & T for line in operator.lines)
        assert closing is None or not possible.can_hold(closing)
