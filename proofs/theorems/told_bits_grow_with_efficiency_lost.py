"""H(X|R'LD) grows with the efficiency, without coherence.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with never = alpha (1 - eta_d).
The slope of what bin k adds is a' (log W - log a) + b' (log W - log b) over ln 2, and a', b' >= 0.
Lemmas of analysis: exp and log are increasing.
"""

from sympy import Sum

from derive.device.ends import rising
from derive.device.eves import BOTH
from proofs.theorems.photon_or_none import (
    AFTER,
    BEFORE,
    QUIET,
    STAY,
    SURVIVES,
    UNSEEN_BEFORE,
    by_bins,
    stated,
    weighed,
    weighed_positive,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, formula, identity, lemma, product, total

RATES = (f"(1 - {STAY})*{BEFORE}", f"({AFTER} - alpha)")


def theorem() -> Theorem:
    """dH/d eta_d >= 0."""
    value = rising(BOTH)
    (summed,) = value.atoms(Sum)
    return Theorem(
        "told_bits_grow_with_efficiency_lost",
        "bits grow with the efficiency, where Eve has the lost photons and is told of dark counts",
        stated(BOTH, value),
        by_bins(BOTH, value, in_bin(formula(summed.function))),
    )


def in_bin(term: str) -> list[Step]:
    """What bin k adds grows."""
    slope = f"{QUIET}*{weighed(RATES)}"
    known = {SURVIVES: f"-{QUIET}*(1/log(2) + log2{UNSEEN_BEFORE})"}
    return [
        *photons_increase(),
        *weighed_positive(RATES, [f"{rate} >= 0" for rate in RATES]),
        product(f"{slope} >= 0", f"{QUIET} > 0", f"{weighed(RATES)} >= 0"),
        identity(f"{term} == {slope}", known),
        total(f"{term} >= 0", f"{term} == {slope}", f"{slope} >= 0"),
    ]


def photons_increase() -> list[Step]:
    """A photon in bin k, and one that is still to come within the window, are likelier."""
    seen, later = RATES
    return [
        product(f"{seen} >= 0", f"{STAY} < 1", f"{BEFORE} > 0"),
        product("Gamma*t*(n - k)/n >= 0", "Gamma*t > 0", "k to", over=["n > 0"]),
        lemma(f"{later} >= 0", "exp-order-weak", a="-Gamma*t", b="-Gamma*t*k/n"),
    ]
