"""What stands under a Sum or Integral, as a combination of simple terms with constant weights."""

from dataclasses import dataclass

from flint import fmpq

from proofs.equality.search import elements
from proofs.equality.search.rewriting import Search
from proofs.kernel.field import Element


@dataclass(frozen=True)
class Term:
    """A weight that is free of the bound variable, times a simple term."""

    weight: Element
    term: Element


def as_combination(
    inner: Search, name: str, value: Element
) -> tuple[list[Term], dict[str, Element]]:
    """The rewritten term as weights times monomials in what depends on the variable."""
    using, plain = inner.normal(value)
    found: dict[elements.Key, Term] = {}
    for piece in apart(inner, name, plain):
        weight, term = weighed(inner, name, piece)
        before = found.get(elements.key(term), Term(inner.number(0), term))
        found[elements.key(term)] = Term(before.weight + weight, term)
    parts = [part for part in found.values() if not part.weight.num.is_zero()]
    return parts or [Term(inner.number(0), inner.number(1))], using


def weighed(inner: Search, name: str, piece: Element) -> tuple[Element, Element]:
    """A one-term element as weight and term: the factors that depend on the variable."""
    field = inner.field
    (exponents,) = piece.num.monoms()
    own = [p for p in piece.places() if field.generator_depends(p, name)]
    kept = tuple(e if place in own else 0 for place, e in enumerate(exponents))
    above = Element(field.ring.from_dict({kept: fmpq(1)}), field.one)
    below = inner.number(1)
    if not piece.den.is_constant():
        for factor, times in piece.den.factor()[1]:
            one = Element(factor, field.one)
            if field.depends(one, name):
                below *= field.power(one, times)
    term = above / below
    return piece / term, term


def apart(inner: Search, name: str, value: Element) -> list[Element]:
    """One-term elements that add up to the value, its poles in the variable taken apart."""
    field = inner.field
    k = field.generator("symbol", name)
    place = elements.single_place(field, k)
    pieces = [value]
    if place is not None:
        pieces = partial_fractions(inner, place, value)
    return [term for piece in pieces for term in elements.terms(field, piece)]


def partial_fractions(inner: Search, place: int, value: Element) -> list[Element]:
    """Partial fractions in one symbol, over simple linear factors whose roots differ."""
    field = inner.field
    if value.den.is_constant() or value.den.degrees()[place] == 0:
        return [value]
    factors = value.den.factor()[1]
    linear = [
        (f, m) for f, m in factors if f.degrees()[place] == 1 and not _deeper(field, f, place)
    ]
    other = [f for f, m in factors if f.degrees()[place] > 1 or _deeper(field, f, place)]
    if other or len(linear) < 1 or any(m > 1 for _, m in linear):
        return [value]
    found, rest = [], value
    for factor, _ in linear if len(linear) > 1 else []:
        parts = elements.coefficients(field, factor, place)
        root = -parts.get(0, inner.number(0)) / parts[1]
        cofactor = value * Element(factor, field.one)
        if cofactor.den.degrees()[place] and field.is_zero(
            _at(field, Element(cofactor.den, field.one), place, root)
        ):
            return [value]
        if any(
            p != place and field.depends(field.gen(p), _name(field, place)) for p in value.places()
        ):
            return [value]
        residue = field.replaced(cofactor, {place: root})
        piece = residue / Element(factor, field.one)
        found.append(piece)
        rest = rest - piece
    if not found:
        return [value]
    return [*found, rest] if not rest.num.is_zero() else found


def _deeper(field, part, place) -> bool:  # type: ignore[no-untyped-def]
    """Whether the symbol also occurs inside of functions in a factor."""
    name = _name(field, place)
    element = Element(part, field.one)
    return any(p != place and field.generator_depends(p, name) for p in element.places())


def _name(field, place: int) -> str:  # type: ignore[no-untyped-def]
    return field.generators[place][1]


def _at(field, element: Element, place: int, root: Element) -> Element:  # type: ignore[no-untyped-def]
    return field.replaced(element, {place: root})
