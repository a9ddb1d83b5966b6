"""H(X|R'D) is concave in the efficiency, without coherence.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with never = 1 - eta_d. What bin k
adds is eta(a) + eta(b) - eta(a + b) with a and b linear in eta_d; its second derivative is
-(a'b - b'a)**2/(a b (a + b) ln 2), a square over what is positive.
"""

from sympy import Sum

from derive.device.ends import concave
from derive.device.eves import INFORMED
from proofs.theorems.photon_or_none import (
    BEFORE,
    QUIET,
    STAY,
    SURVIVES,
    UNSEEN,
    UNSEEN_BEFORE,
    by_bins,
    stated,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, formula, identity, product, total


def theorem() -> Theorem:
    """-d**2 H/d eta_d**2 >= 0."""
    value = concave(INFORMED)
    (summed,) = value.atoms(Sum)
    return Theorem(
        "told_bits_concave_in_efficiency",
        "bits of an Eve who is told of dark counts are concave in the efficiency",
        stated(INFORMED, value),
        by_bins(INFORMED, value, in_bin(formula(summed.function)), over=["log(2) > 0"]),
    )


def in_bin(term: str) -> list[Step]:
    """The square, over what is positive."""
    others = (UNSEEN, UNSEEN_BEFORE)
    square = f"{QUIET}*(1 - {STAY})*{BEFORE}/(eta_d*{'*'.join(others)})"
    signs = (f"{QUIET} > 0", f"{STAY} < 1", f"{BEFORE} > 0")
    return [
        product(f"{square} > 0", *signs, over=["eta_d > 0", *(f"{p} > 0" for p in others)]),
        identity(f"{term} == {square}", {SURVIVES: f"{QUIET}*(1 - 1/({'*'.join(others)}))/eta_d"}),
        total(f"{term} >= 0", f"{term} == {square}", f"{square} > 0"),
    ]
