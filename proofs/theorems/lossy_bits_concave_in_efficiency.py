"""With the lost photons with nobody, bits are concave in the efficiency, for every coherence.

Domain: 0 < rho11 < 1, 0 < c < sqrt(rho00 rho11), Gamma > 0, t > 0, every n >= 1, 0 < eta_d < 1.
With no click there are two eigenvalues m1 > m2, of trace T and determinant w D, where w is the
probability that an excited atom shows no photon. Up to ln 2, their entropy has the curvature
-m1'**2/m1 - m2'**2/m2 - 2 (1 - alpha)**2 c**2 D (log(m1) - log(m2))/(m1 - m2)**3; a click has a
probability that is linear in eta_d. Lemma of analysis: log is increasing.
"""

from sympy import S, Sum

from derive import symbols as sym
from derive.device.ends import concave_with_coherence
from derive.emission.monotonicity import LATER, OPEN_QUBIT
from derive.model.domain import BINS, Domain, Range
from proofs.theorems.more_bins_more_randomness import click_in_one_bin
from proofs.theorems.spectra import survival_below_one, survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    BASIC,
    Step,
    defined,
    formula,
    lemma,
    product,
    square,
    statement,
    termwise,
    total,
)

DOMAIN = (
    OPEN_QUBIT
    & Domain((Range(sym.eta_d, S.Zero, S.One, lower_open=True, upper_open=True),))
    & LATER
    & BINS
)
BEFORE = "exp(-Gamma*t*(k - 1)/n)"
LESS = "rho11*(1 - alpha)"
"""How fast T falls."""
ROOT = "4*c**2*w + (rho00 - rho11*w)**2"
SIGNS = ("+", "-")
NAMES = BASIC | {
    "w": "1 - eta_d*(1 - alpha)",
    "T": "rho00 + rho11*w",
    "D": "rho00*rho11 - c**2",
    "gap": f"sqrt({ROOT})",
    "bend": "(1 - alpha)*(2*D - rho11*T)/gap",
}
"""The names of the header; `bend` is the slope of m1 - m2, which is `gap`."""


def theorem() -> Theorem:
    """-d**2 H(X|R')/d eta_d**2 >= 0."""
    goal = f"{formula(concave_with_coherence())} >= 0"
    (clicks,) = (formula(each) for each in concave_with_coherence().atoms(Sum))
    return Theorem(
        "lossy_bits_concave_in_efficiency",
        "with the lost photons with nobody, bits are concave in the efficiency",
        statement(DOMAIN, NAMES, [goal]),
        [*eigenvalues(), *no_click(), *in_bins(clicks), *together(goal, clicks)],
    )


def eigenvalue(sign: str) -> str:
    """m1 or m2."""
    return f"(T/2 {sign} gap/2)"


def eigenvalues() -> list[Step]:
    """They are positive and different."""
    return [
        survival_positive(),
        *survival_below_one(),
        product("eta_d*alpha > 0", "eta_d > 0", "alpha > 0"),
        total("w > 0", "eta_d < 1", "eta_d*alpha > 0"),
        product("rho11*w > 0", "rho11 > 0", "w > 0"),
        total("T > 0", "rho11 < 1", "rho11*w > 0"),
        product("4*c**2*w > 0", "4", "c > 0", "c > 0", "w > 0"),
        square("(rho00 - rho11*w)**2 >= 0", "rho00 - rho11*w"),
        total(f"{ROOT} > 0", "4*c**2*w > 0", "(rho00 - rho11*w)**2 >= 0"),
        lemma("gap > 0", "sqrt-positive", u=ROOT),
        total("T + gap > 0", "T > 0", "gap > 0"),
        product(f"{eigenvalue('+')} > 0", "1/2", "T + gap > 0"),
        product(
            "T - gap > 0",
            *("4", "w > 0", "c**2 < rho11*(1 - rho11)"),
            over=["T + gap > 0"],
        ),
        product(f"{eigenvalue('-')} > 0", "1/2", "T - gap > 0"),
    ]


def slope_term(sign: str) -> str:
    """m'**2/m."""
    return f"({LESS} {'-' if sign == '+' else '+'} bend)**2/(4*{eigenvalue(sign)})"


def no_click() -> list[Step]:
    """The three terms of their entropy."""
    one, two = map(eigenvalue, SIGNS)
    return [
        lemma(f"log{one} - log{two} >= 0", "log-order-weak", a=two, b=one),
        product(
            f"{mixed()} >= 0",
            *("2", "alpha < 1", "alpha < 1", "c > 0", "c > 0", "c**2 < rho11*(1 - rho11)"),
            f"log{one} - log{two} >= 0",
            over=["gap > 0"] * 3,
        ),
        *(step for sign in SIGNS for step in squared(sign)),
    ]


def mixed() -> str:
    """The term with the logarithms."""
    one, two = map(eigenvalue, SIGNS)
    return f"2*(1 - alpha)**2*c**2*D*(log{one} - log{two})/gap**3"


def squared(sign: str) -> list[Step]:
    """A square over an eigenvalue."""
    slope = f"{LESS} {'-' if sign == '+' else '+'} bend"
    return [
        square(f"({slope})**2 >= 0", slope),
        product(
            f"{slope_term(sign)} >= 0",
            "1/4",
            f"({slope})**2 >= 0",
            over=[f"{eigenvalue(sign)} > 0"],
        ),
    ]


def in_bins(clicks: str) -> list[Step]:
    """The clicks."""
    return [
        total("n > 0", "n >= 1", "1"),
        *click_in_one_bin("n"),
        lemma("log(2) > 0", "log-order", a="1", b="2"),
        defined(clicks, "k", [lemma(f"{BEFORE} > 0", "exp", u="-Gamma*t*(k - 1)/n")]),
        termwise(f"{clicks} >= 0", {BEFORE: "1"}, ">=", "k"),
        product(
            f"rho11*(1 - exp(-Gamma*t/n))*{clicks}/eta_d >= 0",
            *("rho11 > 0", "exp(-Gamma*t/n) < 1", f"{clicks} >= 0"),
            over=["eta_d > 0"],
        ),
    ]


def together(goal: str, clicks: str) -> list[Step]:
    """All of them."""
    parts = [
        *map(slope_term, SIGNS),
        mixed(),
        f"rho11*(1 - exp(-Gamma*t/n))*{clicks}/eta_d",
    ]
    summed = " + ".join(parts)
    return [
        total(f"{summed} >= 0", *(f"{part} >= 0" for part in parts)),
        product(goal, f"{summed} >= 0", over=["log(2) > 0"]),
    ]
