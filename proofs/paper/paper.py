"""A paper: what it claims, what is derived for it, and what its formulas may use."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from derive.errors import UnknownEquationError
from derive.model.domain import Domain
from derive.model.equation import Equation
from proofs.paper.claim import Claim


@dataclass(frozen=True)
class Section:
    """A part of a paper: its heading, and its claims."""

    heading: str
    claims: tuple[Claim, ...]

    @property
    def number(self) -> str:
        """What the heading begins with; all of it, if that is no number.

        >>> Section("II. Emission", ()).number, Section("IV.A One photon", ()).number
        ('II', 'IV.A')
        """
        found = re.match(r"(Table \w+|Appendix \w+|[IVX\d]+(\.\w+)*)\b\.?( |$)", self.heading)
        return found[1] if found else self.heading

    @property
    def title(self) -> str:
        """The rest of the heading."""
        return self.heading.removeprefix(self.number).removeprefix(".").strip()


@dataclass(frozen=True, eq=False)
class Paper:
    """A paper as data, the built-in one and those from outside.

    `equations` has what is derived, by number, each when it is first asked for; `names_at` what a
    formula for a number may use on a domain. `record` is where its verdicts are written down.
    `source` names its file. What is known of one paper alone, as theorems, engines and numeric
    code, belongs to the one that is `built_in`.
    """

    key: str
    title: str
    citation: str
    sections: tuple[Section, ...]
    equations: Mapping[str, Equation]
    names_at: Callable[[str, Domain], Mapping[str, Any]]
    record: Path
    source: str = ""
    built_in: bool = False
    authors: tuple[str, ...] = ()

    @property
    def certificates(self) -> Path:
        """Where the certificates behind its verdicts are written down, beside these."""
        before = self.record.name.removesuffix("verdicts.json")
        return self.record.with_name(f"{before}certificates.json")

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The claims by number, in the paper's order."""
        return {claim.number: claim for section in self.sections for claim in section.claims}

    def claim(self, number: str) -> Claim:
        """The claim of this number.

        :raises UnknownEquationError: where there is none; the error names the closest ones.
        """
        if number not in self.claims:
            raise UnknownEquationError(number, list(self.claims))
        return self.claims[number]

    def equation(self, number: str) -> Equation:
        """What is derived under a number, computed on first use.

        :raises UnknownEquationError: where nothing is; the error names the closest ones.
        """
        if number not in self.equations:
            raise UnknownEquationError(number, list(self.equations))
        return self.equations[number]
