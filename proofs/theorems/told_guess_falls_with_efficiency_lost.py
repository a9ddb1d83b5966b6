"""The guess falls with the efficiency, where Eve has the lost photons and is told of dark counts.

Domain and names: those of :mod:`proofs.theorems.told_guess`, for 0 < eta_1 < eta_2 < 1, without
coherence. By a better detector it gets rarer, by (eta_2 - eta_1) (1 - alpha) rho11, that she knows
of a lost photon; g grows by no more, as neither of the two numbers does. Lemma of analysis: exp is
increasing.
"""

from derive.device.ends import falling_guess
from derive.device.eves import BOTH
from proofs.theorems.entropies_in_order import (
    ALL_QUIET,
    BEFORE,
    QUIET_BEFORE,
    STAY,
    next_bin,
    reached,
)
from proofs.theorems.larger_of_two import at_least, at_most
from proofs.theorems.outcomes import bare
from proofs.theorems.photon_or_none import ALPHA, TWO, claimed
from proofs.theorems.spectra import survival_below_one
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_guess import first_or_none, guessed
from proofs.theorems.told_outcomes import CERTAIN, FIRST_DARK, certain
from proofs.theorems.writing import (
    Step,
    defined,
    identity,
    lemma,
    product,
    statement,
    termwise,
    total,
)

RARER = "(eta_2 - eta_1)*(1 - alpha)"
"""How much rarer it is that she knows of a lost photon, over rho11."""
FIRST_GROWS = f"(eta_2 - eta_1)*({STAY} - alpha)"
NONE_GROWS = f"(eta_2 - eta_1)*(1 - {BEFORE})"
"""By how much less each of the two numbers grows."""


def theorem() -> Theorem:
    """The guess at eta_1 is at least that at eta_2."""
    goal, name = claimed(falling_guess(BOTH)), "told_guess_falls_with_efficiency_lost"
    summary = "the guess falls with the efficiency, where Eve has the lost photons and is told"
    return Theorem(name, summary, statement(TWO, ALPHA, [goal]), [*detector(), *steps(goal)])


def detector() -> list[Step]:
    """What holds of every bin."""
    return [
        total("n > 0", "n >= 1", "1"),
        *survival_below_one(),
        product("Gamma*t*(n - 1)/n >= 0", "Gamma*t > 0", "n >= 1", over=["n > 0"]),
        lemma(f"{STAY} >= alpha", "exp-order-weak", a="-Gamma*t", b="-Gamma*t/n"),
        product(f"{FIRST_GROWS} >= 0", "eta_2 > eta_1", f"{STAY} >= alpha"),
        product(f"{RARER} >= 0", "eta_2 > eta_1", "alpha < 1"),
        lemma(f"{ALL_QUIET} > 0", "exp", u="n*log(1 - d_c)"),
    ]


def steps(goal: str) -> list[Step]:
    """It falls for a dark count in every bin, and for none."""
    guesses = [f"{FIRST_DARK}*{guessed(BOTH, eta, BEFORE)}" for eta in ("eta_1", "eta_2")]
    terms = dict(zip((*guesses, FIRST_DARK), ("1", "-1", RARER), strict=True))
    sums = " + ".join(f"({w})*Sum({term}, (k, 1, n))" for term, w in terms.items())
    none = f"{ALL_QUIET}*({fall('alpha')})"
    mean = f"rho11*({sums} + {none})"
    return [
        defined("Sum(1, (k, 1, n))", "k", in_bin()),
        certain(),
        termwise(f"{sums} >= 0", terms, ">=", "k"),
        *falls("alpha", RARER),
        product(f"{none} >= 0", f"{ALL_QUIET} > 0", f"{fall('alpha')} >= 0"),
        total(f"{sums} + {none} >= 0", f"{sums} >= 0", f"{none} >= 0"),
        product(f"{mean} >= 0", "rho11 > 0", f"{sums} + {none} >= 0"),
        identity(f"{bare(goal)} == {mean}", {CERTAIN: f"-rho11*{RARER}"}),
        total(goal, f"{bare(goal)} == {mean}", f"{mean} >= 0"),
    ]


def in_bin() -> list[Step]:
    """For a dark count in bin k."""
    signs = ("d_c > 0", f"{QUIET_BEFORE} > 0", f"{fall(BEFORE)} >= 0")
    return [
        reached(),
        *next_bin(),
        product("Gamma*t*(k - 1)/n >= 0", "Gamma*t > 0", "k from", over=["n > 0"]),
        lemma(f"{BEFORE} <= 1", "exp-order-weak", a="-Gamma*t*(k - 1)/n", b="0"),
        product(f"{NONE_GROWS} >= 0", "eta_2 > eta_1", f"{BEFORE} <= 1"),
        *falls(BEFORE, NONE_GROWS),
        product(f"{FIRST_DARK}*({fall(BEFORE)}) >= 0", *signs),
    ]


def most(left: str) -> str:
    """What g is at most, at eta_2."""
    return f"({guessed(BOTH, 'eta_1', left)} + {RARER})"


def fall(left: str) -> str:
    """By how much it is less."""
    return f"{most(left)} - {guessed(BOTH, 'eta_2', left)}"


def falls(left: str, none_grows: str) -> list[Step]:
    """Neither of the two numbers grows by more."""
    low, high = (first_or_none(BOTH, efficiency, left) for efficiency in ("eta_1", "eta_2"))
    own, rises = guessed(BOTH, "eta_1", left), (FIRST_GROWS, none_grows)
    grown = zip(low, high, rises, strict=True)
    return [
        *at_least(*low),
        *(total(f"{most(left)} >= {b}", f"{own} >= {a}", f"{rise} >= 0") for a, b, rise in grown),
        at_most(most(left), *high),
        total(f"{fall(left)} >= 0", f"{most(left)} >= {guessed(BOTH, 'eta_2', left)}"),
    ]
