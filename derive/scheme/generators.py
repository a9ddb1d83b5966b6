"""What a formula is made of: symbols, exponentials, powers and roots, as independent letters.

Letters of one kind are powers of one unit: exp(-Gamma t) and exp(-Gamma t/2) are the square and the
first power of one. An angle has a letter for its cosine and one for its sine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd, lcm

from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    S,
    cos,
    cosh,
    exp,
    expand,
    sin,
    sinh,
    tan,
    tanh,
)

Part = tuple[Expr, Expr]
"""A base and a monomial of its exponent; the base I stands for an angle."""
FUNCTIONS = (exp, cos, sin, cosh, sinh, tan, tanh)
"""The functions that an amplitude may have, besides roots and powers."""


@lru_cache(maxsize=1024)
def plain(value: Expr) -> Expr:
    """The same with exponentials for hyperbolic functions, sine over cosine for the tangent.

    >>> from sympy.abc import x
    >>> plain(tan(x) * tanh(x)).atoms(sin, cos, exp) == {sin(x), cos(x), exp(x), exp(-x)}
    True
    """
    if not value.has(tan, cosh, sinh, tanh):
        return value  # as nearly always
    value = value.replace(tan, lambda angle: sin(angle) / cos(angle))
    for function in (cosh, sinh, tanh):
        value = value.replace(function, lambda x, own=function: own(x).rewrite(exp))
    return value


def parts_of(exponent: Expr) -> list[tuple[Expr, Rational]]:
    """An exponent as monomials with their rational factors.

    >>> from sympy.abc import x, y
    >>> parts_of(x * (y - 2) / 2)
    [(x, -1), (x*y, 1/2)]
    """
    terms = (term.as_coeff_Mul(rational=True) for term in Add.make_args(expand(exponent)))
    found = [(part, number) for number, part in terms if number != 0]
    return sorted(found, key=lambda one: one[0].sort_key())


def is_root(value: Expr) -> bool:
    """Whether a power is a square root, or an odd power of one."""
    return isinstance(value, Pow) and isinstance(value.exp, Rational) and value.exp.q == 2


@dataclass
class Letters:
    """The letters of some formulas: single ones in order, and the units of exponents and angles."""

    single: dict[Expr, None] = field(default_factory=dict)
    units: dict[Part, Rational] = field(default_factory=dict)

    def collect(self, values: Iterable[Expr]) -> "Letters":
        """The letters of these formulas too."""
        for value in values:
            for letter in self._of(value):
                self.single[letter] = None
        return self

    def _of(self, value: Expr) -> Iterator[Expr]:
        if isinstance(value, Add | Mul):
            for part in value.args:
                yield from self._of(part)
        elif isinstance(value, exp | Pow):
            yield from self._of_power(*value.as_base_exp())
        elif isinstance(value, cos | sin):
            self._note(I, value.args[0])
        elif not isinstance(value, Rational):
            yield value

    def _of_power(self, base: Expr, exponent: Expr) -> Iterator[Expr]:
        if isinstance(exponent, Integer):
            yield from self._of(base)
        elif isinstance(exponent, Rational):
            yield from self._of(base)
            yield Pow(base, Rational(1, exponent.q))
        else:
            yield from self._of_symbolic(base, exponent)

    def _of_symbolic(self, base: Expr, exponent: Expr) -> Iterator[Expr]:
        rest, angle = exponent.as_real_imag() if exponent.has(I) else (exponent, S.Zero)
        number, powers = expand(rest).as_coeff_Add(rational=True)
        if number != 0:
            yield from self._of_power(base, number)
        self._note(base, powers)
        if angle != 0:
            self._note(I, angle)
            yield I

    def _note(self, base: Expr, exponent: Expr) -> None:
        for part, number in parts_of(exponent):
            known = self.units.get((base, part), number)
            self.units[base, part] = common(known, number)


def common(first: Rational, second: Rational) -> Rational:
    """The largest number of which both are whole multiples, with the sign of the first.

    >>> common(-S.Half, Rational(1, 3))
    -1/6
    """
    below = lcm(int(first.q), int(second.q))
    above = gcd(int(first * below), int(second * below))
    return Rational(above if first > 0 else -above, below)
