"""A statement of the kernel as something that can be evaluated: hypotheses and goals as nodes.

The text is read with Python's `ast` as the kernel reads it, definitions put in where they are used,
and nothing simplified: see :mod:`proofs.equality.falsifier.nodes`.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from proofs.equality.falsifier.nodes import Node, Nodes
from proofs.equality.falsifier.slopes import UnreadableError, slope
from proofs.kernel.reader import syntax_tree

FUNCTIONS = frozenset({"sqrt", "log", "log2", "exp", "eta", "atan", "Phi", "conj", "abs"})
SIGNS: Mapping[type, tuple[str, bool]] = {
    ast.Gt: (">", False),
    ast.GtE: (">=", False),
    ast.Eq: ("==", False),
    ast.Lt: (">", True),
    ast.LtE: (">=", True),
}
"""The relation of the larger side to the smaller, and whether the smaller is written first."""
MAX_NODES = 60_000


@dataclass(frozen=True)
class Relation:
    """``left sign right``; `difference` is left - right."""

    left: Node
    right: Node
    sign: str
    difference: Node


@dataclass(frozen=True)
class Total:
    """A hypothesis that fixes the sum of an opaque function over whole numbers."""

    name: str
    lower: Node
    upper: Node
    value: Node


@dataclass(frozen=True)
class Problem:
    """What a statement says, ready to be evaluated."""

    nodes: Nodes
    symbols: tuple[str, ...]
    integers: frozenset[str]
    functions: Mapping[str, str]
    hypotheses: tuple[Relation, ...]
    totals: tuple[Total, ...]
    excepted: tuple[Node, ...]
    goals: tuple[Relation, ...]


def problem(statement: Mapping[str, Any]) -> Problem:
    """The statement as nodes.

    :raises UnreadableError: for a text that is not of the kernel's language.

    >>> empty = {"symbols": ["x"], "integers": [], "definitions": {}, "hypotheses": ["x > 0"]}
    >>> problem({**empty, "goals": ["x + x == 2*x"]}).goals[0].sign
    '=='
    """
    try:
        return _problem(statement)
    except (SyntaxError, RecursionError, MemoryError, TypeError, ValueError, KeyError) as reason:
        raise UnreadableError(f"not a statement: {reason!r}") from reason


def _problem(statement: Mapping[str, Any]) -> Problem:
    reader = ProblemReader(statement)
    hypotheses = [reader.relation(text) for text in statement["hypotheses"]]
    totals = {each: total for each in hypotheses if (total := _total(reader.nodes, each))}
    return Problem(
        reader.nodes,
        tuple(dict.fromkeys([*statement["symbols"], *statement["integers"]])),
        frozenset(statement["integers"]),
        {name: sign.split(" ")[0] for name, sign in statement.get("functions", {}).items()},
        tuple(each for each in hypotheses if each not in totals),
        tuple(totals.values()),
        tuple(reader.read(text) for text in statement.get("except", ())),
        tuple(reader.relation(text) for text in statement["goals"]),
    )


def _total(nodes: Nodes, relation: Relation) -> Total | None:
    """The total that an equality fixes, if one side is the Sum of a bare function."""
    for side, other in ((relation.left, relation.right), (relation.right, relation.left)):
        if relation.sign == "==" and side.kind == "Sum":
            body, lower, upper = side.args
            if body.kind == "opaque" and body.args[0] is nodes.make("index", data=0):
                return Total(body.data[0], lower, upper, other)
    return None


@dataclass(frozen=True)
class _Scope:
    """What names mean where a text is read, and how many variables are bound around it."""

    env: Mapping[str, Node] = field(default_factory=dict)
    depth: int = 0


class ProblemReader:
    """Reads the texts of one statement."""

    def __init__(self, statement: Mapping[str, Any]) -> None:
        self.nodes = Nodes()
        self.declared = frozenset([*statement["symbols"], *statement["integers"]])
        self.functions = dict(statement.get("functions", {}))
        self.definitions: dict[str, tuple[Sequence[str], ast.expr]] = {}
        self.expanded: dict[Any, Node] = {}
        for head, body in statement["definitions"].items():
            self._define(syntax_tree(head), syntax_tree(body))

    def _define(self, head: ast.expr, body: ast.expr) -> None:
        names = [head.func, *head.args] if isinstance(head, ast.Call) else [head]
        name, *parameters = [ast.unparse(node) for node in names]
        self.definitions[name] = parameters, body

    def relation(self, text: str) -> Relation:
        """A comparison of two formulas."""
        match syntax_tree(text):
            case ast.Compare(left=first, ops=[op], comparators=[second]) if type(op) in SIGNS:
                sign, turned = SIGNS[type(op)]
                sides = (second, first) if turned else (first, second)
                left, right = (self._build(side, _Scope()) for side in sides)
                return Relation(left, right, sign, self.nodes.sub(left, right))
        raise UnreadableError(f"not a comparison: {text}")

    def read(self, text: str) -> Node:
        """One formula."""
        return self._build(syntax_tree(text), _Scope())

    def _build(self, tree: ast.expr, scope: _Scope) -> Node:  # noqa: PLR0911
        nodes = self.nodes
        if len(nodes.known) > MAX_NODES:
            raise UnreadableError("a formula that is too long")
        match tree:
            case ast.Constant(value=int(number)) if not isinstance(number, bool):
                return nodes.number(number)
            case ast.Name(id=name):
                return self._name(name, scope)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return nodes.neg(self._build(operand, scope))
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return nodes.add(*self._terms(tree, scope))
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return self._product(tree, scope)
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(exponent))):
                return nodes.pow(self._build(base, scope), exponent)
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
                return nodes.power(self._build(base, scope), self._build(exponent, scope))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args, scope)
        raise UnreadableError(f"not a formula: {ast.unparse(tree)}")

    def _terms(self, tree: ast.expr, scope: _Scope) -> list[Node]:
        """The terms of a sum, which may be a long one."""
        terms: list[Node] = []
        while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub):
            term = self._build(tree.right, scope)
            terms.append(self.nodes.neg(term) if isinstance(tree.op, ast.Sub) else term)
            tree = tree.left
        return [self._build(tree, scope), *reversed(terms)]

    def _product(self, tree: ast.expr, scope: _Scope) -> Node:
        """A product and quotient from left to right, which may be a long one."""
        spine: list[ast.BinOp] = []
        while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult | ast.Div):
            spine.append(tree)
            tree = tree.left
        factors = [self._build(tree, scope)]
        for step in reversed(spine):
            factor = self._build(step.right, scope)
            if isinstance(step.op, ast.Mult):
                factors.append(factor)
            else:
                factors = [self.nodes.div(self.nodes.mul(*factors), factor)]
        return self.nodes.mul(*factors)

    def _name(self, name: str, scope: _Scope) -> Node:
        if name in scope.env:
            return scope.env[name]
        if name in self.definitions:
            return self._expanded(name, (), scope)
        if name in ("I", "pi"):
            return self.nodes.make(name)
        if name in self.declared:
            return self.nodes.make("symbol", data=name)
        raise UnreadableError(f"{name!r} is not declared")

    def _expanded(self, name: str, arguments: Iterable[Node], scope: _Scope) -> Node:
        arguments = tuple(arguments)
        key = (name, scope.depth, *(argument.number for argument in arguments))
        if key not in self.expanded:
            parameters, body = self.definitions[name]
            if len(parameters) != len(arguments):
                raise UnreadableError(f"{name} takes {len(parameters)} arguments")
            env = dict(zip(parameters, arguments, strict=True))
            self.expanded[key] = self._build(body, _Scope(env, scope.depth))
        return self.expanded[key]

    def _call(self, name: str, args: list[ast.expr], scope: _Scope) -> Node:
        match name, args:
            case "Sum" | "Integral", [body, ast.Tuple(elts=[ast.Name(id=bound), *limits])]:
                return self._whole(name, body, bound, limits, scope)
            case "diff", [body, ast.Name(id=variable)] if variable in self.declared:
                return slope(self.nodes, self._build(body, scope), variable)
            case "S", [ast.List(elts=rows)]:
                return self._entropy(rows, scope)
        arguments = [self._build(argument, scope) for argument in args]
        if name in self.definitions:
            return self._expanded(name, arguments, scope)
        if name in self.functions and len(arguments) == 1:
            _, *ends = self.functions[name].split(" ")
            built = [self._build(syntax_tree(end), _Scope()) for end in ends]
            return self.nodes.make("opaque", arguments[0], *built, data=(name, 0))
        if name in FUNCTIONS and len(arguments) == 1:
            return self.nodes.call(name, arguments[0])
        raise UnreadableError(f"no function {name} of {len(arguments)} arguments")

    def _whole(
        self, kind: str, body: ast.expr, bound: str, limits: list[ast.expr], scope: _Scope
    ) -> Node:
        """A Sum or Integral."""
        lower, upper = (self._build(limit, scope) for limit in limits)
        level = scope.depth
        variable = self.nodes.make("index" if kind == "Sum" else "variable", data=level, hint=bound)
        inside = replace(scope, env={**scope.env, bound: variable}, depth=level + 1)
        term = self._build(body, inside)
        return self.nodes.make(kind, term, lower, upper, data=level, hint=variable.hint)

    def _entropy(self, rows: list[ast.expr], scope: _Scope) -> Node:
        """The entropy of a square matrix, its entries row by row."""
        entries = [row.elts for row in rows if isinstance(row, ast.List)]
        if not entries or any(len(row) != len(rows) for row in entries):
            raise UnreadableError("S of what is no square matrix")
        flat = [self._build(entry, scope) for row in entries for entry in row]
        return self.nodes.make("S", *flat, data=len(rows))
