"""Guesses and Renyi entropies against the global state, and the order of the entropies."""

import math

import mpmath
import pytest
from sympy import Rational, S, expand

from derive import equation
from derive import symbols as sym
from derive.device.guessing import larger, over_dark_counts
from derive.export import EVES, function
from tests.derive.simulated_device import detected, eves_states, joint_distributions
from tests.derive.simulated_emission import EDGES, WORKING, close, evaluate, random_points

DEVICES = {
    "": (False, False),
    ":lost": (True, False),
    ":told": (False, True),
    ":lost:told": (True, True),
}
POINTS = [(Rational(9, 20), S.Zero, Rational(3)), (Rational(1), S.Zero, Rational(1, 2))]
DETECTORS = [(Rational(13, 20), Rational(1, 10)), (S.One, Rational(1, 3)), (S.Half, S.Zero)]
TINY = mpmath.mpf(10) ** -40


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("point", [*random_points(seed=4, count=3), *EDGES])
def test_the_guess_is_attained_and_no_measurement_does_better(point, n):
    with mpmath.workdps(WORKING):
        states = {x: m for (_, x), m in eves_states(detected(point, n, S.One, S.Zero)).items()}
        none = states[0]
        first = states.get(1, mpmath.zeros(none.rows))
        values, vectors = mpmath.eighe(first - none)
        positive = vectors * mpmath.diag([max(v, 0) for v in values]) * vectors.H
        dual = none + positive
        for state in states.values():  # no measurement guesses more than the trace of such a dual
            assert min(mpmath.eighe(dual - state, eigvals_only=True)) > -TINY
        attained = mpmath.re(sum(dual[i, i] for i in range(dual.rows)))
        guess = evaluate(equation("device:min-entropy").part("guess"), *point, n=n)
        assert close(guess, attained)


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("name", "eve"), DEVICES.items())
def test_min_entropies_are_those_of_the_likeliest_outcomes(name, eve, point, n):
    for eta, d in DETECTORS:
        known = joint_distributions(eves_states(detected(point, n, eta, d), *eve))
        guess = mpmath.fsum(max(weights.values()) for weights in known)
        found = evaluate(equation(f"device:min{name}").rhs, *point, n=n, eta_d=eta, d_c=d)
        assert close(found, -mpmath.log(guess, 2))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_there_is_a_first_dark_count_or_none(n):
    apart = over_dark_counts(sym.x, sym.tau).subs(sym.n, n).doit()
    assert expand(apart.subs(sym.tau, sym.x)) == over_dark_counts(sym.x, sym.x) == sym.x


@pytest.mark.parametrize("order", [Rational(2), Rational(5, 4)])
@pytest.mark.parametrize(("name", "eve"), DEVICES.items())
def test_renyi_entropies_are_those_of_arimoto(name, eve, order):
    for n, (eta, d) in zip((1, 2, 3), DETECTORS, strict=True):
        known = joint_distributions(eves_states(detected(POINTS[0], n, eta, d), *eve))
        with mpmath.workdps(WORKING):
            a = mpmath.mpf(order.p) / order.q
            norms = [mpmath.fsum(abs(w) ** a for w in x.values()) ** (1 / a) for x in known]
            expected = a / (1 - a) * mpmath.log(mpmath.fsum(norms), 2)
        at = {"n": n, "eta_d": eta, "d_c": d, "nu": order}
        assert close(evaluate(equation(f"device:renyi{name}").rhs, *POINTS[0], **at), expected)


@pytest.mark.parametrize("eve", EVES)
def test_min_entropy_is_at_most_renyi_and_that_at_most_the_asymptotic_bits(eve):
    shot = (0.45, 3.0, 16, 0.65, 1e-3)
    renyi = function(f"renyi_device{eve}")
    found = [function(f"min_entropy_device{eve}")(*shot)]
    found += [renyi(*shot, order) for order in (2.0, 1.5, 1.1, 1.001)]
    found += [function(f"bound_device{eve}")(*shot)]
    assert found == sorted(found)
    assert renyi(*shot, 1 + 1e-9) == pytest.approx(found[-1], rel=1e-7)


@pytest.mark.parametrize("eve", EVES)
@pytest.mark.parametrize("n", [1, 64])
def test_renyi_entropies_tend_to_the_asymptotic_bits_at_the_rate_and_not_much_faster(eve, n):
    shot = (0.45, 3.0, n, 0.65, 1e-3)
    bits, renyi = (function(f"{name}_device{eve}", "arb") for name in ("bound", "renyi"))
    for excess in (1.0, 0.1, 1e-3):
        rate = excess * (1 + math.log(n + 1) / 2) * math.log2(n + 1)
        assert rate / 30 < bits(*shot) - renyi(*shot, 1 + excess) < rate / 5


def test_min_entropy_does_not_grow_with_coherence_where_no_click_is_always_likelier():
    compute = function("min_entropy")
    assert compute(0.5, 0.4, 0.1, 4) == compute(0.5, 0.0, 0.1, 4)
    assert compute(0.5, 0.4, 3.0, 4) > compute(0.5, 0.0, 3.0, 4)


def test_the_larger_of_two_numbers_is_either():
    assert (larger(S.One, S(2)), larger(S(2), S.One)) == (2, 2)
