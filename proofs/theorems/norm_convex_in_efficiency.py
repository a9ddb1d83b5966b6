"""The mean norm of an Eve who is not told of dark counts is convex in the efficiency.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order`. The probabilities p of the
outcomes are linear in eta_d, with slopes p'; the second derivative of the norm is (nu - 1) N/P
times the sum of p**nu (p'/p - s)**2, where s is the mean of p'/p with the weights p**nu.
"""

from derive.device.ends import convex_norm
from derive.device.eves import ALONE, Eve
from proofs.theorems.entropies_in_order import (
    ALL_QUIET,
    BEFORE,
    DOMAIN,
    EXCITED,
    STAY,
    clicked,
    definitions,
    left,
    reached,
)
from proofs.theorems.outcomes import another, of_another, power
from proofs.theorems.photon_or_none import claimed, detector
from proofs.theorems.spectra import survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    lemma,
    product,
    square,
    statement,
    termwise,
    total,
)

CLICK, NONE = EXCITED.click, EXCITED.none
CLICK_RATE = f"((d_c*(gone + {BEFORE}) + (1 - d_c)*(1 - {STAY})*{BEFORE})/({EXCITED.heard}))"
NONE_RATE = f"({ALL_QUIET}*(gone + alpha)/{NONE})"
"""p'/p of a click in bin k, and of none; `gone` is the slope of `never`."""
SHARED = ("alpha", "never", "none0", "none1", "P1", "N1")
"""The names of which the goal is made."""
POWERS, RATES = EXCITED.sums(f"{CLICK}**nu"), EXCITED.sums(f"{CLICK}**nu*{CLICK_RATE}")


def theorem() -> Theorem:
    """d**2/d eta_d**2 of the mean norm is not negative, for an Eve with R' alone."""
    return of(ALONE, "norm_convex_in_efficiency")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal, summary = claimed(convex_norm(eve)), "the mean norm is convex in the efficiency"
    own = {name: definitions(eve)[name] for name in SHARED} | {
        "gone": "-alpha" if eve.lost else "-1",
        "s": f"({NONE}**nu*{NONE_RATE} + {another(RATES)})/P1",
    }
    stated = statement(DOMAIN, own, [goal])
    return Theorem(name, f"{summary}, {eve.title}", stated, [*norm(eve), *spread(goal)])


def norm(eve: Eve) -> list[Step]:
    """P > 0 and N > 0."""
    in_bin = [reached(), *clicked(EXCITED)]
    return [
        total("nu > 0", "nu > 1", "1"),
        *detector(eve),
        *([] if eve.lost else [survival_positive()]),
        *left("alpha", "(never + eta_d*alpha)"),
        lemma("none0 > 0", "exp", u="n*log(1 - d_c)"),
        product(f"{NONE} > 0", "none0 > 0", "(never + eta_d*alpha) > 0"),
        power(NONE)[0],
        defined(another(POWERS), "j", of_another(in_bin)),
        defined(POWERS, "k", [*in_bin, power(CLICK)[0]]),
        termwise(f"{POWERS} >= 0", {f"{CLICK}**nu": "1"}, ">=", "k"),
        total("P1 > 0", f"({NONE})**nu > 0", f"{POWERS} >= 0"),
        lemma("N1 > 0", "exp", u="log(P1)/nu"),
    ]


def spread(goal: str) -> list[Step]:
    """The sum of p**nu (p'/p - s)**2 is not negative."""
    clicks, none = f"{CLICK}**nu", f"{NONE}**nu*({NONE_RATE} - s)**2"
    terms = {f"{clicks}*{CLICK_RATE}**2": "1", f"{clicks}*{CLICK_RATE}": "-2*s", clicks: "s**2"}
    sums = " + ".join(f"({weight})*{EXCITED.sums(term)}" for term, weight in terms.items())
    return [
        defined(RATES, "k", squared(CLICK, CLICK_RATE)),
        termwise(f"{sums} >= 0", terms, ">=", "k"),
        *squared(NONE, NONE_RATE),
        total(f"{sums} + {none} >= 0", f"{sums} >= 0", f"{none} >= 0"),
        product(
            goal,
            *("rho11 > 0", "N1 > 0", "nu > 1", f"{sums} + {none} >= 0"),
            over=["P1 > 0"],
        ),
    ]


def squared(p: str, rate: str) -> list[Step]:
    """So is that of one outcome."""
    distance = f"({rate} - s)**2"
    return [
        square(f"{distance} >= 0", f"{rate} - s"),
        product(f"{p}**nu*{distance} >= 0", f"({p})**nu > 0", f"{distance} >= 0"),
    ]
