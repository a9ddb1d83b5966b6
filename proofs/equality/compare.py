"""Whether two formulas are the same function on a domain: a statement is made and decided.

0 log 0 and removable singularities in continuous variables are read as their limits, so formulas
that agree inside the domain agree on its edges; whole numbers have no limits.
"""

from collections.abc import Mapping
from typing import TypeAlias

from sympy import Expr, MatrixBase

from derive.errors import FormulaError
from derive.model.domain import Domain
from proofs.equality.decide import decide, known
from proofs.equality.search.proof import GaveUpError
from proofs.equality.spelling import spelled
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import ShapeError, fibres, statement
from proofs.verdict import Comparison, Status, Witness

Value: TypeAlias = Expr | MatrixBase


def compare(given: Value, derived: Value, domain: Domain) -> Comparison:
    """Whether `given` equals `derived` everywhere on `domain`, entry by entry for matrices.

    >>> from derive import symbols as sym
    >>> from derive.model.domain import POPULATION
    >>> from derive.model.entropy import binary_entropy
    >>> x = sym.rho11
    >>> compare(binary_entropy(x), binary_entropy(sym.rho00), POPULATION).status.value
    'equal'
    >>> compare(x**2, x, POPULATION).witness.point
    {'rho11': '1/5'}
    """
    return _compared(given, derived, Setting({}, domain))


def compare_text(given: str, derived: Value, setting: Setting) -> Comparison:
    """The same of a formula as a user writes it, with the names of a setting.

    :raises FormulaError: for what is not a formula.
    """
    return _compared(given, derived, setting)


def compare_texts(
    given: Mapping[str, str], derived: Mapping[str, Value], setting: Setting
) -> dict[str, Comparison]:
    """The same of several formulas by name: a recorded certificate of all is asked first."""
    values = [derived[name] for name in given]
    if len(values) > 1 and (all_of_them := _recorded([*given.values()], values, setting)):
        return dict.fromkeys(given, all_of_them)
    return {name: compare_text(text, derived[name], setting) for name, text in given.items()}


def _recorded(given: list[str], derived: list[Value], setting: Setting) -> Comparison | None:
    """The answer of a recorded certificate about several formulas."""
    try:
        stated = statement(given, derived, setting)
        found = known(stated, fibres(stated, setting))
    except (FormulaError, GaveUpError):
        return None  # each is asked by itself
    return found and spelled(found, setting.domain.symbols)


def _compared(given: str | Value, derived: Value, setting: Setting) -> Comparison:
    try:
        stated = statement([given], [derived], setting)
    except ShapeError as shapes:
        witness = Witness({}, shapes.given, shapes.derived, str(shapes))
        return Comparison(Status.DIFFERENT, str(shapes), witness)
    found = decide(stated, fibres(stated, setting), entries(derived))
    return spelled(found, setting.domain.symbols)


def entries(derived: Value) -> list[str]:
    """The names of the goals: the entries of a matrix."""
    if not isinstance(derived, MatrixBase):
        return []
    places = ((i, j) for i in range(derived.rows) for j in range(derived.cols))
    return [f"entry {place}" for place in places]
