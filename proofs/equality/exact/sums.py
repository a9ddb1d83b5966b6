"""Sums with symbolic limits: closed forms by telescoping, where the terms allow it.

A term k^d r^k has the antidifference Q(k) r^k with a polynomial Q, found from the top coefficient
down. Terms in indexed quantities (p_i) have none: their sums become quantities of their own, one
for each monomial, so that equal sums are recognised however they are written.
"""

from math import comb, prod

from flint import fmpq
from sympy import Dummy, Expr, S, Sum, Symbol

from derive.domain import Range
from proofs.equality.exact.context import Converter
from proofs.equality.exact.tower import (
    INDICES,
    ONE,
    RING,
    Element,
    Generator,
    Kind,
    TooLargeError,
    UnsupportedError,
)

MAX_WRITTEN_OUT = 24
"""Sums of fewer terms, a number of them known, are written out."""


def sum_of(converter: Converter, expr: Sum) -> Element:
    """The sum as an element: closed forms, and opaque sums of indexed monomials."""
    *inner, (index, lower, upper) = expr.limits  # the last is the outermost
    body = Sum(expr.function, *inner) if inner else expr.function
    _check_limits(converter, lower, upper)
    if (upper - lower).is_Integer and upper - lower < MAX_WRITTEN_OUT:
        places = (lower + j for j in range(int(upper - lower) + 1))
        return sum((converter(body.subs(index, j)) for j in places), converter.tower.constant(0))
    start = S.Zero if _is_nonnegative(converter, lower) else lower  # where the tower counts from
    bound = _index(converter, expr, lower - start, upper - start)
    term = converter(body.subs(index, bound + start))
    return _sum_terms(converter, term, bound, lower - start, upper - start)


def _index(converter: Converter, expr: Sum, lower: Expr, upper: Expr) -> Symbol:
    """The index for these limits, which no sum around this one uses."""
    depth = sum(1 for b in INDICES if expr.has(b))
    ranges = converter.signs.indices
    if (depth, lower, upper) not in ranges:
        if len(ranges) == len(INDICES):
            raise TooLargeError(f"more than {len(INDICES)} different sums")
        ranges[depth, lower, upper] = Range(INDICES[len(ranges)], lower, upper)
    return ranges[depth, lower, upper].symbol


def _check_limits(converter: Converter, lower: Expr, upper: Expr) -> None:
    """Limits that run backwards mean different things to different readers: refuse them."""
    if not (lower.is_integer and upper.is_integer):
        raise UnsupportedError(f"the limits {lower}..{upper} of a sum are not whole numbers")
    if not _is_nonnegative(converter, upper - lower + 1):
        raise UnsupportedError(f"the limits {lower}..{upper} of a sum may run backwards")


def _is_nonnegative(converter: Converter, value: Expr) -> bool:
    return converter.signs.of_element(converter(value)) == 1


def _sum_terms(
    converter: Converter, term: Element, bound: Symbol, lower: Expr, upper: Expr
) -> Element:
    tower = converter.tower
    outside, inside = _split_denominator(term, bound)
    if any(_depends(g, bound) for g in tower.used(outside.numerator)):
        return converter.opaque(Sum(term.expr, (bound, lower, upper)))
    groups: dict[tuple[tuple[int, int], ...], Element] = {}
    for exponents, value in term.numerator.to_dict().items():
        own = {g.slot: exponents[g.slot] for g in tower.generators if _depends(g, bound)}
        own = {
            j: e - inside.get(j, 0) for j, e in (own | {j: own.get(j, 0) for j in inside}).items()
        }
        key = tuple(sorted((j, e) for j, e in own.items() if e))
        kept = tuple(0 if j in own else e for j, e in enumerate(exponents))
        rest = Element(tower, RING.from_dict({kept: fmpq(value)}), ONE)
        groups[key] = groups.get(key, tower.constant(0)) + rest
    total = tower.constant(0)
    for key, coefficient in groups.items():
        total += coefficient * _sum_monomial(converter, dict(key), bound, lower, upper)
    return total / outside


def _depends(g: Generator, bound: Symbol) -> bool:
    return bound in g.expr.free_symbols


def _split_denominator(term: Element, bound: Symbol) -> tuple[Element, dict[int, int]]:
    """The part of the denominator without the index, and the exponents of the part with it."""
    tower = term.tower
    monomial = term.denominator.term_content()
    exponents = next(iter(monomial.to_dict()))
    inside = {
        g.slot: exponents[g.slot]
        for g in tower.generators
        if exponents[g.slot] and _depends(g, bound)
    }
    factor = RING.from_dict({tuple(inside.get(j, 0) for j in range(len(exponents))): fmpq(1)})
    return Element(tower, term.denominator / factor, ONE), inside


def _sum_monomial(
    converter: Converter, monomial: dict[int, int], bound: Symbol, lower: Expr, upper: Expr
) -> Element:
    """Sum of k^degree R(k), with R(k+1)/R(k) independent of k, as Q(k) R(k) between the limits."""
    tower = converter.tower
    generators = tower.generators
    degree = sum(e for j, e in monomial.items() if generators[j].expr == bound)
    others = {j: e for j, e in monomial.items() if generators[j].expr != bound}
    if degree < 0 or not all(_is_geometric(generators[j]) for j in others):
        return _opaque_sum(converter, monomial, bound, lower, upper)
    ratio_power = prod((generators[j].expr ** e for j, e in others.items()), start=S.One)
    ratio = converter(ratio_power.xreplace({bound: bound + 1}) / ratio_power)
    if any(
        _depends(g, bound)
        for part in (ratio.numerator, ratio.denominator)
        for g in tower.used(part)
    ):
        return _opaque_sum(converter, monomial, bound, lower, upper)
    q = antidifference(degree, ratio)
    _verify_antidifference(converter, q, degree, ratio)

    def at(place: Expr) -> Element:
        k, total = converter(place), tower.constant(0)
        for power, coefficient in enumerate(q):
            total += coefficient * k**power
        return total * converter(ratio_power.xreplace({bound: place}))

    return at(upper + 1) - at(lower)


def _is_geometric(g: Generator) -> bool:
    return g.kind in (Kind.EXPONENTIAL, Kind.POWER)


def antidifference(degree: int, ratio: Element) -> list[Element]:
    """Coefficients of the polynomial Q with ratio Q(k+1) - Q(k) = k^degree."""
    tower = ratio.tower
    step = ratio - tower.constant(1)
    shift = 1 if step.is_zero else 0
    q = [tower.constant(0)] * (degree + 1 + shift)
    for j in range(degree, -1, -1):
        rest = tower.constant(int(j == degree))
        for higher in range(j + 1 + shift, len(q)):
            rest -= ratio * q[higher] * tower.constant(comb(higher, j))
        divisor = tower.constant(j + 1) if shift else step
        q[j + shift] = rest / divisor
    return q


def _verify_antidifference(
    converter: Converter, q: list[Element], degree: int, ratio: Element
) -> None:
    tower = converter.tower
    k = tower.element(tower.generator(("variable", _STEP), Kind.VARIABLE, _STEP).polynomial)
    one = tower.constant(1)
    difference = -(k**degree)
    for power, coefficient in enumerate(q):
        difference += coefficient * (ratio * (k + one) ** power - k**power)
    if not difference.is_zero:
        raise UnsupportedError("a sum did not telescope")


_STEP = Dummy("k", integer=True, positive=True)


def _opaque_sum(
    converter: Converter, monomial: dict[int, int], bound: Symbol, lower: Expr, upper: Expr
) -> Element:
    generators = converter.tower.generators
    term = S.One
    for j in sorted(monomial, key=lambda j: str(generators[j].expr)):
        term *= generators[j].expr ** monomial[j]
    made = Sum(term, (bound, lower, upper))
    for base, count, total in converter.domain.totals:
        if made == Sum(base[bound], (bound, 1, count)):
            return converter(total)
    return converter.opaque(made)
