"""Before Eq. (29): p = Gamma dt for short bins, as p/(Gamma dt) -> 1 for dt = t/n -> 0.

Domain: Gamma > 0, every n. For every eps > 0, the ratio is closer to 1 than eps where
t < 2 eps n/Gamma, since x - x**2/2 < p < x for x = Gamma t/n. Lemmas of analysis: the mean value
theorem twice, exp increasing.
"""

from derive import symbols as sym
from derive.emission.temporal import bin_probability
from derive.model.domain import BINS, positive
from proofs.paper.claimed import CLOSE, EPS, SHARE
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Between, Step, lemma, mean_value, product, statement, total

DELTA = 2 * EPS * sym.n / sym.Gamma
"""How small a window makes the ratio closer to 1 than eps."""
X, RATIO = "Gamma*t/n", "p/(Gamma*t/n)"


def theorem() -> Theorem:
    """|p/(Gamma t/n) - 1| < eps for t = share delta, and delta > 0."""
    definitions = {"t": str(SHARE * DELTA), "p": str(bin_probability())}
    goals = [f"{DELTA} > 0", f"{RATIO} - 1 < eps", f"1 - {RATIO} < eps"]
    return Theorem(
        "bin_probability_limit",
        "the click probability of a short bin is `Gamma dt`, but for a share that tends to 0",
        statement(positive(sym.Gamma) & BINS & CLOSE, definitions, goals),
        steps(*goals),
        delta=DELTA,
    )


def steps(least: str, above: str, under: str) -> list[Step]:
    """x - p and p - x + x**2/2 vanish at 0 and increase in x; x/2 = eps share < eps."""
    return [
        total("n > 0", "n >= 1", "1"),
        product(least, "2", "eps > 0", "n > 0", over=["Gamma > 0"]),
        product(f"{X} > 0", "2", "eps > 0", "share > 0"),
        below(X, f"p < {X}", "x"),
        mean_value(
            f"p > {X} - ({X})**2/2",
            Between("x**2/2 - x + 1 - exp(-x)", "x", ("0", X)),
            [],
            [below("x", "x - 1 + exp(-x) > 0", "y")],
        ),
        product(f"1 - {RATIO} > 0", f"p < {X}", over=[f"{X} > 0"]),
        total(above, "eps > 0", f"1 - {RATIO} > 0"),
        product(f"{RATIO} - 1 + {X}/2 > 0", f"p > {X} - ({X})**2/2", over=[f"{X} > 0"]),
        product(f"eps - {X}/2 > 0", "eps > 0", "share < 1"),
        total(under, f"{RATIO} - 1 + {X}/2 > 0", f"eps - {X}/2 > 0"),
    ]


def below(end: str, claim: str, y: str) -> Step:
    """1 - exp(-end) < end, as y - (1 - exp(-y)) increases from 0."""
    slope = lemma(f"1 - exp(-{y}) > 0", "exp-order", a=f"-{y}", b="0")
    return mean_value(claim, Between(f"{y} - 1 + exp(-{y})", y, ("0", end)), [], [slope])
