"""Bins of any lengths: the derived bits, and that equal weights are best."""

import math
import random
from itertools import pairwise

import mpmath
import pytest
from flint import arb

from derive.errors import DomainError
from derive.export import function
from derive.numeric.blocks.lengths import best_bins, best_window, bound_bins, too_short
from derive.precision import precision


def weights(edges):
    return [math.exp(-a) - math.exp(-b) for a, b in pairwise(edges)]


def test_equal_bins_have_the_bound_of_the_paper():
    equal = weights([3.0 * k / 8 for k in range(9)])
    assert bound_bins(0.45, equal) == pytest.approx(function("bound_temporal")(0.45, 3.0, 8))


def test_best_bins_have_equal_weights_and_the_bits_that_they_say():
    best = best_bins(0.45, 3.0, 8)
    found = weights(best.edges)
    assert max(found) == pytest.approx(min(found), rel=1e-12)
    assert (best.edges[0], best.edges[-1], len(best.edges)) == (0.0, 3.0, 9)
    assert bound_bins(0.45, found) == pytest.approx(best.bits, rel=1e-12)
    assert best.gain == pytest.approx(best.bits - function("bound_temporal")(0.45, 3.0, 8))
    assert best.gain > 0.1


def test_no_other_edges_of_the_window_give_more():
    rng, best = random.Random(2), best_bins(0.45, 3.0, 6)
    for _ in range(50):
        moved = [0.0, *sorted(rng.uniform(0, 3) for _ in range(5)), 3.0]
        assert bound_bins(0.45, weights(moved)) < best.bits


def test_one_bin_gains_nothing_and_no_window_has_no_bits():
    assert best_bins(0.45, 3.0, 1).gain == 0.0
    assert best_bins(0.45, 0.0, 4).bits == 0.0


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 64, 2**50])
def test_no_other_window_of_equal_bins_gives_more(n):
    best, bits = best_window(0.45, n), function("bound_temporal")
    assert best.bits == pytest.approx(bits(0.45, best.Gamma_t, n), rel=1e-14)
    for factor in (0.5, 0.99, 1.01, 2.0):
        assert bits(0.45, factor * best.Gamma_t, n) < best.bits
    with precision(256):
        assert too_short(arb(best.Gamma_t), n)
        assert not too_short(arb(math.nextafter(best.Gamma_t, 9)), n)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 1000, 2**20, 2**50])
def test_the_best_window_grows_as_a_logarithm_of_a_logarithm(n):
    best, slow = best_window(1.0, n), math.log1p(math.log(n))
    assert best_window(1.0, n // 2).Gamma_t < best.Gamma_t
    assert slow < best.Gamma_t < 2 * slow
    near = -math.expm1(-best.Gamma_t) * math.log2(math.e * n / best.Gamma_t)
    assert 1 - 1e-12 < best.bits / near < 1 + (best.Gamma_t / n) ** 2 / 24 + 1e-12


def test_the_bits_have_one_hill_as_what_the_slope_is_compared_with_falls():
    with mpmath.workdps(40):

        def compared(s):
            u = mpmath.exp(-2 * s)
            in_bin = 2 * s * u / (1 - u) - mpmath.log(1 - u)
            return in_bin * (mpmath.sinh(s) / s) ** 2

        values = [compared(mpmath.mpf(10) ** (k / 20)) for k in range(-120, 40)]
        assert all(after < before for before, after in pairwise(values))


@pytest.mark.parametrize(("rho11", "w"), [(1.1, [0.5]), (0.5, [-0.1]), (0.5, [0.6, 0.6])])
def test_weights_that_are_none_are_refused(rho11, w):
    with pytest.raises(DomainError):
        bound_bins(rho11, w)


@pytest.mark.parametrize("at", [(0.5, math.inf, 2), (0.5, 1.0, 1.5), (-0.5, 1.0, 2)])
def test_windows_without_a_last_bin_and_other_nonsense_are_refused(at):
    with pytest.raises(DomainError):
        best_bins(*at)


@pytest.mark.parametrize("at", [(1.5, 2), (0.5, 0), (0.5, 1.5), (0.5, math.nan)])
def test_windows_of_no_bins_and_other_nonsense_are_refused(at):
    with pytest.raises(DomainError):
        best_window(*at)
