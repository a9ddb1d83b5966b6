"""Does the check bite? Every claim and theorem is changed in small ways, and judged again.

A change that nothing notices is a survivor, and a defect of the check; the goal is none.

>>> report = run(["text:field-dimension"])
>>> report.total, report.killed, report.survivors
(6, 6, ())
"""

import time
from collections.abc import Sequence
from os import cpu_count

from derive.errors import UnknownEquationError
from proofs.judge.judge import BY_NUMBER
from proofs.patience import shared
from proofs.theorems import NAMES, backing
from tests.mutants import certified, printed
from tests.mutants.mutant import Fate, Mutant, Outcome, Report


def run(claims: Sequence[str] = (), workers: int | None = None) -> Report:
    """Judge every mutant of some claims, and of the theorems behind them, or of all.

    :raises UnknownEquationError: for a number that is no claim; the text names the closest.
    """
    start = time.perf_counter()
    for number in claims:
        if number not in BY_NUMBER:
            raise UnknownEquationError(number, list(BY_NUMBER))
    subjects = [*(claims or BY_NUMBER), *_theorems(claims)]
    workers = min(workers or cpu_count() or 1, len(subjects))
    made = [mutant for some in shared(workers, mutants, subjects) for mutant in some]
    return Report(tuple(shared(workers, outcome, made)), time.perf_counter() - start)


def _theorems(claims: Sequence[str]) -> list[str]:
    """The theorems behind some claims, in their own order."""
    wanted = {name for number in claims for name in backing(number)}
    return [name for name in NAMES if name in wanted or not claims]


def mutants(subject: str) -> list[Mutant]:
    """Every mutant of a claim, by its number, or of a theorem, by its name."""
    return certified.mutants(subject) if subject in NAMES else printed.mutants(subject)


def outcome(mutant: Mutant) -> Outcome:
    """What the check says of one mutant."""
    module = certified if mutant.subject in NAMES else printed
    return module.outcome(mutant)


__all__ = ["Fate", "Mutant", "Outcome", "Report", "mutants", "outcome", "run"]
