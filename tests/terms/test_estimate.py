"""Estimates against sums of fractions worked out whole."""

from fractions import Fraction
from math import comb

import pytest

from safeconduct.terms.estimate import Estimate, all_of, estimate_from


def tail(happened: int, among: int, probability: Fraction) -> Fraction:
    """Return how probable it is that a thing happens so often or oftener, without rounding."""
    return sum(
        (comb(among, k) * probability**k * (1 - probability) ** (among - k) for k in range(happened, among + 1)),
        Fraction(0),
    )


@pytest.mark.parametrize("among", [1, 2, 7, 40])
def test_at_either_bound_what_was_counted_is_as_rare_as_the_doubt_allows(among):
    for happened in range(among + 1):
        found = estimate_from(happened, among, 0.9)
        if happened:
            assert float(tail(happened, among, Fraction(found.least))) == pytest.approx(0.05, abs=1e-9)
        if happened < among:
            assert 1 - float(tail(happened + 1, among, Fraction(found.most))) == pytest.approx(0.05, abs=1e-9)


def test_what_never_happened_may_still_happen_and_what_always_did_may_not():
    assert estimate_from(0, 1, 0.95) == (0.0, 0.0, pytest.approx(0.975))
    assert estimate_from(1, 1, 0.95) == (1.0, pytest.approx(0.025), 1.0)


def test_more_cases_narrow_the_bounds():
    widths = [one.most - one.least for one in (estimate_from(n // 2, n, 0.95) for n in (2, 20, 2_000, 2_000_000))]
    assert widths == sorted(widths, reverse=True) and widths[-1] < 0.002


def test_of_several_things_that_must_all_happen_the_probabilities_are_multiplied():
    assert all_of([Estimate(0.5, 0.25, 1.0), Estimate(0.5, 0.5, 0.75)]) == (0.25, 0.125, 0.75)
    assert all_of([]) == (1.0, 1.0, 1.0)
