"""The reference of every accuracy, a stable form in balls, against the derived equation itself.

At 800 digits the derived equation loses none that matter, and 0 log 0 is 0: so it has a value on
the edges of the domain too, where the proofs of the forms, branch by branch, take limits.
"""

import random

import mpmath
import pytest
from sympy import lambdify

from benchmarks.accuracy import DETECTORS, point
from derive import equation
from derive import symbols as sym
from derive.emission.many_bins import many_bins_offset
from derive.export import quantities
from derive.numeric import balls

VARIANTS = [variant for quantity in quantities() for variant in quantity.variants]
DIGITS, POINTS = 800, 25
SYMBOLS = {
    "rho11": sym.rho11,
    "c": sym.c,
    "Gamma_t": sym.x,
    "n": sym.n,
    "p": [sym.click[k + 1] for k in range(DETECTORS)],
    "a": sym.bin_width,
    "P": sym.P,
    "A_gain": sym.A_gain,
    "tau_c": sym.tau_c,
    "tau": sym.tau,
    "eta": sym.eta_d,
    "d": sym.d_c,
    "order": sym.nu,
}


def entropy_term(v):
    """-v log2 v; what cancellation leaves of a zero is one."""
    return mpmath.mpf(0) if v < mpmath.mpf(10) ** (50 - DIGITS) else -v * mpmath.log(v, 2)


def derived(quantity):
    """The derived equation as a function of the parameters, c in place of r."""
    limit = quantity.part == "limit"
    value = many_bins_offset() if limit else equation(quantity.equation).part(quantity.part)
    if "p" in quantity.parameters:
        clicked = sum(SYMBOLS["p"]) / (1 - sym.alpha)
        value = value.subs(sym.m, DETECTORS).doit().subs(sym.rho11, clicked)
    value = value.subs(sym.lambda_, equation("39:lorentzian").rhs).subs(sym.rho00, 1 - sym.rho11)
    value = value.subs(sym.Gamma, sym.x / sym.t)
    names = [SYMBOLS[name] for name in quantity.parameters]
    own = {"eta": entropy_term, "log2": lambda v: mpmath.log(v, 2), "Phi": mpmath.ncdf}
    return lambdify(names, value, [own, "mpmath"])


def exact(variant, at):
    """The floats of a point as they are, and the coherence that its ratio means."""
    given = dict(zip(variant.parameters, at, strict=True))
    given = {k: [*map(mpmath.mpf, v)] if k == "p" else mpmath.mpf(v) for k, v in given.items()}
    if "r" in given or "c" in given:
        largest = mpmath.sqrt(given["rho11"] * (1 - given["rho11"]))
        given["c"] = given["r"] * largest if "r" in given else min(given["c"], largest)
    return [int(given[p]) if p == "n" else given[p] for p in variant.quantity.parameters]


def few_bins(variant, at):
    """The point with at most 9 bins: the derived equation is a sum over all of them."""
    pairs = zip(variant.parameters, at, strict=True)
    return tuple(min(value, 9.0) if name == "n" else value for name, value in pairs)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_balls_of_the_stable_form_hold_the_derived_equation_on_the_whole_domain(variant):
    formula, rng, compared = derived(variant.quantity), random.Random(f"{variant.name} 1"), 0
    with mpmath.workdps(DIGITS):
        for at in (few_bins(variant, point(variant, rng)) for _ in range(POINTS)):
            try:
                want = mpmath.re(formula(*exact(variant, at)))
            except ZeroDivisionError:  # (A1) and (28) have removable poles
                continue
            if not mpmath.isfinite(want):
                continue
            compared += 1
            found = balls.enclosure(variant, "bits", at)
            middle = mpmath.mpf(found.mid().str(60, radius=False))
            small = SMALLEST if want else ONE_SUBNORMAL
            assert abs(middle - want) <= mpmath.mpf(10) ** -20 * abs(want) + small, at
    assert compared > POINTS / 2


SMALLEST = mpmath.mpf(10) ** -330
ONE_SUBNORMAL = mpmath.mpf(2) ** -1022
"""What is left of a zero where a form has the smallest normal number in place of another zero."""


@pytest.mark.parametrize("ratio", [0.0, 2.0**-30, 0.5, 1 - 2.0**-53, 1.0])
def test_the_edges_of_the_state_space_are_among_the_points_that_agree(ratio):
    for name in ("randomness_single", "randomness_temporal", "adversary1_temporal_passive"):
        quantity = next(q for q in quantities() if q.name == name)
        formula, variant = derived(quantity), quantity.variant("r")
        more = (7.0,) if "n" in quantity.parameters else ()
        with mpmath.workdps(DIGITS):
            for x in (0.0, 1e-300, 1e-12, 0.3, 0.5, 0.83, 1 - 2.0**-50, 1.0):
                for g in (1e-300, 1e-9, 0.1, 0.69, 0.7, 2.0, 700.0):
                    at = (x, ratio, g, *more)
                    want = mpmath.re(formula(*exact(variant, at)))
                    found = balls.enclosure(variant, "bits", at)
                    middle = mpmath.mpf(found.mid().str(60, radius=False))
                    assert abs(middle - want) <= mpmath.mpf(10) ** -20 * abs(want) + SMALLEST, at
