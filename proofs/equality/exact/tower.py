"""The generators that an expression needs, and arithmetic of quotients over them.

Polynomials are FLINT's, over the rationals, in a fixed ring of slots; a slot is given to a
generator when one is met. A generator with a relation (a root, the imaginary unit, a modulus)
has its square replaced by what it equals, so a polynomial is zero only if its normal form is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx, fmpz
from sympy import Expr, Rational, S, Symbol

SLOTS = 48
MAX_TERMS = 400_000
"""Bound on the number of term products in one multiplication; more is given up as too large."""

RING = fmpq_mpoly_ctx.get([f"g{j}" for j in range(SLOTS)], Ordering.lex)
GENERATORS = RING.gens()
ONE = RING.constant(1)
ZERO = RING.constant(0)
Polynomial = Any


INDICES = [Symbol(f"index_{j}", integer=True, nonnegative=True) for j in range(12)]
"""The names that bound indices get, one for each depth of nesting and each pair of limits."""
BETWEEN = Symbol("between", real=True)
"""The name that the variable of an integral gets."""
BOUND = frozenset([*INDICES, BETWEEN])


class UnsupportedError(Exception):
    """The normal form does not cover this expression; equality stays open, never assumed."""


class TooLargeError(UnsupportedError):
    """The expansion would not finish in reasonable time."""


class Kind(Enum):
    """What a generator is."""

    VARIABLE = auto()
    EXPONENTIAL = auto()
    POWER = auto()
    ROOT = auto()
    IMAGINARY = auto()
    MODULUS = auto()
    LOGARITHM = auto()
    OPAQUE = auto()


@dataclass(frozen=True)
class Generator:
    """One generator: its kind, its value as an expression, and what the kind needs.

    `argument` is the radicand of a root, the argument of a logarithm or modulus and the base of
    a power, as a polynomial; `exponent` is the logarithm of an exponential (or of a power,
    divided by that of its base) as an element.
    """

    slot: int
    kind: Kind
    expr: Expr
    argument: Polynomial = None
    exponent: "Element | None" = None
    scale: int = 1

    @property
    def polynomial(self) -> Polynomial:
        """The generator as a polynomial of the ring."""
        return GENERATORS[self.slot]


@dataclass
class Tower:
    """All generators met so far, in order: a relation only involves earlier ones."""

    generators: list[Generator] = field(default_factory=list)
    index: dict[Any, Generator] = field(default_factory=dict)
    relations: list[tuple[int, Polynomial]] = field(default_factory=list)

    def generator(self, key: Any, kind: Kind, expr: Expr, **data: Any) -> Generator:
        """The generator stored under `key`, made on first use."""
        if key not in self.index:
            slot = len(self.generators)
            if slot == SLOTS:
                raise TooLargeError(f"more than {SLOTS} independent quantities")
            made = Generator(slot, kind, expr, **data)
            self.generators.append(made)
            self.index[key] = made
            if kind in (Kind.ROOT, Kind.IMAGINARY):
                self.relations.append((slot, made.argument))
            elif kind is Kind.MODULUS:
                self.relations.append((slot, made.argument**2))
        return self.index[key]

    def reduce(self, polynomial: Polynomial) -> Polynomial:
        """The normal form: no generator with a relation to a higher power than the first."""
        for slot, square in reversed(self.relations):
            if polynomial.degrees()[slot] > 1:
                polynomial = _replace_square(polynomial, slot, square)
        return polynomial

    def multiply(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """The product in normal form, unless it would be too large."""
        if len(a) * len(b) > MAX_TERMS:
            raise TooLargeError("an intermediate polynomial has too many terms")
        return self.reduce(a * b)

    def constant(self, value: Rational | fmpq | int) -> "Element":
        """A rational number as an element."""
        number = value if isinstance(value, fmpq | int) else fmpq(int(value.p), int(value.q))
        return Element(self, RING.constant(number), ONE)

    def element(self, polynomial: Polynomial) -> "Element":
        """A polynomial as an element."""
        return Element(self, self.reduce(polynomial), ONE)

    def used(self, polynomial: Polynomial) -> Iterator[Generator]:
        """The generators that occur in a polynomial."""
        degrees = polynomial.degrees()
        return (g for g in self.generators if degrees[g.slot] > 0)

    def is_real(self, polynomial: Polynomial) -> bool:
        """Whether all generators of a polynomial are real by declaration or by construction."""
        return all(map(self._is_real, self.used(polynomial)))

    def _is_real(self, g: Generator) -> bool:
        if g.kind in (Kind.VARIABLE, Kind.OPAQUE):
            return g.expr.is_extended_real is True
        if g.exponent is not None:
            return self.is_real(g.exponent.numerator) and self.is_real(g.exponent.denominator)
        return g.kind is not Kind.IMAGINARY

    def single(self, polynomial: Polynomial) -> Generator | None:
        """The generator that a polynomial consists of, if it is nothing else."""
        return next((g for g in self.used(polynomial) if g.polynomial == polynomial), None)

    def to_expr(self, polynomial: Polynomial) -> Expr:
        """The value of a polynomial as an expression, expanded."""
        total = S.Zero
        for exponents, coefficient in polynomial.to_dict().items():
            term = to_rational(coefficient)
            for g in self.generators:
                if exponents[g.slot]:
                    term *= g.expr ** exponents[g.slot]
            total += term
        return total


def to_rational(number: fmpq) -> Rational:
    """A FLINT rational as SymPy's."""
    return Rational(int(number.p), int(number.q))


def _replace_square(polynomial: Polynomial, slot: int, square: Polynomial) -> Polynomial:
    by_power: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, coefficient in polynomial.to_dict().items():
        half, rest = divmod(exponents[slot], 2)
        key = (*exponents[:slot], rest, *exponents[slot + 1 :])
        by_power.setdefault(half, {})[key] = coefficient
    total = ZERO
    for half, terms in by_power.items():
        part = RING.from_dict(terms)
        if len(part) * len(square) ** max(half, 1) > MAX_TERMS:
            raise TooLargeError("a relation expands to too many terms")
        total += part * square**half
    return total


@dataclass(frozen=True)
class Element:
    """A quotient of polynomials over a tower, with common factors cancelled."""

    tower: Tower
    numerator: Polynomial
    denominator: Polynomial

    def __add__(self, other: "Element") -> "Element":
        if self.denominator == other.denominator:
            return self._make(self.numerator + other.numerator, self.denominator)
        times = self.tower.multiply
        left = times(self.numerator, other.denominator)
        right = times(other.numerator, self.denominator)
        return self._make(left + right, times(self.denominator, other.denominator))

    def __neg__(self) -> "Element":
        return Element(self.tower, -self.numerator, self.denominator)

    def __sub__(self, other: "Element") -> "Element":
        return self + (-other)

    def __mul__(self, other: "Element") -> "Element":
        times = self.tower.multiply
        return self._make(
            times(self.numerator, other.numerator), times(self.denominator, other.denominator)
        )

    def inverse(self) -> "Element":
        """1 / self; the element must not be zero."""
        if self.numerator == 0:
            raise UnsupportedError("division by an expression that is identically zero")
        return self._make(self.denominator, self.numerator)

    def __truediv__(self, other: "Element") -> "Element":
        return self * other.inverse()

    def __pow__(self, exponent: int) -> "Element":
        if exponent < 0:
            return self.inverse() ** -exponent
        result = self.tower.constant(1)
        for _ in range(exponent):
            result = result * self
        return result

    @property
    def is_zero(self) -> bool:
        """Whether this is zero as an element of the tower: the exact decision."""
        return self.numerator == 0

    @property
    def expr(self) -> Expr:
        """The value as an expression."""
        return self.tower.to_expr(self.numerator) / self.tower.to_expr(self.denominator)

    def _make(self, numerator: Polynomial, denominator: Polynomial) -> "Element":
        if numerator == 0:
            return Element(self.tower, ZERO, ONE)
        common = numerator.gcd(denominator)
        if not common.is_constant():
            numerator, denominator = numerator / common, denominator / common
        lead = denominator.leading_coefficient()
        return Element(self.tower, numerator / lead, denominator / lead)


def coefficients(f: Polynomial, slot: int) -> dict[int, Polynomial]:
    """The coefficients of the powers of one generator.

    >>> x, y = GENERATORS[:2]
    >>> coefficients(x**2 * y + 3, 0)
    {0: 3, 2: g1}
    """
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, value in f.to_dict().items():
        rest = (*exponents[:slot], 0, *exponents[slot + 1 :])
        parts.setdefault(exponents[slot], {})[rest] = value
    return {e: RING.from_dict(parts[e]) for e in sorted(parts)}


def terms(element: Element) -> list[tuple[fmpq, Element]]:
    """The element as a sum of rational multiples of monic quotients with one-term numerators."""
    found = []
    for exponents, value in element.numerator.to_dict().items():
        monomial = RING.from_dict({exponents: fmpq(1)})
        unit = element.tower.element(monomial) / element.tower.element(element.denominator)
        lead = unit.numerator.leading_coefficient()
        found.append((value * lead, unit * element.tower.constant(1 / lead)))
    return found


def prime_factors(number: fmpz) -> list[tuple[fmpz, int]]:
    """The prime factors of |number|; a number too large to be factored is given up."""
    number = abs(fmpz(int(number)))
    if number.height_bits() > 160:
        raise TooLargeError("a number with too many digits to be factored")
    return list(number.factor()) if number > 1 else []
