"""Every property at a few dozen states, in the deep profile at thousands, and wrong results that it
must notice.
"""

import properties as p
import pytest
from sympy import Rational, exp, log

from derive import equation
from derive import symbols as sym

ALPHA = exp(-sym.Gamma * sym.t)
EACH = pytest.mark.parametrize("profile", ["fast", pytest.param("deep", marks=pytest.mark.deep)])


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


@EACH
def test_randomness_grows_strictly_with_coherence(profile):
    p.tried(profile, p.pairs(), lambda pair: p.grows_with_coherence(equation("17").rhs, *pair))


@EACH
def test_randomness_grows_by_the_integral_of_its_slope(profile):
    randomness, slope = equation("17").rhs, equation("A1").part("2")
    by_slope = lambda pair: p.grows_by_its_slope(randomness, slope, *pair)  # noqa: E731
    p.tried(f"{profile} integrals", p.pairs(), by_slope)


@EACH
def test_every_line_of_appendix_a_holds(profile):
    p.tried(profile, p.points(), p.appendix_lines_hold)


@EACH
def test_the_slope_is_the_integral_of_its_bracket(profile):
    p.tried(f"{profile} integrals", p.points(), p.slope_is_its_integral)


@EACH
def test_temporal_randomness_grows_and_stays_between_its_bounds(profile):
    p.tried(profile, p.pairs(), lambda pair: p.temporal_randomness_grows(*pair))


@EACH
def test_more_bins_give_more_bits(profile):
    bits = equation("28").rhs
    p.tried(profile, p.points(), lambda point: p.more_bins_give_more_bits(bits, point))


@EACH
def test_the_closed_form_in_n_is_the_sum_over_the_bins(profile):
    p.tried(profile, p.points(), p.closed_form_is_the_sum)


@pytest.mark.parametrize("name", mutants())
def test_a_wrong_randomness_is_noticed(name):
    wrong = mutants()[name]
    assert wrong != equation("17").rhs

    def both(pair):
        p.grows_with_coherence(wrong, *pair)
        p.grows_by_its_slope(wrong, equation("A1").part("2"), *pair)

    with pytest.raises(AssertionError):
        p.tried("fast", p.pairs(), both)


def test_a_wrong_bound_is_noticed():
    wrong = equation("28").rhs.subs(sym.n, 1 / sym.n)

    def fewer(point):
        p.more_bins_give_more_bits(wrong, point)

    with pytest.raises(AssertionError):
        p.tried("fast", p.points(), fewer)


def test_a_difference_of_nothing_settles_on_zero():
    assert p.settled(lambda: p.mp.sqrt(2) ** 2 - 2) == 0


def test_a_value_that_no_precision_agrees_on_is_an_error():
    with pytest.raises(AssertionError):
        p.settled(lambda: p.mp.dps)
