"""Eqs. (18), (26): 0 <= mu_2 <= mu_1 <= 1, the eigenvalues of the no-click block.

Domain: every state and every window, edges included; free of the number of bins. mu_1 mu_2 is
exp(-Gamma t) times the determinant of rho_A, and mu_1 + mu_2 = 1 - rho11 (1 - exp(-Gamma t)).
Lemmas of analysis: 0 < exp(-Gamma t) <= 1, and a root is >= 0.
"""

from derive.emission.single_photon import no_click_spectrum
from derive.model.domain import QUBIT, WINDOW
from proofs.theorems.bound_single import KNOWN
from proofs.theorems.spectra import any_window
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    formula,
    lemma,
    product,
    spectrum_definitions,
    square,
    statement,
    total,
)


def theorem() -> Theorem:
    """Both eigenvalues, in order, are probabilities."""
    spectrum = {name: formula(mu) for name, mu in no_click_spectrum().items()}
    names = {head: body for head, body in spectrum_definitions().items() if head != "Delta(c)"}
    return Theorem(
        "no_click_eigenvalues_in_unit_interval",
        "the eigenvalues (18) of the no-click block lie between 0 and 1",
        statement(
            QUBIT & WINDOW,
            names | spectrum,
            ["mu_2 >= 0", "mu_1 >= mu_2", "mu_1 <= 1"],
        ),
        steps(),
    )


def steps() -> list[Step]:
    """mu_2 from the determinant, mu_1 from the trace."""
    click, stays = "rho11*(1 - alpha) >= 0", "rho00*(1 - alpha) >= 0"
    under_root = "4*alpha*c**2 + (rho00 - alpha*rho11)**2"
    return [
        *any_window(),
        product(stays, "rho11 <= 1", "alpha <= 1"),
        total("F > 0", "alpha > 0", stays),
        square("(rho00 - alpha*rho11)**2 >= 0", "rho00 - alpha*rho11"),
        square("4*c**2 >= 0", "2*c"),
        product("4*alpha*c**2 >= 0", "alpha > 0", "4*c**2 >= 0"),
        total(f"{under_root} >= 0", "4*alpha*c**2 >= 0", "(rho00 - alpha*rho11)**2 >= 0"),
        lemma("mu_1 - mu_2 >= 0", "sqrt", u=under_root),
        total("2*mu_1 > 0", "F > 0", "mu_1 - mu_2 >= 0"),
        product("mu_2 >= 0", "2", "alpha > 0", KNOWN, over=["2*mu_1 > 0"]),
        product(click, "rho11 >= 0", "alpha <= 1"),
        total("mu_1 <= 1", "mu_2 >= 0", click),
    ]
