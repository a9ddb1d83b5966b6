"""Where intermediate numbers are subnormal: the accuracy that the headers state, and no more."""

import math
import random

import numpy as np
import pytest

from benchmarks.accuracy import DETECTORS, error, point, truth
from derive.export import function, quantities
from derive.numeric import balls
from derive.numeric.registry import LEAST, LEAST_ERROR
from tests.derive.numeric.few import with_targets

VARIANTS = [variant for quantity in quantities() for variant in quantity.variants]
SMALLEST = 2.2250738585072014e-308
ULPS = 16


def tiny(rng):
    """A subnormal number, or one that is soon subnormal."""
    return rng.choice([5e-324, SMALLEST, 1e-300, 10 ** -rng.uniform(285, 323)])


def edge(variant, rng):
    """A point of the domain some of whose arguments are tiny, or as large as they may be."""
    named = dict(zip(variant.parameters, point(variant, rng), strict=True))
    x = rng.choice([SMALLEST, 10 ** -rng.uniform(280, 307), 1.0, 1 - 2.0**-53])
    extremes = {"rho11": x, "n": 2.0**50, "r": rng.choice([tiny(rng), 1.0])}
    extremes |= {
        "c": tiny(rng),
        "Gamma_t": rng.choice([tiny(rng), rng.uniform(600, 760), math.inf]),
    }
    named |= {n: v for n, v in extremes.items() if n in named and rng.random() < 0.5}
    if variant.sums_bins:
        named["n"] = min(named["n"], 50.0)
    if "c" in named:
        named["c"] = min(named["c"], math.sqrt(named["rho11"] * (1 - named["rho11"])))
    if "p" in named:
        most = -math.expm1(-named.get("Gamma_t", math.inf))
        named["p"] = tuple(min(p, tiny(rng), most / DETECTORS) for p in named["p"][1:])
        named["p"] += (0.5 * most if rng.random() < 0.5 else 0.0,)
    return tuple(named.values())


@pytest.mark.parametrize(("variant", "target"), [*with_targets(VARIANTS, ("numpy", "c", "numba"))])
def test_small_results_are_close_and_others_keep_their_digits(variant, target):
    rng = random.Random(3)
    points = [edge(variant, rng) for _ in range(40)]
    coherence = "r" if "r" in variant.parameters else "c"
    compute = function(variant.quantity.name, target, coherence=coherence)
    for at, value in zip(points, compute(*map(np.array, zip(*points, strict=True))), strict=True):
        true = balls.nearest(truth(variant, at))
        if abs(true) >= LEAST:
            assert error(variant, at, float(value)) < ULPS
        else:
            assert abs(value - true) < LEAST_ERROR


def test_below_that_digits_are_lost():
    at = (0.5, 1e-300, 2.0**50)
    true = function("bound_temporal", "arb")(*at)
    assert true < LEAST
    assert abs(function("bound_temporal")(*at) / true - 1) > 0.01
