"""H_nu(X|R'L) tends to H(X|R'L) as nu - 1 to 0: of an Eve who has the lost photons.

Domain, steps and lemmas of analysis: those of :mod:`proofs.theorems.renyi_tends_to_average`.
"""

from derive.device.eves import LOST
from proofs.theorems.renyi_tends_to_average import of
from proofs.theorems.theorem import Theorem


def theorem() -> Theorem:
    """How far the two entropies are apart, for an Eve with R' and the lost photons."""
    return of(LOST, "renyi_tends_to_average_lost")
