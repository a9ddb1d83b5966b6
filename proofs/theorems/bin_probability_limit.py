"""Eq. (29)'s step p = Gamma dt: 0 < Gamma dt - p < (Gamma dt)**2/2, so p/(Gamma dt) -> 1.

Domain: Gamma > 0 and bins of length dt > 0. Dividing by Gamma dt squeezes the ratio between
1 - Gamma dt/2 and 1. Lemmas of analysis: the mean value theorem twice, exp increasing.
"""

from sympy import Symbol

from derive import symbols as sym
from derive.domain import Domain, positive
from derive.temporal import bin_probability
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Between, Step, lemma, mean_value, product, statement

DT = Symbol("dt")
DOMAIN: Domain = positive(sym.Gamma) & positive(DT)


def theorem() -> Theorem:
    """Gamma dt - (Gamma dt)**2/2 < p < Gamma dt."""
    p = bin_probability().subs(sym.t, sym.n * DT)
    goals = ["p < Gamma*dt", "p > Gamma*dt - (Gamma*dt)**2/2"]
    return Theorem(
        "bin_probability_limit",
        "the click probability of a short bin is Gamma dt, up to (Gamma dt)^2/2",
        statement(DOMAIN, {"p": str(p)}, goals),
        steps(),
    )


def steps() -> list[Step]:
    """Both differences vanish at 0 and increase in x = Gamma dt."""
    return [
        product("Gamma*dt > 0", "Gamma > 0", "dt > 0"),
        below("Gamma*dt", "p < Gamma*dt", "x"),
        mean_value(
            "p > Gamma*dt - (Gamma*dt)**2/2",
            Between("x**2/2 - x + 1 - exp(-x)", "x", ("0", "Gamma*dt")),
            [],
            [below("x", "x - 1 + exp(-x) > 0", "y")],
        ),
    ]


def below(end: str, claim: str, y: str) -> Step:
    """1 - exp(-end) < end, as y - (1 - exp(-y)) increases from 0."""
    slope = lemma(f"1 - exp(-{y}) > 0", "exp-order", a=f"-{y}", b="0")
    return mean_value(claim, Between(f"{y} - 1 + exp(-{y})", y, ("0", end)), [], [slope])
