"""Sums over the members of a family, in closed form where they are geometric or polynomial.

A term c r**k, with r free of k, sums to a difference of its ends over 1 - r; the formula is its
limit where r = 1. What is neither geometric nor polynomial in k stays a sum.
"""

from sympy import Add, Dummy, Expr, S, Sum, Symbol, oo, summation

from derive.scheme.ring import normal
from derive.scheme.signs import Signs


def closed(value: Expr, signs: Signs) -> Expr:
    """A formula with each of its sums in closed form, as far as there is one.

    >>> from derive import symbols as sym
    >>> from derive.model.domain import BINS
    >>> closed(Sum(sym.x**(sym.k - 1), (sym.k, 1, sym.n)), Signs(BINS))
    (x**n - 1)/(x - 1)
    """
    return value.replace(Sum, lambda term, *limits: _closed(term, limits, signs))


def _closed(term: Expr, limits: tuple[tuple[Symbol, Expr, Expr], ...], signs: Signs) -> Expr:
    for limit in limits:
        terms = Add.make_args(normal(term).expand(power_exp=False, power_base=False))
        term = Add(*(_of_term(each, *limit, signs) for each in terms))
    return normal(term)


def _of_term(term: Expr, index: Symbol, lower: Expr, upper: Expr, signs: Signs) -> Expr:
    """The sum of one term over lower..upper."""
    if not term.has(index):
        return term * (upper - lower + 1)
    ratio = normal(term.subs(index, index + 1) / term)
    if ratio.has(index):
        return _of_polynomial(term, index, lower, upper)
    first, after = (
        normal(term.subs(index, end)) if end != oo else None for end in (lower, upper + 1)
    )
    if after is None:
        after = S.Zero if _falls(ratio, signs) else None
    if first is None or after is None:
        return Sum(term, (index, lower, upper))
    return (first - after) / (1 - ratio)


def _falls(ratio: Expr, signs: Signs) -> bool:
    """Whether the powers of a ratio vanish in the end, off a thin set."""
    return signs.nonnegative(ratio) and signs.nonnegative(1 - ratio)


def _of_polynomial(term: Expr, index: Symbol, lower: Expr, upper: Expr) -> Expr:
    rest, powers = term.as_independent(index)
    if upper == oo or not powers.is_polynomial(index):
        return Sum(term, (index, lower, upper))
    free = Dummy(index.name)
    return rest * summation(powers.subs(index, free), (free, lower, upper))
