"""Equality, where printed and derived agree, as a theorem: one for each claim of that kind.

What is stated is :func:`proofs.paper.claimed.equality`, or
:func:`proofs.paper.claimed.on_smaller` for a claim that holds on a part of its domain; the steps
are found by :mod:`proofs.equality.certify`. Of a claim about several cases the theorem has those
that agree.
"""

import functools

from derive import equation
from derive.equations import numbers
from derive.errors import FormulaError
from proofs.equality.decide import decide
from proofs.equality.search.proof import GaveUpError
from proofs.paper.case import Case
from proofs.paper.claim import Claim, Kind
from proofs.paper.claimed import Claimed, equality, on_smaller
from proofs.paper.claims import CLAIMS
from proofs.theorems.theorem import Theorem

NOT_FOUND = (GaveUpError, FormulaError)


@functools.cache
def identity(number: str) -> Theorem | None:
    """The theorem that the printed formula of a claim is the derived one, or None if not found.

    None says nothing about the claim.

    >>> identity("text:substitution-F").statement["goals"]
    ['(A - B*a)/2 == a*(-1/2 + exp(-Gamma*t)/2) + 1/2 + exp(-Gamma*t)/2']
    """
    return searched(number)


def searched(number: str) -> Theorem | None:
    """The same, looked for again."""
    claim = next((c for c in CLAIMS if c.number == number), None)
    if claim is None or claim.kind is Kind.DEFINITION or not claim.parts:
        return None
    try:
        return proved(claim) if number in numbers() else None
    except NOT_FOUND:
        return None


def proved(claim: Claim) -> Theorem:
    """The theorem about a claim: all of its parts, or those cases that are proved.

    :raises GaveUpError: if no proof is found.
    """
    if claim.kind is Kind.PROPORTION:
        from proofs.equality.proportion import ratio

        case = Case(claim, equation(claim.number))
        factor = ratio(case.printed(), case.value, case.domain)
        return _theorem(claim, equality(claim, factor=factor))
    if claim.kind is Kind.CASES:
        return _cases(claim)
    try:
        return _theorem(claim, equality(claim))
    except GaveUpError:
        if not claim.holds_at and not claim.holds_where:
            raise
        return _theorem(claim, on_smaller(claim, claim.of))


def _cases(claim: Claim) -> Theorem:
    parts = [part for part in claim.parts if _is_proved(claim, part)]
    if not parts:
        raise GaveUpError("no case is proved")
    return _theorem(claim, equality(claim, parts), ", ".join(parts))


def _is_proved(claim: Claim, part: str) -> bool:
    try:
        return bool(_theorem(claim, equality(claim, [part])))
    except GaveUpError:
        return False


def _theorem(claim: Claim, claimed: Claimed, cases: str = "") -> Theorem:
    found = decide(claimed.statement, claimed.fibres)
    if found.certificate is None:
        raise GaveUpError(found.method)
    return Theorem(
        f"printed_equals_derived:{claim.number}" + (f":{cases}" if cases else ""),
        f"what is printed as ({claim.number}) is what is derived"
        + (f", in the case {cases}" if cases else ""),
        dict(found.certificate.statement),
        found.certificate.steps,
        (claim.number,),
        thin=found.certificate.thin,
    )
