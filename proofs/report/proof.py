"""A theorem's proof for the page: statement and steps of the certificate, with MathML."""

from dataclasses import dataclass

from proofs.latex.proofs import conditions, rows
from proofs.latex.text import math
from proofs.report.mathml import display, inline, prose
from proofs.theorems import Theorem


@dataclass(frozen=True)
class Line:
    """A numbered step with its reason, or with number 0 what opens a block; both as HTML."""

    depth: int
    number: int
    formula: str
    text: str


@dataclass(frozen=True)
class ShownProof:
    """What a theorem states and how its certificate goes; formulas and sentences are HTML."""

    name: str
    summary: str
    claims: tuple[str, ...]
    conditions: str
    goals: tuple[str, ...]
    lines: tuple[Line, ...]
    sha256: str

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return sum(1 for line in self.lines if line.number)


def proof(found: Theorem) -> ShownProof:
    """The proof of one theorem."""
    known = {text: math(text) for text in found.statement["hypotheses"]}
    return ShownProof(
        name=found.name,
        summary=found.summary,
        claims=found.claims,
        conditions=prose(conditions(found.statement)),
        goals=tuple(display(math(goal).strip("$")) for goal in found.statement["goals"]),
        lines=tuple(
            Line(
                row.depth // 2,
                row.number,
                inline(row.formula) if row.number else "",
                prose(row.text),
            )
            for row in rows(found.steps, known)
        ),
        sha256=found.sha256,
    )
