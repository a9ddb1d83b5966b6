"""The verdict of a claim of any paper, also where there is no formula, or no certificate."""

from dataclasses import replace

from sympy import S

from derive.errors import FormulaError, PaperError, UnknownNameError
from derive.model.domain import Range
from derive.scheme.bits import Bits
from proofs.equality.decide import decide
from proofs.equality.spelling import spelled
from proofs.judge.judge import judge
from proofs.judge.rules import find
from proofs.paper.case import Case, Finding, case_of, in_parts
from proofs.paper.claim import Claim, Kind
from proofs.paper.claimed import claimed
from proofs.paper.formula import read
from proofs.paper.paper import Paper
from proofs.papers.abbreviations import not_shown, without_value
from proofs.papers.equations import Equations
from proofs.papers.read import INPUTS
from proofs.schemes.compare import compare_bits
from proofs.statements.hypotheses import Setting, of_range
from proofs.statements.statement import stated, statement
from proofs.statements.vocabulary import vocabulary
from proofs.verdict import Comparison, Status, Verdict


def judged(claim: Claim, paper: Paper) -> Verdict:
    """The verdict of a claim.

    :raises PaperError: for a formula with names that there are not at the equation.
    """
    if not isinstance(paper.equations, Equations):
        return judge(claim, paper)
    _check_formulas(case_of(claim, paper))
    return judge(claim, paper, _finding)


def _finding(case: Case) -> Finding:
    """What is found of a claim, if it is one about points at which there is a result."""
    if case.claim.kind in INPUTS:
        return _found(case)
    why = _beyond(case) or _unread(case) or _unmeant(case)
    if why:
        return Finding(Status.UNDECIDED, why)
    found = _found(case)
    if found.status in (Status.EXACT, Status.PROVED) and _may_be_empty(case):
        why = "no point is found in the domain that the claim says"
        return Finding(Status.UNDECIDED, why, statement=found.statement)
    return found


def _found(case: Case) -> Finding:
    """What is found of a claim: a bound on the bits of every state may follow from c = 0."""
    below = _without_coherence(case) if case.claim.kind is Kind.BOUND else None
    if below is not None and below.status is Status.IMPORTED:
        return below
    found = _by_numbers(case) if _has_no_formula(case) else find(case)
    return below if below is not None and found.status is Status.UNDECIDED else found


def _has_no_formula(case: Case) -> bool:
    compared = (case.bounded,) if case.claim.kind is Kind.BOUND else ()
    return any(equation.rhs is None for equation in (case.derived, *compared))


def _is_inside(small: Range, large: Range) -> bool:
    """Whether a range lies in another by what its ends are."""
    ends = (large.lower <= small.lower, small.upper <= large.upper)
    return all(end == True for end in ends)  # noqa: E712 - of symbols it is neither


def _beyond(case: Case) -> str:
    """Why the domain of a claim is not shown to lie in that of its results; nothing where it is."""
    said = {r.symbol: r for r in case.domain.ranges}
    results = [case.whole, *([case.bounded.domain] if case.claim.kind is Kind.BOUND else [])]
    known = [r for domain in results for r in domain.ranges if r.symbol in said]
    own = [r for r in known if r != said[r.symbol] and not _is_inside(said[r.symbol], r)]
    setting = Setting({}, case.domain, edges=True)
    words = vocabulary({}, case.domain, [end for r in own for end in (r.lower, r.upper)])
    by_symbol = {r.symbol: word for word, r in words.ranges.items()}
    closed = (replace(r, lower_open=False, upper_open=False) for r in own)
    goals = [g for r in closed for g in of_range(r, by_symbol[r.symbol], words, closed=True)]
    if not goals:
        return ""
    found = spelled(decide(stated(goals, setting, words)), case.domain.symbols)
    if found.status is Status.EQUAL:
        return ""
    if found.witness is None:
        return f"not shown that the result reaches as far as the claim: {found.method}"
    at = ", ".join(f"{name} = {value}" for name, value in found.witness.point.items())
    return f"nothing is derived at {at}, where the claim is made"


def _unread(case: Case) -> str:
    """Why what a claim supposes is not shown to have a value where it is said, as SymPy reads it:
    it cancels what has none."""
    claim = case.claim
    for place, text in enumerate(claim.where):
        before = replace(case, claim=replace(claim, where=claim.where[:place]))
        setting = Setting(case.names, before.domain)
        why = not_shown(text, text, read(text, case.names), setting)
        if why:
            return f"where: {why}"
    return ""


def _unmeant(case: Case) -> str:
    """Why an abbreviation that a claim uses is not shown to mean anything."""
    return without_value(_texts(case.claim), case.names, case.domain, case.paper)


def _texts(claim: Claim) -> list[str]:
    """The formulas of a claim."""
    given = [claim.relative_to] if claim.relative_to else []
    return [*claim.parts.values(), *claim.where, *claim.holds_where, *given]


def _may_be_empty(case: Case) -> bool:
    """Whether no point is found in the domain of a claim: anything is so of no point."""
    from proofs.equality.witnesses import has_points

    if case.claim.kind is Kind.GROWTH:
        return not has_points(claimed(case.claim, paper=case.paper).statement)
    return not has_points(statement(["1"], [S.Zero], Setting({}, case.domain)))


def _check_formulas(case: Case) -> None:
    claim = case.claim
    for text in _texts(claim):
        try:
            read(text, case.names)
        except FormulaError as error:
            raise PaperError(f"claim {claim.number}: {error}") from None
    for name in claim.holds_at or {}:
        if name not in map(str, case.domain.symbols):
            raise PaperError(f"claim {claim.number}: holds_at: {name} has no range here")
    for part in claim.parts if case.derived.parts else ():
        if claim.kind is not Kind.BOUND and part not in case.derived.parts:
            known = ", ".join(filter(None, case.derived.parts)) or "none"
            raise PaperError(f"claim {claim.number}: there is no part {part!r}; there are {known}")


def _by_numbers(case: Case) -> Finding:
    """What is found of bits without a formula: a witness by balls, or nothing."""
    claim, derived = case.claim, case.derived
    found = Comparison(Status.UNDECIDED, "the bits have no formula")
    if claim.kind is Kind.EQUATION and isinstance(derived, Bits):
        found = compare_bits(claim.parts[""], replace(derived, domain=case.domain), case.names)
    status = Status.CORRECTED if found.status is Status.DIFFERENT else Status.UNDECIDED
    return Finding(status, found.method, in_parts([(found.witness, "")]))


def _without_coherence(case: Case) -> Finding | None:
    """What is found of a bound on the bits of every state from what is so at c = 0, if that tells.

    That coherence only adds bits is a cited theorem and no certificate: the claim is imported then,
    not proved. A violation at c = 0 is one, if the claim is about all states.
    """
    claim, equations = case.claim, case.paper.equations
    where = equations.source(claim.of) if isinstance(equations, Equations) else None
    if where is None or where.state != "general":
        return None
    below = f"{where.scheme.name}:{where.holder}:incoherent"
    try:
        there = find(case_of(replace(claim, number=below, of=below), case.paper))
    except (FormulaError, UnknownNameError):  # it speaks of the coherence
        return None
    if there.status is Status.CORRECTED and not claim.where and claim.domain is None:
        wrong = tuple(replace(w, point={**w.point, "c": "0"}) for w in there.witnesses)
        return Finding(there.status, f"{there.method} at c = 0", wrong)
    known = where.scheme.bound(where.holder)
    if there.status is not Status.PROVED or known.status != "theorem":
        return None
    method = f"{known.reason}; at c = 0 {there.method}"
    return replace(there, status=Status.IMPORTED, method=method, assumption=known.reason)
