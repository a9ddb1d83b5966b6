"""Signs between two ends of which it is not known which is the smaller one.

There the kernel has (s - a) (b - s) >= 0. With it a linear form L(s) that is > 0 at both ends is
> 0: L(s) (L(a) + L(b)) = L'**2 (s - a) (b - s) + L(s)**2 + L(a) L(b).
"""

from proofs.equality.search import elements
from proofs.equality.search.signs import SignSearch
from proofs.kernel.element import Element


def between_any_ends(signs: SignSearch, value: Element, relation: str) -> str | None:
    """The sign of a linear form of such a variable, from its signs at both ends."""
    for place in value.places():
        kind, name = signs.field.generators[place]
        known = signs.scope.facts.get(f"{name} between") if kind == "symbol" else None
        if known is None or place in Element(value.den, signs.field.one).places():
            continue
        start = signs.field.put(value, str(name), signs.number(0))
        slope = (value - start) / signs.field.gen(place)
        if not signs.field.depends(slope, str(name)):
            return of_linear(signs, value, relation, place, slope)
    return None


def of_linear(signs: SignSearch, value: Element, relation: str, place: int, slope: Element) -> str:
    """The same, with the place of the variable and the slope of the form."""
    label = f"{signs.field.generators[place][1]} between"
    inside, start = signs.scope.facts[label].value, value - slope * signs.field.gen(place)
    below = Element(inside.den, signs.field.one)
    parts = elements.coefficients(signs.field, inside.num, place)
    total, product = parts[1] / below, -parts.get(0, signs.number(0)) / below
    both = slope * total + start + start
    labels = [
        signs.product(signs.claim(inside * slope * slope, ">="), [label, square(signs, slope)]),
        square(signs, value),
        signs.positive(slope * slope * product + slope * start * total + start * start),
    ]
    whole = signs.total(signs.claim(value * both, ">"), *labels)
    return signs.product(signs.claim(value, relation), [whole], [signs.positive(both)])


def square(signs: SignSearch, value: Element) -> str:
    """The label of value**2 >= 0."""
    text = signs.text(value)
    return signs.add(f"({text})**2 >= 0", "square", of=text)
