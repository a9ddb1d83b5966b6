"""Bins of any lengths: the derived bits, and that equal weights are best."""

import math
import random
from itertools import pairwise

import pytest

from derive.errors import DomainError
from derive.export import function
from derive.numeric.blocks.lengths import best_bins, bound_bins


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


@pytest.mark.parametrize(("rho11", "w"), [(1.1, [0.5]), (0.5, [-0.1]), (0.5, [0.6, 0.6])])
def test_weights_that_are_none_are_refused(rho11, w):
    with pytest.raises(DomainError):
        bound_bins(rho11, w)


@pytest.mark.parametrize("at", [(0.5, math.inf, 2), (0.5, 1.0, 1.5), (-0.5, 1.0, 2)])
def test_windows_without_a_last_bin_and_other_nonsense_are_refused(at):
    with pytest.raises(DomainError):
        best_bins(*at)
