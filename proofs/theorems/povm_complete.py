"""Eqs. (14), (21): the effects are a POVM, for one window and for every number n of bins.

Domain: t >= 0, every integer n >= 1, every bin 1 <= j <= n. The matrices are diagonal, so they are
positive if their diagonal is, and complete if it adds up to 1; entries that are 0 or 1 by
derivation are left out. E(k) is exp(-Gamma t (k-1)/n) - exp(-Gamma t k/n), which telescopes.
"""

from sympy import Expr, MatrixBase

from derive import symbols as sym
from derive.emission import temporal
from derive.emission.single_photon import povm
from derive.model.domain import BINS, WINDOW, Domain, between
from proofs.theorems.bound_sum_with_edges import one_short_bin
from proofs.theorems.spectra import any_window
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    lemma,
    product,
    statement,
    telescope,
    total,
)

BIN: Domain = between(sym.j, 1, sym.n)
SURVIVAL = "exp(-Gamma*t*k/n)"


def excited(effect: MatrixBase) -> Expr:
    """The one entry of a diagonal effect that is neither 0 nor 1 by derivation.

    :raises ArithmeticError: if the effect has other entries, which the statement would leave out.
    """
    ground, upper, lower, entry = effect
    if ground not in (0, 1) or upper != 0 or lower != 0:
        raise ArithmeticError(f"an effect with more than one entry: {effect}")
    return entry


def theorem() -> Theorem:
    """Positive effects that add up to the identity."""
    single = {f"single_{name[-1]}": _entry(e) for name, e in povm().items()}
    bins = dict(zip(("E_0", "E(k)"), map(_entry, temporal.povm().values()), strict=True))
    goals = [
        *("single_0 >= 0", "single_1 >= 0", "single_0 + single_1 == 1"),
        *("E_0 >= 0", "E(j) >= 0", "E_0 + Sum(E(k), (k, 1, n)) == 1"),
    ]
    definitions = {"alpha": "exp(-Gamma*t)"} | single | bins
    return Theorem(
        "povm_complete",
        "the effects (14) and (21) are positive and complete, for every n",
        statement(WINDOW & BINS & BIN, definitions, goals),
        steps(),
    )


def _entry(effect: MatrixBase) -> str:
    return formula(excited(effect))


def steps() -> list[Step]:
    """No click is alpha > 0 in both schemes, and a click alpha <= 1 in the first."""
    return [
        *any_window(),
        total("n > 0", "n >= 1", "1"),
        *one_short_bin(),
        lemma("exp(-Gamma*t*(j - 1)/n) > 0", "exp", u="-Gamma*t*(j - 1)/n"),
        product("E(j) >= 0", "exp(-Gamma*t/n) <= 1", "exp(-Gamma*t*(j - 1)/n) > 0"),
        defined("Sum(E(k), (k, 1, n))", "k", [one_step()]),
        telescope("E_0 + Sum(E(k), (k, 1, n)) == 1", "E(k)", f"-{SURVIVAL}", "k"),
    ]


def one_step() -> Step:
    """exp(-Gamma t k/n) is exp(-Gamma t (k-1)/n) times the survival of one bin."""
    power = f"{SURVIVAL} == exp(-Gamma*t*(k - 1)/n)*exp(-Gamma*t/n)"
    return lemma(power, "exp-sum", a="-Gamma*t*(k - 1)/n", b="-Gamma*t/n")
