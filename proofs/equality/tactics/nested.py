"""Signs of squares: of real elements, and of sums and differences of two roots."""

from proofs.equality.search.signs import SignSearch, attempt
from proofs.equality.search.squares import halves, perfect_root
from proofs.kernel.element import Element


def whole_square(search: SignSearch, value: Element, relation: str) -> str | None:
    """q**2 >= 0, also where the factors of q are not real."""
    if relation == ">" or search.field.complex.isdisjoint(value.places()):
        return None
    q = perfect_root(search, value)
    if q is None or not search.field.is_real(q):
        return None
    return search.add(search.claim(value, ">="), "square", of=search.text(q))


def squared_roots(search: SignSearch, value: Element, relation: str) -> str | None:
    """A + B + b w with b w = 2 sqrt(A B), from A >= 0, B >= 0 and b >= 0."""
    for place in reversed(value.places()):
        root = search.field.generators[place][0] == "sqrt"
        if root and value.num.degrees()[place] == 1 and not value.den.degrees()[place]:
            label = attempt(by_halves, search, value, relation, place)
            if label is not None:
                return label
    return None


def by_halves(search: SignSearch, value: Element, relation: str, place: int) -> str | None:
    """The sum of A, B = (a +- s)/2 and b w, where a**2 - b**2 w**2 is a square s**2."""
    parts = halves(search, value, place, perfect_root)
    if parts is None or search.is_hopeless(parts[2]):
        return None
    labels = [attempt(search.sign, part, ">") or search.sign(part, ">=") for part in parts]
    if relation == ">" and not any(map(search.is_strict, labels)):
        return None
    return search.total(search.claim(value, relation), *labels)
