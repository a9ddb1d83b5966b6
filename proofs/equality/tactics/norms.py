"""Signs of a + b w for a root w, by the norm a**2 - b**2 w**2."""

from proofs.equality.search import elements
from proofs.equality.search.signs import SignSearch, attempt
from proofs.kernel.element import Element


def norm(search: SignSearch, value: Element, relation: str) -> str | None:
    """a + b w of a root w, from the signs of a, b and a**2 - b**2 w**2."""
    if not value.den.is_constant():
        return None
    for place in reversed(value.places()):
        root = search.field.generators[place][0] == "sqrt"
        if root and value.num.degrees()[place] == 1:
            label = attempt(by_conjugate, search, value, relation, place)
            if label is not None:
                return label
    return None


def by_conjugate(search: SignSearch, value: Element, relation: str, place: int) -> str | None:
    """a + b w = (a**2 - b**2 w**2)/(a - b w), or its negative, with a positive divisor."""
    found = elements.coefficients(search.field, value.num, place)
    scale = Element(search.field.one, value.den)
    a, b = (found.get(e, search.number(0)) * scale for e in (0, 1))
    w = search.field.gen(place)
    turned, square = a - b * w, search.field.reduced(a * a - b * b * w * w)
    if search.has_sign(b) and search.has_sign(-a, ">="):
        turned, square = -turned, -square
    elif not (search.has_sign(a) and search.has_sign(-b, ">=")):
        return None
    over, of = search.positive(turned), search.sign(square, relation)
    return search.product(search.claim(value, relation), [of], [over])
