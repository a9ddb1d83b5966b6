"""How each kind of claim is judged: one rule for a kind, none for a single claim.

A rule compares what is printed with what is derived, or asks whether a theorem proves what the
claim says, on all of the printed domain or on a part of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from itertools import islice

from sympy import Expr, Rational, S, Symbol, diff, oo, solve

from derive import equation
from derive.errors import FormulaError
from derive.model.domain import Domain
from proofs.equality.compare import compare, compare_text
from proofs.judge.outside import corners
from proofs.judge.ties import tie
from proofs.paper.case import Case, Finding, Value, all_equal, in_parts, summary
from proofs.paper.claim import Kind
from proofs.paper.claimed import bound, claimed, equality
from proofs.statements.hypotheses import Setting
from proofs.statements.vocabulary import made_of
from proofs.theorems import theorem
from proofs.verdict import Status, Witness


def find(case: Case) -> Finding:
    """What the rule for this kind of claim finds."""
    return _RULES[case.claim.kind](case)


# Equations.


def _equation(case: Case) -> Finding:
    found = summary(case.comparisons)
    if found.status is not Status.DIFFERENT:
        return _renamed(found, {Status.EQUAL: Status.EXACT})
    method = f"{found.method}; {_put_back(case)}" if case.claim.put_into else found.method
    if _holds_on_smaller(case, case.derived.parts):
        return replace(found, status=Status.RESTRICTED, method=f"{method}; equal where it says")
    if case.claim.repair and all_equal(case.compared_with(equation(case.claim.repair))):
        method = f"{method}; equal to what the repaired model gives"
        return replace(found, status=Status.REFUTED, method=method)
    return replace(found, status=Status.CORRECTED, method=method)


def _renamed(found: Finding, names: Mapping[Status, Status]) -> Finding:
    return replace(found, status=names.get(found.status, found.status))


def _put_back(case: Case) -> str:
    """What a printed solution leaves of the equation that it should solve."""
    module, _, function = case.claim.put_into.rpartition(".")
    residual = getattr(import_module(f"derive.{module}"), function)(case.printed())
    found = {part: compare(value, S.Zero, case.domain) for part, value in residual.items()}
    left = [part for part, comparison in found.items() if comparison.status is not Status.EQUAL]
    return f"put back, it fails its {' and its '.join(left)}" if left else "put back, it solves it"


def _holds_on_smaller(case: Case, right: Mapping[str, Value]) -> bool:
    """Whether the printed parts equal the right ones on the smaller domain that the claim names."""
    where, at = tuple(case.claim.holds_where), dict(case.claim.holds_at or {})
    if not where and not at:
        return False
    smaller = Setting(case.names, case.domain, where, at)
    parts = case.claim.parts.items()
    return all_equal({part: compare_text(text, right[part], smaller) for part, text in parts})


def _cases(case: Case) -> Finding:
    found = summary(case.comparisons)
    statuses = {comparison.status for comparison in case.comparisons.values()}
    if Status.UNDECIDED in statuses:
        return Finding(Status.UNDECIDED, found.method)
    mixed = Status.RESTRICTED if Status.EQUAL in statuses else Status.CORRECTED
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: mixed})


def _proportion(case: Case) -> Finding:
    """Equal up to a factor: derived/printed at one point, then an exact comparison."""
    from proofs.equality.proportion import ratio

    factor = ratio(case.printed(), case.value, case.domain)
    text = f"({factor})*({case.claim.parts['']})"
    found = summary({"": compare_text(text, case.value, Setting(case.names, case.domain))})
    method = f"proportional with the factor {factor}; {found.method}"
    stated = equality(case.claim, factor=factor).statement
    found = replace(found, method=method, statement=stated)
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: Status.CORRECTED})


# Inequalities, growth and limits.


def _bound(case: Case) -> Finding:
    """The result is at least what is printed, even if a better bound is derived."""
    if case.claim.theorem:
        return _by_theorem(case)
    found = summary(case.comparisons)
    if found.status is not Status.EQUAL:
        return _renamed(found, {Status.DIFFERENT: Status.CORRECTED})
    violation = _violation(case)
    if violation and _holds_on_smaller(case, {"": equation(case.claim.of).part("")}):
        method = "not a lower bound; equal where it says"
        return Finding(Status.RESTRICTED, method, violation)
    return Finding(Status.UNDECIDED, "no theorem proves this bound", violation)


def _sign(case: Case) -> Finding:
    """The derived parts have a sign; on edges where they vanish, no strict one."""
    found = _by_theorem(case)
    if found.status is not Status.RESTRICTED:
        return found
    edges = in_parts(
        (edge, part)
        for part, value in case.derived.parts.items()
        for edge in islice(_vanishing_edges(value, case.domain), 1)
    )
    return replace(found, witnesses=edges or found.witnesses)


def _growth(case: Case) -> Finding:
    """A result grows strictly; it does not on edges of the other variables where it is constant."""
    found = _by_theorem(case)
    if found.status is not Status.RESTRICTED:
        return found
    variable = next(s for s in case.domain.symbols if s.name == case.claim.variable)
    change = _step(equation(case.claim.of).part(""), variable)
    edges = tuple(islice(_vanishing_edges(change, case.domain, variable), 1))
    return replace(found, witnesses=edges or found.witnesses)


def _step(value: Expr, variable: Symbol) -> Expr:
    """What growth by one step (or at unit rate) adds."""
    if variable.is_integer:
        return value.subs(variable, variable + 1) - value
    return diff(value, variable)


def _by_theorem(case: Case) -> Finding:
    """Whether the theorem that the claim names proves what the claim says, see
    :mod:`proofs.judge.ties`; if not, a misprint is still found.
    """
    own = theorem(case.claim.theorem)
    try:
        stated = claimed(case.claim, own.delta)
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


def _violation(case: Case) -> tuple[Witness, ...]:
    """A point where what should be a lower bound is provably larger."""
    from proofs.equality.witnesses import find_witness

    found = find_witness(bound(case).statement)
    if found is None:
        return ()
    difference = found.difference.replace("-", "", 1)  # that of derived - printed, which is < 0
    return (Witness(found.point, found.derived, found.given, difference),)


def _vanishing_edges(value: Expr, domain: Domain, but: Expr = S.One) -> Iterator[Witness]:
    """Edges of the printed domain, in one symbol each, where `value` is identically zero."""
    made = {s: made_of(s) for s in value.free_symbols if isinstance(s, Symbol)}
    value = value.xreplace({s: m for s, m in made.items() if m is not None})
    for r in domain.ranges:
        closed = ((r.lower, r.lower_open), (r.upper, r.upper_open or r.upper == oo))
        for edge in (edge for edge, is_open in closed if r.symbol != but and not is_open):
            rest = _on_edge(domain, r.symbol, edge)
            if but in rest.symbols and _is_single(rest, but):
                continue  # nothing is left to grow
            if compare(value.subs(r.symbol, edge), S.Zero, rest).status is Status.EQUAL:
                point = _point_on(rest, r.symbol, edge)
                yield Witness(point, "> 0", "0", "exactly 0, on this whole edge")


def _point_on(rest: Domain, symbol: Symbol, edge: Expr) -> dict[str, str]:
    """A point of the other symbols, with the symbol at its edge there."""
    point = next(iter(corners(rest)))
    values = {s: Rational(point[s.name]) for s in rest.symbols}
    return {s.name: str(at) for s, at in {**values, symbol: edge.subs(values)}.items()}


def _on_edge(domain: Domain, symbol: Expr, edge: Expr) -> Domain:
    """The domain of the other symbols where `symbol` is at an edge of its range."""
    ranges = (
        replace(r, lower=r.lower.subs(symbol, edge), upper=r.upper.subs(symbol, edge))
        for r in domain.ranges
        if r.symbol != symbol
    )
    return replace(domain, ranges=tuple(ranges))


def _is_single(domain: Domain, symbol: Expr) -> bool:
    return any(r.symbol == symbol and r.lower == r.upper for r in domain.ranges)


# Inputs.


def _definition(_: Case) -> Finding:
    return Finding(Status.DEFINITION, "an input")


def _imported(case: Case) -> Finding:
    """Printed and derived agree, for the value of a silent assumption if there is one."""
    if case.claim.contrast:
        other = equation(case.claim.contrast).part("")
        found = summary({"": compare(case.value, other, case.domain)})
        method = f"differs from Eq. ({case.claim.contrast})"
        imported = {Status.DIFFERENT: Status.IMPORTED, Status.EQUAL: Status.UNDECIDED}
        return replace(_renamed(found, imported), method=method)
    if case.claim.solve_for:
        return _assuming(case)
    found = summary(case.comparisons)
    names = {Status.EQUAL: Status.IMPORTED, Status.DIFFERENT: Status.CORRECTED}
    return replace(_renamed(found, names), method=f"against what is derived: {found.method}")


def _assuming(case: Case) -> Finding:
    """The value of one quantity for which printed and derived agree: what is silently assumed."""
    quantity = next(s for s in case.domain.symbols if str(s) == case.claim.solve_for)
    found = solve(case.printed() - case.value, quantity, simplify=False, check=False)
    for value in found:  # each is checked here
        comparison = compare(case.printed(), case.value.subs(quantity, value), case.domain)
        if comparison.status is Status.EQUAL:
            assumption = f"{quantity} = {value}"
            method = f"agrees if {assumption}: {comparison.method}"
            return Finding(Status.IMPORTED, method, assumption=assumption)
    return Finding(Status.UNDECIDED, f"no value of {quantity} makes it agree")


_RULES: Mapping[Kind, Callable[[Case], Finding]] = {
    Kind.EQUATION: _equation,
    Kind.CASES: _cases,
    Kind.PROPORTION: _proportion,
    Kind.BOUND: _bound,
    Kind.SIGN: _sign,
    Kind.LIMIT: _sign,
    Kind.GROWTH: _growth,
    Kind.DEFINITION: _definition,
    Kind.IMPORTED: _imported,
}
