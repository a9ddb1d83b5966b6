"""Eq. (A6): E is not less than its value on the boundary of pure states, and that is 0.

Domain: every state and window, edges included. The boundary is c**2 = rho00 rho11, where
Delta = 1. Algebraic but for 0 < exp(-Gamma t) <= 1 and the square root that names the boundary.
"""

# ruff: noqa: N999 - the paper's letter

from derive.model.domain import QUBIT, WINDOW
from proofs.theorems.E_nonnegative import unfactored
from proofs.theorems.spectra import any_window, populations, radicands
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    identity,
    product,
    spectrum_definitions,
    statement,
)

DETERMINANT = "c**2 <= rho11*(1 - rho11)"


def theorem() -> Theorem:
    """E(c) >= E(c_max) = 0."""
    largest = {"c_max": "sqrt(rho00*rho11)", "E(c)": unfactored()}
    goals = ["E(c) >= E(c_max)", "E(c_max) == 0", "Delta(c_max) == 1"]
    return Theorem(
        "E_smallest_for_pure_states",
        "E is smallest for pure states, where it vanishes",
        statement(QUBIT & WINDOW, spectrum_definitions() | largest, goals),
        steps(),
    )


def steps() -> list[Step]:
    """The boundary exists, and E falls towards it."""
    factors = ["rho11 >= 0", "alpha > 0", "alpha <= 1", DETERMINANT]
    return [
        *any_window(),
        *populations(),
        *radicands("c"),
        product("rho00*rho11 >= 0", "rho11 <= 1", "rho11 >= 0"),
        *radicands("c_max"),
        identity("E(c_max) == 0"),
        product("E(c) >= E(c_max)", "4", *factors),
    ]
