r"""What a derivation went through, noted by the code while it runs.

``step(left, value, words)`` returns `value` and, if an equation is being derived, remembers it as
one row of that equation's derivation. One left-hand side stands for one thing: all values noted
under it are equal, and a symbol with that name in a later row means it. :mod:`proofs.judge.chain`
checks this by exact comparison, so that a wrong row cannot be printed as a step.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from typing import TypeVar

from sympy import Expr, MatMul, MatrixBase, MatrixExpr, Symbol

from derive.model.hilbert import Ket
from derive.symbols import LatexSymbol

Noted = TypeVar("Noted", bound=Expr | MatrixBase | MatrixExpr | Ket)

Found = TypeVar("Found")
Tied = tuple[object, str]
"""A registry of derivations, and a number in it."""


@dataclass(frozen=True)
class DerivedRow:
    """One row of a derivation: a left-hand side in LaTeX, its value, and how it was reached."""

    left: str
    value: Expr | MatrixBase | MatrixExpr | Ket
    words: str = ""


NOTES: ContextVar[Callable[[DerivedRow], None] | None] = ContextVar("notes", default=None)
"""What takes the rows of the equation in progress; :mod:`derive.model.equation` sets it."""


USES: ContextVar[Callable[[Tied], None] | None] = ContextVar("uses", default=None)
"""What takes what the equation in progress rests on, likewise."""


def use(tied: Tied) -> None:
    """Note what the derivation in progress rests on, if there is one."""
    take = USES.get()
    if take:
        take(tied)


def step(left: str, value: Noted, words: str = "") -> Noted:
    """Note one row of the derivation in progress, if there is one; returns the value.

    >>> step("x", Symbol("y"))
    y
    """
    take = NOTES.get()
    if take:
        take(
            DerivedRow(
                left, value.as_immutable() if isinstance(value, MatrixBase) else value, words
            )
        )
    return value


def noting(function: Callable[..., Found]) -> Callable[..., Found]:
    """A function that runs once for its arguments, and notes the same rows and uses each time.

    >>> noting(lambda left: step(left, Symbol("y")))("x")
    y
    """

    @cache
    def run(*given: Hashable) -> tuple[Found, tuple[DerivedRow, ...], tuple[Tied, ...]]:
        rows, used = list[DerivedRow](), list[Tied]()
        tokens = NOTES.set(rows.append), USES.set(used.append)
        try:
            return function(*given), tuple(rows), tuple(used)
        finally:
            NOTES.reset(tokens[0])
            USES.reset(tokens[1])

    @wraps(function)
    def noted(*given: Hashable) -> Found:
        found, rows, used = run(*given)
        for row in rows:
            step(row.left, row.value, row.words)
        for tied in used:
            use(tied)
        return found

    return noted


def times(*factors: MatrixBase | Expr) -> MatrixExpr:
    """A product of matrices as it was multiplied, to be shown before its result."""
    return MatMul(*factors, evaluate=False)


def named(left: str) -> Symbol:
    """The symbol that stands for what was noted under a left-hand side."""
    return LatexSymbol(left)
