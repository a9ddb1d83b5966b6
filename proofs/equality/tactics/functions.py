"""Signs of single functions: exp, sqrt, log, entropies, opaque functions, and Sums of them."""

from collections.abc import Callable, Mapping
from typing import Any

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Search
from proofs.equality.search.signs import SignSearch
from proofs.kernel.element import Element
from proofs.kernel.field import Power, Whole


def generator(search: SignSearch, value: Element, relation: str) -> str | None:
    """One generator, by what its kind is known for."""
    single = elements.single(search.field, value)
    if single is None:
        return None
    kind, argument = single
    if isinstance(argument, Whole):
        return of_sum(search, value, argument, relation) if kind == "Sum" else None
    if isinstance(argument, Power):
        return of_power(search, argument, relation)
    if kind.startswith("function"):
        name = kind.removeprefix("function ")
        claim = f"{search.text(value)} {search.checker.functions[name]} 0"
        at = search.text(argument)  # type: ignore[arg-type]
        return search.add(claim, "opaque", function=name, at=at)
    return KINDS[kind](search, argument, relation) if kind in KINDS else None  # type: ignore[arg-type]


def of_exp(search: Search, u: Element, _: str) -> str:
    """exp(u) > 0; that u is defined is shown first where it is not known, as of a bin in a sum."""
    text = search.text(u)
    claim = f"exp({text}) > 0"
    try:
        return search.lemma(claim, "exp", u=text)
    except GaveUpError:
        search.define(text)
    return search.lemma(claim, "exp", u=text)


def of_distribution(search: SignSearch, u: Element, _: str) -> str:
    """Phi(u) > 0."""
    return search.lemma(f"Phi({search.text(u)}) > 0", "Phi-positive", u=search.text(u))


def of_sqrt(search: SignSearch, u: Element, relation: str) -> str:
    """sqrt(u) >= 0, and > 0 for u > 0."""
    text = search.text(u)
    if relation == ">=":
        return search.lemma(f"sqrt({text}) >= 0", "sqrt", u=text)
    search.positive(u)
    return search.lemma(f"sqrt({text}) > 0", "sqrt-positive", u=text)


def of_log(search: SignSearch, u: Element, relation: str) -> str:
    """log(u) has the sign of u - 1."""
    search.sign(u - search.number(1), relation)
    text, name = search.text(u), "log-order" if relation == ">" else "log-order-weak"
    return search.lemma(f"log({text}) {relation} 0", name, a="1", b=text)


def of_power(search: SignSearch, power: Power, relation: str) -> str | None:
    """u**n >= 0 for u >= 0."""
    if relation != ">=":
        return None
    u, n = search.text(power.base), search.text(power.exponent)
    search.nonnegative(power.base)
    search.nonnegative(power.exponent)
    return search.lemma(f"power({u}, {n}) >= 0", "power-sign", u=u, n=n)


def of_eta(search: SignSearch, u: Element, relation: str) -> str:
    """eta(u) > 0 between 0 and 1, and >= 0 at the ends."""
    search.sign(search.number(1) - u, relation)
    search.sign(u, relation)
    text, name = search.text(u), "eta-positive" if relation == ">" else "eta-sign"
    return search.lemma(f"eta({text}) {relation} 0", name, u=text)


def of_sum(search: SignSearch, value: Element, whole: Whole, relation: str) -> str:
    """A Sum of terms with a sign, and with a term where it is to be > 0."""
    limits, term = search.limits(whole), search.term(whole)
    inner = search.under(limits)
    inner.depth = search.depth
    inner.sign(term, relation)
    if relation == ">":
        search.nonnegative(limits.upper - limits.lower)
    search.close(inner, limits)
    of, claim = {search.text(term): "1"}, search.claim(value, relation)
    return search.add(claim, "termwise", **search.named(limits), of=of, sign=relation)


KINDS: Mapping[str, Callable[[Any, Element, str], str]] = {
    "exp": of_exp,
    "Phi": of_distribution,
    "sqrt": of_sqrt,
    "log": of_log,
    "eta": of_eta,
}
"""For each kind of function how its sign is shown."""
