"""Trusted syntax trees of the translator: formulas, and matrices of them, joined and looked at."""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

MAX_BITS = 10_000
"""Size of a power of numbers that is worked out in an exponent."""
NUMBERS: Mapping[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

Rows = tuple[tuple[ast.expr, ...], ...]
Value = ast.expr | Rows
"""A formula of the kernel, or the rows of a matrix of them."""


class TranslationError(Exception):
    """A text that is not a formula of the user's language; the message is for the user."""


def need(condition: object, why: str, *shown: ast.AST) -> None:
    """Refuse unless the condition holds; `why` has a place for each node that is shown."""
    if not condition:
        raise TranslationError(why.format(*(f"'{ast.unparse(node)[:40]}'" for node in shown)))


def write(node: ast.expr) -> str:
    """A formula as text, with products and powers set close."""
    return re.sub(r" (\*\*|\*|/) ", r"\1", ast.unparse(node))


def fresh(name: str, taken: Iterable[str]) -> str:
    """The name, lengthened until it is not taken."""
    while name in taken:
        name += "_"
    return name


def call(name: str, *arguments: ast.expr) -> ast.expr:
    """A function of the kernel's applied to arguments."""
    return ast.Call(ast.Name(name), [*arguments], [])


def combine(left: ast.expr, op: ast.operator, right: ast.expr) -> ast.expr:
    """Two formulas joined by an operator."""
    return ast.BinOp(left, op, right)


def each(apply: Callable[..., ast.expr], *values: Value) -> Value:
    """A function of numbers, applied to matrices of one shape entry by entry."""
    if not any(isinstance(value, tuple) for value in values):
        return apply(*values)
    shapes = {(len(v), len(v[0])) if isinstance(v, tuple) else () for v in values}
    need(len(shapes) == 1, "the shapes of a sum of matrices do not match")
    return tuple(tuple(map(apply, *rows)) for rows in zip(*values, strict=True))


def rational(node: ast.expr) -> Fraction | None:
    """The value of a formula that is made of numbers with + - * / and whole powers."""
    match node:
        case ast.Constant(value=int(value)):
            return Fraction(value)
        case ast.UnaryOp(operand=operand):
            inner = rational(operand)
            return None if inner is None else -inner
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(times))):
            a = rational(left)
            if a is not None and times * sum(map(int.bit_length, a.as_integer_ratio())) <= MAX_BITS:
                return a**times
        case ast.BinOp(left=left, op=op, right=right) if type(op) in NUMBERS:
            a, b = rational(left), rational(right)
            if a is not None and b is not None and (b or not isinstance(op, ast.Div)):
                return NUMBERS[type(op)](a, b)
    return None


def is_symbolic_power(node: ast.AST) -> bool:
    """Whether a formula is a power whose exponent is not written as a number."""
    match node:
        case ast.BinOp(op=ast.Pow(), right=exponent):
            return not isinstance(exponent, ast.Constant)
    return False


def has_value(node: ast.expr) -> bool:
    """Whether a formula has a value at every point, so that 0 times it may be left out."""
    match node:
        case ast.Constant() | ast.Name():
            return True
        case ast.UnaryOp(operand=inner) | ast.Call(func=ast.Name(id="exp" | "conj"), args=[inner]):
            return has_value(inner)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return bool(rational(right)) and has_value(left)
        case ast.BinOp(left=left, right=right) if not is_symbolic_power(node):
            return has_value(left) and has_value(right)
    return False


def total(terms: list[ast.expr]) -> ast.expr:
    """The sum of some formulas."""
    return reduce(lambda a, b: combine(a, ast.Add(), b), terms) if terms else ast.Constant(0)


def dot(row: tuple[ast.expr, ...], column: tuple[ast.expr, ...]) -> ast.expr:
    """The sum of products, without those that are 0 times what has a value."""
    pairs = [*zip(row, column, strict=True)]
    zero = [
        (rational(a) == 0 and has_value(b)) or (rational(b) == 0 and has_value(a)) for a, b in pairs
    ]
    kept = [pair for pair, is_zero in zip(pairs, zero, strict=True) if not is_zero]
    return total([combine(a, ast.Mult(), b) for a, b in kept])
