from fractions import Fraction
from random import Random

import mpmath
import pytest
from flint import fmpq
from sympy import Rational, S, Symbol, atanh, diff, exp, lambdify, log, sqrt

from derive import equation
from derive import symbols as sym
from derive.functions import eta, log2
from proofs.engines import arb, intervals
from proofs.engines.intervals import Box, Reals, enclose, g, k, log_quotient, positive
from proofs.equality.enclosures import enclosure
from proofs.verdict import Result

X, Y = Symbol("x"), Symbol("y")
UNIT_SQUARE = "0 <= x <= 1, 0 <= v <= 1"
ALPHA = exp(-sym.Gamma * sym.t)


def box(**sides):
    """A box from pairs of numbers."""
    return Box(
        {
            Symbol(x): tuple(fmpq(*Fraction(e).as_integer_ratio()) for e in s)
            for x, s in sides.items()
        }
    )


# The engine.


@pytest.mark.parametrize("number", arb.claims())
def test_every_claim_is_confirmed_on_its_whole_domain(number):
    (word,) = arb.confirmations(number)
    assert word.result is Result.CONFIRMED, word.detail
    assert word.version == arb.version()
    assert UNIT_SQUARE in word.detail or "0 <= p <= 1" in word.detail


@pytest.mark.parametrize("seed", range(8))
def test_the_slope_in_values_of_g_is_the_slope(seed):
    draw, slope = Random(seed), equation("A1").part("1")
    rho11, share = (Rational(draw.randint(1, 99), 100) for _ in "ab")
    point = {sym.rho11: rho11, sym.rho00: 1 - rho11, sym.c: rho11 * (1 - rho11) * share}
    point |= {sym.Gamma: S.One, sym.t: Rational(draw.randint(1, 30), 10)}
    pairs = arb.in_quotients(slope)
    total = sum(a * atanh(sqrt(y)) / sqrt(y) for a, y in pairs).subs(arb.SURVIVAL, ALPHA) / log(2)
    difference = enclosure(total - slope, 256)(point).real
    assert difference.contains(0) and difference.rad() < 1e-30


@pytest.mark.parametrize("seed", range(5))
def test_the_coordinate_x_is_the_population_given_no_click(seed):
    draw = Random(seed)
    rho11, x = (Rational(draw.randint(1, 99), 100) for _ in "ab")
    survival = arb.in_population(arb.SURVIVAL).subs({sym.rho11: rho11, arb.X: x})
    assert survival * rho11 / (1 - rho11 + survival * rho11) == x


WRONG = {
    "sign": lambda slope: -slope,
    "sign of one term": lambda slope: slope - 2 * slope.args[0],
    "alpha squared": lambda slope: slope.subs(ALPHA, ALPHA**2),
    "one alpha squared": lambda slope: slope.args[0] + slope.args[1].subs(ALPHA, ALPHA**2),
    "no alpha in front": lambda slope: slope.args[0] / ALPHA + slope.args[1],
    "2 for 4": lambda slope: slope.subs(4 * sym.c**2 * ALPHA, 2 * sym.c**2 * ALPHA),
    "populations swapped": lambda slope: slope.subs(
        {sym.rho00: sym.rho11, sym.rho11: sym.rho00}, simultaneous=True
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_slope_is_refused(name):
    slope = equation("A1").part("1")
    wrong = WRONG[name](slope)
    objection, _ = arb.shown(arb.slope_falls(wrong, "wrong"), patience=300)
    assert wrong != slope and objection


def test_a_wrong_sign_of_the_bins_is_refused():
    objection, _ = arb.shown(arb.bins_add_bits(-equation("text:more-bins").rhs, "wrong"))
    assert objection


# The arithmetic below it.

INTEGRALS = {
    g: lambda y, s: 1 / (1 - y * s**2),
    k: lambda y, s: (1 - s**2) / (1 - y * s**2),
    log_quotient: lambda y, s: 1 / (1 - y * s),
}


@pytest.mark.parametrize("function", INTEGRALS)
@pytest.mark.parametrize("y", ["-5/2", "-1/8", "0", "1/1024", "1/2", "1023/1024"])
def test_the_functions_are_the_integrals_that_they_claim_to_be(function, y):
    y = Rational(y)
    point = fmpq(y.p, y.q)
    known = intervals.FUNCTIONS[function](Reals.of(point, point))
    integral = mpmath.quad(lambda s: INTEGRALS[function](mpmath.mpf(y.p) / y.q, s), [0, 1])
    assert float(known.high - known.low) < 1e-12
    assert abs(float(known.low) - integral) < 1e-12


def test_the_derivative_of_g_is_its_difference_quotient():
    step, y = mpmath.mpf(10) ** -6, mpmath.mpf("0.3")
    at = lambda y: mpmath.quad(lambda s: 1 / (1 - y * s**2), [0, 1])  # noqa: E731
    numerator = mpmath.quad(lambda s: (1 - s**2) / (1 - y * s**2), [0, 1])
    (k_of_y,) = diff(g(Y), Y).atoms(k)
    derived = (diff(g(Y), Y) / k_of_y).subs(Y, 0.3) * numerator
    assert abs(derived - (at(y + step) - at(y - step)) / (2 * step)) < 1e-9


EXPRESSIONS = (
    X * Y - X**2 + Y**3,
    (X - Y) ** 2 / (1 + X * Y),
    sqrt(1 + X**2) - exp(-Y) + log(2 + X),
    eta(X / 4) + log2(1 + Y) * X,
    1 / (X - Rational(7, 3)) - Y ** (-2),
)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_an_enclosure_contains_every_value(expression):
    sides = box(x=(0.25, 1.5), y=(0.5, 2.0))
    known = enclose(expression, sides.env)
    functions = {"eta": lambda x: -x * mpmath.log(x, 2), "log2": lambda x: mpmath.log(x, 2)}
    at, draw = lambdify([X, Y], expression, [functions, "mpmath"]), Random(1)
    for _ in range(200):
        value = at(mpmath.mpf(draw.uniform(0.25, 1.5)), mpmath.mpf(draw.uniform(0.5, 2.0)))
        assert float(known.low) <= value <= float(known.high)


def test_an_entropy_term_has_its_largest_value_inside():
    known = enclose(eta(X), box(x=(0.0, 1.0)).env)
    assert known.low == 0
    assert abs(float(known.high) - 0.5307378454) < 1e-9


def test_a_zero_inside_a_denominator_leaves_nothing_known():
    assert enclose(1 / X, box(x=(-1.0, 2.0)).env) == intervals.UNKNOWN
    assert enclose(log(X), box(x=(-1.0, 2.0)).env) == intervals.UNKNOWN
    assert enclose(sqrt(X), box(x=(-1.0, 2.0)).env) == intervals.UNKNOWN
    assert enclose(g(X), box(x=(1.0, 2.0)).env) == intervals.UNKNOWN


def test_a_positive_expression_is_covered():
    cover = positive(X**2 - X + Rational(26, 100), box(x=(0.0, 1.0)))
    assert not cover.undecided
    assert 0 < float(cover.least) <= 0.01


def test_an_expression_that_touches_zero_is_never_covered():
    touching = positive((X - Rational(1, 3)) ** 2, box(x=(0.0, 1.0)), patience=500)
    assert "1/3" not in touching.undecided and touching.undecided
    assert positive(X, box(x=(0.0, 1.0)), patience=500).undecided


def test_a_negative_part_is_named():
    cover = positive(X - Rational(1, 10), box(x=(0.0, 1.0)))
    assert cover.undecided.startswith("0 <= x <= ")
