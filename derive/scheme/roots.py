"""Square roots of what is shown to be >= 0, taken apart into roots of irreducible factors.

A root of anything else is refused: where its radicand is below zero an amplitude would turn
imaginary, and its square would no longer be the modulus squared.
"""

import functools

from flint import fmpq
from sympy import Abs, Expr, Mul, Pow, Rational, S

from derive.scheme.generators import is_root, plain
from derive.scheme.signs import Signs


class NotShownError(Exception):
    """What is not shown to be >= 0, or to have one sign."""

    def __init__(self, value: Expr) -> None:
        super().__init__(str(value))
        self.value = value


@functools.lru_cache(maxsize=4096)
def canonical(value: Expr, signs: Signs) -> Expr:
    """A formula in normal form, its roots taken apart.

    :raises NotShownError: with a radicand not shown to be >= 0, or a divisor without a known sign.

    >>> from sympy import sqrt
    >>> from derive import symbols as sym
    >>> from derive.model.domain import POPULATION
    >>> canonical(sqrt(sym.rho11 - sym.rho11**2) / sqrt(sym.rho11), Signs(POPULATION))
    sqrt(1 - rho11)
    """
    apart = _apart(plain(value), signs)
    ring = signs.ring(apart)
    form = ring.read(apart)
    for base, _ in form.below.factor()[1]:
        if not signs.sign(ring, base):
            raise NotShownError(ring.write_terms(base))
    return ring.write(form)


def _apart(value: Expr, signs: Signs) -> Expr:
    """The same with every root by the roots of factors, inner ones first."""
    if not value.args:
        return value
    value = value.func(*(_apart(part, signs) for part in value.args))
    if isinstance(value, Abs):
        return root(value.args[0] ** 2, signs)
    if not is_root(value):
        whole = not isinstance(value, Pow) or value.exp.is_integer
        if not whole and not signs.nonnegative(value.base):
            raise NotShownError(value.base)  # a power of it may be complex
        return value
    return root(value.base, signs) ** int(2 * value.exp)


def root(radicand: Expr, signs: Signs) -> Expr:
    """The root of a formula as a product over its irreducible factors.

    :raises NotShownError: where it is not shown to be >= 0.
    """
    ring = signs.ring(radicand)
    form = ring.read(radicand)
    (number, top), (divisor, bottom) = form.above.factor(), form.below.factor()
    powers = [*top, *((base, -int(power)) for base, power in bottom)]
    shown = [(signs.sign(ring, base), base, int(power)) for base, power in powers]
    total = Mul(_rational(number / divisor), *(sign ** (power % 2) for sign, _, power in shown))
    if all(sign for sign, _, _ in shown) and total >= 0:
        return Mul(
            *(_power(ring.write_terms(s * base), p) for s, base, p in shown), Pow(total, S.Half)
        )
    if signs.nonnegative(radicand):
        return Pow(ring.write(form), S.Half)
    raise NotShownError(ring.write(form))


def _power(base: Expr, power: int) -> Expr:
    """The root of a power of a factor that is >= 0."""
    whole, odd = divmod(power, 2)
    return base**whole * Pow(base, S.Half) ** odd


def _rational(number: fmpq) -> Rational:
    return Rational(int(number.p), int(number.q))
