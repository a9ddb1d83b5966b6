"""What is printed is what was proved: the files of ``sponte latex``, read back and compared."""

from collections.abc import Mapping

from sympy import Expr, MatrixBase, expand

from derive.equation import Equation
from derive.errors import RoundTripError
from proofs.compare import Comparison, compare
from proofs.formula import Formula
from proofs.reading.formulas import read_latex
from proofs.reading.rows import Rows, body, rows
from proofs.reading.spellings import Vocabulary, vocabulary_at
from proofs.verdict import Status


def check_file(text: str, equation: Equation) -> None:
    """Raise unless the text of an equation's file states the equation, and nothing else.

    :raises LatexError: for a text that is not read to its end and understood.
    :raises RoundTripError: for one that says something else than what is derived.
    """
    for part, found in compare_latex(body(text, equation.number), equation).items():
        if found.status is not Status.EQUAL:
            raise RoundTripError(equation.number, part, found.status, found.method)


def compare_latex(latex: str, equation: Equation) -> dict[str, Comparison]:
    r"""Each part of an equation's LaTeX against the derived one.

    >>> from derive.equation import lookup
    >>> own = lookup("42")
    >>> compare_latex(own.latex(), own)[""].status.value
    'equal'
    >>> compare_latex(own.latex().replace("2 ", "", 1), own)[""].status.value
    'different'
    """
    return {
        part: _compare(formula, equation.part(part), equation)
        for part, formula in formulas(latex, equation).items()
    }


def formulas(latex: str, equation: Equation) -> dict[str, Formula]:
    """What an equation's LaTeX says of each part, with its own definitions put in."""
    stated = rows(latex, equation)
    known, notes = _with_definitions(stated, vocabulary_at(equation))
    found = {}
    for part, right in stated.parts.items():
        own = read_latex(right, known)
        found[part] = Formula(
            own.value,
            (*own.arguments, *(a for note in notes.values() for a in note.arguments)),
            (*own.divisors, *(d for note in notes.values() for d in note.divisors)),
        )
    return found


def _with_definitions(
    stated: Rows, known: Vocabulary
) -> tuple[Vocabulary, Mapping[str, Formula]]:
    """The vocabulary with the names that the text defines, each of which has to be used."""
    used = {sign.text for right in stated.parts.values() for sign in right}
    for name, right in stated.definitions.items():
        letter, number = name.split("_")
        if not {f"\\{letter}", number} <= used:
            raise right[0].refuse(f"{name} is defined and not used")
    notes = {name: read_latex(right, known) for name, right in stated.definitions.items()}
    values = {name: note.value for name, note in notes.items()}
    return known.with_names(values, {name: f"\\{name}" for name in values}), notes


def _compare(formula: Formula, derived: Expr | MatrixBase, equation: Equation) -> Comparison:
    if not isinstance(derived, MatrixBase) and not derived.is_commutative:
        return _compare_operators(formula.value, derived)
    return compare(
        formula.value, derived, equation.domain, formula.arguments, formula.divisors
    )


def _compare_operators(given: Expr, derived: Expr) -> Comparison:
    """Operators of the field: the same sum of products, each in its order."""
    if isinstance(given, MatrixBase) or expand(given - derived) != 0:
        return Comparison(Status.DIFFERENT, "not the same sum of products of operators")
    return Comparison(Status.EQUAL, "the same sum of products of operators")
