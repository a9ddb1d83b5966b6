"""Balls around values of formulas contain them, and say so where they know nothing."""

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

from derive.errors import FormulaError
from derive.functions import Phi, eta, log2
from proofs.equality.enclosures import enclosure
from proofs.equality.falsifier.values import NoValueError

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
    found = enclosure(expr, precision)({x: third})
    with mpmath.workdps(60):
        expected = mpmath.nstr(value(mpmath.mpf(1) / 3), 50)
    with ctx.workprec(256):
        small = arb("1e-24") if expr.has(Integral) and precision == 128 else arb("1e-33")
        assert abs(found.real - arb(expected)) < small
    assert found.imag.contains(0)


@pytest.mark.parametrize(
    "expr", [log(x - 1), sqrt(x - 1), eta(-x), atanh(3 * x + 1), (x - 1) ** third]
)
def test_a_root_or_logarithm_out_of_range_has_no_value(expr):
    with pytest.raises(NoValueError):
        enclosure(expr)({x: third})


@pytest.mark.parametrize("expr", [Sum(k, (k, 5, 1)), 0 * x + Sum(1 / k, (k, 0, 3))])
def test_a_sum_that_runs_backwards_or_over_a_pole_has_no_value(expr):
    with pytest.raises(ArithmeticError):
        enclosure(expr)({x: third})


@pytest.mark.parametrize("expr", [x * log(x - third), 1 / (x - third)])
def test_what_may_vanish_in_a_divisor_or_logarithm_is_said(expr):
    with pytest.raises(ArithmeticError):
        enclosure(expr)({x: third})


@pytest.mark.parametrize(
    "expr",
    [Sum(k, (k, 1, 10**9)), Integral(1 / s, (s, 0, 1)), Integral(exp(exp(9 / s)), (s, 0, 1))],
)
def test_where_nothing_is_known_the_ball_is_not_finite(expr):
    try:
        assert not enclosure(expr)({x: third}).is_finite()
    except ArithmeticError:
        assert expr.has(s)


def test_a_sum_ends_at_a_whole_number():
    with pytest.raises(FormulaError, match="no whole number"):
        enclosure(Sum(k, (k, 1, x)))


def test_whole_powers_of_negative_numbers_have_a_value():
    n = Symbol("n", integer=True)
    assert enclosure((-x) ** n)({x: S(2), n: S(3)}).real.contains(-8)


def test_the_outer_index_of_a_nested_sum_may_bound_the_inner_one():
    assert enclosure(Sum(k * j, (k, 1, j), (j, 1, 3)))({}) == 25


def test_zero_times_log_zero_is_zero_only_inside_eta():
    assert enclosure(eta(x))({x: S.Zero}) == 0
    with pytest.raises(ArithmeticError):
        enclosure(x * log(x))({x: S.Zero})


def test_the_precision_of_other_work_is_left_as_it_was():
    with ctx.workprec(77):
        enclosure(exp(x), 512)({x: third})
        assert ctx.prec == 77
