"""Integrals of rational functions with simple poles, as in Appendix A.

Division leaves a polynomial, and partial fractions terms A/(s - s_j), whose integral from a to b
is A ln|(b - s_j)/(a - s_j)| as long as no pole lies on the way; that it does not is kept as an
obligation.
"""

from flint import fmpq
from sympy import Integral

from proofs.equality.exact.context import Converter
from proofs.equality.exact.logarithms import logarithm_of
from proofs.equality.exact.roots import root
from proofs.equality.exact.tower import (
    BETWEEN,
    Element,
    Generator,
    Kind,
    Polynomial,
    UnsupportedError,
    coefficients,
)


def integral_of(converter: Converter, expr: Integral) -> Element:
    """The integral over one variable between two limits as an element."""
    ((variable, lower, upper), *outer) = expr.limits
    if outer or expr.function.has(Integral, BETWEEN):
        raise UnsupportedError("nested integrals are not evaluated")
    integrand = converter(expr.function.xreplace({variable: BETWEEN}))
    own = converter.tower.generator(("variable", BETWEEN), Kind.VARIABLE, BETWEEN)
    _check_rational(integrand, own)
    ends = converter(lower), converter(upper)
    return _of_whole(integrand, own.slot, *ends) + _of_poles(converter, integrand, own.slot, *ends)


def _check_rational(integrand: Element, own: Generator) -> None:
    for part in (integrand.numerator, integrand.denominator):
        if any(g != own and g.expr.has(BETWEEN) for g in integrand.tower.used(part)):
            raise UnsupportedError("an integrand that is not a rational function")


def _of_whole(integrand: Element, slot: int, lower: Element, upper: Element) -> Element:
    """The integral of the polynomial part, by division from the top coefficient down."""
    tower = integrand.tower
    if integrand.is_zero:
        return tower.constant(0)
    rest, divisor = (
        _parts(tower.element(p), slot) for p in (integrand.numerator, integrand.denominator)
    )
    top = max(divisor)
    total = tower.constant(0)
    for degree in range(max(rest) - top, -1, -1):
        quotient = rest.get(degree + top, tower.constant(0)) / divisor[top]
        for power, part in divisor.items():
            rest[degree + power] = rest.get(degree + power, tower.constant(0)) - quotient * part
        step = upper ** (degree + 1) - lower ** (degree + 1)
        total += quotient * step * tower.constant(fmpq(1, degree + 1))
    return total


def _of_poles(
    converter: Converter, integrand: Element, slot: int, lower: Element, upper: Element
) -> Element:
    slope, total = integrand.denominator.derivative(slot), converter.tower.constant(0)
    for pole in _poles(converter, integrand.denominator, slot):
        residue = _at(converter, integrand.numerator, slot, pole) / _at(
            converter, slope, slot, pole
        )
        converter.obligations.append((pole - lower) * (pole - upper))  # not between the limits
        total += residue * logarithm_of(converter, (pole - upper) / (pole - lower))
    return total


def _poles(converter: Converter, denominator: Polynomial, slot: int) -> list[Element]:
    """The zeros in s of a denominator, whose factors are linear or quadratic and simple."""
    poles: list[Element] = []
    for factor, multiplicity in denominator.factor()[1]:
        parts = _parts(converter.tower.element(factor), slot)
        if list(parts) == [0]:
            continue
        if multiplicity > 1 or max(parts) > 2:
            raise UnsupportedError("an integrand with a multiple pole or a high power of s")
        poles += _zeros(converter, *(parts.get(e, converter.tower.constant(0)) for e in range(3)))
    return poles


def _zeros(converter: Converter, c: Element, b: Element, a: Element) -> list[Element]:
    """The zeros of a s^2 + b s + c."""
    if a.is_zero:
        return [-c / b]
    half = b / (a * converter.tower.constant(-2))
    square = half * half - c / a
    converter.obligations.append(square)
    return [half + root(converter, square), half - root(converter, square)]


def _parts(element: Element, slot: int) -> dict[int, Element]:
    """The coefficients of a polynomial in s as elements, by power."""
    parts = coefficients(element.numerator, slot)
    return {e: element.tower.element(p) for e, p in parts.items()}


def _at(converter: Converter, polynomial: Polynomial, slot: int, place: Element) -> Element:
    total = converter.tower.constant(fmpq(0))
    for exponent, part in _parts(converter.tower.element(polynomial), slot).items():
        total += part * place**exponent
    return total
