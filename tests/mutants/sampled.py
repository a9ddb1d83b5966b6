"""A statement of the kernel at random points, in floating point: true as far as one can see?

Independent of the kernel and its field; it looks at what the kernel accepts, so a false statement
with an accepted certificate does not pass for a theorem. Evidence, and only ever against.
"""

import ast
import functools
import operator
import random
from collections.abc import Callable, Mapping
from typing import Any

from mpmath import mp, mpc, mpf

DIGITS = 40
TOLERANCE = mpf(10) ** -25
VALUES = ("0", "1/4", "1/3", "1/2", "3/4", "1", "2", "-1/2", "-1")
DRAWS, WANTED = 2000, 25

_OPERATORS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _real(u: Any, positive: bool = False) -> mpf:
    """The argument of a root or logarithm, where it has one; rounding may put 0 below 0."""
    if isinstance(u, mpc) or u < -TOLERANCE or (positive and u <= 0):
        raise ValueError(f"no value at {u}")
    return max(u, mpf(0))


def _log(u: Any) -> mpf:
    return mp.log(_real(u, positive=True))


_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "exp": mp.exp,
    "abs": abs,
    "log": _log,
    "log2": lambda u: _log(u) / mp.log(2),
    "sqrt": lambda u: mp.sqrt(_real(u)),
    "eta": lambda u: -u * _log(u) / mp.log(2) if _real(u) > 0 else mpf(0),
}
_RELATIONS: Mapping[type, Callable[[Any], bool]] = {
    ast.Gt: lambda gap: gap > TOLERANCE,
    ast.GtE: lambda gap: gap > -TOLERANCE,
    ast.Lt: lambda gap: gap < -TOLERANCE,
    ast.LtE: lambda gap: gap < TOLERANCE,
    ast.Eq: lambda gap: abs(gap) < TOLERANCE,
}
Point = Mapping[str, Any]
Definitions = Mapping[str, tuple[str, str]]
"""Head and body by name."""


def counterexample(statement: Mapping[str, Any], seed: int = 0) -> Point | None:
    """A point where all hypotheses hold and a goal fails or has no value, if one is met.

    >>> given = {"symbols": ["x"], "integers": [], "definitions": {"d": "x - 1"}}
    >>> counterexample(given | {"hypotheses": ["x >= 0"], "goals": ["1 + x > 0"]})
    >>> float(counterexample(given | {"hypotheses": ["x >= 0"], "goals": ["d**2 > 0"]})["x"])
    1.0
    """
    rng = random.Random(seed)
    names, seen = (*statement["symbols"], *statement["integers"]), 0
    with mp.workdps(DIGITS):
        for _ in range(DRAWS):
            point = {name: _draw(name in statement["integers"], rng) for name in names}
            if not _all(statement["hypotheses"], point, statement):
                continue
            if not _all(statement["goals"], point, statement):
                return point
            seen += 1
            if seen == WANTED:
                break
    return None


def _draw(integer: bool, rng: random.Random) -> mpf:
    if integer:
        return mpf(rng.randint(1, 4))
    return mp.mpmathify(rng.choice(VALUES)) if rng.random() < 0.8 else mpf(rng.randint(1, 99)) / 100


def _all(texts: list[str], point: Point, statement: Mapping[str, Any]) -> bool:
    """Whether all of them hold; what has no value does not."""
    try:
        return all(_holds(text, point, statement) for text in texts)
    except (ZeroDivisionError, ValueError):
        return False


def _holds(text: str, point: Point, statement: Mapping[str, Any]) -> bool:
    """Whether ``a > b`` holds; ValueError where a side has no value."""
    node = _tree(text)
    if not isinstance(node, ast.Compare):
        raise ValueError(text)
    meanings = {head.split("(")[0]: (head, body) for head, body in statement["definitions"].items()}
    left, right = (_value(side, point, meanings) for side in (node.left, node.comparators[0]))
    return _RELATIONS[type(node.ops[0])](left - right)


def _value(node: ast.expr, point: Point, definitions: Definitions) -> Any:  # noqa: PLR0911
    inner = lambda child: _value(child, point, definitions)  # noqa: E731
    match node:
        case ast.Constant(value=int(number)):
            return mpf(number)
        case ast.Name(id=name) if name in point:
            return point[name]
        case ast.Name(id=name):
            return _value(_tree(definitions[name][1]), point, definitions)
        case ast.UnaryOp(operand=operand):
            return -inner(operand)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](inner(left), inner(right))
        case ast.Call(func=ast.Name(id="Sum"), args=[term, ast.Tuple(elts=[index, low, high])]):
            values = range(int(inner(low)), int(inner(high)) + 1)
            at = ({**point, ast.unparse(index): mpf(value)} for value in values)
            return mp.fsum(_value(term, p, definitions) for p in at)
        case ast.Call(func=ast.Name(id="Integral"), args=[body, ast.Tuple(elts=[index, *_])]):
            variable = ast.unparse(index)
            return mp.quad(lambda x: _value(body, {**point, variable: x}, definitions), [0, 1])
        case ast.Call(func=ast.Name(id="diff"), args=[body, ast.Name(id=name)]):
            return mp.diff(lambda x: _value(body, {**point, name: x}, definitions), point[name])
        case ast.Call(func=ast.Name(id=name), args=[argument]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](inner(argument))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            head, meaning = definitions[name]
            parameter = head[len(name) + 1 : -1]
            return _value(_tree(meaning), {**point, parameter: inner(argument)}, definitions)
    raise ValueError(ast.unparse(node))


@functools.cache
def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
