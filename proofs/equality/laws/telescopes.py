"""Closed forms of sums, by an antidifference that the kernel differences.

A term k**d R(k) with R(k+1) = r R(k) has the antidifference Q(k) R(k), with a polynomial Q that is
found from the top coefficient down.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import comb

from proofs.equality.integrals.shares import Share, shares
from proofs.equality.search import elements
from proofs.equality.search.ranged import Ranged, make_known
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element
from proofs.kernel.field import Whole


def telescoped(own: Ranged) -> Rewriting | None:
    """A weight times a polynomial times a power with an exponent that is linear in the index.

    In the weight 1 - r the divisor of 1 + r + r**2 + ... is cancelled, which may be 0.
    """
    parts = shares_of(own)
    g = primitive(replace(own, term=parts[0].term)) if len(parts) == 1 else None
    return None if g is None else by_antidifference(own, parts[0].weight * g)


def shares_of(own: Ranged) -> list[Share]:
    """The term as a combination of simple terms."""
    _, plain = own.search.under(own.limits).normal(own.term)
    return shares(own.search.field, own.limits.name, plain)


def by_parts(own: Ranged) -> Rewriting | None:
    """Sum of w(k) F(k), where F(k) is the Sum of f(j) up to j = k and w has an antidifference W.

    It is that of W(k) F(k) less the Sum of W(j - 1) f(j) up to j = k.
    """
    search, name = own.search, own.limits.name
    k, one = search.field.generator("symbol", name), search.number(1)
    for place in own.term.places():
        kind, inner = search.field.generators[place]
        if kind != "Sum" or not isinstance(inner, Whole) or inner.upper != k:
            continue
        limits, f = search.limits(inner), search.term(inner)
        gen = search.field.gen(place)
        w = primitive(replace(own, term=own.term / gen))
        if w is None or search.field.depends(f, name) or search.field.depends(inner.lower, name):
            continue
        before = search.field.put(w, name, search.field.generator("symbol", limits.name) - one)
        return by_antidifference(own, w * gen - own.over(limits, before * f))
    return None


def primitive(own: Ranged) -> Element | None:
    """G with f(k) = G(k) - G(k - 1), of a term that is a polynomial times a power."""
    search, name = own.search, own.limits.name
    found = geometric(own)
    if found is None:
        return None
    degree, ratio = found
    k, one = search.field.generator("symbol", name), search.number(1)
    power = search.field.put(own.term / search.field.power(k, degree), name, k + one)
    total = search.number(0)
    for exponent, coefficient in enumerate(antidifference(search, degree, ratio)):
        total += coefficient * search.field.power(k + one, exponent)
    return total * power


def geometric(own: Ranged) -> tuple[int, Element] | None:
    """The degree d and the ratio R(k+1)/R(k) of a term k**d R(k)."""
    field, name, term = own.search.field, own.limits.name, own.term
    k = field.generator("symbol", name)
    place = elements.single_place(field, k)
    others = [p for p in term.places() if p != place and field.generator_depends(p, name)]
    plain = all(field.generators[p][0] in ("exp", "power") for p in others) and len(term.num) == 1
    below = Element(term.den, field.one)
    if not plain or (field.depends(below, name) and (len(term.den) > 1 or place in below.places())):
        return None
    degree = 0 if place is None else term.num.degrees()[place]
    power = term / field.power(k, degree)
    step = field.put(power, name, k + own.search.number(1)) / power
    ratio = own.search.under(own.limits).normal(step)[1]
    return None if field.depends(ratio, name) else (degree, ratio)


def antidifference(search: Search, degree: int, ratio: Element) -> list[Element]:
    """Coefficients of the polynomial Q with ratio Q(k+1) - Q(k) = k**degree."""
    step = ratio - search.number(1)
    shift = int(search.field.is_zero(step))
    q = [search.number(0)] * (degree + 1 + shift)
    for j in range(degree, -1, -1):
        rest = search.number(int(j == degree))
        for higher in range(j + 1 + shift, len(q)):
            rest -= ratio * q[higher] * search.number(comb(higher, j))
        q[j + shift] = rest / (search.number(j + 1) if shift else step)
    return q


def by_antidifference(own: Ranged, g: Element) -> Rewriting:
    """Sum(f, (k, a, b)) = G(b) - G(a - 1), from f(k) = G(k) - G(k - 1)."""
    search, name, one = own.search, own.limits.name, own.search.number(1)
    inner = search.under(own.limits)
    before = search.field.put(g, name, search.field.generator("symbol", name) - one)
    here, there = inner.written(g), inner.written(before)
    inner.equal(f"{inner.written(own.term)} == {here} - ({there})")
    search.close(inner, own.limits)
    ends = (own.limits.upper, own.limits.lower - one)
    last, first = (search.field.put(g, name, end) for end in ends)
    for part in (last, first):
        search.written(part)
    text = search.text(g)
    return own.by(last - first, "telescope", **own.summed, term=own.text, antidifference=text)


def termwise(own: Ranged, parts: Sequence[Share]) -> Rewriting:
    """Sum(f) = sum of w_j Sum(f_j), from f = sum of w_j f_j on the range."""
    search, inner = own.search, own.search.under(own.limits)
    total = new = search.number(0)
    of = {own.text: "1"}
    for part in parts:
        inner.written(part.term)
        total += part.weight * part.term
        new += part.weight * own.over(own.limits, part.term)
        of[search.text(part.term)] = search.written(-part.weight)
    inner.equal(f"{inner.written(own.term)} == {inner.written(total)}")
    search.close(inner, own.limits)
    for part in parts:
        make_known(search, own.limits, part.term)
    return own.by(new, "termwise", **own.named, of=of, sign="==")
