"""From a claim to its verdict: one rule for each kind of claim, none for a single claim.

A rule compares what is printed with what is derived, or asks the kernel about a theorem and
looks at the edges of the printed domain for a counterexample.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import islice
from typing import TypeAlias

from sympy import Expr, MatrixBase, S, diff, oo, solve

from derive import Equation, equation
from derive.domain import Domain
from derive.equation import numbers
from proofs.balls import UndefinedError, ball
from proofs.claim import Claim, Kind
from proofs.compare import Comparison, as_names, canonical, compare, show, show_ball
from proofs.formula import read, to_text
from proofs.names import names_at
from proofs.paper import CLAIMS
from proofs.points import points
from proofs.theorems import prove
from proofs.verdict import Status, Verdict, Witness

Value: TypeAlias = Expr | MatrixBase
BY_NUMBER = {claim.number: claim for claim in CLAIMS}
SEARCHED = 60
"""Points searched for a violation of an inequality that no theorem is named for."""


@dataclass(frozen=True)
class Case:
    """A claim next to its derivation; what every rule works on."""

    claim: Claim
    derived: Equation | None

    @property
    def domain(self) -> Domain:
        """The printed domain: that of the derived result, unless the claim has its own."""
        if self.claim.domain is not None:
            return self.claim.domain
        if self.claim.kind is Kind.GROWTH:
            return equation(self.claim.of).domain
        return self.derived.domain if self.derived else Domain()

    def comparisons(self, domain: Domain | None = None) -> dict[str, Comparison]:
        """Each printed part against the derived one of the same name."""
        assert self.derived is not None
        found = {}
        for part in self.claim.parts:
            found[part] = compare_text(self, part, self.derived.part(part), domain or self.domain)
        return found

    def printed(self, part: str) -> Value:
        """A printed part as an expression or matrix."""
        return read(self.claim.parts[part], self.names).value

    @property
    def names(self) -> Mapping[str, object]:
        """What a printed formula may use."""
        return names_at(self.claim.number, self.domain)


def compare_text(case: Case, part: str, derived: Value, domain: Domain) -> Comparison:
    """One printed part against a value, with what its roots and logarithms need."""
    formula = read(case.claim.parts[part], case.names)
    return compare(formula.value, derived, domain, formula.arguments, formula.divisors)


Finding = tuple[Status, str, Witness | None]
"""Status, how it was reached, and a witness where there is one."""


def judge(claim: Claim) -> Verdict:
    """The verdict of one claim, computed now."""
    start = time.perf_counter()
    derived = equation(claim.number) if claim.number in numbers() else None
    case = Case(claim, derived)
    status, method, witness = _RULES[claim.kind](case)
    return Verdict(
        number=claim.number,
        status=status,
        title=derived.title if derived else "",
        printed=as_text(claim.parts) or None,
        derived=as_text({p: to_text(v) for p, v in derived.parts.items()}) if derived else None,
        corrected=_corrected(case, status),
        witness=witness,
        domain=_domain_text(case, status),
        assumptions=derived.assumptions if derived else (),
        method=method,
        remarks=claim.remarks,
        uses=derived.uses if derived else (),
        source=derived.source if derived else None,
        seconds=time.perf_counter() - start,
    )


def as_text(parts: Mapping[str, str]) -> str:
    """The parts of a claim in one text."""
    return "; ".join(f"{part}: {text}" if part else text for part, text in parts.items())


def _corrected(case: Case, status: Status) -> str | None:
    if status not in (Status.CORRECTED, Status.REFUTED) or case.derived is None:
        return None
    right = equation(case.claim.repair) if status is Status.REFUTED else case.derived
    wrong = [p for p, c in case.comparisons().items() if c.status is not Status.EQUAL]
    parts = wrong if status is Status.CORRECTED else right.parts
    return as_text({p: to_text(right.part(p)) for p in parts})


def _domain_text(case: Case, status: Status) -> str:
    claim = case.claim
    text = str(case.domain)
    if status is not Status.RESTRICTED:
        return text
    if claim.holds_where or claim.holds_at:
        where = [f"{h} >= 0" for h in claim.holds_where]
        where += [f"{name} = {value}" for name, value in (claim.holds_at or {}).items()]
        return f"{text}; only where {', '.join(where)}"
    if claim.theorem:
        return f"printed: {text}; proved: {prove(claim.theorem).theorem.domain}"
    holds = [p for p, c in case.comparisons().items() if c.status is Status.EQUAL]
    return f"{text}; only in the case {', '.join(holds)}"


# Rules.


def _equation(case: Case) -> Finding:
    found = case.comparisons()
    status, method, witness = _summary(found)
    if status is not Status.DIFFERENT:
        return (Status.EXACT if status is Status.EQUAL else status), method, witness
    if case.claim.put_into:
        method = f"{method}; {_put_back(case)}"
    if _restricted(case):
        return Status.RESTRICTED, f"{method}; equal on the smaller domain", witness
    if case.claim.repair and _repaired(case):
        return Status.REFUTED, f"{method}; equal to what the repaired model gives", witness
    return Status.CORRECTED, method, witness


def _summary(found: Mapping[str, Comparison]) -> Finding:
    """DIFFERENT with the first witness, else UNDECIDED if anything is, else EQUAL."""
    for wanted in (Status.DIFFERENT, Status.UNDECIDED):
        for part, comparison in found.items():
            if comparison.status is wanted:
                return wanted, comparison.method, _in_part(comparison.witness, part)
    method = next((c.method for c in found.values() if c.method != "the same expression"), "")
    return Status.EQUAL, method or "the same expression", None


def _in_part(witness: Witness | None, part: str) -> Witness | None:
    if witness is None or not part:
        return witness
    return replace(witness, part=f"{part} {witness.part}".strip())


def _put_back(case: Case) -> str:
    """What a printed solution leaves of the equation that it should solve."""
    module, function = case.claim.put_into.split(".")
    residual = getattr(import_module(f"derive.{module}"), function)(case.printed(""))
    found = {part: compare(value, S.Zero, case.domain) for part, value in residual.items()}
    left = [part for part, comparison in found.items() if comparison.status is not Status.EQUAL]
    return f"put back, it fails its {' and its '.join(left)}" if left else "put back, it solves it"


def _restricted(case: Case) -> bool:
    """Whether the claim holds on the smaller domain that it names."""
    claim, derived = case.claim, case.derived
    assert derived is not None
    if claim.holds_where:
        names = case.names
        smaller = case.domain.where(*(canonical(read(h, names).value) for h in claim.holds_where))
        return _all_equal(case.comparisons(smaller))
    if claim.holds_at:
        return all(_equal_at(case, case.printed(p), derived.part(p)) for p in claim.parts)
    return False


def _equal_at(case: Case, given: Value, derived: Value) -> bool:
    names, where = case.names, case.claim.holds_at or {}
    values = {names[name]: read(value, names).value for name, value in where.items()}
    domain = case.domain
    for symbol in values:
        domain = domain.without(symbol)
    return compare(given.subs(values), derived.subs(values), domain).status is Status.EQUAL


def _repaired(case: Case) -> bool:
    repair = equation(case.claim.repair)
    found = (compare_text(case, part, repair.part(part), case.domain) for part in case.claim.parts)
    return all(c.status is Status.EQUAL for c in found)


def _all_equal(found: Mapping[str, Comparison]) -> bool:
    return all(c.status is Status.EQUAL for c in found.values())


def _cases(case: Case) -> Finding:
    found = case.comparisons()
    status, method, witness = _summary(found)
    equal = any(c.status is Status.EQUAL for c in found.values())
    undecided = any(c.status is Status.UNDECIDED for c in found.values())
    if undecided:
        return Status.UNDECIDED, method, witness
    if status is Status.EQUAL:
        return Status.EXACT, method, None
    return (Status.RESTRICTED if equal else Status.CORRECTED), method, witness


def _proportion(case: Case) -> Finding:
    """Equal up to a factor: derived/printed at one point, then an exact comparison."""
    assert case.derived is not None
    given, derived = case.printed(""), case.derived.part("")
    factor = _ratio(given, derived, case.domain)
    comparison = compare(given * factor, derived, case.domain)
    status, method, witness = _summary({"": comparison})
    done = {Status.EQUAL: Status.EXACT, Status.DIFFERENT: Status.CORRECTED}
    return done.get(status, status), f"proportional with the factor {factor}; {method}", witness


def _ratio(given: Expr, derived: Expr, domain: Domain) -> Expr:
    """The rational number that derived/given is at the first point where both are numbers."""
    for point in islice(points(domain, (given, derived)), SEARCHED):
        value = (ball(derived, point) / ball(given, point)).real
        nearest = (value * 5040).unique_fmpz()
        if nearest:
            return S(int(nearest)) / 5040
    return S.One


def _bound(case: Case) -> Finding:
    """The printed bound is the derived one, and a theorem says that it is a bound."""
    assert case.derived is not None
    status, method, witness = _summary(case.comparisons())
    if status is not Status.EQUAL:
        wrong = {Status.DIFFERENT: Status.CORRECTED}
        return wrong.get(status, status), method, witness
    if case.claim.theorem:
        return _proved(case, method)
    larger = equation(case.claim.of).part("")
    violation = _violation(canonical(larger - case.printed("")), case.domain)
    if violation and case.claim.holds_at and _equal_at(case, case.printed(""), larger):
        return Status.RESTRICTED, "not a lower bound; equal on the smaller domain", violation
    return Status.UNDECIDED, "no theorem proves this bound", violation


def _proved(case: Case, method: str = "") -> Finding:
    proof = prove(case.claim.theorem)
    if case.claim.number not in proof.theorem.claims:
        return Status.UNDECIDED, f"{proof.theorem.name} is not a theorem about this claim", None
    if not proof.accepted:
        return Status.UNDECIDED, f"the kernel refuses {proof.theorem.name}: {proof.reason}", None
    accepted = f"the kernel accepts the certificate of {proof.theorem.name}"
    return Status.PROVED, f"{method}; {accepted}" if method else accepted, None


def _violation(value: Expr, domain: Domain) -> Witness | None:
    """A point where a quantity that should be >= 0 is provably negative."""
    for point in islice(points(domain, (value,)), SEARCHED):
        try:
            found = ball(value, point)
        except (UndefinedError, ZeroDivisionError):
            continue
        if found.real < 0:
            return Witness(as_names(point), ">= 0", show(found), show_ball(found))
    return None


def _sign(case: Case) -> Finding:
    """The printed parts, if any, are the derived ones; a theorem gives the sign."""
    if case.claim.parts:
        status, method, witness = _summary(case.comparisons())
        if status is not Status.EQUAL:
            wrong = {Status.DIFFERENT: Status.CORRECTED}
            return wrong.get(status, status), method, witness
    finding = _proved(case)
    if not case.claim.strict or finding[0] is not Status.PROVED:
        return finding
    signed = equation(case.claim.of or case.claim.number)
    for part, value in signed.parts.items():
        for edge in _vanishing_edges(value, case.domain):
            return Status.RESTRICTED, finding[1], _in_part(edge, part)
    return finding


def _growth(case: Case) -> Finding:
    """A theorem gives strict growth; on an edge of the other variables it may still fail."""
    finding = _proved(case)
    if finding[0] is not Status.PROVED:
        return finding
    value = equation(case.claim.of).part("")
    variable = next(s for s in case.domain.symbols if str(s) == case.claim.variable)
    if variable.is_integer:
        step = value.subs(variable, variable + 1) - value
    else:
        step = diff(value, variable)
    for edge in _vanishing_edges(step, case.domain, but=variable):
        return Status.RESTRICTED, finding[1], edge
    return finding


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


def _definition(case: Case) -> Finding:
    return Status.DEFINITION, "an input", None


def _imported(case: Case) -> Finding:
    """Printed and derived agree, for the value of a silent assumption if there is one."""
    claim = case.claim
    if claim.contrast and case.derived is not None:
        other = equation(claim.contrast)
        comparison = compare(case.derived.part(""), other.part(""), case.derived.domain)
        return Status.IMPORTED, f"differs from Eq. ({claim.contrast})", comparison.witness
    if claim.solve_for:
        return _assuming(case)
    status, method, witness = _summary(case.comparisons())
    done = {Status.EQUAL: Status.IMPORTED, Status.DIFFERENT: Status.CORRECTED}
    return done.get(status, status), f"agrees with what is derived: {method}", witness


def _assuming(case: Case) -> Finding:
    """The value of one quantity for which printed and derived agree: what is silently assumed."""
    assert case.derived is not None
    quantity = next(s for s in case.domain.symbols if str(s) == case.claim.solve_for)
    given, derived = case.printed(""), case.derived.part("")
    for value in solve(given - derived, quantity):
        comparison = compare(given, derived.subs(quantity, value), case.domain)
        if comparison.status is Status.EQUAL:
            return Status.IMPORTED, f"agrees if {quantity} = {value}: {comparison.method}", None
    return Status.UNDECIDED, f"no value of {quantity} makes it agree", None


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
