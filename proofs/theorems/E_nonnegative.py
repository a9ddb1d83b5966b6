"""Eq. (A5): E >= 0 for every state and every window, as a product of nonnegative factors.

Domain: all of it, edges included. Purely algebraic but for exp(-Gamma t) > 0 and <= 1.
"""

# ruff: noqa: N999 - the paper's letter

from sympy import expand

from derive import symbols as sym
from derive.emission.monotonicity import E, bracket_numerator
from derive.model.domain import QUBIT, WINDOW
from proofs.theorems.spectra import any_window, populations, radicands
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    formula,
    identity,
    product,
    spectrum_definitions,
    statement,
)

DETERMINANT = "c**2 <= rho11*(1 - rho11)"


def theorem() -> Theorem:
    """E = F**2 J(1) >= 0, and its factors."""
    definitions = spectrum_definitions() | {"E": unfactored()}
    return Theorem(
        "E_nonnegative",
        "E is a product of nonnegative factors",
        statement(QUBIT & WINDOW, definitions, ["E >= 0", f"E == {formula(E())}"]),
        [*any_window(), *populations(), *radicands("c"), *steps()],
    )


def unfactored() -> str:
    """F**2 J(1), multiplied out but not factored."""
    return formula(expand(sym.F**2 * bracket_numerator().subs(sym.s, 1)))


def steps() -> list[Step]:
    """The two forms agree, and the factors are nonnegative."""
    factors = f"{formula(E())} >= 0"
    signs = ["rho11 >= 0", "alpha <= 1", DETERMINANT, "alpha > 0"]
    return [product(factors, "4", *signs), identity(f"E == {formula(E())}")]
