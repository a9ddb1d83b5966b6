"""Eq. (19): R >= rho11 h(exp(-Gamma t)), with equality exactly where rho01 = 0.

Domain: 0 < rho11 < 1, Gamma > 0, t > 0; two goals, R(c) > bound for c > 0, and R(0) = bound.
From Proposition 1's certificate, and the values of the two spectra at c = 0 by cases on which
population is the larger. Lemmas of analysis: those of Proposition 1, and eta of a product.
"""

from dataclasses import replace

from derive.emission.monotonicity import LATER, OPEN_QUBIT
from derive.emission.single_photon import bound_single_photon, randomness_single_photon
from derive.model.domain import Domain
from proofs.theorems.spectra import (
    atom,
    clicks,
    randomness_grows,
    spectra,
    without_coherence,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    formula,
    identity,
    lemma,
    product,
    spectrum_definitions,
    statement,
    total,
)

OUTCOMES = ("1 - alpha", "alpha")
KNOWN = "c**2 <= rho11*(1 - rho11)"
population, coherence = OPEN_QUBIT.ranges
DOMAIN = Domain((population, replace(coherence, upper_open=False))) & LATER
"""0 < rho11 < 1 and 0 < c <= sqrt(rho00 rho11), pure states included; t > 0."""


def theorem() -> Theorem:
    """R(c) > bound for c > 0, and R(0) = bound."""
    bound = formula(bound_single_photon())
    definitions = spectrum_definitions() | {"R(c)": formula(randomness_single_photon())}
    return Theorem(
        "bound_single",
        "the randomness (17) exceeds the bound (19) if there is coherence, and else equals it",
        statement(DOMAIN, definitions | {"bound": bound}, ["R(c) > bound", "R(0) == bound"]),
        steps(),
    )


def steps() -> list[Step]:
    """R(c) > R(0) from the slope, then R(0) = bound."""
    return [
        *strictly_above_zero_coherence(clicks()),
        *without_coherence(),
        *chain_rule(),
        total("R(c) > bound", "R(c) > R(0)", "R(0) == bound"),
    ]


def chain_rule() -> list[Step]:
    """R(0) = bound, as each excited atom is seen or not."""
    own, block = (step["label"] for step in without_coherence())
    claims = {p: f"eta(rho11*({p})) == rho11*eta({p}) + ({p})*eta(rho11)" for p in OUTCOMES}
    using = {own: "-1", block: "1"} | dict.fromkeys(claims.values(), "1")
    return [
        *(lemma(claim, "eta-product", a="rho11", b=p) for p, claim in claims.items()),
        identity("R(0) == bound", using),
    ]


def strictly_above_zero_coherence(*others: Step) -> list[Step]:
    """R(c) > R(0); `others` shows that the rest of R is defined."""
    return [
        *atom(),
        *others,
        product("rho00*rho11 > 0", "rho11 < 1", "rho11 > 0"),
        *spectra("0", "rho00*rho11 > 0"),
        *spectra("c", KNOWN),
        randomness_grows("R(c) > R(0)", Between("R(x)", "x", ("0", "c")), KNOWN, ">"),
    ]
