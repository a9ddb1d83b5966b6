"""Laws of integrals without an antiderivative: of those that belong together one is kept.

A linear new variable takes one integral to another; ranges of one integrand are cut at each other's
ends; over one range, integrands may differ by a slope.
"""

from collections.abc import Iterator

from proofs.equality.integrals import relations as integrals
from proofs.equality.integrals.primitives import PRIMES, antiderivative
from proofs.equality.integrals.shares import Share
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.equality.search.squares import perfect_root
from proofs.kernel.element import Element
from proofs.kernel.field import Whole
from proofs.kernel.scope import Limits


def others(search: Search, place: int, value: Element) -> Iterator[tuple[int, Whole]]:
    """Integrals of the element other than the one at the place."""
    for other in value.places():
        kind, whole = search.field.generators[other]
        if other != place and kind == "Integral" and isinstance(whole, Whole):
            yield other, whole


# Cutting ranges.


def cut(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral in two, where a modulus turns or at an end of another one of its integrand."""
    points = [*turns(search, whole)]
    for _, other in others(search, place, value):
        if search.field.equal(whole.term, other.term):
            points += [other.lower, other.upper]
    for point in points:
        if between(search, whole, point):
            limits, term = search.limits(whole), search.term(whole)
            new, label = integrals.cut_at(search, limits, term, point)
            return search.replacing(value, place, new, label)
    return None


def between(search: Search, whole: Whole, point: Element) -> bool:
    """Whether a point is known to lie between the limits, and is none of them."""
    ends = (whole.lower, whole.upper)
    if any(search.field.equal(point, end) for end in ends):
        return False
    return any(
        search.has_sign(point - low, ">=") and search.has_sign(high - point, ">=")
        for low, high in (ends, ends[::-1])
    )


def turns(search: Search, whole: Whole) -> Iterator[Element]:
    """Zeros of what stands in a modulus, where that is linear in the variable."""
    field, s = search.field, search.field.generator("symbol", whole.variable)
    for place in whole.term.places():
        kind, square = field.generators[place]
        if kind == "sqrt" and isinstance(square, Element) and field.depends(square, whole.variable):
            inside = perfect_root(search, square)
            if inside is not None:
                start = field.put(inside, whole.variable, search.number(0))
                slope = (inside - start) / s
                if not field.depends(slope, whole.variable):
                    yield -start / slope


# A new variable.


def matched(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral by an earlier one that a linear function takes it to, in either direction."""
    del whole
    for other, _ in others(search, place, value):
        for turned in (False, True) if other < place else ():
            found = attempt(moved, search, place, value, other, turned)
            if found is not None:
                return found
    return None


def moved(search: Search, place: int, value: Element, other: int, turned: bool) -> Rewriting | None:
    """Integral(f) = w Integral(g) where f(s) = w g(u(s)) u'(s), u linear between the same ends."""
    field, pair = search.field, [search.field.generators[p][1] for p in (place, other)]
    limits, image = (search.limits(whole) for whole in pair)  # type: ignore[arg-type]
    term, g = (search.term(whole) for whole in pair)  # type: ignore[arg-type]
    s, u = (field.generator("symbol", each.name) for each in (limits, image))
    slope = (image.upper - image.lower) / (limits.upper - limits.lower)
    by = image.lower + slope * (s - limits.lower)
    plain = g
    search.written(slope)
    g = field.put(g, image.name, image.lower + image.upper - u) if turned else g
    there = field.put(g, image.name, by) * slope
    weight = quotient(search, limits, term, there)
    if weight is None:
        return None
    using = {integrals.substituted(search, limits, image, g, by): weight}
    if not search.field.equal(term, there):
        _, first = integrals.term_by_term(search, limits, term, [Share(weight, there)])
        using[first] = search.number(1)
    if turned:
        using[integrals.mirrored(search, image, plain)] = -weight
    new = weight * field.gen(other)
    claim = f"{search.written(field.gen(place))} == {search.written(new)}"
    return search.replacing(value, place, new, search.identity(claim, search.cofactors(using)))


def quotient(search: Search, limits: Limits, term: Element, there: Element) -> Element | None:
    """What one integrand is times another, if that is free of the variable."""
    if there.num.is_zero():
        return None
    inner = search.under(limits)
    inner.define(inner.text(there))
    weight = inner.normal(term)[1] / inner.normal(there)[1]
    weight = search.field.reduced(weight)
    return None if search.field.depends(weight, limits.name) else weight


# Integrands that differ by a slope.


def related(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral by earlier ones over the same range, up to the ends of an antiderivative."""
    limits, term = search.limits(whole), search.term(whole)
    known = [
        search.term(other)
        for number, other in others(search, place, value)
        if number < place and search.checker.same_limits(search.limits(other), limits)
    ][: len(PRIMES)]
    if not known:
        return None
    inner = search.under(limits)
    plain, *others_ = (inner.normal(each)[1] for each in (term, *known))
    found = antiderivative(inner, limits.name, plain, others_)
    if found is None:
        return None
    parts = [Share(w, t) for w, t in zip(found.weights, known, strict=True) if not w.num.is_zero()]
    rest = term
    for part in parts:
        rest -= part.weight * part.term
    parts += [Share(search.number(1), rest)] if not found.value.num.is_zero() else []
    new, label = integrals.term_by_term(search, limits, term, parts)
    return search.replacing(value, place, new, label)
