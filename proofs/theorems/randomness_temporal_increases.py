"""Eq. (25) is strictly increasing in the coherence, for every number n of bins.

Domain: every state, Gamma > 0, t > 0, integer n >= 1, 0 <= c1 < c2 <= sqrt(rho00 rho11). The
clicks' entropy is a sum over bins without c, every term of which is defined, and
(1-p)**n = exp(-Gamma t): the rest is the certificate of Proposition 1, step by step.
"""

from derive.emission.monotonicity import LATER
from derive.emission.temporal import randomness_temporal
from derive.model.domain import BINS, POPULATION
from proofs.theorems import randomness_increases_with_coherence as single
from proofs.theorems.bound_temporal import CLICKS, click_in_bin
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    spectrum_definitions,
    statement,
    total,
)


def theorem() -> Theorem:
    """R_n(c2) > R_n(c1)."""
    definitions = spectrum_definitions() | {"R(c)": formula(randomness_temporal())}
    domain = POPULATION & LATER & BINS & single.two_coherences()
    return Theorem(
        "randomness_temporal_increases",
        "the randomness (25) is strictly increasing in the coherence, for every n",
        statement(domain, definitions, ["R(c2) > R(c1)"]),
        single.steps(*clicks_defined()),
    )


def clicks_defined() -> list[Step]:
    """The probability of a click in bin k is positive."""
    block = click_in_bin("rho11 > 0", ">")
    return [total("n > 0", "n >= 1", "1"), *click_in_one_bin("n"), defined(CLICKS, "k", block)]
