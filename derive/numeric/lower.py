"""Lower bounds in NumPy: pairs of floats with an error, see :mod:`derive.numeric.running_error`.

Points where that is too large, or not finite, are computed by ball arithmetic instead.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from derive.numeric import balls
from derive.numeric.arguments import Array, Kernel, aligned, missing
from derive.numeric.bins import by_bins
from derive.numeric.double_double import Operation
from derive.numeric.elementary import artanh_excess
from derive.numeric.operations import BIN_TOTAL, SO_FAR, TOTAL
from derive.numeric.pairs import FLOATS, SMALLEST, Pair
from derive.numeric.pairs import arithmetic as pair_arithmetic
from derive.numeric.program import evaluate
from derive.numeric.registry import UNITS, Variant
from derive.numeric.running_error import BEYOND, ERRORS, LAST, TINY, TRUNCATED

Number = tuple[Any, Any, Any]
"""hi, lo, and the largest distance of hi + lo from the exact value."""
CLOSE = 2.0**-49
"""The largest error, relative, of a bound within 32 ulp: 2**-48 holds LAST too."""
FINITE = 1e300
"""What an infinite window counts as: it is capped below that anyway."""


def exact(a: Any) -> Number:
    """A float, or a number as it is."""
    return a if isinstance(a, tuple) else (np.asarray(a, float), np.zeros(()), np.zeros(()))


def with_error(operation: Operation, value: Callable[..., Pair]) -> Callable[..., Number]:
    """An operation on pairs as one on numbers, given the steps of its error."""

    def apply(*arguments: Number) -> Number:
        hi, lo = value(*(a[:2] for a in arguments))
        parts = [part for a in arguments for part in a]
        given = dict(zip(operation.steps.inputs, [*parts, hi, lo, np.inf], strict=True))
        return hi, lo, evaluate(operation.steps, FLOATS, given)["off"]

    return apply


def _positive(a: Pair) -> Pair:
    """At least the smallest normal float; 1 for zero, which then only ever multiplies a zero."""
    small, zero = a[0] < SMALLEST, a[0] == 0
    return np.where(zero, 1.0, np.where(small, SMALLEST, a[0])), np.where(small, 0.0, a[1])


def _total(terms: Number, add: Callable[..., Number]) -> tuple[Number, Number]:
    """The largest term over the first axis, and the sum of all others.

    Together they are the sum; what another term leaves of it is then a sum of positive numbers.
    """
    hi, lo, off = np.broadcast_arrays(*terms)
    largest = np.argmax(hi, axis=0)[None]
    top = tuple(np.take_along_axis(part, largest, 0)[0] for part in (hi, lo, off))
    others = np.arange(len(hi)).reshape(-1, *[1] * (hi.ndim - 1)) != largest
    rest: Number = (hi * others, lo * others, np.where(others, off, 0.0))
    while len(rest[0]) > 1:
        rest = add(*_halves(rest))
    return top, (rest[0][0], rest[1][0], rest[2][0])


def _so_far(terms: Number, add: Callable[..., Number]) -> Number:
    """The sums over the first axis of all terms before each: of twice as many in every round."""
    found, width = _later(terms, 1), 1
    while width < len(found[0]):
        found, width = add(found, _later(found, width)), 2 * width
    return found


def _later(number: Number, places: int) -> Number:
    """Every entry moved to a later place, with zeros before them."""
    hi, lo, off = (np.concatenate([0 * v[:places], v[: len(v) - places]]) for v in number)
    return hi, lo, off


def _halves(number: Number) -> tuple[Number, Number]:
    """Every second entry, and the others; a zero is appended to an odd number of them."""
    odd = len(number[0]) % 2
    hi, lo, off = (np.concatenate([v, np.zeros_like(v[:odd])]) for v in number)
    return (hi[::2], lo[::2], off[::2]), (hi[1::2], lo[1::2], off[1::2])


@cache
def arithmetic() -> Mapping[str, Callable[..., Any]]:
    """Every operation of a program, over numbers with a running error."""
    pairs = dict(pair_arithmetic())
    pairs["positive"] = _positive
    known: dict[str, Callable[..., Any]] = {n: with_error(ERRORS[n], pairs[n]) for n in ERRORS}
    add, mul, larger = known["add"], known["mul"], known["max"]

    def neg(a: Number) -> Number:
        return -a[0], -a[1], a[2]

    def smaller(a: Number, b: Number) -> Number:
        return neg(larger(neg(a), neg(b)))

    def excess(*arguments: Number) -> Number:
        steps = artanh_excess()
        values = dict(zip(steps.inputs, arguments, strict=True))
        hi, lo, off = evaluate(steps, known, values, exact)["result"]
        return hi, lo, off + np.abs(hi) * TRUNCATED["artanh_excess"]

    known |= {
        "neg": neg,
        "sub": lambda a, b: add(a, neg(b)),
        "fma": lambda a, b, c: add(mul(a, b), c),
        "remainder": lambda a, b, n: add(a, neg(mul(b, n))),
        "abs": lambda a: known["pick"](a, a, neg(a)),
        "min": smaller,
        "capped": smaller,
        "nonnegative": lambda a: larger(a, exact(0.0)),
        "artanh_excess": excess,
        TOTAL: lambda terms: _total(terms[0], add),
        BIN_TOTAL: lambda terms: _total(terms[0], add),
        SO_FAR: lambda terms: _so_far(terms, add),
    }
    return known


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """Floats that are at most the true results, see :mod:`derive.numeric.running_error`.

    By ball arithmetic, point by point, where a program needs more than pairs have.
    """
    if not variant.program.operations <= arithmetic().keys():
        return balls.kernel_down(variant, unit)

    def block(arrays: Sequence[Array], out: Array) -> None:
        with np.errstate(all="ignore"):
            lower, good = _bound(variant, unit, arrays)
            if "c" in variant.parameters:
                lower, good = _pure(variant, unit, arrays, (lower, good))
        lower, good = (np.broadcast_to(a, out.shape).copy() for a in (lower, good))
        _mend(variant, unit, aligned(variant.domain, arrays, out.shape), (lower, good))
        out[...] = lower

    return by_bins(variant, block)


Bound = tuple[Array, Array]
"""Lower bounds, and where they are close to the true values."""


def _bound(variant: Variant, unit: str, arrays: Sequence[Array]) -> Bound:
    values: dict[str, Any] = {"unit": exact(UNITS[unit])}
    for name, array in zip(variant.parameters, arrays, strict=True):
        given = np.minimum(array, FINITE)
        vector = name in variant.vectors  # all detectors as one entry, along the first axis
        values[name] = [exact(np.moveaxis(given, -1, 0))] if vector else exact(given)
    if variant.sums_bins:
        n = values["n"][0]
        values["bins"] = [exact(np.arange(1.0, n.flat[0] + 1).reshape((-1, *[1] * n.ndim)))]
    hi, _, off = evaluate(variant.program, arithmetic(), values, exact)["result"]
    lower = hi - (off + np.abs(hi) * LAST + TINY)
    return np.maximum(lower, 0.0) + 0.0, off <= np.abs(hi) * CLOSE + 4 * TINY


def _pure(variant: Variant, unit: str, arrays: Sequence[Array], bound: Bound) -> Bound:
    """The bound of the ratio 1 where c is at its largest value, or beyond it by rounding."""
    lower, good = bound
    named = dict(zip(variant.parameters, arrays, strict=True))
    state = {"x": exact(named["rho11"]), "a": exact(named["c"])}
    hi, _, off = evaluate(BEYOND, arithmetic(), state, exact)["result"]
    beyond, inside = 0.5 * hi >= off, 0.5 * hi < -off
    if not np.any(beyond):
        return lower, good & inside
    ratio = _bound(variant.quantity.variant("r"), unit, list((named | {"c": np.ones(())}).values()))
    return np.where(beyond, ratio[0], lower), np.where(beyond, ratio[1], good & inside)


def _mend(variant: Variant, unit: str, full: Sequence[Array], bound: Bound) -> None:
    """NaN where an argument is; balls where the running error is too large."""
    lower, good = bound
    absent = missing(full, lower.shape)
    lower[absent] = np.nan
    for where in zip(*np.nonzero(~good & ~absent), strict=True):
        values = [a[where].tolist() for a in full]
        lower[where] = balls.below(balls.enclosure(variant, unit, values))
