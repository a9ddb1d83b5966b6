"""Decides whether two formulas are the same function on a domain.

Equality comes from the normal form of their difference (:mod:`proofs.exact`); inequality from a
witness, a rational point where a ball around the difference excludes zero. Where neither is
found the answer is "undecided". 0 log 0 and removable singularities are read as their limits,
so formulas that agree inside the domain agree on its edges.
"""

import time
from dataclasses import dataclass
from itertools import islice

from flint import acb, arb
from sympy import Expr, I, Indexed, MatrixBase, Symbol, conjugate, exp

from derive import symbols as sym
from derive.domain import Domain, real
from proofs.balls import PRECISIONS, UndefinedError, ball
from proofs.exact.convert import Converter, convert
from proofs.exact.tower import Element, Kind, UnsupportedError
from proofs.points import Point, points
from proofs.verdict import Status, Witness

SEARCHES = ((0, 6, PRECISIONS), (6, 240, PRECISIONS[:2]))
"""Which points are tried at which precisions for a witness, before the question is left open."""
CHECKED_POINTS = 3
"""Every equality is looked at with balls at some points, to guard the normal form itself."""
SECONDS = 20.0
"""Time after which the search for a witness ends."""

PHASE = Symbol("phase", real=True)
"""The phase of rho01, free and without influence on any entropy."""
_STATE = {
    sym.rho00: 1 - sym.rho11,
    sym.rho01: sym.c * exp(I * PHASE),
    sym.rho10: sym.c * exp(-I * PHASE),
    conjugate(sym.rho01): sym.c * exp(-I * PHASE),
    conjugate(sym.rho10): sym.c * exp(I * PHASE),
}


class InconsistencyError(AssertionError):
    """The normal form and the balls contradict each other: a defect of this program."""


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
) -> Comparison:
    """Whether `given` equals `derived` everywhere on `domain`, entry by entry for matrices.

    `arguments` must be >= 0 there for `given` to have a value: what its roots and logarithms
    were written with, see :class:`proofs.formula.Formula`.

    >>> from derive.domain import POPULATION
    >>> from derive.entropy import binary_entropy
    >>> x = sym.rho11
    >>> compare(binary_entropy(x), binary_entropy(sym.rho00), POPULATION).status.value
    'equal'
    >>> compare(x**2, x, POPULATION).witness.point
    {'rho11': '1/2'}
    """
    undefined = _undefined(arguments, domain)
    if undefined is not None:
        return undefined
    if not isinstance(derived, MatrixBase) and not isinstance(given, MatrixBase):
        return _compare_scalars(given, derived, domain)
    shapes = [v.shape if isinstance(v, MatrixBase) else "a number" for v in (given, derived)]
    if shapes[0] != shapes[1]:
        reason = f"shape {shapes[0]} where {shapes[1]} is derived"
        return Comparison(Status.DIFFERENT, reason, Witness({}, str(shapes[0]), str(shapes[1]), reason))
    return _compare_matrices(given, derived, domain)


def _undefined(arguments: tuple[Expr, ...], domain: Domain) -> Comparison | None:
    """What stands against a value of the given formula on the whole domain, if anything."""
    for argument in map(canonical, arguments):
        own = _with_phase(domain, argument)
        try:
            converter, (element,) = convert([argument], own)
            if converter.signs.of_element(element) == 1:
                continue
        except UnsupportedError:
            pass
        point = _negative_at(argument, own)
        if point is None:
            reason = f"{argument} is not known to be >= 0 under a root or logarithm"
            return Comparison(Status.UNDECIDED, reason)
        reason = f"the root or logarithm of {argument} has no value"
        return Comparison(Status.DIFFERENT, reason, Witness(point, "no value", "a number", reason))
    return None


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
    try:
        reason = _why_not_equal(given, derived, domain)
    except UnsupportedError as error:
        reason = str(error)
    if reason is None:
        _guard(given, derived, domain)
        return Comparison(Status.EQUAL, "normal form of the difference is zero")
    witness = find_witness(given, derived, domain)
    if witness is not None:
        return Comparison(Status.DIFFERENT, "a ball around the difference excludes zero", witness)
    return Comparison(Status.UNDECIDED, f"{reason}, and no point tells them apart")


def canonical(expr: Expr) -> Expr:
    """The expression in rho11, c and the phase of rho01 instead of four matrix entries."""
    return expr.xreplace(_STATE)


def _with_phase(domain: Domain, *exprs: Expr) -> Domain:
    return domain & real(PHASE) if any(e.has(PHASE) for e in exprs) else domain


def _why_not_equal(given: Expr, derived: Expr, domain: Domain, splits: int = 3) -> str | None:
    """None if the two are proved equal, else what is missing.

    A modulus |u| whose sign changes splits the domain into u >= 0 and u <= 0.
    """
    converter, (left, right) = convert([given, derived], domain)
    reason = _doubt(converter, left - right)
    turning = next((g for g in converter.tower.generators if g.kind is Kind.MODULUS), None)
    if reason is None or turning is None or splits == 0:
        return reason
    u = converter.tower.to_expr(turning.argument)
    halves = (domain.where(u), domain.where(-u))
    found = (_why_not_equal(given, derived, half, splits - 1) for half in halves)
    return next((missing for missing in found if missing is not None), None)


def _doubt(converter: Converter, difference: Element) -> str | None:
    if not difference.is_zero:
        return "the normal form of the difference is not zero"
    for obligation in converter.obligations:
        if converter.signs.of_element(obligation) != 1:
            return f"{obligation.expr} is not known to be >= 0 under a root or logarithm"
    return None


def _guard(given: Expr, derived: Expr, domain: Domain) -> None:
    for point in islice(points(domain, (given, derived)), CHECKED_POINTS):
        try:
            difference = ball(given - derived, point)
        except (UndefinedError, ZeroDivisionError):
            continue
        if excludes_zero(difference):
            raise InconsistencyError(f"{given} and {derived} differ at {point}")


def find_witness(given: Expr, derived: Expr, domain: Domain) -> Witness | None:
    """A point where the two provably differ, or where only `derived` has a value."""
    end = time.monotonic() + SECONDS
    for first, last, precisions in SEARCHES:
        for precision in precisions:
            for point in islice(points(domain, (given, derived)), first, last):
                if time.monotonic() > end:
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
