"""After Eq. (A4): J(s) >= 0 for 0 <= s <= 1, as (1 - s**2) J(0) + s**2 J(1).

Domain: every state, every window t >= 0. F**2 J(0) = F rho00 (1 - alpha) and F**2 J(1) = E, both
products of nonnegative factors. Algebraic but for 0 < exp(-Gamma t) <= 1.
"""

# ruff: noqa: N999 - the paper's letter

from derive.emission.monotonicity import UNIT_SEGMENT, J, J_between_ends
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
    total,
)

DETERMINANT = "c**2 <= rho11*(1 - rho11)"


def theorem() -> Theorem:
    """J(s) >= 0, and the combination that shows it."""
    definitions = spectrum_definitions() | {"J": formula(J())}
    goals = ["J >= 0", f"J == {formula(J_between_ends())}"]
    return Theorem(
        "J_nonnegative",
        "J is a combination of nonnegative terms on `0 <= s <= 1`",
        statement(QUBIT & WINDOW & UNIT_SEGMENT, definitions, goals),
        [*any_window(), *populations(), *radicands("c"), *no_click_possible(), *steps()],
    )


def no_click_possible() -> list[Step]:
    """F > 0 at every population: F = alpha + rho00 (1 - alpha)."""
    excess = product("rho00*(1 - alpha) >= 0", "rho11 <= 1", "alpha <= 1")
    return [excess, total("F > 0", "alpha > 0", excess["label"])]


def steps() -> list[Step]:
    """Both terms are nonnegative, and they add up to J."""
    at_0 = "(1 - s**2)*rho00*(1 - alpha)/F >= 0"
    at_1 = "s**2*4*alpha*(1 - alpha)*rho11*(rho00*rho11 - c**2)/F**2 >= 0"
    factors = ["rho11 >= 0", "alpha > 0", "alpha <= 1", DETERMINANT]
    return [
        total("1 + s >= 0", "1", "s >= 0"),
        product(at_0, "1 + s >= 0", "s <= 1", "rho00*(1 - alpha) >= 0", over=["F > 0"]),
        product(at_1, "4", "s >= 0", "s >= 0", *factors, over=["F > 0", "F > 0"]),
        total("J >= 0", at_0, at_1),
        identity(f"J == {formula(J_between_ends())}"),
    ]
