"""Coq, the kernel of a proof assistant, as a second opinion: the theorems of ``proofs/coq``.

Statements are generated from the derived objects at the time of asking, so a proof confirms what
`derive` says now. A claim is confirmed if every theorem about it has the type of its statement,
rests on no axiom but the real numbers' own, and passes ``coqchk``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from proofs.coq.build import CoqError, audit, build, exclusively, sources, version
from proofs.coq.statements import statements_file
from proofs.coq.table import STATEMENTS, CoqStatement
from proofs.verdict import Confirmation, Result

NAME = "coq"
INSTALL = "apt-get install -y --no-install-recommends coq libcoq-coquelicot"
AXIOMS = frozenset(
    {
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "Classical_Prop.classic",
        "FunctionalExtensionality.functional_extensionality_dep",
    }
)
"""What Coq's real numbers and Coquelicot rest on; a theorem on anything else is refused."""

__all__ = [
    "AXIOMS",
    "INSTALL",
    "NAME",
    "Findings",
    "claims",
    "compiled_and_audited",
    "confirmations",
    "version",
]


def claims() -> tuple[str, ...]:
    """The claims about which there is a theorem."""
    return tuple(dict.fromkeys(number for s in STATEMENTS for number in s.claims))


def about(number: str) -> tuple[CoqStatement, ...]:
    """The statements about one claim.

    :raises ValueError: where there is none; an engine must not agree with nothing.
    """
    found = tuple(s for s in STATEMENTS if number in s.claims)
    if not found:
        raise ValueError(f"no theorem in Coq about {number!r}; there are {', '.join(claims())}")
    return found


@dataclass(frozen=True)
class Findings:
    """What Coq accepted: axioms by theorem; and what it said against modules, by their names."""

    axioms: Mapping[str, tuple[str, ...]]
    errors: Mapping[str, str]

    def objections(self, theorem: CoqStatement) -> list[str]:
        """What speaks against a theorem: not proved, or proved from an axiom of its own."""
        if theorem.name not in self.axioms:
            error = self.errors.get(theorem.module) or self.errors.get("Audit", "")
            return [f"{theorem.module}.{theorem.name} is not proved: {error}"]
        foreign = sorted({*self.axioms[theorem.name]} - AXIOMS)
        return [f"{theorem.module}.{theorem.name} rests on {axiom}" for axiom in foreign]


def confirmations(number: str) -> tuple[Confirmation, ...]:
    """Coq's answer about one claim, with the theorems and the axioms that they rest on.

    The first call compiles and checks everything, unless the cache holds it already.
    """
    theorems = about(number)
    if version() is None:
        return (Confirmation(NAME, None, Result.MISSING, 0.0, install=INSTALL),)
    start = perf_counter()
    findings = compiled_and_audited(statements_file())
    against = [said for theorem in theorems for said in findings.objections(theorem)]
    detail = "; ".join(against or (f"theorem {s.module}.{s.name}" for s in theorems))
    result = Result.REFUSED if against else Result.CONFIRMED
    used = sorted({a for s in theorems for a in findings.axioms.get(s.name, ())})
    seconds = perf_counter() - start
    return (Confirmation(NAME, version(), result, seconds, detail, tuple(used)),)


@cache
def compiled_and_audited(statements: str) -> Findings:
    """Compile the proofs against a text of ``Statements.v``, and audit what compiles."""
    with exclusively():
        built = build(sources() | {"Statements": statements})
        proved = {s.name: s.module for s in STATEMENTS if s.module in built.folders}
        try:
            return Findings(audit(proved, built), built.errors)
        except CoqError as error:
            return Findings({}, {**built.errors, "Audit": str(error)})
