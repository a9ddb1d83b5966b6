r"""Whether the rows of a derivation hold: all that was noted under one left-hand side is equal.

A symbol that carries the name of an earlier row stands for that row's value. The comparison is the
exact one of :mod:`proofs.equality.compare`; a row that it does not decide is said to be open,
never equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sympy import Expr, MatMul, MatrixBase, MatrixExpr, Symbol, Trace

from derive.emission import monotonicity
from derive.model.equation import Equation
from derive.model.hilbert import Ket
from derive.model.measurement import STATE_NAMES
from derive.model.steps import DerivedRow, named
from derive.text.layout import left_hand_side
from proofs.equality.compare import compare
from proofs.verdict import Status

BITS = tuple(f"R({name})" for name in STATE_NAMES.values())
Value: TypeAlias = Expr | MatrixBase | MatrixExpr | Ket


@dataclass(frozen=True)
class Link:
    """Two rows of one left-hand side, and whether they are equal: EQUAL, DIFFERENT, UNDECIDED."""

    left: str
    words: str
    status: Status
    method: str


def links(equation: Equation) -> Iterator[Link]:
    r"""The comparison of each row with the one above it that has the same left-hand side.

    The derived parts themselves come last, under the left-hand sides with which they print.

    >>> from derive import equation
    >>> [(link.left, link.status.value) for link in links(equation("19"))][-1]
    ('R(\\rho_{A}^{\\mathrm{d}})', 'equal')
    """
    known: dict[str, Value] = {}
    for row in (*equation.steps, *results(equation)):
        value = meaning(row.value, known)
        if row.left in known:
            yield _link(row, known[row.left], value, equation)
        known[row.left] = value


def results(equation: Equation) -> Iterator[DerivedRow]:
    """The parts of an equation as rows, where rows of its derivation have their left-hand side.

    The bits of a scheme have their name from :func:`derive.model.measurement.randomness`.
    """
    noted = {row.left for row in equation.steps}
    for part, value in equation.parts.items():
        names = [left_hand_side(equation.lhs.name, part)]
        names += BITS if len(equation.parts) == 1 else ()
        yield from (DerivedRow(left, value, "The result") for left in names if left in noted)


def meaning(value: Value, known: Mapping[str, Value]) -> Value:
    """The value with products multiplied and names replaced by what they stand for."""
    if isinstance(value, Ket):
        return value
    if isinstance(value, Trace):
        return multiplied(value.arg).trace()
    names = {named(left): earlier for left, earlier in known.items() if isinstance(earlier, Expr)}
    plain = multiplied(value) if isinstance(value, MatrixExpr) else value
    if isinstance(plain, MatrixBase):
        return plain.applyfunc(lambda entry: _written_out(entry, names))
    return _written_out(plain, names)


def multiplied(value: MatrixExpr) -> MatrixBase:
    """A product of matrices and numbers, multiplied."""
    factors = value.args if isinstance(value, MatMul) else (value,)
    result = factors[0]
    for factor in factors[1:]:
        result = result * factor
    return result


def _written_out(value: Expr, names: Mapping[Symbol, Expr]) -> Expr:
    return monotonicity.written_out(value.xreplace(names))


def _link(row: DerivedRow, above: Value, value: Value, equation: Equation) -> Link:
    if isinstance(value, Ket) or isinstance(above, Ket):
        status = Status.EQUAL if value == above else Status.DIFFERENT
        return Link(row.left, row.words, status, "the same terms")
    found = compare(value, above, equation.domain)
    return Link(row.left, row.words, found.status, found.method)
