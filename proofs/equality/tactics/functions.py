"""Signs of single functions: exp, sqrt, log, entropies, opaque functions, and Sums of them."""

from proofs.equality import elements
from proofs.equality.signs import Signs
from proofs.kernel.field import Element


def generator(search: Signs, value: Element, relation: str) -> str | None:
    """exp, sqrt, a logarithm of what exceeds 1, an entropy, a value of an opaque function."""
    single = elements.single(search.field, value)
    if single is None or not isinstance(single[1], Element):
        return whole(search, value, relation)
    kind, u = single
    claim, inner = search.claim(value, relation), search.text(u)
    if kind == "exp":
        return search.lemma(search.claim(value, ">"), "exp", u=inner)
    if kind == "Phi":
        return search.lemma(search.claim(value, ">"), "Phi-positive", u=inner)
    if kind == "sqrt" and relation == ">":
        search.positive(u)
        return search.lemma(claim, "sqrt-positive", u=inner)
    if kind == "sqrt":
        return search.lemma(claim, "sqrt", u=inner)
    if kind == "log":
        search.sign(u - search.number(1), relation)
        name = "log-order" if relation == ">" else "log-order-weak"
        return search.lemma(claim, name, a="1", b=inner)
    if kind == "eta":
        search.sign(search.number(1) - u, relation)
        search.sign(u, relation)
        return search.lemma(claim, "eta-positive" if relation == ">" else "eta-sign", u=inner)
    if kind.startswith("function"):
        name = kind.removeprefix("function ")
        sign = search.checker.functions[name]
        return search.add(f"{search.text(value)} {sign} 0", "opaque", function=name, at=inner)
    return None


def whole(search: Signs, value: Element, relation: str) -> str | None:
    """A Sum of terms with a sign."""
    single = elements.single(search.field, value)
    if single is None or single[0] != "Sum":
        return None
    whole = single[1]
    limits = search.limits(whole)  # type: ignore[arg-type]
    inner = search.under(limits)
    inner.depth = search.depth
    term = search.term(whole)  # type: ignore[arg-type]
    inner.sign(term, relation)
    if relation == ">":
        search.nonnegative(limits.upper - limits.lower)
    search.close(inner, limits)
    of = {search.text(term): "1"}
    claim = search.claim(value, relation)
    return search.add(claim, "termwise", **search.named(limits), of=of, sign=relation)
