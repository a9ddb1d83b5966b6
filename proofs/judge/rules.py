"""How each kind of claim is judged: one rule for a kind, none for a single claim.

A rule compares what is printed with what is derived, or asks whether a theorem proves what the
claim says, on all of the printed domain or on a part of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from itertools import islice

from sympy import Expr, Mul, Rational, S, Symbol, diff, nan, oo, solve, zoo

from derive.errors import FormulaError
from derive.model.domain import Domain, Range
from proofs.equality.certify import SECONDS
from proofs.equality.compare import compare, compare_text
from proofs.equality.decide import decide
from proofs.judge.outside import corners
from proofs.kernel.standing import passes_to_edges
from proofs.paper.case import Case, Finding, Value, all_equal, in_parts, summary
from proofs.paper.claim import Kind
from proofs.paper.claimed import Claimed, bound, claimed, equality
from proofs.statements.hypotheses import Setting
from proofs.statements.statement import statement
from proofs.statements.vocabulary import made_of, written_in
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
    """What a printed solution leaves of the equation that it should solve."""
    module, _, function = case.claim.put_into.rpartition(".")
    residual = getattr(import_module(f"derive.{module}"), function)(case.printed())
    found = {part: compare(value, S.Zero, case.domain) for part, value in residual.items()}
    left = [part for part, comparison in found.items() if comparison.status is not Status.EQUAL]
    return f"put back, it fails its {' and its '.join(left)}" if left else "put back, it solves it"


def _holds_on_smaller(case: Case, right: Mapping[str, Value]) -> bool:
    """Whether the printed parts equal the right ones on the smaller domain that the claim names."""
    where, at = tuple(case.claim.holds_where), dict(case.claim.holds_at or {})
    if not (where or at):
        return False
    smaller = Setting(case.names, case.domain, where, at)
    parts = case.claim.parts.items()
    return _has_points(smaller) and all_equal(
        {part: compare_text(text, right[part], smaller) for part, text in parts}
    )


def _has_points(setting: Setting) -> bool:
    """Whether a setting has a point, with what is fixed there on its range."""
    values = {name: Rational(text) for name, text in setting.values.items()}
    fixed = {r: values[str(r.symbol)] for r in setting.domain.ranges if str(r.symbol) in values}
    moving = [r for r in fixed if r.lower.free_symbols | r.upper.free_symbols]
    if not all(r in moving or r.contains({r.symbol: value}) for r, value in fixed.items()):
        return False
    if any(r.symbol.is_integer and not fixed[r].is_integer for r in moving):
        return False
    return _has_values(setting, {r: fixed[r] for r in moving})


def _has_values(setting: Setting, values: Mapping[Range, Expr]) -> bool:
    """Whether a setting has a point where ranges have these values, at no end that is left out."""
    from proofs.equality.witnesses import find_witness

    inside = setting.domain.where(*(x for r, value in values.items() for x in _sides(r, value)))
    apart = Mul(*(value - end for r, value in values.items() for end in _left_out(r)))
    stated = statement(["0"], [apart], replace(setting, domain=inside))
    return find_witness(stated) is not None


def _left_out(r: Range) -> list[Expr]:
    """The finite ends that a range does not have."""
    ends = ((r.lower, r.lower_open), (r.upper, r.upper_open))
    return [end for end, is_open in ends if is_open and end not in (-oo, oo)]


def _sides(r: Range, value: Expr) -> list[Expr]:
    """What is >= 0 where a value is on a range."""
    return [side for side in (value - r.lower, r.upper - value) if side != oo]


def _cases(case: Case) -> Finding:
    found = summary(case.comparisons)
    statuses = {comparison.status for comparison in case.comparisons.values()}
    if Status.UNDECIDED in statuses:
        return Finding(Status.UNDECIDED, found.method)
    mixed = Status.RESTRICTED if Status.EQUAL in statuses else Status.CORRECTED
    return _renamed(found, {Status.EQUAL: Status.EXACT, Status.DIFFERENT: mixed})


def _proportion(case: Case) -> Finding:
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


# Inequalities, growth and limits.


def _bound(case: Case) -> Finding:
    """The result is at least what is printed, even if a better bound is derived."""
    if case.claim.theorem:
        return _by_theorem(case)
    stated = bound(case)
    violation = _violation(stated)
    if not violation:
        return _by_search(stated, case.seconds)
    if _holds_on_smaller(case, dict.fromkeys(case.claim.parts, case.bounded.part(""))):
        method = "not a lower bound; equal where it says"
        return Finding(Status.RESTRICTED, method, violation)
    return Finding(Status.CORRECTED, "not a lower bound", violation, statement=stated.statement)


def _sign(case: Case) -> Finding:
    """The derived parts have a sign; on edges where they vanish, no strict one."""
    found = _by_theorem(case)
    if not _may_fail_on_edges(case, found):
        return found
    edges = in_parts(
        (edge, part)
        for part, value in case.derived.parts.items()
        for edge in islice(_vanishing_edges(value, case.domain), 1)
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
    inside = claimed(case.claim, paper=case.paper, edges=False).statement
    method = f"{edges[0].difference}"
    if decide(inside).status is not Status.EQUAL:
        return replace(found, status=Status.REFUTED, method=method, witnesses=edges)
    where = tuple(inside["hypotheses"])
    return replace(found, status=Status.RESTRICTED, method=method, witnesses=edges, where=where)


def _growth(case: Case) -> Finding:
    """A result grows strictly; it does not on edges of the other variables where it is constant."""
    found = _by_theorem(case)
    variable = _variable(case, case.domain)
    if variable is None or not _may_fail_on_edges(case, found):
        return found
    change = _step(written_in(case.bounded.part(""), variable), variable)
    edges = tuple(islice(_vanishing_edges(change, case.domain, variable), 1))
    return _at_edges(case, found, edges)


def _limit(case: Case) -> Finding:
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
    found = summary({"": case.against("", value, _on_edge(own, variable, end))})
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


def _by_search(stated: Claimed, seconds: float = SECONDS) -> Finding:
    """Whether a certificate is found of what a claim says, or a point where it is not so."""
    found = decide(stated.statement, stated.fibres, seconds=seconds)
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
    difference = found.difference.replace("-", "", 1)  # that of derived - printed, which is < 0
    return (Witness(found.point, found.derived, found.given, difference),)


def _vanishing_edges(value: Expr, domain: Domain, but: Expr = S.One) -> Iterator[Witness]:
    """Edges of the printed domain, in one symbol each, where `value` is identically zero."""
    made = {s: made_of(s) for s in value.free_symbols if isinstance(s, Symbol)}
    value = value.xreplace({s: m for s, m in made.items() if m is not None})
    for r in domain.ranges:
        edges = ((r.lower, r.lower_open), (r.upper, r.upper_open))
        closed = [edge for edge, is_open in edges if not is_open and edge not in (-oo, oo)]
        for edge in closed if r.symbol != but else ():
            rest = _on_edge(domain, r.symbol, edge)
            if but in rest.symbols and _is_single(rest, but):
                continue  # nothing is left to grow
            there = value.subs(r.symbol, edge)
            if there.has(oo, zoo, nan):
                continue  # only a limit would tell
            if compare(there, S.Zero, rest).status is Status.EQUAL:
                for point in islice(corners(rest), 1):  # none where the domain leaves the edge out
                    at = _with_edge(rest, point, r.symbol, edge)
                    yield Witness(at, "> 0", "0", "exactly 0, on this whole edge")


def _with_edge(
    rest: Domain, point: Mapping[str, Fraction], symbol: Symbol, edge: Expr
) -> dict[str, str]:
    """A point of the other symbols, with the symbol at its edge there."""
    values = {s: Rational(point[s.name]) for s in rest.symbols}
    return {s.name: str(at) for s, at in {**values, symbol: edge.subs(values)}.items()}


def _on_edge(domain: Domain, symbol: Expr, edge: Expr) -> Domain:
    """The domain of the other symbols where `symbol` is at an edge of its range."""
    ranges = (
        replace(r, lower=r.lower.subs(symbol, edge), upper=r.upper.subs(symbol, edge))
        for r in domain.ranges
        if r.symbol != symbol
    )
    hypotheses = tuple(written_in(h, symbol).subs(symbol, edge) for h in domain.hypotheses)
    totals = tuple((b, n.subs(symbol, edge), s.subs(symbol, edge)) for b, n, s in domain.totals)
    return replace(domain, ranges=tuple(ranges), hypotheses=hypotheses, totals=totals)


def _is_single(domain: Domain, symbol: Expr) -> bool:
    return any(r.symbol == symbol and r.lower == r.upper for r in domain.ranges)


# Inputs.


def _definition(_: Case) -> Finding:
    return Finding(Status.DEFINITION, "an input")


def _imported(case: Case) -> Finding:
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
        rest = _on_edge(case.domain, quantity, value)
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
    return bool(possible) and _has_values(Setting({}, rest), {r: value})


_RULES: Mapping[Kind, Callable[[Case], Finding]] = {
    Kind.EQUATION: _equation,
    Kind.CASES: _cases,
    Kind.PROPORTION: _proportion,
    Kind.BOUND: _bound,
    Kind.SIGN: _sign,
    Kind.LIMIT: _limit,
    Kind.GROWTH: _growth,
    Kind.DEFINITION: _definition,
    Kind.IMPORTED: _imported,
}
