"""Decides whether two formulas are the same function on a domain.

Equality comes from the normal form of their difference (:mod:`proofs.equality.exact`);
inequality from a witness, a rational point where a ball around the difference excludes zero. Where
neither is found the answer is "undecided". 0 log 0 and removable singularities are read as their
limits, so formulas that agree inside the domain agree on its edges.
"""

import time
from itertools import islice

from flint import acb, arb
from sympy import Expr, MatrixBase

from derive.domain import Domain
from proofs.equality.balls import PRECISIONS, UndefinedError, ball, excludes_zero
from proofs.equality.defined import doubt
from proofs.equality.exact.context import Converter
from proofs.equality.exact.tower import Element
from proofs.equality.pieces import canonical, pieces, with_phase
from proofs.equality.points import Point, as_names, points
from proofs.formula import Note
from proofs.verdict import Comparison, Status, Witness

Searches = tuple[tuple[int, int, tuple[int, ...]], ...]
PROBE: Searches = ((0, 4, PRECISIONS[:2]),)
SEARCHES: Searches = ((0, 6, PRECISIONS), (6, 240, PRECISIONS[:2]))
"""Which points are tried at which precisions: before the normal form, and where it fails."""
SECONDS = 3.0
"""Time after which the search for a witness ends."""


def compare(
    given: Expr | MatrixBase,
    derived: Expr | MatrixBase,
    domain: Domain,
    arguments: tuple[Note, ...] = (),
    divisors: tuple[Note, ...] = (),
) -> Comparison:
    """Whether `given` equals `derived` everywhere on `domain`, entry by entry for matrices.

    For `given` to have a value there, `arguments` must be >= 0 and `divisors` not vanish: what it
    was written with, see :class:`proofs.formula.Formula` and :mod:`proofs.equality.defined`.

    >>> from derive import symbols as sym
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
    return doubt(arguments, divisors, domain) or found


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
    domain = with_phase(domain, given, derived)
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


def why_not_equal(given: Expr, derived: Expr, domain: Domain) -> str | None:
    """None if the two are proved equal, else what is missing."""
    for part in pieces([given, derived], domain):
        reason = part if isinstance(part, str) else _doubt(part, part(given) - part(derived))
        if reason is not None:
            return reason
    return None


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
