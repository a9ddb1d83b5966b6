"""Elementary functions as programs: their own error in exact arithmetic, and that in floats."""

import math
import random

import pytest
from flint import arb, ctx

from derive.numeric import balls
from derive.numeric.elementary import helpers, needed
from derive.numeric.program import evaluate, program


def exponent(a):
    """k, where a*2**-k lies in [sqrt(1/2), sqrt(2))."""
    if a == 0 or math.isinf(a):
        return 1024 if a else -1023  # what the bits of a float say
    mantissa, power = math.frexp(a)
    return power if mantissa >= math.sqrt(0.5) else power - 1


FLOATS = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b if b else -math.inf,
    "neg": lambda a: -a,
    "max": max,
    "min": min,
    "capped": min,
    "pick": lambda test, a, b: a if test >= 0 else b,
    "mad": lambda a, b, c: a * b + c,
    "whole": lambda a: float(round(a)),
    "power_of_2": lambda k: math.ldexp(1.0, int(k)),
    "exponent": exponent,
    "significand": lambda a: math.ldexp(a, -exponent(a)) if a < math.inf else 1.0,
}
for own in helpers():
    FLOATS[own] = lambda *given, own=own: in_floats(own, *given)
RANGES = {"erf": [(0, 0.5), (0.5, 6)], "erfc": [(0, 0.5), (0.5, 6), (6, 26.5)]}


def in_floats(name, *given):
    steps = helpers()[name].steps
    return evaluate(steps, FLOATS, dict(zip(steps.inputs, given, strict=True)))["result"]


@pytest.fixture(autouse=True)
def precision():
    before, ctx.prec = ctx.prec, 300
    yield
    ctx.prec = before


@pytest.mark.parametrize("name", RANGES)
def test_the_rule_for_erfc_and_the_series_for_erf_are_good_to_half_an_ulp(name):
    steps = helpers()[name].steps
    for z in [2.0**-k for k in range(60)] + [0.3, 0.7, 1.5, 3.0, 6.9, 7.0, 7.1, 12.0, 27.0]:
        arithmetic = balls.ARITHMETIC | {"mad": lambda a, b, c: a * b + c}
        got = evaluate(steps, arithmetic, {"z": arb(z)}, arb)["result"]
        assert abs(got / getattr(arb(z), name)() - 1) < arb(2) ** -53


@pytest.mark.parametrize("name", RANGES)
def test_erf_and_erfc_in_floats_are_good_to_a_few_ulps(name):
    rng = random.Random(3)
    for low, high in RANGES[name]:
        for _ in range(800):
            z = rng.uniform(low, high)
            true = getattr(arb(z), name)()
            assert abs(arb(in_floats(name, z)) - true) < 5 * arb(math.ulp(float(true)))


LOGARITHMS = {
    "exp": (1.0, lambda size: random.choice([-1, 1]) * min(size, 700.0)),
    "expm1": (1.5, lambda size: random.choice([-1, 1]) * min(size, 700.0)),
    "log": (1.0, lambda size: size),
    "log1p": (2.0, lambda size: size if size > 0.5 else random.choice([-1, 1]) * size),
}


@pytest.mark.parametrize("name", LOGARITHMS)
def test_exponentials_and_logarithms_are_good_to_an_ulp_or_little_more(name):
    random.seed(7)
    ulps, argument = LOGARITHMS[name]
    for _ in range(1000):
        a = argument(10 ** random.uniform(-18, random.choice([0, 3, 300])))
        true = getattr(arb(a), name)()
        assert abs(arb(in_floats(name, a)) - true) < ulps * arb(math.ulp(float(true)))


def test_logarithms_and_exponentials_reach_their_limits():
    assert [in_floats("log", a) for a in (0.0, 1.0, math.inf)] == [-math.inf, 0.0, math.inf]
    assert in_floats("log", 5e-324) == math.log(5e-324)
    assert [in_floats("exp", a) for a in (-math.inf, 0.0)] == [0.0, 1.0]
    assert [in_floats("expm1", a) for a in (-math.inf, 0.0)] == [-1.0, 0.0]


def test_the_square_root_is_correctly_rounded():
    rng = random.Random(9)
    for _ in range(5000):
        a = rng.choice([rng.random(), 10 ** rng.uniform(-323, 308), rng.randint(1, 10**7) ** 2.0])
        assert in_floats("sqrt", a) == math.sqrt(a)
    assert [in_floats("sqrt", a) for a in (0.0, math.inf)] == [0.0, math.inf]


def test_erf_and_erfc_reach_their_limits():
    assert [in_floats("erf", z) for z in (0.0, 30.0, math.inf)] == [0.0, 1.0, 1.0]
    assert [in_floats("erfc", z) for z in (0.0, 30.0, math.inf)] == [1.0, 0.0, 0.0]


def test_the_product_in_two_parts_is_exact():
    rng = random.Random(5)
    for _ in range(800):
        a, b = (rng.choice([-1, 1]) * 10 ** rng.uniform(-100, 100) for _ in range(2))
        assert arb(in_floats("fma", a, b, -(a * b))) == arb(a) * arb(b) - arb(a * b)


def test_only_functions_that_are_used_are_printed_each_after_those_it_uses():
    steps = program(["z"], "result = erf(z)", ["result"])
    assert list(needed([steps], ["fma", "erf", "erfc", "remainder"])) == ["fma", "erfc", "erf"]
    assert list(needed([steps], ["erfc", "remainder"])) == []
