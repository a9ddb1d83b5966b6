"""Eq. (A3): dR/dc in bits as an integral over 0 <= s <= 1, hence 4 c / ln 2 times it.

Domain: that of (A1), mixed states with coherence, where neither Delta nor a denominator vanishes.
From (A1) and an antiderivative of each resolvent. Lemmas of analysis: the fundamental theorem, and
those of (A1).
"""

from sympy import Integral

from derive.emission.monotonicity import slope_integral
from proofs.theorems.slope_of_randomness import (
    DERIVATIVE,
    DOMAIN,
    definitions,
    positive,
)
from proofs.theorems.spectra import ATOM, NO_CLICK, artanh_difference, roots, segment
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    identity,
    integral,
    product,
    statement,
    total,
)


def theorem() -> Theorem:
    """The slope as one integral."""
    goal = f"{DERIVATIVE} == {formula(slope_integral())}"
    return Theorem(
        "slope_is_an_integral",
        "the derivative of the randomness (17) is the integral (A3), in bits",
        statement(DOMAIN, definitions(), [goal]),
        [*positive(), *roots("c", ">"), *steps(goal)],
    )


def steps(goal: str) -> list[Step]:
    """An antiderivative is half the difference of two artanh, which is (A1) at s = 1."""
    (whole,) = slope_integral().atoms(Integral)
    integrand, s = formula(whole.function), f"({artanh_difference('c', 's')})/2"
    claim = f"{formula(whole)} == ({artanh_difference('c', '1')})/2"
    return [
        total("1/2 > 0", "1/2"),
        product("F/2 > 0", "1/2", "F > 0"),
        defined(formula(whole), "s", between(), ("0", "1")),
        integral(claim, integrand, s),
        identity(goal, {claim: "-4*c/log(2)"}),
    ]


def between() -> list[Step]:
    """The arguments of the logarithms, and the denominators of the integrand, are positive."""
    below = {"1": "1 - s**2*Delta(c)**2 > 0", "F": "1 - s**2*Delta_prime(c)**2/F**2 > 0"}
    return [
        *segment("c"),
        product(below["1"], "4", *ATOM.positive("c", "*s")),
        product(below["F"], "4", *NO_CLICK.positive("c", "*s"), over=["F > 0", "F > 0"]),
    ]
