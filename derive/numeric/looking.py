"""Kernels in NumPy that look at their arguments themselves, block by block, in cache."""

from collections.abc import Sequence

import numpy as np

from derive.numeric.arguments import Array, Kernel
from derive.numeric.inside import together
from derive.numeric.language import Language
from derive.numeric.python import loaded
from derive.numeric.registry import Variant


def looking(variant: Variant, kernel: Kernel, language: Language) -> Kernel:
    """The kernel, which counts the points that look as if they were outside of the domain."""
    names = ", ".join(variant.parameters)
    text = f"def inside({names}):\n    return {together(variant, language)}\n"
    inside = loaded(text, "numpy", "import numpy as np\n")["inside"]

    def block(arrays: Sequence[Array], out: Array) -> int:
        kernel(arrays, out)
        with np.errstate(all="ignore"):
            good = np.asarray(inside(*arrays))
        return int(good.size - np.count_nonzero(good))

    return block
