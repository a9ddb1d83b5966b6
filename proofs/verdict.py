"""What can be said of a claim: one status, and what backs it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """The eight statuses of a claim, and the three answers to a formula from outside."""

    EXACT = "exact"
    PROVED = "proved"
    RESTRICTED = "restricted"
    CORRECTED = "corrected"
    REFUTED = "refuted"
    DEFINITION = "definition"
    IMPORTED = "imported"
    UNDECIDED = "undecided"
    EQUAL = "equal"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Witness:
    """An exact point of the domain, both values there, and a ball around their difference.

    `point` maps symbol names to rationals as text, `given` and `derived` are the values to 15
    digits, or as many as tell them apart, `difference` is a ball that excludes zero, e.g.
    ``[0.125 +/- 3.4e-30]``, or 0 where a strict inequality is none. `part` says which entry or line
    differs. Where a side is undefined its value says why.
    """

    point: Mapping[str, str]
    given: str
    derived: str
    difference: str
    part: str = ""


@dataclass(frozen=True)
class Certificate:
    """A statement with steps that prove it, and what shows its exceptions to be thin."""

    statement: Mapping[str, Any]
    steps: list[dict[str, Any]] = field(default_factory=list)
    thin: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The hash of the statement."""
        from proofs.kernel import statement_hash

        return statement_hash(self.statement)

    @property
    def data(self) -> dict[str, Any]:
        """The certificate as the kernel reads it, before it is a text."""
        return {
            "statement": self.statement,
            "statement_sha256": self.sha256,
            "steps": self.steps,
            "thin": self.thin,
        }

    @property
    def line(self) -> str:
        """The certificate as the kernel is given it: of the same proof, the same text."""
        return json.dumps(self.data)

    @property
    def text(self) -> str:
        """The certificate as JSON for people, the same bytes on every run."""
        return json.dumps(self.data, indent=1)

    def rows(self) -> list[tuple[str, str]]:
        """What was proved, in the kernel's words, as rows of a label and a text."""
        from derive.text.html import code

        said, given = self.statement, ("definitions", "hypotheses", "goals")
        defined = [f"{head} = {body}" for head, body in said.get(given[0], {}).items()]
        rows = [("where", code(text)) for text in (*defined, *said.get(given[1], ()))]
        rows += [("then", code(text)) for text in said.get(given[2], ())]
        steps = json.dumps(self.steps).count('"rule": ')
        return [*rows, ("proof", f"{steps} steps"), ("sha256", self.sha256)]

    def _repr_html_(self) -> str:
        """What a notebook shows: what was proved."""
        from derive.text.html import table

        return table(self.rows())


@dataclass(frozen=True)
class Comparison:
    """EQUAL with a certificate, DIFFERENT with a witness, or UNDECIDED with a reason."""

    status: Status
    method: str
    witness: Witness | None = None
    certificate: Certificate | None = None


class Result(StrEnum):
    """What an engine says of a claim: silent, where it has no statement about it."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    MISSING = "missing"
    SILENT = "silent"


@dataclass(frozen=True)
class Confirmation:
    """One engine's answer about one claim.

    `detail` says what was shown (the statement, the box that was covered, the theorem's name),
    `axioms` what it rests on (Coq), `install` how to get a missing engine.
    """

    name: str
    version: str | None
    result: Result
    seconds: float
    detail: str = ""
    axioms: tuple[str, ...] = ()
    install: str = ""


@dataclass(frozen=True)
class Verdict:
    """The status of one claim with everything a reader needs to check it.

    `printed`, `derived` and `corrected` are formulas as text; `corrected` and `witness` are None
    where they do not apply; `witnesses` has one for each wrong part, the first is `witness`.
    `statement` is the hash of what the claim says to the kernel, see :mod:`proofs.paper.claimed`.
    `method` says in words how the status was reached, `notes` how the formula was read, `engines`
    who else was asked; `certificate` is what the kernel accepted, of a formula that is equal.
    """

    number: str
    status: Status
    title: str = ""
    printed: str | None = None
    derived: str | None = None
    corrected: str | None = None
    witness: Witness | None = None
    witnesses: tuple[Witness, ...] = ()
    domain: str | None = None
    assumptions: tuple[str, ...] = ()
    method: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    source: str | None = None
    engines: tuple[Confirmation, ...] = ()
    statement: str | None = None
    certificate: Certificate | None = None
    seconds: float = 0.0

    @property
    def heard(self) -> "Verdict":
        """The same without the engines that are silent."""
        return replace(self, engines=tuple(e for e in self.engines if e.result != Result.SILENT))

    def _repr_html_(self) -> str:
        """What a notebook shows: the status, the formulas, and a point where they differ."""
        from derive.text.html import code, table

        first = "given" if self.status in (Status.EQUAL, Status.DIFFERENT) else "printed"
        formulas = {first: self.printed, "derived": self.derived, "corrected": self.corrected}
        rows = [(self.number, self.title), (self.status.value, self.method)]
        rows += [(label, code(text)) for label, text in formulas.items() if text]
        if self.witness:
            point = ", ".join(f"{name} = {value}" for name, value in self.witness.point.items())
            values = f"{self.witness.given}, derived {self.witness.derived}"
            rows += [("witness", point), ("", f"{first} {values}")]
        rows += [("domain", self.domain)] if self.domain else []
        return table([*rows, *(("", text) for text in (*self.notes, *self.remarks))])
