"""After Eq. (A3): both denominators are positive for 0 <= s <= 1.

Domain: mixed states, c < c_max, which are neither surely excited nor surely not. For pure states
both vanish at s = 1, where they are smallest; that value is stated to be positive too.
Algebraic but for 0 < exp(-Gamma t).
"""

from dataclasses import replace

from derive import symbols as sym
from derive.emission.monotonicity import UNIT_SEGMENT, artanh_integrand, written_out
from derive.equations import lookup
from derive.model.domain import QUBIT, WINDOW
from proofs.theorems.spectra import both_populated, gaps, no_click, populations, survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    formula,
    product,
    spectrum_definitions,
    statement,
    total,
)

coherence = replace(QUBIT.ranges[1], upper_open=True)
DOMAIN = QUBIT.replace(coherence) & WINDOW & UNIT_SEGMENT
DETERMINANT = "c**2 < rho11*(1 - rho11)"


def theorem() -> Theorem:
    """Both denominators are positive, and so are their smallest values, the second times F**2."""
    integrands = [artanh_integrand(y) for y in (sym.Delta, sym.Delta_prime / sym.F)]
    goals = [f"{formula(written_out(1 / integrand))} > 0" for integrand in integrands]
    smallest = [f"{formula(u)} > 0" for u in lookup("text:denominators-positive").parts.values()]
    return Theorem(
        "denominators_positive",
        "the denominators of the integral (A3) are positive",
        statement(DOMAIN, spectrum_definitions(), [*goals, *smallest]),
        [*steps(*goals), product(smallest[1], "4", "alpha > 0", DETERMINANT)],
        instance={"s": "1"},
    )


def steps(first: str, second: str) -> list[Step]:
    """1 - y**2 s**2 = (1 - y**2) + y**2 (1 - s**2), for y = Delta and y = Delta'/F."""
    at_one = ["1 - Delta(c)**2 > 0", "1 - Delta_prime(c)**2/F**2 > 0"]
    rest = ["Delta(c)**2*(1 - s**2) >= 0", "Delta_prime(c)**2*(1 - s**2)/F**2 >= 0"]
    gap, segment, square_f = ["Delta(c) >= 0"] * 2, ["s <= 1", "1 + s >= 0"], ["F > 0"] * 2
    gap_prime = ["Delta_prime(c) >= 0"] * 2
    return [
        survival_positive(),
        *both_populated("c", DETERMINANT, ">="),
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
