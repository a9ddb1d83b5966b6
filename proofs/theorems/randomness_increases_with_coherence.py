"""Proposition 1, strict: R(c1) < R(c2) for 0 <= c1 < c2 <= sqrt(rho00 rho11).

Domain: every state, Gamma > 0, t > 0. At t = 0 the randomness is zero at every c; rho11 is neither
0 nor 1 where there is coherence to vary. The paper's chain: dR/dc is an integral of J over positive
denominators, and J lies between J(0) > 0 and J(1) > 0. Lemmas of analysis used: the mean
value theorem twice (in s instead of the integral, then in c), log and exp increasing, continuity
of eta at 0 (the ends c = 0 and c = c_max are included).
"""

from collections.abc import Sequence

from sympy import S, Symbol, sqrt

from derive.emission.monotonicity import LATER
from derive.emission.single_photon import randomness_single_photon
from derive.model.domain import POPULATION, Domain, Range
from derive.symbols import rho11
from proofs.theorems.spectra import atom, both_populated, clicks, randomness_grows, spectra
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    formula,
    spectrum_definitions,
    statement,
    total,
)


def two_coherences() -> Domain:
    """0 <= c1 < c2 <= sqrt(rho00 rho11)."""
    c1, c2 = Symbol("c1"), Symbol("c2")
    largest = sqrt(rho11 * (1 - rho11))
    return Domain((Range(c1, S.Zero, largest), Range(c2, c1, largest, lower_open=True)))


def theorem() -> Theorem:
    """R(c2) > R(c1), for Eq. (17)."""
    definitions = spectrum_definitions() | {"R(c)": formula(randomness_single_photon())}
    return Theorem(
        "randomness_increases_with_coherence",
        "the randomness (17) is strictly increasing in the coherence",
        statement(POPULATION & LATER & two_coherences(), definitions, ["R(c2) > R(c1)"]),
        steps(clicks()),
    )


def steps(*others: Step, survival: Sequence[Step] = ()) -> list[Step]:
    """The certificate, for every R that depends on c by its two spectra only.

    `others` shows that the rest of R is defined, `survival` is for
    :func:`proofs.theorems.spectra.atom`.
    """
    known = {c: f"{c}**2 <= rho11*(1 - rho11)" for c in ("c1", "c2")}
    return [
        total("c2 > 0", "c2 > c1", "c1 >= 0"),
        *both_populated("c2", known["c2"]),
        *atom(*survival),
        *others,
        *spectra("c1", known["c1"]),
        *spectra("c2", known["c2"]),
        randomness_grows("R(c2) > R(c1)", Between("R(c)", "c", ("c1", "c2")), known["c2"], ">"),
    ]
