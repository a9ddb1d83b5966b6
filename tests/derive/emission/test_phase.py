"""Sec. IV.D against matrices in a truncated Fock space and against numeric integrals."""

import pytest
from mpmath import mp, mpf
from sympy import Rational, log

from derive import symbols as sym
from derive.emission import phase
from derive.functions import Phi
from tests.derive.simulation import CLOSE, value

ANGLE = {sym.G: Rational(7, 10)}
SIGMA = {sym.sigma: Rational(2, 5)}
LASER = {
    sym.bin_width: Rational(1, 10),
    sym.P: Rational(3, 2),
    sym.A_gain: Rational(5, 7),
    sym.D_phi: Rational(1, 9),
    sym.tau: Rational(1, 3),
}
ALPHA = Rational(3, 5)


def exchange(photons):
    """exp(-i G (a^dag b + a b^dag)) on |photons - j, j>, j = 0..photons, by matrix exponential."""
    coupling = mp.zeros(photons + 1, photons + 1)
    for j in range(photons):
        element = mp.sqrt((photons - j) * (j + 1))
        coupling[j, j + 1] = coupling[j + 1, j] = element
    return mp.expm(-1j * mpf(7) / 10 * coupling, method="taylor")


def coherent(amplitude, size=26):
    terms = [amplitude**j / mp.sqrt(mp.factorial(j)) for j in range(size)]
    return [mp.exp(-(abs(amplitude) ** 2) / 2) * term for term in terms]


def expect(vector, creations, annihilations):
    """<a^dag^p a^q> in a vector of one mode, from its amplitudes."""

    def lowered(times):
        state = list(vector)
        for _ in range(times):
            state = [mp.sqrt(j) * state[j] for j in range(1, len(state))]
        return state

    pairs = zip(lowered(creations), lowered(annihilations), strict=False)
    return mp.fsum(mp.conj(x) * y for x, y in pairs)


def test_the_exchange_loses_the_photon_with_probability_sin_squared():
    column = exchange(1)[:, 0]
    derived = phase.exchange_map()["one-photon"]
    assert abs(value(derived[1, 1], ANGLE) - abs(column[0]) ** 2) < CLOSE
    assert abs(value(derived[0, 0], ANGLE) - abs(column[1]) ** 2) < CLOSE


def test_no_distribution_of_phases_can_do_what_the_exchange_does_to_one_photon():
    kept = phase.number_coupling_map()["one-photon"]
    assert kept[1, 1] == 1
    assert value(phase.exchange_map()["one-photon"][1, 1], ANGLE) < mpf("0.6")


def test_the_exchange_takes_a_coherent_state_to_a_smaller_one():
    before = coherent(value(ALPHA, {}), 16)
    after = [before[photons] * exchange(photons)[:, 0] for photons in range(len(before))]
    mean = mp.fsum(
        mp.conj(after[photons - 1][j]) * mp.sqrt(photons - j) * after[photons][j]
        for photons in range(1, len(after))
        for j in range(photons)
    )
    derived = phase.exchange_on_coherent().subs(sym.cavity, ALPHA)
    assert abs(value(derived, ANGLE) - mean) < mpf(10) ** -15


@pytest.mark.parametrize("photons", [(1, 0), (3, 1), (2, 2)])
def test_the_number_coupling_dephases_by_the_vacuum_matrix_element(photons):
    size, step = 40, mpf(2) / 5 * (photons[0] - photons[1])
    quadrature = mp.zeros(size, size)
    for j in range(1, size):
        quadrature[j, j - 1] = quadrature[j - 1, j] = mp.sqrt(j)
    vector, term = mpf(1), mp.matrix([1] + [0] * (size - 1))
    for order in range(1, size):  # the Taylor series of exp(-i step X) on the vacuum
        term = -1j * step / order * (quadrature * term)
        vector += term[0]
    factor = phase.number_coupling_map()["coherence"]
    point = {**SIGMA, sym.n_ket: photons[0], sym.n_bra: photons[1]}
    assert abs(value(factor, point) - vector) < mpf(10) ** -20


def test_random_phases_with_the_kick_density_are_that_dephasing():
    parts = phase.number_coupling_map()
    for difference in (0, 2):
        weight = parts["kick-density"].subs(SIGMA)
        transform = mp.quad(
            lambda y, w=weight, d=difference: (
                value(w.subs(sym.dphi, Rational(str(y))), {}) * mp.cos(d * y)
            ),
            [-3, 0, 3],
            maxdegree=5,
        )
        point = {**SIGMA, sym.n_ket: difference, sym.n_bra: 0}
        assert abs(transform - value(parts["coherence"], point)) < mpf(10) ** -10


def test_the_kicks_of_the_diffusion_constant_add_up_to_the_variance():
    rate, width, kicks = Rational(50), Rational(1, 20), 200
    constant = phase.diffusion_constant().subs({sym.kick_rate: rate, sym.sigma: width})
    variance = phase.phase_variance()["variance"]
    assert variance.subs({sym.D_phi: constant, sym.tau: kicks / rate}) == kicks * width**2


def test_the_dephasing_of_many_kicks_is_the_product_of_theirs():
    one = phase.number_coupling_map()["coherence"].subs({sym.n_ket: 3, sym.n_bra: 1, **SIGMA})
    point = {sym.kick_rate: Rational(12), sym.tau: Rational(1, 2), **SIGMA}
    constant = phase.diffusion_constant().subs(point)
    many = phase.wiener_dephasing().subs({sym.n_ket: 3, sym.n_bra: 1, sym.D_phi: constant})
    assert abs(value(many, point) - value(one, {}) ** 6) < CLOSE


def test_the_field_correlation_falls_to_one_over_e_in_the_coherence_time():
    neighbours = phase.wiener_dephasing().subs({sym.n_ket: 1, sym.n_bra: 0, sym.tau: sym.tau_c})
    at = neighbours.subs(sym.D_phi, phase.coherence_time())
    assert abs(value(at, {}) - mp.exp(-1)) < CLOSE


def spread():
    point = {symbol: value(number, {}) for symbol, number in LASER.items()}
    return point[sym.P] * mp.sqrt(point[sym.A_gain] * 2 * point[sym.D_phi] * point[sym.tau])


def test_the_min_entropy_is_that_of_the_most_probable_voltage_bin():
    sigma, width = spread(), value(LASER[sym.bin_width], {})
    positions = [width * mpf(step) / 8 for step in range(-20, 21)]
    bins = [mp.ncdf((x + width / 2) / sigma) - mp.ncdf((x - width / 2) / sigma) for x in positions]
    bits = phase.min_entropy().subs(sym.lambda_, phase.lambda_parameter()).subs(LASER)
    assert bins.index(max(bins)) == 20
    assert abs(value(bits.rewrite(log), {}) + mp.log(bins[20], 2)) < CLOSE


def test_the_slope_of_a_bin_is_zero_at_the_mean_only_and_falls_away_from_it():
    slope = phase.most_probable_bin().subs({sym.bin_width: 1, sym.voltage_spread: 2})
    assert slope.subs(sym.v, 0) == 0
    assert value(slope, {sym.v: Rational(-1, 3)}) > 0 > value(slope, {sym.v: Rational(1, 3)})


def test_lambda_over_root_time_has_no_unit_only_if_the_gain_is_squared():
    ratio = phase.lambda_parameter() / sym.tau ** Rational(1, 2)
    assert phase.unit(ratio) == 1
    assert phase.unit(ratio * sym.A_gain ** Rational(1, 4)) != 1


def test_lambda_at_the_lorentzian_coherence_time_is_lambda_of_its_diffusion_constant():
    point = {**LASER, sym.tau_c: Rational(9)}
    general = phase.lambda_parameter().subs(sym.D_phi, Rational(1, 9))
    assert abs(value(phase.lambda_lorentzian(), point) - value(general, point)) < CLOSE
    assert phase.lambda_of(sym.D_phi) == phase.lambda_parameter()


def test_signal_and_shot_noise_are_those_of_two_truncated_coherent_states():
    point = {sym.cavity: ALPHA, sym.phi: Rational(1, 3), sym.dphi: Rational(5, 4)}
    fields = [coherent(value(x, point)) for x in phase.amplitudes().values()]

    def both(first, second):
        return expect(fields[0], *first) * expect(fields[1], *second)

    mean = both((1, 0), (0, 1)) + both((0, 1), (1, 0))
    # V^2, each product a a^dag written as a^dag a + 1
    number = both((1, 1), (1, 1))
    square = both((2, 0), (0, 2)) + both((0, 2), (2, 0)) + 2 * number
    square += both((1, 1), (0, 0)) + both((0, 0), (1, 1))
    assert abs(value(phase.signal(), point) - mean) < mpf(10) ** -20
    assert abs(value(phase.shot_noise(), point) - (square - mean**2)) < mpf(10) ** -20


def test_both_adversaries_of_the_phase_scheme_face_the_same_min_entropy():
    assert phase.phase_adversary_one() == phase.phase_adversary_two() == phase.min_entropy()
    assert phase.min_entropy().has(Phi)
