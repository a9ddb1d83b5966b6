"""How equations are judged, also in cases, up to a factor, or as what is imported."""

from collections.abc import Mapping
from dataclasses import replace

from sympy import Expr, S, solve

from derive.model.domain import Domain, Range
from proofs.equality.compare import compare, compare_text
from proofs.judge.edges import on_edge
from proofs.judge.smaller import has_values, holds_on_smaller
from proofs.paper.case import Case, Finding, all_equal, summary
from proofs.paper.claimed import equality
from proofs.statements.hypotheses import Setting
from proofs.statements.vocabulary import written_in
from proofs.verdict import Status


def judge_equation(case: Case) -> Finding:
    """What is printed is what is derived, on all of the domain or where the claim says."""
    found = summary(case.comparisons)
    if found.status is not Status.DIFFERENT:
        return _renamed(found, {Status.EQUAL: Status.EXACT})
    method = f"{found.method}; {left}" if (left := _put_back(case)) else found.method
    if holds_on_smaller(case, case.derived.parts):
        return replace(found, status=Status.RESTRICTED, method=f"{method}; equal where it says")
    if case.claim.repair and _repaired(case):
        method = f"{method}; equal to what the repaired model gives"
        return replace(found, status=Status.REFUTED, method=method)
    return replace(found, status=Status.CORRECTED, method=method)


def _repaired(case: Case) -> bool:
    """Whether what is printed is what a changed model gives."""
    model = case.paper.equation(case.claim.repair)
    return model.rhs is not None and all_equal(case.compared_with(model))


def _renamed(found: Finding, names: Mapping[Status, Status]) -> Finding:
    return replace(found, status=names.get(found.status, found.status))


def _put_back(case: Case) -> str:
    """What a printed solution leaves of the equation that it should solve, if there is one."""
    if case.derived.residual is None:
        return ""
    conditions = case.derived.residual(case.printed()).items()
    found = {part: compare(value, S.Zero, case.domain) for part, value in conditions}
    left = [part for part, comparison in found.items() if comparison.status is not Status.EQUAL]
    return f"put back, it fails its {' and its '.join(left)}" if left else "put back, it solves it"


def judge_cases(case: Case) -> Finding:
    """Every case that is printed is derived, or some are."""
    found = summary(case.comparisons)
    statuses = {comparison.status for comparison in case.comparisons.values()}
    if Status.UNDECIDED in statuses:
        return Finding(Status.UNDECIDED, found.method)
    mixed = Status.RESTRICTED if Status.EQUAL in statuses else Status.CORRECTED
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: mixed})


def judge_proportion(case: Case) -> Finding:
    """Equal up to a factor: derived/printed at one point, then an exact comparison."""
    from proofs.equality.proportion import ratio, varies

    sides = case.printed(), case.value
    factor = ratio(*sides, case.domain)
    text = f"({factor})*({case.text()})"
    found = summary({"": compare_text(text, case.value, Setting(case.names, case.domain))})
    method = f"proportional with the factor {factor}; {found.method}"
    stated = equality(case.claim, factor=factor, paper=case.paper).statement
    found = replace(found, method=method, statement=stated)
    if found.status is Status.DIFFERENT and not varies(*sides, case.domain):
        return Finding(Status.UNDECIDED, "no rational factor is found", statement=stated)
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: Status.CORRECTED})


def judge_imported(case: Case) -> Finding:
    """Printed and derived agree, for the value of a silent assumption if there is one."""
    if case.claim.contrast:
        other = case.paper.equation(case.claim.contrast).part("")
        found = summary({"": compare(case.value, other, case.domain)})
        method = f"differs from Eq. ({case.claim.contrast})"
        imported = {Status.DIFFERENT: Status.IMPORTED, Status.EQUAL: Status.UNDECIDED}
        return replace(_renamed(found, imported), method=method)
    if case.claim.solve_for:
        return _assuming(case)
    if not case.derived.parts:
        return Finding(Status.IMPORTED, "not derived here")
    found = summary(case.comparisons)
    names = {Status.EQUAL: Status.IMPORTED, Status.DIFFERENT: Status.CORRECTED}
    return replace(_renamed(found, names), method=f"against what is derived: {found.method}")


def _assuming(case: Case) -> Finding:
    """The value of one quantity for which printed and derived agree: what is silently assumed."""
    r = next((r for r in case.domain.ranges if r.symbol.name == case.claim.solve_for), None)
    if r is None:
        return Finding(Status.UNDECIDED, f"{case.claim.solve_for!r} is no variable of it")
    quantity = r.symbol
    printed, derived = (written_in(x, quantity) for x in (case.printed(), case.value))
    try:
        told = all_equal({"": case.against("", case.printed())})  # SymPy cancels what has no value
        found = solve(printed - derived, quantity, simplify=False, check=False) if told else []
    except NotImplementedError:
        found = []
    for value in found:  # each is checked here
        rest = on_edge(case.domain, quantity, value)
        if not _has_value(r, value, rest):
            continue
        sides = [x.subs(quantity, value) for x in (printed, derived)]
        comparison = compare(sides[0], sides[1], rest)
        if comparison.status is Status.EQUAL:
            assumption = f"{quantity} = {value}"
            method = f"agrees if {assumption}: {comparison.method}"
            return Finding(Status.IMPORTED, method, assumption=assumption)
    return Finding(Status.UNDECIDED, f"no value of {quantity} makes it agree")


def _has_value(r: Range, value: Expr, rest: Domain) -> bool:
    """Whether a range has a value somewhere on the domain of what the value depends on."""
    possible = value.is_integer or not r.symbol.is_integer
    return bool(possible) and has_values(Setting({}, rest), {r: value})
