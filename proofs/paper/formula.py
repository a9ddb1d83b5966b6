"""Reads a formula from outside into a SymPy object, and runs nothing.

Python's ``ast`` parses the text; a whitelist turns the tree into SymPy objects one node at a
time. The names that a formula may use come from its equation (see :mod:`proofs.paper.names`), so a
text can neither reach an attribute nor call anything but the functions listed here.
"""

import ast
import keyword
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, TypeAlias

from sympy import (
    Abs,
    Expr,
    I,
    ImmutableMatrix,
    IndexedBase,
    Integral,
    MatrixBase,
    Rational,
    Sum,
    Symbol,
    atanh,
    conjugate,
    cos,
    cosh,
    exp,
    log,
    nan,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    zoo,
)

from derive.errors import FormulaError, close_to
from derive.functions import Phi, eta, log2
from derive.model.entropy import binary_entropy, von_neumann
from derive.text.plain import to_text  # noqa: F401 - what is read here is written there
from proofs.kernel.reader import syntax_tree

MAX_LENGTH = 4000
MAX_NODES = 2000
MAX_DIGITS = 60
MAX_POWER = 40
MAX_DEGREE = 400
MAX_ROWS = 4

Object: TypeAlias = Expr | MatrixBase
Names = Mapping[str, Any]
"""Expressions, matrices, indexed bases (p_i) and functions (c_k(t0)) by name."""

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "log": log2,
    "log2": log2,
    "ln": log,
    "exp": exp,
    "sqrt": sqrt,
    "cos": cos,
    "sin": sin,
    "sinh": sinh,
    "cosh": cosh,
    "abs": Abs,
    "conj": conjugate,
    "artanh": atanh,
    "arctanh": atanh,
    "atanh": atanh,
    "h": binary_entropy,
    "eta": eta,
    "Phi": Phi,
}
"""Scalar functions of one argument; ``log`` is to base 2, as in the paper, ``ln`` natural."""

MATRIX_FUNCTIONS: dict[str, Callable[[MatrixBase], Object]] = {
    "tr": lambda matrix: matrix.trace(),
    "dagger": lambda matrix: matrix.H,
    "S": von_neumann,
}
"""Functions of a matrix: trace, adjoint, von Neumann entropy in bits."""

_LOGARITHMS = {"log", "log2", "ln"}
_BOUNDED = {"Sum": Sum, "Integral": Integral}
CONSTANTS: dict[str, Expr] = {"I": I, "pi": pi}

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def read(text: str, names: Names) -> Object:
    """The expression or matrix that `text` denotes, with `names` as the only names.

    A matrix is a list of rows. ``Sum(term, (k, 1, n))`` binds its index.

    :raises FormulaError: for anything else; the text says what was met and what is allowed.

    >>> from sympy.abc import x
    >>> read("x*(1 - x)/2", {"x": x})
    x*(1 - x)/2
    >>> read("__import__('os')", {"x": x})
    Traceback (most recent call last):
    ...
    derive.errors.FormulaError: no function '__import__'; there are Integral, Phi, S, ...
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula of {len(text)} characters; at most {MAX_LENGTH} are read")
    text = typed(text)
    try:
        value = _Reader(text, names).read_object(tree(text))
    except RecursionError:
        raise FormulaError("the formula is nested too deeply") from None
    _check_finite(value)
    return value


def typed(text: str) -> str:
    """The text as Python can parse it, which keeps the word lambda for itself."""
    return re.sub(r"\blambda\b", "lambda_", text.strip())


def tree(text: str) -> ast.expr:
    """The tree of a formula.

    :raises FormulaError: for a text that is none, or is too large.
    """
    try:
        root = syntax_tree(typed(text))
    except SyntaxError as error:
        at = _place(text, error.lineno or 1, 0) + max(error.offset or 1, 1) - 1
        why = f"not a formula at character {at + 1}: {error.msg}"
        raise _refused(why, min(at, len(text))) from None
    except (RecursionError, MemoryError, ValueError):
        raise FormulaError(
            "not a formula: nested too deeply or with unreadable characters"
        ) from None
    nodes = [*ast.walk(root)]
    names = (node for node in nodes if isinstance(node, ast.Name))
    strange = [place(node, text) for node in names if keyword.iskeyword(node.id)]
    strange += [text.index("#")] if "#" in text else []
    if strange:
        why = "not a formula: neither '#' nor a word of Python has a place in one"
        raise _refused(why, strange[0])
    if len(nodes) > MAX_NODES:
        raise FormulaError(f"a formula of {len(nodes)} operations; at most {MAX_NODES} are read")
    return root


def names_in(text: str) -> list[str]:
    """The names in a formula, first to last, each once.

    >>> names_in("rho11*h(p) + p")
    ['rho11', 'h', 'p']
    """
    found = (node for node in ast.walk(tree(text)) if isinstance(node, ast.Name))
    return [*dict.fromkeys(node.id for node in sorted(found, key=lambda name: name.col_offset))]


def place(node: ast.expr, text: str) -> int:
    """Where a part of the tree of a text begins in it.

    >>> text = "lambda*(1 - x)"
    >>> place(tree(text).right.right, text)
    12
    """
    return _place(text, node.lineno, node.col_offset)


def _place(text: str, line: int, column: int) -> int:
    """The same for a line, counted from 1, and a column in bytes, as Python says them."""
    parsed = typed(text)
    starts = [0, *(mark.end() for mark in re.finditer("\r\n|\r|\n", parsed))]
    start = starts[min(line, len(starts)) - 1]
    before = parsed[:start] + parsed[start:].encode()[:column].decode(errors="ignore")
    return len(text) - len(text.lstrip()) + len(before) - before.count("lambda_")


def _refused(why: str, column: int) -> FormulaError:
    error = FormulaError(why)
    error.column = column
    return error


def _check_finite(value: Object) -> None:
    entries = value if isinstance(value, MatrixBase) else [value]
    for entry in entries:
        if entry.has(nan, zoo, oo, -oo):
            raise FormulaError("the formula divides by zero or is infinite")


@dataclass(frozen=True)
class _Reader:
    """Walks the tree; `names` grows by the bound index inside a Sum."""

    text: str
    names: Names

    def read(self, node: ast.expr) -> Any:
        try:
            return getattr(self, f"_{type(node).__name__}", _not_allowed)(node)
        except FormulaError as error:
            if error.column is None:
                error.column = place(node, self.text)
            raise

    def _Constant(self, node: ast.Constant) -> Expr:
        source = ast.get_source_segment(self.text, node) or str(node.value)
        mantissa, _, exponent = source.lower().partition("e")
        if isinstance(node.value, bool | complex) or not isinstance(node.value, int | float):
            raise FormulaError(f"{source[:40]} is not a number; use decimals or fractions, I for i")
        if not (mantissa + exponent.lstrip("+-")).replace(".", "").isdecimal():
            raise FormulaError(f"the number {source[:40]} is not decimal")
        if len(mantissa) + abs(int(exponent[:9] or 0)) > MAX_DIGITS:
            raise FormulaError(f"the number {source[:40]} has more than {MAX_DIGITS} digits")
        return Rational(source)

    def _Name(self, node: ast.Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        base, _, index = node.id.rpartition("_")
        if isinstance(self.names.get(base), IndexedBase) and index in self.names:
            return self.names[base][self.names[index]]
        words = sorted([*self.names, *CONSTANTS])
        near = close_to(node.id, words)
        raise FormulaError(f"no name {node.id!r} at this equation{near or _list(words)}")

    def _Subscript(self, node: ast.Subscript) -> Expr:
        """A member of a family, as p[i + 1]."""
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        family = self.names.get(name, self.names.get(name.removesuffix("_")))
        if not isinstance(family, IndexedBase):
            raise FormulaError(
                f"'{ast.unparse(node)[:40]}': only a family such as p_i has an index"
            )
        index = self._scalar(node.slice)
        if not index.is_integer:
            raise FormulaError(f"the index in '{ast.unparse(node)[:40]}' is no whole number")
        return family[index]

    def _List(self, node: ast.List) -> ImmutableMatrix:
        rows = [row.elts if isinstance(row, ast.List) else None for row in node.elts]
        if not rows or any(
            row is None or len(row) != len(rows[0] or []) or not row for row in rows
        ):
            raise FormulaError("a matrix is a list of rows of equal length, as in [[1, 0], [0, 1]]")
        return ImmutableMatrix([[self._scalar(entry) for entry in row or []] for row in rows])

    def _UnaryOp(self, node: ast.UnaryOp) -> Any:
        value = self.read_object(node.operand)
        if isinstance(node.op, ast.USub):
            return -value
        if isinstance(node.op, ast.UAdd):
            return value
        raise FormulaError(f"'{ast.unparse(node)[:40]}' is not allowed in a formula")

    def _BinOp(self, node: ast.BinOp) -> Any:
        apply = _BINARY.get(type(node.op))
        if isinstance(node.op, ast.BitXor):
            raise FormulaError("a power is written x**2 here, not x^2")
        if apply is None:
            raise FormulaError(
                f"the operator in '{ast.unparse(node)[:40]}' is not one of + - * / **"
            )
        left, right = self.read_object(node.left), self.read_object(node.right)
        if apply is operator.pow:
            return self._power(left, right)
        if apply is operator.truediv:
            _check_divisor(node, right)
        try:
            return apply(left, right)
        except (TypeError, ValueError):
            raise FormulaError(f"the shapes in '{ast.unparse(node)[:40]}' do not match") from None

    def _Call(self, node: ast.Call) -> Any:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise FormulaError(f"'{ast.unparse(node)[:40]}' is not a call of a listed function")
        name = node.func.id
        if name in ("Sum", "Integral"):
            return self._bounded(name, node)
        if isinstance(self.names.get(name), FunctionType) and len(node.args) == 1:
            return self.names[name](self._scalar(node.args[0]))
        if name not in FUNCTIONS and name not in MATRIX_FUNCTIONS:
            words = sorted([*FUNCTIONS, *MATRIX_FUNCTIONS, *_BOUNDED])
            raise FormulaError(f"no function {name!r}{close_to(name, words) or _list(words)}")
        if len(node.args) != 1:
            raise FormulaError(f"{name} takes one argument, here it has {len(node.args)}")
        argument = self.read_object(node.args[0])
        if name in MATRIX_FUNCTIONS:
            return _of_matrix(name, argument)
        if isinstance(argument, MatrixBase):
            raise FormulaError(f"{name} takes a number, not a matrix")
        if name in _LOGARITHMS and argument.is_Number and argument <= 0:
            raise FormulaError(f"{name}({argument}) has no value")
        return FUNCTIONS[name](argument)

    def _power(self, base: Object, exponent: Object) -> Object:
        if isinstance(exponent, MatrixBase) or isinstance(base, MatrixBase):
            raise FormulaError("powers of matrices are not read; write the product")
        if base == 0 and not (exponent.is_Rational and exponent > 0):
            raise FormulaError("0 to a power that is not a positive number")
        if exponent.is_Rational:
            _check_power(base, exponent)
        return base**exponent

    def _bounded(self, name: str, node: ast.Call) -> Expr:
        """Sum(term, (k, 1, n)) or Integral(term, (s, 0, 1)), also without the inner brackets."""
        limits = node.args[1:]
        if len(limits) == 1 and isinstance(limits[0], ast.Tuple):
            limits = limits[0].elts
        if len(limits) != 3 or not isinstance(limits[0], ast.Name):
            raise FormulaError(f"write {name}(term, (k, 1, n)), with limits that are formulas")
        lower, upper = self._scalar(limits[1]), self._scalar(limits[2])
        if name == "Sum" and not (lower.is_integer and upper.is_integer):
            raise FormulaError(f"a sum from {lower} to {upper}: its limits are whole numbers")
        variable = self._bound_symbol(limits[0].id, name == "Sum", lower)
        bound = {limits[0].id: variable, variable.name: variable}
        term = _Reader(self.text, {**self.names, **bound})._scalar(node.args[0])
        return _BOUNDED[name](term, (variable, lower, upper))

    def _bound_symbol(self, name: str, integer: bool, lower: Expr) -> Symbol:
        """A symbol that no name means so far, with the sign that its lower limit gives it."""
        while name in self.names:
            name += "_"
        sign = {"positive": True} if lower.is_positive else {"nonnegative": True}
        known = sign if lower.is_nonnegative else {"real": True}
        return Symbol(name, **({"integer": True} if integer else {}), **known)

    def read_object(self, node: ast.expr) -> Object:
        value = self.read(node)
        if isinstance(value, IndexedBase):
            raise FormulaError(f"'{value.label}' needs an index, as in {value.label}_i inside Sum")
        if isinstance(value, FunctionType):
            raise FormulaError(f"'{ast.unparse(node)[:40]}' needs an argument, as in c_k(t)")
        return value

    def _scalar(self, node: ast.expr) -> Expr:
        value = self.read_object(node)
        if isinstance(value, MatrixBase):
            raise FormulaError(f"'{ast.unparse(node)[:40]}' is a matrix where a number is needed")
        return value


def _not_allowed(node: ast.expr) -> Any:
    kind = type(node).__name__
    raise FormulaError(f"'{ast.unparse(node)[:40]}' ({kind}) is not allowed in a formula")


def _list(words: Sequence[str]) -> str:
    return f"; there are {', '.join(words)}"


def _check_divisor(node: ast.BinOp, divisor: Object) -> None:
    if isinstance(divisor, MatrixBase):
        raise FormulaError(f"'{ast.unparse(node)[:40]}' divides by a matrix")
    if divisor == 0:
        raise FormulaError(f"'{ast.unparse(node)[:40]}' divides by zero")


def _of_matrix(name: str, argument: Object) -> Object:
    if not isinstance(argument, MatrixBase):
        raise FormulaError(f"{name} takes a matrix")
    if name != "dagger" and not argument.is_square:
        raise FormulaError(f"{name} takes a square matrix, not one of shape {argument.shape}")
    if name == "S" and argument.rows > MAX_ROWS:
        raise FormulaError(f"S takes a matrix of at most {MAX_ROWS} rows")
    try:
        return MATRIX_FUNCTIONS[name](argument)
    except ValueError as error:
        raise FormulaError(str(error)) from None


def _check_power(base: Expr, exponent: Rational) -> None:
    """Refuse a power whose expansion could not be finished."""
    size = max(abs(exponent.p), exponent.q)
    if base.is_Rational:
        bits = max(abs(base.p), base.q).bit_length() * size
        limit, actual = 4 * MAX_DIGITS * MAX_POWER, bits
    else:
        limit, actual = MAX_DEGREE, size * _degree(base)
        if size > MAX_POWER:
            actual = limit + 1
    if actual > limit:
        raise FormulaError(f"the power {str(exponent)[:20]} is too large to be expanded")


def _degree(expr: Expr) -> int:
    """A bound for the degree that powers written in `expr` give it when expanded."""
    if expr.is_Pow and expr.exp.is_Integer:
        return abs(int(expr.exp)) * _degree(expr.base)
    if expr.is_Mul:
        return sum(_degree(a) for a in expr.args)
    return max((_degree(a) for a in expr.args), default=1)
