"""Exact points of a domain, simple ones first, the same ones on every run.

A witness should be short enough to check by hand, so small fractions come before the random
and the extreme ones. Symbols with an upper bound that depends on others (c) take fractions of it.
"""

import functools
import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sympy import (
    Expr,
    Function,
    I,
    Indexed,
    IndexedBase,
    Integral,
    Rational,
    S,
    Sum,
    Symbol,
    oo,
)

from derive.domain import Domain, Range
from proofs.equality.balls import has_rule

Point = dict[Expr, Expr]

_UNIT = [
    Rational(a, b)
    for a, b in ((1, 5), (1, 4), (3, 4), (1, 2), (1, 3), (9, 10), (1, 10), (99, 100), (1, 100))
]
_NEAR_EDGES = [Rational(a, 10**8) for a in (10**8 - 10**4, 10**4, 10**8 - 1, 1)]
_AT_EDGES = range(20, 40)
"""The numbers of the points that are taken very near the edges."""
_HALF_LINE = [
    Rational(a, b)
    for a, b in (
        (3, 2),
        (2, 1),
        (1, 3),
        (1, 2),
        (1, 1),
        (3, 1),
        (1, 10),
        (10, 1),
        (1, 100),
        (30, 1),
    )
]
_REAL = [*_HALF_LINE, *(-v for v in _HALF_LINE), S.Zero]
_COUNT = [S(j) for j in (2, 3, 1, 5, 4, 8, 13, 24)]
FAMILY_SIZE = 24
"""Indexed symbols p_i get values for i = 1..24, the largest number that a count takes here."""
MAX_REJECTED = 300
"""Points in a row outside the hypotheses after which no more are looked for."""


def points(domain: Domain, exprs: Iterable[Expr] = (), seed: int = 0) -> Iterator[Point]:
    """Rational points inside `domain` for its symbols and all free quantities of `exprs`.

    Deterministic; every point fulfils the hypotheses of the domain. Ends only where no more
    points are found, as on a domain whose hypotheses exclude each other.

    >>> from derive.domain import QUBIT
    >>> {str(s): v for s, v in next(points(QUBIT)).items()}
    {'rho11': 1/5, 'c': 1/10}
    """
    sequence = _sequence(domain, tuple(_free_quantities(domain, exprs)), seed)
    for number in itertools.count():
        point = sequence(number)
        if point is None:
            return
        yield dict(point)  # a copy, which the caller may change


def as_names(point: Point) -> dict[str, str]:
    """A point as text, without members of a family beyond the largest count in it."""
    counts = [int(v) for s, v in point.items() if isinstance(s, Symbol) and s.is_integer]
    largest = max(counts, default=0)
    return {
        str(s): str(v)
        for s, v in point.items()
        if not isinstance(s, Indexed) or not s.indices[0].is_Integer or s.indices[0] <= largest
    }


@functools.lru_cache(maxsize=64)
def _sequence(domain: Domain, free: tuple[Expr, ...], seed: int) -> Callable[[int], Point | None]:
    """The points of one domain by number, each made once however often it is asked for."""
    made: list[Point] = []
    source = _generate(domain, free, random.Random(seed))

    def point(number: int) -> Point | None:
        made.extend(itertools.islice(source, max(0, number + 1 - len(made))))
        return made[number] if number < len(made) else None

    return point


def _generate(domain: Domain, free: tuple[Expr, ...], rng: random.Random) -> Iterator[Point]:
    rejected = 0
    for number in itertools.count():
        point: Point = {}
        for place, r in enumerate(domain.ranges):
            point[r.symbol] = _value(r, point, _Choice(rng, number, place))
        for place, quantity in enumerate(free):
            point |= dict(_free_values(quantity, _Choice(rng, number, place)))
        for base, count, total in domain.totals:
            point |= _family(base, int(point[count]), total.subs(point), rng)
        if domain.contains(point):
            rejected = 0
            yield point
        elif (rejected := rejected + 1) == MAX_REJECTED:
            return


@dataclass(frozen=True)
class _Choice:
    """Picks values for one symbol of one point.

    Symbols of the first point get different values by their place, or it could not tell them
    apart; later points choose among more and more values, and then vary them.
    """

    rng: random.Random
    number: int
    place: int

    def among(self, values: list[Expr]) -> Expr:
        if self.number == 0:
            return values[self.place % min(3, len(values))]
        return self.rng.choice(values[: 3 + self.number // 2]) * self.variation()

    def variation(self) -> Rational:
        return S.One if self.number < 40 else Rational(self.rng.randint(1, 400), 200)

    def share(self) -> Expr:
        value = self.among(_NEAR_EDGES if self.number in _AT_EDGES else _UNIT)
        return value if value < 1 else 1 / value


def _value(r: Range, point: Point, choice: _Choice) -> Expr:
    lower, upper = (b.subs(point) if b.free_symbols else b for b in (r.lower, r.upper))
    if r.symbol.is_integer:
        return _whole(lower, upper, choice)
    if lower == -oo:
        return choice.among(_REAL)
    if upper == oo:
        return lower + choice.among(_HALF_LINE)
    width = upper - lower
    if not width.is_Rational:
        width = _just_below(width)
    return lower + width * choice.share()


def _just_below(value: Expr) -> Rational:
    """A short decimal below a positive number, by less than a tenth of it."""
    number = value.evalf(30)
    digits = next(d for d in itertools.count(1) if number * 10**d >= 10)
    return Rational(int(number * 10**digits), 10**digits)


def _whole(lower: Expr, upper: Expr, choice: _Choice) -> Expr:
    values = [v for v in _COUNT if lower <= v and (upper == oo or v <= upper)] or [lower]
    if choice.number == 0:
        return values[choice.place % min(3, len(values))]
    return choice.rng.choice(values[: 3 + choice.number // 2])


def _family(base: IndexedBase, count: int, total: Expr, rng: random.Random) -> Point:
    """Rational shares of at most the total, and a last one that completes it exactly."""
    below = _just_below(total)
    shares = [Rational(rng.randint(1, 9), 10 * count) * below for _ in range(count - 1)]
    return {base[j]: v for j, v in enumerate((*shares, total - sum(shares)), start=1)}


def _free_quantities(domain: Domain, exprs: Iterable[Expr]) -> list[Expr]:
    """Indexed bases, opaque functions and symbols that the domain does not range over."""
    given = {base for base, _, _ in domain.totals}
    found: dict[Expr, None] = {}
    for expr in exprs:
        bound = {limit[0] for a in expr.atoms(Sum, Integral) for limit in a.limits}
        indexed = {a for a in expr.atoms(Indexed) if a.base not in given}
        single = {a for a in indexed if bound.isdisjoint(a.indices)}
        opaque = {a for a in expr.atoms(Function) if not has_rule(a)}
        families = {a.base for a in indexed - single}
        rest = expr.xreplace(dict.fromkeys((*expr.atoms(Indexed), *opaque), S.One))
        symbols = rest.free_symbols - set(domain.symbols)
        for quantity in sorted([*single, *families, *opaque, *symbols], key=str):
            found[quantity] = None
    return list(found)


def _free_values(quantity: Expr, choice: _Choice) -> list[tuple[Expr, Expr]]:
    if isinstance(quantity, IndexedBase):
        return [(quantity[j], _weight(choice.rng)) for j in range(1, FAMILY_SIZE + 1)]
    if isinstance(quantity, Symbol) and quantity.is_integer:
        return [(quantity, _whole(S.One, oo, choice))]
    if quantity.is_nonnegative:
        return [(quantity, choice.among(_HALF_LINE))]
    value = choice.among(_REAL)
    if not quantity.is_extended_real:
        value += I * replace(choice, place=choice.place + 1).among(_REAL)
    return [(quantity, value)]


def _weight(rng: random.Random) -> Rational:
    return Rational(rng.randint(1, 20), 100)
