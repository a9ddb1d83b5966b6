"""Normal forms, signs and sums are right where they say something, and silent where they cannot."""

from itertools import pairwise

import pytest
from sympy import I, Rational, S, Sum, Symbol, cos, cosh, exp, oo, sin, sinh, sqrt, tan, tanh

from derive import symbols as sym
from derive.model.domain import BINS, POPULATION, WINDOW, Domain, Range
from derive.scheme.generators import common
from derive.scheme.ring import Ring, normal, vanishes
from derive.scheme.roots import NotShownError, canonical
from derive.scheme.signs import Signs
from derive.scheme.sums import closed

x, y = Symbol("x", nonnegative=True), Symbol("y", real=True)
k, n = sym.k, sym.n
UNIT = Domain((Range(x, S.Zero, S.One), Range(y, -oo, oo)))
EVERY = Signs(UNIT & POPULATION & WINDOW & BINS)


@pytest.mark.parametrize(
    "zero",
    [
        sqrt(x) ** 2 - x,
        (sqrt(x) + 1) * (sqrt(x) - 1) - x + 1,
        1 / (1 + sqrt(x)) - (1 - sqrt(x)) / (1 - x),
        exp(x) * exp(-x / 2) - exp(x / 2),
        exp(I * y) * (cos(y) - I * sin(y)) - 1,
        cos(3 * y) - 4 * cos(y) ** 3 + 3 * cos(y),
        tan(y) * cos(y) - sin(y),
        cosh(x) ** 2 - sinh(x) ** 2 - 1,
        1 - tanh(x) ** 2 - 1 / cosh(x) ** 2,
        (1 - x) ** (k - 1) * (1 - x) - (1 - x) ** k,
        x ** Rational(2, 3) / x ** Rational(1, 3) - x ** Rational(1, 3),
        1 / (cos(y) + I * sin(y)) - cos(y) + I * sin(y),
    ],
)
def test_what_is_zero_has_the_normal_form_zero(zero):
    assert vanishes(zero)


@pytest.mark.parametrize("other", [x ** Rational(1, 3) - 1, sqrt(x) - x, exp(x) - 1, cos(y) - 1, I])
def test_what_is_not_zero_has_another(other):
    assert not vanishes(other)


def test_a_normal_form_has_the_value_of_the_formula():
    value = sqrt(x) / (1 + sqrt(x)) + exp(-x) * (1 - x) ** Rational(1, 3) / cosh(x)
    point = {x: Rational(1, 3)}
    assert abs(normal(value).subs(point).evalf(30) - value.subs(point).evalf(30)) < 1e-25


def test_a_divisor_that_is_zero_everywhere_is_an_error():
    ring = Ring([x])
    with pytest.raises(ZeroDivisionError):
        ring.read(x) / ring.number(0)


def test_a_unit_divides_all_multiples():
    assert common(Rational(3, 2), Rational(-1, 4)) == Rational(1, 4)


# Signs.


@pytest.mark.parametrize(
    "value",
    [
        1 - x,
        1 - x + x**2,
        x * (1 - sym.alpha),
        exp(x) - 1,
        1 - sym.alpha * exp(-x),
        (1 - x) ** k,
        1 - (1 - x) ** n,
        1 - cos(y) ** 2,
        1 + sin(y),
        1 / (1 + x),
        y**2 + 1,
        (y - 3) ** 2,
    ],
)
def test_what_is_shown_is_true(value):
    assert EVERY.nonnegative(value)
    assert not EVERY.nonnegative(-value)


@pytest.mark.parametrize("value", [x - sym.rho11, y, 2 * x - 1, sin(y), 1 - exp(x), I * x, y**3])
def test_what_is_false_somewhere_is_not_shown(value):
    assert not EVERY.nonnegative(value)


def test_a_hypothesis_may_be_used():
    assert Signs(UNIT.where(x - Rational(1, 3))).nonnegative(3 * x - 1)
    assert Signs(UNIT.where(x - Rational(1, 3))).nonnegative(4 * x - 1)
    assert not Signs(UNIT.where(x - Rational(1, 3))).nonnegative(2 * x - 1)
    assert Signs(UNIT.where(1 - x - sym.rho11)).nonnegative(2 - 2 * x - 2 * sym.rho11)


# Roots.


def test_roots_of_what_may_be_negative_are_refused():
    for value in (
        sqrt(x - sym.rho11),
        y ** Rational(1, 3),
        (2 * x - 1) ** (n / 2),
        1 / (2 * x - 1),
    ):
        with pytest.raises(NotShownError):
            canonical(value, EVERY)


def test_roots_are_taken_apart():
    assert canonical(sqrt(x**2 * (1 - x) / 4), EVERY) == x * sqrt(1 - x) / 2
    assert canonical(sqrt((x - 1) ** 2), EVERY) == 1 - x


# Sums.


@pytest.mark.parametrize(
    "term", [x * (1 - x) ** (k - 1), 1 / n, k, k**2 - 1, exp(-k * x) + 2, x**k * (1 - x) ** (n - k)]
)
def test_a_closed_sum_has_the_value_of_the_sum(term):
    found = closed(Sum(term, (k, 1, n)), EVERY)
    assert not found.has(Sum)
    for members in (1, 2, 5):
        point = {x: Rational(1, 3), n: members}
        true = sum(term.subs({k: j, **point}) for j in range(1, members + 1))
        assert abs((found.subs(point) - true).evalf(30)) < 1e-25


def test_an_endless_sum_is_closed_where_the_ratio_is_at_most_one():
    assert closed(Sum((1 - x) * x**k, (k, 0, oo)), EVERY) == 1
    assert closed(Sum((1 + x) ** k, (k, 0, oo)), EVERY).has(Sum)


def test_a_sum_that_is_not_geometric_stays():
    assert closed(Sum(k * x**k, (k, 1, n)), EVERY).has(Sum)


def test_closed_sums_step_by_their_term():
    found = closed(Sum(x**k, (k, 1, n)), EVERY)
    for low, high in pairwise(range(1, 5)):
        assert vanishes(found.subs(n, high) - found.subs(n, low) - x**high)
