"""The sum behind Eq. (28): sum over k = 1..n of (k-1) x**(k-1) in closed form, for every n.

Domain: 0 < x < 1, written x = exp(-y) with y > 0, and integer n >= 1. Each term is a difference of
the closed form at k and k-1. Lemmas: exp of a sum, exp increasing, the telescoping sum.
"""

from sympy import Symbol, exp

from derive import symbols as sym
from derive.emission.temporal import geometric_sum
from derive.model.domain import BINS, positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, defined, identity, lemma, statement, telescope

Y = Symbol("y", positive=True)
TERM = "(k - 1)*exp(-y*(k - 1))"
CLOSED = "(exp(-y) - {0}*exp(-y*{0}) + ({0} - 1)*exp(-y*({0} + 1)))/(1 - exp(-y))**2"


def theorem() -> Theorem:
    """The sum equals its closed form."""
    goal = f"Sum({TERM}, (k, 1, n)) == {geometric_sum().subs(sym.x, exp(-Y))}"
    return Theorem(
        "geometric_sum",
        "the sum of `(k-1) x^(k-1)` over n bins in closed form",
        statement(positive(Y) & BINS, {}, [goal]),
        steps(),
    )


def steps() -> list[Step]:
    """Telescope."""
    summed = f"Sum({TERM}, (k, 1, n)) == {CLOSED.format('n')}"
    return [
        lemma("exp(-y) < 1", "exp-order", a="-y", b="0"),
        defined(f"Sum({TERM}, (k, 1, n))", "k", one_step()),
        telescope(summed, TERM, CLOSED.format("k"), "k"),
    ]


def one_step() -> list[Step]:
    """x**k = x**(k-1) x and x**(k+1) = x**k x, so the term is a difference."""
    powers = [
        f"exp(-y*{k}) == exp(-y*{j})*exp(-y)" for k, j in (("k", "(k - 1)"), ("(k + 1)", "k"))
    ]
    cofactor = "(k - 1)/(1 - exp(-y))**2"
    using = dict(zip(powers, (f"(2 - exp(-y))*{cofactor}", f"-{cofactor}"), strict=True))
    return [
        lemma(powers[0], "exp-sum", a="-y*(k - 1)", b="-y"),
        lemma(powers[1], "exp-sum", a="-y*k", b="-y"),
        identity(f"{TERM} == {CLOSED.format('k')} - ({CLOSED.format('(k - 1)')})", using),
    ]
