"""Signs by monotony: exp(a) - exp(b) and log(a) - log(b) have the sign of a - b."""

from proofs.equality.search import elements
from proofs.equality.search.signs import SignSearch
from proofs.kernel.element import Element


def difference(search: SignSearch, value: Element, relation: str) -> str | None:
    """exp(a) - exp(b) from a - b, and the same of log; also up to a common positive factor."""
    terms = [*elements.terms(search.field, value)]
    if len(terms) != 2:
        return None
    plus, minus = sorted(terms, key=elements.lead, reverse=True)
    if not elements.lead(minus) < 0 < elements.lead(plus):
        return None
    return exponentials(search, value, plus, -minus, relation) or logarithms(
        search, value, plus, -minus, relation
    )


def exponentials(
    search: SignSearch, value: Element, a: Element, b: Element, relation: str
) -> str | None:
    """r exp(u) - r exp(v)."""
    exponents = [exponent(search, part) for part in (a, b)]
    if exponents[0] is None or exponents[1] is None:
        return None
    (u, first), (v, second) = exponents[0], exponents[1]
    if not search.field.equal(first, second):
        return None
    search.sign(u - v, relation)
    name = "exp-order" if relation == ">" else "exp-order-weak"
    claim = f"exp({search.text(u)}) {relation} exp({search.text(v)})"
    order = search.lemma(claim, name, a=search.text(v), b=search.text(u))
    fact = search.scope.facts[order].value
    if search.field.equal(fact, value):
        return order
    return search.product(search.claim(value, relation), [order, search.positive(value / fact)])


def exponent(search: SignSearch, value: Element) -> tuple[Element, Element] | None:
    """w and r of r exp(w), with an r that has no exponential."""
    total, rest = search.number(0), value
    for place in value.places():
        kind, u = search.field.generators[place]
        if kind == "exp" and isinstance(u, Element):
            times = value.num.degrees()[place] - value.den.degrees()[place]
            total += u * search.number(times)
            power = search.field.power(search.field.gen(place), abs(times))
            rest = rest / power if times > 0 else rest * power
    return (total, rest) if not elements.has(search.field, rest, "exp") else None


def logarithms(
    search: SignSearch, value: Element, a: Element, b: Element, relation: str
) -> str | None:
    """log(u) - log(v)."""
    singles = [elements.single(search.field, part) for part in (a, b)]
    if any(single is None or single[0] != "log" for single in singles):
        return None
    u, v = singles[0][1], singles[1][1]  # type: ignore[index]
    search.positive(v)  # type: ignore[arg-type]
    search.sign(u - v, relation)  # type: ignore[operator]
    name = "log-order" if relation == ">" else "log-order-weak"
    return search.lemma(search.claim(value, relation), name, a=search.text(v), b=search.text(u))  # type: ignore[arg-type]
