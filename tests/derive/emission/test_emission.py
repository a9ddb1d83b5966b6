import numpy as np
import pytest
from sympy import I, Rational, S, Sum, diff, exp, expand, latex

from derive import equation
from derive import symbols as sym
from derive.emission import emission, window
from derive.model.domain import HISTORY
from derive.model.hilbert import inner, project
from derive.model.hilbert import partial_trace as reduced
from tests.derive.simulation import (
    CLOSE,
    atom,
    damping,
    kron,
    mp,
    partial_trace,
    purification,
    qubit,
    value,
)
from tests.derive.simulation import window as random_window

MODE_POINT = {
    sym.omega: Rational(9),
    sym.nu_k: Rational(43, 5),
    sym.g_k: Rational(-3, 7),
    sym.k_dot_r0: Rational(5, 3),
}


# The Hamiltonian.


def test_hamiltonian_is_hermitian():
    matrix = emission.hamiltonian_matrix()
    assert matrix == matrix.H


@pytest.mark.parametrize("level", ["g", "e"])
def test_excitation_number_is_conserved_for_any_photon_number(level):
    H, N = emission.hamiltonian(), emission.excitation_number()
    assert emission.commutator(H, N, (level, sym.n)) == {}
    assert emission.commutator(H, N, (level, S.Zero)) == {}


def test_a_counter_rotating_term_breaks_the_conservation():
    H = (*emission.hamiltonian(), (sym.g, ("s+", "a+")))
    assert emission.commutator(H, emission.excitation_number(), ("g", sym.n)) != {}


def test_ladder_operators_commute_to_one():
    a, up = ((S.One, ("a",)),), ((S.One, ("a+",)),)
    assert emission.commutator(a, up, ("g", sym.n)) == {("g", sym.n): 1}


def test_interaction_picture_matches_the_rotated_hamiltonian():
    point = MODE_POINT | {sym.t: Rational(7, 4)}
    H = emission.hamiltonian_matrix().applyfunc(lambda x: x.subs(point))[1:, 1:]
    free, time = [value(H[j, j], {}) for j in range(2)], mp.mpf(7) / 4
    for row, column in ((0, 1), (1, 0)):
        phase = mp.expj((free[row] - free[column]) * time)
        printed = value(emission.interaction_matrix()[row, column], point)
        assert abs(printed - phase * value(H[row, column], {})) < CLOSE


# The Markov solution.


@pytest.fixture(scope="module")
def discrete_field():
    """An excited atom and 1601 modes over 160 linewidths: amplitudes after a time."""
    density, band, time = 10.0, 160.0, 1.7  # Gamma = 1
    detunings = np.linspace(-band / 2, band / 2, int(density * band) + 1)
    energies = np.concatenate([[0.0], detunings])
    g = np.full(len(detunings), np.sqrt(1 / (2 * np.pi * density)))

    def applied(state):
        """H on a state: modes do not touch each other, so that no matrix is needed."""
        return energies * state + np.concatenate([[g @ state[1:]], g * state[0]])

    final = evolved(applied, np.eye(1, len(energies), dtype=complex)[0], time)
    assert abs(np.linalg.norm(final) - 1) < 1e-10
    return detunings, final[0], final[1:] * np.exp(1j * detunings * time), density, time


def evolved(applied, state, time, steps=40, order=30):
    """exp(-i H time) on a state, by the series of the exponential in short steps."""
    for _ in range(steps):
        term = state
        for power in range(1, order + 1):
            term = applied(term) * (-1j * time / steps / power)
            state = state + term
    return state


def test_a_discrete_field_decays_at_the_derived_rate(discrete_field):
    _, excited, _, density, time = discrete_field
    g = np.sqrt(1 / (2 * np.pi * density))
    rate = float(emission.decay_rate().subs({sym.D: density, sym.g: g}))
    assert abs(excited - np.exp(-rate * time / 2)) < 1e-2


@pytest.mark.parametrize("offset", [-300, -5, 0, 7, 120])
def test_a_discrete_field_has_the_derived_photon_amplitudes(discrete_field, offset):
    detunings, _, photons, density, time = discrete_field
    place = len(detunings) // 2 + offset
    point = {sym.Gamma: 1, sym.t: time, sym.k_dot_r0: 0, sym.omega: 0, sym.nu_k: detunings[place]}
    g = np.sqrt(1 / (2 * np.pi * density))
    derived = complex(emission.emitted_amplitude().subs(point | {sym.g_k: g}))
    assert abs(photons[place] - derived) < 0.02 * g


@pytest.mark.parametrize("seed", range(3))
def test_photon_amplitude_solves_its_equation_and_starts_at_zero(seed):
    residual = emission.amplitude_residual(emission.emitted_amplitude())
    point = MODE_POINT | random_window(seed)
    assert abs(value(residual["equation"], point)) < CLOSE
    assert residual["initial"] == 0


def test_an_amplitude_turning_the_other_way_leaves_a_residual():
    solution = emission.emitted_amplitude()
    other = solution.subs({sym.nu_k: 2 * sym.omega - sym.nu_k})
    residual = emission.amplitude_residual(other)["equation"]
    assert abs(value(residual, MODE_POINT | random_window(0))) > 1e-3


def test_a_wrong_start_leaves_an_initial_residual():
    shifted = emission.emitted_amplitude() + sym.theta
    assert emission.amplitude_residual(shifted)["initial"] == sym.theta


def test_survival_amplitude_solves_the_markov_equation():
    c_e = emission.survival_amplitude()
    assert expand(diff(c_e, sym.t) + sym.Gamma / 2 * c_e) == 0
    assert c_e.subs(sym.t, 0) == 1


@pytest.mark.parametrize(("width", "lag"), [(1, 0), (Rational(1, 3), 2), (2, Rational(1, 5))])
def test_lorentzian_transform_equals_the_quadrature(width, lag):
    w, y = (mp.mpmathify(x) for x in (S(width), S(lag)))
    with mp.workdps(20):
        if lag:
            half = mp.quadosc(lambda x: mp.cos(x * y) / (x**2 + w**2), [0, mp.inf], omega=y)
        else:
            half = mp.quad(lambda x: 1 / (x**2 + w**2), [0, w, mp.inf])
    derived = value(emission.lorentzian_transform(S(width), S(lag)), {})
    assert abs(2 * half - derived) < mp.mpf(10) ** -15


def test_norm_of_the_field_completes_the_survival_probability():
    assert expand(emission.emitted_norm() + emission.survival_amplitude() ** 2) == 1


def test_norm_of_the_field_equals_the_sum_over_discrete_modes(discrete_field):
    _, _, photons, _, time = discrete_field
    derived = float(emission.emitted_norm().subs({sym.Gamma: 1, sym.t: time}))
    assert abs(np.sum(np.abs(photons) ** 2) - derived) < 1e-2


def test_the_long_time_limit_is_what_late_times_approach():
    point = MODE_POINT | {sym.Gamma: Rational(2), sym.t: Rational(200)}
    for part, limit in emission.emitted_state().items():
        assert abs(value(emission.excited_state()[part] - limit, point)) < CLOSE
    assert emission.emitted_state()["e,0"] == 0


def test_nothing_is_emitted_in_no_time():
    at_zero = {part: a.subs(sym.t, 0) for part, a in emission.excited_state().items()}
    assert at_zero == {"e,0": 1, "g,1_k": 0}


# States.


def test_the_evolution_lets_the_ground_state_be():
    assert window.window_evolution()["g>g,0"] == 1
    assert not any(part.startswith("g>g,1") for part in window.window_evolution())


def test_state_before_is_the_emission_up_to_t0():
    c_k = emission.photon_amplitude(sym.k, sym.t0)
    assert window.state_before() == {"e,0,0": exp(-sym.Gamma * sym.t0 / 2), "g,0,1_k": c_k}


def test_norm_of_the_state_with_all_modes_needs_only_the_norm_of_the_emission():
    ket = window.output_modes_ket()
    norm = inner(ket, ket).replace(Sum, lambda term, limits: _mode_sum(term, limits[0]))
    assert expand(norm) == 1


def _mode_sum(term, index):
    time = next(iter(term.atoms(emission.photon_amplitude))).args[1]
    weight = term / _modulus_squared(index, time)
    assert not weight.has(index)
    return weight * emission.emitted_norm().subs(sym.t, time)


def _modulus_squared(index, time):
    amplitude = emission.photon_amplitude(index, time)
    return amplitude * amplitude.conjugate()


@pytest.mark.parametrize("seed", range(3))
def test_collective_state_equals_the_two_windows_simulated(seed):
    point = random_window(seed)
    gamma, t, t0 = (value(x, point) for x in (sym.Gamma, sym.t, sym.t0))
    earlier, now = damping(1 - mp.exp(-gamma * t0)), damping(1 - mp.exp(-gamma * t))
    state = kron(now, mp.eye(2)) * (earlier * mp.matrix([0, 1]))  # A R R', without theta
    phases = {"e,0,0": 0, "g,1,0": 1, "g,0,1": 1}
    for place, part in ((4, "e,0,0"), (2, "g,1,0"), (1, "g,0,1")):
        phase = mp.expj(phases[part] * value(sym.theta, point))
        derived = value(window.state_after_collective()[part], point)
        assert abs(derived - phase * state[place]) < CLOSE
    assert abs(mp.norm(state) - 1) < CLOSE


@pytest.mark.parametrize("seed", range(3))
def test_purified_input_reduces_to_any_state_of_the_atom(seed):
    point = qubit(seed)
    rho = reduced(window.purified_input_ket(), "A").matrix([("g",), ("e",)])
    for at, expected in ((at, atom(point)[at]) for at in ((0, 0), (0, 1), (1, 0), (1, 1))):
        assert abs(value(rho[at], point) - expected) < CLOSE


def test_purified_input_without_coherence_is_the_state_of_an_earlier_window():
    left = sym.decay(sym.t0)
    point = {sym.rho01: 0, sym.c: 0, sym.rho11: left, sym.rho00: 1 - left, sym.theta: 0}
    general = window.purified_output_ket()
    example = window.output_ket()
    point |= {sym.Gamma: Rational(3, 4), sym.t: Rational(5, 4), sym.t0: Rational(1, 3)}
    for labels, amplitude in example.terms:
        numbers = (x.subs(point).subs(point) for x in (amplitude, general.amplitude(*labels)))
        assert abs(value(next(numbers), {}) - value(next(numbers), {})) < CLOSE


@pytest.mark.parametrize("seed", range(3))
def test_field_of_any_atom_equals_the_simulated_one(seed):
    point = qubit(seed) | random_window(seed) | {sym.theta: 0}
    isometry = damping(1 - value(sym.alpha, point))
    expected = partial_trace(isometry * atom(point) * isometry.H, (2, 2), [1])
    field = reduced(window.purified_output_ket(), "R").matrix([("0",), ("1",)])
    for at in ((0, 0), (0, 1), (1, 0), (1, 1)):
        assert abs(value(field[at], point) - expected[at]) < CLOSE


# Populations.


@pytest.mark.parametrize("seed", range(3))
def test_emission_rate_is_the_slope_of_the_simulated_click_probability(seed):
    point = qubit(seed) | random_window(seed)
    gamma, time = (value(x, point) for x in (sym.Gamma, sym.t))

    def clicks(moment):
        vector = kron(damping(1 - mp.exp(-gamma * moment)), mp.eye(2)) * purification(atom(point))
        return mp.fsum(abs(vector[x]) ** 2 for x in (2, 3, 6, 7))

    slope = mp.diff(clicks, time, h=mp.mpf(10) ** -18)
    assert abs(value(window.emission_rate(), point) - slope) < mp.mpf(10) ** -15


def test_emission_rate_is_gamma_rho11_only_at_the_start():
    rate = window.emission_rate()
    assert rate.subs(sym.t, 0) == sym.Gamma * sym.rho11
    assert rate.subs(sym.t, 1) != sym.Gamma * sym.rho11


@pytest.mark.parametrize("beta_omega", [Rational(1, 7), Rational(5, 2)])
def test_thermal_population_is_that_of_the_gibbs_state(beta_omega):
    gibbs = mp.expm(-mp.diag([-mp.mpf(1) / 2, mp.mpf(1) / 2]) * mp.mpmathify(beta_omega))
    expected = gibbs[1, 1] / (gibbs[0, 0] + gibbs[1, 1])
    derived = value(window.thermal_population(), {sym.beta_omega: beta_omega})
    assert abs(derived - expected) < CLOSE


def test_a_hot_atom_is_half_excited():
    assert window.thermal_population().subs(sym.beta_omega, 0) == S.Half


# How results look.


def test_a_photon_amplitude_prints_with_its_mode_and_time():
    amplitude = emission.photon_amplitude(sym.q, sym.t0)
    assert (str(amplitude), latex(amplitude)) == ("c_q(t0)", "c_{q}(t_{0})")


def test_the_output_state_records_what_it_was_derived_from():
    assert {"7", "8"} <= set(equation("9").uses)
    assert equation("9").domain == HISTORY
    assert "9" in equation("10").uses


def test_no_photon_leaves_the_atom_with_its_coherence():
    branch = project(window.purified_output_ket(), "R", "0")
    assert branch.amplitude("e", "0") == sym.rho11**S.Half * exp(-sym.Gamma * sym.t / 2)
    assert branch.amplitude("g", "0") == sym.rho01 / sym.rho11**S.Half


def test_amplitude_rates_are_linear_in_the_amplitudes():
    both = emission.amplitude_rates(sym.x, I * sym.s)
    alone = emission.amplitude_rates(sym.x, S.Zero), emission.amplitude_rates(S.Zero, I * sym.s)
    assert all(expand(both[part] - alone[0][part] - alone[1][part]) == 0 for part in both)
