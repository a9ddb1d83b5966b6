"""Signs of expressions on boxes, by branch and bound in Arb's arithmetic.

An enclosure contains every value that an expression takes on a box. A box where it lies above zero
is decided; any other is halved. A box that falls apart into decided ones is a proof, up to FLINT.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

from flint import arb, fmpq
from sympy import Add, Expr, Function, Mul, Pow, Rational, Symbol, exp, log

from derive.functions import eta, log2
from derive.precision import precision

INFINITY = arb.pos_inf()


@dataclass(frozen=True)
class Reals:
    """All reals from `low` to `high`, ends rounded outward; an infinite end is no value.

    >>> (Reals.of(fmpq(-1), fmpq(2)) * Reals.of(fmpq(3), fmpq(4))).low
    -4.00000000000000
    """

    low: arb
    high: arb

    @classmethod
    def of(cls, low: fmpq, high: fmpq) -> "Reals":
        """The interval between two rationals."""
        return cls(arb(low).lower(), arb(high).upper())

    @classmethod
    def hull(cls, values: Sequence[arb]) -> "Reals":
        """The smallest interval around some balls; NaN spreads."""
        return cls(reduce(arb.min, values).lower(), reduce(arb.max, values).upper())

    def __add__(self, other: "Reals") -> "Reals":
        return Reals((self.low + other.low).lower(), (self.high + other.high).upper())

    def __mul__(self, other: "Reals") -> "Reals":
        ends = product((self.low, self.high), (other.low, other.high))
        return Reals.hull([arb(0) if a == 0 or b == 0 else a * b for a, b in ends])

    def inverse(self) -> "Reals":
        """1/x; a zero at an end makes it infinite there, a zero inside leaves nothing known."""
        if self.low < 0 < self.high:
            return UNKNOWN
        low = 1 / self.high if self.high != 0 else -INFINITY
        return Reals.hull([low, 1 / self.low if self.low != 0 else INFINITY])

    def power(self, exponent: int) -> "Reals":
        """x**exponent; an even power is not negative."""
        if exponent < 0:
            return self.power(-exponent).inverse()
        result = reduce(Reals.__mul__, [self] * exponent, ONE)
        return result if exponent % 2 else Reals(result.low.max(arb(0)), result.high)


ONE = Reals(arb(1), arb(1))
UNKNOWN = Reals(-INFINITY, INFINITY)
Env = Mapping[Symbol, Reals]


# Functions that SymPy lacks: integrals of positive integrands that grow with y < 1.


class g(Function):  # noqa: N801 - a short name, as in a formula
    """artanh(sqrt y)/sqrt y, the integral of 1/(1 - y s**2) over 0 <= s <= 1."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002
        """k(y)/(2 (1 - y)), by partial integration."""
        return k(self.args[0]) / (2 * (1 - self.args[0]))


class k(Function):  # noqa: N801 - a short name, as in a formula
    """(1 - (1 - y) g(y))/y, the integral of (1 - s**2)/(1 - y s**2) over 0 <= s <= 1."""

    nargs = 1


class log_quotient(Function):  # noqa: N801 - a short name, as in a formula
    """-log(1 - y)/y, the integral of 1/(1 - y s) over 0 <= s <= 1."""

    nargs = 1


def g_at(y: arb) -> arb:
    """g at a point y < 1 other than 0, by artanh or arctan."""
    root = abs(y).sqrt()
    return root.atanh() / root if y > 0 else root.atan() / root


@dataclass(frozen=True)
class Increasing:
    """An increasing function from `start` to `end`, with its limits where `at` has no value."""

    at: Callable[[arb], arb]
    start: arb = -INFINITY
    end: arb = INFINITY
    limits: Sequence[tuple[arb, arb]] = ()

    def __call__(self, x: Reals) -> Reals:
        """The range over an interval, from its two ends."""
        if not (x.low >= self.start and x.low < self.end):
            return UNKNOWN
        return Reals.hull([self.value(x.low), self.value(x.high)])

    def value(self, x: arb) -> arb:
        """The value at one end of an interval; beyond the last point, the limit there."""
        x = x.min(self.end)
        return next((limit for point, limit in self.limits if x == point), None) or self.at(x)


def enclose_eta(x: Reals) -> Reals:
    """-x log2 x grows up to x = 1/e and falls from there."""
    if not x.low >= 0:
        return UNKNOWN
    top = (-arb(1)).exp()
    ends = [arb(0) if end == 0 else -end * end.log() / arb(2).log() for end in (x.low, x.high)]
    inside = [] if x.high < top or x.low > top else [top / arb(2).log()]
    return Reals.hull(ends + inside)


ZERO = arb(0)
LOG = Increasing(arb.log, start=ZERO, limits=((ZERO, -INFINITY), (INFINITY, INFINITY)))
FUNCTIONS: Mapping[type[Function], Callable[[Reals], Reals]] = {
    exp: Increasing(arb.exp, limits=((-INFINITY, ZERO), (INFINITY, INFINITY))),
    log: LOG,
    log2: lambda x: LOG(x) * Reals.hull([1 / arb(2).log()]),
    eta: enclose_eta,
    g: Increasing(g_at, end=ONE.low, limits=((ZERO, arb(1)), (arb(1), INFINITY))),
    k: Increasing(
        lambda y: (1 - (1 - y) * g_at(y)) / y,
        end=ONE.low,
        limits=((ZERO, arb(2) / 3), (arb(1), arb(1))),
    ),
    log_quotient: Increasing(
        lambda y: -(1 - y).log() / y, end=ONE.low, limits=((ZERO, arb(1)), (arb(1), INFINITY))
    ),
}


def enclose(expr: Expr, env: Env) -> Reals:
    """An interval around all values of the expression where its symbols lie in `env`."""
    if isinstance(expr, Symbol):
        return env[expr]
    if isinstance(expr, Rational):
        number = fmpq(int(expr.p), int(expr.q))
        return Reals.of(number, number)
    if isinstance(expr, Pow):
        return enclose_power(enclose(expr.base, env), expr.exp)
    parts = [enclose(part, env) for part in expr.args]
    if isinstance(expr, Add | Mul):
        return reduce(Reals.__add__ if isinstance(expr, Add) else Reals.__mul__, parts)
    return FUNCTIONS[type(expr)](*parts)


def enclose_power(base: Reals, exponent: Expr) -> Reals:
    """A whole or half power."""
    if exponent.is_Integer:
        return base.power(int(exponent))
    root = UNKNOWN if base.low < 0 else Reals.hull([base.low.sqrt(), base.high.sqrt()])
    return root.power(int(2 * exponent))


# Branch and bound.


@dataclass(frozen=True)
class Box:
    """A range of rationals for each symbol."""

    sides: Mapping[Symbol, tuple[fmpq, fmpq]]

    def __str__(self) -> str:
        return ", ".join(f"{low} <= {x} <= {high}" for x, (low, high) in self.sides.items())

    @property
    def env(self) -> Env:
        """The sides as intervals."""
        return {x: Reals.of(*side) for x, side in self.sides.items()}

    def halves(self, whole: "Box") -> tuple["Box", "Box"]:
        """Cut in two across the side that is the longest part of the whole box's."""

        def share(x: Symbol) -> fmpq:
            (low, high), (first, last) = self.sides[x], whole.sides[x]
            return (high - low) / (last - first)

        widest = max(self.sides, key=share)
        low, high = self.sides[widest]
        middle = (low + high) / 2
        lower, upper = ((low, middle), (middle, high))
        return Box({**self.sides, widest: lower}), Box({**self.sides, widest: upper})


@dataclass(frozen=True)
class Cover:
    """Into how many parts a box fell, and a lower bound of the expression on all of it.

    `undecided` is the first part that could not be decided, and what is known there.
    """

    parts: int
    least: arb
    undecided: str = ""


@precision(128)
def positive(expr: Expr, box: Box, patience: int = 100_000) -> Cover:
    """Show that an expression is > 0 on a box, wherever it has a value.

    The largest part is looked at first, so that a part where it is negative is soon found.
    """
    todo, parts, least = deque([box]), 0, INFINITY
    while todo:
        part = todo.popleft()
        known, parts = enclose(expr, part.env), parts + 1
        if known.low > 0:
            least = least.min(known.low)
        elif known.high <= 0 or parts >= patience:
            return Cover(parts, known.low, f"{part}: between {known.low} and {known.high}")
        else:
            todo += part.halves(box)
    return Cover(parts, least)
