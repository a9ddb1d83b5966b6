"""What is printed is what was proved: the files of ``sponte latex``, read back and compared."""

from sympy import Expr, MatrixBase, expand

from derive.errors import FormulaError, RoundTripError
from derive.model.equation import Equation, Value
from proofs.equality.compare import compare_text
from proofs.input.latex.formulas import to_text
from proofs.input.latex.rows import Rows, body, rows
from proofs.input.latex.spellings import Spellings, vocabulary_at
from proofs.latex.reasons import instance
from proofs.paper.built_in import BUILT_IN
from proofs.paper.formula import read
from proofs.paper.paper import Paper
from proofs.statements.hypotheses import Setting
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


def compare_latex(latex: str, equation: Equation, paper: Paper = BUILT_IN) -> dict[str, Comparison]:
    r"""Each part of an equation's LaTeX against the derived one.

    >>> from derive.equations import lookup
    >>> own = lookup("42")
    >>> compare_latex(own.latex(), own)[""].status.value
    'equal'
    >>> compare_latex(own.latex().replace("2 ", "", 1), own)[""].status.value
    'different'
    """
    return {
        part: _compare(formula, equation.part(part), equation, paper)
        for part, formula in formulas(latex, equation, paper).items()
    }


def formulas(latex: str, equation: Equation, paper: Paper = BUILT_IN) -> dict[str, str]:
    r"""What an equation's LaTeX says of each part, in the language of ``sponte check``.

    The text's own definitions are put in.

    >>> from derive.equations import lookup
    >>> formulas(r"E = \frac{1}{2}", lookup("A6"))["1"]
    '1 / 2'
    """
    stated = rows(latex, equation)
    known = vocabulary_at(equation, paper)
    definitions = {name: _defined(name, stated, known) for name in stated.definitions}
    more = known.with_names(definitions, {name: f"\\{name}" for name in definitions})
    texts = {part: to_text(right, more) for part, right in stated.parts.items()}
    return {part: instance(text, definitions) for part, text in texts.items()}


def _defined(name: str, stated: Rows, known: Spellings) -> str:
    """What a name stands for that the text defines, and has to use."""
    used = {sign.text for right in stated.parts.values() for sign in right}
    letter, number = name.split("_")
    right = stated.definitions[name]
    if not {f"\\{letter}", number} <= used:
        raise right[0].refuse(f"{name} is defined and not used")
    return to_text(right, known)


def _compare(text: str, derived: Value, equation: Equation, paper: Paper) -> Comparison:
    names = paper.names_at(equation.number, equation.domain)
    if not isinstance(derived, MatrixBase) and not derived.is_commutative:
        return _compare_operators(read(text, names), derived)
    return compare_text(text, derived, Setting(names, equation.domain))


def _compare_operators(given: Expr, derived: Expr) -> Comparison:
    """Operators of the field: the same sum of products, each in its order."""
    if isinstance(given, MatrixBase) or expand(given - derived) != 0:
        return Comparison(Status.DIFFERENT, "not the same sum of products of operators")
    return Comparison(Status.EQUAL, "the same sum of products of operators")
