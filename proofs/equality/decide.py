"""The answer to a statement: equal with a certificate, different with a witness, or undecided."""

import functools
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from proofs.equality.certify import Statement, certify, noted, recorded
from proofs.equality.search.proof import GaveUpError
from proofs.verdict import Certificate, Comparison, Status, Witness

if TYPE_CHECKING:
    from proofs.equality.witnesses import Falsifier

ACCEPTED = "the kernel accepts a certificate"
SOON = 0.02
"""The effort for a witness before a certificate is looked for."""


def decide(
    statement: Statement,
    fibres: Sequence[Statement] = (),
    parts: Sequence[str] = (),
) -> Comparison:
    """Whether the goals of a statement hold, so far as it can be told.

    `fibres` make the closed domain the closure of its interior, see
    :func:`proofs.statements.statement.fibres`; `parts` are names of the goals.
    """
    try:
        answer = known(statement, fibres)
    except GaveUpError as missing:
        return Comparison(Status.UNDECIDED, f"the domain may be empty inside: {missing}")
    if answer is not None:
        return answer
    from proofs.equality.witnesses import Falsifier

    return searched(statement, Falsifier(statement, parts))


def known(statement: Statement, fibres: Sequence[Statement] = ()) -> Comparison | None:
    """The answer of a recorded certificate, if there is one that the kernel accepts.

    :raises GaveUpError: for a fibre that nothing shows.
    """
    for fibre in fibres:
        noted(fibre, of_fibre(json.dumps(fibre)))
    certificate = recorded(statement)
    return equal(noted(statement, certificate)) if certificate else None


def searched(statement: Statement, falsifier: "Falsifier") -> Comparison:
    """The answer where no certificate is recorded: first a quick look for a witness."""
    witness = falsifier.probe() or replace(falsifier, effort=SOON).search()
    if witness is None:
        try:
            return equal(certify(statement))
        except GaveUpError as missing:
            reason = str(missing)
            witness = falsifier.search()
    if witness is None:
        return Comparison(Status.UNDECIDED, f"no certificate: {reason}")
    return Comparison(Status.DIFFERENT, _how(witness), witness)


def _how(witness: Witness) -> str:
    """How a witness contradicts what is stated."""
    if witness.given.startswith("no value"):
        return witness.given
    if witness.difference == "0":
        return "no strict inequality: both sides are exactly equal at a point"
    return "a ball around the difference excludes zero"


def equal(certificate: Certificate) -> Comparison:
    """The answer that a certificate gives, with the places where a formula is its limit."""
    places = " or ".join(f"{divisor} = 0" for divisor in certificate.thin)
    limits = f"; read as its limit where {places}" if places else ""
    return Comparison(Status.EQUAL, f"{ACCEPTED}{limits}", certificate=certificate)


@functools.cache
def of_fibre(statement: str) -> Certificate:
    """What shows that a range is not empty inside; asked for once for each domain.

    :raises GaveUpError: if nothing does.
    """
    return certify(json.loads(statement))
