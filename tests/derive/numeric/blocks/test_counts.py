"""Clopper and Pearson's limits: outwards, at rare events too, against sums of the binomial."""

from fractions import Fraction
from math import comb, inf, nextafter

import pytest

from derive.errors import DomainError
from derive.numeric.blocks.counts import Interval, interval_from_counts


def tail(x, k, n, above):
    """The exact probability of k or more events, or of k or fewer."""
    x = Fraction(x)
    events = range(k, n + 1) if above else range(k + 1)
    return sum(comb(n, j) * x**j * (1 - x) ** (n - j) for j in events)


@pytest.mark.parametrize("epsilon", [0.05, 2.0**-64, Fraction(1, 3)])
@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 20), (3, 20), (20, 20), (10, 21)])
def test_limits_are_the_last_floats_whose_tails_are_small_enough(k, n, epsilon):
    low, high = interval_from_counts(k, n, epsilon)
    half = Fraction(epsilon) / 2
    if k:
        assert tail(low, k, n, above=True) <= half < tail(nextafter(low, inf), k, n, above=True)
    else:
        assert low == 0.0
    if k < n:
        assert tail(high, k, n, above=False) <= half < tail(nextafter(high, 0), k, n, above=False)
    else:
        assert high == 1.0


@pytest.mark.parametrize(
    ("k", "n", "epsilon", "low", "high"),
    [
        (1, 10**11, 0.05, 2.5317807984e-13, 5.5716433908e-11),
        (1, 10**15, 2.0**-64, 2.7105054312e-35, 4.8965907663e-14),
        (1000, 10**9, 0.05, 9.3897304659e-07, 1.0639521020e-06),
        (1000, 10**9, 2.0**-64, 7.3744564244e-07, 1.3188582195e-06),
    ],
)
def test_rare_events_keep_their_limits(k, n, epsilon, low, high):
    found = interval_from_counts(k, n, epsilon)
    assert found.low == pytest.approx(low, rel=1e-10)
    assert found.high == pytest.approx(high, rel=1e-10)


@pytest.mark.parametrize(
    ("k", "n", "epsilon"),
    [(-1, 2, 0.1), (3, 2, 0.1), (0, 0, 0.1), (0.5, 2, 0.1), (1, 2, 0), (1, 2, 1)],
)
def test_counts_and_epsilons_that_mean_nothing_are_refused(k, n, epsilon):
    with pytest.raises(DomainError):
        interval_from_counts(k, n, epsilon)


def test_an_interval_has_its_ends_in_order():
    with pytest.raises(DomainError, match="low <= high"):
        Interval(1.0, 0.0)
