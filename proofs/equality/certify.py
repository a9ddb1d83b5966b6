"""A certificate for a statement, if one is found: what the kernel then accepts or refuses.

Where a divisor or the argument of a logarithm vanishes at single places inside of the domain, the
statement is meant off these places, which are shown to be thin, and the formula there is its limit.
"""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from proofs.equality import records
from proofs.equality.search.proof import GaveUpError, OutOfTimeError
from proofs.kernel import Checker, check
from proofs.kernel.checker import is_same_text
from proofs.kernel.element import Element, Refused
from proofs.kernel.thin import exclude
from proofs.verdict import Certificate

if TYPE_CHECKING:
    from proofs.equality.search.rewriting import Search

SECONDS = 8.0
"""CPU time that the search for one certificate may take."""
MAX_EXCEPTIONS = 4
MAX_ORDER = 4
MAX_CASES = 3
"""Moduli of unknown sign that may split a goal into cases."""

Statement = Mapping[str, Any]


def certify(statement: Statement, seconds: float = SECONDS) -> Certificate:
    """The certificate that the kernel has accepted for a statement of equalities.

    :raises GaveUpError: if none is found; that says nothing about the statement.

    >>> line = {"symbols": ["x"], "integers": [], "functions": {}, "definitions": {}}
    >>> line |= {"hypotheses": ["x > 0"], "except": [], "goals": ["log(x**2) == 2*log(x)"]}
    >>> len(certify(line).steps) > 0
    True
    """
    return noted(statement, recorded(statement) or searched(statement, seconds))


def noted(statement: Statement, certificate: Certificate) -> Certificate:
    """The certificate of a statement, once it is noted that it is used."""
    own = {"except": [*certificate.thin], "steps": certificate.steps, "thin": certificate.thin}
    records.note(records.key(statement), own)
    return certificate


def recorded(statement: Statement) -> Certificate | None:
    """The recorded certificate of a statement, if there is one and the kernel accepts it."""
    record = records.found(records.key(statement))
    if record is None:
        return None
    stated = {**statement, "except": record.get("except", [])}
    try:
        return accepted(Certificate(stated, record["steps"], record["thin"]))
    except GaveUpError:
        return None


def searched(statement: Statement, seconds: float) -> Certificate:
    """A certificate that is found by search, and accepted."""
    end = time.thread_time() + seconds
    thin: dict[str, Any] = {}
    try:
        for _ in range(MAX_EXCEPTIONS + 1):
            stated = {**statement, "except": [*thin]}
            try:
                return accepted(Certificate(stated, found_steps(stated, thin, end), thin))
            except GaveUpError as missing:
                if not missing.divisor or missing.divisor in thin:
                    raise
                thin[missing.divisor] = shown_thin(statement, missing.divisor, end)
    except OutOfTimeError:
        raise GaveUpError(f"no certificate was found in {seconds:g} seconds") from None
    except GaveUpError:
        raise
    except Exception as failure:  # a fault of the search is no answer to the statement
        raise GaveUpError(f"the search failed: {failure!r}") from failure
    raise GaveUpError("too many divisors that may vanish")


def accepted(certificate: Certificate) -> Certificate:
    """The certificate, once the kernel has accepted it."""
    try:
        check(certificate.line, certificate.sha256)
    except Refused as refusal:
        raise GaveUpError(f"the kernel refuses what was found: {refusal}") from refusal
    return certificate


def searching(statement: Statement, thin: Mapping[str, Any], end: float) -> "Search":
    """A search about a statement, with what is excluded known not to vanish.

    Its tools are loaded here: where a certificate is recorded nothing is searched.
    """
    from proofs.equality.tools import search_of

    try:
        checker = Checker(statement)
        exclude(checker, statement["except"], thin)
    except Refused as refusal:
        raise GaveUpError(str(refusal)) from refusal
    checker.field.end = end
    return search_of(checker)


def found_steps(statement: Statement, thin: Mapping[str, Any], end: float) -> list[dict[str, Any]]:
    """Steps that reach all goals."""
    search = searching(statement, thin, end)
    for goal in statement["goals"]:
        if is_same_text(goal):
            continue
        search.read(goal)
        if " == " in goal:
            search.equal(goal, MAX_CASES)
        else:
            fact = search.checker.claim(goal, search.scope)
            search.sign(fact.value, fact.relation)
    return search.steps


def shown_thin(statement: Statement, divisor: str, end: float) -> dict[str, Any]:
    """What shows that a divisor vanishes on a thin set: a derivative with a sign."""
    plain = {**statement, "except": []}
    names = [name for name in statement["symbols"] if name in divisor]
    for name in names:
        for order in range(1, MAX_ORDER + 1):
            try:
                steps = derivative_steps(plain, divisor, name, order, end)
            except (GaveUpError, Refused):
                continue
            return {"variable": name, "order": order, "steps": steps}
    raise GaveUpError(f"{divisor} may be 0, and not only at single places")


def derivative_steps(
    statement: Statement, divisor: str, name: str, order: int, end: float
) -> list[dict[str, Any]]:
    """Steps that give a derivative of the divisor a sign."""
    search = searching(statement, {}, end)
    search.define(divisor)
    value: Element = search.value(divisor)
    for _ in range(order):
        value = search.checker.slope(value, name, search.scope)
    if not search.signed(value):
        raise GaveUpError("a derivative without a sign")
    return search.steps
