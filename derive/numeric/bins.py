"""Kernels whose value costs a sum over n bins: points of one n at a time, and few of them."""

from collections.abc import Sequence

import numpy as np

from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.registry import Variant

TERMS = 2**18
"""How many terms of sums are in memory at the same time, unless one sum has more."""


def by_bins(variant: Variant, kernel: Kernel, count: str = "n") -> Kernel:
    """The kernel, called with points of the same n; itself where no sum is over bins.

    `count` is the name of the parameter that counts the terms.
    """
    if not variant.sums_bins:
        return kernel

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = [a.reshape(-1) for a in aligned(variant.domain, arrays, out.shape)]
        result = np.full(out.size, np.nan)
        bins = full[variant.parameters.index(count)]
        known = np.flatnonzero(~np.any(np.isnan(full), axis=0))
        for n in np.unique(bins[known]):
            alike = known[bins[known] == n]
            parts = max(1, min(alike.size, -(-alike.size * int(n) // TERMS)))
            for some in np.array_split(alike, parts):
                found = np.empty(some.size)
                kernel([a[some] for a in full], found)
                result[some] = found
        out[...] = result.reshape(out.shape)

    return block
