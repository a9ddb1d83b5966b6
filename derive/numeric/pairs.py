"""Pairs of floats in NumPy: :mod:`derive.numeric.double_double` evaluated over arrays."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from derive.numeric.choice import pick
from derive.numeric.double_double import BASIC, CONSTANTS, INVERSE_LN2, functions
from derive.numeric.program import Program, evaluate

Pair = tuple[Any, Any]
SPLITTER = 134217729.0
SMALLEST = 2.2250738585072014e-308


def _fma(a: Any, b: Any, c: Any) -> Any:
    """a*b + c for c close to -a*b: the product in two parts, by Dekker and Veltkamp."""
    (a_hi, a_lo), (b_hi, b_lo) = ((_high(v), v - _high(v)) for v in (a, b))
    p = a * b
    return (p + c) + (((a_hi * b_hi - p) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo)


def _high(v: Any) -> Any:
    return SPLITTER * v - (SPLITTER * v - v)


FLOATS: Mapping[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "neg": np.negative,
    "fma": _fma,
    "sqrt": np.sqrt,
    "positive": lambda a: np.maximum(a, SMALLEST),
    "abs": np.abs,
    "pick": lambda test, a, b: pick(test >= 0, a, b),
}


def _pair(a: Any) -> Pair:
    return a if isinstance(a, tuple) else (np.asarray(a, float), np.zeros(()))


def _basic(name: str) -> Callable[..., Pair]:
    operation = BASIC[name]

    def apply(*arguments: Pair) -> Pair:
        halves = zip(operation.steps.inputs, (h for a in arguments for h in a), strict=True)
        known = evaluate(operation.steps, FLOATS, dict(halves))
        return known["hi"], known["lo"]

    return apply


def _pick(test: Pair, first: Pair, second: Pair) -> Pair:
    holds = (test[0] > 0) | ((test[0] == 0) & (test[1] >= 0))
    return pick(holds, first[0], second[0]), pick(holds, first[1], second[1])


def _program(steps: Program, known: Mapping[str, Callable[..., Pair]]) -> Callable[..., Pair]:
    def apply(*arguments: Pair) -> Pair:
        values = {**CONSTANTS, **dict(zip(steps.inputs, arguments, strict=False))}
        return evaluate(steps, known, values, _pair)["result"]

    return apply


@cache
def arithmetic() -> Mapping[str, Callable[..., Pair]]:
    """Every operation of a program, over pairs."""
    add, mul = _basic("add"), _basic("mul")

    def neg(a: Pair) -> Pair:
        return -a[0], -a[1]

    def sub(a: Pair, b: Pair) -> Pair:
        return add(a, neg(b))

    def larger(a: Pair, b: Pair) -> Pair:
        return _pick(sub(a, b), a, b)

    known: dict[str, Callable[..., Pair]] = {
        "add": add,
        "sub": sub,
        "mul": mul,
        "div": _basic("div"),
        "neg": neg,
        "fma": lambda a, b, c: add(mul(a, b), c),
        "remainder": lambda a, b, n: sub(a, mul(b, n)),
        "sqrt": _basic("sqrt"),
        "pick": _pick,
        "abs": lambda a: _pick(a, a, neg(a)),
        "max": larger,
        "min": lambda a, b: neg(larger(neg(a), neg(b))),
        "capped": lambda a, b: neg(larger(neg(a), neg(b))),
        "positive": lambda a: larger(a, _pair(SMALLEST)),
        "nonnegative": lambda a: larger(a, _pair(0.0)),
        "nearest": lambda a: _pair(np.rint(a[0] * INVERSE_LN2)),
        "scaled": lambda a, k: tuple(np.ldexp(half, k[0].astype(int)) for half in a),
        "leading_log": lambda a: _pair(np.log(a[0])),
        "exp_tail": _basic("exp_tail"),
        "log_tail": _basic("log_tail"),
    }
    for name, operation in functions().items():
        known[name] = _program(operation.steps, known)
    return known
