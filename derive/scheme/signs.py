"""What is >= 0 on a whole domain, shown exactly: a sufficient rule, never a guess.

Each letter of a formula lies between two numbers, the ends of its range. A polynomial in variables
that are >= 0 (x = a + z, or x = (a + b z)/(1 + z) between a and b) is >= 0 if all of its
coefficients are. A hypothesis may be taken off first.
"""

from dataclasses import dataclass
from functools import cached_property

from flint import fmpq, fmpq_mpoly
from sympy import Expr, I, NumberSymbol, Pow, Rational, S, Symbol, ceiling, cos, exp, floor, oo, sin

from derive.model.domain import Domain, Range
from derive.scheme.generators import is_root
from derive.scheme.ring import Ring, by_power

Ends = tuple[Expr, Expr]
REAL = (-oo, oo)


@dataclass(frozen=True)
class Signs:
    """The signs of formulas on a domain."""

    domain: Domain

    @cached_property
    def given(self) -> tuple[Expr, ...]:
        """What the domain says to be >= 0: its hypotheses, and ranges that other symbols end."""
        ends: list[tuple[Expr, ...]] = [
            (r.symbol - r.lower, r.upper - r.symbol) for r in self.domain.ranges
        ]
        ends += [(r.upper**2 - r.symbol**2,) for r in self.domain.ranges if r.lower == 0]
        open_ended = (x for some in ends for x in some if len(x.free_symbols) > 1)
        return (*self.domain.hypotheses, *(x for x in open_ended if not x.has(oo)))

    @cached_property
    def box(self) -> "Signs":
        """The same without what is given: letters between numbers alone."""
        ends = [(r, *self._ends_of_symbol(r.symbol)) for r in self.domain.ranges]
        return Signs(Domain(tuple(Range(r.symbol, low, high) for r, low, high in ends)))

    def ring(self, value: Expr) -> Ring:
        """The fractions in the letters of a formula, and of what is given."""
        return Ring([value, *self.given])

    def nonnegative(self, value: Expr) -> bool:
        """Whether a formula is shown to be >= 0 on the domain, where it has a value.

        >>> from derive import symbols as sym
        >>> from derive.model.domain import POPULATION, WINDOW
        >>> signs = Signs(POPULATION & WINDOW)
        >>> signs.nonnegative(sym.rho11 * (1 - sym.alpha)), signs.nonnegative(sym.rho11 - S.Half)
        (True, False)
        """
        ring = self.ring(value)
        form = ring.read(value)
        sign = 1
        for part in (form.above, form.below):
            number, factors = part.factor() if not part.is_zero() else (fmpq(0), [])
            sign *= -1 if number < 0 else 1
            for base, power in factors:
                sign *= self.sign(ring, base) if power % 2 else _is_real(ring, base)
        return sign > 0

    def sign(self, ring: Ring, value: fmpq_mpoly) -> int:
        """1 for a polynomial that is >= 0, -1 for one that is <= 0, 0 where neither is shown."""
        for sign in (1, -1):
            if self._shown(ring, sign * value):
                return sign
        return 0

    def _shown(self, ring: Ring, value: fmpq_mpoly) -> bool:
        if not _is_real(ring, value):
            return False
        if self._on_the_box(ring, value):
            return True
        hypotheses = [ring.read(h).above for h in self.given if ring.read(h).below == 1]
        return any(
            self._on_the_box(ring, value - share * h)
            for h in hypotheses
            for share in _shares(value, h)
        )

    def _on_the_box(self, ring: Ring, value: fmpq_mpoly) -> bool:
        """Whether a polynomial is >= 0 for all letters between their ends."""
        for place, (letter, degree) in enumerate(zip(ring.values, value.degrees(), strict=True)):
            value = _shifted(value, place, self.ends(letter)) if degree else value
        return all(number >= 0 for number in value.coeffs())

    def ends(self, letter: Expr) -> Ends:
        """Two numbers between which a letter lies on the domain."""
        if isinstance(letter, Symbol):
            return self._ends_of_symbol(letter)
        if isinstance(letter, cos | sin):
            return (-S.One, S.One)
        if is_root(letter):
            return (S.Zero, S.One if self.box.nonnegative(1 - letter.base) else oo)
        if isinstance(letter, NumberSymbol):
            return (floor(letter), ceiling(letter))
        if isinstance(letter, exp | Pow):
            return self.box._ends_of_power(*letter.as_base_exp())
        return REAL

    def _ends_of_symbol(self, symbol: Symbol) -> Ends:
        found = next((r for r in self.domain.ranges if r.symbol == symbol), None)
        lower, upper = (found.lower, found.upper) if found else REAL
        low = lower if not lower.free_symbols else S.Zero if symbol.is_nonnegative else -oo
        return (low, upper if not upper.free_symbols else oo)

    def _ends_of_power(self, base: Expr, exponent: Expr) -> Ends:
        """Between 0 and 1 where it falls, above 1 where it grows."""
        if not self.nonnegative(base):
            return REAL
        grows = self.nonnegative(base - 1)
        falls = not grows and self.nonnegative(1 - base)
        if (grows and self.nonnegative(exponent)) or (falls and self.nonnegative(-exponent)):
            return (S.One, oo)
        if (falls and self.nonnegative(exponent)) or (grows and self.nonnegative(-exponent)):
            return (S.Zero, S.One)
        return (S.Zero, oo)


def _shares(value: fmpq_mpoly, given: fmpq_mpoly) -> set[fmpq]:
    """How much of what is given may be taken off: so much that a term vanishes."""
    terms, others = value.to_dict(), given.to_dict()
    shares = {terms[powers] / others[powers] for powers in terms if powers in others}
    return {share for share in shares if share > 0}


def _is_real(ring: Ring, value: fmpq_mpoly) -> bool:
    """Whether the imaginary unit is no letter of a polynomial."""
    return all(letter != I for letter, d in zip(ring.values, value.degrees(), strict=True) if d)


def _shifted(value: fmpq_mpoly, place: int, ends: Ends) -> fmpq_mpoly:
    """A polynomial, up to a positive factor, with a letter by a variable that is >= 0.

    An odd power of a letter that may be any real number gives -1, of which nothing is shown.
    """
    context, z = value.context(), value.context().gens()[place]
    degree, (low, high) = value.degrees()[place], ends
    if ends == REAL:
        odd = any(powers[place] % 2 for powers in value.monoms())
        return context.constant(-1) if odd else value
    if -oo not in ends and oo not in ends:
        top, bottom = _number(low) + _number(high) * z, 1 + z
    else:
        top, bottom = (_number(low) + z if high == oo else _number(high) - z), context.constant(1)
    parts = by_power(value, place)
    terms = [part * top**power * bottom ** (degree - power) for power, part in parts.items()]
    return sum(terms, context.constant(0))


def _number(value: Rational) -> fmpq:
    return fmpq(int(value.p), int(value.q))
