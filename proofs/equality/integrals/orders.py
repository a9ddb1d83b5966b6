"""Laws of sums and integrals of each other: sums stand outside; ranges that adjoin are one."""

from proofs.equality.integrals import relations as integrals
from proofs.equality.integrals.primitives import antiderivative
from proofs.equality.integrals.shares import Share
from proofs.equality.laws.telescopes import by_antidifference
from proofs.equality.search import elements
from proofs.equality.search.ranged import Ranged
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element
from proofs.kernel.field import Whole
from proofs.kernel.scope import Limits


def exchanged(search: Search, place: int, value: Element, whole: Whole) -> Rewriting | None:
    """The integral of a Sum as a Sum of integrals; of an integral, where the other order helps."""
    limits, term = search.limits(whole), search.term(whole)
    found = total_inside(search, limits, term)
    if found is None or place in turned(search):
        return None
    factor, inner = found
    inside = search.limits(inner)
    body = factor * search.term(inner)
    if inside.kind == "Integral" and not integrable(search, inside, limits, body):
        return None
    within = search.field.whole(inside.kind, body, inside.name, inside.lower, inside.upper)
    using: dict[str, Element] = {}
    if not search.field.equal(within, term):
        _, label = integrals.term_by_term(search, limits, term, [Share(search.number(1), within)])
        using[label] = search.number(1)
    new, label = swapped(search, limits, within)
    turned(search).update(new.places())
    using[label] = search.number(1)
    claim = f"{search.written(search.field.gen(place))} == {search.written(new)}"
    return search.replacing(value, place, new, search.identity(claim, search.cofactors(using)))


def turned(search: Search) -> set[int]:
    """The places of what has changed its order, which is not to change back."""
    found: set[int] = search.__dict__.setdefault("turned", set())
    return found


def total_inside(search: Search, limits: Limits, term: Element) -> tuple[Element, Whole] | None:
    """A and the Sum or Integral of a term A Sum(f), between ends free of the variable."""
    field = search.field
    for place in term.places():
        _, inner = field.generators[place]
        if not isinstance(inner, Whole) or not field.generator_depends(place, limits.name):
            continue
        factor = term / field.gen(place)
        if any(field.depends(end, limits.name) for end in (inner.lower, inner.upper)):
            continue
        if place not in factor.places():
            return factor, inner
    return None


def integrable(search: Search, inside: Limits, limits: Limits, body: Element) -> bool:
    """Whether the body has an antiderivative in the outer variable."""
    inner = search.under(inside).under(limits)
    return antiderivative(inner, limits.name, inner.normal(body)[1]) is not None


def swapped(search: Search, limits: Limits, within: Element) -> tuple[Element, str]:
    """Integral(Sum(f)) == Sum(Integral(f)), in the names that texts give the variables."""
    field = search.field
    old = integrals.area(search, limits, within)
    outer = elements.single(field, old)[1]  # type: ignore[index]
    inner = elements.single(field, outer.term)[1]  # type: ignore[index,union-attr]
    first, second = search.limits(outer), search.limits(inner)  # type: ignore[arg-type]
    body = search.field.put(search.term(inner), outer.variable, variable(search, first))  # type: ignore[arg-type,union-attr]
    part = field.whole("Integral", body, first.name, first.lower, first.upper)
    new = field.whole(second.kind, part, second.name, second.lower, second.upper)
    names = {f"outer_{key}": text for key, text in search.named(first).items()}
    names["outer"] = names.pop("outer_variable")
    claim = f"{search.written(old)} == {search.written(new)}"
    named = search.named(second)
    return new, search.add(claim, "swap", **named, **names, term=search.text(body))


def variable(search: Search, limits: Limits) -> Element:
    """The variable between the limits, as texts name it."""
    return search.field.generator("symbol", limits.name)


def adjoining(search: Search, place: int, value: Element) -> Rewriting | None:
    """A Sum of integrals whose ranges adjoin, as one integral."""
    field = search.field
    kind, whole = field.generators[place]
    if kind != "Sum" or not isinstance(whole, Whole):
        return None
    limits, term = search.limits(whole), search.term(whole)
    single = elements.single(field, term)
    if single is None or not isinstance(single[1], Whole) or single[0] != "Integral":
        return None
    part, own = search.limits(single[1]), search.term(single[1])
    before = field.put(part.upper, limits.name, variable(search, limits) - search.number(1))
    if field.depends(own, limits.name) or not field.equal(before, part.lower):
        return None
    start = field.put(part.lower, limits.name, limits.lower)
    g = field.whole("Integral", own, part.name, start, part.upper)
    return by_antidifference(Ranged(search, place, value, limits, term), g)
