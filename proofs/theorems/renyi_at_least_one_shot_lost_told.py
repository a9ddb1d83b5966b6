"""H_min(X|R'LD) <= H_nu(X|R'LD): of an Eve who has the lost photons too.

Domain, steps and lemmas of analysis: those of
:mod:`proofs.theorems.renyi_at_least_one_shot_told`.
"""

from derive.device.eves import BOTH
from proofs.theorems.renyi_at_least_one_shot_told import of
from proofs.theorems.theorem import Theorem


def theorem() -> Theorem:
    """The order of the two entropies, for an Eve with R', the lost photons and the record."""
    return of(BOTH, "renyi_at_least_one_shot_lost_told")
