"""Eqs. (27), (28): R_n >= rho11 (1 - exp(-Gamma t)) h(p)/p, with equality exactly where rho01 = 0.

Domain: 0 < rho11 < 1, Gamma > 0, t > 0, every integer n >= 1. The slope in c is Proposition 1's;
at c = 0 the sum over bins telescopes by the chain rule of entropy, with
G(k) = rho11 (1 - q**k) h(p)/p - eta(rho11 q**k) and q = exp(-Gamma t/n). Lemmas of analysis: those
of (19), exp of a sum, and the telescoping sum.
"""

from derive.emission.temporal import bound_as_sum, bound_temporal, randomness_temporal
from derive.model.domain import BINS
from proofs.theorems import bound_single as single
from proofs.theorems.more_bins_more_randomness import one_bin
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
    total,
)

STAY, CLICK = "exp(-Gamma*t/n)", "(1 - exp(-Gamma*t/n))"
BEFORE, AFTER = "rho11*exp(-Gamma*t*(k - 1)/n)", "rho11*exp(-Gamma*t*k/n)"
TERM = f"eta({BEFORE}*{CLICK})"
CLICKS = f"Sum({TERM}, (k, 1, n))"
PER_BIN = f"(eta({CLICK}) + eta({STAY}))/{CLICK}"
ANTIDIFFERENCE = f"(rho11 - {AFTER})*{PER_BIN} - eta({AFTER})"


def theorem() -> Theorem:
    """R_n(c) > bound for c > 0; at c = 0 the sum (27) and the closed form (28) are R_n."""
    definitions = spectrum_definitions() | {
        "R(c)": formula(randomness_temporal()),
        "bound_sum": formula(bound_as_sum()),
        "bound": formula(bound_temporal()),
    }
    goals = ["R(c) > bound", "R(0) == bound", "bound_sum == bound"]
    return Theorem(
        "bound_temporal",
        "the randomness (25) exceeds the bound (28) if there is coherence, and else equals it",
        statement(single.DOMAIN & BINS, definitions, goals),
        steps(),
    )


def steps() -> list[Step]:
    """R_n(c) > R_n(0), then the sum at c = 0 in closed form."""
    return [
        total("n > 0", "n >= 1", "1"),
        *single.strictly_above_zero_coherence(*clicks("rho11 > 0")),
        *without_coherence(),
        *in_closed_form(),
        total("R(c) > bound", "R(c) > R(0)", "R(0) == bound"),
    ]


def in_closed_form() -> list[Step]:
    """R(0) = bound, from the sum over bins."""
    closed = f"{CLICKS} == rho11*(1 - alpha)*{PER_BIN} - eta(rho11*alpha) + eta(rho11)"
    own, block = (step["label"] for step in without_coherence())
    return [
        telescope(closed, TERM, ANTIDIFFERENCE, "k"),
        identity("R(0) == bound", {closed: "1", own: "-1", block: "1"}),
    ]


def clicks(excited: str) -> list[Step]:
    """The entropy of the clicks is defined; `excited` is what is known of rho11."""
    sign = excited.removeprefix("rho11").removesuffix("0").strip()
    block = [*click_in_bin(excited, sign), *one_step(excited, sign)]
    return [*one_bin("n"), defined(CLICKS, "k", block)]


def click_in_bin(excited: str, sign: str) -> list[Step]:
    """The probability of a click in bin k is not negative, or positive."""
    return [
        lemma("exp(-Gamma*t*(k - 1)/n) > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        product(f"{BEFORE} {sign} 0", excited, "exp(-Gamma*t*(k - 1)/n) > 0"),
        product(f"{BEFORE}*{CLICK} {sign} 0", f"{BEFORE} {sign} 0", f"{STAY} < 1"),
    ]


def one_step(excited: str, sign: str) -> list[Step]:
    """TERM = G(k) - G(k-1): of the atoms still excited, some click and the others stay."""
    power = f"{AFTER} == {BEFORE}*{STAY}"
    parts = {
        u: f"eta({BEFORE}*{u}) == {BEFORE}*eta({u}) + {u}*eta({BEFORE})" for u in (CLICK, STAY)
    }
    survivors = congruence("eta", AFTER, f"{BEFORE}*{STAY}")
    exponents = {"a": "-Gamma*t*(k - 1)/n", "b": "-Gamma*t/n"}
    sum_of_exponents = "exp(-Gamma*t*k/n) == exp(-Gamma*t*(k - 1)/n)*exp(-Gamma*t/n)"
    return [
        lemma("exp(-Gamma*t*k/n) > 0", "exp", u="-Gamma*t*k/n"),
        product(f"{AFTER} {sign} 0", excited, "exp(-Gamma*t*k/n) > 0"),
        product(f"{BEFORE}*{STAY} {sign} 0", f"{BEFORE} {sign} 0", f"{STAY} > 0"),
        lemma(sum_of_exponents, "exp-sum", **exponents),
        identity(power, {sum_of_exponents: "rho11"}),
        survivors,
        *(lemma(claim, "eta-product", a=BEFORE, b=u) for u, claim in parts.items()),
        identity(
            f"{TERM} == {ANTIDIFFERENCE} - ({ANTIDIFFERENCE.replace('k', '(k - 1)')})",
            dict.fromkeys([*parts.values(), survivors["claim"]], "1") | {power: PER_BIN},
        ),
    ]
