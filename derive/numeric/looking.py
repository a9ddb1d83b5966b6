"""Kernels in NumPy that look at their arguments themselves, block by block, in cache.

A point outside of the domain is computed as one whose arguments are missing.
"""

from collections.abc import Sequence

import numpy as np

from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.inside import together
from derive.numeric.language import Language
from derive.numeric.python import loaded
from derive.numeric.registry import Variant


def looking(variant: Variant, kernel: Kernel, language: Language) -> Kernel:
    """The kernel, which counts what looks as if it were outside."""
    names = ", ".join(variant.parameters)
    text = f"def inside({names}):\n    return {together(variant, language)}\n"
    inside = loaded(text, "numpy", "import numpy as np\n")["inside"]

    def block(arrays: Sequence[Array], out: Array) -> int:
        with np.errstate(all="ignore"):
            good = np.asarray(inside(*arrays))
        outside = int(good.size - np.count_nonzero(good))
        if outside:
            full = aligned(variant.domain, arrays, out.shape)
            arrays = [np.where(_like(good, a, out), a, np.nan) for a in full]
        kernel(arrays, out)
        return outside

    return block


def _like(good: Array, array: Array, out: Array) -> Array:
    """Which points are inside, with an axis for the detectors where an argument has one."""
    return good.reshape(good.shape + (1,) * (array.ndim - out.ndim))
