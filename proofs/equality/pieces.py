"""A domain in the variables of the normal form, in pieces on which the signs inside |u| are known.

The four entries of the density matrix become rho11, c and the phase of rho01.
"""

from collections.abc import Iterator

from sympy import Expr, I, Symbol, conjugate, exp

from derive import symbols as sym
from derive.domain import Domain, real
from proofs.equality.exact.context import Converter
from proofs.equality.exact.convert import convert
from proofs.equality.exact.tower import BOUND, Generator, Kind, UnsupportedError

SPLITS = 3
"""How often a modulus |u| may split the domain into u >= 0 and u <= 0."""

PHASE = Symbol("phase", real=True)
"""The phase of rho01, free and without influence on any entropy."""
_STATE = {
    sym.rho00: 1 - sym.rho11,
    sym.rho01: sym.c * exp(I * PHASE),
    sym.rho10: sym.c * exp(-I * PHASE),
    conjugate(sym.rho01): sym.c * exp(-I * PHASE),
    conjugate(sym.rho10): sym.c * exp(I * PHASE),
}


def canonical(expr: Expr) -> Expr:
    """The expression in rho11, c and the phase of rho01 instead of four matrix entries."""
    return expr.xreplace(_STATE)


def with_phase(domain: Domain, *exprs: Expr) -> Domain:
    """The domain, with the phase of rho01 where an expression has it."""
    return domain & real(PHASE) if any(e.has(PHASE) for e in exprs) else domain


def pieces(exprs: list[Expr], domain: Domain, splits: int = SPLITS) -> Iterator[Converter | str]:
    """The domain in pieces on which the signs inside |u| are known; a text says why it is not.

    A modulus that stays a generator, as one with the index of a sum, is equal to itself only.
    """
    try:
        converter, _ = convert(exprs, domain)
    except UnsupportedError as error:
        yield str(error)
        return
    turning = next((g for g in converter.tower.generators if _turns(g)), None)
    if turning is None or splits == 0:
        yield converter
        return
    u = converter.tower.to_expr(turning.argument)
    for half in (domain.where(u), domain.where(-u)):
        yield from pieces(exprs, half, splits - 1)


def _turns(g: Generator) -> bool:
    return g.kind is Kind.MODULUS and BOUND.isdisjoint(g.expr.free_symbols)
