"""Decides whether two formulas are the same function on a domain.

Equality comes from the normal form of their difference (:mod:`proofs.exact`); inequality from a
witness, a rational point where a ball around the difference excludes zero. Where neither is
found the answer is "undecided". 0 log 0 and removable singularities are read as their limits,
so formulas that agree inside the domain agree on its edges.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flint import acb, arb
from sympy import Expr, I, Indexed, MatrixBase, Symbol, conjugate, exp

from derive import symbols as sym
from derive.domain import Domain, real
from proofs.balls import PRECISIONS, UndefinedError, ball
from proofs.exact.context import Converter
from proofs.exact.convert import convert
from proofs.exact.tower import BOUND, Element, Generator, Kind, UnsupportedError
from proofs.points import Point, points
from proofs.verdict import Status, Witness

Searches = tuple[tuple[int, int, tuple[int, ...]], ...]
PROBE: Searches = ((0, 4, PRECISIONS[:2]),)
SEARCHES: Searches = ((0, 6, PRECISIONS), (6, 240, PRECISIONS[:2]))
"""Which points are tried at which precisions: before the normal form, and where it fails."""
POINTS = 12
"""Points at which a divisor is looked at."""
SECONDS = 3.0
"""Time after which the search for a witness ends."""
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


@dataclass(frozen=True)
class Comparison:
    """EQUAL, DIFFERENT or UNDECIDED, with a witness for the second and a reason for the others."""

    status: Status
    method: str
    witness: Witness | None = None


def compare(
    given: Expr | MatrixBase,
    derived: Expr | MatrixBase,
    domain: Domain,
    arguments: tuple[Expr, ...] = (),
    divisors: tuple[Expr, ...] = (),
) -> Comparison:
    """Whether `given` equals `derived` everywhere on `domain`, entry by entry for matrices.

    For `given` to have a value there, `arguments` must be >= 0 and `divisors` not vanish on a
    whole part of it: what it was written with, see :class:`proofs.formula.Formula`.

    >>> from derive.domain import POPULATION
    >>> from derive.entropy import binary_entropy
    >>> x = sym.rho11
    >>> compare(binary_entropy(x), binary_entropy(sym.rho00), POPULATION).status.value
    'equal'
    >>> compare(x**2, x, POPULATION).witness.point
    {'rho11': '1/5'}
    """
    found = _compare_values(given, derived, domain)
    if found.status is Status.DIFFERENT:
        return found
    doubts = [_negative(a, domain) for a in map(canonical, arguments)]
    doubts += [_vanishing(d, domain) for d in map(canonical, divisors)]
    doubts.sort(key=lambda doubt: doubt is None or doubt.status is not Status.DIFFERENT)
    return next((doubt for doubt in doubts if doubt is not None), found)


def _compare_values(
    given: Expr | MatrixBase, derived: Expr | MatrixBase, domain: Domain
) -> Comparison:
    if not isinstance(derived, MatrixBase) and not isinstance(given, MatrixBase):
        return _compare_scalars(given, derived, domain)
    shapes = [v.shape if isinstance(v, MatrixBase) else "a number" for v in (given, derived)]
    if shapes[0] != shapes[1]:
        reason = f"shape {shapes[0]} where {shapes[1]} is derived"
        return Comparison(
            Status.DIFFERENT, reason, Witness({}, str(shapes[0]), str(shapes[1]), reason)
        )
    return _compare_matrices(given, derived, domain)


def _negative(argument: Expr, domain: Domain) -> Comparison | None:
    """What stands against argument >= 0 on the whole domain, if anything."""
    domain = _with_phase(domain, argument)
    for part in _pieces([argument], domain):
        if isinstance(part, str) or part.signs.of_element(part(argument)) != 1:
            break
    else:
        return None
    point = _negative_at(argument, domain)
    if point is None:
        reason = f"{argument} is not known to be >= 0 under a root or logarithm"
        return Comparison(Status.UNDECIDED, reason)
    return _no_value(point, f"the root or logarithm of {argument} has no value")


def _vanishing(divisor: Expr, domain: Domain) -> Comparison | None:
    """What stands against a divisor that vanishes nowhere but at single places, if anything."""
    domain = _with_phase(domain, divisor)
    for part in _pieces([divisor], domain):
        if isinstance(part, str):
            return Comparison(Status.UNDECIDED, f"{part}, in the divisor {divisor}")
        if part(divisor).is_zero:
            reason = f"the divisor or argument of a logarithm {divisor} is zero"
            point = next(points(part.domain, (divisor,)), None)
            if point is None:
                return Comparison(Status.UNDECIDED, f"{reason} on a part of the domain")
            return _no_value(as_names(point), reason)
    if any(_differs_from_zero(divisor, p) for p in islice(points(domain, (divisor,)), POINTS)):
        return None
    return Comparison(Status.UNDECIDED, f"the divisor {divisor} may be zero everywhere")


def _differs_from_zero(divisor: Expr, point: Point) -> bool:
    try:
        return any(excludes_zero(ball(divisor, point, bits)) for bits in PRECISIONS[:2])
    except (UndefinedError, ZeroDivisionError):
        return False


def _no_value(point: dict[str, str], reason: str) -> Comparison:
    return Comparison(Status.DIFFERENT, reason, Witness(point, "no value", "a number", reason))


def _negative_at(argument: Expr, domain: Domain) -> dict[str, str] | None:
    for point in islice(points(domain, (argument,)), *SEARCHES[-1][:2]):
        try:
            if ball(argument, point).real < 0:
                return as_names(point)
        except (UndefinedError, ZeroDivisionError):
            continue
    return None


def _compare_matrices(given: MatrixBase, derived: MatrixBase, domain: Domain) -> Comparison:
    worst = Comparison(Status.EQUAL, "every entry: normal form of the difference is zero")
    for row in range(given.rows):
        for column in range(given.cols):
            found = _compare_scalars(given[row, column], derived[row, column], domain)
            if found.witness is not None:
                part = f"entry ({row}, {column})"
                witness = Witness(**{**vars(found.witness), "part": part})
                return Comparison(Status.DIFFERENT, found.method, witness)
            worst = found if found.status is not Status.EQUAL else worst
    return worst


def _compare_scalars(given: Expr, derived: Expr, domain: Domain) -> Comparison:
    given, derived = canonical(given), canonical(derived)
    domain = _with_phase(domain, given, derived)
    if given == derived:
        return Comparison(Status.EQUAL, "the same expression")
    witness = find_witness(given, derived, domain, PROBE)
    reason = None if witness else why_not_equal(given, derived, domain)
    if witness is None and reason is None:
        return Comparison(Status.EQUAL, "normal form of the difference is zero")
    witness = witness or find_witness(given, derived, domain)
    if witness is not None:
        return Comparison(Status.DIFFERENT, "a ball around the difference excludes zero", witness)
    return Comparison(Status.UNDECIDED, f"{reason}, and no point tells them apart")


def canonical(expr: Expr) -> Expr:
    """The expression in rho11, c and the phase of rho01 instead of four matrix entries."""
    return expr.xreplace(_STATE)


def _with_phase(domain: Domain, *exprs: Expr) -> Domain:
    return domain & real(PHASE) if any(e.has(PHASE) for e in exprs) else domain


def why_not_equal(given: Expr, derived: Expr, domain: Domain) -> str | None:
    """None if the two are proved equal, else what is missing."""
    for part in _pieces([given, derived], domain):
        reason = part if isinstance(part, str) else _doubt(part, part(given) - part(derived))
        if reason is not None:
            return reason
    return None


def _pieces(exprs: list[Expr], domain: Domain, splits: int = SPLITS) -> Iterator[Converter | str]:
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
        yield from _pieces(exprs, half, splits - 1)


def _turns(g: Generator) -> bool:
    return g.kind is Kind.MODULUS and BOUND.isdisjoint(g.expr.free_symbols)


def _doubt(converter: Converter, difference: Element) -> str | None:
    if not difference.is_zero:
        return "the normal form of the difference is not zero"
    for obligation in converter.obligations:
        if converter.signs.of_element(obligation) != 1:
            return f"{obligation.expr} is not known to be >= 0 under a root or logarithm"
    return None


def find_witness(
    given: Expr, derived: Expr, domain: Domain, searches: Searches = SEARCHES
) -> Witness | None:
    """A point where the two provably differ, or where only `derived` has a value."""
    end = time.process_time() + SECONDS
    for first, last, precisions in searches:
        for precision in precisions:
            for point in islice(points(domain, (given, derived)), first, last):
                if time.process_time() > end:
                    return None
                witness = _witness_at(given, derived, point, precision)
                if witness is not None:
                    return witness
    return None


def _witness_at(given: Expr, derived: Expr, point: Point, precision: int) -> Witness | None:
    names = as_names(point)
    try:
        right = ball(derived, point, precision)
    except (UndefinedError, ZeroDivisionError):
        return None
    if not right.is_finite():
        return None
    try:
        left = ball(given, point, precision)
    except UndefinedError:
        reason = "no value: a root or logarithm outside its range"
        return Witness(names, reason, show(right), reason)
    except ZeroDivisionError:
        return None
    difference = left - right
    if not difference.is_finite() or not excludes_zero(difference):
        return None
    return Witness(names, show(left), show(right), show_ball(difference))


def as_names(point: Point) -> dict[str, str]:
    """A point as text, without members of a family beyond the largest count in it."""
    counts = [int(v) for s, v in point.items() if isinstance(s, Symbol) and s.is_integer]
    largest = max(counts, default=0)
    return {
        str(s): str(v)
        for s, v in point.items()
        if not isinstance(s, Indexed) or not s.indices[0].is_Integer or s.indices[0] <= largest
    }


def excludes_zero(value: acb) -> bool:
    """Whether a ball provably does not contain zero."""
    return value.is_finite() and not value.contains(0)


def show(value: acb, digits: int = 15) -> str:
    """The value of a ball in decimals, the imaginary part only where there is one."""
    real_part = value.real.str(digits, radius=False)
    if value.imag == 0 or (value.imag.contains(0) and value.imag.rad() < arb(2) ** -60):
        return real_part
    return f"{real_part} + {value.imag.str(digits, radius=False)}*I"


def show_ball(value: acb) -> str:
    """A ball with its radius, as in ``[0.125 +/- 3.4e-30]``."""
    real_part = value.real.str(20)
    if value.imag == 0 or (value.imag.contains(0) and not value.real.contains(0)):
        return real_part
    return f"{real_part} + {value.imag.str(20)}*I"
