"""Checks, broadcasting, blocks and result types, the same for every target."""

import re

import numpy as np
import pytest

from derive.errors import DomainError, ExportError
from derive.export import function, targets
from derive.numeric import arguments

NAN = float("nan")
TARGETS = targets(callable_only=True)
BAD = [
    ((1.1, 0.0, 1.0, 1), "rho11", ()),
    ((0.5, -0.1, 1.0, 1), "c", ()),
    (([0.3, 0.2], [0.1, 0.5], 1.0, 1), "c", (1,)),
    ((0.5, 0.1, [[1.0, 2.0], [-1.0, 1.0]], 1), "Gamma_t", (1, 0)),
    ((0.5, 0.1, 1.0, 0), "n", ()),
    ((0.5, 0.1, 1.0, [1, 1.5]), "n", (1,)),
    ((0.5, 0.1, 1.0, np.inf), "n", ()),
    ((NAN, 0.0, 1.0, 1), "rho11", ()),
    ((0.5, NAN, 1.0, 1), "c", ()),
    ((0.5, 0.1, NAN, 1), "Gamma_t", ()),
    ((0.5, 0.1, 1.0, NAN), "n", ()),
    (("0.5", 0.1, 1.0, 1), "rho11", ()),
    ((0.5, 0.1j, 1.0, 1), "c", ()),
    ((None, 0.1, 1.0, 1), "rho11", ()),
    ((True, 0.0, 1.0, 1), "rho11", ()),
    (([], 0.1, 1.0, 1), "rho11", ()),
    (([0.1, 0.2], [0.1, 0.1, 0.1], 1.0, 1), "n", ()),
    ((0.5, [[0.1], [0.1, 0.2]], 1.0, 1), "c", ()),
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(("values", "parameter", "index"), BAD)
def test_values_outside_of_the_domain_are_named(target, values, parameter, index):
    with pytest.raises(DomainError) as caught:
        function("randomness_temporal", target)(*values)
    assert caught.value.parameter == parameter
    assert caught.value.index == index
    assert str(caught.value).startswith(parameter)


@pytest.mark.parametrize("target", TARGETS)
def test_nan_passes_only_when_asked_to(target):
    for rounding in ("nearest", "down") if target in ("numpy", "c", "arb") else ("nearest",):
        randomness = function("randomness_single", target, rounding=rounding)
        rows = np.array([[0.5, 0.1, 1.0], [NAN, 0.1, 1.0], [0.5, NAN, 1.0], [0.5, 0.1, NAN]])
        values = randomness(*rows.T, nan="propagate")
        assert np.isnan(values).tolist() == [False, True, True, True]


def test_a_coherence_rounded_above_its_limit_is_that_of_a_pure_state():
    x = np.random.default_rng(1).random(1000)
    c = np.sqrt(x * (1 - x))
    largest = function("randomness_single", coherence="r")(x, 1.0, 1.0)
    assert np.allclose(function("randomness_single")(x, c, 1.0), largest, rtol=1e-14)
    with pytest.raises(DomainError, match=r"c\[0\]"):
        function("randomness_single")(x, c * (1 + 1e-13), 1.0)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_fills_single_precision_and_strided_outputs(target):
    x = np.linspace(0.1, 0.9, 5)
    bound = function("bound_single", target)
    out = np.empty(10, np.float32)[::2]
    assert bound(x, 1.0, out=out) is out
    assert np.array_equal(out, bound(x, 1.0).astype(np.float32))


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
@pytest.mark.parametrize("rounding", ["nearest", "down"])
def test_a_coherence_in_single_precision_may_exceed_its_limit_by_as_much(target, rounding):
    x = np.linspace(0.01, 0.99, 64, dtype=np.float32)
    c = np.nextafter(np.sqrt(x * (1 - x)), np.float32(1))
    randomness = function("randomness_single", target, rounding=rounding)
    assert (randomness(x, c, np.float32(1.0)) > 0).all()


def test_single_precision_is_kept_and_rounded_from_double():
    x = np.linspace(0.1, 0.9, 50)
    narrow = [np.float32(v) for v in (x, 0.1, 1.0)]
    bound = function("randomness_single")
    assert bound(*narrow).dtype == np.float32
    wide = bound(*(v.astype(np.float64) for v in narrow))
    assert np.array_equal(bound(*narrow), wide.astype(np.float32))
    lower = function("randomness_single", rounding="down")(*narrow)
    assert lower.dtype == np.float32
    assert (lower.astype(np.float64) <= wide).all()


@pytest.mark.parametrize("target", ["numpy", "c", "numba", "jax"])
def test_grids_strides_blocks_and_threads_change_nothing(target):
    rng = np.random.default_rng(2)
    x, g = rng.random(300), rng.random(70)
    bound = function("bound_temporal", target)
    grid = bound(x[:, None], g[None, :], 7)
    each = np.array([[bound(a, b, 7) for b in g[::10]] for a in x[::50]])
    assert np.allclose(grid[::50, ::10], each, rtol=1e-14, atol=0)
    flat = bound(np.repeat(x, 70), np.tile(g, 300), 7)
    assert np.allclose(grid.ravel(), flat, rtol=1e-14, atol=0)
    assert np.array_equal(bound(x[::-1], 1.0, 7), bound(x[::-1].copy(), 1.0, 7))
    threaded = function("bound_temporal", target, threads=2)
    assert np.array_equal(threaded(x[:, None], g[None, :], 7), grid)


def test_blocks_cover_every_element_once():
    for shape in [(), (1,), (10,), (3, 4, 5), (2, 100), (100, 2)]:
        seen = np.zeros(shape, int)
        for block in arguments.blocks(shape, 7):
            seen[block] += 1
        assert (seen == 1).all()


def test_out_is_filled_and_returned():
    out = np.empty(3)
    assert function("bound_single")([0.1, 0.2, 0.3], 1.0, out=out) is out
    assert out[0] == function("bound_single")(0.1, 1.0)
    with pytest.raises(ExportError, match=r"out is float64 \(2,\)"):
        function("bound_single")([0.1, 0.2, 0.3], 1.0, out=np.empty(2))


@pytest.mark.parametrize("target", TARGETS)
def test_what_cannot_be_written_is_refused_before_anything_is_computed(target, tmp_path):
    bound = function("bound_single", target)
    np.zeros(3).tofile(tmp_path / "out")
    for out in (np.memmap(tmp_path / "out", float, "r"), np.broadcast_to(0.0, 3)):
        with pytest.raises(ExportError, match="out is read-only"):
            bound([0.1, 0.2, 0.3], 1.0, out=out)
        assert not out.any()
    with pytest.raises(ExportError, match="out is a list; it may be a NumPy array of floats"):
        bound([0.1, 0.2], 1.0, out=[0, 0])


@pytest.mark.parametrize("target", TARGETS)
def test_an_output_that_holds_an_argument_is_written_last(target):
    bound = function("bound_single", target)
    x = np.linspace(0.1, 0.9, 6)
    want, memory = bound(x, 1.0), x.copy()
    assert bound(memory, 1.0, out=memory) is memory
    assert np.array_equal(memory, want)
    shifted = np.append(0.0, x)
    assert np.array_equal(bound(shifted[1:], 1.0, out=shifted[:-1]), want)
    grid = np.tile(x, (3, 1))
    assert np.array_equal(bound(grid[0], [[1.0], [2.0], [1.0]], out=grid)[2], want)
    bad = np.array([0.5, 1.5, 0.5])
    with pytest.raises(DomainError, match=r"rho11\[1\] = 1\.5"):
        bound(bad, 1.0, out=bad)
    assert bad.tolist() == [0.5, 1.5, 0.5]


@pytest.mark.parametrize("target", TARGETS)
def test_numbers_of_more_than_double_precision_are_rounded_to_it_first(target):
    wide = np.longdouble(1) + np.finfo(np.longdouble).eps
    bound = function("bound_single", target)
    assert bound(wide, np.longdouble(1)) == bound(1.0, 1.0)
    assert bound([wide], 1.0).dtype == np.float64
    with pytest.raises(DomainError, match=r"rho11 = 1\.0000000000000002 "):
        bound(1 + np.longdouble(2) ** -52, 1.0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"coherence": "x"}, "coherence is 'x'; it may be 'c' or 'r'"),
        ({"coherence": None}, "coherence is None; it may be 'c' or 'r'"),
        ({"unit": "x"}, "unit is 'x'; it may be 'bits' or 'nats'"),
        ({"rounding": "up"}, "rounding is 'up'; it may be 'nearest' or 'down'"),
        ({"threads": -1}, "threads is -1; it may be 0 to 1023"),
        ({"threads": 1.5}, "threads is 1.5; it may be 0 to 1023"),
    ],
)
def test_an_unknown_option_is_named_with_what_is_allowed(options, said):
    with pytest.raises(ExportError, match=f"^{re.escape(said)}$"):
        function("bound_single", **options)


def test_an_unknown_word_for_nan_is_refused():
    with pytest.raises(ExportError, match="nan is 'propogate'; it may be 'raise' or 'propagate'"):
        function("bound_single")(0.5, 1.0, nan="propogate")


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
@pytest.mark.parametrize(
    ("clicks", "parameter", "index"),
    [
        ([0.5, 0.6], "sum(p)", ()),
        ([[0.5, 0.1], [0.9, 0.1 + 1e-13]], "sum(p)", (1,)),
        ([1, 1], "sum(p)", ()),
        ([[0.1, 0.2], [0.3, -0.1]], "p", (1, 1)),
        ([0.1, NAN], "p", (1,)),
        (0.3, "p", ()),
        ([], "p", ()),
        ([0.1, "0.2"], "p", ()),
        ([0.1, 0.2j], "p", ()),
        ([[0.1], [0.1, 0.2]], "p", ()),
    ],
)
def test_click_probabilities_outside_of_the_domain_are_named(target, clicks, parameter, index):
    with pytest.raises(DomainError) as caught:
        function("adversary1_spatial", target)(clicks)
    assert (caught.value.parameter, caught.value.index) == (parameter, index)


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
def test_more_clicks_than_the_window_allows_are_refused(target):
    bits = function("adversary2_spatial", target)
    most = -np.expm1(-0.5)
    assert bits([most / 2, most / 2], 0.5) > 0
    with pytest.raises(DomainError, match=r"sum\(p\)\[1\] = 0\.4"):
        bits([[0.1, 0.1], [0.2, 0.2]], 0.5)
    with pytest.raises(DomainError, match="shapes"):
        bits(np.full((3, 4), 0.1), [1.0, 1.0])


@pytest.mark.parametrize("target", ["numpy", "c"])
@pytest.mark.parametrize("rounding", ["nearest", "down"])
def test_detectors_are_the_last_axis_whatever_the_shape_of_the_points(target, rounding):
    rng = np.random.default_rng(4)
    p, g = rng.random((6, 5, 3)) / 10, rng.uniform(1, 3, 5)
    bits = function("adversary2_spatial", target, rounding=rounding)
    each = [[bits(p[i, j], g[j]) for j in range(5)] for i in range(6)]
    assert np.array_equal(bits(p, g), each)
    assert np.array_equal(bits(np.moveaxis(p, 2, 0).copy().transpose(1, 2, 0), g), each)
    assert np.array_equal(bits(p[0, 0], g), [bits(p[0, 0], x) for x in g])
    assert np.isnan(bits([[0.1, NAN], [0.1, 0.2]], 1.0, nan="propagate")).tolist() == [True, False]


@pytest.mark.parametrize("target", ["numpy", "c"])
def test_many_detectors_are_summed_without_losing_digits(target):
    m = 10**4 + 1
    clicks = np.full(m, 1 / m)
    assert function("adversary1_spatial", target)(clicks) == pytest.approx(np.log2(m), rel=1e-15)
    dark = np.append(np.full(m, 1e-30), 0.5)
    exact = function("adversary1_spatial", "arb")(dark)
    assert function("adversary1_spatial", target)(dark) == pytest.approx(exact, rel=1e-15)
    assert function("adversary1_spatial", target, rounding="down")(dark) <= exact


@pytest.mark.parametrize("target", TARGETS)
def test_a_bin_far_wider_than_the_spread_has_no_randomness(target):
    assert function("randomness_phase", target)(1e60, 1e-60, 1e-60, 1e60, 1e-60) == 0.0


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
def test_the_laser_has_parameters_that_are_positive_numbers(target):
    bits, spread = function("randomness_phase", target), function("phase_lambda", target)
    for edge in (1e-60, 1e60):
        for place in range(5):
            given = [1.0] * place + [edge] + [1.0] * (4 - place)
            assert bits(*given) >= 0
            assert np.isfinite(bits(*given))
            assert spread(*given[:4]) > 0
    for bad in (0.0, -1.0, np.inf, NAN):
        with pytest.raises(DomainError, match=r"1e-60 <= P <= 1e\+60"):
            bits(1.0, bad, 1.0, 1.0, 1.0)


@pytest.mark.parametrize("target", ["numpy", "c", "arb", "mpmath"])
def test_a_sum_over_too_many_bins_is_refused_before_it_runs(target):
    with pytest.raises(DomainError, match=r"n <= 2\*\*20"):
        function("bound_device", target)(0.5, 1.0, 2**50, 0.5, 0.0)


def test_parameters_have_names():
    bound = function("bound_device")
    at = {"rho11": 0.5, "Gamma_t": 1.0, "n": 3, "eta": 0.5, "d": 0.1}
    assert bound(**at) == bound(*at.values()) == bound(0.5, 1.0, d=0.1, eta=0.5, n=3)
    with pytest.raises(TypeError):
        bound(0.5, rho11=0.5)
