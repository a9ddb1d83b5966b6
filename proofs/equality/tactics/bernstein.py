"""Signs of polynomials between the bounds of a variable, by Bernstein's form.

With L = x - l and H = h - x, both >= 0, a polynomial of degree d in x is the sum of terms
b_j L**j H**(d - j) over (h - l)**d; it has the sign that all b_j have. With one bound only, powers
of the one distance are used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

from proofs.equality.search import elements
from proofs.equality.search.signs import SignSearch, attempt
from proofs.kernel.element import Element

MAX_DEGREE = 8
"""Degree up to which a polynomial is put into Bernstein's form."""


@dataclass(frozen=True)
class Distance:
    """An element that is >= 0, and the label of the fact that says so."""

    value: Element
    label: str


@dataclass(frozen=True)
class Span:
    """A variable, or its square, with its distances from a lower and an upper bound, if known."""

    base: Element
    power: int
    low: Distance | None
    high: Distance | None

    def origin(self) -> tuple[Element, int]:
        """l and 1, as x = l + L; or h and -1, as x = h - H."""
        if self.low is not None:
            return self.base - self.low.value, 1
        assert self.high is not None
        return self.base + self.high.value, -1

    def width(self) -> Element | None:
        """h - l, if both bounds are known."""
        return self.low.value + self.high.value if self.low and self.high else None

    def powers(self, j: int, degree: int) -> list[Distance]:
        """The distances whose product stands beside the weight number j."""
        if self.low and self.high:
            return [self.low] * j + [self.high] * (degree - j)
        only = self.low or self.high
        return [only] * j if only else []


def between(search: SignSearch, value: Element, relation: str) -> str | None:
    """The first span of a variable in which all weights have the sign."""
    if not value.den.is_constant():
        return None
    for place in reversed(value.places()):
        known = search.field.generators[place][0] not in ("log", "I")
        if known and value.num.degrees()[place] <= MAX_DEGREE:
            for span in spans(search, place, value):
                label = attempt(bernstein, search, value, relation, span)
                if label is not None:
                    return label
    return None


def spans(search: SignSearch, place: int, value: Element) -> Iterator[Span]:
    """What is known of the bounds of a variable x, or of x**2 where only that occurs."""
    x = search.field.gen(place)
    even = all(exponents[place] % 2 == 0 for exponents in value.num.monoms())
    for power in (2, 1) if even else (1,):
        base = search.field.power(x, power)
        low = distance(search, base, place, 1)
        if low is None and power == 2:
            text = search.text(x)
            low = Distance(base, search.add(f"({text})**2 >= 0", "square", of=text))
        high = distance(search, base, place, -1)
        if low and high:
            yield Span(base, power, low, high)
        if low:
            yield Span(base, power, low, None)
        if high:
            yield Span(base, power, None, high)


def distance(search: SignSearch, base: Element, place: int, sign: int) -> Distance | None:
    """x - l >= 0, or h - x >= 0 for a negative sign, from a fact or what the generator is."""
    for label, fact in search.scope.facts.items():
        if fact.relation != "==" and place in fact.value.places():
            rest = fact.value - base if sign > 0 else fact.value + base
            if place not in rest.places():
                return Distance(fact.value, label)
    kind = search.field.generators[place][0]
    if kind == "exp" and sign > 0:
        return Distance(base, search.positive(base))
    if kind == "exp" and base == search.field.gen(place):
        gap = search.number(1) - base
        found = attempt(search.sign, gap, ">=")
        return Distance(gap, found) if found else None
    of_root = sign > 0 and kind in ("sqrt", "eta")
    return Distance(base, search.nonnegative(base)) if of_root else None


def bernstein(search: SignSearch, value: Element, relation: str, span: Span) -> str | None:
    """The value as a sum of weights, all >= 0, times powers of the distances."""
    (place,) = span.base.places()
    found = elements.coefficients(search.field, value.num, place)
    degree = max(found) // span.power
    scale = Element(search.field.one, value.den)
    weights = [
        (j, w * scale) for j, w in weighed(search, found, degree, span) if not w.num.is_zero()
    ]
    if any(search.is_hopeless(weight) for _, weight in weights):
        return None
    width = span.width()
    bounded = width is not None and width.number() != 1
    over = [search.positive(width)] * degree if width is not None and bounded else []
    terms = [term(search, weight, span.powers(j, degree), over, width) for j, weight in weights]
    if relation == ">" and not any(search.is_strict(label) for label in terms):
        return None
    return terms[0] if len(terms) == 1 else search.total(search.claim(value, relation), *terms)


def term(
    search: SignSearch,
    weight: Element,
    powers: list[Distance],
    over: list[str],
    width: Element | None,
) -> str:
    """The label of weight * powers / width**d being >= 0, or > 0 if all of them are."""
    own = attempt(search.sign, weight, ">") or search.sign(weight, ">=")
    of, product = [own, *(each.label for each in powers)], weight
    for each in powers:
        product = product * each.value
    for _ in over:
        assert width is not None
        product = product / width
    relation = ">" if all(map(search.is_strict, of)) else ">="
    of = of[1:] if own == "1" and len(of) > 1 else of
    if len(of) == 1 and not over:
        return of[0]
    return search.product(search.claim(product, relation), of, over)


def weighed(
    search: SignSearch, found: dict[int, Element], degree: int, span: Span
) -> Iterator[tuple[int, Element]]:
    """The weights: coefficients of powers of one distance, or of Bernstein's form."""
    start, step = span.origin()
    shifted = [search.number(0)] * (degree + 1)
    for exponent, part in found.items():
        e = exponent // span.power
        for j in range(e + 1):
            scale = search.number(comb(e, j) * step**j)
            shifted[j] += part * search.field.power(start, e - j) * scale
    width = span.width()
    if width is None:
        yield from enumerate(shifted)
        return
    for j in range(degree + 1):
        total = search.number(0)
        for i in range(j + 1):  # L**i (L + H)**(d - i) / w**(d - i), times w**d
            times = search.number(comb(degree - i, j - i))
            total += shifted[i] * search.field.power(width, i) * times
        yield j, total
