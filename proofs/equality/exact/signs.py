"""Proves that a polynomial in the generators is >= 0 on a domain, or says that it cannot.

The domain is mapped to a box, where a polynomial whose Bernstein coefficients are all
nonnegative is nonnegative. Squares, hypotheses and norms of roots do the rest. A failure proves
nothing: the caller must then look for a point or leave the question open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import comb

from flint import fmpq
from sympy import Expr, Rational, S, Sum, oo

from derive.domain import Domain, Range
from proofs.equality.exact.tower import (
    GENERATORS,
    RING,
    Element,
    Generator,
    Kind,
    Polynomial,
    Tower,
    coefficients,
)

MAX_COEFFICIENTS = 20_000


@dataclass
class Signs:
    """Signs of polynomials over `tower` on `domain`; `hypotheses` are >= 0 by assumption.

    `read` turns the bounds of the domain, which are polynomials, into elements of the tower.
    """

    tower: Tower
    domain: Domain
    read: Callable[[Expr], Element]
    hypotheses: list[Polynomial] = field(default_factory=list)
    known: dict[str, int | None] = field(default_factory=dict)
    indices: dict[tuple[int, Expr, Expr], Range] = field(default_factory=dict)
    """The ranges of the indices of sums, by depth of nesting and limits."""

    def of_element(self, element: Element) -> int | None:
        """+1, -1 (both weak: >= 0, <= 0) or None for a quotient."""
        return self._product(element.numerator, self.of(element.denominator))

    def _product(self, numerator: Polynomial, other: int | None) -> int | None:
        sign = self.of(numerator) if other else None
        return sign * other if sign and other else None

    def of(self, polynomial: Polynomial) -> int | None:
        """+1 if >= 0 on the whole domain, -1 if <= 0, None if neither could be proved."""
        if polynomial == 0:
            return 1
        if not self.tower.is_real(polynomial):
            return None  # an even power of a complex quantity is no square of a real one
        constant, factors = polynomial.factor()
        sign = 1 if constant > 0 else -1
        for factor, multiplicity in factors:
            if multiplicity % 2:
                own = self.of_irreducible(factor)
                if own is None:
                    return None
                sign *= own
        return sign

    def of_irreducible(self, factor: Polynomial) -> int | None:
        """The sign of one irreducible factor, remembered."""
        key = str(factor)
        if not self.tower.is_real(factor):
            return None
        if key not in self.known:
            self.known[key] = None  # while it is being asked, it is not known
            if self._nonnegative(factor):
                self.known[key] = 1
            elif self._nonnegative(-factor):
                self.known[key] = -1
        return self.known[key]

    def _nonnegative(self, f: Polynomial) -> bool:
        return (
            self._is_hypothesis(f)
            or self._on_box(f)
            or self._by_coefficients(f)
            or self._by_norm(f)
        )

    def _is_hypothesis(self, f: Polynomial) -> bool:
        for h in self.hypotheses:
            ratio = f.leading_coefficient() / h.leading_coefficient()
            if ratio > 0 and f == h * ratio:
                return True
        return False

    def _by_coefficients(self, f: Polynomial) -> bool:
        """Nonnegative coefficients of even powers (or of any power of a quantity >= 0)."""
        for g in self.tower.used(f):
            parts = coefficients(f, g.slot)
            even = all(e % 2 == 0 for e in parts)
            may = len(parts) > 1 and (even or self._half_line(g) == 0)
            if may and all(self.of(p) == 1 for p in parts.values()):
                return True
        return False

    def _by_norm(self, f: Polynomial) -> bool:
        """a + b w >= 0 for a root w of D: from a >= 0 and a^2 >= b^2 D, or b >= 0 and <=."""
        for g in self.tower.used(f):
            if g.kind is not Kind.ROOT:
                continue
            parts = coefficients(f, g.slot)
            a, b = parts.get(0, RING.constant(0)), parts[1]
            norm = self.tower.reduce(a * a - b * b * g.argument)
            if self.of(a) == 1 and (self.of(b) == 1 or self.of(norm) == 1):
                return True
            if self.of(b) == 1 and self.of(norm) == -1:
                return True
        return False

    def _on_box(self, f: Polynomial) -> bool:
        if any(g.kind is Kind.LOGARITHM for g in self.tower.used(f)):
            return False
        mapped = self._to_box(f)
        if mapped is None:
            return False
        polynomial, boxed = mapped
        constant, factors = polynomial.factor()
        negative = constant < 0
        for factor, multiplicity in factors:
            if multiplicity % 2 == 0 or bernstein_nonnegative(factor, boxed):
                continue
            if not bernstein_nonnegative(-factor, boxed):
                return False
            negative = not negative
        return not negative

    def _to_box(self, f: Polynomial) -> tuple[Polynomial, set[int]] | None:
        """The polynomial in coordinates in [0, 1] (their slots are returned) or [0, oo)."""
        boxed: set[int] = set()
        done: set[int] = set()
        while waiting := [g for g in self.tower.used(f) if g.slot not in done]:
            g = max(waiting, key=self._depth)  # a bound may bring in other symbols
            done.add(g.slot)
            change = self._coordinate(g, f)
            if change is None:
                return None
            f, is_boxed = change
            if is_boxed:
                boxed.add(g.slot)
        return f, boxed

    def _depth(self, g: Generator) -> int:
        """How long the chain of symbols is on which the bounds of a generator depend."""
        found = self._range(g)
        return 0 if found is None else self._depth_of(found)

    def _depth_of(self, found: Range) -> int:
        inner = found.lower.free_symbols | found.upper.free_symbols
        return 1 + max((self._depth_of(r) for r in self._ranges() if r.symbol in inner), default=0)

    def _coordinate(self, g: Generator, f: Polynomial) -> tuple[Polynomial, bool] | None:
        found = self._range(g)
        if g.kind is Kind.EXPONENTIAL:  # exp(key) >= 1 is 1/q with q in (0, 1]
            return (_reverse(f, g.slot), True) if self._positive_exponent(g) else None
        if found is None:
            lower = self._half_line(g)
            return None if lower is None else (_shift(f, g.slot, lower, 1), False)
        lower, upper = found.lower, found.upper
        if upper == oo:
            return (_shift(f, g.slot, lower, 1), False) if lower.is_Rational else None
        if lower.is_polynomial() and upper.is_polynomial():
            return self._between(f, g, lower, upper), True
        even = all(e % 2 == 0 for e in coefficients(f, g.slot))
        if lower == 0 and even and (upper**2).is_polynomial():
            return self._scale_square(f, g, upper**2), True
        return (_shift(f, g.slot, lower, 1), False) if lower.is_Rational else None

    def _between(self, f: Polynomial, g: Generator, lower: Expr, upper: Expr) -> Polynomial:
        """v = L + z (U - L) with z in [0, 1]."""
        start, length = (self._polynomial(e) for e in (lower, upper - lower))
        new = start + g.polynomial * length
        return sum((p * new**e for e, p in coefficients(f, g.slot).items()), RING.constant(0))

    def _scale_square(self, f: Polynomial, g: Generator, square: Rational) -> Polynomial:
        """v <= U: v^2 = z U^2 with z in [0, 1], for a polynomial in v^2."""
        bound = self._polynomial(square)
        total = RING.constant(0)
        for exponent, part in coefficients(f, g.slot).items():
            total += part * (g.polynomial * bound) ** (exponent // 2)
        return total

    def _polynomial(self, bound: Expr) -> Polynomial:
        element = self.read(bound)
        return element.numerator / element.denominator.leading_coefficient()

    def _range(self, g: Generator) -> Range | None:
        if g.kind is Kind.VARIABLE:
            return next((r for r in self._ranges() if r.symbol == g.expr), None)
        return None

    def _ranges(self) -> Iterator[Range]:
        yield from self.domain.ranges
        yield from self.indices.values()

    def _half_line(self, g: Generator) -> Rational | None:
        """A rational lower bound of a generator that has one."""
        found = self._range(g)
        if found is not None:
            return found.lower if found.lower.is_Rational else None
        if g.kind in (Kind.ROOT, Kind.MODULUS, Kind.POWER):
            return S.Zero
        if g.kind is Kind.EXPONENTIAL:
            return S.One if self._positive_exponent(g) else None
        term = g.expr.function if isinstance(g.expr, Sum) else g.expr
        return S.Zero if term.is_nonnegative else None

    def _positive_exponent(self, g: Generator) -> bool:
        assert g.exponent is not None
        return self.of_element(g.exponent) == 1


def _reverse(f: Polynomial, slot: int) -> Polynomial:
    """q^d f(1/q), which has the sign of f for q > 0."""
    parts = coefficients(f, slot)
    top = max(parts)
    return sum((p * GENERATORS[slot] ** (top - e) for e, p in parts.items()), RING.constant(0))


def _shift(f: Polynomial, slot: int, lower: Rational, length: Rational | int) -> Polynomial:
    new = GENERATORS[slot] * fmpq(*_ratio(length)) + fmpq(*_ratio(lower))
    return sum((p * new**e for e, p in coefficients(f, slot).items()), RING.constant(0))


def _ratio(value: Rational | int) -> tuple[int, int]:
    value = S(value)
    assert value not in (oo, -oo)
    return int(value.p), int(value.q)


def bernstein_nonnegative(f: Polynomial, boxed: set[int]) -> bool:
    """Whether f has nonnegative coefficients: Bernstein's in `boxed`, ordinary in the others.

    Sufficient for f >= 0 on [0, 1]^boxed x [0, oo)^others, not necessary.

    >>> x = GENERATORS[0]
    >>> bernstein_nonnegative(1 - x, {0}), bernstein_nonnegative(1 - x, set())
    (True, False)
    """
    degrees = f.degrees()
    slots = [slot for slot in sorted(boxed) if degrees[slot] > 0]
    size = 1
    for slot in slots:
        size *= degrees[slot] + 1
    if size * len(f) > MAX_COEFFICIENTS:
        return False
    table: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
    for exponents, value in f.to_dict().items():
        own = tuple(exponents[slot] for slot in slots)
        rest = tuple(0 if j in slots else e for j, e in enumerate(exponents))
        table.setdefault(rest, {})[own] = value
    tops = [degrees[slot] for slot in slots]
    return all(_all_nonnegative(part, tops) for part in table.values())


def _all_nonnegative(part: dict[tuple[int, ...], fmpq], tops: list[int]) -> bool:
    for corner in product(*(range(top + 1) for top in tops)):
        total = fmpq(0)
        for exponents, value in part.items():
            weight = fmpq(1)
            for c, e, top in zip(corner, exponents, tops, strict=True):
                weight *= fmpq(comb(c, e), comb(top, e))
            total += value * weight
        if total < 0:
            return False
    return True
