"""Complex conjugation of an element, generator by generator.

Real generators stay, i turns, exponentials and powers take the conjugate of their exponent, and
a complex variable has a conjugate that is a variable of its own.
"""

from flint import fmpq
from sympy import conjugate

from proofs.equality.exact.context import Converter
from proofs.equality.exact.exponentials import exponential_of, positive_power
from proofs.equality.exact.tower import RING, Element, Generator, Kind, Polynomial


def conjugate_of(converter: Converter, element: Element) -> Element:
    """The complex conjugate of an element."""
    return _conjugate(converter, element.numerator) / _conjugate(converter, element.denominator)


def _conjugate(converter: Converter, polynomial: Polynomial) -> Element:
    tower = converter.tower
    changed = [g for g in tower.used(polynomial) if not tower.is_real(g.polynomial)]
    images = {g.slot: _image(converter, g) for g in changed}
    total = tower.constant(0)
    for exponents, value in polynomial.to_dict().items():
        kept = tuple(0 if j in images else e for j, e in enumerate(exponents))
        term = tower.element(RING.from_dict({kept: fmpq(value)}))
        for slot, image in images.items():
            term *= image ** exponents[slot]
        total += term
    return total


def _image(converter: Converter, g: Generator) -> Element:
    """The conjugate of a generator that is not real."""
    if g.kind is Kind.IMAGINARY:
        return -converter.tower.element(g.polynomial)
    if g.kind is Kind.EXPONENTIAL:
        assert g.exponent is not None
        return exponential_of(converter, conjugate_of(converter, g.exponent))
    if g.kind is Kind.POWER:
        assert g.exponent is not None
        return positive_power(converter, g.argument, conjugate_of(converter, g.exponent))
    own = conjugate(g.expr)  # of the conjugate it is the variable itself
    return converter.variable(own) if g.kind is Kind.VARIABLE else converter.opaque(own)
