"""What is special about the targets numba, jax and mpmath: their modules, run as a user would."""

import math
import random
import sys

import mpmath
import numpy as np
import pytest
from flint import arb, ctx

from benchmarks.accuracy import point
from derive.errors import ExportError
from derive.export import function, quantities, source
from derive.numeric import balls
from derive.numeric.python import loaded
from derive.numeric.quantities import QUANTITIES

jax = pytest.importorskip("jax", reason="pip install 'sponte[jax]'")
numba = pytest.importorskip("numba", reason="pip install 'sponte[numba]'")


def emitted(name, target):
    """The names that an emitted module defines."""
    return loaded(source(name, target), target)


def test_numba_modules_broadcast_and_their_points_serve_compiled_code():
    module = emitted("bound_temporal", "numba")
    x, n = np.array([[0.3], [0.6]]), np.array([1, 2, 3])
    want = function("bound_temporal", "numba")(x, 1.0, n)
    assert np.array_equal(module["bound_temporal"](x, 1.0, n), want)
    point_of = module["bound_temporal_point"]

    @numba.njit
    def total(x, g):
        return point_of(x, g, 1.0) + point_of(x, g, 2.0)

    assert total(0.3, 1.0) == want[0, 0] + want[0, 1]


VARIANTS = [variant for quantity in quantities() for variant in quantity.variants]


@pytest.mark.parametrize("digits", [15, 200])
def test_mpmath_modules_are_right_at_every_precision(digits, monkeypatch):
    with mpmath.workdps(digits):
        bits = mpmath.mp.prec
        monkeypatch.setattr(balls, "GOOD_BITS", bits + 40)
        for variant in VARIANTS:
            compute = emitted(variant.quantity.name, "mpmath")[variant.name]
            rng = random.Random(5)
            points = [point(variant, rng) for _ in range(5)]
            for at in [p for p in points if balls.clamped(variant, p)[0] is variant]:
                true = balls.enclosure(variant, "bits", at)
                if true.is_finite() and arb(2) ** -1000 < abs(true) < arb(2) ** 1000:
                    assert distance(compute(*at), true, bits) < 16, (variant.name, at)


def distance(value, true, bits):
    """Relative distance of an mpmath number from a ball, in units of its last bit."""
    sign, mantissa, exponent, _ = value._mpf_
    before, ctx.prec = ctx.prec, bits + 200
    try:
        exact = arb((-1) ** sign * int(mantissa)) * arb(2) ** exponent
        return float(abs(exact / true - 1) * arb(2) ** bits)
    finally:
        ctx.prec = before


def test_mpmath_keeps_the_precision_of_the_user():
    with mpmath.workdps(15):
        deep = function("slope", "mpmath")(0.3, 0.2, 1.0)
        assert mpmath.mp.dps == 15
        assert deep == function("slope", "arb")(0.3, 0.2, 1.0)
        edge = emitted("slope", "mpmath")["slope"](0.5, 0.5, 1)
        assert edge == mpmath.inf


@pytest.fixture
def double_precision():
    with jax.enable_x64(True):
        yield


@pytest.mark.usefixtures("double_precision")
@pytest.mark.parametrize("coherence", ["c", "r"])
def test_the_gradient_in_the_coherence_is_the_stable_slope(coherence):
    quantity = QUANTITIES["randomness_temporal"]
    variant = quantity.variant(coherence)
    randomness = emitted(quantity.name, "jax")[variant.name]
    rng = random.Random(3)
    points = [p for p in (point(variant, rng) for _ in range(150)) if normal(p)]
    points += [(0.5, 0.0, 1.0, 3.0), (0.5, 0.5, 1.0, 1.0), (0.0, 0.0, 1.0, 1.0)]
    columns = np.array(points).T
    gradient = jax.jit(jax.vmap(jax.grad(randomness, argnums=1)))(*columns)
    want = function("slope", "arb", coherence=coherence)(*columns[:3])
    if coherence == "r":
        want = want * np.sqrt(columns[0] * (1 - columns[0]))
    kept = ~(np.abs(want) < 1e-280) | (want == 0)
    np.testing.assert_allclose(np.asarray(gradient)[kept], want[kept], rtol=17 * 2.0**-52, atol=0)


def normal(at):
    """Whether XLA, which has no subnormal numbers, can work with these arguments."""
    return all(value == 0 or value >= 1e-280 for value in at)


@pytest.mark.usefixtures("double_precision")
@pytest.mark.parametrize("index", [0, 2])
def test_gradients_in_population_and_window_are_those_of_the_exact_function(index):
    randomness = emitted("randomness_temporal", "jax")["randomness_temporal"]
    exact = emitted("randomness_temporal", "mpmath")["randomness_temporal"]
    rng = random.Random(4)
    points = [(0.5, 0.2, 1.0, 3.0), (0.5, 0.0, 0.3, 2.0), (0.6, 0.0, 2.0, 1.0)]
    for _ in range(25):
        x, r, g = 0.01 + 0.98 * rng.random(), 0.99 * rng.random(), 10 ** rng.uniform(-8, 1.3)
        points.append((x, r * math.sqrt(x * (1 - x)), g, 5.0))
    for mode in (jax.grad, jax.jacfwd):
        found = jax.jit(jax.vmap(mode(randomness, argnums=index)))(*np.array(points).T)
        for at, value in zip(points, found, strict=True):
            with mpmath.workdps(40):
                orders = [int(i == index) for i in range(4)]
                want = mpmath.diff(exact, at, tuple(orders))
                size = max(abs(want), exact(*at) / at[index])
                assert abs(mpmath.mpf(float(value)) - want) < 1e-12 * size, at


SECOND = {(1, 1): (0, 2, 0), (0, 2): (1, 0, 1), (2, 2): (0, 0, 2)}
"""The orders of differentiation in the first three parameters, by the two that are named."""


@pytest.mark.usefixtures("double_precision")
@pytest.mark.parametrize(
    "indices", [(1, 1), *(pytest.param(i, marks=pytest.mark.deep) for i in ((0, 2), (2, 2)))]
)
def test_second_derivatives_are_those_of_the_exact_function(indices):
    randomness = emitted("randomness_temporal", "jax")["randomness_temporal"]
    exact = emitted("randomness_temporal", "mpmath")["randomness_temporal"]
    (first, second), at = indices, (0.3, 0.2, 1.0, 3.0)
    found = jax.grad(jax.grad(randomness, argnums=first), argnums=second)(*at)
    with mpmath.workdps(40):
        want = mpmath.diff(lambda x, c, g: exact(x, c, g, 3), at[:3], SECOND[indices])
    assert float(found) == pytest.approx(float(want), rel=1e-9)


@pytest.mark.usefixtures("double_precision")
def test_the_gradient_of_a_broadcast_sum_is_not_zero():
    randomness = emitted("randomness_temporal", "jax")["randomness_temporal"]
    total = jax.grad(lambda g: randomness(np.array([[0.2], [0.3]]), 0.1, g, np.ones(4)).sum())
    assert float(total(1.0)) != 0


def test_jax_modules_refuse_to_work_in_single_precision():
    module = emitted("bound_single", "jax")
    with jax.enable_x64(False):
        with pytest.raises(TypeError, match="jax_enable_x64"):
            module["bound_single"](0.3, 1.0)
        before = jax.config.jax_enable_x64
        assert function("bound_single", "jax")(0.3, 1.0) == pytest.approx(
            function("bound_single")(0.3, 1.0), rel=1e-15
        )
        assert jax.config.jax_enable_x64 == before


@pytest.mark.parametrize("target", ["numba", "jax"])
def test_a_missing_library_is_one_line_that_says_what_to_install(target, monkeypatch):
    monkeypatch.setitem(sys.modules, target, None)
    loaded.cache_clear()
    try:
        with pytest.raises(ExportError, match=rf"pip install 'sponte\[{target}\]'"):
            function("bound_single", target)
        assert source("bound_single", target)
    finally:
        loaded.cache_clear()


def test_a_voltage_bin_wider_than_all_noise_gives_no_randomness_in_jax():
    at = (9.7e46, 6.7e-50, 2.1e-56, 2.9e30, 1.1e-45)  # z*z is no float
    assert function("randomness_phase", "jax")(*at) == 0.0
