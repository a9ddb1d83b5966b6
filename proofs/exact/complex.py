"""Complex conjugation of an element: i and the exponentials of imaginary exponents turn."""

from flint import fmpq

from proofs.exact.tower import RING, Element, Generator, Kind, Polynomial, UnsupportedError


def conjugate_of(converter: object, element: Element) -> Element:
    """The conjugate; every other generator must be real, which their symbols declare."""
    del converter
    return _conjugate(element, element.numerator) / _conjugate(element, element.denominator)


def _conjugate(element: Element, polynomial: Polynomial) -> Element:
    tower = element.tower
    images = {g.slot: _image(element, g) for g in tower.used(polynomial)}
    total = tower.constant(0)
    for exponents, value in polynomial.to_dict().items():
        kept = tuple(0 if j in images else e for j, e in enumerate(exponents))
        term = tower.element(RING.from_dict({kept: fmpq(value)}))
        for slot, image in images.items():
            term *= image ** exponents[slot]
        total += term
    return total


def _image(element: Element, g: Generator) -> Element:
    own = element.tower.element(g.polynomial)
    if g.kind is Kind.IMAGINARY:
        return -own
    if g.exponent is not None:
        imaginary = any(u.kind is Kind.IMAGINARY for u in element.tower.used(g.exponent.numerator))
        return own.inverse() if imaginary else own
    if g.expr.is_extended_real is False or (g.kind is Kind.VARIABLE and not g.expr.is_extended_real):
        raise UnsupportedError(f"the conjugate of {g.expr}, which is not declared real")
    return own
