"""Parts of a formula that are numbers in disguise, shown on their own before the whole is read.

What they are inside of is then rewritten by them, which keeps it small and its signs in sight.
"""

import cmath
from fractions import Fraction

from flint import fmpq

from proofs.equality.laws.functions import by_congruence
from proofs.equality.search import elements
from proofs.equality.search.guesses import MARGIN
from proofs.equality.search.rewriting import Search
from proofs.kernel.element import Element

MAX_DENOMINATOR = 12
"""Of a number that a part may be."""


def settle(search: Search, value: Element) -> None:
    """Show that a part is a number, if it seems to be one, or a function of a part without zeros.

    :raises GaveUpError: if it is not found to be.
    """
    place = elements.single_place(search.field, value)
    if place is not None:
        settle_argument(search, place, value)
    number = number_at_points(search, value)
    if number is None:
        return
    gap = search.field.reduced(value - search.field.number(number))
    turned = search.field.conjugate(gap)
    both = (gap,) if elements.ratio(gap, turned) else (gap, turned)
    for part in both:
        show_zero(search, part)


def settle_argument(search: Search, place: int, value: Element) -> None:
    """Show that a function of what has parts that are zero is the function of the rest."""
    u = search.field.generators[place][1]
    using, plain = without_zeros(search, u) if isinstance(u, Element) else ({}, value)
    if using and isinstance(u, Element):
        equal = f"{search.text(u)} == {search.written(plain)}"
        label = search.identity(equal, search.cofactors(using))
        search.images[place] = by_congruence(search, place, value, plain, label).label


def number_at_points(search: Search, value: Element) -> fmpq | None:
    """The number that an element seems to be, if functions occur in it and it is not one."""
    if not any(search.field.generators[p][0] not in ("symbol", "I", "pi") for p in value.places()):
        return None
    values = [guess.value(value) for guess in search.guesses]
    if not values or not cmath.isfinite(values[0]):
        return None
    near = Fraction(values[0].real).limit_denominator(MAX_DENOMINATOR)
    if any(not abs(other - float(near)) < MARGIN / 100 for other in values):
        return None
    return fmpq(near.numerator, near.denominator)


def show_zero(search: Search, part: Element) -> None:
    """Show that a part is zero, and keep that it is."""
    using, rest = search.normal(part)
    if not part.num.is_zero() and search.field.is_zero(rest):
        claim = f"{search.written(part)} == 0"
        search.zeros[search.identity(claim, search.cofactors(using))] = None


def without_zeros(search: Search, value: Element) -> tuple[dict[str, Element], Element]:
    """The element without the parts that are zero, with cofactors of the equalities used."""
    using: dict[str, Element] = {}
    known = (search.images[place] for place in value.places() if place in search.images)
    for label in (*known, *search.zeros):
        fact = search.scope.facts.get(label)
        after = value if fact is None else without_zero(search, value, label, fact.value)
        if fact is not None and after is not value:
            using[label] = (value - after) / fact.value
            value = after
    return using, value


def without_zero(search: Search, value: Element, label: str, zero: Element) -> Element:
    """The element by what one equality says."""
    place = next((p for p, own in search.images.items() if own == label), None)
    if place is None:
        return divided(search, value, zero)
    return elements.replaced(search.field, value, place, search.field.gen(place) - zero)


def divided(search: Search, value: Element, zero: Element) -> Element:
    """The element with its numerator and denominator reduced by a polynomial, if that is less."""
    parts = []
    for part in (value.num, value.den):
        rest = divmod(part, zero.num)[1] if len(part) >= len(zero.num) else part
        parts.append(rest if len(rest) < len(part) else part)
    if len(parts[0]) + len(parts[1]) == len(value.num) + len(value.den) or parts[1].is_zero():
        return value
    return Element(parts[0], search.field.one) / Element(parts[1], search.field.one)
