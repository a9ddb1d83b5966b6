"""Eq. (27) with all edges, and 0 <= R_n: what is left without coherence is never negative.

Domain: 0 <= rho11 <= 1, 0 <= c <= sqrt(rho00 rho11), t >= 0, every n >= 1, with 0 log 0 = 0. Term
by term, eta of the click in bin k is at least the entropy that surviving bin k takes away, and
these differences telescope. Lemmas of analysis: those of (28), and eta >= 0 on [0, 1].
"""

from derive.emission.temporal import bound_as_sum, randomness_temporal
from derive.model.domain import BINS, QUBIT, WINDOW
from proofs.theorems.bound_single_with_edges import at_least_without_coherence
from proofs.theorems.bound_temporal import AFTER, BEFORE, CLICK, CLICKS, STAY, TERM
from proofs.theorems.spectra import without_coherence
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    congruence,
    defined,
    formula,
    identity,
    lemma,
    product,
    spectrum_definitions,
    statement,
    telescope,
    termwise,
    total,
)

LOST = f"eta({BEFORE}) - eta({AFTER})"
"""The entropy term of the atoms excited before bin k, less that of those excited after it."""


def theorem() -> Theorem:
    """R_n(c) >= bound_sum >= 0."""
    definitions = spectrum_definitions() | {
        "R(c)": formula(randomness_temporal()),
        "bound_sum": formula(bound_as_sum()),
    }
    goals = ["R(c) >= bound_sum", "bound_sum >= 0", "R(c) >= 0"]
    return Theorem(
        "bound_sum_with_edges",
        "the randomness (25) is at least the sum (27), which is not negative",
        statement(QUBIT & WINDOW & BINS, definitions, goals),
        steps(),
    )


def steps() -> list[Step]:
    """R_n(c) >= R_n(0) = bound_sum >= 0."""
    own, block = (step["label"] for step in without_coherence())
    sums = [CLICKS, f"Sum({LOST}, (k, 1, n))"]
    weights = {TERM: "1", LOST: "-1"}
    left = f"{sums[1]} == eta(rho11) - eta(rho11*alpha)"
    return [
        total("n > 0", "n >= 1", "1"),
        *at_least_without_coherence(*bins_defined()),
        *without_coherence(),
        identity("R(0) == bound_sum", {own: "-1", block: "1"}),
        total("R(c) >= bound_sum", "R(c) >= R(0)", "R(0) == bound_sum"),
        termwise(f"{sums[0]} >= {sums[1]}", weights, ">=", "k"),
        telescope(left, LOST, f"-eta({AFTER})", "k"),
        total("bound_sum >= 0", f"{sums[0]} >= {sums[1]}", left),
        total("R(c) >= 0", "R(c) >= bound_sum", "bound_sum >= 0"),
    ]


def bins_defined() -> list[Step]:
    """What holds of every bin k."""
    block = [*one_bin(), *one_term()]
    stays = lemma(f"{STAY} > 0", "exp", u="-Gamma*t/n")
    return [*one_short_bin(), stays, defined(CLICKS, "k", block)]


def one_short_bin() -> list[Step]:
    """exp(-Gamma t/n) <= 1."""
    return [
        product("Gamma*t/n >= 0", "Gamma*t >= 0", over=["n > 0"]),
        lemma(f"{STAY} <= 1", "exp-order-weak", a="-Gamma*t/n", b="0"),
    ]


def one_bin() -> list[Step]:
    """The excited populations before and after bin k are not negative."""
    return [
        lemma("exp(-Gamma*t*(k - 1)/n) > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        lemma("exp(-Gamma*t*k/n) > 0", "exp", u="-Gamma*t*k/n"),
        product(f"{BEFORE} >= 0", "rho11 >= 0", "exp(-Gamma*t*(k - 1)/n) > 0"),
        product(f"{AFTER} >= 0", "rho11 >= 0", "exp(-Gamma*t*k/n) > 0"),
    ]


def one_term() -> list[Step]:
    """TERM >= LOST: the difference is what a click or none in bin k tells, BEFORE h(p) >= 0."""
    power = "exp(-Gamma*t*k/n) == exp(-Gamma*t*(k - 1)/n)*exp(-Gamma*t/n)"
    parts = {
        u: f"eta({BEFORE}*{u}) == {BEFORE}*eta({u}) + {u}*eta({BEFORE})" for u in (CLICK, STAY)
    }
    survivors = congruence("eta", AFTER, f"{BEFORE}*{STAY}")
    told = f"{BEFORE}*(eta({CLICK}) + eta({STAY})) >= 0"
    return [
        product(f"{BEFORE}*{CLICK} >= 0", f"{BEFORE} >= 0", f"{STAY} <= 1"),
        product(f"{BEFORE}*{STAY} >= 0", f"{BEFORE} >= 0", f"{STAY} > 0"),
        lemma(power, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
        identity(f"{AFTER} == {BEFORE}*{STAY}", {power: "rho11"}),
        survivors,
        *(lemma(claim, "eta-product", a=BEFORE, b=u) for u, claim in parts.items()),
        *(lemma(f"eta({u}) >= 0", "eta-sign", u=u) for u in (CLICK, STAY)),
        total(f"eta({CLICK}) + eta({STAY}) >= 0", f"eta({CLICK}) >= 0", f"eta({STAY}) >= 0"),
        product(told, f"{BEFORE} >= 0", f"eta({CLICK}) + eta({STAY}) >= 0"),
        total(f"{TERM} >= {LOST}", told, *parts.values(), survivors["claim"]),
    ]
