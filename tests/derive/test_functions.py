"""Floats of the functions that formulas are made of, next to where they are zero."""

import pytest
from sympy import Rational, log, symbols

from derive.functions import eta, log2

TINY = Rational(1, 10**20)


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (eta(1 - TINY), "1.442695040888963e-20"),
        (log2(1 + TINY), "1.442695040888963e-20"),
        (log2(1 - TINY), "-1.442695040888963e-20"),
        (eta(TINY), "6.643856189774724e-19"),
        (eta(Rational(1, 3)), "0.5283208335737187"),
        (log2(Rational(3, 2)), "0.5849625007211562"),
    ],
)
def test_a_logarithm_next_to_one_keeps_its_digits(value, digits):
    for precision in (15, 40):
        assert value.evalf(precision) == pytest.approx(float(digits), rel=1e-14)


def test_symbols_stay_and_are_put_in_without_loss():
    x = symbols("x")
    assert eta(x).evalf().has(x)
    assert eta(1 - x).evalf(15, subs={x: TINY}) == pytest.approx(1.442695040888963e-20)
    assert eta(x).rewrite(log).has(log)
