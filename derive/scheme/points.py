"""Exact points of a domain to try, the same ones on every run."""

from collections.abc import Iterator
from random import Random

from sympy import Expr, Rational, S, Symbol, floor, oo

from derive.model.domain import Domain, Range

FINEST = 10**6
"""An end that is no rational number is rounded into the domain to this part."""
TRIED = 40
"""Draws for one point, where hypotheses cut the domain."""


def points(domain: Domain, count: int) -> Iterator[dict[Symbol, Rational]]:
    """Some points of a domain; fewer where it is hard to hit.

    >>> from derive.model.domain import POPULATION
    >>> [point for point in points(POPULATION, 2)]
    [{rho11: 5/21}, {rho11: 19/21}]
    """
    draw = Random(1)
    for _ in range(count):
        found = (_point(domain, draw) for _ in range(TRIED))
        inside = next((point for point in found if domain.contains(point)), None)
        if inside is not None:
            yield inside


def _point(domain: Domain, draw: Random) -> dict[Symbol, Rational]:
    point: dict[Symbol, Rational] = {}
    for r in domain.ranges:
        point[r.symbol] = _value(r, point, draw)
    return point


def _value(r: Range, point: dict[Symbol, Rational], draw: Random) -> Rational:
    lower, upper = (_end(end.subs(point)) for end in (r.lower, r.upper))
    share = Rational(draw.randint(1, 20), 21)
    if r.symbol.is_integer:
        last = min(upper, lower + 5) if lower != -oo else S(5)
        return S(draw.randint(int(max(lower, -5)), int(last)))
    if oo in (upper, -lower):
        base = lower if lower != -oo else upper if upper != oo else S.Zero
        sign = 1 if upper == oo else -1
        return base + sign * Rational(draw.randint(1, 30), 10)
    return lower + (upper - lower) * share


def _end(value: Expr) -> Expr:
    """An end as a rational number that is not above it, or an infinity."""
    if isinstance(value, Rational) or value in (oo, -oo):
        return value
    return Rational(floor(value * FINEST), FINEST)
