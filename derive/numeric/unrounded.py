"""A program without the steps that make up for rounding.

What a product or a sum lost is 0 exactly: a number with a running error gains nothing by it.
"""

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sympy import Expr, Rational, Symbol

from derive.numeric.operations import OPERATIONS
from derive.numeric.program import Program, Step, needed, operands, operation

RATIONAL = frozenset(("add", "sub", "mul", "div", "neg", "fma", "remainder"))
LARGE = 30
"""How many operations an expression may have before it counts as a quantity of its own."""
ZERO = ast.Constant(0.0)
Read = tuple[ast.expr, Expr]
"""An expression of a program, and what it means."""


@lru_cache(maxsize=256)
def unrounded(code: Program) -> Program:
    """The program without what SymPy reads as 0, quantity by quantity.

    >>> from derive.numeric.program import program
    >>> steps = "p = x*x\\nlost = fma(x, x, -p)\\nresult = p + lost"
    >>> [ast.unparse(step.value) for step in unrounded(program(["x"], steps, ["result"])).steps]
    ['x * x', 'p']
    """
    known, steps = dict[str, Read](), list[Step]()
    for step in code.steps:
        value, meaning = _read(step.value, known)
        if meaning.count_ops() > LARGE:
            meaning = Symbol(step.name)
        if value is not ZERO or step.name in code.outputs:
            steps.append(Step(step.name, value, step.note))
            value = ast.Name(step.name)
        known[step.name] = value, meaning
    return Program(code.inputs, tuple(needed(steps, code.outputs)), code.outputs)


def _read(node: ast.expr, known: Mapping[str, Read]) -> Read:
    match node:
        case ast.Name(name):
            return known.get(name, (node, Symbol(name)))
        case ast.Constant(constant) if isinstance(constant, int | float):
            return node, Rational(constant)
    name, parts = operation(node), [_read(part, known) for part in operands(node)]
    value = _without_zeros(node, [part for part, _ in parts])
    if name not in RATIONAL:
        return value, Symbol(ast.unparse(value))
    meaning = OPERATIONS[name](*(part for _, part in parts))
    return (ZERO if meaning == 0 else value), meaning


def _without_zeros(node: ast.expr, parts: Sequence[ast.expr]) -> ast.expr:
    """The same operation on other arguments."""
    match node, [part is ZERO for part in parts]:
        case ast.BinOp(_, ast.Add() | ast.Sub(), _), [_, True]:
            return parts[0]
        case ast.BinOp(_, ast.Add() | ast.Sub() as operator, _), [True, _]:
            return parts[1] if isinstance(operator, ast.Add) else ast.UnaryOp(ast.USub(), parts[1])
        case ast.BinOp(_, operator, _), _:
            return ast.BinOp(parts[0], operator, parts[1])
        case ast.UnaryOp(unary, _), _:
            return ast.UnaryOp(unary, parts[0])
    return ast.Call(node.func, list(parts), []) if isinstance(node, ast.Call) else node
