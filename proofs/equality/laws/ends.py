"""The ends of a sum: it starts at 1, and no number stands beside the whole numbers at its end."""

from dataclasses import replace

from proofs.equality.laws.indices import constant
from proofs.equality.search import elements
from proofs.equality.search.ranged import Ranged, make_defined
from proofs.equality.search.rewriting import Rewriting
from proofs.kernel.element import Element
from proofs.kernel.scope import Limits

MAX_APART = 24
"""Single terms that are taken off or added, up to this number."""


def from_one(own: Ranged) -> Rewriting | None:
    """Sum from a = Sum from 1 - Sum from 1 to a - 1, or terms taken off up to a = 0."""
    one = own.search.number(1)
    start = own.limits.lower.number()
    if start == 1:
        return None
    if start is not None and -MAX_APART < start < 1:
        return cut(own, own.limits.lower, own.limits.upper, own.limits.lower)
    return cut(own, one, own.limits.upper, own.limits.lower - one)


def to_whole(own: Ranged) -> Rewriting | None:
    """Sum to n + 1 = Sum to n + the last term, and the same of n - 1."""
    beyond = constant(own.limits.upper)
    if own.limits.upper.number() is not None or not 0 < abs(beyond) <= MAX_APART:
        return None
    return last_term(own) if beyond > 0 else longer(own)


def cut(own: Ranged, low: Element, high: Element, at: Element) -> Rewriting:
    """From the Sum between two ends being that up to a place and that after it: one of these."""
    search, one = own.search, own.search.number(1)
    whole, first, second = (
        own.between(*ends) for ends in ((low, high), (low, at), (at + one, high))
    )
    for limits in (whole, first, second):
        search.define_limits(limits)
        make_defined(search, limits, own.term)
    parts = own.over(first) + own.over(second)
    new = (
        parts
        if search.checker.same_limits(whole, own.limits)
        else own.over(whole) - own.over(first)
    )
    label = split(own, whole, at, parts)
    return search.replacing(own.value, own.place, new, search.equality(own.old, new, label))


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


def split(own: Ranged, limits: Limits, at: Element, parts: Element) -> str:
    """The label of the Sum between limits being these parts, up to a place and after it."""
    search = own.search
    claim = f"{search.written(own.over(limits))} == {search.written(parts)}"
    named = {**search.named(limits), "term": own.text, "at": search.text(at)}
    return search.add(claim, "split", **named)
