"""No measurement of Eve's guesses better: the dual exceeds the effects of no click and of bin 1.

Domain: that of :mod:`proofs.theorems.guess_is_attained`. For any measurement the guess is at most
the trace of rho_A with a matrix that is at least each effect; this one gives the guess. Its minors
are products of m, r + W and W - r, in the words of that file.
"""

from derive.device.guessing import dual
from proofs.theorems.guess_is_attained import DOMAIN, LIKELIER, at_most, definitions
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import formula, product, statement


def theorem() -> Theorem:
    """All minors are >= 0."""
    goals = [f"{formula(value)} >= 0" for value in dual().values()]
    silent, excited, _, ground, first, _ = goals
    return Theorem(
        "no_guess_is_better",
        "no measurement guesses better: the dual exceeds both effects",
        statement(DOMAIN, definitions(), goals, [LIKELIER]),
        [
            *at_most(),
            product(silent, "1/2", "W >= r"),
            product(excited, "1/2", LIKELIER, "r + W >= 0"),
            product(ground, "1/2", "r + W >= 0"),
            product(first, "1/2", LIKELIER, "W >= r"),
        ],
    )
