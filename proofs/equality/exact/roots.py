"""Roots and moduli over irreducible factors, as far as the signs of these are known."""

from flint import fmpq
from sympy import Abs, Pow

from proofs.equality.exact.complex import conjugate_of
from proofs.equality.exact.context import Converter
from proofs.equality.exact.exponentials import (
    exponential_of,
    general_power,
    new_root,
    positive_power,
    real_modulus,
    whole,
)
from proofs.equality.exact.logarithms import logarithm_of
from proofs.equality.exact.tower import (
    ONE,
    RING,
    Element,
    Kind,
    Polynomial,
    UnsupportedError,
    prime_factors,
)


def power(converter: Converter, expr: Pow) -> Element:
    """A power with a whole, half or symbolic exponent."""
    base, exponent = converter(expr.base), expr.exp
    if exponent.is_Integer:
        return whole(base, int(exponent))
    if exponent.is_Rational and exponent.q == 2:
        converter.obligations.append(base)
        return whole(root(converter, base), int(exponent.p))
    return general_power(converter, base, converter(exponent))


def root(converter: Converter, base: Element) -> Element:
    """The square root of an element that is >= 0, over its irreducible factors."""
    constant, unsigned, result = fmpq(1), ONE, converter.tower.constant(1)
    for part, direction in ((base.numerator, 1), (base.denominator, -1)):
        scale, factors = part.factor()
        constant *= scale**direction
        for factor, multiplicity in factors:
            half, odd = divmod(direction * multiplicity, 2)
            sign = converter.signs.of_irreducible(factor)
            positive = factor * (sign or 1)
            if odd and sign is None:
                unsigned *= factor
            elif odd:
                constant *= sign
                result *= _root_of(converter, positive)
            result *= _size(converter, positive, sign, half)
    return result * _root_of_rest(converter, constant, unsigned)


def _size(converter: Converter, factor: Polynomial, sign: int | None, half: int) -> Element:
    """|factor|^half, where only even powers can do without the sign."""
    if half == 0:
        return converter.tower.constant(1)
    if not converter.tower.is_real(factor):
        raise UnsupportedError("the root of the square of a complex quantity")
    value = converter.tower.element(factor)
    if sign is None and half % 2:
        value = real_modulus(converter, factor)
    return whole(value, half)


def _root_of_rest(converter: Converter, constant: fmpq, unsigned: Polynomial) -> Element:
    if unsigned != 1:
        unsigned *= -1 if constant < 0 else 1
        return _root_of(converter, unsigned) * _root_of_number(converter, abs(constant))
    if constant < 0:
        raise UnsupportedError("the square root of a negative quantity")
    return _root_of_number(converter, constant)


def _root_of_number(converter: Converter, number: fmpq) -> Element:
    result = converter.tower.constant(fmpq(1) / number.q)
    for prime, multiplicity in prime_factors(number.p * number.q):
        half, odd = divmod(multiplicity, 2)
        result *= converter.tower.constant(fmpq(prime**half))
        if odd:
            result *= _root_of(converter, RING.constant(int(prime)))
    return result


def _root_of(converter: Converter, factor: Polynomial) -> Element:
    """The root of a squarefree polynomial that is >= 0 on the domain."""
    single = converter.tower.single(factor)
    if single is not None and single.kind is Kind.EXPONENTIAL:
        assert single.exponent is not None
        return exponential_of(converter, single.exponent * converter.tower.constant(fmpq(1, 2)))
    if single is not None and single.kind is Kind.POWER:
        assert single.exponent is not None
        half = single.exponent * converter.tower.constant(fmpq(1, 2))
        return positive_power(converter, single.argument, half)
    if converter.signs.of_irreducible(factor) and any(
        g.kind is Kind.ROOT for g in converter.tower.used(factor)
    ):  # sqrt(1 - Delta) may be a product of other roots, as ln(1 - Delta) is a sum
        half = converter.tower.constant(fmpq(1, 2))
        return exponential_of(
            converter, half * logarithm_of(converter, converter.tower.element(factor))
        )
    return new_root(converter, factor)


def modulus(converter: Converter, expr: Abs) -> Element:
    """|u| over the irreducible factors of u."""
    value = converter(expr.args[0])
    result = converter.tower.constant(1)
    for part, direction in ((value.numerator, 1), (value.denominator, -1)):
        scale, factors = part.factor()
        result *= converter.tower.constant(abs(scale)) ** direction
        for factor, multiplicity in factors:
            result *= whole(modulus_of(converter, factor), direction * multiplicity)
    return result


def modulus_of(converter: Converter, factor: Polynomial) -> Element:
    """|f|, for a complex f the root of f times its conjugate."""
    if converter.tower.is_real(factor):
        return real_modulus(converter, factor)
    own = converter.tower.element(factor)
    return root(converter, own * conjugate_of(converter, own))
