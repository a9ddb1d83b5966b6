"""rounding="down": at most the true value, and close to it, on the whole domain."""

import math
import random
from itertools import product

import numpy as np
import pytest
from flint import arb, ctx
from sympy import expand_log, log, simplify

from benchmarks.accuracy import point, truth
from derive import equation
from derive import symbols as sym
from derive.errors import ExportError
from derive.export import function, quantities
from derive.numeric import balls, lower, pairs
from derive.numeric.double_double import functions
from derive.numeric.first_order import CLOSE

ENTROPIES = [v for q in quantities() if q.entropy and q.bound for v in q.variants]
IN_C = [v for v in ENTROPIES if "erf" not in v.program.operations]
CASES = [
    (v, target) for v in ENTROPIES for target in ("numpy", "c", "arb") if target != "c" or v in IN_C
]
FARTHEST = {"numpy": 2.02 * CLOSE * 2**52, "c": 2.02 * CLOSE * 2**52, "arb": 1}
"""How many units a bound may be below; of a first try twice its error and its last rounding."""


def underflows(variant, at):
    """Where C, which has no balls to fall back on, may give 0 for a detector with losses."""
    named = dict(zip(variant.parameters, at, strict=True))
    return "eta" in named and named["Gamma_t"] > 700


@pytest.mark.parametrize(("variant", "target"), CASES, ids=lambda v: getattr(v, "name", v))
def test_lower_bounds_are_below_and_close(variant, target):
    rng = random.Random(11)
    points = [point(variant, rng) for _ in range(25)]
    coherence = "r" if "r" in variant.parameters else "c"
    lower_bound = function(variant.quantity.name, target, coherence=coherence, rounding="down")
    for at, bound in zip(
        points, lower_bound(*map(np.array, zip(*points, strict=True))), strict=True
    ):
        true = truth(variant, at)
        near = balls.nearest(true)
        ctx.prec = 300
        assert bound >= 0
        assert arb(float(bound)) <= true.upper()
        if near > 1e-290 and not (target == "c" and underflows(variant, at)):
            assert true - arb(float(bound)) < FARTHEST[target] * arb(math.ulp(near))
        ctx.prec = 53


def test_the_value_grows_with_every_click_probability():
    # so that the bound in C may leave one out; adversary II adds a multiple of their sum
    clicks = [sym.click[k + 1] for k in range(3)]
    formula = equation("34").part("adversary_I").subs(sym.m, 3).doit()
    for p in clicks:
        slope = formula.diff(p).rewrite(log)
        assert expand_log(simplify(slope - log(sum(clicks) / p, 2)), force=True).simplify() == 0


SUBNORMAL = [
    ("adversary1_spatial", ([5e-324, 0.1, 0.2],), 1),
    ("adversary2_spatial", ([5e-324, 0.1], 0.5), 1),
    ("adversary2_spatial", ([2e-308, 0.1], 0.5), 1),
    ("adversary2_spatial", ([5e-324, 5e-324], 0.5), 0),
    ("bound_temporal", (0.5, 1e-293, 2.0**50), 0),
    ("randomness_temporal", (0.49999999999999983, 0.5, 1.167700976335822, 2.0**50), 1),
    (
        "adversary1_temporal_passive",
        (1 - 2.0**-53, 2.730063418252032e-16, 0.6931471805599454, 1),
        0,
    ),
]


@pytest.mark.parametrize("target", ["numpy", "c"])
@pytest.mark.parametrize(("name", "at", "close"), SUBNORMAL)
def test_next_to_the_edges_bounds_are_below_and_close_or_tiny(name, at, close, target):
    bound = function(name, target, rounding="down")(*at)
    best = function(name, "arb", rounding="down")(*at)
    assert 0 <= bound <= best
    assert best - bound <= (32 * math.ulp(best) if close or target == "numpy" else 1e-40)


def drawn_argument(name, rng):
    """A number of any size, that the function takes."""
    size = 10 ** rng.uniform(-15, 2)
    negative = name in ("exp", "expm1") or (name == "log1p" and size < 0.9)
    return -size if negative and rng.random() < 0.5 else size


def test_pairs_of_floats_keep_ninety_bits():
    rng = random.Random(3)
    known = pairs.arithmetic()
    exact = {"exp": arb.exp, "expm1": arb.expm1, "log": arb.log, "log1p": arb.log1p}
    ctx.prec = 300
    for name, function_of_balls in exact.items():
        drawn = [drawn_argument(name, rng) for _ in range(200)]
        given = np.array(drawn), np.array(drawn) * 1e-17
        answers = [known[name](given)]
        if name == "log1p":
            one = np.ones(200), np.zeros(200)
            answers.append(known["log_ratio"](known["add"](one, given), one, given))
        for (hi, lo), (at, value) in product(answers, enumerate(drawn)):
            want = function_of_balls(arb(value) + arb(value * 1e-17))
            if abs(want) > 1e-280:
                assert abs((arb(float(hi[at])) + arb(float(lo[at]))) / want - 1) < arb(2) ** -88
    assert set(functions()) == {*exact, "log_ratio"}
    ctx.prec = 53


EXACT = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "max": lambda a, b: a.max(b),
    "sqrt": arb.sqrt,
    "exp": arb.exp,
    "expm1": arb.expm1,
    "log": arb.log,
    "log1p": arb.log1p,
}


@pytest.mark.parametrize("relative", [0.0, 1e-25, 1e-12])
@pytest.mark.parametrize("name", EXACT)
def test_the_running_error_covers_every_argument_that_its_errors_allow(name, relative):
    rng = random.Random(name)
    apply, exact = lower.arithmetic()[name], EXACT[name]
    count = exact.__code__.co_argcount if name in ("add", "mul", "div", "max") else 1
    drawn = []
    for _ in range(200):
        size = 10 ** rng.uniform(-20, 2)
        drawn.append([size * rng.choice([1, 1 + 1e-16, 1 - 1e-9]) for _ in range(count)])
    highs = np.array(drawn).T
    if name in ("add", "exp", "expm1"):
        highs[-1] *= -1
    offs = np.abs(highs) * relative
    found = apply(*((high, np.zeros(200), off) for high, off in zip(highs, offs, strict=True)))
    ctx.prec = 300
    for at, (hi, lo, off) in enumerate(zip(*found, strict=True)):
        ends = [
            arb(high) + rng.choice([-1, 0, 1]) * arb(far)
            for high, far in zip(highs[:, at].tolist(), offs[:, at].tolist(), strict=True)
        ]
        error = abs(arb(float(hi)) + arb(float(lo)) - exact(*ends))
        assert error <= arb(float(off)) + arb(2) ** -280
    ctx.prec = 53


def test_an_undecided_branch_costs_the_distance_of_its_sides():
    one, two = lower.exact(1.0), lower.exact(2.0)
    pick = lower.arithmetic()["pick"]
    undecided = (np.float64(1e-30), np.float64(0.0), np.float64(1e-29))
    assert pick(undecided, one, two)[2] >= 1
    assert pick(lower.exact(1e-30), one, two)[2] == 0


def test_what_may_be_zero_divides_with_an_infinite_error():
    known = lower.arithmetic()
    near_zero = (np.float64(1e-30), np.float64(0.0), np.float64(1e-29))
    with np.errstate(all="ignore"):
        assert known["div"](lower.exact(1.0), near_zero)[2] == math.inf
        assert known["log"](known["positive"](lower.exact(0.0)))[2] == math.inf
        assert known["mul"](lower.exact(0.0), known["positive"](lower.exact(0.0)))[2] == 0


@pytest.mark.parametrize("target", ["numpy", "c"])
def test_a_coherence_beyond_its_limit_by_rounding_counts_as_pure(target):
    rng = np.random.default_rng(5)
    x, g, ulps = rng.random(100), rng.uniform(0.1, 3, 100), rng.integers(0, 8, 100)
    c = np.sqrt(x * (1 - x)) * (1 + ulps * 2.0**-52)
    lower_bound = function("randomness_single", target, rounding="down")(x, c, g)
    pure = function("randomness_single", "arb", coherence="r")(x, 1.0, g)
    assert np.all(lower_bound <= pure)
    assert np.allclose(lower_bound, pure, rtol=1e-14, atol=0)


def test_quantities_that_are_no_bits_have_no_lower_bound():
    with pytest.raises(ExportError, match="no number of bits"):
        function("slope", rounding="down")
    with pytest.raises(ExportError, match="target c has no lower bound"):
        function("randomness_phase", "c", rounding="down")


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
def test_lower_bounds_in_single_precision_are_below_too(target):
    rng = np.random.default_rng(8)
    x, r = rng.random(200).astype(np.float32), rng.random(200).astype(np.float32)
    lower_bound = function("randomness_single", target, coherence="r", rounding="down")
    narrow = lower_bound(x, r, np.float32(1.0))
    wide = lower_bound(x.astype(float), r.astype(float), 1.0)
    assert narrow.dtype == np.float32
    assert (narrow.astype(float) <= wide).all()
    assert (np.nextafter(narrow, np.float32(9)).astype(float) > wide).all()
    out = np.empty(200, np.float32)
    assert np.array_equal(lower_bound(x.astype(float), r.astype(float), 1.0, out=out), narrow)


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
@pytest.mark.parametrize("name", [q.name for q in quantities() if q.name.endswith("_told")])
def test_where_every_bin_has_a_dark_count_that_eve_is_told_of_there_are_no_bits(name, target):
    order = (1.5,) if name.startswith("renyi") else ()
    bits = function(name, target, rounding="down")
    assert bits(0.3, 1.0, 3, 0.5, 1.0, *order) == 0.0
