"""How each kind of claim is judged: one rule for a kind, none for a single claim.

A rule compares what is printed with what is derived, or asks whether a theorem proves what the
claim says, on all of the printed domain or on a part of it.
"""

from collections.abc import Callable, Mapping

from proofs.judge.equations import judge_cases, judge_equation, judge_imported, judge_proportion
from proofs.judge.inequalities import judge_bound, judge_growth, judge_limit, judge_sign
from proofs.paper.case import Case, Finding
from proofs.paper.claim import Kind
from proofs.verdict import Status


def find(case: Case) -> Finding:
    """What the rule for this kind of claim finds."""
    return _RULES[case.claim.kind](case)


def _definition(_: Case) -> Finding:
    return Finding(Status.DEFINITION, "an input")


_RULES: Mapping[Kind, Callable[[Case], Finding]] = {
    Kind.EQUATION: judge_equation,
    Kind.CASES: judge_cases,
    Kind.PROPORTION: judge_proportion,
    Kind.BOUND: judge_bound,
    Kind.SIGN: judge_sign,
    Kind.LIMIT: judge_limit,
    Kind.GROWTH: judge_growth,
    Kind.DEFINITION: _definition,
    Kind.IMPORTED: judge_imported,
}
