"""Edges of a domain: where a symbol is at an end of its range, and what vanishes there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from sympy import Expr, Rational, S, Symbol, nan, oo, zoo

from derive.model.domain import Domain
from proofs.equality.compare import compare
from proofs.judge.outside import corners
from proofs.statements.vocabulary import made_of, written_in
from proofs.verdict import Status, Witness


def vanishing_edges(value: Expr, domain: Domain, but: Expr = S.One) -> Iterator[Witness]:
    """Edges of the printed domain, in one symbol each, where `value` is identically zero."""
    made = {s: made_of(s) for s in value.free_symbols if isinstance(s, Symbol)}
    value = value.xreplace({s: m for s, m in made.items() if m is not None})
    for r in domain.ranges:
        edges = ((r.lower, r.lower_open), (r.upper, r.upper_open))
        closed = [edge for edge, is_open in edges if not is_open and edge not in (-oo, oo)]
        for edge in closed if r.symbol != but else ():
            rest = on_edge(domain, r.symbol, edge)
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


def on_edge(domain: Domain, symbol: Expr, edge: Expr) -> Domain:
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
