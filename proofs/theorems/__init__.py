"""The theorems: one file each, named by its statement, with a certificate for the kernel.

A statement is generated from derived expressions; the steps of its certificate may come from
anywhere, since :mod:`proofs.kernel` checks them.

>>> prove("F_exceeds_alpha").accepted
True
"""

import functools
import importlib
from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pkgutil import iter_modules

from derive.errors import UnknownEquationError
from proofs.theorems.theorem import KernelAnswer, Theorem, proof_of

BACKED: Mapping[str, tuple[str, ...]] = {
    "povm_complete": ("14", "21"),
    "no_click_eigenvalues_in_unit_interval": ("18", "26"),
    "randomness_increases_with_coherence": ("prop1",),
    "bound_single": ("19",),
    "bound_single_with_edges": ("19",),
    "randomness_temporal_increases": ("text:temporal-monotone",),
    "randomness_at_most_log_outcomes": ("25",),
    "bound_sum_with_edges": ("27", "25"),
    "geometric_sum": ("text:geometric-sum",),
    "bound_temporal": ("27", "28"),
    "bound_temporal_with_edges": ("27", "28"),
    "more_bins_more_randomness": ("text:more-bins",),
    "randomness_is_bound_plus_lost_coherence": ("text:structure",),
    "bound_grows_without_limit": ("text:more-bins",),
    "bin_probability_limit": ("text:continuous-limit",),
    "slope_of_randomness": ("A1",),
    "artanh_is_an_integral": ("A2",),
    "slope_is_an_integral": ("A3",),
    "slope_bounded_below": ("prop1",),
    "denominators_positive": ("text:denominators-positive",),
    "J_nonnegative": ("A4", "text:J-nonnegative"),
    "F_exceeds_alpha": ("text:F-exceeds-alpha",),
    "E_nonnegative": ("A5",),
    "E_smallest_for_pure_states": ("A6",),
    "randomness_lossy_increases": ("device:lossy",),
    "randomness_lossy_eve_increases": ("device:lossy:eve",),
    "lossy_eve_grows_with_efficiency": ("device:lossy:eve:bound",),
    "lost_photons_tell_eve": ("device:lossy:gain",),
    "lost_photons_tell_eve_with_coherence": ("device:lossy:gain:coherent",),
    "randomness_lossy_eve_grows_with_efficiency": ("device:lossy:eve:efficient",),
    "equal_bins_are_best": ("device:bins:gain",),
    "guess_is_attained": ("device:guess:measurement",),
    "no_guess_is_better": ("device:guess:dual",),
    "one_shot_at_most_average": ("device:order",),
    "renyi_at_least_one_shot": ("device:order:one-shot",),
    "renyi_at_least_one_shot_lost": ("device:order:one-shot:lost",),
    "renyi_at_least_one_shot_told": ("device:order:one-shot:told",),
    "renyi_at_least_one_shot_lost_told": ("device:order:one-shot:lost:told",),
    "renyi_at_most_average": ("device:order:renyi",),
    "renyi_at_most_average_lost": ("device:order:renyi:lost",),
    "renyi_at_most_average_told": ("device:order:renyi:told",),
    "renyi_at_most_average_lost_told": ("device:order:renyi:lost:told",),
    "renyi_tends_to_average": ("device:order:limit",),
    "renyi_tends_to_average_lost": ("device:order:limit:lost",),
    "renyi_tends_to_average_told": ("device:order:limit:told",),
    "renyi_tends_to_average_lost_told": ("device:order:limit:lost:told",),
    "told_bits_concave_in_efficiency": ("device:ends:efficiency:told",),
    "guess_convex_in_efficiency": ("device:ends:efficiency:guess",),
    "guess_convex_in_efficiency_lost": ("device:ends:efficiency:guess:lost",),
    "told_guess_convex_in_efficiency": ("device:ends:efficiency:guess:told",),
    "norm_convex_in_efficiency": ("device:ends:efficiency:norm",),
    "norm_convex_in_efficiency_lost": ("device:ends:efficiency:norm:lost",),
    "told_norm_convex_in_efficiency": ("device:ends:efficiency:norm:told",),
    "lossy_bits_concave_in_efficiency": ("device:ends:efficiency:coherent",),
    "told_bits_grow_with_efficiency_lost": ("device:ends:growth:lost:told",),
    "told_guess_falls_with_efficiency_lost": ("device:ends:growth:guess:lost:told",),
    "told_norm_falls_with_efficiency_lost": ("device:ends:growth:norm:lost:told",),
    "told_bits_fall_with_dark_counts": ("device:ends:dark:told",),
    "told_bits_fall_with_dark_counts_lost": ("device:ends:dark:lost:told",),
    "told_guess_grows_with_dark_counts": ("device:ends:dark:guess:told",),
    "told_guess_grows_with_dark_counts_lost": ("device:ends:dark:guess:lost:told",),
    "told_norm_grows_with_dark_counts": ("device:ends:dark:norm:told",),
    "told_norm_grows_with_dark_counts_lost": ("device:ends:dark:norm:lost:told",),
}
"""Every theorem, in the order in which the paper needs it, then those beyond it, with the claims
that it backs; each is a module of this package."""
NAMES = tuple(BACKED)


@functools.cache
def theorem(name: str) -> Theorem:
    """The theorem of this name, with its certificate.

    :raises UnknownEquationError: when there is none; the error names the closest ones.
    """
    if name not in NAMES:
        raise UnknownEquationError(name, NAMES)
    if find_spec(f"proofs.theorems.{name}") is None:
        raise UnknownEquationError(name, [module.name for module in iter_modules(__path__)])
    found = importlib.import_module(f"proofs.theorems.{name}").theorem()
    return replace(found, claims=BACKED[name])


def prove(name: str) -> KernelAnswer:
    """What the kernel says of the theorem's certificate, computed now."""
    return proof_of(theorem(name))


def backing(claim: str) -> tuple[str, ...]:
    """The names of the theorems that back a claim of the paper, such as ``"19"`` or ``"prop1"``.

    >>> backing("A5")
    ('E_nonnegative',)
    """
    return tuple(name for name, claims in BACKED.items() if claim in claims)


__all__ = ["BACKED", "NAMES", "KernelAnswer", "Theorem", "backing", "proof_of", "prove", "theorem"]
