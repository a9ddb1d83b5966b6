"""Appendix A against numeric derivatives and integrals of the entropies of actual states."""

import mpmath
import pytest
from mpmath import mpf
from sympy import Integral, Rational, S, lambdify, log

from derive import symbols as sym
from derive.emission import monotonicity
from derive.functions import eta, log2

GAMMA_T = {"short": Rational(1, 50), "one": S.One, "long": S(9)}
POINTS = [
    (rho11, share, gamma_t)
    for rho11 in (Rational(1, 7), S.Half, Rational(19, 20))
    for share in (Rational(1, 9), Rational(9, 10))
    for gamma_t in GAMMA_T.values()
]


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(50):
        yield


def point(rho11, share, gamma_t):
    """rho11, a coherence at the given share of its maximum (squared), and Gamma t."""
    c = Rational(int(1000 * mpmath.sqrt(mpf(float(share * rho11 * (1 - rho11))))), 1000)
    return {sym.rho11: rho11, sym.rho00: 1 - rho11, sym.c: c, sym.Gamma: 1, sym.t: gamma_t}


def number(value, at):
    value = value.subs(at).replace(eta, lambda u: -u * log(u) / log(2))
    return mpmath.mpf(value.replace(log2, lambda u: log(u) / log(2)).evalf(45))


def entropy(matrix):
    return -sum(x * mpmath.log(x, 2) for x in mpmath.eigsy(matrix, eigvals_only=True) if x > 0)


def simulated_randomness(rho11, c, gamma_t):
    """S(dephased) - S(rho_A) of the state after amplitude damping, diagonalised."""
    rho = mpmath.matrix([[1 - rho11, c], [c, rho11]])
    alpha = mpmath.exp(-gamma_t)
    stay = mpmath.diag([1, mpmath.sqrt(alpha)])
    click = mpmath.matrix([[rho11 * (1 - alpha)]])
    return entropy(stay * rho * stay) + entropy(click) - entropy(rho)


def simulated_slope(at):
    rho11, c, gamma_t = (mpf(at[s].p) / at[s].q for s in (sym.rho11, sym.c, sym.t))
    with mpmath.workdps(80):
        return mpmath.diff(lambda x: simulated_randomness(rho11, x, gamma_t), c)


def close(a, b, tolerance="1e-25"):
    return abs(a - b) <= mpf(tolerance) * (1 + abs(b))


@pytest.mark.parametrize("values", POINTS)
def test_the_slope_is_the_numeric_derivative_of_the_randomness_of_the_state(values):
    at = point(*values)
    for part in monotonicity.slope().values():
        assert close(number(part, at), simulated_slope(at))
    assert number(monotonicity.randomness_slope(), at) > 0


def test_the_slope_vanishes_without_coherence_and_without_a_window():
    at = point(Rational(1, 3), Rational(1, 2), S.One)
    slope = monotonicity.slope()["1"]
    assert slope.subs({**at, sym.c: 0}) == 0
    assert abs(number(slope, {**at, sym.t: S.Zero})) < mpf("1e-40")


@pytest.mark.parametrize("values", POINTS[::4])
def test_the_integral_form_equals_the_slope(values):
    at = point(*values)
    integral = monotonicity.slope_integral()
    (body,) = integral.atoms(Integral)
    integrand = lambdify(sym.s, body.function.subs(at), "mpmath")
    with mpmath.workdps(20):
        value = mpmath.quad(integrand, [0, 0.5, 1]) * number(integral / body, at)
    assert close(value, simulated_slope(at), "1e-10")


def test_the_artanh_integrand_integrates_to_artanh():
    body = monotonicity.artanh_integral()
    f = lambda s: number(body.function, {sym.x: Rational(2, 3), sym.s: Rational(str(s))})  # noqa: E731
    with mpmath.workdps(20):
        assert close(mpmath.quad(f, [0, 1]), mpmath.atanh(mpf(2) / 3) * 3 / 2, "1e-15")


def direct_J(at, s):
    """Numerator of the bracket of (A3) over its denominators, from numeric spectra."""
    delta, gap, f = (
        number(g(), at) for g in (monotonicity.Delta, monotonicity.Delta_prime, monotonicity.F)
    )
    alpha = mpmath.exp(-number(sym.t, at))
    first, second = 1 - delta**2 * s**2, 1 - gap**2 * s**2 / f**2
    return (1 / first - alpha / f / second) * first * second, f


@pytest.mark.parametrize("values", POINTS)
def test_J_and_E_follow_from_the_integrand(values):
    at = point(*values)
    for s in (Rational(1, 3), Rational(9, 10), S.One):
        expected, f = direct_J(at, mpf(s.p) / s.q)
        for form in (monotonicity.J(), monotonicity.J_between_ends()):
            assert close(number(form, {**at, sym.s: s}), expected)
    assert close(number(monotonicity.E(), at), f**2 * expected)


@pytest.mark.parametrize("values", POINTS)
def test_the_denominators_at_one_and_the_excess_have_their_closed_forms(values):
    at = point(*values)
    delta, gap, f = (
        number(g(), at) for g in (monotonicity.Delta, monotonicity.Delta_prime, monotonicity.F)
    )
    parts = monotonicity.smallest_denominators()
    assert close(number(parts["Delta"], at), 1 - delta**2)
    assert close(number(parts["Delta_prime"], at), f**2 - gap**2)
    assert close(number(monotonicity.no_click_excess(), at), f - mpmath.exp(-number(sym.t, at)))


def test_the_gaps_are_those_of_diagonalised_matrices():
    at = point(Rational(1, 7), Rational(1, 2), S.One)
    rho11, c = (mpf(at[s].p) / at[s].q for s in (sym.rho11, sym.c))
    stay = mpmath.diag([1, mpmath.exp(-mpf(1) / 2)])
    rho = mpmath.matrix([[1 - rho11, c], [c, rho11]])
    gap, gap_prime = (
        max(values) - min(values)
        for values in (mpmath.eigsy(m, eigvals_only=True) for m in (rho, stay * rho * stay))
    )
    assert close(number(monotonicity.Delta(), at), gap)
    assert close(number(monotonicity.Delta_prime(), at), gap_prime)


def test_E_is_a_quadratic_in_c_with_the_derived_coefficient():
    at = point(Rational(1, 7), Rational(1, 2), S.One)
    E = monotonicity.E()
    values = [number(E, {**at, sym.c: Rational(k, 10)}) for k in range(3)]
    second_difference = (values[2] - 2 * values[1] + values[0]) / 2 * 100
    assert close(second_difference, number(monotonicity.c2_coefficient(), at))


def test_E_vanishes_for_pure_states():
    assert set(monotonicity.E_of_pure_states()) == {"1", "2", "3"}
    assert set(monotonicity.E_of_pure_states().values()) == {S.Zero}


@pytest.mark.parametrize("values", POINTS[::5])
def test_the_substitutions_with_a_keep_the_values(values):
    at = point(*values)
    in_a = {**at, sym.pop_difference: at[sym.rho11] - at[sym.rho00]}
    pairs = [
        (monotonicity.F_in_difference(), monotonicity.F()),
        (monotonicity.Delta_in_difference(), monotonicity.Delta() ** 2),
        (monotonicity.Delta_prime_in_difference(), monotonicity.Delta_prime() ** 2),
    ]
    for with_a, expected in pairs:
        assert close(number(with_a, in_a), number(expected, at))
        assert not with_a.has(sym.rho00, sym.rho11)


def test_the_temporal_slope_does_not_know_the_number_of_bins():
    assert monotonicity.temporal_slope() == monotonicity.slope()["1"]


def test_the_slope_of_bits_per_bin_is_the_numeric_derivative():
    h = lambda p: -(p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2)) / p  # noqa: E731
    value = number(monotonicity.bin_entropy_slope(), {sym.p_bin: Rational(1, 3)})
    with mpmath.workdps(80):
        assert close(value, mpmath.diff(h, mpf(1) / 3))
