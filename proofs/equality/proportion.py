"""The factor up to which two formulas are equal, found at one point and then to be proved."""

from flint import acb, fmpz
from sympy import Expr, S

from derive.model.domain import Domain
from proofs.equality.falsifier.places import Places
from proofs.equality.falsifier.problems import Relation, problem
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
    asked = problem(statement([given], [derived], Setting({}, domain)))
    work = Work(STEPS, SECONDS)
    with precision(128):
        try:
            for place in Places(asked, work).all(0, SEARCHED):
                nearest = _at(asked.goals[0], Values(place, work))
                if nearest:
                    return S(int(nearest)) / PARTS
        except SpentError:
            pass
    return S.One


def _at(goal: Relation, values: Values) -> fmpz | None:
    """The whole number next to the quotient of both sides, times :data:`PARTS`."""
    try:
        quotient = acb(values.of(goal.right)) / acb(values.of(goal.left))
    except ArithmeticError:
        return None
    return (quotient.real * PARTS).unique_fmpz()
