"""Below Eq. (28): the bound grows as log2(n), one bit per click for each doubling of the bins.

Domain: 0 <= rho11 <= 1, t > 0, n >= 1. The bound is rho11 (1 - exp(-Gamma t)) log2(n) plus its
limit offset, up to rho11 (1 - exp(-Gamma t)) Gamma t/(n ln 2) on either side: so it passes every
value as n grows, and the offset is exact. With x = Gamma t/n: x exp(-x) < p < x. Lemmas of
analysis: the mean value theorem, log and exp.
"""

from derive.emission.monotonicity import LATER
from derive.emission.temporal import bound_temporal
from derive.model.domain import BINS, POPULATION
from proofs.theorems.bin_probability_limit import below
from proofs.theorems.spectra import survival_below_one
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Between,
    Step,
    formula,
    identity,
    lemma,
    mean_value,
    product,
    statement,
    total,
)

CLICK_PROBABILITY = "rho11*(1 - alpha)"
OFFSET = "1/log(2) - log2(Gamma*t)"
"""The limit of the bound per click less log2(n): `many_bins.many_bins_offset`, in a test."""
LOGS = {
    "x*n": "log(x*n) == log(x) + log(n)",
    "x*q": "log(x*q) == log(x) + log(q)",
    "q": "log(q) == -x",
}


def theorem() -> Theorem:
    """The bound between two logarithms of n that approach each other."""
    definitions = {
        "alpha": "exp(-Gamma*t)",
        "x": "Gamma*t/n",
        "q": "exp(-x)",
        "bound": formula(bound_temporal()),
        "limit": f"{CLICK_PROBABILITY}*(log2(n) + {OFFSET})",
        "error": f"{CLICK_PROBABILITY}*x/log(2)",
    }
    goals = ["bound >= limit - error", "bound <= limit + error"]
    return Theorem(
        "bound_grows_without_limit",
        "the bound (28) is `log2(n)` per click plus a constant, up to `Gamma t/(n ln 2)` per click",
        statement(POPULATION & LATER & BINS, definitions, goals),
        steps(),
    )


def steps() -> list[Step]:
    """Both differences are a click's probability times a sum of two positive terms."""
    weight = f"{CLICK_PROBABILITY}/log(2)"
    lower = "(log(x) - log(1 - q)) + (x - (1 - q))/(1 - q)"
    upper = "(log(1 - q) - log(x*q)) + (1 - q - x*q)/(1 - q)"
    return [
        *one_bin(),
        *logarithms(),
        product("(x - (1 - q))/(1 - q) > 0", "1 - q < x", over=["q < 1"]),
        product("(1 - q - x*q)/(1 - q) > 0", "1 - q > x*q", over=["q < 1"]),
        total(f"{lower} > 0", "log(x) > log(1 - q)", "(x - (1 - q))/(1 - q) > 0"),
        total(f"{upper} > 0", "log(1 - q) > log(x*q)", "(1 - q - x*q)/(1 - q) > 0"),
        product(f"{weight}*({lower}) >= 0", *CLICKS, f"{lower} > 0", over=["log(2) > 0"]),
        product(f"{weight}*({upper}) >= 0", *CLICKS, f"{upper} > 0", over=["log(2) > 0"]),
        identity(f"bound - limit + error == {weight}*({lower})", written_out(1)),
        identity(f"limit + error - bound == {weight}*({upper})", written_out(-1)),
        *(
            total(goal, f"{weight}*({side}) >= 0", equality)
            for goal, side, equality in (
                ("bound >= limit - error", lower, f"bound - limit + error == {weight}*({lower})"),
                ("bound <= limit + error", upper, f"limit + error - bound == {weight}*({upper})"),
            )
        ),
    ]


CLICKS = ("rho11 >= 0", "alpha < 1")
ENTROPIES = {"q": "eta(q) == -q*log2(q)", "1 - q": "eta(1 - q) == -(1 - q)*log2(1 - q)"}


def written_out(side: int) -> dict[str, str]:
    """The entropies and logarithms of the bound, with the sign of the bound in the identity."""
    sign = "" if side > 0 else "-"
    per_bit = f"{sign}{CLICK_PROBABILITY}/(1 - q)"
    per_nat = f"{CLICK_PROBABILITY}/log(2)"
    using = dict.fromkeys(ENTROPIES.values(), per_bit)
    using[LOGS["q"]] = f"-{sign}{CLICK_PROBABILITY}*q/((1 - q)*log(2))"
    using[LOGS["x*n"]] = f"{sign}{per_nat}"
    if side < 0:
        using[LOGS["x*q"]] = f"{per_nat}"
        using[LOGS["q"]] += f" + {per_nat}"
    return using


def one_bin() -> list[Step]:
    """x exp(-x) < p < x, with p = 1 - exp(-x)."""
    inner = [lemma("exp(-y) > 0", "exp", u="-y"), product("y*exp(-y) > 0", "y from", "exp(-y) > 0")]
    function = "1 - exp(-y) - y*exp(-y)"
    return [
        *survival_below_one(),
        total("n > 0", "n >= 1", "1"),
        product("x > 0", "Gamma*t > 0", over=["n > 0"]),
        lemma("q > 0", "exp", u="-x"),
        lemma("q < 1", "exp-order", a="-x", b="0"),
        below("x", "1 - q < x", "y"),
        mean_value("1 - q > x*q", Between(function, "y", ("0", "x")), [], inner),
        product("x*q > 0", "x > 0", "q > 0"),
    ]


def logarithms() -> list[Step]:
    """What the logarithms of p, exp(-x) and Gamma t are, and how they are ordered."""
    return [
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        *(lemma(claim, "eta-log", u=u) for u, claim in ENTROPIES.items()),
        lemma("log(x) > log(1 - q)", "log-order", a="1 - q", b="x"),
        lemma("log(1 - q) > log(x*q)", "log-order", a="x*q", b="1 - q"),
        lemma(LOGS["x*n"], "log-product", a="x", b="n"),
        lemma(LOGS["x*q"], "log-product", a="x", b="q"),
        lemma(LOGS["q"], "log-exp", u="-x"),
    ]
