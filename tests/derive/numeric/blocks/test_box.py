"""The least value over a box: below every value in it, and close to one of them."""

import ast
import random

import numpy as np
import pytest
from flint import arb

from derive import equation
from derive.errors import DomainError
from derive.export import Interval, function
from derive.numeric import balls
from derive.numeric.blocks import box, grouped
from derive.numeric.quantities import QUANTITIES
from derive.numeric.unrounded import unrounded
from derive.precision import precision
from proofs.calls import recorded
from proofs.verdict import Status

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


@pytest.mark.parametrize("bins", [2, 23])
@pytest.mark.parametrize("name", ["renyi_device_told", "renyi_device", "min_entropy_device_told"])
@pytest.mark.usefixtures("few_groups")
def test_slopes_enclose_how_values_change(name, bins):
    variant = QUANTITIES[name].variant()
    ends = {"rho11": (0.3, 0.4), "Gamma_t": (1.0, 1.2), "n": (bins, bins), "eta": (0.5, 0.6)}
    ends |= {"d": (0.1, 0.12), "order": (1.5, 1.6)}
    sides = [tuple(map(float, ends[parameter])) for parameter in variant.parameters]
    _, slopes = box.enclosed(variant, "bits", tuple(Interval(*side) for side in sides))
    assert [*slopes] == [place for place, (low, high) in enumerate(sides) if low < high]
    for place, slope in slopes.items():
        low = [side[0] for side in sides]
        high = [side[place == at] for at, side in enumerate(sides)]
        values = [balls.enclosure(variant, "bits", at) for at in (low, high)]
        with precision(300):
            assert slope.contains((values[1] - values[0]) / (high[place] - low[place]))


@pytest.fixture
def few_groups(monkeypatch):
    """Bins are put into groups from 9 of them on."""
    monkeypatch.setattr(box, "MANY_BINS", 8)
    monkeypatch.setattr(grouped, "GROUPS", 4)


POINT = {"rho11": 0.4, "Gamma_t": 1.0, "n": 23, "eta": 0.5, "d": 0.1, "order": 1.5}


@pytest.mark.parametrize("name", ["bound_device", "renyi_device_lost_told"])
@pytest.mark.usefixtures("few_groups")
def test_sums_by_groups_hold_the_value_whose_middle_they_miss(name):
    variant = QUANTITIES[name].variant()
    at = [float(POINT[parameter]) for parameter in variant.parameters]
    exact = balls.enclosure(variant, "bits", at)
    found = box.enclosed(variant, "bits", box.box_of(at))[0]()
    assert found.contains(exact)
    assert not exact.contains(found.mid())
    assert found.rad() < exact / 5


def test_bins_in_groups_are_all_bins():
    entries = grouped.in_groups(2000, 0)
    assert sum(entry.count for entry in entries if not entry.is_group) == 2000
    assert len(entries) < 2.5 * grouped.GROUPS


@pytest.mark.parametrize("name", ["randomness_phase", "renyi_device_told", "randomness_lossy_eve"])
def test_exactly_what_rounding_loses_is_nothing(name):
    variant = QUANTITIES[name].variant()
    at = {"c": 0.1, "a": 0.1, "P": 1.5, "A_gain": 0.7, "tau_c": 1.1, "tau": 0.3} | POINT | {"n": 5}
    inputs = {parameter: arb(at[parameter]) for parameter in variant.parameters}
    inputs |= {"unit": arb(1), "bins": range(1, 6)} | {x: v() for x, v in balls.CONSTANTS.items()}
    with precision(300):
        codes = (variant.program, unrounded(variant.program))
        left, right = (box.evaluate(c, balls.CAREFUL, inputs, arb)["result"] for c in codes)
        assert abs(left - right) < arb(2) ** -280
    assert [ast.dump(s.value) for s in codes[0].steps] != [
        ast.dump(s.value) for s in codes[1].steps
    ]


CLAIMED = [
    pytest.param(q, number, id=f"{q.name} {parameter}")
    for q in QUANTITIES.values()
    for claims in (q.rises, q.falls, q.has_ends)
    for parameter, number in claims.items()
]


@pytest.mark.parametrize(("quantity", "number"), CLAIMED)
def test_ends_suffice_by_a_claim_about_this_quantity_that_holds(quantity, number):
    own = {quantity.equation, quantity.equation.removesuffix(":bound")}
    assert own & {number, *equation(number).uses}
    assert recorded()[number]["status"] in {Status.EXACT, Status.PROVED, Status.IMPORTED}


@pytest.mark.parametrize("quantity", QUANTITIES.values(), ids=lambda quantity: quantity.name)
def test_what_no_claim_speaks_of_is_searched(quantity):
    side, variant = Interval(0.1, 0.2), quantity.variant()
    known = {*quantity.rises, *quantity.falls, *quantity.has_ends}
    whole = {name for name in variant.parameters if box._least_at(variant, name, side) == [side]}
    assert whole == {*variant.parameters} - known


RISING = [(q.name, p, 1) for q in QUANTITIES.values() for p in q.rises]
FALLING = [(q.name, p, -1) for q in QUANTITIES.values() for p in q.falls]


def shots(names, rng, size=400):
    """Random parameters of many shots."""
    at = {"rho11": rng.random(size), "Gamma_t": 4 * rng.random(size), "n": 3}
    at |= {
        "eta": rng.random(size),
        "d": rng.random(size) ** 2,
        "order": 1.01 + 0.99 * rng.random(size),
    }
    at |= {"r": rng.random(size)}
    return {name: at[name] for name in names}


@pytest.mark.parametrize(("name", "parameter", "sign"), RISING + FALLING)
def test_bits_rise_and_fall_with_what_is_said(name, parameter, sign):
    compute, names = function(name, coherence="r"), QUANTITIES[name].variant("r").parameters
    at = shots(names, np.random.default_rng(7))
    more = at | {parameter: at[parameter] + (1 - at[parameter]) * 0.3}
    assert np.all(sign * (compute(**more) - compute(**at)) >= -1e-12)


@pytest.mark.parametrize("name", [q.name for q in QUANTITIES.values() if "eta" in q.parameters])
def test_between_two_efficiencies_bits_are_not_below_both(name):
    compute, names = function(name, coherence="r"), QUANTITIES[name].variant("r").parameters
    low, high = (shots(names, np.random.default_rng(7)) | {"eta": e} for e in (0.1, 0.8))
    ends = np.minimum(compute(**low), compute(**high))
    assert np.all(compute(**low | {"eta": 0.4}) >= ends - 1e-12)


def test_with_coherence_the_ends_of_the_population_do_not_suffice():
    compute, c = function("randomness_single"), 0.3
    least = compute(Interval(0.1, 0.9), c, 0.5)
    met = min(compute(x, c, 0.5) for x in np.linspace(0.1, 0.9, 200))
    assert met * 0.99 < least <= met < min(compute(end, c, 0.5) for end in (0.1, 0.9)) * 0.999


@pytest.mark.parametrize("name", [q.name for q in QUANTITIES.values() if "rho11" in q.parameters])
def test_what_may_be_negative_is_known(name):
    compute, names = function(name, coherence="r"), QUANTITIES[name].variant("r").parameters
    values = compute(**shots(names, np.random.default_rng(7)))
    assert QUANTITIES[name].nonnegative == (values.min() >= 0)


@pytest.mark.parametrize("at", [(Interval(0.1, 0.9), 5.0), (0.9, Interval(1.0, 5.0))])
def test_what_may_be_negative_has_no_floor_at_0(at):
    compute = function("bound_limit")
    assert compute(*at) * (1 + 1e-15) <= compute(0.9, 5.0) < -0.5
    assert compute(*at) == pytest.approx(compute(0.9, 5.0), rel=1e-3)


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
