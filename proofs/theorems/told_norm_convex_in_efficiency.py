"""The mean norm of an Eve who is told of dark counts is convex in the efficiency.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order` and
:mod:`proofs.theorems.told_outcomes`, without coherence. All p are proportional to the efficiency,
so that the second derivative of N is (nu - 1) N W**nu (P - W**nu)/P**2 times a square, W here the
probability that nothing is seen.
"""

from derive.device.ends import convex_norm
from derive.device.eves import INFORMED
from proofs.theorems.entropies_in_order import ALL_QUIET, DOMAIN, QUIET_BEFORE, reached
from proofs.theorems.photon_or_none import claimed, detector, names
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_outcomes import IN_BIN, NEVER, Before, norms, readable, summed, unseen
from proofs.theorems.writing import (
    Step,
    defined,
    lemma,
    product,
    square,
    statement,
    termwise,
    total,
)


def theorem() -> Theorem:
    """d**2/d eta_d**2 of the mean norm is not negative."""
    goal = claimed(convex_norm(INFORMED))
    summary = "the mean norm of an Eve who is told of dark counts is convex in the efficiency"
    stated = statement(DOMAIN, names(INFORMED) | norms(INFORMED), [goal])
    return Theorem("told_norm_convex_in_efficiency", summary, stated, steps(goal))


def steps(goal: str) -> list[Step]:
    """It is so for a dark count in every bin, and for none."""
    term, none = f"d_c*{bent(QUIET_BEFORE, IN_BIN)}", bent(ALL_QUIET, NEVER)
    in_bins = f"Sum({term}, (k, 1, n))"
    return [
        total("nu > 0", "nu > 1", "1"),
        *detector(INFORMED),
        defined("Sum(1, (k, 1, n))", "k", in_bin()),
        termwise(f"{in_bins} >= 0", {term: "1"}, ">=", "k"),
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
        *convex(ALL_QUIET, NEVER),
        total(f"{in_bins} + {none} >= 0", f"{in_bins} >= 0", f"{none} >= 0"),
        product(goal, "rho11 > 0", f"{in_bins} + {none} >= 0"),
    ]


def in_bin() -> list[Step]:
    """For a dark count in bin k."""
    own = bent(QUIET_BEFORE, IN_BIN)
    return [
        reached(),
        *convex(QUIET_BEFORE, IN_BIN),
        product(f"d_c*{own} >= 0", "d_c > 0", f"{own} >= 0"),
    ]


def rates(known: Before) -> str:
    """p'/p less W'/W."""
    return f"(1/eta_d + (1 - {known.survival})/{known.none})"


def bent(weight: str, known: Before) -> str:
    """The second derivative of N, weighed."""
    parts = known.own(f"N*{known.none}**nu*{known.photons}/P**2")
    return f"{weight}*(nu - 1)*{parts}*{rates(known)}**2"


def convex(weight: str, known: Before) -> list[Step]:
    """It is not negative."""
    norm, powers = known.own("N > 0"), known.own("P > 0")
    signs = (norm, f"({known.none})**nu > 0", f"{known.photons} >= 0")
    return [
        *unseen(known),
        *readable(known),
        summed(known),
        lemma(norm, "exp", u=known.own("log(P)/nu")),
        square(f"{rates(known)}**2 >= 0", rates(known)),
        product(
            f"{bent(weight, known)} >= 0",
            *(f"{weight} > 0", "nu > 1", *signs, f"{rates(known)}**2 >= 0"),
            over=[powers] * 2,
        ),
    ]
