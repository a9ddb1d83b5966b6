"""The least value over a box: below every value in it, and close to one of them."""

import random

import pytest

from derive.errors import DomainError
from derive.export import Interval, function
from derive.numeric.blocks import box
from derive.numeric.quantities import QUANTITIES

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
    wide = BOX | {"eta": Interval(0.0, 1.0), "d": Interval(0.0, 1.0)}
    monkeypatch.setattr(box, "MOST_BOXES", 1)
    assert 0 <= function("bound_device")(**wide) <= function("bound_device")(0.45, 3.0, 4, 0.0, 1.0)


@pytest.mark.parametrize("bins", [1, 8])
def test_a_box_of_all_parameters_is_searched_in_a_few_parts(monkeypatch, bins):
    monkeypatch.setattr(box, "MOST_BOXES", 40)
    wide = BOX | {"n": bins, "Gamma_t": Interval(3.0, 3.1), "d": Interval(1e-4, 2e-4)}
    compute = function("bound_device_lost")
    ends = [compute(*corner) for corner in box.corners(box.box_of(wide.values()))]
    least = compute(**wide)
    assert min(ends) * (1 - 2e-4) <= least <= min(ends)


@pytest.mark.parametrize("name", ["renyi_device_told", "renyi_device", "min_entropy_device_told"])
def test_slopes_enclose_how_values_change(name):
    variant = QUANTITIES[name].variant()
    ends = {"rho11": (0.3, 0.4), "Gamma_t": (1.0, 1.2), "n": (2, 2), "eta": (0.5, 0.6)}
    ends |= {"d": (0.1, 0.12), "order": (1.5, 1.6)}
    sides = [tuple(map(float, ends[parameter])) for parameter in variant.parameters]
    _, slopes = box.enclosed(variant, "bits", tuple(Interval(*side) for side in sides))
    assert [*slopes] == [place for place, (low, high) in enumerate(sides) if low < high]
    for place, slope in slopes.items():
        low = [side[0] for side in sides]
        high = [side[place == at] for at, side in enumerate(sides)]
        values = [box.enclosed(variant, "bits", box.box_of(at))[0]() for at in (low, high)]
        assert slope.contains((values[1] - values[0]) / (high[place] - low[place]))


@pytest.mark.parametrize("name", ["bound_single", "randomness_phase"])
def test_what_has_no_bins_takes_intervals(name):
    at = {"bound_single": (0.5, 1.0), "randomness_phase": (0.1, 1.0, 1.0, 1.0, 1.0)}[name]
    wide = (Interval(at[0], 1.1 * at[0]), *at[1:])
    ends = [function(name)(end, *at[1:]) for end in wide[0]]
    assert min(ends) * (1 - 1e-3) < function(name)(*wide) <= min(ends)


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
