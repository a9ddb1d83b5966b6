"""Eve's guess is convex in the efficiency: that of one who has the lost photons.

Domain and steps: those of :mod:`proofs.theorems.guess_convex_in_efficiency`.
"""

from derive.device.eves import LOST
from proofs.theorems.guess_convex_in_efficiency import of
from proofs.theorems.theorem import Theorem


def theorem() -> Theorem:
    """The same for an Eve with R' and the lost photons."""
    return of(LOST, "guess_convex_in_efficiency_lost")
