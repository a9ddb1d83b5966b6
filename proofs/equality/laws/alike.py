"""Two sums that are the same once the entropies in their terms are written out."""

from collections.abc import Iterator

from proofs.equality.laws.logarithms import entropy
from proofs.equality.search.ranged import Ranged, make_known, ranged
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.kernel.element import Element


def alike(own: Ranged) -> Rewriting | None:
    """Sum(f) = Sum(g) where the element has as much of -Sum(g), or Sum(f) = -Sum(g) where it has as
    much of Sum(g); the terms are not taken apart."""
    for term, sign in opposites(own):
        found = attempt(same_terms, own, term, sign)
        if found is not None:
            return found
    return None


def opposites(own: Ranged) -> Iterator[tuple[Element, int]]:
    """The terms of the sums between the same limits that the element has as much less of: 1; or as
    much of: -1."""
    search, above, limits = own.search, own.value.num, own.limits
    share = above.derivative(own.place)
    index = search.field.generator("symbol", limits.name)
    for place in own.value.places():
        if place == own.place or search.field.generators[place][0] != limits.kind:
            continue
        weight = above.derivative(place)
        if weight not in (share, -share):
            continue
        other = ranged(search, place, own.value)
        if (other.limits.lower, other.limits.upper) == (limits.lower, limits.upper):
            term = search.field.put(other.term, other.limits.name, index)
            yield term, 1 if weight == -share else -1


def same_terms(own: Ranged, g: Element, sign: int) -> Rewriting | None:
    """Sum(f) = sign Sum(g), if f - sign g vanishes once its entropies are written out."""
    search, inner = own.search, own.search.under(own.limits)
    inner.written(g)
    weight = search.number(sign)
    using, rest = without_entropies(inner, own.term - weight * g)
    if not search.field.is_zero(rest):
        return None
    inner.identity(f"{own.text} == {inner.text(weight * g)}", inner.cofactors(using))
    search.close(inner, own.limits)
    make_known(search, own.limits, g)
    of = {own.text: "1", search.text(g): str(-sign)}
    return own.by(weight * own.over(own.limits, g), "termwise", **own.named, of=of, sign="==")


def without_entropies(search: Search, value: Element) -> tuple[dict[str, Element], Element]:
    """The element with entropies of what is > 0 as logarithms, and the equalities used."""
    using: dict[str, Element] = {}
    for place in value.places():
        found = entropy(search, place, value)
        if found is not None:
            using[found.label] = found.cofactor
            value = found.after
    return using, value
