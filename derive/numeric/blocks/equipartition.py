"""Whole bits of a block by the way that most take: equipartition, smoothing, and a hash.

Imported, for N independent and equal shots with a classical outcome X of k values, and any Eve E:

* H_min^s(X^N|E^N) >= N H(X|E) - 4 log2(v) sqrt(N log2(2/s**2)) for N >= (8/5) log2(2/s**2), where
  v = 2**(-H_min(X|E)/2) + 2**(H_max(X|E)/2) + 1, here at most 2 + sqrt(k), and s is a purified
  distance (Tomamichel, Colbeck, Renner, arXiv 0811.1221, Theorem 9).
* a two-universal hash to m bits is within 2 s + 2**((m - H_min^s)/2)/2 of ideal bits in trace
  distance (Tomamichel, Schaffner, Smith, Renner, arXiv 1002.2436).

Half of epsilon goes to either term: s = epsilon/4 and m = H_min^s + 2 log2(epsilon).
"""

from flint import arb

from derive.numeric.blocks.hashed import floor_of
from derive.precision import precision

PRECISION = 256


def equipartition_bits(bits_per_shot: float, n: int, shots: int, log2_epsilon: float) -> int:
    """The bits of a block, never more than the bound, from at most the asymptotic bits of a shot.

    A shot has n + 1 outcomes; 0 where there are too few shots for the bound.
    """
    with precision(PRECISION):
        smooth = 5 - 2 * arb(log2_epsilon)
        if not 5 * arb(shots) >= 8 * smooth:
            return 0
        spread = 4 * (2 + arb(n + 1).sqrt()).log() / arb(2).log() * (shots * smooth).sqrt()
        return max(floor_of(shots * arb(bits_per_shot) - spread + 2 * arb(log2_epsilon)), 0)
