"""The least value over a box: below every value in it, and close to one of them."""

import random

import pytest

from derive.errors import DomainError
from derive.export import Interval, function
from derive.numeric.blocks import box

BOX = {
    "rho11": Interval(0.44, 0.46),
    "Gamma_t": 3.0,
    "n": 4,
    "eta": Interval(0.6, 0.65),
    "d": Interval(0.0, 1e-4),
}


def inside(values, rng):
    return {
        name: rng.uniform(*value) if isinstance(value, Interval) else value
        for name, value in values.items()
    }


@pytest.mark.parametrize("name", ["bound_device", "bound_device_lost_told", "min_entropy_device"])
def test_the_least_value_is_below_all_values_in_the_box_and_close_to_one(name):
    compute, rng = function(name), random.Random(1)
    least = compute(**BOX)
    met = [compute(**inside(BOX, rng)) for _ in range(200)]
    ends = [{k: v.low if isinstance(v, Interval) else v for k, v in BOX.items()}]
    met += [compute(**end) for end in ends]
    assert least <= min(met)
    assert least > min(met) * 0.97


def test_a_box_of_one_point_has_its_value():
    at = {"rho11": 0.45, "Gamma_t": 3.0, "n": 4, "eta": Interval(0.65, 0.65), "d": 1e-4}
    value = function("bound_device")(**at | {"eta": 0.65})
    assert function("bound_device")(**at) == pytest.approx(value, rel=1e-12)


def test_boxes_that_are_never_halved_still_give_a_bound(monkeypatch):
    monkeypatch.setattr(box, "MOST_BOXES", 1)
    worst = {k: v.low if isinstance(v, Interval) else v for k, v in BOX.items()} | {"d": 1e-4}
    assert 0 <= function("bound_device")(**BOX) < function("bound_device")(**worst)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("bound_temporal", (0.5, 1.0, Interval(2, 3))),
        ("randomness_single", (0.5, Interval(0.1, 0.2), 1.0)),
        ("bound_single", (Interval(0.5, 1.5), 1.0)),
        ("adversary2_spatial", ([0.1, 0.2], Interval(1.0, 2.0))),
    ],
)
def test_what_cannot_be_an_interval_is_refused(name, at):
    with pytest.raises(DomainError):
        function(name)(*at)
