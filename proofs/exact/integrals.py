"""Integrals over [0, 1] of rational functions with simple poles, as in Appendix A.

Partial fractions leave terms A/(s - s_j), whose integral is A ln|1 - 1/s_j| as long as no pole
lies on the way; that it does not is kept as an obligation.
"""

from typing import TYPE_CHECKING

from flint import fmpq
from sympy import Expr, Integral, S

from proofs.exact.logarithms import logarithm_of
from proofs.exact.signs import coefficients
from proofs.exact.tower import Element, Kind, Polynomial, UnsupportedError

if TYPE_CHECKING:
    from proofs.exact.convert import Converter


def integral_of(converter: "Converter", expr: Integral) -> Element:
    """The integral over s from 0 to 1 as an element."""
    if len(expr.limits) != 1 or expr.limits[0][1:] != (S.Zero, S.One):
        raise UnsupportedError("only integrals over [0, 1] in one variable are evaluated")
    integrand = converter(expr.function)
    slot = _slot(converter, expr.limits[0][0])
    poles = _poles(converter, integrand.denominator, slot)
    if integrand.numerator.degrees()[slot] >= len(poles):
        raise UnsupportedError("the integrand is not a proper fraction")
    one, total = converter.tower.constant(1), converter.tower.constant(0)
    slope = integrand.denominator.derivative(slot)
    for pole in poles:
        residue = _at(converter, integrand.numerator, slot, pole) / _at(converter, slope, slot, pole)
        converter.obligations.append(pole * (pole - one))  # s_j <= 0 or s_j >= 1
        total += residue * logarithm_of(converter, (pole - one) / pole)
    return total


def _slot(converter: "Converter", variable: Expr) -> int:
    return converter.tower.generator(("variable", variable), Kind.VARIABLE, variable).slot


def _poles(converter: "Converter", denominator: Polynomial, slot: int) -> list[Element]:
    """The zeros in s of a denominator, whose factors are linear or quadratic and simple."""
    poles: list[Element] = []
    for factor, multiplicity in denominator.factor()[1]:
        parts = {e: converter.tower.element(p) for e, p in coefficients(factor, slot).items()}
        if list(parts) == [0]:
            continue
        if multiplicity > 1 or max(parts) > 2:
            raise UnsupportedError("an integrand with a multiple pole or a high power of s")
        poles += _zeros(converter, *(parts.get(e, converter.tower.constant(0)) for e in range(3)))
    return poles


def _zeros(converter: "Converter", c: Element, b: Element, a: Element) -> list[Element]:
    """The zeros of a s^2 + b s + c."""
    if a.is_zero:
        return [-c / b]
    half = b / (a * converter.tower.constant(-2))
    square = half * half - c / a
    converter.obligations.append(square)
    return [half + converter.root(square), half - converter.root(square)]


def _at(converter: "Converter", polynomial: Polynomial, slot: int, place: Element) -> Element:
    tower = converter.tower
    total = tower.constant(fmpq(0))
    for exponent, part in coefficients(polynomial, slot).items():
        total += tower.element(part) * place**exponent
    return total
