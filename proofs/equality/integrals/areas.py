"""Laws of integrals: by an antiderivative that the kernel differentiates, else piece by piece.

What has no antiderivative that is found stays an integral, brought into one form: see
:mod:`~proofs.equality.pieces` and :mod:`~proofs.equality.integrals.ranges`.
"""

from proofs.equality.integrals import relations as integrals
from proofs.equality.integrals.orders import adjoining, exchanged
from proofs.equality.integrals.primitives import antiderivative
from proofs.equality.integrals.ranges import cut, matched, related
from proofs.equality.integrals.shares import shares
from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.equality.steps import Step
from proofs.kernel.element import Element
from proofs.kernel.field import Whole
from proofs.kernel.reader import parse
from proofs.kernel.scope import Limits


def integral(search: Search, place: int, value: Element) -> Rewriting | None:
    """The first law that applies to an Integral."""
    kind, whole = search.field.generators[place]
    if kind != "Integral" or not isinstance(whole, Whole):
        return adjoining(search, place, value)
    for law in (without_length, by_antiderivative, apart, exchanged, cut, matched, related):
        found = attempt(law, search, place, value, whole)
        if found is not None:
            return found
    return None


def without_length(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """An integral from a to a."""
    using, rest = search.normal(whole.upper - whole.lower)
    if not search.field.is_zero(rest):
        return None
    limits, text = search.limits(whole), search.text(search.term(whole))
    search.identity(f"{search.text(whole.upper - whole.lower)} == 0", search.cofactors(using))
    claim = f"{search.written(search.field.gen(place))} == 0"
    label = search.add(claim, "empty", **search.named(limits), term=text)
    return search.replacing(value, place, search.number(0), label)


def by_antiderivative(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral as a difference of an antiderivative at both ends."""
    if ("closed form", place) in in_vain(search):
        return None
    in_vain(search).add(("closed form", place))
    limits, term = search.limits(whole), search.term(whole)
    search.define_limits(limits)
    inner, between = search.under(limits), inside(search, limits)
    inner.define(search.text(term))
    plain = between.normal(term)[1]
    try:
        found = antiderivative(inner, limits.name, plain)
    except GaveUpError:
        found = antiderivative(between, limits.name, plain)
    if found is None:
        return None
    g = on_the_edges(inner, limits.name, from_the_start(search, limits, found.value))
    rewriting = by_slope(search, place, value, (limits, inner), g)
    in_vain(search).discard(("closed form", place))
    return rewriting


def in_vain(search: Search) -> set[tuple[str, int]]:
    """What has been tried of integrals, by place, and found nothing."""
    return search.__dict__.setdefault("tried in vain", set())


# Piece by piece.


def apart(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral of a combination of simple terms, as a combination of their integrals."""
    if ("apart", place) in in_vain(search):
        return None
    in_vain(search).add(("apart", place))
    limits, term = search.limits(whole), search.term(whole)
    inner = search.under(limits)
    parts = shares(search.field, limits.name, inner.normal(term)[1])
    if len(parts) == 1 and search.field.equal(parts[0].term, term):
        return None
    new, label = integrals.term_by_term(search, limits, term, parts)
    in_vain(search).discard(("apart", place))
    return search.replacing(value, place, new, label)


# By slopes.


def inside(search: Search, limits: Limits) -> Search:
    """A search about what lies strictly between the limits."""
    inner, checker = search.under(limits), search.checker
    if checker.is_ordered(limits, search.scope):
        checker.between(limits.name, inner.scope, checker.ordered(limits, search.scope), ">")
    return inner


def from_the_start(search: Search, limits: Limits, g: Element) -> Element:
    """The antiderivative that is 0 at the lower limit, where its denominator is the simpler one."""
    if g.den.is_constant() or arguments(search, limits.name, g):
        return g
    shifted = search.field.reduced(g - search.field.put(g, limits.name, limits.lower))
    return shifted if shifted.den.total_degree() < g.den.total_degree() else g


def on_the_edges(inner: Search, name: str, g: Element) -> Element:
    """The antiderivative without logarithms that are not defined at an end: u log(u) by eta(u), and
    exp(n log(u)) by u**n."""
    field = inner.field
    for place in g.places():
        power = attempt(as_power, inner, name, place)
        if power is not None:
            g = elements.replaced(field, g, place, power)
    for place in g.places():
        kind, u = field.generators[place]
        if kind != "log" or not isinstance(u, Element) or not field.depends(u, name):
            continue
        if not inner.has_sign(u):
            bit = field.generator("log", inner.number(2))
            g = elements.replaced(field, g, place, -field.generator("eta", u) * bit / u)
    return g


def as_power(inner: Search, name: str, place: int) -> Element | None:
    """exp(n log(u)) of the variable as u**n, for a whole n and a u that may be 0."""
    kind, exponent = inner.field.generators[place]
    if kind != "exp" or not isinstance(exponent, Element):
        return None
    for inside in exponent.places():
        own, u = inner.field.generators[inside]
        n = exponent / inner.field.gen(inside)
        if own != "log" or not isinstance(u, Element) or not inner.field.depends(u, name):
            continue
        if inner.checker.is_whole(inner.scope)(n) and not inner.has_sign(u):
            return inner.field.whole_power(u, n)
    return None


def by_slope(
    search: Search, place: int, value: Element, within: tuple[Limits, Search], g: Element
) -> Rewriting:
    """Integral(f, (s, a, b)) = G(b) - G(a), from f = G' between a and b."""
    limits, inner = within
    field, name, old = search.field, limits.name, search.field.gen(place)
    term, text = search.term(field.generators[place][1]), search.text(g)  # type: ignore[arg-type]
    inner.define(text)
    search.close(inner, limits)
    for end in (limits.lower, limits.upper):
        search.define_node(parse(text), {name: end})
    above, below = (field.put(g, name, end) for end in (limits.upper, limits.lower))
    new = above - below
    claim = f"{search.written(old)} == {search.written(new)}"
    names = integrals.names_of(search, limits)
    data = {"integrand": search.text(term), "antiderivative": text}
    steps = slope_steps(search, limits, term, g)
    label = search.add(claim, "integral", **names, **data, open=steps)
    return search.replacing(value, place, new, label)


def slope_steps(search: Search, limits: Limits, term: Element, g: Element) -> list[Step]:
    """Steps that show, strictly between the limits, that the slope of G is the integrand."""
    inner = inside(search, limits)
    for root in arguments(search, limits.name, g):
        inner.positive(root)
    slope = inner.checker.slope(g, limits.name, inner.scope)
    if inner.field.is_zero(term - slope):
        inner.identity("0 == 0")
    else:
        slope = without_roots_below(inner, slope)
        inner.equal(f"{inner.text(term)} == {inner.written(slope)}")
    return inner.steps


def without_roots_below(search: Search, value: Element) -> Element:
    """The same element with denominators freed of roots, the latest first."""
    field = search.field
    value = field.reduced(value)
    for place in reversed(field.roots):
        parts = elements.coefficients(field, value.den, place)
        if 1 in parts:
            turned = parts.get(0, search.number(0)) - parts[1] * field.gen(place)
            below = field.reduced(Element(value.den, field.one) * turned)
            value = field.reduced(Element(value.num, field.one) * turned) / below
    return value


def arguments(search: Search, name: str, g: Element) -> list[Element]:
    """What stands in roots, logarithms and entropies of the variable, at any depth."""
    found = []
    for place in g.places():
        kind, u = search.field.generators[place]
        if isinstance(u, Element) and search.field.depends(u, name):
            found += [*arguments(search, name, u), *([u] if kind in ("sqrt", "log", "eta") else [])]
    return found
