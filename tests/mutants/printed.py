"""Mutants of what the paper prints: every verdict has to notice a misprint of every formula.

Noticed means that ``sponte verify`` would fail: what :mod:`proofs.calls` records of a verdict
(status, corrected form, witness, domain) is no longer the same. For an exact, proved or imported
claim that is its status; for a claim that is wrong as printed it is the witness, whose value of
the printed side changes, or the status, where the change happens to correct the formula. Claims in
words are changed in what they are about; their theorems are changed in :mod:`.certified`.
"""

import functools
from dataclasses import replace
from itertools import pairwise
from typing import Any

from derive import equation
from derive.errors import FormulaError
from proofs.calls import record
from proofs.judge.judge import BY_NUMBER, judge
from proofs.paper.case import Case
from proofs.paper.claim import Claim, Kind
from proofs.paper.claims import CLAIMS
from proofs.paper.formula import read
from proofs.verdict import Status
from tests.mutants.formulas import changes
from tests.mutants.mutant import Fate, Mutant, Outcome

BILLIONTH = "1 + 1/1000000000"
HOLDING = (Status.EXACT, Status.PROVED, Status.IMPORTED)


def mutants(number: str) -> list[Mutant]:
    """Every change of a printed formula that is not the same expression when it is read."""
    claim = BY_NUMBER[number]
    found = [m for part in claim.parts for m in _of_part(_case(number), part)]
    return [*found, *_exchanged_parts(claim), *_of_words(_case(number))]


def _of_part(case: Case, part: str) -> list[Mutant]:
    text = case.claim.parts[part]
    new = changes(text, case.names)
    new |= {f"-({text})": "sign: the whole", f"({text})*({BILLIONTH})": "factor: 1 + 10**-9"}
    where = ("printed", part)
    made = [Mutant(case.claim.number, where, change, formula) for formula, change in new.items()]
    return [m for m in made if not _reads_the_same(case, part, m.formula)]


def _reads_the_same(case: Case, part: str, text: str) -> bool:
    try:
        return read(text, case.names) == read(case.claim.parts[part], case.names)
    except FormulaError:
        return False


def _exchanged_parts(claim: Claim) -> list[Mutant]:
    return [
        Mutant(claim.number, ("exchanged", a, b), f"parts exchanged: {a}, {b}", "")
        for a, b in pairwise(claim.parts)
        if claim.parts[a] != claim.parts[b]
    ]


def _of_words(case: Case) -> list[Mutant]:
    """What the claim says in words: another result, another variable, a sign that is strict."""
    claim = case.claim
    others: dict[str, list[str]] = {}
    if claim.of:
        results = {c.of for c in CLAIMS if c.kind is claim.kind and c.of} - {claim.of}
        others["of"] = sorted(of for of in results if _ranges_over(of, claim.variable))
    if claim.variable:
        others["variable"] = [str(s) for s in case.domain.symbols if str(s) != claim.variable]
    if claim.kind is Kind.SIGN:
        others["strict"] = ["" if claim.strict else "strict"]
    return [
        Mutant(claim.number, ("words", name), f"{name}: {getattr(claim, name)} -> {new}", new)
        for name, values in others.items()
        for new in values
    ]


def _ranges_over(number: str, variable: str) -> bool:
    return not variable or variable in map(str, equation(number).domain.symbols)


def mutated(mutant: Mutant) -> Claim:
    """The claim with the change made."""
    claim = BY_NUMBER[mutant.subject]
    kind, *parts = mutant.where
    if kind == "words":
        name, value = str(parts[0]), mutant.formula
        changed: dict[str, Any] = {name: bool(value) if name == "strict" else value}
        return replace(claim, **changed)
    if kind == "exchanged":
        a, b = map(str, parts)
        swapped = {a: claim.parts[b], b: claim.parts[a]}
        return replace(claim, printed={**claim.parts, **swapped})
    return replace(claim, printed={**claim.parts, str(parts[0]): mutant.formula})


def outcome(mutant: Mutant) -> Outcome:
    """Judge the changed claim and compare the two verdicts."""
    claim = mutated(mutant)
    try:
        verdict = judge(claim)
    except FormulaError as error:
        return Outcome(mutant, Fate.KILLED, f"no formula: {error}")
    status, before = verdict.status, _recorded(mutant.subject)
    fate = _fate(claim, status, record(verdict), before)
    return Outcome(mutant, fate, f"{status}: {verdict.method}", status is Status.UNDECIDED)


def _fate(claim: Claim, status: Status, after: dict[str, Any], before: dict[str, Any]) -> Fate:
    if status != before["status"]:
        return Fate.KILLED
    if _says_the_same(claim, status):
        return Fate.EQUIVALENT
    return Fate.SURVIVED if after == before else Fate.KILLED


def _says_the_same(claim: Claim, status: Status) -> bool:
    """Whether each part is proved equal to what is printed, on the printed domain.

    What is only printed as proportional says the same with any factor: status exact means that
    both are proportional to the derived form.
    """
    if claim.kind is Kind.PROPORTION:
        return status in HOLDING
    if claim.parts == BY_NUMBER[claim.number].parts:
        return False
    original, changed = _case(claim.number), Case(claim, _case(claim.number).derived)
    parts = [part for part in claim.parts if claim.parts[part] != original.claim.parts[part]]
    return all(_equal(changed, original, part) for part in parts)


def _equal(changed: Case, original: Case, part: str) -> bool:
    found = changed.against(part, original.printed(part), original.domain)
    return found.status is Status.EQUAL


@functools.cache
def _case(number: str) -> Case:
    return Case(BY_NUMBER[number], equation(number))


@functools.cache
def _recorded(number: str) -> dict[str, Any]:
    return record(judge(BY_NUMBER[number]))
