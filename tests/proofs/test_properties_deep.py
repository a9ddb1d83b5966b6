"""The deep profile, `pytest -m deep`: the same properties at thousands of random states."""

import properties as p
import pytest
from hypothesis import given

from derive import equation

pytestmark = pytest.mark.deep


@p.DEEP
@given(p.pairs())
def test_randomness_grows_strictly_with_coherence(pair):
    p.grows_with_coherence(equation("17").rhs, *pair)


@p.DEEP_INTEGRALS
@given(p.pairs())
def test_randomness_grows_by_the_integral_of_its_slope(pair):
    p.grows_by_its_slope(equation("17").rhs, equation("A1").part("2"), *pair)


@p.DEEP
@given(p.points())
def test_every_line_of_appendix_a_holds(point):
    p.appendix_lines_hold(point)


@p.DEEP_INTEGRALS
@given(p.points())
def test_the_slope_is_the_integral_of_its_bracket(point):
    p.slope_is_its_integral(point)


@p.DEEP
@given(p.pairs())
def test_temporal_randomness_grows_and_stays_between_its_bounds(pair):
    p.temporal_randomness_grows(*pair)


@p.DEEP
@given(p.points())
def test_more_bins_give_more_bits(point):
    p.more_bins_give_more_bits(equation("28").rhs, point)


@p.DEEP
@given(p.points())
def test_the_closed_form_in_n_is_the_sum_over_the_bins(point):
    p.closed_form_is_the_sum(point)
