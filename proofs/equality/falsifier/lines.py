"""Where a formula changes its sign as one symbol moves and all others stay, between fractions.

Of a rational function all real roots are isolated, however near to each other or to an edge; of
anything else those changes are found that lie between places of a grid which is finer at the edges.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from flint import arb, fmpq, fmpq_poly

from proofs.equality.falsifier.nodes import Node
from proofs.equality.falsifier.values import (
    Place,
    Value,
    Values,
    complex_roots,
    is_known,
    is_negative,
    is_positive,
)
from proofs.equality.falsifier.work import Work

MAX_DEGREE = 24
HALVINGS = 110
"""A root is known to a part 2**-110 of the step of the grid."""
FINE = (fmpq(1, 10**30), fmpq(1, 10**8), fmpq(1, 10**4), fmpq(1, 100), fmpq(1, 16), fmpq(1, 5))
SHARES = (*FINE, fmpq(2, 5), fmpq(3, 5), *(1 - share for share in reversed(FINE)))
STEPS = (*FINE, fmpq(1, 2), *map(fmpq, (1, 2, 5, 10, 30, 100, 1000)))
Root: TypeAlias = tuple[fmpq, fmpq]
"""Two fractions with one root between them, the same twice where it is a fraction."""
Polynomial: TypeAlias = list[Value]


class _NotRationalError(Exception):
    """A formula that is no rational function of the symbol."""


@dataclass(frozen=True)
class Gap:
    """What lies strictly between two fractions; None is no end."""

    low: fmpq | None = None
    high: fmpq | None = None

    def contains(self, value: fmpq) -> bool:
        """Whether a fraction lies inside."""
        above = self.low is None or self.low < value
        return bool(above and (self.high is None or value < self.high))

    def cut(self, roots: list[Root]) -> list["Gap"]:
        """The pieces between some roots, in order."""
        inside = sorted(r for r in roots if self.contains(r[0]) or self.contains(r[1]))
        pieces, low = [], self.low
        for root in inside:
            pieces.append(Gap(low, root[0]))
            low = root[1]
        pieces.append(Gap(low, self.high))
        return [p for p in pieces if p.low is None or p.high is None or p.low < p.high]

    def grid(self) -> list[fmpq]:
        """Fractions inside, more of them near the ends."""
        low, high = self.low, self.high
        if low is not None and high is not None:
            return [low + (high - low) * share for share in SHARES]
        if low is not None:
            return [low + step for step in STEPS]
        if high is not None:
            return [high - step for step in reversed(STEPS)]
        return [*(-step for step in reversed(STEPS)), fmpq(0), *STEPS]

    def middle(self) -> fmpq:
        """A short fraction inside, away from the ends."""
        if self.low is not None and self.high is not None:
            width = self.high - self.low
            return simplest(self.low + width / 4, self.high - width / 4)
        if self.low is not None:
            return simplest(self.low, self.low + 2)
        return fmpq(1, 2) if self.high is None else simplest(self.high - 2, self.high)


def simplest(low: fmpq, high: fmpq) -> fmpq:
    """The fraction with the smallest denominator strictly between two others.

    >>> simplest(fmpq(2, 7), fmpq(3, 7))
    1/3
    """
    if low < 0 < high:
        return fmpq(0)
    if high <= 0:
        return -simplest(-high, -low)
    whole = fmpq(low.p // low.q)
    if whole + 1 < high:
        return whole + 1
    if low == whole:
        return whole + 1 / fmpq((1 / (high - whole)).p // (1 / (high - whole)).q + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))


def feasible(node: Node, name: str, place: Place, interval: Gap, work: Work) -> list[Gap]:
    """The parts of an interval on which a formula is > 0, as far as they are found."""
    pieces = interval.cut(roots(node, name, place, interval, work))
    return [p for p in pieces if sign_at(node, name, place, p.middle(), work) > 0]


def sign_at(node: Node, name: str, place: Place, value: fmpq, work: Work) -> int:
    """The sign of a formula where the symbol has a value, 0 if it is not known."""
    try:
        found = Values(replace(place, symbols={**place.symbols, name: value}), work).of(node)
    except ArithmeticError:
        return 0
    return int(is_positive(found)) - int(is_negative(found)) if is_known(found) else 0


def roots(node: Node, name: str, place: Place, interval: Gap, work: Work) -> list[Root]:
    """Where a formula is 0, or has no value, as the symbol moves through an interval."""
    if name not in node.names:
        return []
    try:
        parts = _ratio(node, name, Values(place, work))
        return [root for part in parts for root in _polynomial_roots(part)]
    except (_NotRationalError, ArithmeticError):
        pass
    if node.kind in ("mul", "div", "neg", "pow", "power", "sqrt", "abs"):
        found = [roots(arg, name, place, interval, work) for arg in node.args]
        return [root for each in found for root in each]
    return list(_changes(lambda x: sign_at(node, name, place, x, work), interval))


def _changes(sign: Callable[[fmpq], int], interval: Gap) -> Iterator[Root]:
    before: tuple[fmpq, int] | None = None
    for value in interval.grid():
        now = sign(value)
        if before is not None and now * before[1] < 0:
            yield _bisected(sign, before[0], value, before[1])
        if now:
            before = value, now


def _bisected(sign: Callable[[fmpq], int], low: fmpq, high: fmpq, below: int) -> Root:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        now = sign(middle)
        if now == 0:
            return (low, high) if high - low < fmpq(1, 10**20) else (middle, middle)
        low, high = (middle, high) if now == below else (low, middle)
    return low, high


# Rational functions of one symbol.


def linear_root(node: Node, name: str, place: Place, work: Work) -> fmpq | None:
    """The one value of the symbol at which a formula vanishes, if it is exact."""
    try:
        above, below = _ratio(node, name, Values(place, work))
    except (_NotRationalError, ArithmeticError):
        return None
    match above, below:
        case [fmpq() as constant, fmpq() as factor], [_] if factor != 0:
            return -constant / factor
    return None


def _ratio(node: Node, name: str, values: Values) -> tuple[Polynomial, Polynomial]:
    """Numerator and denominator as polynomials in the symbol, by their coefficients."""
    if name not in node.names:
        return [values.of(node)], [fmpq(1)]
    if node.kind == "symbol":
        return [fmpq(0), fmpq(1)], [fmpq(1)]
    if node.kind not in ("add", "neg", "mul", "div", "pow"):
        raise _NotRationalError
    parts = [_ratio(arg, name, values) for arg in node.args]
    if node.kind == "neg":
        return [-c for c in parts[0][0]], parts[0][1]
    if node.kind == "pow":
        parts = parts * int(node.data)
    if node.kind == "div":
        parts[1] = parts[1][1], parts[1][0]
    above: Polynomial = [fmpq(0 if node.kind == "add" else 1)]
    below: Polynomial = [fmpq(1)]
    for num, den in parts:
        if node.kind != "add":
            above, below = _times(above, num), _times(below, den)
        elif den == below:
            above = _plus(above, num)
        else:
            above = _plus(_times(above, den), _times(num, below))
            below = _times(below, den)
    return above, below


def _plus(a: Polynomial, b: Polynomial) -> Polynomial:
    length = max(len(a), len(b))
    padded = [[*each, *[fmpq(0)] * (length - len(each))] for each in (a, b)]
    return [x + y for x, y in zip(*padded, strict=True)]


def _times(a: Polynomial, b: Polynomial) -> Polynomial:
    if len(a) + len(b) > MAX_DEGREE + 2:
        raise _NotRationalError
    product: Polynomial = [fmpq(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            product[i + j] = product[i + j] + x * y
    return product


def _polynomial_roots(coefficients: Polynomial) -> list[Root]:
    """The real roots; of coefficients that are balls, those of their midpoints."""
    if not all(is_known(c) for c in coefficients):
        raise _NotRationalError
    exact = [c if isinstance(c, fmpq) else fraction(c.real.mid()) for c in coefficients]
    blur = fmpq(0) if exact == coefficients else fmpq(1, 2**90)
    found: list[Root] = []
    for factor, _ in fmpq_poly(exact).numer().factor()[1]:
        if factor.degree() == 1:
            root = fmpq(-factor[0], factor[1])
            found.append((root - blur, root + blur))
        elif factor.degree() > 1:
            real = [root for root in complex_roots(factor) if root.imag == 0]
            found += [(fraction(r.real.lower()), fraction(r.real.upper())) for r in real]
    return found


def fraction(value: arb) -> fmpq:
    """An exact ball as a fraction."""
    mantissa, exponent = value.man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)
