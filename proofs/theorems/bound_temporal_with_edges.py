"""Eq. (28) with edges: R_n >= rho11 (1 - exp(-Gamma t)) h(p)/p for every state and n >= 1.

Domain: 0 <= rho11 <= 1, 0 <= c <= sqrt(rho00 rho11), t > 0, with 0 log 0 = 0. At t = 0 the printed
(28) is 0/0; its sum (27) has a value there, for which see
:mod:`proofs.theorems.bound_sum_with_edges`. Lemmas of analysis: those of (28), with >= for >.
"""

from derive.emission.monotonicity import LATER
from derive.emission.temporal import bound_as_sum, bound_temporal, randomness_temporal
from derive.model.domain import BINS, QUBIT
from proofs.theorems.bound_single_with_edges import at_least_without_coherence
from proofs.theorems.bound_temporal import clicks, in_closed_form
from proofs.theorems.spectra import strictly_later, without_coherence
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, formula, spectrum_definitions, statement, total


def theorem() -> Theorem:
    """R_n(c) >= bound."""
    definitions = spectrum_definitions() | {
        "R(c)": formula(randomness_temporal()),
        "bound_sum": formula(bound_as_sum()),
        "bound": formula(bound_temporal()),
    }
    goals = ["R(c) >= bound", "bound_sum == bound"]
    return Theorem(
        "bound_temporal_with_edges",
        "the randomness (25) is at least the bound (28), for every state",
        statement(QUBIT & LATER & BINS, definitions, goals),
        steps(),
    )


def steps() -> list[Step]:
    """R_n(c) >= R_n(0), and the sum at c = 0 in closed form."""
    return [
        total("n > 0", "n >= 1", "1"),
        *at_least_without_coherence(strictly_later(), *clicks("rho11 >= 0"), start="t > 0"),
        *without_coherence(),
        *in_closed_form(),
        total("R(c) >= bound", "R(c) >= R(0)", "R(0) == bound"),
    ]
