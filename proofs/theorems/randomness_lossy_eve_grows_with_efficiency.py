"""With the lost photons in Eve's hands, a better detector gives more bits, for every coherence.

Domain: rho11 > 0, Gamma > 0, t > 0, integer n >= 1, 0 <= c <= sqrt(rho00 rho11),
0 <= eta_d1 < eta_d2 <= 1. Without coherence the slope in eta_d is at least (1 - exp(-Gamma t))
rho11 log2(kept/seen) > 0, kept and seen the probabilities of no loss and of a click. What eta_d
gains does not fall with c: its slope in both is the integral over 0 <= s <= 1 of what is >= 0.
Lemmas of analysis: the mean value theorem in eta_d, in c and in s, log increasing.
"""

from sympy import S, sqrt

from derive import symbols as sym
from derive.device.eves import KEEPER
from derive.device.loss import randomness_lossy
from derive.emission.monotonicity import LATER
from derive.model.domain import BINS, Domain, Range
from proofs.theorems.coherent_losses import DEFINITIONS, populated
from proofs.theorems.efficiency_with_coherence import KEPT, blocks, coherent, gained
from proofs.theorems.lossy_eve_grows_with_efficiency import EFFICIENCIES, ENDS, EXCITED
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.spectra import survival_below_one, survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    defined,
    identity,
    lemma,
    mean_value,
    once,
    product,
    statement,
    telescope,
    termwise,
    total,
)

COHERENCE = Domain((Range(sym.c, S.Zero, sqrt(sym.rho11 * (1 - sym.rho11))),))
BEFORE = "exp(-Gamma*t*(k - 1)/n)"
EMITTED = f"(rho11*(1 - exp(-Gamma*t/n))*{BEFORE})"
"""The probability that a photon is emitted in bin k, seen or not."""
WHICH_BIN, ANY_BIN = (f"Sum({term}, (k, 1, n))" for term in (f"eta({EMITTED})", EMITTED))
ALL = "(rho11*(1 - alpha))"
DIAGONAL = f"{{y}}*{WHICH_BIN} + {ALL}*eta({{y}}) - eta(rho11*kept({{y}}))"
"""What depends on the efficiency y, without coherence."""


def theorem() -> Theorem:
    """R(eta_d2) > R(eta_d1), for H(X|R'L)."""
    domain = EXCITED & COHERENCE & LATER & BINS & EFFICIENCIES
    definitions = DEFINITIONS | {"R(eta_d)": str(randomness_lossy(KEEPER))}
    goal = "R(eta_d2) > R(eta_d1)"
    stated = statement(domain, definitions, [goal])
    steps = [*efficiencies(), *clicks(), incoherent(), *coherent(), *together(goal)]
    return Theorem(
        "randomness_lossy_eve_grows_with_efficiency",
        "with the lost photons with Eve the randomness is strictly increasing in the efficiency",
        stated,
        once(steps, stated["hypotheses"]),
    )


def efficiencies() -> list[Step]:
    """What holds at both efficiencies."""
    return [
        survival_positive(),
        *survival_below_one(),
        total("n > 0", "n >= 1", "1"),
        *click_in_one_bin("n"),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        product(f"{ALL} > 0", "rho11 > 0", "alpha < 1"),
        *efficiency("eta_d1"),
        *efficiency("eta_d2", "eta_d2 > eta_d1", "eta_d1 >= 0"),
        total("1 - eta_d1 >= 0", "eta_d2 > eta_d1", "eta_d2 <= 1"),
        product("1 - kept(eta_d1) >= 0", "1 - eta_d1 >= 0", "alpha < 1"),
        product("1 - kept(eta_d2) >= 0", "eta_d2 <= 1", "alpha < 1"),
        *(step for w in KEPT for step in populated(w)),
        product(f"{KEPT[1]} > {KEPT[0]}", "eta_d2 > eta_d1", "alpha < 1"),
    ]


def efficiency(y: str, *low: str) -> list[Step]:
    """Of an efficiency: 0 < kept."""
    return [
        total(f"{y} >= 0", *low),
        product(f"{y}*(1 - alpha) >= 0", f"{y} >= 0", "alpha < 1"),
        total(f"kept({y}) > 0", f"{y}*(1 - alpha) >= 0", "alpha > 0"),
        product(f"rho11*kept({y}) > 0", "rho11 > 0", f"kept({y}) > 0"),
    ]


def clicks() -> list[Step]:
    """A photon's bin, and whether it is seen, are told apart; the bin has eta(ALL) at least."""
    least = f"{WHICH_BIN} + log2{ALL}*{ANY_BIN} >= 0"
    emitted = f"{ANY_BIN} == {ALL}"
    return [
        defined(WHICH_BIN, "k", one_click()),
        telescope(emitted, EMITTED, "-rho11*exp(-Gamma*t*k/n)", "k"),
        termwise(least, {f"eta({EMITTED})": "1", EMITTED: f"log2{ALL}"}, ">=", "k"),
        identity(
            f"{WHICH_BIN} + {ALL}*log2{ALL} == {WHICH_BIN} + log2{ALL}*{ANY_BIN}",
            {emitted: f"-log2{ALL}"},
        ),
        total(
            f"{WHICH_BIN} + {ALL}*log2{ALL} >= 0",
            f"{WHICH_BIN} + {ALL}*log2{ALL} == {WHICH_BIN} + log2{ALL}*{ANY_BIN}",
            least,
        ),
        *(step for y in ENDS for step in seen(y, emitted)),
    ]


def one_click() -> list[Step]:
    """An emission in bin k is at most as likely as one in any bin."""
    after, survives = "exp(-Gamma*t*k/n)", f"exp(-Gamma*t*k/n) == {BEFORE}*exp(-Gamma*t/n)"
    bits, logs = f"eta({EMITTED}) == -{EMITTED}*log2({EMITTED})", f"log{ALL} >= log({EMITTED})"
    return [
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        product(f"{EMITTED} > 0", "rho11 > 0", "exp(-Gamma*t/n) < 1", f"{BEFORE} > 0"),
        lemma(survives, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
        identity(f"{EMITTED} == rho11*{BEFORE} - rho11*{after}", {survives: "rho11"}),
        product("Gamma*t*(k - 1)/n >= 0", "Gamma*t > 0", "k from", over=["n > 0"]),
        lemma(f"{BEFORE} <= 1", "exp-order-weak", a="-Gamma*t*(k - 1)/n", b="0"),
        product("Gamma*t*(n - k)/n >= 0", "Gamma*t > 0", "k to", over=["n > 0"]),
        lemma(f"{after} >= alpha", "exp-order-weak", a="-Gamma*t", b="-Gamma*t*k/n"),
        product(f"rho11*(1 - {BEFORE}) >= 0", "rho11 > 0", f"{BEFORE} <= 1"),
        product(f"rho11*({after} - alpha) >= 0", "rho11 > 0", f"{after} >= alpha"),
        identity(f"rho11*{BEFORE} - rho11*{after} == {EMITTED}", {survives: "-rho11"}),
        total(
            f"{ALL} >= {EMITTED}",
            f"rho11*(1 - {BEFORE}) >= 0",
            f"rho11*({after} - alpha) >= 0",
            f"rho11*{BEFORE} - rho11*{after} == {EMITTED}",
        ),
        lemma(logs, "log-order-weak", a=EMITTED, b=ALL),
        product(
            f"{EMITTED}*(log{ALL} - log({EMITTED}))/log(2) >= 0",
            f"{EMITTED} > 0",
            logs,
            over=["log(2) > 0"],
        ),
        lemma(bits, "eta-log", u=EMITTED),
        total(
            f"eta({EMITTED}) + {EMITTED}*log2{ALL} >= 0",
            bits,
            f"{EMITTED}*(log{ALL} - log({EMITTED}))/log(2) >= 0",
        ),
    ]


def seen(y: str, emitted: str) -> list[Step]:
    """The entropy of the clicks for an efficiency y."""
    term = f"eta({y}*{EMITTED})"
    whole, each = f"Sum({term}, (k, 1, n))", f"{term} == {y}*eta({EMITTED}) + {EMITTED}*eta({y})"
    parts = f"{whole} == {y}*{WHICH_BIN} + eta({y})*{ANY_BIN}"
    block = [
        product(f"{y}*{EMITTED} >= 0", f"{y} >= 0", f"{EMITTED} > 0"),
        lemma(each, "eta-product", a=y, b=EMITTED),
    ]
    weights = {term: "1", f"eta({EMITTED})": f"-{y}", EMITTED: f"-eta({y})"}
    return [
        defined(whole, "k", block),
        termwise(parts, weights, "==", "k"),
        identity(
            f"{whole} == {y}*{WHICH_BIN} + {ALL}*eta({y})", {parts: "1", emitted: f"eta({y})"}
        ),
    ]


def incoherent() -> Step:
    """The diagonal alone grows with the efficiency."""
    low, high = (DIAGONAL.format(y=y) for y in ENDS)
    between = Between(DIAGONAL.format(y="y"), "y", ENDS)
    seen, gain = f"(y*{ALL})", f"{ALL}*(log(rho11*kept(y)) - log(y*{ALL}))/log(2) > 0"
    logs = f"log{seen} == log(y) + log{ALL}"
    bits = f"{WHICH_BIN} + {ALL}*log2{ALL}"
    slope = f"{WHICH_BIN} + {ALL}*(log(rho11*kept(y)) - log(y))/log(2)"
    parts = f"{slope} == {bits} + {gain.removesuffix(' > 0')}"
    inner = [
        total("y > 0", "y from", "eta_d1 >= 0"),
        product(f"{seen} > 0", "y > 0", f"{ALL} > 0"),
        product(f"rho11*kept(y) - {seen} > 0", "rho11 > 0", "alpha > 0"),
        lemma(f"log(rho11*kept(y)) > log{seen}", "log-order", a=seen, b="rho11*kept(y)"),
        product(gain, f"{ALL} > 0", f"log(rho11*kept(y)) > log{seen}", over=["log(2) > 0"]),
        lemma(logs, "log-product", a="y", b=ALL),
        identity(parts, {logs: f"{ALL}/log(2)"}),
        total(f"{slope} > 0", parts, f"{bits} >= 0", gain),
    ]
    return mean_value(f"{high} > {low}", between, efficiency("y", "y from", "eta_d1 >= 0"), inner)


def together(goal: str) -> list[Step]:
    """What the diagonal gains, and what the blocks gain by the coherence, add up."""
    low, high = (DIAGONAL.format(y=y) for y in ENDS)
    more = f"{gained('c')} - ({gained('0')})"
    diagonals = {
        y: [block.without_coherence() for block in blocks(f"kept({y})", "0")] for y in ENDS
    }
    sums = {
        y: f"Sum(eta({y}*{EMITTED}), (k, 1, n)) == {y}*{WHICH_BIN} + {ALL}*eta({y})" for y in ENDS
    }
    using: dict[str, str] = {}
    for y, sign, other in zip(ENDS, ("-1", "1"), ("1", "-1"), strict=True):
        none, whole = diagonals[y]
        using |= {sums[y]: sign, none["label"]: sign, whole["label"]: other}
    rest = f"R(eta_d2) - R(eta_d1) - ({high} - ({low})) - ({more}) == 0"
    return [
        *(step for each in diagonals.values() for step in each),
        identity(rest, using),
        total(goal, f"{high} > {low}", f"{more} >= 0", rest),
    ]
