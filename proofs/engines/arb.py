"""Arb (python-flint) as a second opinion on the transcendental statements, on their whole domain.

With the function g of :mod:`proofs.engines.intervals`, the slope (A1) is a combination of two
values of g. Take as coordinates x, the excited population given no click, and
v = 1 - c**2/(rho00 rho11): no click changes x, not v, and x = rho11 for t = 0, where the slope
vanishes. So it is positive for t > 0 if it falls as x grows, and that is a statement about the
closed unit square of x and v: no edge of the domain is left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version as installed
from time import perf_counter

from flint import fmpq
from sympy import Add, Expr, S, Symbol, cancel, diff, fraction, log, sqrt

from derive import equation
from derive import symbols as sym
from derive.emission.single_photon import SURVIVAL, in_survival
from derive.functions import log2
from proofs.engines.intervals import Box, g, k, log_quotient, positive
from proofs.verdict import Confirmation, Result

NAME = "arb"
X, V = Symbol("x", nonnegative=True), Symbol("v", nonnegative=True)
UNIT = (fmpq(0), fmpq(1))


@dataclass(frozen=True)
class Positivity:
    """An expression that is > 0 on a box, and what follows from that.

    `remainder` must be zero: what is left of the original at the edge where the argument starts.
    """

    expression: Expr
    box: Box
    conclusion: str
    remainder: Expr = S.Zero


# Proposition 1.


def slope_falls(slope: Expr, conclusion: str) -> Positivity:
    """dR/dc > 0 for t > 0, from -d/dx of a rescaled slope; `slope` is (A1) in logarithms.

    The factors 4c/(rho11 ln 2) and 1/(1 - x) that are taken out are positive.
    """
    scale = sym.rho11 / (4 * sym.c)
    terms = [(in_population(scale * a), in_population(y)) for a, y in in_quotients(slope)]
    falls = Add(*(-(1 - X) * part for term in terms for part in derivative(*term)))
    at_start = Add(*(cancel(a.subs(X, sym.rho11)) * g(y.subs(X, sym.rho11)) for a, y in terms))
    names = sorted(falls.free_symbols | {X, V}, key=str, reverse=True)
    box = Box(dict.fromkeys(names, UNIT))
    return Positivity(merged(falls), box, conclusion, at_start)


def in_quotients(slope: Expr) -> Iterator[tuple[Expr, Expr]]:
    """Pairs a, y with slope = sum a g(y)/ln 2, since log((1+w)/(1-w)) = 2 w g(w**2)."""
    for term in Add.make_args(in_survival(slope)):
        (logarithm,) = term.atoms(log2)
        above, below = fraction(logarithm.args[0])
        w = (above - below) / (above + below)
        yield 2 * w * term / logarithm, w**2


def in_population(expression: Expr) -> Expr:
    """A rational function of c**2 in the coordinates x, v (and rho11, where it remains)."""
    rho11 = sym.rho11
    survival = X * (1 - rho11) / (rho11 * (1 - X))
    coherence = sqrt((1 - V) * rho11 * (1 - rho11))
    values = {sym.rho00: 1 - rho11, sym.c: coherence, SURVIVAL: survival}
    return cancel(expression.subs(values, simultaneous=True))


def derivative(coefficient: Expr, y: Expr) -> tuple[Expr, Expr]:
    """d/dx of coefficient g(y) as a multiple of g(y) and one of k(y)."""
    (slope_in_y,) = diff(g(V), V).atoms(k)
    rate = (diff(g(V), V) / slope_in_y).subs(V, y)
    return diff(coefficient, X) * g(y), coefficient * rate * diff(y, X) * k(y)


def merged(expression: Expr) -> Expr:
    """The coefficients of each function in lowest terms, so that no edge divides by zero."""
    collected: dict[Expr, Expr] = {}
    for term in Add.make_args(expression):
        coefficient, function = term.as_independent(g, k, as_Add=False)
        collected[function] = collected.get(function, S.Zero) + coefficient
    return Add(*(cancel(a) * function for function, a in collected.items()))


# The number of bins.


def bins_add_bits(slope: Expr, conclusion: str) -> Positivity:
    """-d/dp of h(p)/p > 0 for 0 < p < 1, times p ln 2."""
    p = sym.p_bin
    quotient = -p * log_quotient(p) / log(2)
    expression = cancel(-slope.subs(log2(1 - p), quotient) * p * log(2))
    return Positivity(expression, Box({p: UNIT}), conclusion)


# The engine.

GROWTH = "dR/dc > 0 for 0 < rho11 < 1, 0 < c < c_max, t > 0"
STATEMENTS: dict[str, tuple[Callable[[Expr, str], Positivity], str, str]] = {
    "prop1": (slope_falls, "prop1", GROWTH),
    "19": (slope_falls, "prop1", f"R(c) > R(0): {GROWTH}"),
    "28": (slope_falls, "text:temporal-monotone", f"R_n(c) > R_n(0) for every n: {GROWTH}"),
    "text:temporal-monotone": (slope_falls, "text:temporal-monotone", f"{GROWTH}, every n"),
    "text:more-bins": (bins_add_bits, "text:more-bins", "h(p)/p falls on 0 < p < 1"),
}
"""By claim: how its statement comes from which derived result, and what it says."""


def version() -> str:
    """The version of python-flint, which the package itself needs."""
    return installed("python-flint")


def claims() -> tuple[str, ...]:
    """The claims that Arb can speak to."""
    return tuple(STATEMENTS)


def statement(number: str) -> Positivity:
    """The statement about one claim, from its derived result."""
    make, source, conclusion = STATEMENTS[number]
    derived = equation(source).rhs
    return make(derived, conclusion)


def confirmations(number: str) -> tuple[Confirmation, ...]:
    """Whether the statement behind a claim holds on the whole of its box."""
    start = perf_counter()
    question = statement(number)
    objection, detail = shown(question)
    result = Result.REFUSED if objection else Result.CONFIRMED
    return (Confirmation(NAME, version(), result, perf_counter() - start, objection or detail),)


def shown(question: Positivity, patience: int = 20_000) -> tuple[str, str]:
    """The objection to a statement, or what was shown; one of the two is empty."""
    if question.remainder != 0:
        return f"left over at the start: {question.remainder}", ""
    cover = positive(question.expression, question.box, patience)
    if cover.undecided:
        return f"{question.expression} is not shown > 0: {cover.undecided}", ""
    least = cover.least.str(3, radius=False)
    covered = f"{question.expression} >= {least} on {question.box}, in {cover.parts} parts"
    return "", f"{question.conclusion}; {covered}"
