"""After Eq. (A3): both denominators are positive for 0 <= s <= 1.

Domain: mixed states of an atom that is neither surely excited nor surely not: 0 < rho11 < 1 and
c < c_max; for pure states both vanish at s = 1. Algebraic but for 0 < exp(-Gamma t).
"""

from dataclasses import replace

from derive import symbols as sym
from derive.domain import WINDOW, Domain
from derive.monotonicity import OPEN_QUBIT, UNIT_SEGMENT, artanh_integrand, written_out
from proofs.theorems.spectra import gaps, no_click, populations, survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    formula,
    product,
    spectrum_definitions,
    statement,
    total,
)

population, coherence = OPEN_QUBIT.ranges
DOMAIN = Domain((population, replace(coherence, lower_open=False))) & WINDOW & UNIT_SEGMENT
DETERMINANT = "c**2 < rho11*(1 - rho11)"


def theorem() -> Theorem:
    """1 - Delta**2 s**2 > 0 and 1 - Delta'**2 s**2/F**2 > 0."""
    integrands = [artanh_integrand(y) for y in (sym.Delta, sym.Delta_prime / sym.F)]
    goals = [f"{formula(written_out(1 / integrand))} > 0" for integrand in integrands]
    return Theorem(
        "denominators_positive",
        "the denominators of the integral (A3) are positive",
        statement(DOMAIN, spectrum_definitions(), goals),
        steps(*goals),
    )


def steps(first: str, second: str) -> list[Step]:
    """1 - y**2 s**2 = (1 - y**2) + y**2 (1 - s**2), for y = Delta and y = Delta'/F."""
    at_one = ["1 - Delta(c)**2 > 0", "1 - Delta_prime(c)**2/F**2 > 0"]
    rest = ["Delta(c)**2*(1 - s**2) >= 0", "Delta_prime(c)**2*(1 - s**2)/F**2 >= 0"]
    gap, segment, square_f = ["Delta(c) >= 0"] * 2, ["s <= 1", "1 + s >= 0"], ["F > 0"] * 2
    gap_prime = ["Delta_prime(c) >= 0"] * 2
    return [
        survival_positive(),
        *no_click(),
        *populations(),
        *gaps("c"),
        total("1 + s >= 0", "1", "s >= 0"),
        product(at_one[0], "4", DETERMINANT),
        product(at_one[1], "4", "alpha > 0", DETERMINANT, over=square_f),
        product(rest[0], *gap, *segment),
        product(rest[1], *gap_prime, *segment, over=square_f),
        total(first, at_one[0], rest[0]),
        total(second, at_one[1], rest[1]),
    ]
