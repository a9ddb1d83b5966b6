"""Eq. (19) with all edges: R >= rho11 h(exp(-Gamma t)) for every state and every window.

Domain: 0 <= rho11 <= 1, 0 <= c <= sqrt(rho00 rho11), t >= 0, with 0 log 0 = 0. Where the slope in
c is not positive (t = 0) it is zero, and without population or coherence nothing varies. Strictness
is :mod:`proofs.theorems.bound_single`. Lemmas of analysis: those of it, with >= for >.
"""

from derive.emission.single_photon import bound_single_photon, randomness_single_photon
from derive.model.domain import QUBIT, WINDOW
from proofs.theorems.bound_single import KNOWN, chain_rule
from proofs.theorems.spectra import (
    everywhere,
    randomness_grows,
    spectra,
    without_coherence,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    formula,
    product,
    spectrum_definitions,
    statement,
    total,
)


def theorem() -> Theorem:
    """R(c) >= bound."""
    definitions = spectrum_definitions() | {
        "R(c)": formula(randomness_single_photon()),
        "bound": formula(bound_single_photon()),
    }
    return Theorem(
        "bound_single_with_edges",
        "the randomness (17) is at least the bound (19), for every state and window",
        statement(QUBIT & WINDOW, definitions, ["R(c) >= bound", "R(0) == bound"]),
        steps(),
    )


def steps() -> list[Step]:
    """R(c) >= R(0), and R(0) = bound."""
    clicks = product("rho11*(1 - alpha) >= 0", "rho11 >= 0", "alpha <= 1")
    return [
        *at_least_without_coherence(clicks),
        *without_coherence(),
        *chain_rule(),
        total("R(c) >= bound", "R(c) >= R(0)", "R(0) == bound"),
    ]


def at_least_without_coherence(*others: Step, start: str = "t >= 0") -> list[Step]:
    """R(c) >= R(0); `others` shows that the rest of R is defined."""
    return [
        *everywhere(start),
        product("alpha*rho11 >= 0", "alpha > 0", "rho11 >= 0"),
        *others,
        *spectra("0", "rho00*rho11 >= 0"),
        *spectra("c", KNOWN),
        randomness_grows("R(c) >= R(0)", Between("R(x)", "x", ("0", "c")), KNOWN, ">="),
    ]
