"""Three truth values combine as Kleene's strong logic does: what would be so under every way to settle the unknown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.terms.truth import Truth, all_of, any_of, both, either, negation, truth_of

TRUTHS = st.sampled_from(list(Truth))


def settled(*truths: Truth) -> list[tuple[bool, ...]]:
    """Every way in which the unknown among `truths` could turn out."""
    ways = {Truth.TRUE: [True], Truth.FALSE: [False], Truth.UNKNOWN: [True, False]}
    return list(product(*(ways[truth] for truth in truths)))


def known_from(results: list[bool]) -> Truth:
    return truth_of(results[0]) if len(set(results)) == 1 else Truth.UNKNOWN


@given(TRUTHS, TRUTHS)
def test_two_truths_combine_as_every_way_to_settle_them_does(a, b):
    ways = settled(a, b)
    assert both(a, b) is known_from([x and y for x, y in ways])
    assert either(a, b) is known_from([x or y for x, y in ways])


@given(TRUTHS)
def test_the_contrary_of_the_contrary_is_the_truth(truth):
    assert negation(negation(truth)) is truth
    assert negation(truth) is known_from([not x for (x,) in settled(truth)])


@given(st.lists(TRUTHS, max_size=5))
def test_many_truths_combine_as_every_way_to_settle_them_does(truths):
    ways = settled(*truths)
    assert all_of(truths) is known_from([all(way) for way in ways])
    assert any_of(truths) is known_from([any(way) for way in ways])


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_is_no_python_condition(truth):
    with pytest.raises(TypeError, match="may be unknown"):
        bool(truth)


def test_what_a_case_file_leaves_out_is_unknown():
    assert [truth_of(value) for value in (True, False, None)] == [Truth.TRUE, Truth.FALSE, Truth.UNKNOWN]
