"""Elements of the kernel's field taken apart and put together again, for the search of proofs.

Plain functions of the field: the terms and factors of an element, its kind if it is one generator,
itself as a formula, and itself with one generator replaced. Nothing here is trusted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flint import fmpq, fmpq_mpoly

from proofs.kernel.element import Element
from proofs.kernel.field import Argument, Field, Power, Whole


def single(field: Field, value: Element) -> tuple[str, Argument] | None:
    """Kind and argument, if the element is one generator."""
    place = single_place(field, value)
    return None if place is None else field.generators[place]


def single_place(field: Field, value: Element) -> int | None:
    """The place of the generator that the element is, if it is one."""
    places = value.places()
    if len(places) == 1 and value.den == 1 and value.num == field.ring.gen(places[0]):
        return places[0]
    return None


def terms(field: Field, value: Element) -> Iterator[Element]:
    """The terms of the numerator, each over the denominator."""
    for exponents, coefficient in value.num.terms():
        yield Element(field.ring.from_dict({exponents: coefficient}), field.one) / Element(
            value.den, field.one
        )


def pieces(field: Field, value: Element, most: int) -> list[Element]:
    """Elements of at most so many terms that add up to this one; at least one."""
    terms, below = [*value.num.terms()], Element(value.den, field.one)
    starts = range(0, max(len(terms), 1), most)
    above = (field.ring.from_dict(dict(terms[start : start + most])) for start in starts)
    return [value] if len(starts) == 1 else [Element(each, field.one) / below for each in above]


def lead(value: Element) -> fmpq:
    """The leading coefficient of the numerator over that of the denominator."""
    return value.num.leading_coefficient() / value.den.leading_coefficient()


def ratio(value: Element, other: Element) -> fmpq | None:
    """value/other, if it is a number."""
    if other.num.is_zero():
        return None
    if value.den == other.den:
        above, below = value.num, other.num
    else:
        above, below = value.num * other.den, other.num * value.den
    if len(above) != len(below):
        return None
    number = above.leading_coefficient() / below.leading_coefficient()
    return number if above == below * number else None


def has(field: Field, value: Element, *kinds: str) -> bool:
    """Whether a generator of one of these kinds is in the element."""
    return any(field.generators[place][0] in kinds for place in value.places())


def replaced(field: Field, value: Element, place: int, new: Element) -> Element:
    """The element with one generator replaced."""
    return field.replaced(value, {place: new})


def parts(field: Field, value: Element) -> tuple[Element, Element]:
    """The real and the imaginary part."""
    turned = field.conjugate(value)
    two = field.number(2)
    return (value + turned) / two, (value - turned) / (two * field.i)


def coefficients(field: Field, part: fmpq_mpoly, place: int) -> dict[int, Element]:
    """The coefficients of a polynomial in one generator, by power."""
    found: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, coefficient in part.terms():
        rest = (*exponents[:place], 0, *exponents[place + 1 :])
        found.setdefault(exponents[place], {})[rest] = coefficient
    return {e: Element(field.ring.from_dict(terms), field.one) for e, terms in found.items()}


# As formulas.


@dataclass(frozen=True)
class Writer:
    """Writes elements as formulas of the kernel, with variables of sums that are not in `taken`."""

    field: Field
    taken: frozenset[str] = frozenset()

    def text(self, value: Element) -> str:
        """The element as a formula."""
        above, constant = value.num, value.den.leading_coefficient()
        factors: list[tuple[fmpq_mpoly, int]] = []
        if not value.den.is_constant():
            constant, factors = value.den.factor()
        above = above / constant
        if not factors:
            return self.sum(above)
        below = "*".join(powered(f"({self.sum(f)})", times) for f, times in factors)
        only = len(factors) == 1 and factors[0][1] == 1
        return f"({self.sum(above)})/{below if only else f'({below})'}"

    def sum(self, polynomial: fmpq_mpoly) -> str:
        """A polynomial in the generators."""
        written: list[str] = []
        for exponents, coefficient in polynomial.terms():
            powers = [powered(self.generator(place), e) for place, e in enumerate(exponents) if e]
            number = abs(coefficient)
            scale = [str(number.p)] if number.p != 1 or not powers else []
            term = "*".join([*scale, *powers]) + (f"/{number.q}" if number.q != 1 else "")
            sign = "-" if coefficient < 0 else "+"
            written.append(f" {sign} {term}" if written else term if sign == "+" else f"-{term}")
        return "".join(written) or "0"

    def generator(self, place: int) -> str:
        """A generator."""
        kind, argument = self.field.generators[place]
        if isinstance(argument, str):
            return self.name(argument)
        if isinstance(argument, Whole):
            return self.whole(argument)
        if isinstance(argument, Power):
            return f"power({self.text(argument.base)}, {self.text(argument.exponent)})"
        return "I" if kind == "I" else f"{kind.removeprefix('function ')}({self.text(argument)})"

    def whole(self, whole: Whole) -> str:
        """A Sum or Integral."""
        term, lower, upper = (self.text(e) for e in (whole.term, whole.lower, whole.upper))
        return f"{whole.kind}({term}, ({self.name(whole.variable)}, {lower}, {upper}))"

    def name(self, symbol: str) -> str:
        """A symbol; the variable #2 of a sum is written _2, or as that with more strokes."""
        if not symbol.startswith("#"):
            return symbol
        name = symbol.replace("#", "_")
        while name in self.taken:
            name += "_"
        return name


def powered(base: str, exponent: int) -> str:
    """base**exponent, without an exponent of 1."""
    return base if exponent == 1 else f"{base}**{exponent}"
