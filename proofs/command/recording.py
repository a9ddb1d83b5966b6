"""What ``sponte verify --record`` writes down beside verdicts: certificates, found once for all.

They are those of a claim's verdict; of the paper of this package also those of its printed formula
as a theorem, of the rows of its derivation, and of what is printed of it in LaTeX.
"""

from collections.abc import Iterable

from derive.equations import lookup, numbers
from proofs.calls import verify
from proofs.equality import records
from proofs.judge.chain import links
from proofs.latex.roundtrip import compare_latex
from proofs.paper.built_in import BUILT_IN
from proofs.paper.paper import Paper
from proofs.theorems.printed_equals_derived import searched

Records = dict[str, records.Record]


def everything(paper: Paper = BUILT_IN) -> list[str]:
    """The numbers of all claims, and of all derivations of this package."""
    return list(dict.fromkeys([*paper.claims, *(numbers() if paper.built_in else ())]))


def used(number: str, paper: Paper = BUILT_IN) -> Records:
    """All certificates that are used for one claim or derivation."""
    with records.recording() as found:
        if paper.built_in:
            _beyond_verdicts(number)  # first: what is found of a whole claim spares its parts
        if number in paper.claims:
            verify(number, paper=paper)
    return found


def _beyond_verdicts(number: str) -> None:
    if number in BUILT_IN.claims:
        searched(number)
    if number in numbers():
        derived = lookup(number)
        list(links(derived))
        compare_latex(derived.latex(), derived)


def write_certificates(found: Iterable[Records], whole: bool, paper: Paper = BUILT_IN) -> None:
    """Record certificates: these and no others if they are the whole, else beside the others."""
    with records.beside(paper.certificates):
        known = {} if whole else dict(records.recorded())
        for some in found:
            known |= some
        records.write(known)
