"""Domains: which values the symbols of an equation may take, edges included, as data.

A domain is an ordered list of ranges; the bounds of a range may use the symbols before it
(the coherence c ends at sqrt(rho00 rho11)). Statements that hold on a part of a domain only
add polynomial hypotheses with :meth:`Domain.where`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sympy import Expr, IndexedBase, S, Symbol, oo, sqrt

from derive import symbols as sym


@dataclass(frozen=True)
class Range:
    """One symbol between two bounds; an open side excludes the bound itself.

    >>> print(Range(sym.t, S(0), oo))
    0 <= t < oo
    """

    symbol: Symbol
    lower: Expr
    upper: Expr
    lower_open: bool = False
    upper_open: bool = False

    def __str__(self) -> str:
        below = "<" if self.lower_open else "<="
        above = "<" if self.upper_open or self.upper == oo else "<="
        text = f"{self.lower} {below} {self.symbol} {above} {self.upper}"
        if self.lower == -oo:
            text = f"{self.symbol} real"
        return f"{text}, integer" if self.symbol.is_integer else text

    def contains(self, point: Mapping[Symbol, Expr]) -> bool:
        """Whether the rational `point` gives this symbol a value within the bounds, exactly."""
        value = point[self.symbol]
        lower, upper = (b.subs(point) if b.free_symbols else b for b in (self.lower, self.upper))
        above = lower < value if self.lower_open else lower <= value
        below = value < upper if self.upper_open else value <= upper
        return bool(above) and bool(below) and (not self.symbol.is_integer or value.is_integer)


@dataclass(frozen=True)
class Domain:
    """Ranges of the free symbols, and hypotheses: expressions that are >= 0 on the domain.

    `ranges` is ordered: a bound may use earlier symbols. Everything is dimensionless or in the
    units of :data:`derive.symbols.TABLE`.

    >>> print(QUBIT)
    0 <= rho11 <= 1; 0 <= c <= sqrt(rho11)*sqrt(1 - rho11)
    >>> QUBIT.contains({sym.rho11: S.Half, sym.c: S.Half})
    True
    """

    ranges: tuple[Range, ...] = ()
    hypotheses: tuple[Expr, ...] = ()
    totals: tuple[tuple[IndexedBase, Symbol, Expr], ...] = ()
    """Families of quantities >= 0: base, how many there are, and what they sum to."""

    def __and__(self, other: "Domain") -> "Domain":
        new = [r for r in other.ranges if r.symbol not in self.symbols]
        return Domain(
            (*self.ranges, *new),
            (*self.hypotheses, *other.hypotheses),
            (*self.totals, *(t for t in other.totals if t not in self.totals)),
        )

    def __str__(self) -> str:
        parts = [str(r) for r in self.ranges] + [f"{h} >= 0" for h in self.hypotheses]
        parts += [
            f"{base}_1 + ... + {base}_{count} = {total}" for base, count, total in self.totals
        ]
        return "; ".join(parts) or "no free symbol"

    def __repr__(self) -> str:
        return f"<{self}>"

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols that the domain ranges over, in order."""
        return tuple(r.symbol for r in self.ranges)

    def where(self, *nonnegative: Expr) -> "Domain":
        """The part of the domain on which each of the given expressions is >= 0."""
        return replace(self, hypotheses=(*self.hypotheses, *nonnegative))

    def replace(self, *ranges: Range) -> "Domain":
        """The same domain with the ranges of some symbols changed."""
        new = {r.symbol: r for r in ranges}
        return replace(self, ranges=tuple(new.get(r.symbol, r) for r in self.ranges))

    def without(self, symbol: Symbol) -> "Domain":
        """The domain of the other symbols."""
        return replace(self, ranges=tuple(r for r in self.ranges if r.symbol != symbol))

    def contains(self, point: Mapping[Symbol, Expr]) -> bool:
        """Whether an exact (rational) point lies in the domain."""
        inside = all(r.contains(point) for r in self.ranges)
        return inside and all(bool(h.subs(point) >= 0) for h in self.hypotheses)


def between(symbol: Symbol, lower: Expr | int, upper: Expr | int) -> Domain:
    """The closed range lower <= symbol <= upper as a domain.

    :raises FormulaError: for an end that is a text.
    """
    return Domain((Range(symbol, sym.expression(lower), sym.expression(upper)),))


def positive(symbol: Symbol) -> Domain:
    """The open half-line symbol > 0 as a domain."""
    return Domain((Range(symbol, S.Zero, oo, lower_open=True),))


def nonnegative(symbol: Symbol) -> Domain:
    """The closed half-line symbol >= 0 as a domain."""
    return Domain((Range(symbol, S.Zero, oo),))


def real(symbol: Symbol) -> Domain:
    """The whole real line as a domain."""
    return Domain((Range(symbol, -oo, oo),))


POPULATION = between(sym.rho11, 0, 1)
"""The excited-state population; rho00 = 1 - rho11 follows."""
QUBIT = POPULATION & between(sym.c, 0, sqrt(sym.rho11 * (1 - sym.rho11)))
"""Every state of a two-level atom, edges included; the phase of rho01 is free."""
WINDOW = positive(sym.Gamma) & nonnegative(sym.t)
"""A detection window of length t >= 0."""
HISTORY = WINDOW & nonnegative(sym.t0)
"""A detection window after a time t0 of earlier emission."""
BINS = Domain((Range(sym.n, S.One, oo),))
"""The number of time bins, a positive integer."""
BIN = BINS & between(sym.k, 1, sym.n)
"""One of the n time bins."""
