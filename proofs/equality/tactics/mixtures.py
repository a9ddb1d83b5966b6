"""Signs by the chain rule: eta(a) + eta(b) - eta(s), s = a + b, is s (eta(a/s) + eta(b/s))."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from proofs.equality.search.rewriting import Search
from proofs.kernel.field import Element

MOST, PARTS = 16, 4
"""Entropies in a value that are looked at, and how many may be parts of one."""


def mixture(search: Search, value: Element, relation: str) -> str | None:
    """The sign of the value with the entropy of the shares in the place of that of a mixture."""
    for whole, parts, weight in mixtures(search, value):
        shares = shares_of(search, whole, parts)
        if shares is not None:
            return by_shares(search, value, relation, (whole, shares, weight))
    return None


def mixtures(
    search: Search, value: Element
) -> Iterator[tuple[Element, Sequence[Element], Element]]:
    """What is mixed, its parts, and the weight: all with one weight, but for the sign."""
    weights = {u: weight for u, weight in weighted(search, value) if not weight.num.is_zero()}
    if not 3 <= len(weights) <= MOST:
        return
    for whole, weight in weights.items():
        alike = [u for u, own in weights.items() if search.field.equal(own, -weight)]
        for size in range(2, min(len(alike), PARTS) + 1):
            for parts in combinations(alike, size):
                if search.field.equal(sum(parts, search.number(0)), whole):
                    yield whole, parts, -weight


def weighted(search: Search, value: Element) -> Iterator[tuple[Element, Element]]:
    """The arguments of entropies of which the value is a linear combination, and their weights."""
    for place in value.places():
        kind, u = search.field.generators[place]
        linear = value.num.degrees()[place] == 1 and value.den.degrees()[place] == 0
        if kind == "eta" and isinstance(u, Element) and linear:
            yield u, Element(value.num.derivative(place), value.den)


def shares_of(search: Search, whole: Element, parts: Sequence[Element]) -> list[Element] | None:
    """The parts over the whole, where it is positive and they are no less than 0."""
    if search.number(1) == whole or not search.has_sign(whole):
        return None
    shares = [part / whole for part in parts]
    return shares if all(search.has_sign(share, ">=") for share in shares) else None


def by_shares(
    search: Search,
    value: Element,
    relation: str,
    found: tuple[Element, Sequence[Element], Element],
) -> str:
    """The step, and the sign of what comes of it."""
    whole, shares, weight = found
    a, using, after = search.text(whole), dict[str, Element](), value
    for share in shares:
        b = search.text(share)
        right = f"({a})*eta({b}) + ({b})*eta({a})"
        label = search.lemma(f"eta(({a})*({b})) == {right}", "eta-product", a=a, b=b)
        using[label] = weight
        after -= weight * search.scope.facts[label].value
    claim = f"{search.text(value)} == {search.written(after)}"
    equal = search.identity(claim, search.cofactors(using))
    return search.total(search.claim(value, relation), search.sign(after, relation), equal)
