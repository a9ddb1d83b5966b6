"""Loops over rows in C: the same floats as the loop over points, the same complaints."""

import shutil

import numpy as np
import pytest

from derive.errors import DomainError
from derive.export import function
from derive.numeric.c import rows as c_rows
from derive.numeric.quantities import quantity
from derive.numeric.targets import c

pytestmark = pytest.mark.skipif(shutil.which("cc") is None, reason="needs cc: apt-get install gcc")
LENGTHS = {"rho11": 5, "c": 3, "r": 4, "Gamma_t": 6, "n": 4}
EDGES = {
    "rho11": [0.0, 1e-300, 0.5, 1 - 2**-53, 1.0],
    "c": [0.0, 1e-160],
    "r": [0.0, 1e-9, 1.0],
    "Gamma_t": [0.0, 1e-300, np.log(2), 800.0, np.inf],
    "n": [1.0, 2.0, 1e6],
}


def grid(names, along):
    """Axes with the edges of the domain; those in `along` share the last one, which is long."""
    rng, axes = np.random.default_rng(1), {}
    for place, name in enumerate(names):
        count = 7000 if name in along else LENGTHS[name]
        scale = {"c": 1e-3, "Gamma_t": 5.0}.get(name, 1.0)
        values = np.floor(1 + 99 * rng.random(count)) if name == "n" else scale * rng.random(count)
        values[: len(EDGES[name])] = EDGES[name][:count]
        axes[name] = values if name in along else values.reshape(-1, *[1] * (place + 1))
    if "c" in axes:
        axes["rho11"] = np.clip(axes["rho11"], 0.1, 0.9)
    return list(axes.values())


@pytest.mark.parametrize(
    ("name", "along"),
    [
        ("randomness_temporal", ("c",)),
        ("randomness_temporal", ("Gamma_t",)),
        ("randomness_temporal_ratio", ("rho11", "n")),
        ("randomness_single_ratio", ("rho11",)),
        ("slope", ("Gamma_t",)),
        ("adversary1_temporal_passive_ratio", ("r",)),
        ("bound_temporal", ("n",)),
        ("mu_2", ("c", "Gamma_t")),
    ],
)
def test_a_grid_has_the_floats_of_its_points(name, along):
    of = quantity(name.removesuffix("_ratio"))
    variant = of.variant("r" if name.endswith("_ratio") else "c")
    axes = grid(variant.parameters, along)
    call = function(of.name, "c", coherence="r" if name.endswith("_ratio") else "c")
    points = np.broadcast_arrays(*axes)
    assert c_rows.varying(variant, axes, points[0].shape) == along
    assert np.array_equal(call(*axes), call(*map(np.ravel, points)).reshape(points[0].shape))


def test_what_is_fixed_is_computed_before_the_loop():
    text = c_rows.text(quantity("randomness_single").variant("r"), ["r"], c.LANGUAGE)
    before, loop = text.split("VECTORISE")
    assert "exp_(" in before
    assert "exp_(" not in loop
    assert "sqrt(" in loop


def test_a_point_outside_of_the_domain_is_named():
    population = np.full((4, 1), 0.5)
    coherence = np.tile(np.linspace(0, 0.5, 10000), (4, 1))
    coherence[2, 77] = 0.6
    with pytest.raises(DomainError, match=r"c\[2, 77\] = 0\.6"):
        function("randomness_single", "c")(population, coherence, 1.0)
    population[3] = 1.5
    with pytest.raises(DomainError, match=r"rho11\[3, 0\] = 1\.5"):
        function("randomness_single", "c")(population, 0 * coherence, 1.0)


def test_other_results_than_contiguous_doubles_are_written_too():
    window = np.linspace(0, 3, 40000)
    out = np.empty((40000, 2), np.float32)
    function("bound_single", "c")(0.5, window, out=out[:, 1])
    assert np.array_equal(out[:, 1], function("bound_single")(0.5, window).astype(np.float32))
