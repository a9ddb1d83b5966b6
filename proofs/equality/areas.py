"""Laws of integrals: by an antiderivative that the kernel differentiates, else piece by piece.

What has no antiderivative that is found stays an integral, brought into one form: see
:mod:`~proofs.equality.pieces` and :mod:`~proofs.equality.ranges`.
"""

from proofs.equality import elements
from proofs.equality.primitives import antiderivative
from proofs.equality.proof import GaveUpError
from proofs.equality.search import Rewriting, Search
from proofs.equality.signs import attempt
from proofs.kernel.field import Element, Whole
from proofs.kernel.reader import Limits, parse


def integral(search: Search, place: int, value: Element) -> Rewriting | None:
    """The first law that applies to an Integral."""
    kind, whole = search.field.generators[place]
    if kind != "Integral" or not isinstance(whole, Whole):
        return None
    for law in (without_length, by_antiderivative):
        found = attempt(law, search, place, value, whole)
        if found is not None:
            return found
    return None


def inside(search: Search, limits: Limits) -> Search:
    """A search about what lies strictly between the limits."""
    inner = search.under(limits)
    ends = search.checker.ordered(limits, search.scope)
    search.checker.between(limits.name, inner.scope, ends, ">")
    return inner


def without_length(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """An integral from a to a."""
    using, rest = search.normal(whole.upper - whole.lower)
    if not search.field.is_zero(rest):
        return None
    limits, text = search.limits(whole), search.text(search.term(whole))
    search.identity(f"{search.text(whole.upper - whole.lower)} == 0", search.cofactors(using))
    claim = f"{search.text(search.field.gen(place))} == 0"
    label = search.add(claim, "empty", **search.named(limits), term=text)
    return search.replacing(value, place, search.number(0), label)


# By an antiderivative.


def by_antiderivative(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral as a difference of an antiderivative at both ends."""
    if place in remembered(search):
        return None
    limits, term = search.limits(whole), search.term(whole)
    search.define_limits(limits)
    scratch = inside(search, limits)
    g = antiderivative(scratch, limits.name, scratch.normal(term)[1])
    if g is None:
        remembered(search).add(place)
        return None
    g = on_the_edges(search.under(limits), limits.name, g)
    return by_slope(search, place, value, limits, g)


def remembered(search: Search) -> set[int]:
    """The places of integrals for which no antiderivative was found."""
    return search.__dict__.setdefault("without_antiderivative", set())


def on_the_edges(inner: Search, name: str, g: Element) -> Element:
    """The antiderivative without logarithms that are not defined at an end: u log(u) by eta(u)."""
    field = inner.field
    for place in g.places():
        kind, u = field.generators[place]
        if kind != "log" or not isinstance(u, Element) or not field.depends(u, name):
            continue
        if not inner.has_sign(u):
            bit = field.generator("log", inner.number(2))
            g = elements.replaced(field, g, place, -field.generator("eta", u) * bit / u)
    return g


def by_slope(
    search: Search, place: int, value: Element, limits: Limits, g: Element
) -> Rewriting:
    """Integral(f, (s, a, b)) = G(b) - G(a), from f = G' between a and b."""
    field, name, old = search.field, limits.name, search.field.gen(place)
    term, text = search.term(field.generators[place][1]), search.text(g)  # type: ignore[arg-type]
    inner = search.under(limits)
    inner.define(search.text(term))
    inner.define(text)
    search.close(inner, limits)
    steps = slope_steps(search, limits, term, g)
    for end in (limits.lower, limits.upper):
        search.define_node(parse(text), {name: end})
    above, below = (field.put(g, name, end) for end in (limits.upper, limits.lower))
    new = above - below
    claim = f"{search.text(old)} == {search.written(new)}"
    names = {key: named for key, named in search.named(limits).items() if key != "kind"}
    data = {"integrand": search.text(term), "antiderivative": text, "open": steps}
    return search.replacing(value, place, new, search.add(claim, "integral", **names, **data))


def slope_steps(search: Search, limits: Limits, term: Element, g: Element) -> list:  # type: ignore[type-arg]
    """Steps that show, strictly between the limits, that the slope of G is the integrand."""
    inner = inside(search, limits)
    for root in arguments(search, limits.name, g):
        inner.positive(root)
    slope = inner.checker.slope(g, limits.name, inner.scope)
    if not inner.field.is_zero(term - slope):
        inner.equal(f"{inner.text(term)} == {inner.written(slope)}")
    elif not (term - slope).num.is_zero():
        inner.identity(f"{inner.text(term)} == {inner.text(slope)}")
    return inner.steps


def arguments(search: Search, name: str, g: Element) -> list[Element]:
    """What stands in roots, logarithms and entropies of the variable, at any depth."""
    found = []
    for place in g.places():
        kind, u = search.field.generators[place]
        if isinstance(u, Element) and search.field.depends(u, name):
            found += [*arguments(search, name, u), *([u] if kind in ("sqrt", "log", "eta") else [])]
    return found


__all__ = ["GaveUpError", "integral"]
