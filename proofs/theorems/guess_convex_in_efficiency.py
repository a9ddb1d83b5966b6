"""Eve's guess is convex in the efficiency, without coherence, if she is not told of dark counts.

Domain: 0 < rho11 < 1, Gamma > 0, t > 0, every n >= 1, 0 < eta_1 < eta_2 < 1, 0 < d_c < 1. She
guesses a click in the first bin or none, whichever is likelier: the larger of two numbers that are
linear in the efficiency. So at eta_2, the mean of eta_1 and another, it is at most the mean.
"""

from derive.device.ends import convex_guess
from derive.device.eves import ALONE, Eve
from proofs.theorems.larger_of_two import Pair, convex, larger
from proofs.theorems.photon_or_none import ALPHA, MEAN_OF, STAY, TWO, claimed, never
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import product, statement, total


def theorem() -> Theorem:
    """The guesses at two efficiencies are at least twice that at their mean."""
    return of(ALONE, "guess_convex_in_efficiency")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal = claimed(convex_guess(eve))
    low, high, middle = (first_or_none(eve, efficiency) for efficiency in MEAN_OF)
    less = f"({larger(*low)} + {larger(*high)})/2 >= {larger(*middle)}"
    return Theorem(
        name,
        f"the guess is convex in the efficiency, {eve.title}",
        statement(TWO, ALPHA, [goal]),
        [
            total("n > 0", "n >= 1", "1"),
            *convex(low, high, middle),
            product(goal, "2", "rho11 > 0", less),
        ],
    )


def first_or_none(eve: Eve, efficiency: str) -> Pair:
    """The probabilities of a click in the first bin, and of none, over rho11."""
    kept = f"({never(eve, efficiency)} + {efficiency})"
    first = f"(d_c*{kept} + (1 - d_c)*{efficiency}*(1 - {STAY}))"
    return first, f"(exp(n*log(1 - d_c))*({never(eve, efficiency)} + {efficiency}*alpha))"
