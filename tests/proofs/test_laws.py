"""The laws that an equality may rest on: each is found, and none goes beyond its domain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, I, Integral, Rational, S, Sum, Symbol, conjugate, exp, log, sqrt

from derive import symbols as sym
from derive.errors import FormulaError
from derive.functions import eta
from derive.model.domain import (
    BIN,
    BINS,
    POPULATION,
    QUBIT,
    WINDOW,
    Domain,
    between,
    nonnegative,
    real,
)
from proofs.equality.certify import certify
from proofs.equality.compare import compare, compare_text
from proofs.equality.search.proof import GaveUpError
from proofs.paper.formula import read
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import stated
from proofs.statements.vocabulary import vocabulary
from proofs.verdict import Status

x, n, k, t, Gamma = sym.rho11, sym.n, sym.k, sym.t, sym.Gamma
y = Symbol("y", real=True)
z = Symbol("z", complex=True)
PLACE = POPULATION & WINDOW & BINS & real(y)
NAMES = {s.name: s for s in PLACE.symbols}


def equal(first, second, domain=PLACE):
    return compare(first, second, domain).status is Status.EQUAL


def equal_text(text, value, domain=PLACE):
    return compare_text(text, value, Setting(NAMES, domain)).status is Status.EQUAL


def sign(expr, domain=PLACE, seconds=4.0):
    """1 where expr >= 0 gets a certificate, -1 where expr <= 0 does, None where neither does."""
    setting = Setting({}, domain)
    words = vocabulary({}, domain, [expr])
    value = words.derived(expr)
    for number, relation in ((1, ">="), (-1, "<=")):
        claim = stated([f"{value.rows[0][0]} {relation} 0"], setting, words, [value])
        try:
            certify(claim, seconds)
        except GaveUpError:
            continue
        return number
    return None


def test_a_quotient_cancels_to_its_lowest_terms():
    assert equal((y**2 - 1) / (y - 1), y + 1)
    assert equal(1 / (1 + sqrt(x)) * (1 - x), 1 - sqrt(x))


def test_division_by_what_is_identically_zero_is_never_equal():
    zero = "(sqrt(rho11 + 1)**2 - rho11 - 1 + y - y*exp(t)*exp(-t))"
    assert not equal_text(f"1 + 1/{zero} - 1/{zero}", S.One)


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
        ("rho11**(1/6)*rho11**(1/3)", "sqrt(rho11)"),
        ("rho11**(1/6)*rho11**(1/6)*rho11**(1/6)", "sqrt(rho11)"),
        ("rho11**(1/6)*rho11**(1/4)", "rho11**(5/12)"),
        ("rho11**(1/10)", "sqrt(rho11)/rho11**(2/5)"),
        ("1/rho11**(5/6)", "rho11**(1/6)/rho11"),
        ("(rho11**(1/6) + 1)*(rho11**(1/6) - 1)", "rho11**(1/3) - 1"),
        ("sqrt(sqrt(rho11*t))", "rho11**(1/4)*t**(1/4)"),
        ("sqrt(4/rho11)", "2/sqrt(rho11)"),
    ],
)
def test_roots_of_any_order_are_multiplied(first, second):
    assert equal_text(f"{first} + t*({second})", read(f"(1 + t)*({second})", NAMES))
    wrong = read(f"(1 + t)*({second}) + 10**-9", NAMES)
    assert compare_text(f"{first} + t*({second})", wrong, Setting(NAMES, PLACE)).witness


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


@pytest.mark.parametrize("text", ["y**t", "(rho11 - 2)**t", "(-rho11)**(1/3)", "(y*I)**t"])
def test_a_symbolic_power_needs_a_base_of_known_sign(text):
    assert not equal_text(f"1 + {text} - {text}", S.One)


# Logarithms


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
        (log((y - S.Half) ** 2), 2 * log(Abs(2 * y - 1)) - 2 * log(2)),
        (log((x + S.Half) / 3), log(2 * x + 1) - log(6)),
        (log(5 - sqrt(5)), log(5) / 2 + log(sqrt(5) - 1)),
        (log(sqrt(2) * x + 2), log(2) / 2 + log(x + sqrt(2))),
        (log(x + sqrt(x)), log(x) / 2 + log(1 + sqrt(x))),
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


def test_complex_numbers_have_no_sign():
    assert sign(z**2 + 1, Domain()) is None


polynomials = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(polynomials)
def test_no_proved_sign_is_contradicted_by_a_point(coefficients):
    basis = (1, x, x**2, sym.c**2, x * sym.c**2, sym.c**4)
    expr = sum((a * b for a, b in zip(coefficients, basis, strict=True)), S.Zero)
    found = sign(expr, QUBIT, 0.5)
    for place in ((1, 5), (1, 2), (9, 10), (99, 100)):
        rho11 = Rational(*place)
        for share in (Rational(1, 100), Rational(1, 3), Rational(99, 100)):
            value = expr.subs({x: rho11, sym.c: rho11 * (1 - rho11) * share})
            assert found is None or value * found >= 0


# Sums and integrals

index = Symbol("k", integer=True)
s = Symbol("s", real=True)


@pytest.mark.parametrize(
    ("term", "lower", "upper", "closed"),
    [
        (index**3, 1, n, (n * (n + 1) / 2) ** 2),
        (index * x**index, 0, n, (x - (n + 1) * x ** (n + 1) + n * x ** (n + 2)) / (1 - x) ** 2),
        ((1 - x) ** (n - index), 1, n, (1 - (1 - x) ** n) / x),
        (index**2, -2, n, n * (n + 1) * (2 * n + 1) / 6 + 5),
        (index, n, 2 * n, 3 * n * (n + 1) / 2),
        (exp(-t * index / n), 0, n - 1, (1 - exp(-t)) / (1 - exp(-t / n))),
        (Abs(index + 1), 1, n, n * (n + 3) / 2),
        (S.One, 1, n, n),
        (x**index, 3, 5, x**3 + x**4 + x**5),
    ],
    ids=str,
)
def test_a_closed_sum_is_the_sum_of_its_terms_and_nothing_else(term, lower, upper, closed):
    whole = Sum(term, (index, lower, upper))
    assert equal(whole, closed)
    wrong = compare(whole, closed + 1 - exp(-t) * exp(t) / n, PLACE)
    assert wrong.status is Status.DIFFERENT


def test_nested_sums_close_from_the_inside():
    j = Symbol("j", integer=True, positive=True)
    assert equal(Sum(Sum(j, (j, 1, k)), (k, 1, n)), n * (n + 1) * (n + 2) / 6)
    assert equal(Sum(Sum(1, (j, k, n)), (k, 1, n)), n * (n + 1) / 2)


@pytest.mark.parametrize("limits", ["3, n", "n, -1", "n, 1"])
def test_limits_that_may_run_backwards_are_refused(limits):
    whole = f"Sum(k, (k, {limits}))"
    assert not equal_text(f"1 + {whole} - {whole}", S.One)


@pytest.mark.parametrize("limits", ["1, n/2", "1, t"])
def test_limits_that_are_not_whole_are_refused(limits):
    with pytest.raises(FormulaError):
        equal_text(f"Sum(k, (k, {limits}))", S.One)


def test_a_sum_without_a_closed_form_equals_itself_however_it_is_written():
    p, i, m = sym.click, sym.i, sym.m
    domain = Domain() & BINS & between(m, 1, 9)
    split = Sum(p[i], (i, 1, m)) + Sum(2 * p[i] ** 2, (i, 1, m))
    assert equal(Sum(p[i] * (1 + 2 * p[i]), (i, 1, m)), split, domain)
    assert equal(Sum(1 / (1 + p[i]), (i, 1, m)), Sum(2 / (2 + 2 * p[i]), (i, 1, m)), domain)
    assert not equal(Sum(p[i] ** 2, (i, 1, m)), Sum(p[i], (i, 1, m)) ** 2, domain)


LOW, HIGH = 3 - sqrt(5), 3 + sqrt(5)


@pytest.mark.parametrize(
    ("integrand", "lower", "upper", "value"),
    [
        (1 / (1 + s), 0, 1, log(2)),
        (s**3 + x, 0, 2, 4 + 2 * x),
        (s**3 / (1 + s), 0, t, t**3 / 3 - t**2 / 2 + t - log(1 + t)),
        (1 / (4 - s**2), -1, 1, log(3) / 2),
        (
            *((s + 2) / (s**2 + 3 * s + 1), 0, 1),
            (log(5) + (log(5 - sqrt(5)) - log(5 + sqrt(5)) - log(LOW) + log(HIGH)) / sqrt(5)) / 2,
        ),
        (exp(s), 0, 1, exp(1) - 1),
        (1 / (1 + s) ** 2, 0, 1, S.Half),
        (log(1 + s), 0, 1, 2 * log(2) - 1),
    ],
    ids=str,
)
def test_an_integral_is_its_value_and_no_other(integrand, lower, upper, value):
    whole = Integral(integrand, (s, lower, upper))
    assert equal(whole, value)
    assert compare(whole, value + S(10) ** -12, PLACE).status is Status.DIFFERENT


@pytest.mark.parametrize("integrand", [sqrt(s) / (1 + s), 1 / (s**3 + 2), s**x])
def test_other_integrands_are_left_open_or_decided_rightly(integrand):
    whole = Integral(integrand, (s, 0, 1))
    right = whole.doit() if integrand.has(x) else Rational(str(whole.evalf(30)))
    found = compare(whole, right + S(1) / 100, PLACE).status
    assert found is not Status.EQUAL


def test_an_integral_over_a_pole_is_never_equal():
    pole = "Integral(1/(s - 1/2), (s, 0, 1))"
    assert not equal_text(f"1 + {pole} - {pole}", S.One)
