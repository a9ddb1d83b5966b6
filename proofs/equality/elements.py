"""Elements of the kernel's field taken apart and put together again, for the search of proofs.

Plain functions of the field: which generators an element has, its terms, itself as a formula, and
itself with one generator replaced. Nothing here is trusted.
"""

from collections.abc import Iterator
from typing import Any

from flint import fmpq, fmpq_mpoly

from proofs.kernel.field import Element, Field


def single(field: Field, value: Element) -> tuple[str, Any] | None:
    """Kind and argument, if the element is one generator."""
    value = monic(value)
    for index in used(value):
        if value.den == 1 and value.num == gen(field, index).num:
            return field.generators[index]
    return None


def gen(field: Field, index: int) -> Element:
    """The generator of this number."""
    return Element(field.ring.gen(index), field.one)


def used(value: Element) -> list[int]:
    """The generators in an element, the latest first."""
    pairs = zip(value.num.degrees(), value.den.degrees(), strict=True)
    return [index for index, pair in enumerate(pairs) if max(pair) > 0][::-1]


def terms(field: Field, value: Element) -> Iterator[Element]:
    """The terms of the numerator, each over the denominator."""
    ring = field.ring
    for exponents, coefficient in value.num.terms():
        term = Element(ring.from_dict({exponents: coefficient}), field.one)
        yield term / Element(value.den, field.one)


def monic(value: Element) -> Element:
    """The element with a denominator whose leading coefficient is 1."""
    scale = value.den.leading_coefficient()
    return Element(value.num / scale, value.den / scale)


def text(field: Field, value: Element) -> str:
    """The element as a formula of the kernel."""
    value = monic(value)
    above = sum_text(field, value.num)
    if value.den.is_constant():
        scale = value.den.leading_coefficient()
        return above if scale == 1 else f"({above})/{scale}"
    constant, factors = value.den.factor()
    below = [f"({sum_text(field, f)})**{times}" for f, times in factors]
    return f"({above})/({'*'.join([f'({constant})', *below])})"


def sum_text(field: Field, polynomial: fmpq_mpoly) -> str:
    """A polynomial in the generators as a formula."""
    names = field.generators
    terms = []
    for exponents, coefficient in polynomial.terms():
        powers = [
            f"{name_of(field, *names[i])}**{e}" if e > 1 else name_of(field, *names[i])
            for i, e in enumerate(exponents)
            if e
        ]
        scale = f"({coefficient})" if coefficient != 1 or not powers else ""
        terms.append("*".join([scale, *powers] if scale else powers))
    return " + ".join(terms) or "0"


def name_of(field: Field, kind: str, argument: Any) -> str:
    """A generator as a formula."""
    if kind in ("symbol", "I"):
        return str(argument) if kind == "symbol" else kind
    if isinstance(argument, tuple):
        term, index, upper = argument
        return f"Sum({text(field, term)}, ({index}, 1, {upper}))"
    return f"{kind}({text(field, argument)})"


def reduced(field: Field, value: Element) -> Element:
    """The element with the square of every root in its numerator replaced."""
    num, den = value.num, Element(value.den, field.one)
    for index in reversed(field.roots):
        half = num.degrees()[index] // 2
        if half > 0:
            square = field.generators[index][1]
            num = field.reduce(num, index, square)
            den = den * field.power(Element(square.den, field.one), half)
    return Element(num, field.one) / den


def parts(field: Field, value: Element) -> tuple[Element, Element]:
    """a and b of (a + b I)/d, with a real d and no complex exponential."""
    turned = substitute(field, value, field.i, field.number(0) - field.i)
    two = field.number(2)
    return (value + turned) / two, (value - turned) / (two * field.i)


def ratio(value: Element, other: Element) -> fmpq | None:
    """value/other, if it is a number."""
    above, below = value.num * other.den, other.num * value.den
    if below.is_zero():
        return None
    number = above.leading_coefficient() / below.leading_coefficient()
    return number if above == below * number else None


def has(field: Field, value: Element, kind: str) -> bool:
    """Whether a generator of this kind is in the element."""
    return any(field.generators[i][0] == kind for i in used(value))


def substitute(field: Field, value: Element, old: Element, new: Element) -> Element:
    """The element with one generator replaced."""
    index = next(iter(used(old)))
    above, below = (replaced(field, part, index, new) for part in (value.num, value.den))
    return above / below


def replaced(field: Field, part: fmpq_mpoly, index: int, new: Element) -> Element:
    """A polynomial with one generator replaced."""
    result, ring = field.number(0), field.ring
    for exponents, coefficient in part.terms():
        rest = (*exponents[:index], 0, *exponents[index + 1 :])
        term = Element(ring.from_dict({rest: coefficient}), field.one)
        result += term * field.power(new, exponents[index])
    return result
