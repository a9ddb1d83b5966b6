"""Exact points of a domain, edges and corners too, at which a hypothesis of a theorem fails."""

import ast
import functools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from fractions import Fraction
from itertools import product, tee

from sympy import Expr, Rational, S, Symbol, oo

from derive.model.domain import Domain, Range
from proofs.kernel.reader import parse
from proofs.statements.statement import Statement

MAX_CHOICES = 300
OPERATIONS: Mapping[type, Callable[..., Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
RELATIONS: Mapping[type, Callable[..., bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
}
Point = Mapping[str, Fraction]


def outside(domain: Domain, statement: Statement, extra: Sequence[str]) -> dict[str, str] | None:
    """A point of the domain at which an extra hypothesis fails, and none of the statement's.

    >>> from derive.model.domain import WINDOW
    >>> outside(WINDOW, {"definitions": {}, "hypotheses": []}, ["Gamma > 0", "t > 0"])
    {'Gamma': '1', 't': '0'}
    """
    for point in corners(domain):
        own = not _fails(statement["hypotheses"], statement, point)
        if own and _fails(extra, statement, point):
            return {name: str(value) for name, value in point.items()}
    return None


def _fails(relations: Sequence[str], statement: Statement, point: Point) -> bool:
    return any(holds(relation, statement, point) is False for relation in relations)


def corners(domain: Domain) -> Iterator[Point]:
    """Points of the domain, first those inside, then those with more and more symbols at an end.

    Each is computed when it is first asked for, and kept.
    """
    return copy(_kept(domain))


@functools.lru_cache(maxsize=64)
def _kept(domain: Domain) -> Iterator[Point]:
    """The points from the first on; only copies of this iterator are moved."""
    found = (
        {str(s): Fraction(int(v.p), int(v.q)) for s, v in point.items()}
        for point in _corners(domain)
    )
    return tee(found, 1)[0]


def _corners(domain: Domain) -> Iterator[dict[Symbol, Rational]]:
    choices = sorted(product(range(3), repeat=len(domain.ranges)), key=lambda c: sum(map(bool, c)))
    for choice in choices[:MAX_CHOICES]:
        point: dict[Symbol, Rational] = {}
        for r, place in zip(domain.ranges, choice, strict=True):
            value = _value(r, point, place)
            if not isinstance(value, Rational):
                break
            point[r.symbol] = value
        else:
            if domain.contains(point):
                yield point


def _value(r: Range, point: Mapping[Symbol, Rational], place: int) -> Expr | None:
    """A value inside of a range, at its lower end, or at its upper."""
    lower, upper = (end.subs(point) if end.free_symbols else end for end in (r.lower, r.upper))
    if place:
        return (lower, upper)[place - 1]
    if r.symbol.is_integer or oo in (upper, -lower):
        return S.One if lower == -oo else lower + 1
    return (lower + upper) / 2


def holds(relation: str, statement: Statement, point: Point) -> bool | None:
    """Whether a relation of rational functions is true at a point; None for others."""
    match parse(relation):
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in RELATIONS:
            try:
                sides = (_number(side, statement, point) for side in (left, right))
                return RELATIONS[type(op)](*sides)
            except (KeyError, ArithmeticError):
                return None
    return None


def _number(node: ast.expr, statement: Statement, point: Point) -> Fraction:
    match node:
        case ast.Constant(value=int(value)):
            return Fraction(value)
        case ast.Name(id=name) if name in point:
            return point[name]
        case ast.Name(id=name):
            return _number(parse(statement["definitions"][name]), statement, point)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, statement, point)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            sides = (_number(side, statement, point) for side in (left, right))
            return Fraction(OPERATIONS[type(op)](*sides))
    raise KeyError(ast.unparse(node))
