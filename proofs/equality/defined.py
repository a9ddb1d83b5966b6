"""Whether a formula has a value wherever it is compared: what its text divides by, and roots of.

A removable singularity in a continuous variable is read as its limit, so a divisor may vanish at
single places, but not on a whole part of the domain. Whole numbers have no limits, and an integral
over a pole has no value: there it may not vanish at all.
"""

from collections.abc import Iterator
from itertools import islice, product

from sympy import Expr, Poly, S, Symbol

from derive.domain import Domain, Range
from proofs.equality.balls import PRECISIONS, UndefinedError, ball, excludes_zero
from proofs.equality.exact.context import Converter
from proofs.equality.exact.convert import convert
from proofs.equality.exact.tower import Kind, Polynomial, UnsupportedError
from proofs.equality.pieces import canonical, pieces, with_phase
from proofs.equality.points import Point, as_names, points
from proofs.formula import Note
from proofs.verdict import Comparison, Status, Witness

POINTS = 12
"""Points at which a divisor is looked at."""
TRIED = 240
"""Points among which one is looked for where an argument is negative."""
FEW = tuple(map(S, (1, 2, 3, 5)))
"""Whole numbers at which a divisor is looked at exactly."""


def doubt(
    arguments: tuple[Note, ...], divisors: tuple[Note, ...], domain: Domain
) -> Comparison | None:
    """What stands against all arguments being >= 0, and no divisor vanishing; the surest first."""
    doubts = [_negative(canonical(a.value), domain & a.within) for a in arguments]
    doubts += [_vanishing(canonical(d.value), domain & d.within, d.within) for d in divisors]
    found = [each for each in doubts if each is not None]
    return min(found, key=lambda each: each.status is not Status.DIFFERENT, default=None)


def _negative(argument: Expr, domain: Domain) -> Comparison | None:
    """What stands against argument >= 0 on the whole domain, if anything."""
    domain = with_phase(domain, argument)
    for part in pieces([argument], domain):
        if isinstance(part, str) or part.signs.of_element(part(argument)) != 1:
            break
    else:
        return None
    point = _negative_at(argument, domain)
    if point is None:
        return _unknown(f"{argument} is not known to be >= 0 under a root or logarithm")
    return _no_value(as_names(point), f"the root or logarithm of {argument} has no value")


def _negative_at(argument: Expr, domain: Domain) -> Point | None:
    for point in islice(points(domain, (argument,)), TRIED):
        try:
            if ball(argument, point).real < 0:
                return point
        except (UndefinedError, ZeroDivisionError):
            continue
    return None


def _vanishing(divisor: Expr, domain: Domain, within: Domain) -> Comparison | None:
    """What stands against a divisor that vanishes nowhere where it may not, if anything."""
    domain = with_phase(domain, divisor)
    for part in pieces([divisor], domain):
        if isinstance(part, str):
            return _unknown(f"{part}, in the divisor {divisor}")
        if part(divisor).is_zero:
            return _zero(divisor, domain=part.domain)
        for factor, _ in part(divisor).numerator.factor()[1]:
            if found := _vanishing_factor(part, factor, domain, within):
                return found
    if any(_differs_from_zero(divisor, p) for p in islice(points(domain, (divisor,)), POINTS)):
        return None
    return _unknown(f"the divisor {divisor} may be zero everywhere")


def _differs_from_zero(divisor: Expr, point: Point) -> bool:
    try:
        return any(excludes_zero(ball(divisor, point, bits)) for bits in PRECISIONS[:2])
    except (UndefinedError, ZeroDivisionError):
        return False


def _vanishing_factor(
    part: Converter, factor: Polynomial, domain: Domain, within: Domain
) -> Comparison | None:
    """What stands against one irreducible factor of a divisor."""
    value = part.tower.to_expr(factor)
    inside = [r for r in within.ranges if not r.symbol.is_integer and value.has(r.symbol)]
    if inside:
        return _pole(part, factor, value, inside)
    if _counts(value):
        return _at_whole_numbers(part, factor, value, domain)
    return None


def _pole(
    part: Converter, factor: Polynomial, value: Expr, inside: list[Range]
) -> Comparison | None:
    """A factor under an integral: it keeps its sign between the limits, and is not 0 at them.

    Irreducible, it then vanishes in between for exceptional values of the other variables only.
    """
    if part.signs.of(factor) is None:
        return _unknown(f"the divisor {value} may vanish between the limits of an integral")
    for r in inside:
        for end in (r.lower, r.upper):
            if _is_zero(value.subs(r.symbol, end), part.domain) is not False:
                return _unknown(f"the divisor {value} may vanish at {r.symbol} = {end}")
    return None


def _at_whole_numbers(
    part: Converter, factor: Polynomial, value: Expr, domain: Domain
) -> Comparison | None:
    """A factor with whole numbers in it: none of them makes it vanish for all else."""
    whole = [r for r in domain.ranges if r.symbol.is_integer]
    for point in (*_roots(value, whole), *_few(whole)):
        zero = _is_zero(value.subs(point), domain)
        if zero is not False:
            return _zero(value, domain, point) if zero else _unknown(f"{value} may have no value")
    inside = part.tower.used(factor)
    mixed = any(g.kind is not Kind.VARIABLE and _counts(g.expr) for g in inside)
    alone = all(symbol.is_integer for symbol in value.free_symbols)
    if len(value.free_symbols) == 1 and alone and not mixed:
        return None  # a polynomial in one number, all of whose roots were looked at
    known = _at_least_one(part, factor) if alone else part.signs.of(factor) or not mixed
    return None if known else _unknown(f"the divisor {value} may vanish for some numbers")


def _is_zero(value: Expr, domain: Domain) -> bool | None:
    """Whether the value is identically zero; None where it has no normal form."""
    try:
        _, (there,) = convert([value], domain)
    except UnsupportedError:
        return None
    return there.is_zero


def _counts(value: Expr) -> bool:
    """Whether a whole number occurs."""
    return any(symbol.is_integer for symbol in value.free_symbols)


def _at_least_one(part: Converter, factor: Polynomial) -> bool:
    """Whether the absolute value is >= 1 everywhere."""
    one = part.tower.constant(1)
    signs = (part.tower.element(factor), part.tower.element(-factor))
    return any(part.signs.of_element(sign - one) == 1 for sign in signs)


def _roots(value: Expr, whole: list[Range]) -> Iterator[dict[Symbol, Expr]]:
    """The whole numbers in range that are roots of a polynomial in one of them."""
    for r in whole:
        if value.free_symbols == {r.symbol} and value.is_polynomial(r.symbol):
            for root in Poly(value, r.symbol).ground_roots():
                if root.is_integer and _inside({r.symbol: root}, [r]):
                    yield {r.symbol: root}


def _few(whole: list[Range]) -> Iterator[dict[Symbol, Expr]]:
    """Some small numbers for all of them, in range."""
    for numbers in product(FEW, repeat=len(whole)):
        point: dict[Symbol, Expr] = {
            r.symbol: number for r, number in zip(whole, numbers, strict=True)
        }
        if _inside(point, whole):
            yield point


def _inside(point: dict[Symbol, Expr], whole: list[Range]) -> bool:
    """Whether all ranges can be read and hold there."""
    bounds = (b for r in whole for b in (r.lower, r.upper))
    return all(b.subs(point).is_number for b in bounds) and all(r.contains(point) for r in whole)


# What is found.


def _unknown(reason: str) -> Comparison:
    return Comparison(Status.UNDECIDED, reason)


def _zero(divisor: Expr, domain: Domain, at: dict[Symbol, Expr] | None = None) -> Comparison:
    """A divisor that is zero on a whole part of the domain."""
    reason = f"the divisor or argument of a logarithm {divisor} is zero"
    point = next(points(domain, (divisor,)), None)
    if point is None:
        return _unknown(f"{reason} on a part of the domain")
    return _no_value(as_names({**point, **(at or {})}), reason)


def _no_value(point: dict[str, str], reason: str) -> Comparison:
    return Comparison(Status.DIFFERENT, reason, Witness(point, "no value", "a number", reason))
