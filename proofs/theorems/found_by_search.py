"""What the search proves of a claim that has no theorem of its own, as a theorem."""

from derive.errors import FormulaError
from proofs.equality.decide import decide
from proofs.paper.built_in import BUILT_IN
from proofs.paper.claim import Kind
from proofs.paper.claimed import claimed
from proofs.paper.paper import Paper
from proofs.theorems.theorem import Theorem

SEARCHED = (Kind.BOUND, Kind.SIGN, Kind.GROWTH)
"""The kinds for whose claims a certificate is looked for where they name no theorem."""


def inequality(number: str, paper: Paper = BUILT_IN) -> Theorem | None:
    """The theorem that a claim of a paper holds as it is stated, or None where none is found.

    >>> inequality("device:guess:first").statement["goals"]
    ['-(1 - exp(-Gamma*t/n))*exp(-Gamma*t*(k - 1)/n) + 1 - exp(-Gamma*t/n) >= 0']
    """
    claim = paper.claims.get(number)
    if claim is None or claim.theorem or claim.kind not in SEARCHED:
        return None
    try:
        stated = claimed(claim, paper=paper)
    except FormulaError:
        return None
    own = decide(stated.statement, stated.fibres).certificate
    if own is None:
        return None
    name, said = f"found_by_search:{number}", f"what ({number}) says"
    return Theorem(name, said, dict(own.statement), own.steps, (number,), thin=own.thin)
