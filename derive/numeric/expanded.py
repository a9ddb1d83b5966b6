"""A program over numbers with an error, written out over floats.

Behind each operation stand the steps of its error. What is exactly zero is left out, so that exact
arguments and constants cost nothing.
"""

import ast
import math
from collections.abc import Mapping
from copy import deepcopy

from derive.numeric.double_double import Operation
from derive.numeric.elementary import artanh_excess
from derive.numeric.program import Program, Step, operands, operation
from derive.numeric.running_error import TRUNCATED

Number = tuple[ast.expr, ast.expr]
"""A value and the largest distance of it from the exact one: names or constants."""
ZERO = ast.Constant(0.0)
POSITIVE = {"exp", "sqrt", "abs", "positive", "nonnegative"}
KEEP_SIGN = {"add", "mul", "div", "max", "min", "capped"}


def with_error(code: Program, errors: Mapping[str, Operation]) -> Program:
    """The program that gives `result` and its `off` for arguments that are exact and not negative.

    `errors` are as in :func:`derive.numeric.first_order.errors`.
    """
    written = _Written(errors, code.inputs)
    known: dict[str, Number] = {name: (ast.Name(name), ZERO) for name in code.inputs}
    result = written.all(code, known)
    written.put("result", result[0])
    written.put("off", result[1])
    return Program((*code.inputs, "INFINITY"), tuple(written.steps), ("result", "off"))


class _Written:
    """The steps so far."""

    def __init__(self, errors: Mapping[str, Operation], inputs: tuple[str, ...]) -> None:
        self.steps, self.errors, self.not_negative = list[Step](), errors, set(inputs)

    def put(self, name: str, value: ast.expr) -> ast.expr:
        """A step, and its name; a name or a constant needs none."""
        self.steps.append(Step(name, value, ""))
        return ast.Name(name)

    def new(self, value: ast.expr) -> ast.expr:
        """The value as a name, or a constant."""
        if isinstance(value, ast.Name | ast.Constant):
            return value
        return self.put(f"v{len(self.steps)}", value)

    def all(self, code: Program, known: dict[str, Number]) -> Number:
        """Every step of a program; its result."""
        known = dict(known)
        for step in code.steps:
            known[step.name] = self.number(step.value, known)
        return known[code.outputs[0]]

    def number(self, node: ast.expr, known: Mapping[str, Number]) -> Number:
        """An expression as a number."""
        match node:
            case ast.Name(name) if name in known:
                return known[name]
            case ast.Name() | ast.Constant():
                return node, ZERO
        given = [self.number(part, known) for part in operands(node)]
        return self.apply(operation(node), given)

    def apply(self, name: str, given: list[Number]) -> Number:
        """An operation on numbers."""
        match name:
            case "neg":
                return self.new(ast.UnaryOp(ast.USub(), given[0][0])), given[0][1]
            case "abs":
                return self.size(given[0][0]), given[0][1]
            case "remainder":
                a, b, n = given
                return self.apply("fma", [self.apply("neg", [b]), n, a])
            case "artanh_excess":
                steps = artanh_excess()
                value, off = self.all(steps, dict(zip(steps.inputs, given, strict=True)))
                cut = _call("mul", self.size(value), ast.Constant(TRUNCATED[name]))
                return value, self.new(_call("add", off, cut))
        parts = [value for value, _ in given]
        value = self.new(_call(name, *parts))
        if isinstance(value, ast.Name) and self.known_sign(name, parts):
            self.not_negative.add(value.id)
        error, signed = self.error_of(name, given)
        return value, self.off(error, value, signed)

    def known_sign(self, name: str, parts: list[ast.expr]) -> bool:
        """Whether a result is surely not negative."""
        return name in POSITIVE or (name in KEEP_SIGN and all(map(self.is_not_negative, parts)))

    def is_not_negative(self, node: ast.expr) -> bool:
        """Whether a name or a constant is surely not negative."""
        constant = _constant(node)
        if constant is not None:
            return constant >= 0
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return self.is_not_negative(node.left) and self.is_not_negative(node.right)
        return isinstance(node, ast.Name) and node.id in self.not_negative

    def size(self, node: ast.expr) -> ast.expr:
        """The absolute value."""
        if self.is_not_negative(node):
            return node
        name = f"size_{ast.unparse(node)}"
        if all(step.name != name for step in self.steps):
            self.put(name, _call("abs", node))
            self.not_negative.add(name)
        return ast.Name(name)

    def error_of(self, name: str, given: list[Number]) -> tuple[Operation, list[Number]]:
        """The steps of an operation's error, and the arguments as they take them."""

        def negative(number: Number) -> Number:
            value, off = number
            constant = _constant(value)
            if constant is not None:
                return ast.Constant(-constant), off
            return ast.UnaryOp(ast.USub(), value), off

        match name:
            case "sub":
                given, name = [given[0], negative(given[1])], "add"
            case "min" | "capped":
                given, name = [*map(negative, given)], "max"
            case "nonnegative":
                given, name = [given[0], (ZERO, ZERO)], "max"
        if name == "mul" and any(_is_power_of_2(v) for v, _ in given):
            name = "scaled"
        return self.errors[name], given

    def off(self, error: Operation, value: ast.expr, given: list[Number]) -> ast.expr:
        """The error of a result."""
        known = {"v": value, "INFINITY": ast.Name("INFINITY")}
        for name, (v, off) in zip(error.arguments, given, strict=True):
            known |= {name: v, f"{name}_off": off}
        for step in error.steps.steps:
            known[step.name] = self.new(self.folded(step.value, known))
        return known["off"]

    def folded(self, node: ast.expr, known: Mapping[str, ast.expr]) -> ast.expr:
        """An expression of errors, without what is zero."""
        match node:
            case ast.Name(name):
                return known[name]
            case ast.Constant():
                return node
        name = operation(node)
        parts = [self.folded(part, known) for part in operands(node)]
        if name == "abs" and isinstance(parts[0], ast.Name | ast.Constant):
            return self.size(parts[0])
        if name == "pick" and self.is_not_negative(parts[0]):
            return parts[1]
        return _folded(name, parts)


def _constant(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(constant) if isinstance(constant, int | float):
            return constant
    return None


def _is_zero(node: ast.expr) -> bool:
    return _constant(node) == 0


def _is_power_of_2(node: ast.expr) -> bool:
    constant = _constant(node)
    return constant is not None and math.frexp(constant)[0] == 0.5


def _folded(name: str, parts: list[ast.expr]) -> ast.expr:
    match name, [*map(_is_zero, parts)]:
        case ("mul", [True, _] | [_, True]) | ("div", [True, _]):
            return ZERO
        case ("add", [True, _]):
            return parts[1]
        case ("add" | "sub", [_, True]):
            return parts[0]
        case ("mad", [True, _, _] | [_, True, _]):
            return parts[2]
        case ("pick", [_, True, True]):
            return ZERO
    return _call(name, *map(deepcopy, parts))


_INFIX = {"add": ast.Add, "sub": ast.Sub, "mul": ast.Mult, "div": ast.Div}


def _call(name: str, *parts: ast.expr) -> ast.expr:
    if name in _INFIX:
        return ast.BinOp(parts[0], _INFIX[name](), parts[1])
    if name == "neg":
        return ast.UnaryOp(ast.USub(), parts[0])
    return ast.Call(ast.Name(name), list(parts), [])
