"""The public calls: every claim judged afresh, and one formula held against one claim."""

from derive.errors import FormulaError, UnknownEquationError
from proofs.claim import Claim, Kind
from proofs.compare import compare
from proofs.formula import read, to_text
from proofs.judge import BY_NUMBER, Case, judge
from proofs.verdict import Status, Verdict


def verify(number: str) -> Verdict:
    """The verdict of one claim, computed now.

    :raises UnknownEquationError: for a number that is no claim; the text names the closest.

    >>> verify("14").status.value
    'exact'
    """
    return judge(find_claim(number))


def find_claim(number: str) -> Claim:
    """The claim with this number."""
    if number not in BY_NUMBER:
        raise UnknownEquationError(number, list(BY_NUMBER))
    return BY_NUMBER[number]
