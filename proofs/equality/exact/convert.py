"""Reads expressions into one tower: the table of SymPy's functions, each with its rule."""

from collections.abc import Callable
from typing import Any

from sympy import (
    Abs,
    Add,
    Expr,
    I,
    Indexed,
    Integral,
    Mul,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    erf,
    exp,
    log,
    pi,
    sin,
)

from derive.domain import Domain
from derive.entropy import eta, log2
from proofs.equality.exact.complex import conjugate_of
from proofs.equality.exact.context import Converter, RescaleError, Rules
from proofs.equality.exact.exponentials import exponential, exponential_of
from proofs.equality.exact.integrals import integral_of
from proofs.equality.exact.logarithms import logarithm_of
from proofs.equality.exact.roots import modulus, power
from proofs.equality.exact.sums import sum_of
from proofs.equality.exact.tower import Element, UnsupportedError


def logarithm(converter: Converter, expr: Expr) -> Element:
    """The natural logarithm of the argument, over independent logarithms."""
    value = converter(expr.args[0])
    converter.obligations.append(value)
    if value.is_zero:
        raise UnsupportedError("the logarithm of zero")
    return logarithm_of(converter, value)


def binary_logarithm(converter: Converter, expr: Expr) -> Element:
    """log2 as ln/ln 2."""
    return logarithm(converter, expr) / converter(log(2))


def entropy_term(converter: Converter, expr: eta) -> Element:
    """-x log2 x, zero where x is identically zero."""
    value = converter(expr.args[0])
    return value if value.is_zero else -value * binary_logarithm(converter, expr)


def inverse_tangent(converter: Converter, expr: atanh) -> Element:
    """artanh u = (ln(1+u) - ln(1-u))/2."""
    u = expr.args[0]
    return converter(log(1 + u) / 2) - converter(log(1 - u) / 2)


def error_function(converter: Converter, expr: erf) -> Element:
    """erf, which is odd, at the normal form of its argument."""
    value = converter(expr.args[0])
    sign = converter.tower.constant(-1 if value.numerator.leading_coefficient() < 0 else 1)
    return converter.opaque(erf((value * sign).expr)) * sign


def _folded(
    unit: Callable[[Converter], Element], combine: Callable[[Element, Element], Element]
) -> Any:
    def rule(converter: Converter, expr: Expr) -> Element:
        total = unit(converter)
        for a in expr.args:
            total = combine(total, converter(a))
        return total

    return rule


RULES: Rules = (
    (Rational, lambda c, e: c.tower.constant(e)),
    (type(S.ImaginaryUnit), Converter.imaginary),
    ((Symbol, Indexed, type(pi)), Converter.variable),
    (type(S.Exp1), lambda c, _: exponential_of(c, c.tower.constant(1))),
    (Add, _folded(lambda c: c.tower.constant(0), lambda a, b: a + b)),
    (Mul, _folded(lambda c: c.tower.constant(1), lambda a, b: a * b)),
    (exp, exponential),
    (Pow, power),
    (log2, binary_logarithm),
    (log, logarithm),
    (eta, entropy_term),
    (atanh, inverse_tangent),
    (Abs, modulus),
    (cos, lambda c, e: c((exp(I * e.args[0]) + exp(-I * e.args[0])) / 2)),
    (sin, lambda c, e: c((exp(I * e.args[0]) - exp(-I * e.args[0])) / (2 * I))),
    (erf, error_function),
    (conjugate, lambda c, e: conjugate_of(c, c(e.args[0]))),
    (Sum, sum_of),
    (Integral, integral_of),
)


def convert(exprs: list[Expr], domain: Domain) -> tuple[Converter, list[Element]]:
    """The expressions as elements of one common tower over `domain`.

    :raises UnsupportedError: where an expression is outside the normal form.
    """
    scales: dict[str, int] = {}
    for _ in range(16):
        try:
            converter = Converter(domain, RULES, scales)
            return converter, [converter(e) for e in exprs]
        except RescaleError as need:
            scales[need.key] = need.scale
    raise UnsupportedError("the exponents do not settle on common denominators")
