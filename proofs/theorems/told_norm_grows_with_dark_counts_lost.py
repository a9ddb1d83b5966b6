"""The mean norm of an Eve who is told of dark counts grows with them: with the lost photons, too.

Domain and steps: those of :mod:`proofs.theorems.told_norm_grows_with_dark_counts`.
"""

from derive.device.eves import BOTH
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_norm_grows_with_dark_counts import of


def theorem() -> Theorem:
    """The same for an Eve with R', the lost photons and the record of dark counts."""
    return of(BOTH, "told_norm_grows_with_dark_counts_lost")
