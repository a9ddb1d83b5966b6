"""Our own kernel as an engine: the theorems that back a claim, and what the search proves of it.

Where printed and derived agree the identity itself is a certificate, which the kernel checks like
that of a theorem, and so is an inequality that the search proves; for a formula outside of its
language there is none, and the answer is missing.
"""

from collections.abc import Iterable
from time import perf_counter

from derive.version import version
from proofs.judge.ties import tie
from proofs.paper.built_in import BUILT_IN
from proofs.paper.claimed import claimed
from proofs.paper.claims import CLAIMS
from proofs.paper.paper import Paper
from proofs.theorems import KernelAnswer, Theorem, backing, proof_of, theorem
from proofs.theorems.found_by_search import SEARCHED, inequality
from proofs.theorems.printed_equals_derived import identity
from proofs.verdict import Confirmation, Result

NAME = "kernel"


def claims() -> tuple[str, ...]:
    """The claims that the kernel may answer: those with a formula, an inequality or a theorem."""
    return tuple(c.number for c in CLAIMS if c.parts or c.kind in SEARCHED or backing(c.number))


def theorems(number: str, paper: Paper = BUILT_IN) -> tuple[Theorem, ...]:
    """The theorems about one claim; what the search proves comes last.

    Of a paper from outside these are inequalities that the search proves.
    """
    found = [theorem(name) for name in backing(number) if paper.built_in]
    same = identity(number) if paper.built_in else None
    return (*found, *filter(None, (inequality(number, paper), same)))


def certificates(numbers: Iterable[str], paper: Paper = BUILT_IN) -> str:
    """All certificates about some claims, as JSON that ``python -m proofs.kernel`` checks alone.

    Empty where there is none.
    """
    found = {own.name: own.certificate for number in numbers for own in theorems(number, paper)}
    return "[\n" + ",\n".join(found.values()) + "\n]\n" if found else ""


def confirmations(number: str) -> tuple[Confirmation, ...]:
    """What the kernel says of all certificates about one claim; nothing where there is none.

    That of the theorem which a claim names is one of the claim's own statement, with its steps. The
    seconds are those of the kernel, without the search for the certificates.
    """
    proofs = [_answer(number, found) for found in theorems(number)]
    refused = [f"{proof.theorem.name}: {proof.reason}" for proof in proofs if not proof.accepted]
    detail = "; ".join(refused or (proof.theorem.name for proof in proofs))
    result = Result.REFUSED if refused else Result.CONFIRMED
    seconds = sum(proof.seconds for proof in proofs)
    said = Confirmation(NAME, version(), result, seconds, detail)
    return (said,) if proofs else ()


def _answer(number: str, own: Theorem) -> KernelAnswer:
    """What the kernel says of a theorem, or of the claim that names it as its proof."""
    claim = BUILT_IN.claims[number]
    if claim.theorem != own.name:
        return proof_of(own)
    start = perf_counter()
    found = tie(claimed(claim, own.delta), own)
    return KernelAnswer(own, found.accepted, found.reason, perf_counter() - start)
