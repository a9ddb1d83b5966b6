"""H(X|R'LD) falls with the probability of dark counts, without coherence.

As :mod:`proofs.theorems.told_bits_fall_with_dark_counts`, with never = alpha (1 - eta_d).
"""

from derive.device.eves import BOTH
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_bits_fall_with_dark_counts import of


def theorem() -> Theorem:
    """-dH/d d_c >= 0."""
    return of(BOTH, "told_bits_fall_with_dark_counts_lost")
