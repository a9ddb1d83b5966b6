"""Exponentials and powers: one generator for each of the independent exponents."""

from math import prod

from flint import fmpq, fmpq_mat
from sympy import Abs, I, exp, pi, sqrt

from proofs.equality.exact.context import Converter
from proofs.equality.exact.logarithms import logarithm_of
from proofs.equality.exact.tower import (
    ONE,
    Element,
    Kind,
    Polynomial,
    TooLargeError,
    UnsupportedError,
    terms,
    to_rational,
)

MAX_EXPONENT = 400


def exponential(converter: Converter, expr: exp) -> Element:
    """exp of a sum of independent exponents."""
    return exponential_of(converter, converter(expr.args[0]))


def exponential_of(converter: Converter, exponent: Element) -> Element:
    """One generator for each independent term of the exponent."""
    result = converter.tower.constant(1)
    for coefficient, key in terms(exponent):
        result *= _one_exponential(converter, coefficient, key)
    return result


def _one_exponential(converter: Converter, coefficient: fmpq, key: Element) -> Element:
    logarithm = next(
        (g for g in converter.tower.used(key.numerator) if g.kind is Kind.LOGARITHM), None
    )
    if logarithm is not None:  # exp(r ln u) = u^r
        rest = key / converter.element(logarithm) * converter.tower.constant(coefficient)
        return positive_power(
            converter, real_modulus(converter, logarithm.argument).numerator, rest
        )
    if key.expr == I * pi and 2 % int(coefficient.q) == 0:  # quarters of a turn
        return converter(exp(I * pi * to_rational(coefficient)))
    result = converter.tower.constant(1)
    for share, own in _independent(converter, "exp", coefficient, key):
        scale = converter.scale(f"exp({own.numerator})/({own.denominator})", share)
        exponent = own * converter.tower.constant(fmpq(1, scale))
        made = converter.tower.generator(
            ("exp", str(own.numerator), str(own.denominator)),
            Kind.EXPONENTIAL,
            exp(exponent.expr),
            exponent=exponent,
            scale=scale,
        )
        result *= whole(converter.element(made), int((share * scale).p))
    return result


def general_power(converter: Converter, base: Element, exponent: Element) -> Element:
    """base^exponent = exp(exponent ln base) with a symbolic exponent, for a base >= 0."""
    sign = 1
    for part in (base.numerator, base.denominator):
        scale, factors = part.factor()
        signs = [
            converter.signs.of_irreducible(f) for f, multiplicity in factors if multiplicity % 2
        ]
        if None in signs or not all(converter.tower.is_real(f) for f, _ in factors):
            raise UnsupportedError("a symbolic power of a base of unknown sign")
        sign *= prod((1 if scale > 0 else -1, *(s for s in signs if s)))
    if sign < 0:
        raise UnsupportedError("a symbolic power of a negative base")
    return exponential_of(converter, exponent * logarithm_of(converter, base))


def positive_power(converter: Converter, base: Polynomial, exponent: Element) -> Element:
    """base^exponent for an irreducible base >= 0: one generator for each exponent."""
    result = converter.tower.constant(1)
    for coefficient, key in terms(exponent):
        result *= _one_power(converter, base, coefficient, key)
    return result


def _one_power(converter: Converter, base: Polynomial, coefficient: fmpq, key: Element) -> Element:
    is_number = key.numerator == 1 and key.denominator == 1
    if is_number and int(coefficient.q).bit_count() == 1:  # q = 2, 4, 8: roots of roots
        nested = converter.tower.element(base)
        for _ in range(int(coefficient.q).bit_length() - 1):
            nested = new_root(converter, nested.numerator)
        return whole(nested, int(coefficient.p))
    result = converter.tower.constant(1)
    value = converter.tower.to_expr(base)
    for share, own in _independent(converter, f"{base}**", coefficient, key):
        scale = converter.scale(f"{base}**{own.numerator}/{own.denominator}", share)
        exponent = own * converter.tower.constant(fmpq(1, scale))
        made = converter.tower.generator(
            ("power", str(base), str(own.numerator), str(own.denominator)),
            Kind.POWER,
            value**exponent.expr,
            argument=base,
            exponent=exponent,
            scale=scale,
        )
        result *= whole(converter.element(made), int((share * scale).p))
    return result


def _independent(
    converter: Converter, base: str, coefficient: fmpq, key: Element
) -> list[tuple[fmpq, Element]]:
    """coefficient*key over exponents that no rational relation connects.

    1/(n(n+1)) = 1/n - 1/(n+1): without this, powers that are equal would look independent.
    """
    known = converter.exponents.setdefault(base, [])
    shares = combination(key, known)
    if shares is None:
        known.append(key)
        return [(coefficient, key)]
    return [
        (coefficient * share, own) for share, own in zip(shares, known, strict=True) if share != 0
    ]


def combination(key: Element, known: list[Element]) -> list[fmpq] | None:
    """Rational numbers r_j with key = r_1 known_1 + r_2 known_2 + ..., if there are any."""
    if key in known:
        return [fmpq(int(key == own)) for own in known]
    common = prod({str(e.denominator): e.denominator for e in (key, *known)}.values(), start=ONE)
    columns = [
        key.tower.reduce(e.numerator * (common / e.denominator)).to_dict() for e in (*known, key)
    ]
    monomials = sorted({m for column in columns for m in column})
    reduced, rank = fmpq_mat([[c.get(m, fmpq(0)) for c in columns] for m in monomials]).rref()
    shares = [fmpq(0)] * len(known)
    for row in range(rank):
        pivot = next(j for j in range(len(known) + 1) if reduced[row, j] != 0)
        if pivot == len(known):
            return None
        shares[pivot] = reduced[row, len(known)]
    return shares


def whole(base: Element, exponent: int) -> Element:
    """base^exponent, unless its expansion would be too large."""
    if abs(exponent) > MAX_EXPONENT:
        raise TooLargeError(f"a power {exponent} is not expanded")
    return base**exponent


def new_root(converter: Converter, factor: Polynomial) -> Element:
    """A root as a generator of its own."""
    value = sqrt(converter.tower.to_expr(factor))
    made = converter.tower.generator(("root", str(factor)), Kind.ROOT, value, argument=factor)
    return converter.element(made)


def real_modulus(converter: Converter, factor: Polynomial) -> Element:
    """|f| for a real f: f or -f where its sign is known, else a generator."""
    sign = converter.signs.of_irreducible(factor)
    if sign is not None:
        return converter.tower.element(factor * sign)
    value = Abs(converter.tower.to_expr(factor))
    made = converter.tower.generator(("abs", str(factor)), Kind.MODULUS, value, argument=factor)
    return converter.element(made)
