"""Bits of a block: known values, never above the bound, and what is refused."""

import math
from fractions import Fraction

import mpmath
import pytest

from derive.errors import DomainError, KindError
from derive.export import EVES, Interval, function
from derive.numeric.blocks import hashed
from derive.numeric.blocks.box import box_of

SHOT = {"rho11": 0.45, "Gamma_t": 3.0, "n": 8, "eta": 0.65, "d": 1e-4}
BLOCK = {"N": 10**9, "log2_epsilon": -64}


@pytest.mark.parametrize(("eta", "known"), [(0.5, 444498), (0.9, 262150), (1.0, 122475)])
def test_more_efficiency_can_mean_fewer_bits_where_nobody_holds_what_is_lost(eta, known):
    bits = function("extractable_bits")(0.45, 3.0, 1, eta, 0.0, 10**6, -64)
    assert isinstance(bits, int)
    assert bits == known


def test_where_eve_holds_what_is_lost_bits_grow_with_efficiency():
    bits = [function("extractable_bits_lost")(0.45, 3.0, 1, e, 0.0, 10**6, -64) for e in (0.5, 0.9)]
    assert 0 < bits[0] < bits[1]


@pytest.mark.parametrize("eve", EVES)
def test_the_bits_are_the_largest_whole_number_below_the_bound_of_some_order(eve):
    bits = function(f"extractable_bits{eve}")(**SHOT, **BLOCK)
    entropy = function(f"renyi_device{eve}", "arb")

    def bound(order):
        return BLOCK["N"] * entropy(**SHOT, order=order) - 64 * order / (order - 1) + 2

    best = max(bound(1 + 10 ** (-k / 10)) for k in range(80))
    assert bits > best - 50
    order = hashed.block(eve, box_of(SHOT.values()), 10**9, -64.0).order
    assert bits == math.floor(bound(order))


def test_one_bin_of_a_perfect_detector_follows_by_hand():
    block = hashed.block("", box_of((0.45, 3.0, 1, 1.0, 0.0)), 10**6, -64.0)
    with mpmath.workdps(60):
        a, p = mpmath.mpf(block.order), mpmath.exp(-3)
        norm = (p**a + (1 - p) ** a) ** (1 / a)
        entropy = a / (1 - a) * mpmath.log(1 - mpmath.mpf(0.45) * (1 - norm), 2)
        bound = 10**6 * entropy - 64 * a / (a - 1) + 2
        assert block.bits == mpmath.floor(bound)


@pytest.mark.parametrize("eve", EVES)
def test_bits_grow_with_shots_and_with_epsilon(eve):
    bits = function(f"extractable_bits{eve}")
    found = [bits(**SHOT, N=count, log2_epsilon=-64) for count in (10, 10**4, 10**6, 10**9)]
    assert found == sorted(found)
    assert found[0] == 0 < found[2]
    found = [bits(**SHOT, N=10**6, log2_epsilon=-e) for e in (1000, 128, 64, 63.5, 32, 1, 0)]
    assert found == sorted(set(found))


def test_many_bins_are_bounded_by_pairs_of_floats_and_stay_below_the_balls(monkeypatch):
    exact = function("extractable_bits")(**SHOT, **BLOCK)
    monkeypatch.setattr(hashed, "FEW_BINS", 1)
    fast = function("extractable_bits")(**SHOT, **BLOCK)
    assert exact - 10 <= fast <= exact


def test_an_interval_gives_the_bits_of_its_worst_point():
    wide = function("extractable_bits")(**SHOT | {"rho11": Interval(0.44, 0.46)}, **BLOCK)
    ends = [function("extractable_bits")(**SHOT | {"rho11": x}, **BLOCK) for x in (0.44, 0.46)]
    assert min(ends) * (1 - 1e-4) - 1 <= wide <= min(ends)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rho11", 1.1),
        ("eta", -0.1),
        ("d", math.nan),
        ("n", 1.5),
        ("n", 2**20 + 1),
        ("n", math.nan),
        ("N", 0),
        ("N", 1.5),
        ("log2_epsilon", 1.0),
        ("log2_epsilon", -math.inf),
        ("eta", math.nan),
        ("eta", "much"),
        ("eta", None),
        ("eta", [0.5, 0.6]),
        ("eta", Fraction(1, 2)),
        ("n", Interval(8, 64)),
        ("N", Interval(8, 64)),
        ("N", [8, 64]),
        ("N", 2**63 + 1),
    ],
)
def test_arguments_outside_of_the_domain_are_refused(name, value):
    with pytest.raises(DomainError, match=name) as said:
        function("extractable_bits")(**(SHOT | BLOCK | {name: value}))
    assert said.value.parameter == name


@pytest.mark.parametrize("name", ["extractable_bits", "bound_device"])
def test_an_end_of_an_interval_is_called_so_and_a_list_beside_one_is_refused(name):
    given = SHOT | (BLOCK if name == "extractable_bits" else {}) | {"rho11": Interval(0.9, 1.04)}
    with pytest.raises(DomainError, match=r"^the upper end of rho11 = 1.04 is outside"):
        function(name)(**given)
    with pytest.raises(
        KindError, match=r"^eta is an array of shape \(1,\): pass one number, or an"
    ):
        function(name)(**given | {"rho11": Interval(0.4, 0.5), "eta": [0.6]})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((0.45, 3), "missing a required argument: 'n'"),
        ((0.45, 3, 8, 0.65, 0, 1, 2, 3), "too many positional arguments"),
        ((Interval(0.4, 0.5), 3), "missing a required argument: 'n'"),
    ],
)
@pytest.mark.parametrize("name", ["extractable_bits", "bound_device"])
def test_a_wrong_number_of_arguments_is_said_by_name(name, given, words):
    with pytest.raises(TypeError, match=f"^{name}: {words}; its arguments are rho11, Gamma_t, n"):
        function(name)(*given)


def test_the_documentation_says_who_eve_is_and_what_is_assumed():
    for eve, holds in EVES.items():
        text = function(f"extractable_bits{eve}").__doc__
        assert holds in text
        assert "independent and equal shots" in text
