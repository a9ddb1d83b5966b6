"""The guess of an Eve who is told of dark counts is convex in the efficiency, without coherence.

Domain: that of :mod:`proofs.theorems.guess_convex_in_efficiency`; names: those of
:mod:`proofs.theorems.told_guess`. It is so whatever she is told, and on the average.
"""

from collections.abc import Sequence

from derive.device.ends import convex_guess
from derive.device.eves import INFORMED
from proofs.theorems.entropies_in_order import ALL_QUIET, BEFORE, QUIET_BEFORE, reached
from proofs.theorems.larger_of_two import convex
from proofs.theorems.photon_or_none import ALPHA, MEAN_OF, TWO, claimed
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_guess import first_or_none, guessed
from proofs.theorems.writing import (
    Step,
    defined,
    lemma,
    product,
    statement,
    termwise,
    total,
)

WEIGHTS = ("1/2", "1/2", "-1")
IN_BIN = f"d_c*{QUIET_BEFORE}"
"""The probability of the first dark count in bin k."""


def theorem() -> Theorem:
    """The guesses at two efficiencies are at least twice that at their mean."""
    goal = claimed(convex_guess(INFORMED))
    summary = "the guess of an Eve who is told of dark counts is convex in the efficiency"
    stated = statement(TWO, ALPHA, [goal])
    return Theorem("told_guess_convex_in_efficiency", summary, stated, steps(goal))


def steps(goal: str) -> list[Step]:
    """It is so for a dark count in every bin, and for none."""
    terms = dict(zip((f"{IN_BIN}*{g}" for g in guesses(BEFORE)), WEIGHTS, strict=True))
    sums = gap([f"Sum({term}, (k, 1, n))" for term in terms])
    none = f"{ALL_QUIET}*{gap(guesses('alpha'))}"
    return [
        total("n > 0", "n >= 1", "1"),
        defined("Sum(1, (k, 1, n))", "k", in_bin()),
        termwise(f"{sums} >= 0", terms, ">=", "k"),
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
        *convex_at("alpha"),
        product(f"{none} >= 0", f"{ALL_QUIET} > 0", f"{gap(guesses('alpha'))} >= 0"),
        total(f"{sums} + {none} >= 0", f"{sums} >= 0", f"{none} >= 0"),
        product(goal, "2", "rho11 > 0", f"{sums} + {none} >= 0"),
    ]


def in_bin() -> list[Step]:
    """For a dark count in bin k."""
    own = gap(guesses(BEFORE))
    signs = ("d_c > 0", f"{QUIET_BEFORE} > 0", f"{own} >= 0")
    return [reached(), *convex_at(BEFORE), product(f"{IN_BIN}*{own} >= 0", *signs)]


def guesses(left: str) -> list[str]:
    """What she guesses at the efficiencies."""
    return [guessed(INFORMED, efficiency, left) for efficiency in MEAN_OF]


def gap(values: Sequence[str]) -> str:
    """The mean of the first two values, less the third."""
    low, high, middle = values
    return f"(({low} + {high})/2 - {middle})"


def convex_at(left: str) -> list[Step]:
    """The gap of her guesses is not negative."""
    low, high, middle = guesses(left)
    return [
        *convex(*(first_or_none(INFORMED, efficiency, left) for efficiency in MEAN_OF)),
        total(f"{gap([low, high, middle])} >= 0", f"({low} + {high})/2 >= {middle}"),
    ]
