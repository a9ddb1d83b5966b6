"""Elements in few generators: the kernel's rational functions over a ring that has only these.

FLINT factors and divides much faster there. What is found is taken back to the kernel's field.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from proofs.kernel.element import Element
from proofs.kernel.field import Field

Exponents = tuple[int, ...]


@dataclass(frozen=True)
class Small:
    """A ring in the generators at some places of a field.

    `kept` is a root that stands for itself: its square is not replaced.
    """

    field: Field
    places: tuple[int, ...]
    kept: int = -1

    @cached_property
    def ring(self) -> fmpq_mpoly_ctx:
        """The ring; its variables are in the order of the places."""
        return fmpq_mpoly_ctx.get(tuple(f"y{place}" for place in self.places), "lex")

    @cached_property
    def one(self) -> fmpq_mpoly:
        """The polynomial 1."""
        return self.ring.constant(1)

    def number(self, value: int | fmpq) -> Element:
        """A rational number."""
        return Element(self.ring.constant(fmpq(value)), self.one)

    def polynomial(self, part: fmpq_mpoly) -> Element:
        """A polynomial as an element."""
        return Element(part, self.one)

    def gen(self, index: int) -> Element:
        """The generator with this index in the ring."""
        return self.polynomial(self.ring.gen(index))

    def down(self, value: Element) -> Element:
        """An element of the field that speaks of these generators only."""
        return Element(*(self._down(part) for part in (value.num, value.den)))

    def _down(self, part: fmpq_mpoly) -> fmpq_mpoly:
        return self.ring.from_dict(
            {tuple(e[place] for place in self.places): c for e, c in part.terms()}
        )

    def up(self, value: Element) -> Element:
        """The same element of the field."""
        above, below = (Element(self._up(part), self.field.one) for part in (value.num, value.den))
        return above / below

    def _up(self, part: fmpq_mpoly) -> fmpq_mpoly:
        size = self.field.ring.nvars()
        terms = {}
        for exponents, coefficient in part.terms():
            wide = [0] * size
            for place, e in zip(self.places, exponents, strict=True):
                wide[place] = e
            terms[tuple(wide)] = coefficient
        return self.field.ring.from_dict(terms)

    # Roots.

    @cached_property
    def squares(self) -> list[tuple[int, Element]]:
        """Index and square of every root, the latest first."""
        roots = [p for p in self.field.roots if p in self.places and p != self.kept]
        arguments = self.field.generators
        return [(self.places.index(p), self.down(arguments[p][1])) for p in reversed(roots)]  # type: ignore[arg-type]

    def reduced(self, value: Element) -> Element:
        """The element with the squares of roots replaced, above and below."""
        for index, square in self.squares:
            if max(value.num.degrees()[index], value.den.degrees()[index]) > 1:
                value = self._reduced_at(value, index, square)
        return value

    def _reduced_at(self, value: Element, index: int, square: Element) -> Element:
        above, below = (self._in_powers(part, index, square) for part in (value.num, value.den))
        return above / below if not below.num.is_zero() else value

    def _in_powers(self, part: fmpq_mpoly, index: int, square: Element) -> Element:
        result = self.number(0)
        for power, coefficient in powers_of(part, index).items():
            term = self.polynomial(coefficient * self.ring.gen(index) ** (power % 2))
            for _ in range(power // 2):
                term *= square
            result += term
        return result

    def is_zero(self, value: Element) -> bool:
        """Whether the element is zero."""
        return bool(self.reduced(value).num.is_zero())


def powers_of(part: fmpq_mpoly, index: int) -> dict[int, fmpq_mpoly]:
    """The coefficients of a polynomial in one variable, by power."""
    found: dict[int, dict[Exponents, fmpq]] = {}
    for exponents, coefficient in part.terms():
        rest = (*exponents[:index], 0, *exponents[index + 1 :])
        found.setdefault(int(exponents[index]), {})[rest] = coefficient
    return {power: part.context().from_dict(terms) for power, terms in found.items()}


def parts_of(small: Small, part: fmpq_mpoly, index: int, degree: int) -> list[Element]:
    """The coefficients of a polynomial in one variable as elements, up to a power."""
    powers = powers_of(part, index)
    return [small.polynomial(powers.get(e, 0 * small.one)) for e in range(degree + 1)]


def monomials_of(part: fmpq_mpoly, indices: Iterable[int]) -> dict[Exponents, fmpq_mpoly]:
    """The coefficients of a polynomial in some variables, by their exponents."""
    chosen, found = [*indices], dict[Exponents, dict[Exponents, fmpq]]()
    for exponents, coefficient in part.terms():
        own = tuple(int(exponents[index]) for index in chosen)
        rest = tuple(0 if index in chosen else e for index, e in enumerate(exponents))
        found.setdefault(own, {})[rest] = coefficient
    return {own: part.context().from_dict(terms) for own, terms in found.items()}
