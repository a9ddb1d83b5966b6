"""What the bound (28) gives away: R_n = bound + C(rho_A) - C(M_0 rho_A M_0^dagger), never less.

Domain: 0 <= rho11 <= 1, 0 <= c <= sqrt(rho00 rho11), t > 0, every n >= 1, with 0 log 0 = 0. C is
the relative entropy of coherence, without a normalisation; what the measurement destroys of it is
>= 0, and free of n. From the closed form of (28) and R_n(c) >= R_n(0).
"""

from derive.emission.many_bins import structure
from derive.emission.monotonicity import LATER
from derive.emission.temporal import bound_temporal, randomness_temporal
from derive.model.domain import BINS, QUBIT
from proofs.theorems import bound_temporal_with_edges as bounded
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, formula, identity, spectrum_definitions, statement, total


def theorem() -> Theorem:
    """R(c) in closed form, and the sign of what the bound leaves out."""
    definitions = spectrum_definitions() | {
        "R(c)": formula(randomness_temporal()),
        "bound": formula(bound_temporal()),
        "lost": formula(structure() - bound_temporal()),
    }
    goals = ["R(c) == bound + lost", "lost >= 0"]
    return Theorem(
        "randomness_is_bound_plus_lost_coherence",
        "the randomness (25) is the bound (28) plus the coherence that the measurement destroys",
        statement(QUBIT & LATER & BINS, definitions, goals),
        steps(),
    )


def steps() -> list[Step]:
    """The telescoped sum says R(c) = bound + lost, and R(c) is not less than the bound."""
    proof = bounded.steps()
    (closed,) = (step["label"] for step in proof if step["rule"] == "telescope")
    return [
        *proof,
        identity("bound + lost == R(c)", {closed: "-1"}),
        total("lost >= 0", "R(c) >= bound", "bound + lost == R(c)"),
    ]
