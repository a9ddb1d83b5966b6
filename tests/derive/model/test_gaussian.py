"""The standard Gaussian against mpmath's own distribution function."""

import pytest
from mpmath import mp, mpf
from sympy import Float, Rational, Symbol, exp, oo

from derive.functions import Phi
from derive.model.gaussian import bin_probability, bin_slope, density

X = Rational(7, 10)
W = Rational(2, 5)


def number(expression):
    return mp.mpmathify(expression.evalf(50))


def test_phi_is_the_distribution_function():
    with mp.workdps(50):
        assert abs(number(Phi(X)) - mp.ncdf(mpf(7) / 10)) < mpf(10) ** -45
    assert (Phi(0), Phi(oo), Phi(-oo)) == (Rational(1, 2), 1, 0)
    assert isinstance(Phi(X).evalf(20), Float)


def test_the_slope_of_a_bin_is_the_derivative_of_its_probability():
    with mp.workdps(50):
        w = mpf(2) / 5
        slope = mp.diff(lambda x: mp.ncdf(x + w) - mp.ncdf(x - w), mpf(7) / 10)
        assert abs(number(bin_slope(X, W)) - slope) < mpf(10) ** -30


def test_the_slope_has_the_opposite_sign_of_the_centre():
    assert bin_slope(X, W).evalf() < 0 < bin_slope(-X, W).evalf()
    assert bin_slope(Rational(0), W) == 0


def test_a_bin_at_the_mean_needs_one_value_of_phi():
    w = Symbol("w", positive=True)
    assert bin_probability(0, w) == 2 * Phi(w) - 1


@pytest.mark.parametrize("frequency", [0, 3])
def test_a_density_has_the_characteristic_function_it_was_made_from(frequency):
    q, x = Symbol("q"), Symbol("x", real=True)
    gaussian = density(exp(-(q**2) / 8), q, x)

    def integrand(y):
        return number(gaussian.subs(x, Rational(str(y)))) * mp.cos(frequency * y)

    with mp.workdps(20):
        transform = mp.quad(integrand, [-5, -1, 0, 1, 5])
        assert abs(transform - mp.exp(-(mpf(frequency) ** 2) / 8)) < mpf(10) ** -10
