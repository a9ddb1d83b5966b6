"""Steps about integrals that the laws share: term by term, a new variable, a range in two."""

from collections.abc import Sequence
from dataclasses import replace

from proofs.equality.integrals.shares import Share
from proofs.equality.search.ranged import make_known
from proofs.equality.search.rewriting import Search
from proofs.kernel.element import Element
from proofs.kernel.scope import Limits


def area(search: Search, limits: Limits, term: Element) -> Element:
    """The integral of a term, which the kernel can read from here on."""
    search.define_limits(limits)
    make_known(search, limits, term)
    return search.field.whole("Integral", term, limits.name, limits.lower, limits.upper)


def names_of(search: Search, limits: Limits) -> dict[str, str]:
    """Limits as a rule of integrals names them."""
    return {key: name for key, name in search.named(limits).items() if key != "kind"}


def term_by_term(
    search: Search, limits: Limits, term: Element, parts: Sequence[Share]
) -> tuple[Element, str]:
    """Integral(f) == sum of w_j Integral(f_j), from f = sum of w_j f_j: right side and label."""
    inner, total = search.under(limits), search.number(0)
    for part in parts:
        total += part.weight * part.term
        inner.define(inner.text(part.term))
    inner.define(inner.text(term))
    if not (term - total).num.is_zero():
        inner.equal(f"{inner.text(term)} == {inner.written(total)}")
    search.close(inner, limits)
    of, new = {search.text(term): "1"}, search.number(0)
    for part in parts:
        of[search.text(part.term)] = search.written(-part.weight)
        new += part.weight * area(search, limits, part.term)
    old = area(search, limits, term)
    claim = f"{search.written(old)} == {search.written(new)}"
    return new, search.add(claim, "termwise", **search.named(limits), of=of, sign="==")


def substituted(search: Search, limits: Limits, image: Limits, g: Element, by: Element) -> str:
    """Integral(g(u(s)) u'(s), (s, a, b)) == Integral(g, (u, u(a), u(b)))."""
    field, inner = search.field, search.under(limits)
    inner.define(inner.text(by))
    least, most = search.checker.ordered(image, search.scope)
    inner.nonnegative(by - least)
    inner.nonnegative(most - by)
    search.close(inner, limits)
    slope = inner.checker.slope(by, limits.name, inner.scope)
    old = area(search, limits, field.put(g, image.name, by) * slope)
    new = area(search, image, g)
    data = {"by": search.text(by), "to": image.name, "integrand": search.text(g)}
    claim = f"{search.written(old)} == {search.text(new)}"
    return search.add(claim, "substitute", **names_of(search, limits), **data)


def mirrored(search: Search, limits: Limits, g: Element) -> str:
    """Integral(g, (u, a, b)) == Integral(g(a + b - u), (u, a, b))."""
    field, shift, name = search.field, limits.lower + limits.upper, f"{limits.name}_"
    turned = field.put(g, limits.name, shift - field.generator("symbol", name))
    old = area(search, limits, g)
    new = area(search, replace(limits, name=name), turned)
    data = {"term": search.text(g), "to": name, "shift": search.text(shift)}
    claim = f"{search.written(old)} == {search.text(new)}"
    named = search.named(limits)
    return search.add(claim, "reindex", **named, **data, direction="backward")


def cut_at(search: Search, limits: Limits, term: Element, point: Element) -> tuple[Element, str]:
    """Integral from a to b == Integral from a to m + Integral from m to b."""
    old = area(search, limits, term)
    new = area(search, replace(limits, upper=point), term)
    new += area(search, replace(limits, lower=point), term)
    data = {"term": search.text(term), "at": search.text(point)}
    claim = f"{search.written(old)} == {search.text(new)}"
    return new, search.add(claim, "split", **search.named(limits), **data)
