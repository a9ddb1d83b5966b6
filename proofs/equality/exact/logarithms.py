"""Logarithms over independent logarithms.

A polynomial splits into its irreducible factors, whose logarithms are independent as long as no
root is involved. A factor with roots may be a product of others (1 - Delta is 4 d/(1 + Delta)):
the exponents of such a product are searched with numbers at a few points and then confirmed
exactly, so a wrong guess is never used and a missed one only leaves the question open.
"""

from itertools import islice
from math import lcm

from flint import arb, arb_mat, ctx, fmpq
from sympy import Abs, log

from proofs.equality.balls import UndefinedError, ball
from proofs.equality.exact.context import Converter
from proofs.equality.exact.tower import (
    BOUND,
    ONE,
    Element,
    Generator,
    Kind,
    Polynomial,
    UnsupportedError,
    coefficients,
    prime_factors,
)
from proofs.equality.points import points

SEARCH_BITS = 400
SEARCH_POINTS = (60, 160)
"""Points after the simple ones, which are too special to tell products apart."""
MAX_ROOT_OF_PRODUCT = 4
"""Products u_1^a_1 u_2^a_2 ... are searched with exponents in quarters."""


def logarithm_of(converter: Converter, element: Element) -> Element:
    """ln |element| over the tower's independent logarithms."""
    above = _of_polynomial(converter, element.numerator)
    return above - _of_polynomial(converter, element.denominator)


def _of_polynomial(converter: Converter, polynomial: Polynomial) -> Element:
    constant, factors = polynomial.factor()
    total = _of_number(converter, abs(constant))
    for factor, multiplicity in factors:
        own = _of_factor(converter, factor)
        total += own * converter.tower.constant(multiplicity)
    return total


def _of_number(converter: Converter, number: fmpq) -> Element:
    """The logarithm of a positive rational over those of primes."""
    tower = converter.tower
    total = tower.constant(0)
    for part, sign in ((number.p, 1), (number.q, -1)):
        for prime, multiplicity in prime_factors(part):
            made = tower.generator(
                ("log", int(prime)), Kind.LOGARITHM, log(int(prime)), argument=ONE * int(prime)
            )
            total += tower.element(made.polynomial) * tower.constant(sign * int(multiplicity))
    return total


def _of_factor(converter: Converter, factor: Polynomial) -> Element:
    tower = converter.tower
    single = converter.tower.single(factor)
    half = tower.constant(fmpq(1, 2))
    if single is not None and single.exponent is not None:
        own = single.exponent
        return (
            own
            if single.kind is Kind.EXPONENTIAL
            else own * _of_polynomial(converter, single.argument)
        )
    if single is not None and single.kind is Kind.ROOT:
        return half * _of_polynomial(converter, single.argument)
    if single is not None and single.kind is Kind.MODULUS:
        return _of_polynomial(converter, single.argument)
    if any(g.kind is Kind.ROOT for g in tower.used(factor)):
        return _of_factor_with_roots(converter, factor)
    return tower.element(_independent(converter, factor).polynomial)


def _independent(converter: Converter, factor: Polynomial) -> Generator:
    tower = converter.tower
    value = tower.to_expr(factor)
    positive = converter.signs.of_irreducible(factor)
    if not tower.is_real(factor):
        raise UnsupportedError("the logarithm of a complex quantity")
    inside = value * positive if positive else Abs(value)
    key = _key(factor)
    return tower.generator(("log", key), Kind.LOGARITHM, log(inside), argument=factor)


def _key(factor: Polynomial) -> str:
    return str(factor / factor.leading_coefficient())


def _of_factor_with_roots(converter: Converter, factor: Polynomial) -> Element:
    tower = converter.tower
    if ("log", _key(factor)) not in tower.index:
        for other, _ in _norm(converter, factor).factor()[1]:
            if converter.tower.single(other) is None:
                _independent(converter, other)
            else:
                _of_factor(converter, other)
        product = _as_product(converter, factor)
        if product is not None:
            return product
    return tower.element(_independent(converter, factor).polynomial)


def _norm(converter: Converter, factor: Polynomial) -> Polynomial:
    """The product over all signs of the roots: a polynomial without roots."""
    for slot, square in reversed(converter.tower.relations):
        parts = coefficients(factor, slot)
        if 1 in parts:
            even = parts.get(0, ONE * 0)
            factor = converter.tower.reduce(even * even - parts[1] * parts[1] * square)
    return factor


def _as_product(converter: Converter, factor: Polynomial) -> Element | None:
    """ln |factor| over the logarithms there are, if it is a product of their arguments."""
    if any(_is_bound(g) for g in converter.tower.used(factor)):
        return None
    known = [g for g in converter.tower.generators if _may_divide(g) and not _is_bound(g)]
    exponents = _search(converter, factor, known)
    if exponents is None or not any(exponents):
        return None
    return _confirmed(converter, factor, known, exponents)


def _is_bound(g: Generator) -> bool:
    """Whether a generator contains the index of a sum, which has no value at a point."""
    return not BOUND.isdisjoint(g.expr.free_symbols)


def _may_divide(g: Generator) -> bool:
    if g.kind is Kind.LOGARITHM:
        return not g.argument.is_constant()
    return g.kind is Kind.EXPONENTIAL and g.expr.is_extended_real is True


def _search(converter: Converter, factor: Polynomial, known: list[Generator]) -> list[fmpq] | None:
    """Exponents of a product, from as many points as there are unknowns and one more."""
    tower = converter.tower
    target = log(Abs(tower.to_expr(factor)))
    columns = [g.expr if g.kind is Kind.LOGARITHM else log(g.expr) for g in known]
    rows: list[list[arb]] = []
    before = ctx.prec
    ctx.prec = SEARCH_BITS
    try:
        for point in islice(points(converter.domain, [target, *columns]), *SEARCH_POINTS):
            try:
                rows.append([ball(e, point, SEARCH_BITS).real for e in (target, *columns)])
            except UndefinedError:
                continue
            if len(rows) == len(columns) + 2:
                break
        return _solve(rows, len(columns) + 1)
    finally:
        ctx.prec = before


def _solve(rows: list[list[arb]], unknowns: int) -> list[fmpq] | None:
    if len(rows) <= unknowns:
        return None
    matrix = arb_mat([[*row[1:], arb(1)] for row in rows[:unknowns]])
    try:
        solution = matrix.solve(arb_mat([[row[0]] for row in rows[:unknowns]]))
    except (ZeroDivisionError, ValueError):
        return None
    found = []
    for j in range(unknowns - 1):
        scaled = solution[j, 0] * lcm(*range(1, MAX_ROOT_OF_PRODUCT + 1))
        whole = scaled.unique_fmpz()
        if whole is None or abs(whole) > 10 * MAX_ROOT_OF_PRODUCT:
            return None
        found.append(fmpq(whole, lcm(*range(1, MAX_ROOT_OF_PRODUCT + 1))))
    return found


def _confirmed(
    converter: Converter, factor: Polynomial, known: list[Generator], exponents: list[fmpq]
) -> Element | None:
    """The product checked exactly: factor^d and the product differ by a rational number only."""
    tower = converter.tower
    power = lcm(*(int(e.q) for e in exponents))
    left, right = tower.constant(1), tower.constant(1)
    total = tower.constant(0)
    left *= tower.element(factor) ** power
    for g, exponent in zip(known, exponents, strict=True):
        times = int((exponent * power).p)
        argument = tower.element(g.argument if g.kind is Kind.LOGARITHM else g.polynomial)
        if times > 0:
            right *= argument**times
        else:
            left *= argument**-times
        value = tower.element(g.polynomial) if g.kind is Kind.LOGARITHM else g.exponent
        assert value is not None
        total += value * tower.constant(fmpq(times, power))
    ratio = left.numerator.leading_coefficient() / right.numerator.leading_coefficient()
    if left.numerator != right.numerator * ratio:
        return None
    return total + _of_number(converter, abs(ratio)) * tower.constant(fmpq(1, power))
