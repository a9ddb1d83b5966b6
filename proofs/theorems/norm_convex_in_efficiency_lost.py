"""The mean norm of a Renyi entropy is convex in the efficiency: of an Eve who has the lost photons.

Domain and steps: those of :mod:`proofs.theorems.norm_convex_in_efficiency`.
"""

from derive.device.eves import LOST
from proofs.theorems.norm_convex_in_efficiency import of
from proofs.theorems.theorem import Theorem


def theorem() -> Theorem:
    """The same for an Eve with R' and the lost photons."""
    return of(LOST, "norm_convex_in_efficiency_lost")
