"""The bits of a block by equipartition: by hand, less than without smoothing, and monotone."""

import math

import mpmath
import pytest

from derive.export import EVES, function
from derive.numeric.blocks.equipartition import equipartition_bits

SHOT = {"rho11": 0.45, "Gamma_t": 3.0, "n": 8, "eta": 0.65, "d": 1e-4}


def by_hand(bits, n, shots, log2_epsilon):
    with mpmath.workdps(50):
        smooth = mpmath.log(2 / (mpmath.mpf(2) ** log2_epsilon / 4) ** 2, 2)
        spread = 4 * mpmath.log(2 + mpmath.sqrt(n + 1), 2) * mpmath.sqrt(shots * smooth)
        return math.floor(shots * mpmath.mpf(bits) - spread + 2 * log2_epsilon)


@pytest.mark.parametrize("log2_epsilon", [-64.0, -10.5])
def test_the_bound_is_that_of_the_two_theorems(log2_epsilon):
    for n, shots in ((1, 10**6), (64, 10**9)):
        found = equipartition_bits(1.5, n, shots, log2_epsilon)
        assert found == by_hand(1.5, n, shots, log2_epsilon)


@pytest.mark.parametrize("eve", EVES)
@pytest.mark.parametrize("shots", [10**5, 10**9])
def test_the_best_order_gives_more_than_the_usual_way(eve, shots):
    bound = float(function(f"bound_device{eve}", rounding="down")(**SHOT))
    usual = equipartition_bits(bound, SHOT["n"], shots, -64.0)
    best = function(f"extractable_bits{eve}")(**SHOT, N=shots, log2_epsilon=-64)
    assert 0 < usual < best < shots * bound


def test_it_grows_with_shots_and_with_epsilon():
    found = [equipartition_bits(1.5, 8, count, -64.0) for count in (10**4, 10**5, 10**9)]
    assert found == sorted(set(found))
    found = [equipartition_bits(1.5, 8, 10**6, -e) for e in (128.0, 64.0, 1.0)]
    assert found == sorted(set(found))


def test_where_the_theorem_has_too_few_shots_there_are_no_bits():
    least = math.ceil(8 / 5 * (5 + 2 * 2))
    assert [equipartition_bits(1e3, 1, count, -2.0) > 0 for count in (least - 1, least)] == [
        False,
        True,
    ]
