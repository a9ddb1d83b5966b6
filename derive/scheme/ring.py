"""Exact normal forms: fractions of polynomials in the letters of some formulas.

The square of a root, of a sine and of the imaginary unit is put in wherever it occurs, and no such
letter is left below the line. A formula whose normal form is zero vanishes, off a thin set where a
divisor does; one whose form is not zero need not be other than zero.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from sympy import Add, Expr, I, Integer, Mul, Pow, Rational, S, cos, exp, expand, sin

from derive.scheme.generators import Letters, is_root, parts_of, plain
from derive.symbols import expression


@dataclass(frozen=True)
class Fraction:
    """A fraction of polynomials in lowest terms, with nothing but plain letters below the line."""

    ring: "Ring"
    above: fmpq_mpoly
    below: fmpq_mpoly

    def __add__(self, other: "Fraction") -> "Fraction":
        below = self.below * other.below
        return self.ring.fraction(self.above * other.below + other.above * self.below, below)

    def __sub__(self, other: "Fraction") -> "Fraction":
        return self + other * self.ring.number(-1)

    def __mul__(self, other: "Fraction") -> "Fraction":
        return self.ring.fraction(self.above * other.above, self.below * other.below)

    def __truediv__(self, other: "Fraction") -> "Fraction":
        if not other:
            raise ZeroDivisionError("a divisor that is zero everywhere")
        return self.ring.fraction(self.above * other.below, self.below * other.above)

    def __pow__(self, exponent: int) -> "Fraction":
        one = self.ring.number(1)
        if exponent < 0:
            return (one / self) ** -exponent
        power = one
        for _ in range(exponent):
            power = power * self
        return power

    def __bool__(self) -> bool:
        return not self.above.is_zero()


class Ring:
    """The fractions in the letters of some formulas, and of no others.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> normal((1 - exp(x / 2)) * (1 + exp(x / 2)))
    1 - exp(x)
    >>> ring = Ring([sqrt(1 - x)])
    >>> ring.write(ring.read(sqrt(1 - x)**2 / (1 - x**2)))
    1/(x + 1)
    """

    def __init__(self, values: Iterable[Expr]) -> None:
        letters = Letters().collect(plain(expression(value)) for value in values)
        self.units = letters.units
        of_units = (x for (base, part), u in self.units.items() for x in _letters(base, part, u))
        self.values = [*dict.fromkeys([*letters.single, *of_units])]
        names = [f"x{place}" for place in range(len(self.values))]
        self.context = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.letters = dict(zip(self.values, self.context.gens(), strict=True))
        self.squares: dict[int, Fraction] = {}
        for place, value in enumerate(self.values):
            square = self._square(value)
            if square is not None:
                self.squares[place] = square

    def _square(self, value: Expr) -> Fraction | None:
        """What the square of a letter is, for those that have one."""
        if value == I:
            return self.number(-1)
        if is_root(value):
            return self.read(value.base)
        if isinstance(value, sin):
            return self.number(1) - self.read(cos(value.args[0])) ** 2
        return None

    def number(self, value: Any) -> Fraction:
        """A rational number."""
        exact = Rational(value)
        constant = self.context.constant(fmpq(int(exact.p), int(exact.q)))
        return Fraction(self, constant, self.context.constant(1))

    def fraction(self, above: fmpq_mpoly, below: fmpq_mpoly) -> Fraction:
        """The fraction in normal form."""
        top, divisor = self._reduced(above)
        bottom, factor = self._reduced(below)
        top, bottom = top * factor, bottom * divisor
        for place in self.squares:
            if bottom.degrees()[place]:
                other = _conjugate(bottom, place)
                (top, divisor), (bottom, factor) = map(self._reduced, (top * other, bottom * other))
                top, bottom = top * factor, bottom * divisor
        shared = top.gcd(bottom)
        top, bottom = top / shared, bottom / shared
        lead = bottom.leading_coefficient()
        return Fraction(self, top / lead, bottom / lead)

    def _reduced(self, value: fmpq_mpoly) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """The polynomial with all squares put in, as a fraction."""
        below = self.context.constant(1)
        while high := [p for p in self.squares if value.degrees()[p] > 1]:
            value, divisor = self._put_in(value, high[0])
            below *= divisor
        return value, below

    def _put_in(self, value: fmpq_mpoly, place: int) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """One square put in, over the power of its divisor that is needed."""
        square, most = self.squares[place], value.degrees()[place] // 2
        parts: list[dict[tuple[int, ...], fmpq]] = [{} for _ in range(most + 1)]
        for powers, number in value.to_dict().items():
            left = (*powers[:place], powers[place] % 2, *powers[place + 1 :])
            parts[powers[place] // 2][left] = number
        total = self.context.constant(0)
        for power, part in enumerate(parts):
            term = self.context.from_dict(part)
            total += term * square.above**power * square.below ** (most - power)
        return total, square.below**most

    # Between SymPy's words and fractions.

    def read(self, value: Expr) -> Fraction:
        """The normal form of a formula in these letters."""
        return self._read(plain(expression(value)))

    def _read(self, value: Expr) -> Fraction:
        if value in self.letters:
            return Fraction(self, self.letters[value], self.context.constant(1))
        if isinstance(value, Rational):
            return self.number(value)
        if isinstance(value, Add | Mul):
            first, *rest = map(self._read, value.args)
            for part in rest:
                first = first + part if isinstance(value, Add) else first * part
            return first
        if isinstance(value, cos | sin):
            return self._turn(value.args[0])[isinstance(value, sin)]
        if isinstance(value, exp | Pow):
            return self._power(*value.as_base_exp())
        raise KeyError(value)

    def _power(self, base: Expr, exponent: Expr) -> Fraction:
        if isinstance(exponent, Integer):
            return self._read(base) ** int(exponent)
        if isinstance(exponent, Rational):
            return self._read(Pow(base, Rational(1, exponent.q))) ** int(exponent.p)
        rest, angle = exponent.as_real_imag() if exponent.has(I) else (exponent, S.Zero)
        number, powers = expand(rest).as_coeff_Add(rational=True)
        found = self._power(base, number) if number != 0 else self.number(1)
        for part, count in parts_of(powers):
            unit = self.units[base, part]
            found = found * self._read(_letters(base, part, unit)[0]) ** int(count / unit)
        if angle != 0:
            real, imaginary = self._turn(angle)
            found = found * (real + self._read(I) * imaginary)
        return found

    def _turn(self, angle: Expr) -> tuple[Fraction, Fraction]:
        """Cosine and sine of an angle."""
        real, imaginary = self.number(1), self.number(0)
        for part, count in parts_of(angle):
            unit = self.units[I, part]
            c, s = map(self._read, _letters(I, part, unit))
            times = int(count / abs(unit))
            s = s if times > 0 else s * self.number(-1)
            for _ in range(abs(times)):
                real, imaginary = real * c - imaginary * s, real * s + imaginary * c
        return real, imaginary

    def write(self, value: Fraction) -> Expr:
        """A fraction as a product of its factors, in as few different powers as will do."""
        if any(self._is_too_fine(value, place) for place in range(len(self.values))):
            return normal(self.write_terms(value.above) / self.write_terms(value.below))
        return self.write_polynomial(value.above) / self.write_polynomial(value.below)

    def _is_too_fine(self, value: Fraction, place: int) -> bool:
        """Whether a unit of powers occurs, and only with even exponents."""
        if is_root(self.values[place]) or not isinstance(self.values[place], exp | Pow):
            return False
        powers = {int(p[place]) for part in (value.above, value.below) for p in part.monoms()}
        return powers != {0} and all(power % 2 == 0 for power in powers)

    def write_polynomial(self, value: fmpq_mpoly) -> Expr:
        """A polynomial as a product of its factors."""
        if value.is_zero():
            return S.Zero
        number, factors = value.factor()
        turned = [(-1 if _falls(base) else 1, base, int(power)) for base, power in factors]
        sign = prod(sign**power for sign, _, power in turned)
        powers = [self.write_terms(sign * base) ** power for sign, base, power in turned]
        return Mul(sign * Rational(int(number.p), int(number.q)), *powers)

    def write_terms(self, value: fmpq_mpoly) -> Expr:
        """A polynomial as the sum of its terms."""
        return Add(*(self._term(p, number) for p, number in value.to_dict().items()))

    def _term(self, powers: Iterable[int], number: fmpq) -> Expr:
        pairs = zip(self.values, powers, strict=True)
        return Mul(Rational(int(number.p), int(number.q)), *(x ** int(p) for x, p in pairs if p))


def _letters(base: Expr, part: Expr, unit: Rational) -> list[Expr]:
    """The letters of a unit: a power, or a cosine and a sine."""
    if base == I:
        return [cos(abs(unit) * part), sin(abs(unit) * part)]
    return [Pow(base, unit * part)]


def _falls(value: fmpq_mpoly) -> bool:
    """Whether a factor reads better with its signs turned: 1 - x, not x - 1; x + y - z."""
    constant = value.to_dict().get((0,) * len(value.degrees()), 0)
    signs = sum(1 if number > 0 else -1 for number in value.coeffs())
    return constant < 0 or (constant == 0 and signs < 0)


def _conjugate(value: fmpq_mpoly, place: int) -> fmpq_mpoly:
    """The polynomial with one letter turned into its negative."""
    terms = value.to_dict().items()
    return value.context().from_dict({p: -x if p[place] % 2 else x for p, x in terms})


def by_power(value: fmpq_mpoly, place: int) -> dict[int, fmpq_mpoly]:
    """The coefficients of the powers of a letter."""
    parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for powers, number in value.to_dict().items():
        left = (*powers[:place], 0, *powers[place + 1 :])
        parts.setdefault(powers[place], {})[left] = number
    return {power: value.context().from_dict(part) for power, part in parts.items()}


def vanishes(value: Expr) -> bool:
    """Whether the normal form of a formula is zero.

    >>> from sympy.abc import x
    >>> vanishes(sin(x)**2 - (1 - cos(2 * x)) / 2), vanishes(sin(x))
    (True, False)
    """
    ring = Ring([value])
    return not ring.read(value)


@functools.lru_cache(maxsize=4096)
def normal(value: Expr) -> Expr:
    """A formula in normal form, as a product of factors."""
    ring = Ring([value])
    return ring.write(ring.read(value))
