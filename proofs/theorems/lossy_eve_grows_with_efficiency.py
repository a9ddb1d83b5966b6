"""With the lost photons in Eve's hands, a better detector gives more bits, without coherence.

Domain: rho11 > 0, Gamma > 0, t > 0, integer n >= 1, 0 <= eta_d1 < eta_d2 <= 1. The slope is rho11
times the entropy of a photon's bin and (1 - exp(-Gamma t)) log2(kept/eta_d) >= 0, where kept is the
probability that no photon is lost. Lemmas of analysis: the mean value theorem in eta_d,
and for n (exp(x/n) - 1) <= exp(x) - 1 in x.
"""

from sympy import S, Symbol

from derive.device.eves import KEEPER
from derive.device.loss import bound_lossy
from derive.emission.monotonicity import LATER
from derive.model.domain import BINS, Domain, Range
from derive.symbols import rho11
from proofs.theorems.more_bins_more_randomness import CLICK, STAY, one_bin
from proofs.theorems.spectra import survival_below_one, survival_positive
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

EXCITED = Domain((Range(rho11, S.Zero, S.One, lower_open=True),))
LOW, HIGH = Symbol("eta_d1"), Symbol("eta_d2")
EFFICIENCIES = Domain((Range(LOW, S.Zero, S.One), Range(HIGH, LOW, S.One, lower_open=True)))
ENDS = (LOW.name, HIGH.name)
KEPT = "({0}*(1 - alpha) + alpha)"
WHICH_BIN = f"((1 - alpha)*(eta({CLICK}) + eta({STAY}))/{CLICK} - eta(alpha))"
"""The entropy of the bin of a photon, with its weight."""


def theorem() -> Theorem:
    """bound(eta_d2) > bound(eta_d1)."""
    definitions = {"alpha": "exp(-Gamma*t)", "bound(eta_d)": formula(bound_lossy(KEEPER))}
    goal, between = "bound(eta_d2) > bound(eta_d1)", Between("bound(eta_d)", "eta_d", ENDS)
    closed = [total("eta_d >= 0", "eta_d from", "eta_d1 >= 0"), *no_loss("eta_d")]
    return Theorem(
        "lossy_eve_grows_with_efficiency",
        "with the lost photons with Eve the bound is strictly increasing in the efficiency",
        statement(EXCITED & LATER & BINS & EFFICIENCIES, definitions, [goal]),
        [
            *which_bin(),
            total("eta_d2 >= 0", "eta_d2 > eta_d1", "eta_d1 >= 0"),
            *(step for end in ENDS for step in no_loss(end)),
            mean_value(goal, between, closed, slope()),
        ],
    )


ENDS = (LOW.name, HIGH.name)


def which_bin() -> list[Step]:
    """What a bin tells is more than 0: its clicks alone, and the rest is not less than 0."""
    rest = f"{STAY}*(1 - alpha) - n*alpha*{CLICK}"
    clicks = f"(1 - alpha)*eta({CLICK})/{CLICK}"
    bits = {f"eta({u}) == -{u}*log2({u})": u for u in (STAY, "alpha")}
    logs = {f"log({STAY}) == -Gamma*t/n": "-Gamma*t/n", "log(alpha) == -Gamma*t": "-Gamma*t"}
    whole = f"{clicks} + Gamma*t*({rest})/(n*{CLICK}*log(2))"
    weights = dict(zip(bits, (f"(1 - alpha)/{CLICK}", "-1"), strict=True))
    factors = (f"-{STAY}*(1 - alpha)/({CLICK}*log(2))", "alpha/log(2)")
    return [
        total("n > 0", "n >= 1", "1"),
        survival_positive(),
        *survival_below_one(),
        *one_bin("n"),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        *convex(f"{rest} >= 0"),
        lemma(f"eta({CLICK}) > 0", "eta-positive", u=CLICK),
        product(f"{clicks} > 0", "alpha < 1", f"eta({CLICK}) > 0", over=[f"{STAY} < 1"]),
        *(lemma(claim, "eta-log", u=u) for claim, u in bits.items()),
        *(lemma(claim, "log-exp", u=u) for claim, u in logs.items()),
        product(
            f"{whole} - {clicks} >= 0",
            *("Gamma*t > 0", f"{rest} >= 0"),
            over=["n > 0", f"{STAY} < 1", "log(2) > 0"],
        ),
        identity(f"{WHICH_BIN} == {whole}", weights | dict(zip(logs, factors, strict=True))),
        total(
            f"{WHICH_BIN} > 0",
            *(f"{WHICH_BIN} == {whole}", f"{whole} - {clicks} >= 0", f"{clicks} > 0"),
        ),
    ]


def convex(claim: str) -> list[Step]:
    """n (1 - q) q**n <= q (1 - q**n) for q = exp(-Gamma t/n): exp(y) - 1 - n (exp(y/n) - 1) grows
    with y from 0."""
    grown = "exp({0}) - 1 - n*(exp({0}/n) - 1)"
    end = grown.format("(Gamma*t)")
    inverses = {f"1 == exp(-{u})*exp({u})": u for u in ("Gamma*t", "Gamma*t/n")}
    inner = [
        product("y*(n - 1)/n >= 0", "y from", "n >= 1", over=["n > 0"]),
        lemma("exp(y) >= exp(y/n)", "exp-order-weak", a="y/n", b="y"),
    ]
    scaled, left = f"alpha*{STAY}*({end})", claim.removesuffix(" >= 0")
    weights = dict(zip(inverses, (STAY, "-n*alpha"), strict=True))
    return [
        mean_value(f"{end} >= 0", Between(grown.format("y"), "y", ("0", "Gamma*t")), [], inner),
        product(f"{scaled} >= 0", "alpha > 0", f"{STAY} > 0", f"{end} >= 0"),
        *(lemma(claim, "exp-sum", a=f"-{u}", b=u) for claim, u in inverses.items()),
        identity(f"{left} == {scaled}", weights),
        total(claim, f"{left} == {scaled}", f"{scaled} >= 0"),
    ]


def no_loss(efficiency: str) -> list[Step]:
    """The probability that no photon is lost is positive."""
    seen = f"{efficiency}*(1 - alpha) >= 0"
    return [
        product(seen, f"{efficiency} >= 0", "alpha < 1"),
        total(f"{KEPT.format(efficiency)} > 0", seen, "alpha > 0"),
    ]


def slope() -> list[Step]:
    """More than 0, as eta_d <= kept."""
    kept = KEPT.format("eta_d")
    ratio = f"(1 - alpha)*(log({kept}) - log(eta_d))/log(2)"
    return [
        total("eta_d > 0", "eta_d from", "eta_d1 >= 0"),
        total("1 - eta_d >= 0", "eta_d to", "eta_d2 <= 1"),
        product(f"{kept} - eta_d >= 0", "alpha > 0", "1 - eta_d >= 0"),
        lemma(f"log({kept}) >= log(eta_d)", "log-order-weak", a="eta_d", b=kept),
        product(
            f"{ratio} >= 0",
            *("alpha < 1", f"log({kept}) >= log(eta_d)"),
            over=["log(2) > 0"],
        ),
        total(f"{WHICH_BIN} + {ratio} > 0", f"{WHICH_BIN} > 0", f"{ratio} >= 0"),
        product(f"rho11*({WHICH_BIN} + {ratio}) > 0", "rho11 > 0", f"{WHICH_BIN} + {ratio} > 0"),
    ]
