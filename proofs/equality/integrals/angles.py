"""Laws of arcus tangents: rational parts of a turn, and of two inverse arguments one."""

from dataclasses import dataclass
from functools import reduce
from operator import mul

from flint import fmpq

from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.kernel.element import Element

MAX_STEPS = 10
"""Doublings of an angle after which it is taken for no rational part of a turn."""


def angle(search: Search, place: int, value: Element) -> Rewriting | None:
    """atan(1/sqrt(3)) = pi/6, and atan(u) = pi/2 - atan(1/u) where both occur."""
    kind, u = search.field.generators[place]
    if kind != "atan" or not isinstance(u, Element):
        return None
    if is_constant(search, u):
        return attempt(part_of_a_turn, search, place, value, u)
    return inverse(search, place, value, u)


def is_constant(search: Search, value: Element) -> bool:
    """Whether an element is of numbers, pi, roots and the like alone."""
    arguments = (search.field.generators[place] for place in value.places())
    return all(
        kind in ("I", "pi")
        or (isinstance(u, Element) and "function" not in kind and is_constant(search, u))
        for kind, u in arguments
    )


def inverse(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """atan(u) by an earlier atan(1/u), for u > 0."""
    for other in value.places():
        kind, v = search.field.generators[other]
        if kind != "atan" or not isinstance(v, Element) or other >= place:
            continue
        if search.field.equal(u * v, search.number(1)) and search.has_sign(u):
            label = inverted(search, u)
            new = search.field.gen(place) - search.scope.facts[label].value
            return search.replacing(value, place, new, label)
    return None


def inverted(search: Search, u: Element) -> str:
    """The label of atan(u) + atan(1/u) == pi/2, for u > 0."""
    search.positive(u)
    text = search.text(u)
    return search.lemma(f"atan({text}) + atan(1/({text})) == pi/2", "atan-inverse", u=text)


# Parts of a turn.


@dataclass(frozen=True)
class AngleLink:
    """atan(v) = turn pi + factor atan(w), by `share` times a fact."""

    label: str
    share: fmpq
    turn: fmpq
    factor: fmpq


def part_of_a_turn(search: Search, place: int, value: Element, u: Element) -> Rewriting | None:
    """The angle of a number, doubled until an angle comes back."""
    seen, links = [search.normal(u)[1]], list[AngleLink]()
    for _ in range(MAX_STEPS):
        v = seen[-1]
        if v.number() == 1:
            one = search.lemma("atan(1) == pi/4", "atan-one")
            links.append(AngleLink(one, fmpq(1), fmpq(1, 4), fmpq(0)))
            return solved(search, place, value, links, len(links) - 1)
        link, w = halved(search, v)
        links.append(link)
        start = next((i for i, known in enumerate(seen) if search.field.equal(known, w)), None)
        if start is not None:
            return solved(search, place, value, links, start)
        seen.append(w)
    return None


def halved(search: Search, v: Element) -> tuple[AngleLink, Element]:
    """How atan(v) is a multiple of the atan of another number, and that number."""
    one, text = search.number(1), search.text(v)
    if not search.has_sign(v):
        minus = search.text(-v)
        label = search.lemma(f"atan(-({minus})) == -atan({minus})", "atan-symmetry", u=minus)
        return AngleLink(label, fmpq(1), fmpq(0), fmpq(-1)), -v
    if search.has_sign(v - one):
        link = AngleLink(inverted(search, v), fmpq(1), fmpq(1, 2), fmpq(-1))
        return link, search.normal(one / v)[1]
    search.positive(one - v * v)
    twice = f"({text} + {text})/(1 - ({text})*({text}))"
    claim = f"atan({text}) + atan({text}) == atan({twice})"
    label = search.lemma(claim, "atan-sum", a=text, b=text)
    w = search.normal((v + v) / (one - v * v))[1]
    return AngleLink(label, fmpq(1, 2), fmpq(0), fmpq(1, 2)), w


def solved(
    search: Search, place: int, value: Element, links: list[AngleLink], start: int
) -> Rewriting:
    """The angle at the head of a chain of links, whose last leads to the one at `start`."""
    factors = [link.factor for link in links]
    round_trip = reduce(mul, factors[start:], fmpq(1))
    weights, weight = [], fmpq(1)
    for number, factor in enumerate(factors):
        weight = weight / (1 - round_trip) if number == start else weight
        weights.append(weight)
        weight *= factor
    pairs = [*zip(weights, links, strict=True)]
    turn = sum((weight * link.turn for weight, link in pairs), fmpq(0))
    new = search.value("pi") * search.field.number(turn)
    using: dict[str, Element] = {}
    for weight, link in pairs:
        share = search.field.number(weight * link.share)
        using[link.label] = using.get(link.label, search.number(0)) + share
    claim = f"{search.text(search.field.gen(place))} == {search.text(new)}"
    label = search.identity(claim, search.cofactors(using))
    return search.replacing(value, place, new, label)
