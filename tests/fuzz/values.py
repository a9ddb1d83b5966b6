"""What a formula is worth at a point, with mpmath, by the words of the language and no more.

A formula has a value or it has none: a divisor that is 0, a logarithm of 0 or of a negative
number, a root of a negative number, a sum that runs backwards by more than one step. Real numbers
are `mpf` and complex ones `mpc`; a matrix is a list of rows.
"""

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp

from .trees import BINDERS, Node, equal_limits, name_of

Values = Mapping[str, Any]


class NoValueError(Exception):
    """The formula has no value at the point; the text says why."""


class UnclearError(Exception):
    """The number could not be had with the digits that a comparison needs."""


def value(node: Node, at: Values) -> Any:
    """The value of a tree where every name has one.

    >>> from .trees import parse
    >>> value(parse("Sum(k/2, (k, 1, n))"), {"n": 3})
    mpf('3.0')
    """
    handler = _HANDLERS.get(type(node))
    if handler is None:
        raise UnclearError(f"{ast.unparse(node)} is not in the language")
    return handler(node, at)


def _constant(node: Any, _: Values) -> Any:
    number = Fraction(str(node.value))
    return mp.mpf(number.numerator) / number.denominator


def _name(node: Any, at: Values) -> Any:
    if node.id in at:
        return at[node.id]
    if node.id in _CONSTANTS:
        return _CONSTANTS[node.id]()
    base, _, index = node.id.rpartition("_")
    if isinstance(at.get(base), list) and index in at:
        return _member(at[base], at[index])
    raise UnclearError(f"no name {node.id}")


def _member(family: list[Any], index: Any) -> Any:
    place = int(mpmath.nint(index)) - 1
    if not 0 <= place < len(family):
        raise NoValueError(f"a family of {len(family)} has no member {place + 1}")
    return family[place]


def _unary(node: Any, at: Values) -> Any:
    inner = value(node.operand, at)
    return _times(-1, inner) if isinstance(node.op, ast.USub) else inner


def _binary(node: Any, at: Values) -> Any:
    return _OPERATORS[type(node.op)](value(node.left, at), value(node.right, at))


def _plus(a: Any, b: Any) -> Any:
    if isinstance(a, list) or isinstance(b, list):
        return [[_plus(x, y) for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]
    return a + b


def _times(a: Any, b: Any) -> Any:
    if isinstance(a, list) and isinstance(b, list):
        columns = list(zip(*b, strict=True))
        return [[mp.fdot(row, column) for column in columns] for row in a]
    if isinstance(a, list):
        return [[entry * b for entry in row] for row in a]
    if isinstance(b, list):
        return [[a * entry for entry in row] for row in b]
    return a * b


def _over(a: Any, b: Any) -> Any:
    if _is_zero(b):
        raise NoValueError("a divisor is 0")
    return _times(a, 1 / b)


def _power(a: Any, b: Any) -> Any:
    whole = mp.im(b) == 0 and mp.re(b) == mpmath.nint(mp.re(b))
    if _is_zero(a):
        if not (mp.im(b) == 0 and mp.re(b) > 0):
            raise NoValueError("a power of 0")
        return mp.mpf(0)
    if whole:
        return a ** int(mpmath.nint(mp.re(b)))
    if mp.im(a) == 0 and mp.re(a) < 0:
        raise NoValueError("a broken power of a negative number")
    return mp.exp(b * mp.log(a))


def _is_zero(a: Any) -> bool:
    return abs(a) < mp.mpf(10) ** -(mp.dps * 3 // 4)


def _real(a: Any) -> Any:
    if abs(mp.im(a)) > mp.mpf(10) ** -(mp.dps * 3 // 4):
        raise NoValueError("a real function of a complex number")
    return mp.re(a)


def _root(a: Any) -> Any:
    a = _real(a)
    if _is_zero(a):
        return mp.mpf(0)
    if a < 0:
        raise NoValueError("a root of a negative number")
    return mp.sqrt(a)


def _logarithm(a: Any) -> Any:
    a = _real(a)
    if _is_zero(a) or a < 0:
        raise NoValueError("a logarithm of a number that is not positive")
    return mp.log(a)


def _eta(a: Any) -> Any:
    a = _real(a)
    return mp.mpf(0) if _is_zero(a) else -a * _logarithm(a) / mp.log(2)


def _artanh(a: Any) -> Any:
    return (_logarithm(1 + a) - _logarithm(1 - a)) / 2


def _entropy(rows: Any) -> Any:
    matrix = mp.matrix(rows)
    if mp.norm(matrix - matrix.H) > mp.mpf(10) ** -(mp.dps // 2):
        raise NoValueError("an entropy of a matrix that is not Hermitian")
    spectrum = mp.eighe(matrix, eigvals_only=True)
    return mp.fsum(_eta(_settled(e)) for e in spectrum)


def _settled(eigenvalue: Any) -> Any:
    return mp.mpf(0) if abs(eigenvalue) < mp.mpf(10) ** -(mp.dps // 2) else eigenvalue


_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "log": lambda a: _logarithm(a) / mp.log(2),
    "log2": lambda a: _logarithm(a) / mp.log(2),
    "ln": _logarithm,
    "exp": mp.exp,
    "sqrt": _root,
    "cos": mp.cos,
    "sin": mp.sin,
    "sinh": mp.sinh,
    "abs": abs,
    "conj": mp.conj,
    "artanh": _artanh,
    "arctanh": _artanh,
    "atanh": _artanh,
    "eta": _eta,
    "h": lambda a: _eta(a) + _eta(1 - a),
    "Phi": lambda a: mp.ncdf(_real(a)),
    "tr": lambda rows: mp.fsum(row[j] for j, row in enumerate(rows)),
    "dagger": lambda rows: [[mp.conj(e) for e in c] for c in zip(*rows, strict=True)],
    "S": _entropy,
}
_CONSTANTS: dict[str, Callable[[], Any]] = {"I": lambda: mp.mpc(0, 1), "pi": lambda: +mp.pi}


def _call(node: Any, at: Values) -> Any:
    name = name_of(node.func)
    if name in BINDERS:
        return (_sum if name == "Sum" else _integral)(node, at)
    function = at[name] if callable(at.get(name)) else _FUNCTIONS.get(name)
    if function is None:
        raise UnclearError(f"no function {name}")
    return function(value(node.args[0], at))


def _sum(node: Any, at: Values) -> Any:
    term, name, lower, upper = equal_limits(node)
    first, last = (_whole(value(limit, at)) for limit in (lower, upper))
    if last < first - 1:
        raise NoValueError(f"a sum from {first} to {last}")
    inner = ({**at, name: mp.mpf(j)} for j in range(first, last + 1))
    return mp.fsum(value(term, point) for point in inner)


def _whole(limit: Any) -> int:
    nearest = int(mpmath.nint(_real(limit)))
    if abs(limit - nearest) > mp.mpf(10) ** -(mp.dps // 2):
        raise NoValueError("a limit of a sum that is not a whole number")
    return nearest


def _integral(node: Any, at: Values) -> Any:
    term, name, lower, upper = equal_limits(node)
    first, last = (_real(value(limit, at)) for limit in (lower, upper))
    if first == last:
        return mp.mpf(0)
    ends = [first, mp.mpf(0), last] if first * last < 0 else [first, last]  # abs has its kink at 0
    found, error = mp.quad(lambda s: value(term, {**at, name: s}), ends, error=True)
    if not error < mp.mpf(10) ** (12 - mp.dps) * (1 + abs(found)):
        raise UnclearError("an integral that does not converge fast")
    return found


def _rows(node: Any, at: Values) -> Any:
    return [[value(entry, at) for entry in row.elts] for row in node.elts]


_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _plus,
    ast.Sub: lambda a, b: _plus(a, _times(-1, b)),
    ast.Mult: _times,
    ast.Div: _over,
    ast.Pow: _power,
}
_HANDLERS: dict[type[ast.expr], Callable[[Any, Values], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Call: _call,
    ast.List: _rows,
}


def distance(first: Any, second: Any) -> Any:
    """How far two values are apart, relative to the size of the first."""
    if isinstance(first, list) != isinstance(second, list):
        return mp.inf
    if isinstance(first, list):
        shapes = {tuple(len(row) for row in rows) for rows in (first, second)}
        pairs = [p for r, s in zip(first, second, strict=False) for p in zip(r, s, strict=False)]
        return mp.inf if len(shapes) > 1 else max(distance(*pair) for pair in pairs)
    return abs(first - second) / (1 + abs(first))
