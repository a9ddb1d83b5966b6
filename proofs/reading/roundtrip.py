"""What is printed is what was proved: the files of ``sponte latex``, read back and compared."""

from collections.abc import Iterable

from sympy import Expr, MatrixBase, Sum, Tuple, expand, expand_mul

from derive.entropy import eta, log2
from derive.equation import Equation, Value
from derive.errors import FormulaError, RoundTripError
from proofs.equality.compare import compare
from proofs.formula import Formula
from proofs.reading.formulas import read_latex
from proofs.reading.rows import Rows, body, rows
from proofs.reading.spellings import Vocabulary, vocabulary_at
from proofs.verdict import Comparison, Status


def check_file(text: str, equation: Equation) -> None:
    """Raise unless the text of an equation's file states the equation, and nothing else.

    :raises RoundTripError: for a text that says something else than what is derived, or that is
        not read to its end and understood.
    """
    try:
        comparisons = compare_latex(body(text, equation.number), equation)
    except FormulaError as error:
        raise RoundTripError(equation.number, "not understood", str(error)) from None
    for part, found in comparisons.items():
        if found.status is not Status.EQUAL:
            name = f"{equation.number}:{part}" if part else equation.number
            raise RoundTripError(name, found.status, found.method)


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
    known, definitions = _with_definitions(stated, vocabulary_at(equation))
    return {
        part: _joined(read_latex(right, known), definitions) for part, right in stated.parts.items()
    }


def _joined(formula: Formula, definitions: Iterable[Formula]) -> Formula:
    """A formula that also needs what the definitions were written with."""
    every = (formula, *definitions)
    arguments = dict.fromkeys(a for one in every for a in one.arguments)
    divisors = dict.fromkeys(d for one in every for d in one.divisors)
    return Formula(formula.value, tuple(arguments), tuple(divisors))


def _with_definitions(stated: Rows, known: Vocabulary) -> tuple[Vocabulary, tuple[Formula, ...]]:
    """The vocabulary with the names that the text defines, each of which has to be used."""
    used = {sign.text for right in stated.parts.values() for sign in right}
    for name, right in stated.definitions.items():
        letter, number = name.split("_")
        if not {f"\\{letter}", number} <= used:
            raise right[0].refuse(f"{name} is defined and not used")
    notes = {name: read_latex(right, known) for name, right in stated.definitions.items()}
    values = {name: note.value for name, note in notes.items()}
    return known.with_names(values, {name: f"\\{name}" for name in values}), tuple(notes.values())


def _compare(formula: Formula, derived: Value, equation: Equation) -> Comparison:
    if not isinstance(derived, MatrixBase) and not derived.is_commutative:
        return _compare_operators(formula.value, derived)
    # Most texts repeat the derived form; then only the roots, logarithms and divisors are left.
    value = derived if written_out(formula.value) == written_out(derived) else formula.value
    return compare(value, derived, equation.domain)


def written_out(value: Value) -> Value:
    """Entropy terms as -x log x, signs in front of sums, and the indices of sums named alike."""
    if isinstance(value, MatrixBase):
        return value.applyfunc(written_out)
    logarithms = value.replace(eta, lambda x: -(x * log2(x)))
    return expand_mul(logarithms.replace(Sum, _signed).as_dummy())


def _signed(term: Expr, *limits: Tuple) -> Expr:
    return -Sum(-term, *limits) if term.could_extract_minus_sign() else Sum(term, *limits)


def _compare_operators(given: Expr, derived: Expr) -> Comparison:
    """Operators of the field: the same sum of products, each in its order."""
    if isinstance(given, MatrixBase) or expand(given - derived) != 0:
        return Comparison(Status.DIFFERENT, "not the same sum of products of operators")
    return Comparison(Status.EQUAL, "the same sum of products of operators")
