"""What the search proves of a claim that has no theorem of its own, as a theorem."""

import functools

from derive.errors import FormulaError
from proofs.equality.decide import decide
from proofs.paper.claim import Kind
from proofs.paper.claimed import claimed
from proofs.paper.claims import CLAIMS
from proofs.theorems.theorem import Theorem

SEARCHED = (Kind.BOUND, Kind.SIGN, Kind.GROWTH)
"""The kinds for whose claims a certificate is looked for where they name no theorem."""


@functools.cache
def inequality(number: str) -> Theorem | None:
    """The theorem that a claim holds as it is stated, or None where none is found.

    >>> inequality("device:guess:first").statement["goals"]
    ['-(1 - exp(-Gamma*t/n))*exp(-Gamma*t*(k - 1)/n) + 1 - exp(-Gamma*t/n) >= 0']
    """
    claim = next((c for c in CLAIMS if c.number == number), None)
    if claim is None or claim.theorem or claim.kind not in SEARCHED:
        return None
    try:
        stated = claimed(claim)
    except FormulaError:
        return None
    own = decide(stated.statement, stated.fibres).certificate
    if own is None:
        return None
    name, said = f"found_by_search:{number}", f"what ({number}) says"
    return Theorem(name, said, dict(own.statement), own.steps, (number,), thin=own.thin)
