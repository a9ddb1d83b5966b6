"""The trusted kernel: it reads a certificate and accepts it, or names the step that fails.

A certificate is JSON: `statement`, its SHA-256, and `steps`. The statement has `symbols` (real),
`integers`, `definitions`, `hypotheses`, and `goals` that hold wherever all hypotheses do. An
equality may be of complex numbers; no rule can make a fact with ``>`` or ``>=`` of one.

No search, no simplification, no floating point. What has to be trusted, in the order of reading:

* :mod:`proofs.kernel.field`, rational functions of symbols and of roots, logarithms and the like;
* :mod:`proofs.kernel.reader`, formulas, read only where facts say that they are defined;
* :mod:`proofs.kernel.checker`, which runs steps, with the rules of algebra;
* :mod:`proofs.kernel.calculus`, the lemmas of analysis, and rules for slopes, sums and integrals;
* this file, Python's `ast` and `json`, and FLINT's polynomials.
"""

import hashlib
import json

from proofs.kernel import calculus
from proofs.kernel.checker import FAILURES, Checker, Json
from proofs.kernel.field import Refused, require

LEMMAS = calculus.LEMMAS
KEYS = {"symbols", "integers", "definitions", "hypotheses", "goals"}


def statement_hash(statement: Json) -> str:
    """SHA-256 of a statement in canonical JSON."""
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(certificate: str, sha256: str) -> None:
    """Accept the certificate (JSON text) as a proof of the statement with this hash, or refuse.

    :raises Refused: naming the step, or what is wrong with the statement.
    """
    try:
        data = json.loads(certificate)
        statement = data["statement"]
        hashes = {statement_hash(statement), data["statement_sha256"], sha256}
        require(len(hashes) == 1, "the certificate is for another statement")
        require(set(statement) == KEYS and statement["goals"], "not a statement")
        Checker(statement).check(data["steps"], statement["goals"])
    except Refused:
        raise
    except FAILURES as reason:
        raise Refused(f"not a certificate: {reason!r}") from reason


__all__ = ["LEMMAS", "Checker", "check", "statement_hash"]
