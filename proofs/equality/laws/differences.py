"""Sums in which functions of the index cancel against the same functions one place before."""

from collections.abc import Iterator

from proofs.equality.integrals.shares import Share
from proofs.equality.laws.telescopes import by_antidifference, termwise
from proofs.equality.search.ranged import Ranged
from proofs.equality.search.rewriting import Rewriting
from proofs.kernel.element import Element

OPAQUE = ("eta", "log", "sqrt", "atan", "Phi")
"""Functions of which no sum over a general index is known."""


def differenced(own: Ranged) -> Rewriting | None:
    """Sum of w (F(k) - F(k - 1)) and a rest, where neither w nor the rest has such a difference."""
    one = own.search.number(1)
    whole = sum(cancelling(own), own.search.number(0))
    if own.search.field.is_zero(whole):
        return None
    rest = own.term - (whole - one_before(own, whole))
    if own.search.field.is_zero(rest):
        return by_antidifference(own, whole)
    return termwise(own, [Share(one, own.term - rest), Share(one, rest)])


def cancelling(own: Ranged) -> Iterator[Element]:
    """Functions of the index, with their weights, that the term has as much less of at k - 1."""
    weights = {place: weight for place in own.term.places() if (weight := weight_of(own, place))}
    for place, weight in weights.items():
        gen = own.search.field.gen(place)
        before = one_before(own, gen)
        for other, opposite in weights.items():
            equal = own.search.field.gen(other) == before
            if equal and own.search.field.is_zero(weight + opposite):
                yield weight * gen


def weight_of(own: Ranged, place: int) -> Element | None:
    """What the term has as a factor of a function, if it is free of the index."""
    field, name = own.search.field, own.limits.name
    if field.generators[place][0] not in OPAQUE or not field.generator_depends(place, name):
        return None
    weight = Element(own.term.num.derivative(place), own.term.den)
    return None if field.depends(weight, name) else weight


def one_before(own: Ranged, value: Element) -> Element:
    """The value at the place before."""
    k = own.search.field.generator("symbol", own.limits.name)
    return own.search.field.put(value, own.limits.name, k - own.search.number(1))
