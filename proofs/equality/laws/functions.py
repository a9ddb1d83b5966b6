"""Laws of any function: equal arguments give equal values; symmetry of odd functions."""

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element

SIGNED = {"sqrt": ">=", "eta": ">=", "log": ">"}
"""What the kernel wants to know of an argument."""


def argument(search: Search, place: int, value: Element) -> Rewriting | None:
    """f(u) with u rewritten."""
    kind, u = search.field.generators[place]
    found = rewritten(search, u) if isinstance(u, Element) and kind != "I" else None
    if found is None or not isinstance(u, Element):
        return None
    using, plain = found
    label = search.identity(f"{search.text(u)} == {search.written(plain)}", search.cofactors(using))
    return by_congruence(search, place, value, plain, label)


def rewritten(search: Search, u: Element) -> tuple[dict[str, Element], Element] | None:
    """What stands inside of a function in its normal form, and how; None if it is in it."""
    if u in search.busy:
        return None
    search.busy.add(u)
    search.inside += 1
    try:
        using, plain = search.normal(u)
    finally:
        search.inside -= 1
        search.busy.discard(u)
    return None if search.field.equal(u, plain) else (using, plain)


def by_congruence(
    search: Search, place: int, value: Element, plain: Element, label: str
) -> Rewriting:
    """f(u) by f(plain), from u == plain."""
    kind, u = search.field.generators[place]
    assert isinstance(u, Element)
    name = kind.removeprefix("function ")
    if kind in SIGNED and plain.number() is None:
        share_sign(search, u, plain, label)
    claim = f"{name}({search.text(u)}) == {name}({search.text(plain)})"
    a, b = search.text(u), search.text(plain)
    equal = search.add(claim, "congruence", function=name, a=a, b=b)
    old = search.field.gen(place)
    return search.replacing(value, place, old - search.scope.facts[equal].value, equal)


def share_sign(search: Search, u: Element, plain: Element, label: str) -> None:
    """The sign of u is that of what it equals."""
    for relation in (">", ">="):
        if search.checker.holds(plain, relation, search.scope):
            return
        if search.checker.holds(u, relation, search.scope):
            known = search.sign(u, relation)
            turned = search.equality(plain, u, label)
            search.total(search.claim(plain, relation), known, turned)
            return
    raise GaveUpError(f"no sign is known of {search.text(u)}")


def same_arguments(search: Search, place: int, value: Element) -> Rewriting | None:
    """f(u) by an f(v) of the same element, where u - v is rewritten to zero."""
    kind, u = search.field.generators[place]
    if not isinstance(u, Element) or kind in ("I", "exp"):
        return None
    for other in value.places():
        own, v = search.field.generators[other]
        if own != kind or other >= place or not isinstance(v, Element):
            continue
        using, rest = search.normal(u - v)
        if search.field.is_zero(rest):
            label = search.identity(
                f"{search.text(u)} == {search.text(v)}", search.cofactors(using)
            )
            return by_congruence(search, place, value, v, label)
    return None


def odd(search: Search, place: int, value: Element) -> Rewriting | None:
    """Phi(-u) = 1 - Phi(u), atan(-u) = -atan(u), atan(1) = pi/4."""
    kind, u = search.field.generators[place]
    if kind not in ("Phi", "atan") or not isinstance(u, Element):
        return None
    old = search.field.gen(place)
    if kind == "atan" and u.number() == 1:
        label = search.lemma("atan(1) == pi/4", "atan-one")
    elif elements.lead(u) < 0:
        minus = search.text(-u)
        gap = "1 - Phi" if kind == "Phi" else "-atan"
        claim = f"{kind}(-({minus})) == {gap}({minus})"
        label = search.lemma(claim, f"{kind}-symmetry", u=minus)
    else:
        return None
    return search.replacing(value, place, old - search.scope.facts[label].value, label)
