"""Few quantities that stand for all where each costs the run of a compiler; the others are deep."""

import pytest

from derive.export import quantities
from derive.numeric.quantities import QUANTITIES

FEW = (
    *("bound_temporal", "randomness_temporal", "slope", "randomness_phase"),
    *("renyi_device_told", "randomness_lossy_eve", "adversary2_spatial"),
)
"""Together they have every operation that any has."""
COMPILED = ("numba", "jax")
"""Targets of Python that compile for a second and more."""


def marks(name):
    """The mark of a test that asks a compiler about a quantity."""
    return () if name in FEW else pytest.mark.deep


def each():
    """Every quantity, few of them in the fast profile."""
    return [pytest.param(q, id=q.name, marks=marks(q.name)) for q in quantities()]


def with_targets(variants, targets):
    """Every function with every target; of those that are compiled, few in the fast profile."""
    for variant in variants:
        for target in targets:
            own = marks(variant.name) if target in COMPILED else ()
            yield pytest.param(variant, target, marks=own, id=f"{variant.name}-{target}")


def operations(names):
    """What the programs of some quantities need of a language."""
    variants = (variant for name in names for variant in QUANTITIES[name].variants)
    return frozenset().union(*(variant.program.operations for variant in variants))
