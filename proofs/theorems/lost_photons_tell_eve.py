"""Eve never loses by the lost photons: H(X|R') >= H(X|R'L), without coherence.

Domain: 0 <= rho11 <= 1, Gamma > 0, t >= 0, every n >= 1, 0 <= eta_d <= 1. What she gains is
eta(unseen) + eta(kept) - eta(alpha) for an excited atom, where alpha = exp(-Gamma t) and unseen and
kept lie between alpha and 1, their sum being 1 + alpha: 0 at both ends of eta_d, rising up to 1/2
and falling from there. Lemma of analysis: the mean value theorem in eta_d.
"""

from derive.device.loss import LOSSY_EXCITED, told_by_lost_photons
from proofs.theorems.spectra import any_window
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    cases,
    formula,
    lemma,
    mean_value,
    product,
    statement,
    total,
)

UNSEEN, KEPT = "(1 - y*(1 - alpha))", "(y*(1 - alpha) + alpha)"
GAIN = f"eta({UNSEEN}) + eta({KEPT}) - eta(alpha)"


def at(text: str, efficiency: str) -> str:
    """A formula in y at an efficiency."""
    return text.replace("y", efficiency)


def theorem() -> Theorem:
    """The gain is not negative."""
    goal, each = f"{formula(told_by_lost_photons())} >= 0", f"{at(GAIN, 'eta_d')} >= 0"
    return Theorem(
        "lost_photons_tell_eve",
        "the lost photons never make Eve's ignorance larger",
        statement(LOSSY_EXCITED, {"alpha": "exp(-Gamma*t)"}, [goal]),
        [
            *any_window(),
            *probabilities("eta_d", "eta_d >= 0", "eta_d <= 1"),
            lemma("log(2) > 0", "log-order", a="1", b="2"),
            cases(each, "1/2 - eta_d", rising(each), falling(each)),
            product(goal, "rho11 >= 0", each),
        ],
    )


def probabilities(e: str, low: str, high: str) -> list[Step]:
    """The probabilities of no click and of no loss are positive; e is known to be in [0, 1]."""
    parts = [f"(1 - {e})*(1 - alpha) >= 0", f"{e}*(1 - alpha) >= 0"]
    return [
        product(parts[0], high, "alpha <= 1"),
        product(parts[1], low, "alpha <= 1"),
        total(f"{at(UNSEEN, e)} > 0", parts[0], "alpha > 0"),
        total(f"{at(KEPT, e)} > 0", parts[1], "alpha > 0"),
    ]


def rising(claim: str) -> list[Step]:
    """Up to 1/2 the gain has risen from 0."""
    closed = [
        total("1 - y >= 0", "y to", "eta_d <= 1"),
        *probabilities("y", "y from", "1 - y >= 0"),
    ]
    inner = [total("1/2 - y >= 0", "y to", "case"), *slope("1/2 - y >= 0", (KEPT, UNSEEN))]
    return [mean_value(claim, Between(GAIN, "y", ("0", "eta_d")), closed, inner)]


def falling(claim: str) -> list[Step]:
    """From 1/2 on it falls to 0."""
    closed = [
        total("y >= 0", "y from", "eta_d >= 0"),
        *probabilities("y", "y >= 0", "y to"),
    ]
    inner = [total("y - 1/2 >= 0", "y from", "case"), *slope("y - 1/2 >= 0", (UNSEEN, KEPT))]
    return [mean_value(claim, Between(f"-({GAIN})", "y", ("eta_d", "1")), closed, inner)]


def slope(half: str, order: tuple[str, str]) -> list[Step]:
    """The slope is (1 - alpha) times the difference of two logarithms in this order."""
    less, more = order
    logs = f"log({more}) >= log({less})"
    return [
        product(f"{more} - {less} >= 0", "2", half, "alpha <= 1"),
        lemma(logs, "log-order-weak", a=less, b=more),
        product(
            f"(1 - alpha)*(log({more}) - log({less}))/log(2) >= 0",
            *("alpha <= 1", logs),
            over=["log(2) > 0"],
        ),
    ]
