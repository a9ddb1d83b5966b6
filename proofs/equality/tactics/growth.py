"""f(b) - f(a) from the sign of f' between a and b, symbols of which one is known to be larger."""

from collections.abc import Iterator
from itertools import permutations

from proofs.equality.search import elements
from proofs.equality.search.rewriting import Search
from proofs.kernel.element import Element

BETWEEN = "between"
"""The variable that runs from a to b."""


def by_slope(search: Search, value: Element, relation: str) -> str | None:
    """The sign of f(b) - f(a), by the mean value theorem."""
    for a, b in ordered(search):
        f = grown(search, value, a, b)
        if f is not None:
            return by_mean_value(search, value, f, (a, b), relation)
    return None


def ordered(search: Search) -> Iterator[tuple[str, str]]:
    """Symbols a, b for which a hypothesis says b - a > 0."""
    outermost = search.checker.outermost
    names = sorted(outermost.names - outermost.numbers)
    values = {name: search.field.generator("symbol", name) for name in names}
    facts = [outermost.facts[label] for label in search.checker.hypotheses]
    gaps = [fact.value for fact in facts if fact.relation == ">" and len(fact.value.num) == 2]
    for gap in gaps:
        for a, b in permutations(names, 2):
            if search.field.equal(gap, values[b] - values[a]):
                yield a, b


def grown(search: Search, value: Element, a: str, b: str) -> Element | None:
    """f as a function of b, where the value is f(b) - f(a)."""
    field, low = search.field, search.field.generator("symbol", a)
    terms = elements.terms(field, value)
    f = sum((term for term in terms if field.depends(term, b)), search.number(0))
    rest = value - f + field.put(f, b, low)
    return None if f.num.is_zero() or field.depends(f, a) or not field.is_zero(rest) else f


def by_mean_value(
    search: Search, value: Element, f: Element, ends: tuple[str, str], relation: str
) -> str:
    """The step, with what shows f defined between the ends, and the sign of its slope."""
    checker, inside = search.checker, search.checker.bind(BETWEEN, search.scope)
    a, b = (search.field.generator("symbol", end) for end in ends)
    function = search.field.put(f, ends[1], search.field.generator("symbol", BETWEEN))
    checker.between(BETWEEN, inside, (a, b), ">=")
    closed = search.within(inside)
    text = closed.text(function)
    closed.define(text)
    checker.between(BETWEEN, inside, (a, b), ">")
    inner = closed.within(inside)
    for argument in arguments(inner, function):
        inner.positive(argument)
    slope = checker.slope(function, BETWEEN, inside)
    label = inner.sign(slope, relation)
    if inner.steps[-1]["label"] != label:
        inner.product(f"1*({inner.text(slope)}) {relation} 0", ["1", label])
    named = {"function": text, "variable": BETWEEN, "from": ends[0], "to": ends[1]}
    return search.add(
        search.claim(value, relation), "mean-value", **named, closed=closed.steps, open=inner.steps
    )


def arguments(search: Search, function: Element) -> Iterator[Element]:
    """What has to be positive for the function to have a derivative, inner ones first."""
    for place in function.places():
        kind, argument = search.field.generators[place]
        if isinstance(argument, Element) and search.field.depends(argument, BETWEEN):
            yield from arguments(search, argument)
            yield from (argument,) if kind in ("sqrt", "eta") else ()
