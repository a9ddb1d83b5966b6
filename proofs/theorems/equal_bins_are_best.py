"""Of all m bins that share a window, those of equal probability give the most bits.

Domain: rho11 > 0, Gamma > 0, t > 0, every m >= 1, any probabilities w_i > 0 of a photon in bin i
that add up to 1 - exp(-Gamma t). Every entropy is below its tangent at the equal share, and the
tangents add up to the entropy of equal shares (Gibbs). Lemma of analysis: log(r) <= r - 1.
"""

from sympy import S, oo

from derive import symbols as sym
from derive.device.bins import gained_by_equal_bins
from derive.emission.monotonicity import LATER
from derive.model.domain import POPULATION, Domain, Range
from proofs.equality.steps import step
from proofs.theorems.spectra import survival_below_one
from proofs.theorems.tangents import below_tangent
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    identity,
    lemma,
    product,
    statement,
    telescope,
    termwise,
    total,
)

EXCITED = POPULATION.replace(Range(sym.rho11, S.Zero, S.One, lower_open=True))
BINS = Domain((Range(sym.m, S.One, oo),))
SHARE, CLICK = "(rho11*(1 - alpha)/m)", "(rho11*w(j))"
PER_WEIGHT = f"(-rho11*log2({SHARE}) - rho11/log(2))"
"""How much the sum of the tangents grows with the sum of all w_i."""
ENDS = ("1", "m")


def sums(term: str) -> str:
    """The sum over all bins."""
    return f"Sum({term}, (j, 1, m))"


def theorem() -> Theorem:
    """What equal bins gain is not negative."""
    gained = formula(gained_by_equal_bins())
    goal = f"{gained.replace('w[i]', 'w(j)').replace('(i, 1, m)', '(j, 1, m)')} >= 0"
    weights = [f"{sums('w(j)')} == 1 - exp(-Gamma*t)"]
    stated = statement(EXCITED & LATER & BINS, {"alpha": "exp(-Gamma*t)"}, [goal], weights)
    return Theorem(
        "equal_bins_are_best",
        "of all bins of a window those of equal probability give the most bits",
        stated | {"functions": {"w": "> 1 m"}},
        steps(goal, *weights),
    )


def steps(goal: str, weights: str) -> list[Step]:
    """The sum of the tangents is the entropy of equal shares."""
    below = f"({SHARE}/log(2))*{sums('1')} + {PER_WEIGHT}*{sums('w(j)')} >= {sums(f'eta{CLICK}')}"
    terms = {"1": f"{SHARE}/log(2)", "w(j)": PER_WEIGHT, f"eta{CLICK}": "-1"}
    bits, count = f"eta({SHARE}) == -{SHARE}*log2({SHARE})", f"{sums('1')} == m"
    equal = f"m*eta({SHARE}) == ({SHARE}/log(2))*{sums('1')} + {PER_WEIGHT}*{sums('w(j)')}"
    return [
        total("m > 0", "m >= 1", "1"),
        *survival_below_one(),
        product(f"{SHARE} > 0", "rho11 > 0", "alpha < 1", over=["m > 0"]),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        defined(sums(f"eta{CLICK}"), "j", one_bin(), ENDS),
        termwise(below, terms, ">=", "j", ENDS),
        telescope(count, "1", "j", "j", ENDS),
        lemma(bits, "eta-log", u=SHARE),
        identity(equal, {bits: "m", count: f"-{SHARE}/log(2)", weights: f"-{PER_WEIGHT}"}),
        total(goal, equal, below),
    ]


def one_bin() -> list[Step]:
    """The entropy of bin j is below its tangent."""
    return [
        step("w(j) > 0", "opaque", function="w", at="j"),
        product(f"{CLICK} > 0", "rho11 > 0", "w(j) > 0"),
        *below_tangent(CLICK, SHARE),
    ]
