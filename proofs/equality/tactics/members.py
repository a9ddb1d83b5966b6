"""Signs of a total less one of its members."""

from proofs.equality.search import elements
from proofs.equality.search.signs import SignSearch, attempt
from proofs.kernel.element import Element


def member(search: SignSearch, value: Element, relation: str) -> str | None:
    """total - p(j) >= 0, where the members sum to the total."""
    if relation == ">" or not any(
        search.field.generators[place][0].startswith("function") for place in value.places()
    ):
        return None
    for label, fact in [*search.scope.facts.items()]:
        if fact.relation == "==" and elements.has(search.field, fact.value, "Sum"):
            found = attempt(below_total, search, value, label, fact.value)
            if found is not None:
                return found
    return None


def below_total(search: SignSearch, value: Element, label: str, total: Element) -> str | None:
    """The same for one total, by the first member that does."""
    for place in total.places():
        if search.field.generators[place][0] != "Sum":
            continue
        for own in value.places():
            argument = search.field.generators[own][1]
            if isinstance(argument, Element):
                found = attempt(one_member, search, value, place, argument, label)
                if found is not None:
                    return found
    return None


def one_member(
    search: SignSearch, value: Element, place: int, at: Element, label: str
) -> str | None:
    """total - p(at), and what else is >= 0 in the value."""
    whole = search.field.generators[place][1]
    limits = search.limits(whole)  # type: ignore[arg-type]
    inner = search.under(limits)
    term = search.term(whole)  # type: ignore[arg-type]
    inner.nonnegative(term)
    search.close(inner, limits)
    search.nonnegative(at - limits.lower)
    search.nonnegative(limits.upper - at)
    there = search.field.put(term, limits.name, at)
    gap = search.field.gen(place) - there
    names = {k: v for k, v in search.named(limits).items() if k != "kind"}
    known = search.add(
        search.claim(gap, ">="), "member", **names, term=search.text(term), at=search.text(at)
    )
    fact = search.scope.facts[label].value
    for factor in (1, -1):
        rest = value - gap - fact * search.number(factor)
        if place in rest.places():
            continue
        equal = label
        if factor == -1:
            equal = search.identity(f"{search.text(-fact)} == 0", {label: "-1"})
        if rest.num.is_zero():
            return search.total(search.claim(value, ">="), known, equal)
        return search.total(search.claim(value, ">="), known, equal, search.nonnegative(rest))
    return None
