"""Below Eq. (28): the bound grows strictly with the number of bins.

Domain: rho11 > 0, Gamma > 0, t > 0, and n1 < n2 with n1 >= 1, integer or not. The slope of
h(p)/p in p is log2(1-p)/p**2 < 0 and p falls as n grows. Lemmas of analysis: the mean value
theorem in n, log(exp u) = u, exp increasing.
"""

from sympy import S, Symbol, diff, oo

from derive import symbols as sym
from derive.emission.monotonicity import LATER
from derive.emission.temporal import bound_temporal
from derive.model.domain import Domain, Range
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

STAY, CLICK = "exp(-Gamma*t/n)", "(1 - exp(-Gamma*t/n))"
DOMAIN = (
    Domain((Range(sym.rho11, S.Zero, S.One, lower_open=True),))
    & LATER
    & Domain(
        (Range(Symbol("n1"), S.One, oo), Range(Symbol("n2"), Symbol("n1"), oo, lower_open=True))
    )
)


def theorem() -> Theorem:
    """bound(n2) > bound(n1), for Eq. (28)."""
    definitions = {"alpha": "exp(-Gamma*t)", "bound(n)": formula(bound_temporal())}
    return Theorem(
        "more_bins_more_randomness",
        "the bound (28) is strictly increasing in the number of bins",
        statement(DOMAIN, definitions, ["bound(n2) > bound(n1)"]),
        steps(),
    )


def steps() -> list[Step]:
    """The bound as a function of a real n."""
    ends = [
        *survival_below_one(),
        total("n1 > 0", "n1 >= 1", "1"),
        total("n2 > 0", "n2 > n1", "n1 > 0"),
        *(step for n in ("n1", "n2") for step in one_bin(n)),
    ]
    between = Between("bound(n)", "n", ("n1", "n2"))
    closed = [total("n > 0", "n from", "n1 > 0"), *one_bin("n")]
    claim = mean_value("bound(n2) > bound(n1)", between, closed, slope())
    return [*ends, claim]


def one_bin(n: str) -> list[Step]:
    """0 < exp(-Gamma t/n) < 1."""
    return [lemma(f"exp(-Gamma*t/{n}) > 0", "exp", u=f"-Gamma*t/{n}"), *click_in_one_bin(n)]


def click_in_one_bin(n: str) -> list[Step]:
    """exp(-Gamma t/n) < 1."""
    return [
        product(f"Gamma*t/{n} > 0", "Gamma*t > 0", over=[f"{n} > 0"]),
        lemma(f"exp(-Gamma*t/{n}) < 1", "exp-order", a=f"-Gamma*t/{n}", b="0"),
    ]


def slope() -> list[Step]:
    """d bound/dn > 0, with the entropies and log(1-p) = -Gamma t/n written out."""
    derivative = formula(diff(bound_temporal(), sym.n))
    gain = f"rho11*(1 - alpha)*{STAY}*Gamma**2*t**2/(n**3*{CLICK}**2*log(2))"
    rate = f"rho11*(1 - alpha)*{STAY}*Gamma*t/(n**2*{CLICK}**2)"
    entropies = [f"eta({u}) == -{u}*log2({u})" for u in (STAY, CLICK)]
    logarithm = f"log({STAY}) == -Gamma*t/n"
    factors = ["rho11 > 0", "alpha < 1", f"{STAY} > 0", "Gamma*t > 0", "Gamma*t > 0"]
    return [
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        lemma(logarithm, "log-exp", u="-Gamma*t/n"),
        *(lemma(e, "eta-log", u=u) for e, u in zip(entropies, (STAY, CLICK), strict=True)),
        product(f"{gain} > 0", *factors, over=["n > 0"] * 3 + [f"{STAY} < 1"] * 2 + ["log(2) > 0"]),
        identity(
            f"{derivative} == {gain}",
            dict.fromkeys(entropies, rate) | {logarithm: f"-{rate}/log(2)"},
        ),
        total(f"{derivative} > 0", f"{gain} > 0", f"{derivative} == {gain}"),
    ]
