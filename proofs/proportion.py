"""The factor up to which two formulas are equal, found at one point and then to be proved."""

from itertools import islice

from sympy import Expr, S

from derive.domain import Domain
from proofs.equality.balls import ball
from proofs.equality.points import points

PARTS = 5040
"""A constant of proportion is sought among the multiples of 1/PARTS."""
SEARCHED = 60
"""Points at which it is sought."""


def ratio(given: Expr, derived: Expr, domain: Domain) -> Expr:
    """The rational number that derived/given is at the first point where both are numbers."""
    for point in islice(points(domain, (given, derived)), SEARCHED):
        value = (ball(derived, point) / ball(given, point)).real
        nearest = (value * PARTS).unique_fmpz()
        if nearest:
            return S(int(nearest)) / PARTS
    return S.One
