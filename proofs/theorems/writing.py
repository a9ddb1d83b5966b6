"""How a theorem file writes: statements from derived expressions, and the steps of certificates.

Nothing here is trusted. A step that says something wrong is refused by :mod:`proofs.kernel`.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sympy import Expr, Function, Symbol, oo
from sympy.printing.str import StrPrinter

from derive import symbols as sym
from derive.emission.monotonicity import Delta, Delta_prime, F
from derive.model.domain import Domain, Range
from derive.text.terms import Remembering
from proofs.equality.steps import Step, step

BASIC = {"rho00": "1 - rho11", "alpha": "exp(-Gamma*t)"}
"""Definitions that every statement about the atom and one window shares."""
ARTANH = {"atanh(u)": "(log(1 + u) - log(1 - u))/2"}
"""What artanh means to the kernel, which has no function of that name."""


# Statements.


def formula(expression: Expr) -> str:
    """A derived expression as text, with exp(-Gamma t), Delta, Delta', F by their names.

    >>> formula(sym.rho00 + sym.alpha * sym.rho11), formula(Delta() ** 2 * sym.s)
    ('F', 's*Delta(c)**2')
    """
    gaps = {Function(symbol.name)(sym.c): (symbol, root) for symbol, root in _gaps().items()}
    squares = {root**2: gap**2 for gap, (_, root) in gaps.items()}
    names = {old: gap for gap, olds in gaps.items() for old in olds}
    return _text(expression.xreplace(names).xreplace(squares).xreplace({F(): sym.F}))


def _gaps() -> dict[Symbol, Expr]:
    return {sym.Delta: Delta(), sym.Delta_prime: Delta_prime()}


def _text(expression: Expr) -> str:
    text: str = _printer().doprint(expression.xreplace({sym.alpha: Symbol("alpha")}))
    return text.replace("Abs(", "abs(")


class _Printer(Remembering, StrPrinter):
    """SymPy's own."""


_printer = functools.cache(_Printer)
"""One for all."""


def spectrum_definitions() -> dict[str, str]:
    """Names for what the two spectra are made of."""
    gaps = {f"{symbol.name}(c)": _text(root) for symbol, root in _gaps().items()}
    return BASIC | {"F": _text(F())} | gaps


def hypotheses(domain: Domain) -> list[str]:
    """The inequalities of a domain; ``c <= sqrt(u)`` is written ``c**2 <= u``, since c >= 0.

    >>> from derive.model.domain import QUBIT
    >>> hypotheses(QUBIT)
    ['rho11 >= 0', 'rho11 <= 1', 'c >= 0', 'c**2 <= rho11*(1 - rho11)']
    """
    return [text for r in domain.ranges for text in _bounds(r)]


def _bounds(r: Range) -> list[str]:
    low = [f"{r.symbol} {'>' if r.lower_open else '>='} {r.lower}"]
    if r.upper == oo:
        return low
    less = "<" if r.upper_open else "<="
    if not r.upper.is_polynomial(*r.upper.free_symbols):
        return [*low, f"{r.symbol}**2 {less} {r.upper**2}"]
    return [*low, f"{r.symbol} {less} {r.upper}"]


def statement(
    domain: Domain,
    definitions: Mapping[str, str],
    goals: Sequence[str],
    extra: Sequence[str] = (),
) -> dict[str, Any]:
    """A statement for the kernel: all goals hold on the domain, where `extra` holds too."""
    return {
        "symbols": [r.symbol.name for r in domain.ranges if not r.symbol.is_integer],
        "integers": [r.symbol.name for r in domain.ranges if r.symbol.is_integer],
        "functions": {},
        "definitions": dict(definitions),
        "hypotheses": [*hypotheses(domain), *extra],
        "except": [],
        "goals": list(goals),
    }


# Steps; the claim is its own label.

Sign: TypeAlias = Literal[">", ">="]


@dataclass(frozen=True)
class Signed:
    """That a value is > 0, or >= 0: what one step claims, and others rest on.

    >>> str(Signed("1 - alpha", ">"))
    '1 - alpha > 0'
    """

    value: str
    sign: Sign

    def __str__(self) -> str:
        return f"{self.value} {self.sign} 0"


Claim: TypeAlias = Signed | str


def identity(claim: str, using: Mapping[str, str] | None = None) -> Step:
    """Both sides are the same rational function, up to multiples of known equalities."""
    return step(claim, "identity", using=dict(using or {}))


def total(claim: Claim, *of: Claim) -> Step:
    """A sum of facts."""
    return step(str(claim), "sum", of=list(map(str, of)))


def product(claim: Claim, *of: Claim, over: Sequence[Claim] = ()) -> Step:
    """A product of facts, divided by strict ones."""
    return step(str(claim), "product", of=list(map(str, of)), over=list(map(str, over)))


def square(claim: Claim, of: str) -> Step:
    """A square is >= 0."""
    return step(str(claim), "square", of=of)


def lemma(claim: Claim, name: str, **instance: str) -> Step:
    """An instance of a lemma of the kernel."""
    return step(str(claim), "lemma", name=name, **{"with": instance})


def cases(claim: str, on: str, nonnegative: list[Step], nonpositive: list[Step]) -> Step:
    """The claim, from `on` >= 0 and from `on` <= 0."""
    return step(claim, "cases", on=on, **{"if >= 0": nonnegative, "if <= 0": nonpositive})


@dataclass(frozen=True)
class Between:
    """A function of a variable that runs between two ends."""

    function: str
    variable: str
    ends: tuple[str, str]


def mean_value(claim: Claim, f: Between, closed: list[Step], inner: list[Step]) -> Step:
    """f(b) > f(a) from f' > 0: `closed` shows f defined on [a, b], `inner` ends with f' > 0."""
    names = {"function": f.function, "variable": f.variable, "from": f.ends[0], "to": f.ends[1]}
    return step(str(claim), "mean-value", **names, closed=closed, open=inner)


def once(steps: Sequence[Step], known: Sequence[str] = ()) -> list[Step]:
    """The steps without those whose claim is known, or there before, here or around a block."""
    kept: dict[str, Step] = {}
    for each in steps:
        if each["label"] not in (*known, *kept):
            kept[each["label"]] = _once_inside(each, (*known, *kept))
    return [*kept.values()]


def _once_inside(each: Step, known: Sequence[str]) -> Step:
    blocks = [key for key in ("closed", "open") if key in each]
    for key in blocks:
        each = each | {key: once(each[key], known)}
        known = (*known, *(inner["label"] for inner in each[key]))
    return each


def congruence(function: str, a: str, b: str) -> Step:
    """f(a) == f(b), from a == b."""
    return step(f"{function}({a}) == {function}({b})", "congruence", function=function, a=a, b=b)


def defined(
    whole: str, variable: str, steps: list[Step], ends: tuple[str, str] = ("1", "n")
) -> Step:
    """A Sum or Integral is defined, since `steps` shows it of its terms."""
    limits = {"kind": whole.partition("(")[0], **_limits(variable, ends)}
    return step(f"{whole} == {whole}", "range", **limits, steps=steps)


def telescope(
    claim: str, term: str, antidifference: str, index: str, ends: tuple[str, str] = ("1", "n")
) -> Step:
    """Sum(term, (index, 1, n)) from term = G(k) - G(k-1)."""
    names = {"term": term, "antidifference": antidifference}
    return step(claim, "telescope", **_limits(index, ends), **names)


def integral(claim: str, integrand: str, antiderivative: str) -> Step:
    """Integral(integrand, (s, 0, 1)) from the antiderivative."""
    names = {"integrand": integrand, "antiderivative": antiderivative}
    return step(claim, "integral", **_limits("s", ("0", "1")), **names, open=[])


def termwise(
    claim: str,
    combination: Mapping[str, str],
    sign: str,
    index: str,
    ends: tuple[str, str] = ("1", "n"),
) -> Step:
    """Sums with weights, the index from 1 to n, have the sign of their terms with them."""
    limits = {"kind": "Sum", **_limits(index, ends)}
    return step(claim, "termwise", **limits, of=dict(combination), sign=sign)


def member(claim: str, term: str, index: str, at: str, ends: tuple[str, str] = ("1", "n")) -> Step:
    """A Sum of terms >= 0 is at least the one at a place."""
    return step(claim, "member", **_limits(index, ends), term=term, at=at)


def last(claim: str, term: str, index: str, ends: tuple[str, str]) -> Step:
    """The last term of a sum is taken off."""
    return step(claim, "last", **_limits(index, ends), term=term)


def empty(claim: str, term: str, index: str, ends: tuple[str, str]) -> Step:
    """A sum without a term is 0."""
    return step(claim, "empty", kind="Sum", **_limits(index, ends), term=term)


def _limits(variable: str, ends: tuple[str, str]) -> dict[str, str]:
    return {"variable": variable, "lower": ends[0], "upper": ends[1]}
