"""What a theorem is: a statement with a certificate, and what the kernel says about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from sympy import Expr, S

from derive.text.html import table
from proofs.kernel import check, statement_hash
from proofs.kernel.element import Refused
from proofs.paper.remarks import unmarked
from proofs.verdict import Certificate


@dataclass(frozen=True)
class Theorem:
    """A statement in the kernel's form, generated from derived expressions, and its proof.

    `claims` are the numbers of the paper that it backs. `summary` is the statement in one line,
    with formulas between backticks. For a claim, `instance` gives values to symbols that it does
    not have, and `delta` is how near is near enough, for a limit. `thin` shows that the exceptions
    of the statement are thin.
    """

    name: str
    summary: str
    statement: dict[str, Any]
    steps: list[dict[str, Any]]
    claims: tuple[str, ...] = ()
    instance: Mapping[str, str] = field(default_factory=dict)
    delta: Expr = S.Zero
    thin: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The hash of the statement, which a certificate must carry."""
        return statement_hash(self.statement)

    @property
    def domain(self) -> str:
        """The hypotheses in one line."""
        return "; ".join(self.statement["hypotheses"])

    @property
    def certificate(self) -> str:
        """The certificate as JSON text, the same bytes on every run."""
        return json.dumps({"theorem": self.name, **self.proof.data}, indent=1)

    @property
    def proof(self) -> Certificate:
        """What the kernel is given of it."""
        return Certificate(self.statement, self.steps, self.thin)

    def rows(self) -> list[tuple[str, str]]:
        """What it says, in words and in the kernel's, as rows of a label and a text."""
        return [(self.name, unmarked(self.summary)), *self.proof.rows()]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return table(self.rows())


@dataclass(frozen=True)
class KernelAnswer:
    """What the kernel said: accepted, or the step that failed and why."""

    theorem: Theorem
    accepted: bool
    reason: str
    seconds: float

    def _repr_html_(self) -> str:
        """What a notebook shows: the theorem, and what the kernel says of it."""
        said = "accepted" if self.accepted else f"refused: {self.reason}"
        return table([*self.theorem.rows(), ("kernel", said)])


def proof_of(theorem: Theorem) -> KernelAnswer:
    """Give the certificate to the kernel, as the same text as whatever else is of this proof."""
    start = perf_counter()
    try:
        check(theorem.proof.line, theorem.sha256)
    except Refused as refusal:
        return KernelAnswer(theorem, False, str(refusal), perf_counter() - start)
    return KernelAnswer(theorem, True, "", perf_counter() - start)
