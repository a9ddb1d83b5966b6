"""The factor up to which two formulas are equal, found at one point and then to be proved."""

from contextlib import suppress
from itertools import combinations

from flint import acb, fmpz
from sympy import Expr, S

from derive.model.domain import Domain
from proofs.equality.falsifier.places import Places
from proofs.equality.falsifier.problems import problem
from proofs.equality.falsifier.values import Values
from proofs.equality.falsifier.work import SpentError, Work
from proofs.kernel.constants import precision
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import statement

PARTS = 5040
"""A constant of proportion is sought among the multiples of 1/PARTS."""
SEARCHED = 20
"""Points at which it is sought."""
STEPS, SECONDS = 100_000, 2.0
"""Bounds on the work for it."""


def ratio(given: Expr, derived: Expr, domain: Domain) -> Expr:
    """The rational number that derived/given is at the first point where both are numbers.

    >>> from derive import symbols as sym
    >>> from derive.model.domain import POPULATION
    >>> ratio(2 * sym.rho11, 3 * sym.rho11, POPULATION)
    3/2
    """
    found = (_multiple(*pair) for pair in _pairs(given, derived, domain))
    return next((S(int(times)) / PARTS for times in found if times), S.One)


def varies(given: Expr, derived: Expr, domain: Domain) -> bool:
    """Whether no factor, rational or not, makes them equal at all the points that are looked at.

    >>> from sympy import sqrt
    >>> from derive import symbols as sym
    >>> from derive.model.domain import POPULATION
    >>> x = sym.rho11
    >>> varies(x, x**2, POPULATION), varies(x, sqrt(2) * x, POPULATION)
    (True, False)
    """
    pairs = _pairs(given, derived, domain)
    with precision(128):
        none = any(g == 0 and d != 0 for g, d in pairs)
        return none or any(a * y != b * x for (a, b), (x, y) in combinations(pairs, 2))


def _pairs(given: Expr, derived: Expr, domain: Domain) -> list[tuple[acb, acb]]:
    """Both values at the points where they are numbers."""
    asked = problem(statement([given], [derived], Setting({}, domain)))
    work, found = Work(STEPS, SECONDS), list[tuple[acb, acb]]()
    with precision(128), suppress(SpentError):
        for place in Places(asked, work).all(0, SEARCHED):
            values = Values(place, work)
            for goal in asked.goals:
                with suppress(ArithmeticError):
                    found.append((acb(values.of(goal.left)), acb(values.of(goal.right))))
    return found


def _multiple(given: acb, derived: acb) -> fmpz | None:
    """The whole number next to the quotient, times :data:`PARTS`."""
    with precision(128), suppress(ArithmeticError):
        return ((derived / given).real * PARTS).unique_fmpz()
    return None
