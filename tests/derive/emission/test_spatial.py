"""Sec. IV.C against explicit states: four field modes, shared by two detectors."""

import pytest
from mpmath import mp, mpf
from sympy import Expr, Rational, S, log

from derive import symbols as sym
from derive.emission import spatial
from tests.derive.simulation import (
    CLOSE,
    atom,
    entropy,
    kron,
    partial_trace,
    purification,
    qubit,
    value,
    window,
)

DETECTORS = ((1, 2), (3, 4))
"""The modes of each detector; level 0 of the field is the vacuum, level k a photon in mode k."""
SEEDS = (1, 2, 3)


def mode_amplitudes(point):
    """Four complex amplitudes with the norm that the window's emission has."""
    raw = [mp.mpc(x) for x in (2, 1 + 1j, 0.25, -1.5j)]
    emitted = 1 - mp.exp(-value(sym.Gamma * sym.t, point))
    scale = mp.sqrt(emitted / mp.fsum(abs(c) ** 2 for c in raw))
    return [scale * c for c in raw]


def emission(point):
    """The isometry A -> A R as a 10 x 2 matrix, row 5 a + r for atom a and field r."""
    result = mp.zeros(10, 2)
    result[0, 0] = 1
    result[5, 1] = mp.exp(-value(sym.Gamma * sym.t, point) / 2)
    for mode, amplitude in enumerate(mode_amplitudes(point), start=1):
        result[mode, 1] = amplitude
    return result


def projectors():
    """No click, then one projector on the field for each detector."""
    groups = ((0,), *DETECTORS)
    return [mp.diag([int(level in group) for level in range(5)]) for group in groups]


def global_state(point):
    """|Psi> on A, R, R' (dimensions 2, 5, 2) for the atom's state at `point`."""
    return kron(emission(point), mp.eye(2)) * purification(atom(point))


def conditional_entropy(point, eve):
    """H(X|E) = S(XE) - S(E) of the actual state, for Eve's factors among A, R, R'."""
    vector, total = global_state(point), mpf(0)
    for projector in projectors():
        found = kron(kron(mp.eye(2), projector), mp.eye(2)) * vector
        total += entropy(partial_trace(found * found.H, (2, 5, 2), eve))
    return total - entropy(partial_trace(vector * vector.H, (2, 5, 2), eve))


def click_probabilities(point):
    rho11 = value(sym.rho11, point)
    amplitudes = mode_amplitudes(point)
    return [rho11 * mp.fsum(abs(amplitudes[k - 1]) ** 2 for k in group) for group in DETECTORS]


def at(expression: Expr, point):
    """The expression for two detectors with the click probabilities of the simulation."""
    numbers = [Rational(mp.nstr(p, 60)) for p in click_probabilities(point)]
    clicks = dict(zip((sym.click[1], sym.click[2]), numbers, strict=True))
    written_out = expression.subs(sym.m, 2).replace(
        lambda x: x.is_Add or x.func.__name__ == "Sum", lambda x: x.doit()
    )
    return value(written_out.doit().xreplace(clicks).rewrite(log), point)


def incoherent(seed):
    return {**qubit(seed), **window(seed), sym.rho01: S.Zero, sym.rho10: S.Zero, sym.c: S.Zero}


def coherent(seed):
    return {**qubit(seed), **window(seed)}


CASES = [
    (incoherent, "incoherent", (0, 2), spatial.spatial_adversary_one),
    (coherent, "coherent", (0, 2), spatial.spatial_adversary_one),
    (incoherent, "incoherent", (2,), spatial.spatial_adversary_two),
    (coherent, "coherent", (2,), spatial.spatial_adversary_two),
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("state", "part", "eve", "derived"), CASES)
def test_the_bits_are_the_conditional_entropy_of_the_actual_state(state, part, eve, derived, seed):
    point = state(seed)
    assert abs(at(derived()[part], point) - conditional_entropy(point, eve)) < mpf(10) ** -35


@pytest.mark.parametrize("seed", SEEDS)
def test_the_field_of_the_example_is_the_partial_trace_of_its_state(seed):
    point = window(seed)
    excited = mp.exp(-value(sym.Gamma * sym.t0, point))
    point |= {sym.rho11: Rational(mp.nstr(excited, 60)), sym.rho01: S.Zero, sym.rho10: S.Zero}
    point[sym.rho00] = 1 - point[sym.rho11]
    vector = global_state(point)
    field = partial_trace(vector * vector.H, (2, 5, 2), (1,))
    c = mode_amplitudes(point)
    parts = spatial.field()
    assert abs(field[0, 0] - value(parts["vacuum"], point)) < CLOSE
    for row in range(4):
        assert abs(field[0, row + 1]) < CLOSE
        for column in range(4):
            photon = value(parts["photon"], point) * c[row] * mp.conj(c[column])
            assert abs(field[row + 1, column + 1] - photon) < CLOSE


def test_the_field_has_trace_one():
    assert spatial.field_trace() == 1


def test_the_readout_is_complete_with_the_vacuum_and_not_without():
    assert spatial.readout() == {"vacuum": 1, "photon": 1}
    assert mp.mnorm(sum(projectors(), mp.zeros(5)) - mp.eye(5)) == 0
    assert mp.mnorm(sum(projectors()[1:], mp.zeros(5)) - mp.eye(5)) == 1


def test_collective_amplitudes_are_normalised_and_rebuild_the_photon():
    point = coherent(1)
    amplitudes = mode_amplitudes(point)
    for group in DETECTORS:
        weight = mp.fsum(abs(amplitudes[k - 1]) ** 2 for k in group)
        (symbol,) = spatial.collective_amplitude().atoms(type(sym.mode_weight[sym.i]))
        scale = 1 / mp.sqrt(weight)
        given = spatial.collective_amplitude().subs(symbol, Rational(mp.nstr(weight, 50)))
        photon = next(iter(given.atoms(spatial.photon_amplitude)))
        assert abs(value(given / photon, {}) - scale) < CLOSE
    assert spatial.detector_amplitude() ** 2 == sym.mode_weight[sym.i]


def test_click_probabilities_add_up_to_less_than_one():
    point = window(2)
    total = value(spatial.total_click_probability(), point)
    excited = value(spatial.field()["photon"], point)
    weights = mp.fsum(abs(c) ** 2 for c in mode_amplitudes(point))
    assert abs(total - excited * weights) < CLOSE
    assert total < 1
    assert spatial.total_click_probability().subs({sym.t0: 0}).limit(sym.t, S.Infinity) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_shannon_entropy_of_the_clicks_is_too_large_for_both_adversaries(seed):
    point = incoherent(seed)
    shannon = mp.fsum(-p * mp.log(p, 2) for p in click_probabilities(point))
    for part, eve in (("adversary_I", (0, 2)), ("adversary_II", (2,))):
        excess = at(spatial.shannon_excess()[part], point)
        assert abs(shannon - conditional_entropy(point, eve) - excess) < mpf(10) ** -35
    assert at(spatial.shannon_excess()["adversary_I"], point) > 0


def test_the_shannon_entropy_is_right_where_a_click_is_certain():
    excess = spatial.shannon_excess()
    certain = excess["adversary_I"].subs(sym.m, 2).doit()
    assert certain.subs(sym.click[2], 1 - sym.click[1]) == 0
    assert excess["adversary_II"].subs(sym.rho11, 1).limit(sym.t, S.Infinity) == 0
