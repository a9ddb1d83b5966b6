"""Values of an own quantity: by pairs of floats where their running error is small, else by balls.

Balls know the value to 64 bits, or to 1e-301; their precision grows until they do.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
from flint import arb

from derive.errors import ExportError
from derive.numeric import balls
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.bins import by_bins
from derive.numeric.inside import contains
from derive.numeric.lower import arithmetic, exact, with_error
from derive.numeric.modes import require_subnormal
from derive.numeric.own.entropy import ERROR, VALUE
from derive.numeric.own.quantity import FromOutside, Own
from derive.numeric.pairs import Pair
from derive.numeric.pairs import arithmetic as pair_arithmetic
from derive.numeric.program import evaluate
from derive.numeric.registry import UNITS, Variant
from derive.numeric.running_error import LAST, TINY
from derive.numeric.target import Point
from derive.precision import precision

GOOD_BITS = 64
NOTHING = 1e-301
"""What is surely smaller counts as zero: results are correct to 1e-300."""
CLOSE = 2.0**-53
"""The largest relative error of a pair that is rounded to a result."""


def kernel(own: Own, unit: str, rounding: str) -> Kernel:
    """Results within 4 units in the last place, or 1e-300; with "down" never above."""

    def first(arrays: Sequence[Array]) -> Array:
        require_subnormal()
        value, good = _by_pairs(own, unit, arrays, rounding == "down")
        return np.where(good, value, np.nan)

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = aligned(own.variants[0].domain, arrays, out.shape)
        out[...] = mended(own, unit, full, first(arrays), rounding)

    return by_bins(own.variants[0], block, own.count)


def balls_only(own: FromOutside, unit: str, rounding: str) -> Kernel:
    """The same, every point by balls."""
    return balls.each(own.variants[0], by_balls(own, unit, rounding))


def mended(
    own: FromOutside, unit: str, full: Sequence[Array], values: Array, rounding: str
) -> Array:
    """Values at these points, those that are NaN by balls; NaN where an argument is."""
    result = np.broadcast_to(values, full[0].shape if full else ()).copy()
    missing = np.any([np.isnan(a) for a in full], axis=0)
    rounded = below if rounding == "down" else _nearest
    for where in zip(*np.nonzero(np.isnan(result) & ~missing), strict=True):
        ball = enclosure(own, unit, [float(a[where]) for a in full])
        result[where] = rounded(ball, own.nonnegative)
    result[missing] = np.nan
    return result


# Pairs.


@cache
def operations() -> Mapping[str, Callable[..., Any]]:
    """Every operation on numbers with a running error."""
    pairs = pair_arithmetic()

    def positive(a: Pair) -> Pair:
        zero = a[0] == 0
        larger = pairs["positive"](a)
        return np.where(zero, 1.0, larger[0]), np.where(zero, 0.0, larger[1])

    def entropy(a: Pair) -> Pair:
        known = {**pairs, "positive": positive}
        return evaluate(VALUE.steps, known, {"a": a}, lambda x: (np.asarray(x, float), 0.0))[
            "result"
        ]

    return {**arithmetic(), "entropy": with_error(ERROR, entropy)}


def _by_pairs(own: Own, unit: str, arrays: Sequence[Array], down: bool) -> tuple[Array, Array]:
    """Results, and where they are close enough; nowhere, where pairs lack an operation."""
    if not own.tracked.operations <= operations().keys():
        return np.zeros(()), np.zeros((), bool)
    values: dict[str, Any] = {"unit": exact(UNITS[unit])}
    values |= {p: exact(a) for p, a in zip(own.parameters, arrays, strict=True)}
    if own.count:
        n = values[own.count][0]
        if not n.flat[0]:
            return np.zeros(()), np.zeros((), bool)
        values["bins"] = [exact(np.arange(1.0, n.flat[0] + 1).reshape((-1, *[1] * n.ndim)))]
    with np.errstate(all="ignore"):
        hi, _, off = evaluate(own.tracked, operations(), values, exact)["result"]
        size = np.abs(hi)
        good = (off <= size * CLOSE) | (size + off <= NOTHING)
        lower = hi - (off + size * LAST + TINY)
    if own.nonnegative:
        lower = np.maximum(lower, 0.0)
    return (lower if down else hi + 0.0), good


# Balls.


def point(variant: Variant, unit: str, rounding: str) -> Point:
    """The value at one point in plain numbers; NaN outside of the domain, or where in doubt."""
    own: Any = variant.quantity
    inside, value = contains(variant), by_balls(own, unit, rounding)

    def known(*at: float) -> float:
        try:
            return value(*at) if inside(*at) else math.nan
        except (ArithmeticError, ValueError):
            return math.nan

    return known


def by_balls(own: FromOutside, unit: str, rounding: str) -> Point:
    """The value at one point of the domain."""
    rounded = partial(below if rounding == "down" else _nearest, nonnegative=own.nonnegative)
    quick = balls.at_once(own.ways, rounded, unit if own.entropy else "")

    def value(*at: float) -> float:
        found = quick(*at)
        return rounded(enclosure(own, unit, at)) if math.isnan(found) else found

    return value


def enclosure(own: FromOutside, unit: str, values: Sequence[float]) -> arb:
    """A ball around the exact value at these floats, narrow enough to be rounded.

    :raises ExportError: where the largest precision is not enough.
    """
    for bits in balls.PRECISIONS:
        with precision(bits):
            ball = own.ball(unit, list(map(arb, values)))
            if known(ball):
                return ball
    at = ", ".join(f"{p} = {v!r}" for p, v in zip(own.parameters, values, strict=True))
    raise ExportError(f"{own.equation} has no value at {at}, or none that is found")


def known(ball: arb, bits: int = GOOD_BITS) -> bool:
    """Whether a ball is known to so many bits, or surely so small that it counts as zero."""
    if not ball.is_finite():
        return False
    return ball.rel_accuracy_bits() >= bits or ball.is_zero() or bool(abs(ball) < NOTHING)


def _nearest(ball: arb, nonnegative: bool) -> float:
    value = balls.nearest(ball)
    return max(value, 0.0) if nonnegative else value


def below(ball: arb, nonnegative: bool) -> float:
    """The largest float that is at most everything in the ball."""
    return balls.below(ball) if nonnegative else balls.floor(ball)
