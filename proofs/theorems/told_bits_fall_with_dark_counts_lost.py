"""H(X|R'LD) falls with the probability of dark counts, without coherence.

As :mod:`proofs.theorems.told_bits_fall_with_dark_counts`, with never = alpha (1 - eta_d).
"""

from derive.device.eves import TOLD_OF
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_bits_fall_with_dark_counts import of


def theorem() -> Theorem:
    """-dH/d d_c >= 0."""
    return of(TOLD_OF[1], "told_bits_fall_with_dark_counts_lost")
