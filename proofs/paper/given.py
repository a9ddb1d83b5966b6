"""A SymPy expression that somebody gives to ``check``, as a formula of :mod:`proofs.paper.formula`.

It keeps SymPy's meaning: its ``log`` is natural. Its symbols, families and functions are matched
by name with those of the equation; what SymPy assumes of them does not matter.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any, TypeAlias

from sympy import Dummy, Expr, Integral, MatrixBase, Sum, Symbol, Wild, preorder_traversal

from derive.errors import FormulaError
from derive.text.plain import names_in, to_text
from proofs.paper.formula import FUNCTIONS

Formula: TypeAlias = Expr | MatrixBase
CALLED = frozenset(FUNCTIONS) - {"log"}
"""What an undefined function of SymPy means by its name, as h(x). A ``log`` is SymPy's own."""
MAX_NODES = 20_000
"""How many parts a formula may have, each counted where it stands."""


def as_text(formula: Formula, names: Mapping[str, Any]) -> str:
    """The text of an expression or matrix with the names of an equation.

    :raises FormulaError: for an unknown name, and for what the language has no words for.

    >>> from sympy import Function, log
    >>> from sympy.abc import x, y
    >>> as_text(Function("h")(x) + log(x, 2) * y, {"x": x, "y": y})
    'y*ln(x)/ln(2) + h(x)'
    >>> as_text(x + 1, {"y": y})
    Traceback (most recent call last):
    ...
    derive.errors.FormulaError: no name 'x' at this equation; there are y
    """
    if not isinstance(formula, Formula):
        kind = type(formula).__name__
        raise FormulaError(f"a formula is a text, or an expression or matrix of SymPy, not {kind}")
    try:
        return _written(formula, names)
    except RecursionError:
        raise FormulaError("the formula is nested too deeply") from None


def _written(formula: Formula, names: Mapping[str, Any]) -> str:
    size = sum(1 for _ in islice(preorder_traversal(formula), MAX_NODES + 1))
    if size > MAX_NODES:
        raise FormulaError(f"the formula has more than {MAX_NODES} parts")
    for free in formula.free_symbols:
        _require_plain(free)
    meant = _as_one(formula)
    for name, meaning in names_in(meant, CALLED).items():
        _require_plain(meaning)
        _require_known(name, meaning, names)
    return to_text(meant, CALLED)


def _as_one(formula: Formula) -> Formula:
    """Symbols that differ only in what is assumed of them as one; none that a sum could bind."""
    bound = {limit[0].name for x in formula.atoms(Sum, Integral) for limit in x.limits}
    free = [x for x in formula.free_symbols if isinstance(x, Symbol) and x.is_commutative]
    names = [x.name for x in free]
    twins = [x for x in free if names.count(x.name) > 1 and x.name not in bound]
    return formula.xreplace({x: Symbol(x.name) for x in twins}) if twins else formula


def _require_plain(symbol: Any) -> None:
    if isinstance(symbol, Dummy | Wild):
        kind, name = type(symbol).__name__, symbol.name
        raise FormulaError(f"{name} is a {kind}, which has no meaning here: Symbol({name!r})")


def _require_known(name: str, meaning: Any, names: Mapping[str, Any]) -> None:
    if name not in names:
        known = ", ".join(sorted(names))
        raise FormulaError(f"no name {name!r} at this equation; there are {known}")
    ordered = getattr(names[name], "is_commutative", True) is False
    if ordered and getattr(meaning, "is_commutative", True):
        raise FormulaError(f"{name} is an operator here: Symbol({name!r}, commutative=False)")
