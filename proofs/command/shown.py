"""What ``sponte show`` says of one number: the claim with its verdict, and what is derived."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from derive.errors import UnknownNameError
from derive.model.equation import Equation
from proofs.calls import verify
from proofs.paper.paper import Paper
from proofs.paper.parts import find_part
from proofs.report import pages
from proofs.report.pages import Row
from proofs.verdict import Verdict


@dataclass(frozen=True)
class Shown:
    """A number with its verdict, if it is a claim or a part of one, and with its derivation."""

    number: str
    paper: Paper
    verdict: Verdict | None
    equation: Equation | None
    part: str = ""

    def rows(self) -> Iterator[Row]:
        """The same for people."""
        if self.verdict is None:
            yield from pages.equation_page(self.number, self.paper)
        elif self.part:
            yield from pages.part_page(self.verdict, self.part, self.paper)
        else:
            yield from pages.claim_page(self.verdict, self.paper)

    def derived(self) -> dict[str, Any] | None:
        """What is derived, as plain data; nothing for an input."""
        own = self.equation
        if own is None:
            return None
        wanted = [self.part] if self.part else own.parts
        return {
            "number": self.number,
            "title": own.title,
            "parts": {p: own.text(p) for p in wanted if own.part(p) is not None},
            "latex": own.latex(),
            "domain": str(own.domain),
            "assumptions": list(own.assumptions),
            "uses": list(own.uses),
            "source": own.source,
        }


def shown(number: str, paper: Paper) -> Shown:
    """What there is under a number of a claim, of a derivation, or of a part of either.

    :raises UnknownEquationError: where there is nothing; the error names the closest ones.
    """
    if number in paper.claims:
        return Shown(number, paper, _verdict(number, paper), _equation(number, paper))
    derived, part = find_part(number, paper)
    verdict = _verdict(derived.number, paper) if derived.number in paper.claims else None
    return Shown(number, paper, verdict, derived, part)


def _verdict(number: str, paper: Paper) -> Verdict:
    return verify(number, ["kernel"] if paper.built_in else (), paper).heard


def _equation(number: str, paper: Paper) -> Equation | None:
    try:
        return find_part(number, paper)[0]
    except UnknownNameError:
        return None
