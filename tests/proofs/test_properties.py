"""The fast profile: every property at a few dozen states, and wrong results that it must notice."""

import properties as p
import pytest
from hypothesis import given
from sympy import Rational, exp, log

from derive import equation
from derive import symbols as sym

ALPHA = exp(-sym.Gamma * sym.t)


def mutants():
    """Wrong versions of Eq. (17)."""
    randomness = equation("17").rhs
    own, *_ = sorted((t for t in randomness.args if not t.has(ALPHA)), key=str)
    return {
        "the sign of R": -randomness,
        "the sign of one term": randomness - 2 * own,
        "alpha squared": randomness.subs(ALPHA, ALPHA**2),
        "nats for bits": randomness * log(2),
        "populations swapped": randomness.subs(
            {sym.rho00: sym.rho11, sym.rho11: sym.rho00}, simultaneous=True
        ),
        "a factor of nearly one": randomness * (1 + Rational(1, 10**6)),
    }


@p.FAST
@given(p.pairs())
def test_randomness_grows_strictly_with_coherence(pair):
    p.grows_with_coherence(equation("17").rhs, *pair)


@p.SLOW
@given(p.pairs())
def test_randomness_grows_by_the_integral_of_its_slope(pair):
    p.grows_by_its_slope(equation("17").rhs, equation("A1").part("2"), *pair)


@p.FAST
@given(p.points())
def test_every_line_of_appendix_a_holds(point):
    p.appendix_lines_hold(point)


@p.SLOW
@given(p.points())
def test_the_slope_is_the_integral_of_its_bracket(point):
    p.slope_is_its_integral(point)


@p.FAST
@given(p.pairs())
def test_temporal_randomness_grows_and_stays_between_its_bounds(pair):
    p.temporal_randomness_grows(*pair)


@p.FAST
@given(p.points())
def test_more_bins_give_more_bits(point):
    p.more_bins_give_more_bits(equation("28").rhs, point)


@p.FAST
@given(p.points())
def test_the_closed_form_in_n_is_the_sum_over_the_bins(point):
    p.closed_form_is_the_sum(point)


@pytest.mark.parametrize("name", mutants())
def test_a_wrong_randomness_is_noticed(name):
    wrong = mutants()[name]
    assert wrong != equation("17").rhs

    @p.FAST
    @given(p.pairs())
    def both(pair):
        p.grows_with_coherence(wrong, *pair)
        p.grows_by_its_slope(wrong, equation("A1").part("2"), *pair)

    with pytest.raises(AssertionError):
        both()


def test_a_wrong_bound_is_noticed():
    wrong = equation("28").rhs.subs(sym.n, 1 / sym.n)

    @p.FAST
    @given(p.points())
    def fewer(point):
        p.more_bins_give_more_bits(wrong, point)

    with pytest.raises(AssertionError):
        fewer()


def test_a_difference_of_nothing_settles_on_zero():
    assert p.settled(lambda: p.mp.sqrt(2) ** 2 - 2) == 0


def test_a_value_that_no_precision_agrees_on_is_an_error():
    with pytest.raises(AssertionError):
        p.settled(lambda: p.mp.dps)
