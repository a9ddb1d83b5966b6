"""The trusted kernel: it reads a certificate and accepts it, or names the step that fails.

A certificate is JSON: `statement`, its SHA-256, `steps`, and `thin`. The statement has `symbols`
(real), `integers`, opaque `functions` with their signs, `definitions`, `hypotheses`, and `goals`
that hold wherever all hypotheses do and none of the formulas in `except` is zero; that these vanish
nowhere but on a thin set is shown by `thin`, and the goals are then no strict inequalities. A goal
whose two sides are the same text says nothing of whether it has a value. An equality may be of
complex numbers; no rule can make a fact with ``>`` or ``>=`` of one.

No search, no simplification, no floating point but balls. What has to be trusted, in the order of
reading:

* :mod:`proofs.kernel.element`, rational functions, of a size that is watched;
* :mod:`proofs.kernel.field`, those of symbols and of roots, logarithms and the like;
* :mod:`proofs.kernel.reader` with :mod:`proofs.kernel.scope`, formulas, read only where facts say
  that they are defined;
* :mod:`proofs.kernel.checker`, which runs steps, with the rules of algebra;
* :mod:`proofs.kernel.calculus`, the lemmas and rules of analysis, with balls around constants;
* :mod:`proofs.kernel.sums`, the rules of sums and integrals;
* :mod:`proofs.kernel.thin`, sets that are nowhere dense;
* :mod:`proofs.kernel.translator` with :mod:`proofs.kernel.trees`, a user's text in its words;
* this file, Python's `ast` and `json`, and FLINT's polynomials and balls.
"""

import hashlib
import json
from typing import Any

from proofs.kernel import calculus, sums
from proofs.kernel.checker import (
    MAX_REASON,
    Checker,
    Json,
    is_table,
    is_text,
    is_texts,
)
from proofs.kernel.element import Refused, require
from proofs.kernel.thin import exclude, passes_to_limits

LEMMAS = calculus.LEMMAS
SHAPES = {
    **dict.fromkeys(("symbols", "integers", "hypotheses", "except", "goals"), is_texts),
    **dict.fromkeys(("functions", "definitions"), is_table),
}
"""The parts of a statement."""
PARTS = {"statement", "statement_sha256", "steps", "thin"}
ACCEPTED = set[tuple[str, bytes]]()
"""The hashes of statements with those of the certificates that were accepted for them."""
MAX_CERTIFICATE, MAX_DIGITS = 5_000_000, 9
"""Characters of a certificate that are read, and of a number in it."""


def statement_hash(statement: Json) -> str:
    """SHA-256 of a statement in canonical JSON."""
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(certificate: str, sha256: str) -> None:
    """Accept the certificate (JSON text) as a proof of the statement with this hash, or refuse.

    What was accepted is not gone through again in one process, for the same statement.

    :raises Refused: naming the step, or what is wrong with the statement.
    """
    require(is_text(certificate) and len(certificate) <= MAX_CERTIFICATE, "not a certificate")
    try:
        name = sha256, hashlib.sha256(certificate.encode()).digest()
        if name not in ACCEPTED:
            check_data(parsed(certificate), sha256)
            ACCEPTED.add(name)
    except Refused:
        raise
    except Exception as reason:
        raise Refused(f"not a certificate: {reason!r}"[:MAX_REASON]) from reason


def parsed(certificate: str) -> Any:
    """The JSON text as data; no key twice, no number but a small whole one.

    >>> parsed('{"goals": [], "goals": ["x > 0"]}')
    Traceback (most recent call last):
    ...
    proofs.kernel.element.Refused: a key is there twice
    """
    return json.loads(
        certificate,
        object_pairs_hook=single,
        parse_int=small,
        parse_float=no_number,
        parse_constant=no_number,
    )


def single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ."""
    found = dict(pairs)
    require(len(found) == len(pairs), "a key is there twice")
    return found


def small(digits: str) -> int:
    """A whole number of few digits."""
    require(len(digits) <= MAX_DIGITS, "too large a number")
    return int(digits)


def no_number(digits: str) -> None:
    """Nothing in a certificate is a decimal fraction, infinite, or not a number."""
    raise Refused(f"not a number of a certificate: {digits[:20]}")


def check_data(data: Any, sha256: str) -> None:
    """The same for a certificate that has been parsed."""
    require(isinstance(data, dict) and {*data} >= PARTS, "a certificate is an object")
    statement = data["statement"]
    require(isinstance(statement, dict) and {*statement} == {*SHAPES}, "not a statement")
    for key, has_shape in SHAPES.items():
        require(has_shape(statement[key]), f"not a statement: {key!r}")
    hashes = (data["statement_sha256"], statement_hash(statement))
    require(hashes == (sha256, sha256), "the certificate is for another statement")
    require(bool(statement["goals"]), "a statement without a goal")
    weak = not statement["except"] or all(map(passes_to_limits, statement["goals"]))
    require(weak, "a strict inequality is no limit of what holds nearby")
    checker = Checker(statement)
    exclude(checker, statement["except"], data["thin"])
    checker.check(data["steps"], statement["goals"])


__all__ = ["LEMMAS", "Checker", "check", "statement_hash", "sums"]
