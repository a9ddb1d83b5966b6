"""From a claim to its verdict: what a rule found, and all that a reader needs to check it."""

import time
from collections.abc import Callable, Iterable

from derive.errors import FormulaError, UnknownNameError
from derive.model.equation import Equation
from proofs.judge.rules import find
from proofs.kernel import statement_hash
from proofs.paper.built_in import BUILT_IN
from proofs.paper.case import Case, Finding, case_of
from proofs.paper.claim import Claim, Kind
from proofs.paper.claimed import equality
from proofs.paper.logarithms import base_2
from proofs.paper.paper import Paper
from proofs.paper.parts import as_text
from proofs.paper.remarks import unmarked
from proofs.verdict import Status, Verdict

BY_NUMBER = BUILT_IN.claims


def judge(claim: Claim, paper: Paper = BUILT_IN, rule: Callable[[Case], Finding] = find) -> Verdict:
    """The verdict of one claim of a paper, computed now, by the rule for its kind or another."""
    start = time.perf_counter()
    try:
        case = case_of(claim, paper)
        found = rule(case)
    except (FormulaError, UnknownNameError) as error:
        raise FormulaError(f"claim {claim.number}: {error}") from None
    derived = case.derived
    return Verdict(
        number=claim.number,
        status=found.status,
        title=derived.title,
        printed=base_2(as_text(claim.parts)) or None,
        derived=None if derived.rhs is None else as_text(_texts(derived)),
        corrected=_corrected(case, found),
        witness=next(iter(found.witnesses), None),
        witnesses=found.witnesses,
        domain=_domain(case, found),
        statement=_statement(case, found),
        assumptions=(*derived.assumptions, *filter(None, (found.assumption,))),
        method=found.method,
        remarks=tuple(map(unmarked, claim.remarks)),
        uses=derived.uses,
        source=derived.source,
        seconds=time.perf_counter() - start,
    )


def _texts(equation: Equation) -> dict[str, str]:
    return {part: equation.text(part) for part in equation.parts}


def _corrected(case: Case, found: Finding) -> str | None:
    """The right form of the parts that are wrong, or what the repaired model gives."""
    if found.status is Status.CORRECTED and case.derived.rhs is not None:
        return as_text({part: case.derived.text(part) for part in _wrong(case)})
    if found.status is Status.REFUTED and case.claim.repair:
        return as_text(_texts(case.paper.equation(case.claim.repair)))
    return None


def _wrong(case: Case) -> Iterable[str]:
    """The derived parts that are not what is printed; those of a bound have names of their own."""
    if not {*case.claim.parts} <= {*case.derived.parts}:
        return case.derived.parts
    return (p for p, c in case.comparisons.items() if c.status is not Status.EQUAL)


def _statement(case: Case, found: Finding) -> str | None:
    """The hash of what the claim says to the kernel; a claim without a formula says nothing."""
    claim = case.claim
    if found.statement is not None:
        return statement_hash(found.statement)
    unsaid = not claim.parts or not case.derived.parts or case.derived.rhs is None
    if unsaid or claim.kind is Kind.DEFINITION:
        return None
    try:
        return statement_hash(equality(claim, paper=case.paper).statement)
    except FormulaError:
        return None


def _domain(case: Case, found: Finding) -> str:
    """The printed domain, and for a restricted claim the smaller one on which it holds."""
    claim, text = case.claim, str(case.domain)
    if found.status is not Status.RESTRICTED:
        return text
    where = [*found.where, *(f"{h} >= 0" for h in claim.holds_where)]
    where += [f"{name} = {value}" for name, value in (claim.holds_at or {}).items()]
    if where:
        return f"{text}; only where {', '.join(where)}"
    holds = [part for part, c in case.comparisons.items() if c.status is Status.EQUAL]
    return f"{text}; only in the case {', '.join(holds)}"
