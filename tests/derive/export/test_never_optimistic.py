"""rounding="down": at most the true value, and close to it, on the whole domain."""

import math
import random

import numpy as np
import pytest
from flint import arb, ctx

from benchmarks.accuracy import point
from derive.double_double import functions
from derive.errors import ExportError
from derive.export import arb as ball_arithmetic
from derive.export import function, pairs, quantities

ENTROPIES = [v for q in quantities() if q.entropy and q.bound for v in q.variants]
IN_C = [v for v in ENTROPIES if "erf" not in v.program.operations]
CASES = (
    [(v, "numpy") for v in ENTROPIES] + [(v, "c") for v in IN_C] + [(v, "arb") for v in ENTROPIES]
)


@pytest.mark.parametrize(("variant", "target"), CASES, ids=lambda v: getattr(v, "name", v))
def test_lower_bounds_are_below_and_within_32_ulp(variant, target):
    rng = random.Random(11)
    points = [point(variant, rng) for _ in range(150)]
    coherence = "r" if "r" in variant.parameters else "c"
    lower_bound = function(variant.quantity.name, target, coherence=coherence, rounding="down")
    for at, lower in zip(
        points, lower_bound(*map(np.array, zip(*points, strict=True))), strict=True
    ):
        true = ball_arithmetic.enclosure(variant, "bits", at)
        near = ball_arithmetic.nearest(true)
        ctx.prec = 300
        assert lower >= 0
        assert arb(float(lower)) <= true.upper()
        if near > 1e-290:
            assert true - arb(float(lower)) < 32 * arb(math.ulp(near))
        ctx.prec = 53


def test_pairs_of_floats_keep_ninety_bits():
    rng = random.Random(3)
    known = pairs.arithmetic()
    exact = {"exp": arb.exp, "expm1": arb.expm1, "log": arb.log, "log1p": arb.log1p}
    ctx.prec = 300
    for name, function_of_balls in exact.items():
        for _ in range(200):
            size = 10 ** rng.uniform(-15, 2)
            negative = name in ("exp", "expm1") or (name == "log1p" and size < 0.9)
            value = -size if negative and rng.random() < 0.5 else size
            hi_in, lo_in = np.float64(value), np.float64(value * 1e-17)
            hi, lo = known[name]((hi_in, lo_in))
            want = function_of_balls(arb(value) + arb(value * 1e-17))
            if abs(want) > 1e-280:
                assert abs((arb(float(hi)) + arb(float(lo))) / want - 1) < arb(2) ** -88
            if name == "log1p":
                one = (np.float64(1.0), np.float64(0.0))
                quotient = known["add"](one, (hi_in, lo_in)), one, (hi_in, lo_in)
                hi, lo = known["log_ratio"](*quotient)
                assert abs((arb(float(hi)) + arb(float(lo))) / want - 1) < arb(2) ** -88
    assert set(functions()) == {*exact, "log_ratio", "artanh_excess"}
    ctx.prec = 53


def test_quantities_that_are_no_bits_have_no_lower_bound():
    with pytest.raises(ExportError, match="no number of bits"):
        function("slope", rounding="down")
    with pytest.raises(ExportError, match="target c has no lower bound"):
        function("randomness_phase", "c", rounding="down")
