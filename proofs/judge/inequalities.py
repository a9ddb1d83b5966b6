"""How inequalities, growth and limits are judged: by a theorem or a search for a certificate."""

from dataclasses import replace
from itertools import islice

from sympy import Expr, Symbol, diff, nan, oo, zoo

from derive.errors import FormulaError
from derive.model.domain import Domain
from proofs.equality.decide import decide
from proofs.equality.spelling import spelled, spelled_texts, spelled_witness
from proofs.judge.edges import on_edge, vanishing_edges
from proofs.judge.smaller import holds_on_smaller
from proofs.kernel.standing import passes_to_edges
from proofs.paper.case import Case, Finding, in_parts, summary
from proofs.paper.claim import Kind
from proofs.paper.claimed import Claimed, bound, claimed
from proofs.statements.vocabulary import written_in
from proofs.verdict import Status, Witness


def judge_bound(case: Case) -> Finding:
    """The result is at least what is printed, even if a better bound is derived."""
    if case.claim.theorem:
        return _by_theorem(case)
    stated = bound(case)
    violation = _violation(stated)
    if not violation:
        return _by_search(stated)
    if holds_on_smaller(case, dict.fromkeys(case.claim.parts, case.bounded.part(""))):
        method = "not a lower bound; equal where it says"
        return Finding(Status.RESTRICTED, method, violation)
    return Finding(Status.CORRECTED, "not a lower bound", violation, statement=stated.statement)


def judge_sign(case: Case) -> Finding:
    """The derived parts have a sign; on edges where they vanish, no strict one."""
    found = _by_theorem(case)
    if not _may_fail_on_edges(case, found):
        return found
    edges = in_parts(
        (edge, part)
        for part, value in case.derived.parts.items()
        for edge in islice(vanishing_edges(value, case.domain), 1)
    )
    return _at_edges(case, found, edges)


def _may_fail_on_edges(case: Case, found: Finding) -> bool:
    """Whether a theorem reaches a part of the domain, or none was found of a stated strict one."""
    if case.claim.theorem or not (case.claim.strict or case.claim.kind is Kind.GROWTH):
        return found.status is Status.RESTRICTED
    return found.status is Status.UNDECIDED and found.statement is not None


def _at_edges(case: Case, found: Finding, edges: tuple[Witness, ...]) -> Finding:
    """What was found, with edges on which it is not so; it may be proved of all but edges."""
    if found.status is Status.RESTRICTED or not edges:
        return replace(found, witnesses=edges or found.witnesses)
    inside = claimed(case.claim, paper=case.paper, edges=False)
    method = f"{edges[0].difference}"
    if decide(inside.statement).status is not Status.EQUAL:
        return replace(found, status=Status.REFUTED, method=method, witnesses=edges)
    where = spelled_texts(inside.statement["hypotheses"], inside.domain.symbols)
    return replace(found, status=Status.RESTRICTED, method=method, witnesses=edges, where=where)


def judge_growth(case: Case) -> Finding:
    """A result grows strictly; it does not on edges of the other variables where it is constant."""
    found = _by_theorem(case)
    variable = _variable(case, case.domain)
    if variable is None or not _may_fail_on_edges(case, found):
        return found
    change = _step(written_in(case.bounded.part(""), variable), variable)
    edges = tuple(islice(vanishing_edges(change, case.domain, variable), 1))
    return _at_edges(case, found, edges)


def judge_limit(case: Case) -> Finding:
    """The convergence, by a theorem; without one only the value at the end is told."""
    if case.claim.theorem:
        return _by_theorem(case)
    own = case.bounded.domain
    variable = _variable(case, own)
    if variable is None or case.claim.relative_to or case.claim.where or case.claim.domain:
        return Finding(Status.UNDECIDED, NOT_PROVED)
    end = next(r.lower for r in own.ranges if r.symbol == variable)
    value = written_in(case.bounded.part(""), variable).subs(variable, end)
    if value.has(oo, zoo, nan):
        return Finding(Status.UNDECIDED, NOT_PROVED)
    found = summary({"": case.against("", value, on_edge(own, variable, end))})
    if found.status is Status.DIFFERENT:
        return replace(found, status=Status.CORRECTED)
    return Finding(Status.UNDECIDED, f"{NOT_PROVED}; at the end {found.method}")


NOT_PROVED = "no theorem proves the convergence"


def _variable(case: Case, domain: Domain) -> Symbol | None:
    return next((s for s in domain.symbols if s.name == case.claim.variable), None)


def _step(value: Expr, variable: Symbol) -> Expr:
    """What growth by one step (or at unit rate) adds."""
    if variable.is_integer:
        return value.subs(variable, variable + 1) - value
    return diff(value, variable)


def _by_theorem(case: Case) -> Finding:
    """Whether the theorem that the claim names proves what the claim says, see
    :mod:`proofs.judge.ties`; if not, a misprint is still found.
    """
    if not case.claim.theorem:
        return _searched(case)
    from proofs.judge.ties import tie
    from proofs.theorems import theorem

    own = theorem(case.claim.theorem)
    try:
        stated = claimed(case.claim, own.delta, case.paper)
    except FormulaError as reason:
        return Finding(Status.UNDECIDED, str(reason))
    found = tie(stated, own)
    if not found.accepted:
        compared = summary(case.comparisons)
        if compared.status is Status.DIFFERENT:
            return replace(compared, status=Status.CORRECTED, statement=stated.statement)
        method = f"{own.name} does not prove this: {found.reason}"
        return Finding(Status.UNDECIDED, method, statement=stated.statement)
    method = f"the kernel accepts {own.name} as a proof of it"
    if not found.extra:
        return Finding(Status.PROVED, method, statement=stated.statement)
    where = "; ".join(found.extra)
    beyond = Witness(found.outside or {}, where, "not so", "the theorem does not reach this point")
    return Finding(
        Status.RESTRICTED, method, (beyond,), where=found.extra, statement=stated.statement
    )


def _searched(case: Case) -> Finding:
    """The same for a claim that names no theorem: a certificate is looked for."""
    compared = summary(case.comparisons)
    if compared.status is Status.DIFFERENT:
        return replace(compared, status=Status.CORRECTED)
    try:
        return _by_search(claimed(case.claim, paper=case.paper))
    except FormulaError as reason:
        return Finding(Status.UNDECIDED, str(reason))


def _by_search(stated: Claimed) -> Finding:
    """Whether a certificate is found of what a claim says, or a point where it is not so."""
    found = spelled(decide(stated.statement, stated.fibres), stated.domain.symbols)
    status = {Status.EQUAL: Status.PROVED, Status.DIFFERENT: Status.REFUTED}.get(found.status)
    own = found.certificate
    if own is not None and own.thin and not passes_to_edges(stated.statement):
        return Finding(Status.UNDECIDED, "a strict inequality, proved but where a divisor is 0")
    return Finding(
        status or Status.UNDECIDED,
        found.method,
        in_parts([(found.witness, "")]),
        statement=stated.statement,
    )


def _violation(stated: Claimed) -> tuple[Witness, ...]:
    """A point where what should be a lower bound is provably larger."""
    from proofs.equality.witnesses import find_witness

    found = find_witness(stated.statement)
    if found is None:
        return ()
    found = spelled_witness(found, stated.domain.symbols)
    difference = found.difference.replace("-", "", 1)  # that of derived - printed, which is < 0
    return (Witness(found.point, found.derived, found.given, difference),)
