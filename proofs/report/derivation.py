"""The rows of a derivation for the page: what was done, and what came of it, as MathML."""

from collections.abc import Sequence
from dataclasses import dataclass

from derive.model.equation import Equation
from proofs.latex.steps import rows
from proofs.report.mathml import display


@dataclass(frozen=True)
class Row:
    """What is said of a row, if it is not what was said before, and its formula."""

    words: str
    formula: str


def derivation(equation: Equation) -> tuple[Row, ...]:
    r"""The rows that the derivation noted while it ran; none for what is no more than an input.

    >>> from derive import equation
    >>> [row.words for row in derivation(equation("28"))][-2]
    'The rest of (27) is G(n) - G(0), which telescopes'
    """
    return tuple(Row(words, _aligned(lines)) for words, lines in rows(equation))


def _aligned(lines: Sequence[str]) -> str:
    inner = r" \\ ".join(lines)
    return display(rf"\begin{{aligned}}{inner}\end{{aligned}}")
