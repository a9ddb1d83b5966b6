"""What ``sponte verify --record`` writes down beside verdicts: certificates, found once for all.

They are those of a claim's verdict, of its printed formula as a theorem, of the rows of its
derivation, and of what is printed of it in LaTeX.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count

from derive.equations import lookup, numbers
from proofs.calls import verify
from proofs.equality import records
from proofs.judge.chain import links
from proofs.judge.judge import BY_NUMBER
from proofs.latex.roundtrip import compare_latex
from proofs.theorems.printed_equals_derived import searched

Records = dict[str, records.Record]


def everything() -> list[str]:
    """The numbers of all claims and derivations."""
    return list(dict.fromkeys([*BY_NUMBER, *numbers()]))


def used(number: str) -> Records:
    """All certificates that are used for one claim or derivation."""
    with records.recording() as found:
        if number in BY_NUMBER:
            verify(number)
            searched(number)
        if number in numbers():
            derived = lookup(number)
            list(links(derived))
            compare_latex(derived.latex(), derived)
    return found


def all_used(wanted: Sequence[str], workers: int | None = None) -> Iterator[Records]:
    """The same for several of them, on all cores by default."""
    workers = min(workers or cpu_count() or 1, len(wanted))
    if workers == 1:
        yield from map(used, wanted)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(used, wanted)


def write_certificates(found: Iterable[Records], whole: bool) -> None:
    """Record certificates: these and no others if they are the whole, else beside the others."""
    known = {} if whole else dict(records.recorded())
    for some in found:
        known |= some
    records.write(known)
