"""How each kind of claim is judged: one rule for a kind, none for a single claim.

A rule compares what is printed with what is derived, or asks the kernel about a theorem and
looks at the edges of the printed domain for a counterexample.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from itertools import islice

from sympy import Expr, S, Symbol, diff, oo, solve

from derive import equation
from derive.domain import Domain
from proofs.case import Case, Finding, Value, all_equal, in_parts, summary
from proofs.claim import Kind
from proofs.equality.balls import UndefinedError, ball, show, show_ball
from proofs.equality.compare import compare
from proofs.equality.pieces import canonical
from proofs.equality.points import as_names, points
from proofs.formula import read
from proofs.theorems import prove
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import formula
from proofs.verdict import Status, Witness

SEARCHED = 60
"""Points searched for a violation of an inequality that no theorem is named for."""
PARTS = 5040
"""A constant of proportion is sought among the multiples of 1/PARTS."""


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
    module, function = case.claim.put_into.split(".")
    residual = getattr(import_module(f"derive.{module}"), function)(case.printed())
    found = {part: compare(value, S.Zero, case.domain) for part, value in residual.items()}
    left = [part for part, comparison in found.items() if comparison.status is not Status.EQUAL]
    return f"put back, it fails its {' and its '.join(left)}" if left else "put back, it solves it"


def _holds_on_smaller(case: Case, right: Mapping[str, Value]) -> bool:
    """Whether the printed parts equal the right ones on the smaller domain that the claim names."""
    if case.claim.holds_where:
        hypotheses = (canonical(read(h, case.names).value) for h in case.claim.holds_where)
        smaller = case.domain.where(*hypotheses)
        return all_equal({p: case.against(p, right[p], smaller) for p in case.claim.parts})
    if case.claim.holds_at:
        return all(_equal_at(case, case.printed(p), right[p]) for p in case.claim.parts)
    return False


def _equal_at(case: Case, given: Value, right: Value) -> bool:
    where = (case.claim.holds_at or {}).items()
    values = {case.names[name]: read(value, case.names).value for name, value in where}
    domain = case.domain
    for symbol in values:
        domain = domain.without(symbol)
    return compare(given.subs(values), right.subs(values), domain).status is Status.EQUAL


def _cases(case: Case) -> Finding:
    found = summary(case.comparisons)
    statuses = {comparison.status for comparison in case.comparisons.values()}
    if Status.UNDECIDED in statuses:
        return Finding(Status.UNDECIDED, found.method)
    mixed = Status.RESTRICTED if Status.EQUAL in statuses else Status.CORRECTED
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: mixed})


def _proportion(case: Case) -> Finding:
    """Equal up to a factor: derived/printed at one point, then an exact comparison."""
    factor = ratio(case.printed(), case.value, case.domain)
    found = summary({"": compare(case.printed() * factor, case.value, case.domain)})
    found = replace(found, method=f"proportional with the factor {factor}; {found.method}")
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: Status.CORRECTED})


def ratio(given: Expr, derived: Expr, domain: Domain) -> Expr:
    """The rational number that derived/given is at the first point where both are numbers."""
    for point in islice(points(domain, (given, derived)), SEARCHED):
        value = (ball(derived, point) / ball(given, point)).real
        nearest = (value * PARTS).unique_fmpz()
        if nearest:
            return S(int(nearest)) / PARTS
    return S.One


# Inequalities and growth.


def _bound(case: Case) -> Finding:
    """The printed bound is the derived one, and a theorem says that it is a bound."""
    found = summary(case.comparisons)
    if found.status is not Status.EQUAL:
        return _renamed(found, {Status.DIFFERENT: Status.CORRECTED})
    larger = equation(case.claim.of).part("")
    if case.claim.theorem:
        return _proved(case, found.method, _bounds(formula(larger), formula(case.value)))
    violation = _violation(canonical(larger - case.printed()), case.domain)
    if violation and _holds_on_smaller(case, {"": larger}):
        method = "not a lower bound; equal where it says"
        return Finding(Status.RESTRICTED, method, violation)
    return Finding(Status.UNDECIDED, "no theorem proves this bound", violation)


def _sign(case: Case) -> Finding:
    """The printed parts, if any, are the derived ones; a theorem gives the sign, or the limit."""
    found = summary(case.comparisons)
    if found.status is not Status.EQUAL:
        return _renamed(found, {Status.DIFFERENT: Status.CORRECTED})
    found = _proved(case)
    if not case.claim.strict or found.status is not Status.PROVED:
        return found
    edges = in_parts(
        (edge, part)
        for part, value in case.derived.parts.items()
        for edge in islice(_vanishing_edges(value, case.domain), 1)
    )
    return replace(found, status=Status.RESTRICTED, witnesses=edges) if edges else found


def _growth(case: Case) -> Finding:
    """A theorem gives strict growth; on an edge of the other variables it may still fail."""
    value = equation(case.claim.of).part("")
    variable = next((s for s in case.domain.symbols if str(s) == case.claim.variable), None)
    if variable is None:
        reason = f"{case.claim.variable!r} is no variable of Eq. ({case.claim.of})"
        return Finding(Status.UNDECIDED, reason)
    found = _proved(case, "", _grows(formula(value), case.claim.variable))
    if found.status is not Status.PROVED:
        return found
    edges = tuple(islice(_vanishing_edges(_step(value, variable), case.domain, variable), 1))
    return replace(found, status=Status.RESTRICTED, witnesses=edges) if edges else found


def _step(value: Expr, variable: Symbol) -> Expr:
    """What growth by one step (or at unit rate) adds."""
    if variable.is_integer:
        return value.subs(variable, variable + 1) - value
    return diff(value, variable)


Statement = Callable[[Theorem], bool]
"""Whether a theorem states what a claim says, and not only names the claim."""


def _bounds(larger: str, smaller: str) -> Statement:
    """R(c) >= bound, with R(c) and bound defined as the two derived expressions."""

    def states(theorem: Theorem) -> bool:
        wanted = {f"{a} >= {b}" for a in _heads(theorem, larger) for b in _heads(theorem, smaller)}
        return not wanted.isdisjoint(theorem.statement["goals"])

    return states


def _grows(body: str, variable: str) -> Statement:
    """R(c2) > R(c1), with R(c) defined as the derived expression."""

    def states(theorem: Theorem) -> bool:
        heads = (head for head in _heads(theorem, body) if head.endswith(f"({variable})"))
        names = [head.removesuffix(f"({variable})") for head in heads]
        wanted = {f"{name}({variable}2) > {name}({variable}1)" for name in names}
        return not wanted.isdisjoint(theorem.statement["goals"])

    return states


def _heads(theorem: Theorem, body: str) -> list[str]:
    """The names that a statement defines as a formula."""
    return [head for head, text in theorem.statement["definitions"].items() if text == body]


def _proved(case: Case, method: str = "", states: Statement = lambda _: True) -> Finding:
    """What the kernel says of the theorem that the claim names."""
    proof = prove(case.claim.theorem)
    name = proof.theorem.name
    if case.claim.number not in proof.theorem.claims or not states(proof.theorem):
        return Finding(Status.UNDECIDED, f"{name} does not state this claim")
    if not proof.accepted:
        return Finding(Status.UNDECIDED, f"the kernel refuses {name}: {proof.reason}")
    accepted = f"the kernel accepts the certificate of {name}"
    return Finding(Status.PROVED, f"{method}; {accepted}" if method else accepted)


def _violation(value: Expr, domain: Domain) -> tuple[Witness, ...]:
    """A point where a quantity that should be >= 0 is provably negative."""
    for point in islice(points(domain, (value,)), SEARCHED):
        try:
            found = ball(value, point)
        except (UndefinedError, ZeroDivisionError):
            continue
        if found.real < 0:
            return (Witness(as_names(point), ">= 0", show(found), show_ball(found)),)
    return ()


def _vanishing_edges(value: Expr, domain: Domain, but: Expr = S.One) -> Iterator[Witness]:
    """Edges of the printed domain, in one symbol each, where `value` is identically zero."""
    value = canonical(value)
    for r in domain.ranges:
        closed = ((r.lower, r.lower_open), (r.upper, r.upper_open or r.upper == oo))
        for edge in (edge for edge, is_open in closed if r.symbol != but and not is_open):
            rest = _on_edge(domain, r.symbol, edge)
            if but in rest.symbols and _is_single(rest, but):
                continue  # nothing is left to grow
            if compare(value.subs(r.symbol, edge), S.Zero, rest).status is Status.EQUAL:
                point = next(points(rest))
                point[r.symbol] = edge.subs(point)
                yield Witness(as_names(point), "> 0", "0", "exactly 0, on this whole edge")


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
    for value in solve(case.printed() - case.value, quantity):
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
