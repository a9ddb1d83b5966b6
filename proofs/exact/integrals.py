"""Integrals over [0, 1] of rational functions of s^2 with simple poles, as in Appendix A.

Partial fractions in z = s^2 leave terms A/(a - b z), and d/ds artanh(s sqrt(b/a))/sqrt(ab) is
1/(a - b s^2), which is Eq. (A2); the identity is checked in the tower before it is used.
"""

from typing import TYPE_CHECKING

from sympy import Expr, Integral, S, atanh, diff, sqrt

from proofs.exact.signs import coefficients
from proofs.exact.tower import Element, Polynomial, UnsupportedError

if TYPE_CHECKING:
    from proofs.exact.convert import Converter


def integral_of(converter: "Converter", expr: Integral) -> Element:
    """The integral over s from 0 to 1 as an element."""
    if len(expr.limits) != 1 or expr.limits[0][1:] != (S.Zero, S.One):
        raise UnsupportedError("only integrals over [0, 1] in one variable are evaluated")
    variable = expr.limits[0][0]
    integrand = converter(expr.function)
    slot = converter.tower.index[("variable", variable)].slot
    scale, poles = _poles(converter, integrand.denominator, slot)
    numerator = _even(integrand.numerator, slot)
    if max(numerator) >= len(poles):
        raise UnsupportedError("the integrand is not a proper fraction")
    total = converter.tower.constant(0)
    for pole in poles:
        others = [p for p in poles if p is not pole]
        total += _residue(converter, numerator, pole, others) * _elementary(converter, variable, pole)
    return total / scale


Pole = tuple[Element, Element]
"""A factor a - b s^2 of the denominator, as (a, b)."""


def _even(polynomial: Polynomial, slot: int) -> dict[int, Polynomial]:
    parts = coefficients(polynomial, slot)
    if any(e % 2 for e in parts):
        raise UnsupportedError("the integrand is not even in its variable")
    return {e // 2: p for e, p in parts.items()}


def _poles(converter: "Converter", denominator: Polynomial, slot: int) -> tuple[Element, list[Pole]]:
    """The part of a denominator without s, and its factors a - b s^2."""
    tower = converter.tower
    constant, factors = denominator.factor()
    scale, poles = tower.constant(constant), []
    for factor, multiplicity in factors:
        parts = _even(factor, slot)
        if list(parts) == [0]:
            scale *= tower.element(factor) ** multiplicity
        elif list(parts) == [0, 1] and multiplicity == 1:
            poles.append((tower.element(parts[0]), -tower.element(parts[1])))
        else:
            raise UnsupportedError("a denominator with a multiple pole or a higher power of s")
    return scale, poles


def _residue(
    converter: "Converter", numerator: dict[int, Polynomial], pole: Pole, others: list[Pole]
) -> Element:
    """The coefficient A of 1/(a - b z), from the other factors at z = a/b."""
    tower = converter.tower
    z = pole[0] / pole[1]
    value = tower.constant(0)
    for power, part in numerator.items():
        value += tower.element(part) * z**power
    for a, b in others:
        value = value / (a - b * z)
    return value


def _elementary(converter: "Converter", variable: Expr, pole: Pole) -> Element:
    """The integral of 1/(a - b s^2) over [0, 1], its antiderivative checked."""
    a, b = (e.expr for e in pole)
    primitive = atanh(variable * sqrt(b / a)) / sqrt(a * b)
    identity = converter(diff(primitive, variable) * (a - b * variable**2) - 1)
    if not identity.is_zero:
        raise UnsupportedError("an antiderivative could not be confirmed")
    return converter(primitive.subs(variable, 1))
