"""Balls contain the true value, and say so where they know nothing."""

import mpmath
import pytest
from flint import arb, ctx
from sympy import (
    Abs,
    I,
    Integral,
    Rational,
    S,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    erf,
    exp,
    log,
    pi,
    sin,
    sqrt,
)

from derive.entropy import eta, log2
from derive.gaussian import Phi
from proofs.equality.balls import UndefinedError, ball

s, x = Symbol("s", real=True), Symbol("x", real=True)
k, j = Symbol("k", integer=True), Symbol("j", integer=True)
third = Rational(1, 3)


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        (exp(x) * pi, lambda v: mpmath.exp(v) * mpmath.pi),
        (log2(x) + log(x), lambda v: mpmath.log(v, 2) + mpmath.log(v)),
        (eta(x), lambda v: -v * mpmath.log(v, 2)),
        (atanh(x) * sqrt(x), lambda v: mpmath.atanh(v) * mpmath.sqrt(v)),
        (x ** Rational(2, 7), lambda v: v ** (mpmath.mpf(2) / 7)),
        (cos(x) - sin(x), lambda v: mpmath.cos(v) - mpmath.sin(v)),
        (erf(x) + Phi(-x), lambda v: mpmath.erf(v) + mpmath.ncdf(-v)),
        (Abs(x - 1), lambda v: 1 - v),
        (Sum(x**k, (k, 0, 4)), lambda v: sum(v**e for e in range(5))),
        (Integral(1 / (1 - x**2 * s**2), (s, 0, 1)), lambda v: mpmath.atanh(v) / v),
        (Abs(exp(I * x)) + conjugate(I * x) * I, lambda v: 1 + v),
    ],
)
@pytest.mark.parametrize("precision", [128, 512])
def test_a_ball_contains_the_value_and_is_small(expr, value, precision):
    found = ball(expr, {x: third}, precision)
    with mpmath.workdps(60):
        expected = mpmath.nstr(value(mpmath.mpf(1) / 3), 50)
    with ctx.workprec(256):
        assert abs(found.real - arb(expected)) < arb("1e-33")
    assert found.imag.contains(0)


@pytest.mark.parametrize(
    "expr", [log(x - 1), sqrt(x - 1), eta(-x), atanh(3 * x + 1), (x - 1) ** third]
)
def test_a_root_or_logarithm_out_of_range_is_undefined(expr):
    with pytest.raises(UndefinedError):
        ball(expr, {x: third})


@pytest.mark.parametrize(
    "expr",
    [
        x * log(x - third),
        1 / (x - third),
        Sum(k, (k, 1, 10**9)),
        Sum(k, (k, 5, 1)),
        Sum(k, (k, 1, x)),
        Integral(1 / s, (s, 0, 1)),
        Integral(exp(-(s**2)), (s, 0, 1)),
        Integral(Integral(s * j, (s, 0, 1)), (j, 0, 1)),
        Symbol("y"),
    ],
)
def test_where_nothing_is_known_the_ball_is_not_finite(expr):
    try:
        assert not ball(expr, {x: third}).is_finite()
    except ZeroDivisionError:
        assert expr == 1 / (x - third)


def test_whole_powers_of_negative_numbers_have_a_value():
    n = Symbol("n", integer=True)
    assert ball((-x) ** n, {x: S(2), n: S(3)}) == -8


def test_the_outer_index_of_a_nested_sum_may_bound_the_inner_one():
    assert ball(Sum(k * j, (k, 1, j), (j, 1, 3)), {}) == 25


def test_zero_times_log_zero_is_zero_only_inside_eta():
    assert ball(eta(x), {x: S.Zero}) == 0
    assert not ball(x * log(x), {x: S.Zero}).is_finite()
