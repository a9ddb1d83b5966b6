"""Formulas at an exact point as balls (Arb), in which the true value lies."""

from collections.abc import Callable, Iterator, Mapping
from math import prod
from typing import Any

from flint import acb, arb, fmpq
from sympy import Abs, Add, Expr, I, Mul, Pow, Rational, S, Sum, Symbol, cos, exp, pi, sin

from derive.errors import SchemeError
from derive.scheme.generators import plain

Point = Mapping[Symbol, Any]
"""Rational numbers; also balls (acb) of what is not a whole number."""
Limits = tuple[tuple[Symbol, Expr, Expr], ...]
MOST = 2**20
"""Members of a family that are summed over one by one."""


def number(value: Rational) -> acb:
    """The ball of a rational number."""
    return acb(fmpq(int(value.p), int(value.q)))


def enclosed(value: Expr, point: Point) -> acb:
    """A ball around the value of an amplitude, or of a sum of such, at a point.

    Where it has no value the ball is not finite.

    >>> from sympy.abc import x
    >>> enclosed(exp(-x) + 1, {x: S.Zero}) == 2
    True
    """
    return _of(plain(value), point)


def _of(value: Expr, point: Point) -> acb:
    for kind, method in METHODS:
        if isinstance(value, kind):
            return method(value, point)
    return {I: acb(0, 1), pi: acb(arb.pi())}[value]


def _symbol(value: Symbol, point: Point) -> acb:
    own = point[value]
    return own if isinstance(own, acb) else number(own)


def _sum(value: Sum, point: Point) -> acb:
    check_count(value.limits, point)
    return sum((_of(value.function, at) for at in members(value.limits, point)), acb(0))


METHODS: tuple[tuple[Any, Callable[[Any, Point], acb]], ...] = (
    (Symbol, _symbol),
    (Rational, lambda value, _: number(value)),
    (Add, lambda value, point: sum((_of(x, point) for x in value.args), acb(0))),
    (Mul, lambda value, point: prod((_of(x, point) for x in value.args), start=acb(1))),
    (Sum, _sum),
    (Abs, lambda value, point: acb(abs(_of(value.args[0], point).real))),
    (cos, lambda value, point: _of(value.args[0], point).cos()),
    (sin, lambda value, point: _of(value.args[0], point).sin()),
    ((exp, Pow), lambda value, point: _power(value.as_base_exp(), point)),
)
"""How each kind of node is enclosed."""


def _exact(point: Point) -> dict[Symbol, Rational]:
    return {symbol: value for symbol, value in point.items() if isinstance(value, Rational)}


def check_count(limits: Limits, point: Point, most: int = MOST) -> None:
    """Nothing, if the indices have few enough values at the point.

    :raises SchemeError: with their number.
    """
    for index, lower, upper in limits:
        count = upper.xreplace(_exact(point)) - lower + 1
        if not count.is_finite or count > most:
            raise SchemeError(f"the index {index} has {count} values; at most {most} are taken")


def members(limits: Limits, point: Point) -> Iterator[Point]:
    """The point with each value of the indices of a sum."""
    if not limits:
        yield point
        return
    (index, lower, upper), *rest = limits
    first, last = (Rational(end.xreplace(_exact(point))) for end in (lower, upper))
    for value in range(int(first), int(last) + 1):
        yield from members(tuple(rest), {**point, index: Rational(value)})


def _power(parts: tuple[Expr, Expr], point: Point) -> acb:
    base, exponent = parts
    if base == S.Exp1:
        return _of(exponent, point).exp()
    power, under = exponent.xreplace(_exact(point)), _of(base, point)
    if isinstance(power, Rational) and power.q <= 2:
        base_ball = under if power.q == 1 else root(under)
        return base_ball ** int(power.p)
    return under ** _of(exponent, point)


def root(value: acb) -> acb:
    """The root of what is known to be >= 0."""
    return acb(value.real.nonnegative_part().sqrt())
