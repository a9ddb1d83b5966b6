"""H_min(X|R'L) <= H_nu(X|R'L): of an Eve who has the lost photons.

Domain, steps and lemmas of analysis: those of :mod:`proofs.theorems.renyi_at_least_one_shot`.
"""

from derive.device.eves import LOST
from proofs.theorems.renyi_at_least_one_shot import of
from proofs.theorems.theorem import Theorem


def theorem() -> Theorem:
    """The order of the two entropies, for an Eve with R' and the lost photons."""
    return of(LOST, "renyi_at_least_one_shot_lost")
