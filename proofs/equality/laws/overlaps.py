"""Sums of one term over ranges that overlap: the index is moved, and single terms taken off."""

from dataclasses import replace

from proofs.equality.search import elements
from proofs.equality.search.ranged import Ranged, make_defined, make_known
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.kernel.field import Element, Whole
from proofs.kernel.reader import Limits

MAX_APART = 6
"""Ranges whose ends differ by at most this many terms are made the same."""


# The index.


def shifted(own: Ranged) -> Rewriting | None:
    """The index moved, or turned, so that its least offset in the term is 0."""
    found = offset(own.search, own.limits.name, own.term)
    if found is None or (found[0] > 0 and found[1].num.is_zero()):
        return None
    return reindexed(own, *found)


def offset(search: Search, name: str, term: Element) -> tuple[int, Element] | None:
    """(1, c) if the term speaks of k + c, (-1, c) if it speaks of c - k, c the least."""
    k = search.field.generator("symbol", name)
    found: list[tuple[int, Element]] = []
    for part in linear_parts(search, name, term):
        rests = ((1, part - k), (-1, part + k))
        found += [(way, rest) for way, rest in rests if not search.field.depends(rest, name)]
    if not found:
        return None
    direction = max(way for way, _ in found)
    least, *others = [rest for way, rest in found if way == direction]
    for other in others:
        gap = (other - least).number()
        least = other if gap is not None and gap * direction < 0 else least
    return (direction, least) if search.checker.is_whole(search.scope)(least) else None


def linear_parts(search: Search, name: str, term: Element) -> list[Element]:
    """What may be linear in the index: arguments of functions, and factors."""
    field, found = search.field, []
    for place in term.places():
        _, argument = field.generators[place]
        if isinstance(argument, Element) and field.depends(argument, name):
            found += [argument, *linear_parts(search, name, argument)]
    for part in (term.num, term.den):
        factors = [] if part.is_constant() else part.factor()[1]
        found += [Element(polynomial, field.one) for polynomial, _ in factors]
    return found


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


# The ends.


def merged(own: Ranged) -> Rewriting | None:
    """Of two Sums of one term, the later by the earlier one and what lies between their ends."""
    earlier = (place for place in own.value.places() if place < own.place)
    known = (own.search.field.generators[place][1] for place in earlier)
    alike = (other for other in known if isinstance(other, Whole) and is_alike(own, other))
    found = (attempt(nearer, own, other) for other in alike)
    return next((rewriting for rewriting in found if rewriting is not None), None)


def is_alike(own: Ranged, other: Whole) -> bool:
    """Whether another Sum has the same term."""
    whole = own.search.field.generators[own.place][1]
    assert isinstance(whole, Whole)
    named = (other.kind, other.variable) == (whole.kind, whole.variable)
    return named and own.search.field.equal(other.term, whole.term)


def nearer(own: Ranged, known: Whole) -> Rewriting | None:
    """One end moved towards where the known Sum ends."""
    above = (own.limits.upper - known.upper).number()
    below = (own.limits.lower - known.lower).number()
    if above is not None and 0 < above <= MAX_APART:
        return last_term(own)
    if above is not None and -MAX_APART <= above < 0:
        return longer(own)
    if below is not None and 0 < abs(below) <= MAX_APART:
        return first_term(own, below < 0)
    return cut(own, known.upper) if below == 0 and above is None else None


def last_term(own: Ranged) -> Rewriting:
    """A Sum as a shorter Sum and its last term."""
    search, one = own.search, own.search.number(1)
    rest = own.between(own.limits.lower, own.limits.upper - one)
    make_defined(search, rest, own.term)
    final = search.field.put(own.term, own.limits.name, own.limits.upper)
    search.written(final)
    return own.by(own.over(rest) + final, "last", **own.summed, term=own.text)


def longer(own: Ranged) -> Rewriting:
    """A Sum as one with one term more, less that term."""
    search, one = own.search, own.search.number(1)
    limits = own.between(own.limits.lower, own.limits.upper + one)
    make_defined(search, limits, own.term)
    more = own.over(limits)
    place = elements.single_place(search.field, more)
    assert place is not None
    found = last_term(replace(own, place=place, value=more, limits=limits))
    new = more - (found.after - own.old)
    label = search.equality(own.old, new, found.label)
    return search.replacing(own.value, own.place, new, label)


def first_term(own: Ranged, inside: bool) -> Rewriting:
    """A Sum as its first term and the rest, or as one that starts before it, less that term."""
    search, one = own.search, own.search.number(1)
    low = own.limits.lower if inside else own.limits.lower - one
    whole, single = own.between(low, own.limits.upper), own.between(low, low)
    rest = own.between(low + one, own.limits.upper)
    for limits in (whole, single, rest):
        search.define_limits(limits)
        make_defined(search, limits, own.term)
    only, others = own.over(single), own.over(rest)
    label = split(own, whole, low, only + others)
    new = only + others if inside else own.over(whole) - only
    used = search.equality(own.old, new, label)
    return search.replacing(own.value, own.place, new, used)


def cut(own: Ranged, at: Element) -> Rewriting:
    """The part up to m, and the part after it."""
    search, one = own.search, own.search.number(1)
    first = own.between(own.limits.lower, at)
    second = own.between(at + one, own.limits.upper)
    for limits in (first, second):
        search.define_limits(limits)
        make_defined(search, limits, own.term)
    new = own.over(first) + own.over(second)
    label = split(own, own.limits, at, new)
    return search.replacing(own.value, own.place, new, label)


def split(own: Ranged, limits: Limits, at: Element, parts: Element) -> str:
    """The label of the Sum between limits being these parts, up to a place and after it."""
    search = own.search
    claim = f"{search.written(own.over(limits))} == {search.written(parts)}"
    named = {**search.named(limits), "term": own.text, "at": search.text(at)}
    return search.add(claim, "split", **named)
