"""One point in Python floats: the steps of the NumPy target, without arrays of one number.

Functions are NumPy's, so that a point alone has the result that it has in an array. What divides by
zero, or is no number, is left to the arrays.
"""

import math
from collections.abc import Callable

import numpy as np

from derive.numeric.elementary import artanh_excess
from derive.numeric.inside import contains
from derive.numeric.operations import FLOATS
from derive.numeric.registry import UNITS, Variant
from derive.numeric.straight import straight
from derive.numeric.target import Point

SMALLEST, SPLITTER = 2.2250738585072014e-308, 134217729.0


def _of_numpy(function: np.ufunc) -> Callable[[float], float]:
    return lambda a: float(function(a))


def _halves(a: float) -> tuple[float, float]:
    high = SPLITTER * a - (SPLITTER * a - a)
    return high, a - high


def _fma(a: float, b: float, c: float) -> float:
    (a_high, a_low), (b_high, b_low) = _halves(a), _halves(b)
    product = a * b
    return (product + c) + (
        ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    )


def _remainder(a: float, b: float, n: float) -> float:
    high, low = _halves(b)
    return (a - high * n) - low * n


def _log_ratio(a: float, b: float, difference: float) -> float:
    near = difference / b
    if near <= -0.5:
        return float(np.log(a / b))
    quotient = 1 + near
    return float(np.log(quotient)) + (near - (quotient - 1)) / quotient


def _positive(a: float) -> float:
    return max(a, SMALLEST)


def _nonnegative(a: float) -> float:
    return max(a, 0.0)


ARITHMETIC: dict[str, Callable[..., float]] = {
    **{f.__name__: _of_numpy(f) for f in (np.exp, np.expm1, np.log, np.log1p)},
    "fma": _fma,
    "remainder": _remainder,
    "log_ratio": _log_ratio,
    "positive": _positive,
    "nonnegative": _nonnegative,
    "sqrt": math.sqrt,
    "erf": math.erf,
    "erfc": math.erfc,
    "abs": abs,
    "max": max,
    "min": min,
    "capped": min,
}


def _constant(name: str) -> Callable[[], float]:
    return lambda: FLOATS[name]


CONSTANTS = {name: _constant(name) for name in FLOATS}


def point(variant: Variant, unit: str) -> Point | None:
    """The function of one point, NaN where an array has to decide; none where there are sums."""
    excess = straight(artanh_excess(), ARITHMETIC, float, CONSTANTS, decided=True)
    known = ARITHMETIC | ({"artanh_excess": excess} if excess else {})
    steps = straight(variant.program, known, float, CONSTANTS, decided=True)
    if steps is None:
        return None
    inside, units = contains(variant), [UNITS[unit]] if "unit" in variant.inputs else []

    def value(*at: float) -> float:
        if not inside(*at):
            return math.nan
        try:
            return float(steps(*map(float, at), *units)) + 0.0
        except (ArithmeticError, ValueError):
            return math.nan

    return value
