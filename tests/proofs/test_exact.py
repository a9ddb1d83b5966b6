"""The normal form: every step that it takes is an identity of numbers."""

import mpmath
import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    I,
    Integral,
    Rational,
    S,
    Sum,
    Symbol,
    conjugate,
    exp,
    log,
    sqrt,
)

from derive import symbols as sym
from derive.domain import BIN, BINS, POPULATION, QUBIT, WINDOW, Domain, between, nonnegative, real
from derive.entropy import eta
from proofs.equality.balls import ball
from proofs.equality.exact.context import Converter
from proofs.equality.exact.convert import RULES, convert
from proofs.equality.exact.exponentials import combination
from proofs.equality.exact.signs import bernstein_nonnegative
from proofs.equality.exact.sums import antidifference
from proofs.equality.exact.tower import GENERATORS, UnsupportedError, terms
from proofs.equality.points import points

x, n, k, t, Gamma = sym.rho11, sym.n, sym.k, sym.t, sym.Gamma
y = Symbol("y", real=True)
z = Symbol("z", complex=True)
PLACE = POPULATION & WINDOW & BINS & real(y)


def equal(first, second, domain=PLACE):
    """Whether the two have one normal form, with every root and logarithm in its range."""
    converter, (a, b) = convert([first, second], domain)
    in_range = all(converter.signs.of_element(o) == 1 for o in converter.obligations)
    return in_range and (a - b).is_zero


def sign(expr, domain=PLACE):
    converter, (element,) = convert([expr], domain)
    return converter.signs.of_element(element)


# Arithmetic

coefficients = st.fractions(-5, 5, max_denominator=6)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(coefficients, min_size=4, max_size=4), st.fractions(1, 9, max_denominator=7))
def test_arithmetic_of_elements_is_that_of_their_values(numbers, place):
    a, b, c, d = (Rational(v.numerator, v.denominator) for v in numbers)
    first, second = a + b * sqrt(x + 1) * y, c * exp(-t) + d * sqrt(x + 1) + 2
    _, (u, v) = convert([first, second], PLACE)
    at = {x: S.Half, y: Rational(place.numerator, place.denominator), t: S(2), Gamma: S(1), n: S(1)}
    for element, value in (
        (u + v, first + second),
        (u * v, first * second),
        (u - v, first - second),
    ):
        assert (ball(element.expr, at) - ball(value, at)).contains(0)
    if not v.is_zero:
        assert (ball((u / v).expr, at) - ball(first / second, at)).contains(0)


def test_a_quotient_cancels_to_its_lowest_terms():
    assert equal((y**2 - 1) / (y - 1), y + 1)
    assert equal(1 / (1 + sqrt(x)) * (1 - x), 1 - sqrt(x))


def test_division_by_what_is_identically_zero_is_not_done():
    with pytest.raises(UnsupportedError):
        convert([1 / (sqrt(x + 1) ** 2 - x - 1 + (y - y * exp(t) * exp(-t)))], PLACE)


# Roots, moduli, powers


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (sqrt(x**2 - 2 * x + 1), 1 - x),
        (sqrt((y - 1) ** 2), Abs(y - 1)),
        (sqrt(x * t), sqrt(x) * sqrt(t)),
        (sqrt(8), 2 * sqrt(2)),
        (S(2) ** Rational(1, 4) * S(2) ** Rational(1, 4), sqrt(2)),
        (sqrt(exp(-Gamma * t)), exp(-Gamma * t / 2)),
        (Abs(x - 1), 1 - x),
        (Abs(x * y), x * Abs(y)),
        (Abs(exp(I * y) * (x + 1)), x + 1),
        (Abs(z) ** 2, z * conjugate(z)),
        (Abs(z * y), Abs(z) * Abs(y)),
        (conjugate(1 / (1 + I * y)), (1 + I * y) / (1 + y**2)),
        (conjugate(exp(1 / (1 + I * y))), exp(1 / (1 - I * y))),
        ((x * t) ** n, x**n * t**n),
        ((x**2) ** n, x ** (2 * n)),
        (x ** (n + 1), x * x**n),
        (exp(log(1 - x) * n), (1 - x) ** n),
        (S(2) ** (log(1 - x) / log(2)), 1 - x),
        (exp(t / (n * (n + 1))), exp(t / n) / exp(t / (n + 1))),
    ],
)
def test_powers_and_moduli_follow_their_laws(first, second):
    assert equal(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (sqrt(y**2), y),
        (sqrt(y) * sqrt(y + 1), sqrt(y * (y + 1))),  # one has a value for y < -1
        (Abs(z) ** 2, z**2),
        (Abs(z**2 + 1), z**2 + 1),
        (exp(log(1 - x) / log(2) * log(2)), x - 1),
        (conjugate(z), z),
        (exp(t / (n * (n + 1))), exp(t / n) / exp(-t / (n + 1))),
    ],
)
def test_no_law_is_stretched_beyond_its_domain(first, second):
    assert not equal(first, second)


@pytest.mark.parametrize("expr", [y**n, (x - 2) ** t, (-x) ** Rational(1, 3), z**t])
def test_a_symbolic_power_needs_a_base_of_known_sign(expr):
    with pytest.raises(UnsupportedError):
        convert([expr], PLACE)


# Exponents and logarithms


def test_an_exponent_is_a_rational_combination_of_others_or_independent():
    converter = Converter(PLACE, RULES)
    known = [converter(t / n), converter(t / (n + 1))]
    assert combination(converter(t / (n * (n + 1))), known) == [1, -1]
    assert combination(converter(t / 2 - 0 * n), known) is None


def test_terms_add_up_to_the_element():
    converter = Converter(PLACE, RULES)
    element = converter((2 * t + 3 * y) / (n + 1))
    total = sum((v * converter.tower.constant(c) for c, v in terms(element)), converter(S.Zero))
    assert (total - element).is_zero


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (log(x * (1 - x)), log(x) + log(1 - x)),
        (log(12), 2 * log(2) + log(3)),
        (log(Rational(3, 4)), log(3) - 2 * log(2)),
        (log(x**n), n * log(x)),
        (log(exp(-Gamma * t) * x), -Gamma * t + log(x)),
        (log(sqrt(x)), log(x) / 2),
        (eta(x * (1 - x)), x * eta(1 - x) + (1 - x) * eta(x)),
        (log(y**2), 2 * log(Abs(y))),
    ],
)
def test_logarithms_split_over_factors(first, second):
    assert equal(first, second)


def test_a_logarithm_of_a_conjugate_pair_is_recognised():
    gap = sqrt((2 * x - 1) ** 2 + 4 * sym.c**2)
    product = 4 * (x * (1 - x) - sym.c**2)
    assert equal(log(1 - gap), log(product) - log(1 + gap), QUBIT)
    assert equal(sqrt(1 - gap) * sqrt(1 + gap), sqrt(product), QUBIT)
    assert not equal(log(1 - gap), log(product) + log(1 + gap), QUBIT)


# Signs


@pytest.mark.parametrize(
    ("expr", "domain", "expected"),
    [
        (x * (1 - x), POPULATION, 1),
        (x - 2, POPULATION, -1),
        (2 * x - 1, POPULATION, None),
        (y**2 + 1, real(y), 1),
        (z**2 + 1, Domain(), None),
        (n - k, BIN, 1),
        (k - n - 1, BIN, -1),
        (n - 2 * k, BIN, None),
        (1 - exp(-t), nonnegative(t), 1),
        (exp(-t) - 1, nonnegative(t), -1),
        (x * (1 - x) - sym.c**2, QUBIT, 1),
        (x - sym.c**2, QUBIT, 1),
        (x - sym.c, QUBIT, None),
        (1 - sqrt((2 * x - 1) ** 2 + 4 * sym.c**2), QUBIT, 1),
        (y, real(y).where(y), 1),
        (y - 1, between(y, 1, 2).where(2 - y), 1),
        (1 / (y - 3), between(y, 1, 2), -1),
    ],
)
def test_a_sign_is_proved_or_left_open(expr, domain, expected):
    assert sign(expr, domain) == expected


polynomials = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(polynomials)
def test_no_proved_sign_is_contradicted_by_a_point(coefficients):
    basis = (1, x, x**2, sym.c**2, x * sym.c**2, sym.c**4)
    expr = sum((a * b for a, b in zip(coefficients, basis, strict=True)), S.Zero)
    found = sign(expr, QUBIT)
    for point in (p for p, _ in zip(points(QUBIT), range(12), strict=False)):
        value = expr.subs(point)
        assert found is None or value * found >= 0


def test_bernstein_coefficients_decide_on_the_box_only():
    u = GENERATORS[0]
    assert bernstein_nonnegative(u * (1 - u), {0})
    assert not bernstein_nonnegative(u * (1 - u), set())
    assert not bernstein_nonnegative(u - fmpq(1, 2), {0})


# Sums and integrals


@pytest.mark.parametrize(
    ("term", "lower", "upper"),
    [
        (k**3, 1, n),
        (k * x**k, 0, n),
        ((1 - x) ** (n - k), 1, n),
        (k**2, -2, n),
        (k, n, 2 * n),
        (exp(-t * k / n), 0, n - 1),
        (Abs(k + 1), 1, n),
        (1, 1, n),
        (x**k, 3, 5),
    ],
)
def test_a_closed_sum_is_the_sum_of_its_terms(term, lower, upper):
    index = Symbol("k", integer=True)
    term = S(term).subs(k, index)
    _, (element,) = convert([Sum(term, (index, lower, upper))], PLACE)
    assert not element.expr.has(Sum)
    for count in (1, 2, 5):
        at = {x: Rational(1, 3), t: S(2), n: S(count), y: S.Zero, Gamma: S.One}
        first, last = (int(S(b).subs(n, count)) for b in (lower, upper))
        expected = sum((term.subs(index, j) for j in range(first, last + 1)), S.Zero)
        assert (ball(element.expr, at) - ball(expected, at)).contains(0)


def test_nested_sums_close_from_the_inside():
    j = Symbol("j", integer=True, positive=True)
    assert equal(Sum(Sum(j, (j, 1, k)), (k, 1, n)), n * (n + 1) * (n + 2) / 6)
    assert equal(Sum(Sum(1, (j, k, n)), (k, 1, n)), n * (n + 1) / 2)


@pytest.mark.parametrize("limits", [(3, n), (n, 1), (1, n / 2), (1, t)])
def test_limits_that_may_run_backwards_or_are_not_whole_are_refused(limits):
    with pytest.raises(UnsupportedError):
        convert([Sum(k, (k, *limits))], PLACE)


def test_a_sum_without_a_closed_form_equals_itself_however_it_is_written():
    p, i, m = sym.click, sym.i, sym.m
    domain = Domain() & BINS
    split = Sum(p[i], (i, 1, m)) + Sum(2 * p[i] ** 2, (i, 1, m))
    domain &= between(m, 1, 9)
    assert equal(Sum(p[i] * (1 + 2 * p[i]), (i, 1, m)), split, domain)
    assert equal(Sum(1 / (1 + p[i]), (i, 1, m)), Sum(2 / (2 + 2 * p[i]), (i, 1, m)), domain)
    assert not equal(Sum(p[i] ** 2, (i, 1, m)), Sum(p[i], (i, 1, m)) ** 2, domain)


@pytest.mark.parametrize("degree", [0, 1, 4])
@pytest.mark.parametrize("ratio", [S.One, x, 1 - x])
def test_an_antidifference_has_the_right_difference(degree, ratio):
    converter = Converter(PLACE, RULES)
    r, place = converter(ratio), converter(y)
    q = antidifference(degree, r)

    def at(v):
        return sum((c * v**power for power, c in enumerate(q)), converter(S.Zero))

    assert (r * at(place + converter(S.One)) - at(place) - place**degree).is_zero


s = Symbol("s", real=True)


@pytest.mark.parametrize(
    ("integrand", "lower", "upper"),
    [
        (1 / (1 + s), 0, 1),
        (s**3 + x, 0, 2),
        (s**3 / (1 + s), 0, t),
        (1 / (4 - s**2), -1, 1),
        ((s + 2) / (s**2 + 3 * s + 1), 0, 1),
    ],
)
def test_an_integral_is_its_numeric_value(integrand, lower, upper):
    converter, (element,) = convert([Integral(integrand, (s, lower, upper))], PLACE)
    assert all(converter.signs.of_element(o) == 1 for o in converter.obligations)
    at = {x: Rational(1, 3), t: S(2)}
    body = integrand.subs(at)
    with mpmath.workdps(30):
        end = float(S(upper).subs(at))
        expected = mpmath.quad(lambda v: body.subs(s, v).evalf(30), [lower, end])
        value = mpmath.mpf(ball(element.expr, at).real.mid().str(25, radius=False))
        assert mpmath.almosteq(value, expected, rel_eps=1e-15)


@pytest.mark.parametrize(
    "integrand", [sqrt(s) / (1 + s), exp(s), 1 / (1 + s) ** 2, 1 / (s**3 + 2), log(1 + s), s**x]
)
def test_other_integrands_are_left_open(integrand):
    with pytest.raises(UnsupportedError):
        convert([Integral(integrand, (s, 0, 1))], PLACE)


def test_a_pole_on_the_way_is_an_obligation_that_fails():
    converter, _ = convert([Integral(1 / (s - Rational(1, 2)), (s, 0, 1))], PLACE)
    assert any(converter.signs.of_element(o) != 1 for o in converter.obligations)
