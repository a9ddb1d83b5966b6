"""Lower bounds in NumPy: a program evaluated in pairs of floats (:mod:`derive.double_double`)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from derive.double_double import BASIC, INVERSE_LN2, LN2, MARGIN, MARGIN_NEAR_ZERO, functions
from derive.export import arb
from derive.export.arguments import Array, Kernel, aligned
from derive.export.registry import UNITS, Variant
from derive.program import TOTAL, Program, evaluate

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
    return np.where(holds, first[0], second[0]), np.where(holds, first[1], second[1])


def _program(steps: Program, known: Mapping[str, Callable[..., Pair]]) -> Callable[..., Pair]:
    def apply(*arguments: Pair) -> Pair:
        values = {"LN2": LN2} | dict(zip(steps.inputs, arguments, strict=False))
        return evaluate(steps, known, values, _pair)["result"]

    return apply


def _total(terms: Pair, add: Callable[..., Pair], sub: Callable[..., Pair]) -> tuple[Pair, Pair]:
    """The sum over the first axis in halves, and what it lost: a pair too, for total - p_i."""
    total, lost = terms, _pair(np.zeros_like(terms[0]))
    while len(total[0]) > 1:
        (a, b), (a_lost, b_lost) = _halves(total), _halves(lost)
        total = add(a, b)
        added = sub(total, a)
        missing = add(sub(a, sub(total, added)), sub(b, added))
        lost = add(add(a_lost, b_lost), missing)
    return (total[0][0], total[1][0]), (lost[0][0], lost[1][0])


def _halves(pair: Pair) -> tuple[Pair, Pair]:
    """Every second entry, and the others; a zero is appended to an odd number of them."""
    odd = len(pair[0]) % 2
    hi, lo = (np.concatenate([v, np.zeros_like(v[:odd])]) for v in np.broadcast_arrays(*pair))
    return (hi[::2], lo[::2]), (hi[1::2], lo[1::2])


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
        TOTAL: lambda terms: _total(terms[0], add, sub),
    }
    for name, operation in functions().items():
        known[name] = _program(operation.steps, known)
    return known


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """Floats that are at most the true results, see :mod:`derive.double_double`.

    By ball arithmetic, point by point, where a program needs more than pairs have.
    """
    if not variant.program.operations <= arithmetic().keys():
        return arb.kernel_down(variant, unit)

    def block(arrays: Sequence[Array], out: Array) -> None:
        values: dict[str, Any] = {"unit": _pair(UNITS[unit])}
        for name, array in zip(variant.parameters, arrays, strict=True):
            vector = name in variant.vectors  # all detectors as one entry, along the first axis
            values[name] = [_pair(np.moveaxis(array, -1, 0))] if vector else _pair(array)
        with np.errstate(all="ignore"):
            value, _ = evaluate(variant.program, arithmetic(), values, _pair)["result"]
            lower = value - np.abs(value) * MARGIN - MARGIN_NEAR_ZERO
        lower = np.array(np.maximum(lower, 0.0), ndmin=1).reshape(out.shape)
        _mend(variant, unit, aligned(variant.parameters, arrays, out.shape), lower)
        out[...] = _rounded_down(lower, out.dtype) if out.dtype != lower.dtype else lower

    return block


def _mend(variant: Variant, unit: str, full: Sequence[Array], lower: Array) -> None:
    """NaN where an argument is; balls where a product overflowed, for rho11 below 1e-290."""
    for array in full:
        missing = np.isnan(array)
        lower[missing.any(axis=-1) if array.ndim > lower.ndim else missing] = np.nan
    for where in zip(*np.nonzero(np.isnan(lower)), strict=True):
        values = [a[where].tolist() for a in full]
        if not any(np.isnan(value).any() for value in values):
            lower[where] = arb.below(arb.enclosure(variant, unit, values))


def _rounded_down(values: Array, to: np.dtype[Any]) -> Array:
    rounded = values.astype(to)
    return np.where(rounded > values, np.nextafter(rounded, to.type(-np.inf)), rounded)
