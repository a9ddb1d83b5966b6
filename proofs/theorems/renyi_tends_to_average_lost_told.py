"""H_nu(X|R'LD) tends to H(X|R'LD) as nu - 1 to 0: of an Eve who has the lost photons and is told.

Domain, steps and lemmas of analysis: those of :mod:`proofs.theorems.renyi_tends_to_average_told`.
"""

from derive.device.eves import BOTH
from proofs.theorems.renyi_tends_to_average_told import of
from proofs.theorems.theorem import Theorem


def theorem() -> Theorem:
    """How far the two are apart, for an Eve with R', the lost photons and that record."""
    return of(BOTH, "renyi_tends_to_average_lost_told")
