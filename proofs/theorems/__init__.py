"""The theorems: one file each, named by its statement, with a certificate for the kernel.

A statement is generated from derived expressions; the steps of its certificate may come from
anywhere, since :mod:`proofs.kernel` checks them.

>>> prove("F_exceeds_alpha").accepted
True
"""

import functools
import importlib

from derive.errors import UnknownEquationError
from proofs.theorems.theorem import Proof, Theorem, judge

NAMES = (
    "povm_complete",
    "no_click_eigenvalues_in_unit_interval",
    "randomness_increases_with_coherence",
    "bound_single",
    "bound_single_with_edges",
    "randomness_temporal_increases",
    "randomness_at_most_log_outcomes",
    "bound_sum_with_edges",
    "geometric_sum",
    "bound_temporal",
    "bound_temporal_with_edges",
    "more_bins_more_randomness",
    "randomness_is_bound_plus_lost_coherence",
    "bound_grows_without_limit",
    "bin_probability_limit",
    "slope_of_randomness",
    "artanh_is_an_integral",
    "slope_is_an_integral",
    "slope_bounded_below",
    "denominators_positive",
    "J_nonnegative",
    "F_exceeds_alpha",
    "E_nonnegative",
    "E_smallest_for_pure_states",
)
"""Every theorem, in the order in which the paper needs it; each is a module of this package."""


@functools.cache
def theorem(name: str) -> Theorem:
    """The theorem of this name, with its certificate.

    :raises UnknownEquationError: when there is none; the error names the closest ones.
    """
    if name not in NAMES:
        raise UnknownEquationError(name, NAMES)
    return importlib.import_module(f"proofs.theorems.{name}").theorem()


def prove(name: str) -> Proof:
    """What the kernel says of the theorem's certificate, computed now."""
    return judge(theorem(name))


def backing(claim: str) -> tuple[str, ...]:
    """The names of the theorems that back a claim of the paper, such as ``"19"`` or ``"prop1"``.

    >>> backing("A5")
    ('E_nonnegative',)
    """
    return tuple(name for name in NAMES if claim in theorem(name).claims)


__all__ = ["NAMES", "Proof", "Theorem", "backing", "judge", "prove", "theorem"]
