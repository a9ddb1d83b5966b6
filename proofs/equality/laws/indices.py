"""The index of a sum moved, or turned, so that equal terms are written alike."""

from collections.abc import Iterator

from flint import fmpq

from proofs.equality.search.ranged import Ranged, make_known
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element
from proofs.kernel.scope import Limits


def shifted(own: Ranged) -> Rewriting | None:
    """The index moved, or turned, so that its least offset in the term is 0."""
    found = offset(own.search, own.limits.name, own.term)
    if found is None or (found[0] > 0 and found[1].num.is_zero()):
        return None
    return reindexed(own, *found)


def offset(search: Search, name: str, term: Element) -> tuple[int, Element] | None:
    """(1, c) if the term speaks of a (k + c), (-1, c) if of a (c - k), c the least, rounded up."""
    found: list[tuple[int, Element]] = []
    for part in poles_and_arguments(search, name, term):
        found += own_offset(search, name, part)
    if not found:
        return None
    direction = max(way for way, _ in found)
    least, *others = [rest for way, rest in found if way == direction]
    for other in others:
        gap = (other - least).number()
        least = other if gap is not None and gap * direction < 0 else least
    return (direction, least) if search.checker.is_whole(search.scope)(least) else None


def own_offset(search: Search, name: str, part: Element) -> list[tuple[int, Element]]:
    """The offset of one part, if it is linear in the index with a number as its slope."""
    start = search.field.put(part, name, search.number(0))
    slope = ((part - start) / search.field.generator("symbol", name)).number()
    if slope is None:
        return []
    rest = start * search.field.number(1 / abs(slope))
    fraction = constant(rest)
    return [(1 if slope > 0 else -1, rest + search.field.number(fraction.ceil() - fraction))]


def constant(value: Element) -> fmpq:
    """The term without a generator of a polynomial, 0 of what is none."""
    alone = (c for e, c in value.num.terms() if not any(e))
    return next(alone, fmpq(0)) / value.den.leading_coefficient()


def poles_and_arguments(search: Search, name: str, term: Element) -> Iterator[Element]:
    """Divisors, and arguments of functions but of exponentials, that depend on the index."""
    field = search.field
    for place in term.places():
        kind, argument = field.generators[place]
        if isinstance(argument, Element) and field.depends(argument, name):
            yield from () if kind == "exp" else (argument,)
            yield from poles_and_arguments(search, name, argument)
    for polynomial, _ in [] if term.den.is_constant() else term.den.factor()[1]:
        factor = Element(polynomial, field.one)
        yield from (factor,) if field.depends(factor, name) else ()


def reindexed(own: Ranged, direction: int, shift: Element) -> Rewriting:
    """k = j - shift, or k = shift - j."""
    search, name = own.search, f"{own.limits.name}_"
    j, by = search.field.generator("symbol", name), -shift if direction > 0 else shift
    moved = search.field.put(own.term, own.limits.name, by + j if direction > 0 else by - j)
    low, high = own.limits.lower - by, own.limits.upper - by
    low, high = (low, high) if direction > 0 else (-high, -low)
    limits = Limits(own.limits.kind, name, low, high)
    make_known(search, own.limits, own.term)
    make_known(search, limits, moved)
    way = "forward" if direction > 0 else "backward"
    data = {"term": own.text, "to": name, "shift": search.text(by), "direction": way}
    return own.by(own.over(limits, moved), "reindex", **own.named, **data)
