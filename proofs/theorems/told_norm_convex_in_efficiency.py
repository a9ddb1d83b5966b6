"""The mean norm of an Eve who is told of dark counts is convex in the efficiency.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order` and
:mod:`proofs.theorems.told_norm`, without coherence. All p are proportional to the efficiency, so
that the second derivative of N is (nu - 1) N W**nu (P - W**nu)/P**2 times a square.
"""

from derive.device.ends import convex_norm
from derive.device.eves import INFORMED
from proofs.theorems.entropies_in_order import (
    ALL_QUIET,
    BEFORE,
    DOMAIN,
    QUIET_BEFORE,
    left,
    reached,
)
from proofs.theorems.photon_or_none import claimed, detector, names
from proofs.theorems.spectra import survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_norm import ALL, BEFORE_K, Counted
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
    stated = statement(DOMAIN, names(INFORMED), [goal])
    return Theorem("told_norm_convex_in_efficiency", summary, stated, steps(goal))


def steps(goal: str) -> list[Step]:
    """It is so for a dark count in every bin, and for none."""
    term, none = f"d_c*{bent(QUIET_BEFORE, BEFORE_K)}", bent(ALL_QUIET, ALL)
    in_bins = f"Sum({term}, (k, 1, n))"
    return [
        total("order > 0", "order > 1", "1"),
        *detector(INFORMED),
        survival_positive(),
        defined("Sum(1, (k, 1, n))", "k", in_bin()),
        termwise(f"{in_bins} >= 0", {term: "1"}, ">=", "k"),
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
        *convex(ALL_QUIET, ALL),
        total(f"{in_bins} + {none} >= 0", f"{in_bins} >= 0", f"{none} >= 0"),
        product(goal, "rho11 > 0", f"{in_bins} + {none} >= 0"),
    ]


def in_bin() -> list[Step]:
    """For a dark count in bin k."""
    own = bent(QUIET_BEFORE, BEFORE_K)
    return [
        reached(),
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        *convex(QUIET_BEFORE, BEFORE_K),
        product(f"d_c*{own} >= 0", "d_c > 0", f"{own} >= 0"),
    ]


def rates(bins: Counted) -> str:
    """p'/p less W'/W."""
    return f"(1/eta_d + (1 - {bins.left})/{bins.none})"


def bent(weight: str, bins: Counted) -> str:
    """The second derivative of N, weighed."""
    parts = f"{bins.norm}*{bins.silence}*{bins.photons}/{bins.powers}**2"
    return f"{weight}*(order - 1)*{parts}*{rates(bins)}**2"


def convex(weight: str, bins: Counted) -> list[Step]:
    """It is not negative."""
    signs = (f"{bins.norm} > 0", f"{bins.silence} > 0", f"{bins.photons} >= 0")
    return [
        *left(bins.left, bins.none),
        *bins.positive(),
        lemma(f"{bins.norm} > 0", "exp", u=f"log{bins.powers}/order"),
        square(f"{rates(bins)}**2 >= 0", rates(bins)),
        product(
            f"{bent(weight, bins)} >= 0",
            *(f"{weight} > 0", "order > 1", *signs, f"{rates(bins)}**2 >= 0"),
            over=[f"{bins.powers} > 0"] * 2,
        ),
    ]
