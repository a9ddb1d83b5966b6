"""Lower bounds in NumPy by first-order errors, and by more where those do not know enough.

See :mod:`derive.numeric.first_order`. What that believes of NumPy's functions is compared with
pairs of floats for a sample of arguments, once in each process; a platform that is worse goes
without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

import numpy as np

from derive.numeric import balls, pairs
from derive.numeric.arguments import Array, Kernel, aligned, run
from derive.numeric.first_order import (
    IN_NUMPY,
    IN_NUMPY_AT_ONCE,
    IN_NUMPY_EXACTLY,
    possible,
    tried,
)
from derive.numeric.language import Language, frugal
from derive.numeric.python import INDENT, loaded, separated
from derive.numeric.registry import UNITS, Variant
from derive.numeric.rules import Losses

SIZES = '''\
def _binade(a):
    """The largest power of 2 up to abs(a), 0 for a subnormal number."""
    return (np.asarray(a, float).view(np.int64) & 0x7FF0000000000000).view(np.float64)


def _inverse_above(a):
    """1/abs(a), also for a = -0."""
    return np.abs(1/a)
'''
FEW_POINTS = 1000
SAMPLE = 4000
WORST = 1.6 * 2.0**-53
"""How far from the true value, relative, a function may be in the sample."""


def kernel(
    variant: Variant, unit: str, language: Language, prelude: str, otherwise: Kernel
) -> Kernel:
    """The first try at a lower bound, a second one where it knows little, and another kernel.

    What is left of a large block is computed together.
    """
    otherwise = _in_pieces(variant, otherwise)
    if not possible(variant) or not trusted():
        return otherwise
    otherwise = _one_by_one(variant, unit, otherwise)
    for own in (IN_NUMPY_EXACTLY, IN_NUMPY, IN_NUMPY_AT_ONCE):
        text = partial(written, variant, language, prelude, own)
        otherwise = _tried(variant, unit, text, otherwise)
    return otherwise


def written(variant: Variant, language: Language, prelude: str, own: Losses) -> str:
    """A module with a function that gives NaN where it does not know enough."""
    named = replace(
        language,
        calls={**language.calls, "inverse_above": "_inverse_above({0})"},
        constants={**language.constants, "NOTHING": "np.nan"},
    )
    return separated(
        [
            prelude,
            SIZES,
            f"def {variant.name}_first({', '.join(variant.inputs)}):\n"
            f"{frugal(tried(variant, own), named, INDENT)}\n{INDENT}return least",
        ]
    )


def _tried(variant: Variant, unit: str, text: Callable[[], str], otherwise: Kernel) -> Kernel:
    """A kernel that has another one compute what it does not know; written when it is needed."""
    units = [UNITS[unit]] if "unit" in variant.inputs else []

    @cache
    def function() -> Callable[..., Array]:
        return loaded(text(), "numpy", "")[f"{variant.name}_first"]

    def first(arrays: Sequence[Array], out: Array) -> None:
        with np.errstate(all="ignore"):
            out[...] = function()(*arrays, *units)

    def block(arrays: Sequence[Array], out: Array) -> None:
        run(first, variant.domain, arrays, out)
        left = np.isnan(out)
        if left.any():
            some = [a[left] for a in aligned(variant.domain, arrays, out.shape)]
            found = np.empty(some[0].shape)
            otherwise(some, found)
            out[left] = found

    return block


def _in_pieces(variant: Variant, kernel: Kernel) -> Kernel:
    def block(arrays: Sequence[Array], out: Array) -> None:
        run(kernel, variant.domain, arrays, out)

    return block


def _one_by_one(variant: Variant, unit: str, otherwise: Kernel) -> Kernel:
    """A kernel that leaves a few points to balls, which need no long start."""
    by_balls = cache(partial(balls.kernel_down, variant, unit))

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        return (by_balls() if out.size <= FEW_POINTS else otherwise)(arrays, out)

    return block


@cache
def trusted() -> bool:
    """Whether NumPy's functions are as good as believed at a sample of arguments."""
    size = np.geomspace(1e-15, 600, SAMPLE)
    near = 0.5 * np.exp2(np.linspace(0, 2, SAMPLE))
    drawn = {
        "exp": [-size],
        "expm1": [-size, size / 2],
        "log": [size, near],
        "log1p": [size, -near / 2.5],
    }
    with np.errstate(all="ignore"):
        return all(_close(name, at) for name, points in drawn.items() for at in points)


def _close(name: str, at: Array) -> bool:
    high, low = pairs.arithmetic()[name]((at, np.zeros(())))
    found = getattr(np, name)(at)
    return bool(np.all(np.abs((found - high) - low) <= WORST * np.abs(high)))
