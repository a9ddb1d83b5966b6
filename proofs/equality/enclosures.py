"""Values with a guaranteed error: a formula at an exact point, as a ball (Arb).

Nothing here rounds to nearest and hopes: the formula becomes a statement, whose value at a point is
what the falsifier takes it for, see :mod:`proofs.equality.falsifier`.
"""

from collections.abc import Callable, Mapping

from flint import acb, fmpq
from sympy import Expr, Rational, S, Symbol

from derive.model.domain import Domain
from proofs.equality.falsifier.problems import Problem, problem
from proofs.equality.falsifier.values import Place, Values
from proofs.equality.falsifier.work import Work
from proofs.kernel.constants import precision
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import statement

STEPS, SECONDS = 10_000_000, 60.0
"""Bounds on the work for one value."""
Enclosure = Callable[[Mapping[Symbol, Rational]], acb]


def enclosure(value: Expr, bits: int = 128) -> Enclosure:
    """The value of a formula where each of its symbols is a rational, as a complex ball.

    Where nothing can be said the ball is not finite.

    :raises ArithmeticError: of a point where the formula has no value, or a divisor may be zero.

    >>> from derive import symbols as sym
    >>> enclosure(1 / sym.Gamma)({sym.Gamma: Rational(4)})
    0.250000000000000
    """
    asked = problem(statement([value], [S.Zero], Setting({}, Domain())))
    return lambda point: _enclosed(asked, point, bits)


def _enclosed(asked: Problem, point: Mapping[Symbol, Rational], bits: int) -> acb:
    symbols = {symbol.name: fmpq(int(at.p), int(at.q)) for symbol, at in point.items()}
    with precision(bits):
        return acb(Values(Place(symbols), Work(STEPS, SECONDS)).of(asked.goals[0].left))
