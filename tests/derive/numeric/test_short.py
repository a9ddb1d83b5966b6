"""What balls evaluate first: the derived equation in a short form, where it is narrow enough."""

import ast
import math
import random
from functools import partial
from unittest.mock import Mock

import numpy as np
import pytest
from flint import arb
from sympy import Rational, S, Sum, Symbol, exp, log, symbols

from benchmarks.accuracy import point
from derive import equation
from derive import symbols as sym
from derive.errors import DomainError
from derive.export import function, quantities
from derive.functions import eta
from derive.model.domain import Domain, Range
from derive.model.equation import Equation
from derive.numeric import balls
from derive.numeric.balls import below, floor, nearest
from derive.numeric.own import kernels
from derive.numeric.own.short import defined, short
from derive.numeric.own.tracing import nats
from derive.numeric.quantities import quantity
from derive.numeric.unrounded import unrounded

VARIANTS = [v for q in quantities() for v in q.variants if not (v.vectors or v.sums_bins)]
WITHOUT = {"bound_limit", "randomness_phase"}
"""What no single derived equation gives."""
POINTS = 40


def at_once(variant, code, rounded):
    """The value of a short form at a point, NaN where its ball has several."""
    unit = "bits" if "unit" in variant.inputs else ""
    return balls.at_once(balls.ways([code], balls.ARITHMETIC), rounded, unit)


def inside(variant, at):
    """Whether it is no point where a coherence may be above its largest value."""
    return "c" not in variant.parameters or balls._mixed(*at[:2])


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_the_short_form_has_the_value_of_the_stable_one_or_none(variant):
    code, rng, found = defined(variant, equation(variant.quantity.equation)), random.Random(5), 0
    if variant.name in WITHOUT:
        assert code is None
        return
    roundings = [(rounded, at_once(variant, code, rounded)) for rounded in (nearest, below)]
    for at in filter(partial(inside, variant), (point(variant, rng) for _ in range(POINTS))):
        for rounded, value in roundings:
            if not math.isnan(got := value(*at)):
                assert got == rounded(balls.enclosure(variant, "bits", at)), at
                found += 1
    assert found > POINTS / 2


def test_the_equation_of_another_quantity_is_noticed():
    variant = quantity("bound_lossy").variant()
    code, at = defined(variant, equation("device:lossy:eve:bound")), (0.4, 1.0, 3.0, 0.5)
    assert at_once(variant, code, nearest)(*at) < function("bound_lossy", "arb")(*at) - 0.01


def calls(code):
    """How many functions a program calls, but for what balls do not need."""
    nodes = (node for step in unrounded(code).steps for node in ast.walk(step.value))
    return sum(isinstance(node, ast.Call) for node in nodes)


@pytest.mark.parametrize("name", ["randomness_single", "randomness_lossy_eve", "min_entropy"])
def test_it_calls_far_fewer_functions(name):
    variant = quantity(name).variant()
    assert 2 * calls(defined(variant, equation(variant.quantity.equation))) < calls(variant.program)


x, y = symbols("x y", positive=True)
k, n = (Symbol(name, integer=True, positive=True) for name in "kn")
INPUTS = {x: "x", y: "y", n: "n"}
AT = {x: Rational(1, 3), y: Rational(2, 7), n: 5}


@pytest.mark.parametrize(
    "term",
    [
        Sum(exp(-k * x), (k, 1, n)),
        Sum(y * exp(-x * (k - 1) / n), (k, 1, n)),
        Sum(y * x**k, (k, 0, n + 1)),
        Sum(nats(y * (1 - x) * exp(-k * x)), (k, 1, n)),
        Sum(nats(y * x**k), (k, 2, n)),
        Sum(y, (k, 1, n)),
    ],
    ids=str,
)
def test_a_sum_of_geometric_terms_is_closed(term):
    (steps,) = balls.ways([short(1 + term, INPUTS, "")], balls.ARITHMETIC)
    exact = (1 + term.subs(AT).doit()).rewrite(nats, log)
    assert float(steps(*map(arb, map(float, AT.values())))) == pytest.approx(
        float(exact), rel=1e-14
    )


@pytest.mark.parametrize("term", [Sum(x**k / k, (k, 1, n)), Sum(nats(x + y**k), (k, 1, n))])
def test_a_sum_of_other_terms_has_no_short_form(term):
    assert short(term, INPUTS, "") is None


HALF_OPEN = arb(3, 1e-30)
"""One float is nearest to all of it, but for its lower part the largest one below is another."""


def undefined(*_):
    raise ZeroDivisionError


BOTH = partial(kernels._nearest, nonnegative=True), partial(kernels.below, nonnegative=True)


@pytest.mark.parametrize(
    "rounded", [below, nearest, floor, *BOTH], ids=["below", "nearest", "floor", "own", "own-below"]
)
@pytest.mark.parametrize("wide", [arb(3, 1e-10), arb("inf"), arb("nan"), arb(0, "inf"), None])
def test_what_has_several_floats_or_none_is_left_to_the_next_function(wide, rounded):
    known = [undefined if wide is None else lambda _: wide, lambda a: a * 2]
    assert balls.at_once(known, rounded)(1.5) == 3
    assert math.isnan(balls.at_once(known[:1], rounded)(1.5))
    assert math.isnan(balls.at_once([], rounded)(1.5))


def test_a_ball_with_one_float_is_enough():
    assert balls.at_once([lambda _: HALF_OPEN], nearest)(1.5) == 3
    assert math.isnan(balls.at_once([lambda _: HALF_OPEN], below)(1.5))
    assert balls.at_once([lambda _: arb(3, 1e-17) + 2**-53], below)(1.5) == 3


def of(value, *ranges):
    """The quantity of an equation."""
    domain = Domain(tuple(Range(s, *map(S, ends)) for s, *ends in ranges))
    return Equation("own", sym.F, value, domain, "a test", (), (), "here.py:1", lambda: value)


def test_own_functions_of_one_point_are_checked_as_arrays_are():
    given = of(exp(-y), (x, 0, 1), (y, 0, -log(x)))
    compute = function(given, "arb")
    assert compute(0.5, 0.25) == compute(np.array([0.5]), 0.25)[0] == math.exp(-0.25)
    assert compute(0.0, 0.25) == math.exp(-0.25)  # where the upper end is infinite
    for at in ((0.5, 0.75), (1.5, 0.25), (0.5, math.nan)):
        with pytest.raises(DomainError):
            compute(*at)


def test_own_functions_with_a_short_form_do_without_the_long_one(monkeypatch):
    compute = function(of(eta(x) + eta(y), (x, 0, 1), (y, 0, 1)), "arb", rounding="down")
    edge = compute(0.0, 0.25)
    monkeypatch.setattr(kernels, "enclosure", Mock(side_effect=ArithmeticError("long")))
    assert compute(0.125, 0.375) == pytest.approx(0.375 + 0.5306390622295665, rel=1e-15)
    assert edge == pytest.approx(0.5, rel=1e-15)
    with pytest.raises(ArithmeticError, match="long"):  # 0 ln 0
        compute(0.0, 0.25)
