"""The bits of one shot are at most those of many: H_min(X|R') <= H(X|R'), without coherence.

Domain: 0 < rho11 < 1, Gamma > 0, t > 0, every n >= 1, 0 < eta_d < 1, lost photons with nobody. With
the guess G = rho00 + rho11 g, where g is the likeliest outcome of an excited atom, every outcome p
has log p <= log g <= log G + g/G - 1; averaged, these add up to log G. Lemmas of analysis:
log(r) <= r - 1, and exp of a sum.
"""

from sympy import S

from derive import symbols as sym
from derive.device.guessing import beyond_one_shot
from derive.emission.monotonicity import LATER
from derive.model.domain import BINS, Domain, Range
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.spectra import strictly_later, survival_positive
from proofs.theorems.tangents import log_below
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    BASIC,
    Step,
    cases,
    defined,
    formula,
    identity,
    lemma,
    product,
    square,
    statement,
    telescope,
    termwise,
    total,
)

DOMAIN = (
    Domain(
        (
            Range(sym.rho11, S.Zero, S.One, lower_open=True, upper_open=True),
            Range(sym.eta_d, S.Zero, S.One, lower_open=True, upper_open=True),
        )
    )
    & LATER
    & BINS
)
STAY, BEFORE, AFTER = (f"exp(-Gamma*t{bins}/n)" for bins in ("", "*(k - 1)", "*k"))
CLICK = f"(eta_d*(1 - {STAY})*{BEFORE})"
UNSEEN, UNSEEN_BEFORE = (f"(1 - eta_d*(1 - {left}))" for left in (AFTER, BEFORE))
LEFT_OVER = f"eta{UNSEEN} - eta{UNSEEN_BEFORE}"
"""What is not seen up to bin k, less what is not before it, as entropies."""
CLICKS, LEFT, WHOLE, SEEN = (
    f"Sum({term}, (k, 1, n))"
    for term in (f"eta{CLICK}", LEFT_OVER, f"eta{CLICK} + {LEFT_OVER}", CLICK)
)


def definitions() -> dict[str, str]:
    """The outcomes of an excited atom, and g, the likelier of the first bin and no click."""
    return BASIC | {
        "first": f"eta_d*(1 - {STAY})",
        "unseen": "1 - eta_d*(1 - alpha)",
        "gap": "first - unseen",
        "g": "(first + unseen + sqrt(gap**2))/2",
    }


def theorem() -> Theorem:
    """H(X|R') - H_min(X|R') >= 0."""
    goal, names = f"{formula(beyond_one_shot())} >= 0", definitions()
    names |= {"G": "rho00 + rho11*g", "most": "log(G) + g/G - 1"}
    return Theorem(
        "one_shot_at_most_average",
        "the bits of one shot are at most those per shot of many",
        statement(DOMAIN, names, [goal]),
        [*likeliest(), *guess(), *outcomes(), *averaged(goal)],
    )


def likeliest() -> list[Step]:
    """g is at least the first bin, and at least no click."""
    return [
        total("n > 0", "n >= 1", "1"),
        survival_positive(),
        strictly_later(),
        *click_in_one_bin("n"),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        product("first > 0", "eta_d > 0", f"{STAY} < 1"),
        product("eta_d*alpha > 0", "eta_d > 0", "alpha > 0"),
        total("unseen > 0", "eta_d < 1", "eta_d*alpha > 0"),
        square("gap**2 >= 0", "gap"),
        lemma("sqrt(gap**2) >= 0", "sqrt", u="gap**2"),
        *(modulus(q) for q in ("gap", "-gap")),
        product("g >= first", "1/2", "sqrt(gap**2) >= gap"),
        product("g >= unseen", "1/2", "sqrt(gap**2) >= -gap"),
        total("g > 0", "g >= first", "first > 0"),
    ]


def modulus(q: str) -> Step:
    """|q| >= q."""
    claim, root = f"sqrt(gap**2) >= {q}", f"sqrt(gap**2) == {q}"
    return cases(claim, q, [lemma(root, "root", q=q)], [total(claim, "sqrt(gap**2) >= 0", "case")])


def guess() -> list[Step]:
    """log(g) and log(1) are below the tangent of log at G."""
    return [
        product("rho11*g > 0", "rho11 > 0", "g > 0"),
        total("G > 0", "rho11 < 1", "rho11*g > 0"),
        *below("g", "g > 0", "most >= log(g)"),
        *below("1", "1", "log(G) + 1/G - 1 >= 0"),
    ]


def below(u: str, positive: str, claim: str, mean: str = "G") -> list[Step]:
    """log(u) <= log(G) + u/G - 1, for G or another mean that is > 0."""
    ratio, logs = f"({u}/{mean})", f"log({u}) == log({u}/{mean}) + log({mean})"
    turned = f"log({u}/{mean}) + log({mean}) - log({u}) == 0"
    return [
        product(f"{ratio} > 0", positive, over=[f"{mean} > 0"]),
        log_below(ratio),
        lemma(logs, "log-product", a=ratio, b=mean),
        identity(turned, {logs: "-1"}),
        total(claim, f"log({ratio}) <= {ratio} - 1", turned),
    ]


def outcomes() -> list[Step]:
    """Every outcome p has eta(p) + p most/ln 2 >= 0; summed over the bins."""
    weights = {f"eta{CLICK}": "1", CLICK: "most/log(2)"}
    terms = {f"eta{CLICK} + {LEFT_OVER}": "1", f"eta{CLICK}": "-1", LEFT_OVER: "-1"}
    return [
        *outcome("unseen"),
        defined(WHOLE, "k", [*one_click(), *one_left()]),
        termwise(f"{CLICKS} + most/log(2)*{SEEN} >= 0", weights, ">=", "k"),
        termwise(f"{WHOLE} == {CLICKS} + {LEFT}", terms, "==", "k"),
        telescope(f"{SEEN} == eta_d*(1 - alpha)", CLICK, f"-eta_d*{AFTER}", "k"),
        telescope(f"{LEFT} == eta(unseen)", LEFT_OVER, f"eta{UNSEEN}", "k"),
    ]


def outcome(p: str) -> list[Step]:
    """eta(p) + p most/ln 2 >= 0, where p > 0 and g >= p are known."""
    bits, less = f"eta({p}) == -({p})*log2({p})", f"({p})*(most - log({p}))/log(2) >= 0"
    return [
        lemma(f"log(g) >= log({p})", "log-order-weak", a=p, b="g"),
        total(f"most - log({p}) >= 0", "most >= log(g)", f"log(g) >= log({p})"),
        product(less, f"{p} > 0", f"most - log({p}) >= 0", over=["log(2) > 0"]),
        lemma(bits, "eta-log", u=p),
        total(f"eta({p}) + ({p})*most/log(2) >= 0", less, bits),
    ]


def one_click() -> list[Step]:
    """The click in bin k is no likelier than in the first bin."""
    return [*click_in_bin(), *outcome(CLICK), *survival()]


def click_in_bin() -> list[Step]:
    """Its probability is positive, and at most g."""
    return [
        lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n"),
        product("Gamma*t*(k - 1)/n >= 0", "Gamma*t > 0", "k from", over=["n > 0"]),
        lemma(f"{BEFORE} <= 1", "exp-order-weak", a="-Gamma*t*(k - 1)/n", b="0"),
        product(f"{CLICK} > 0", "eta_d > 0", f"{STAY} < 1", f"{BEFORE} > 0"),
        product(f"first - {CLICK} >= 0", "first > 0", f"{BEFORE} <= 1"),
        total(f"g >= {CLICK}", "g >= first", f"first - {CLICK} >= 0"),
    ]


def survival() -> list[Step]:
    """A click in bin k is what is not seen before it, less what is not seen up to it."""
    survives = f"{AFTER} == {BEFORE}*{STAY}"
    return [
        lemma(survives, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n"),
        identity(f"{CLICK} == eta_d*{BEFORE} - eta_d*{AFTER}", {survives: "eta_d"}),
    ]


def one_left() -> list[Step]:
    """What is not seen up to bin k, and before it, is positive."""
    return [
        lemma(f"{AFTER} > 0", "exp", u="-Gamma*t*k/n"),
        *(
            step
            for left, unseen in ((AFTER, UNSEEN), (BEFORE, UNSEEN_BEFORE))
            for step in (
                product(f"eta_d*{left} > 0", "eta_d > 0", f"{left} > 0"),
                total(f"{unseen} > 0", "eta_d < 1", f"eta_d*{left} > 0"),
            )
        ),
    ]


def averaged(goal: str) -> list[Step]:
    """The bounds of all outcomes add up to log2(G)."""
    seen, left, whole = (
        f"{SEEN} == eta_d*(1 - alpha)",
        f"{LEFT} == eta(unseen)",
        f"{WHOLE} == {CLICKS} + {LEFT}",
    )
    clicks = f"most/log(2)*eta_d*(1 - alpha) - most/log(2)*{SEEN} == 0"
    bits = f"{WHOLE} - {CLICKS} - eta(unseen) == 0"
    excited, ground = f"{WHOLE} + most/log(2) >= 0", "rho00*(log(G) + 1/G - 1)/log(2) >= 0"
    return [
        identity(clicks, {seen: "-most/log(2)"}),
        identity(bits, {whole: "1", left: "1"}),
        total(
            excited,
            f"{CLICKS} + most/log(2)*{SEEN} >= 0",
            "eta(unseen) + (unseen)*most/log(2) >= 0",
            clicks,
            bits,
        ),
        product(f"rho11*({excited.removesuffix(' >= 0')}) >= 0", "rho11 > 0", excited),
        product(ground, "rho11 < 1", "log(G) + 1/G - 1 >= 0", over=["log(2) > 0"]),
        total(goal, f"rho11*({excited.removesuffix(' >= 0')}) >= 0", ground),
    ]
