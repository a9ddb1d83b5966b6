"""A claim next to its derivation: what every rule of :mod:`proofs.judge.rules` works on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from sympy import Basic, Expr, MatrixBase, Symbol

from derive.errors import FormulaError
from derive.model.domain import Domain, Range
from derive.model.equation import Equation
from proofs.equality.compare import compare_text, compare_texts
from proofs.paper.built_in import BUILT_IN
from proofs.paper.claim import Claim, Kind
from proofs.paper.formula import read
from proofs.paper.paper import Paper
from proofs.statements.hypotheses import Setting
from proofs.statements.vocabulary import made_of
from proofs.verdict import Comparison, Status, Witness

Value: TypeAlias = Expr | MatrixBase


@dataclass(frozen=True)
class Finding:
    """What a rule found: the status, how it was reached, and one witness for each wrong part.

    `assumption` is what a formula from a cited work assumes without saying so, `where` the
    hypotheses under which alone it holds, and `statement` what the claim says to the kernel.
    """

    status: Status
    method: str
    witnesses: tuple[Witness, ...] = ()
    assumption: str = ""
    where: tuple[str, ...] = ()
    statement: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Case:
    """A claim of a paper and the derived equation of the same number."""

    claim: Claim
    derived: Equation
    paper: Paper = BUILT_IN

    @cached_property
    def domain(self) -> Domain:
        """The printed domain: that of the derived result, unless the claim has its own."""
        own = self._range
        if not self.claim.where:
            return own
        names = self.paper.names_at(self.claim.number, own)
        hypotheses = {text: read(text, names) for text in self.claim.where}
        for text in (text for text, value in hypotheses.items() if isinstance(value, MatrixBase)):
            raise FormulaError(f"where: {text} is a matrix, which has no sign")
        return own.where(*hypotheses.values())

    @property
    def _range(self) -> Domain:
        """That of the claim, with what it leaves out of the symbols that the result depends on."""
        if self.claim.domain is None:
            return self.whole
        values = [value for of in (self.derived, self._result) for value in of.parts.values()]
        known = values if all(value is not None for value in values) else self.whole.symbols
        return completed(self.claim.domain, self.whole, known)

    @property
    def whole(self) -> Domain:
        """Where there is a result for the claim."""
        return self._result.domain

    @property
    def _result(self) -> Equation:
        return self.bounded if self.claim.kind is Kind.GROWTH else self.derived

    @property
    def bounded(self) -> Equation:
        """The result that is bounded, grows or has a limit."""
        return self.paper.equation(self.claim.of)

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """What a printed formula may use."""
        return self.paper.names_at(self.claim.number, self.domain)

    @property
    def value(self) -> Expr:
        """The derived value, of a claim with one part."""
        return self.derived.part("")

    def text(self, part: str = "") -> str:
        """A printed part as it is typed.

        :raises FormulaError: for a claim without it.
        """
        if part not in self.claim.parts:
            raise FormulaError(f"a claim of the kind {self.claim.kind} has one printed formula")
        return self.claim.parts[part]

    def printed(self, part: str = "") -> Value:
        """The same as an expression or matrix."""
        return read(self.text(part), self.names)

    def against(self, part: str, value: Value, domain: Domain | None = None) -> Comparison:
        """A printed part against a value, on the printed domain or another."""
        setting = Setting(self.names, domain or self.domain)
        return compare_text(self.text(part), value, setting)

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Each printed part against the derived one of the same name."""
        return self.compared_with(self.derived)

    def compared_with(self, other: Equation, domain: Domain | None = None) -> dict[str, Comparison]:
        """Each printed part against the part of the same name of some equation."""
        values = {part: other.part(part) for part in self.claim.parts}
        return compare_texts(self.claim.parts, values, Setting(self.names, domain or self.domain))


def completed(said: Domain, whole: Domain, values: Iterable[Value]) -> Domain:
    """What is said of a domain, with what holds on all of it, and the other ranges that are needed
    for these values and for what is said."""
    ends = [end for r in said.ranges for end in (r.lower, r.upper)]
    totals = [value for total in whole.totals for value in total[1:]]
    spoken = _symbols([*values, *ends, *totals, *whole.hypotheses])
    needed: list[Range] = []
    for r in reversed(whole.ranges):
        if r.symbol in spoken:
            needed.insert(0, r)
            spoken |= _symbols([r.lower, r.upper])
    return in_order(said & replace(whole, ranges=tuple(needed)))


def in_order(domain: Domain) -> Domain:
    """The same domain, each range after those of the symbols in its ends."""
    waiting, placed = [*domain.ranges], list[Range]()
    while waiting:
        ahead = {r.symbol for r in waiting}
        ready = (r for r in waiting if ahead.isdisjoint(_symbols([r.lower, r.upper])))
        first = next(ready, None)
        if first is None:
            raise FormulaError(f"ranges that end at each other: {Domain(tuple(waiting))}")
        waiting.remove(first)
        placed.append(first)
    return replace(domain, ranges=tuple(placed))


def _symbols(values: Iterable[Value]) -> set[Basic]:
    """The real symbols that values depend on."""
    symbols = {s for value in values for s in value.free_symbols if isinstance(s, Symbol)}
    return {r for s in symbols if s.is_commutative for r in (made_of(s) or s).free_symbols}


def case_of(claim: Claim, paper: Paper = BUILT_IN) -> Case:
    """A claim with what is derived under its number.

    :raises UnknownEquationError: where nothing is.
    """
    return Case(claim, paper.equation(claim.number), paper)


def summary(found: Mapping[str, Comparison]) -> Finding:
    """DIFFERENT with all witnesses, else UNDECIDED if anything is, else EQUAL."""
    for wanted in (Status.DIFFERENT, Status.UNDECIDED):
        some = {part: c for part, c in found.items() if c.status is wanted}
        if some:
            method = next(iter(some.values())).method
            return Finding(wanted, method, in_parts((c.witness, p) for p, c in some.items()))
    methods = [c.method for c in found.values()]
    return Finding(Status.EQUAL, next((m for m in methods if m != SAME), SAME))


SAME = "the same expression"


def in_parts(found: Iterable[tuple[Witness | None, str]]) -> tuple[Witness, ...]:
    """Witnesses with the part of the claim that they speak of."""
    return tuple(
        replace(witness, part=f"{part} {witness.part}".strip())
        for witness, part in found
        if witness is not None
    )


def all_equal(found: Mapping[str, Comparison]) -> bool:
    """Whether every comparison came out equal."""
    return all(c.status is Status.EQUAL for c in found.values())
