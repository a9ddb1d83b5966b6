import pytest
from sympy import Rational, S, exp, expand, eye

from derive import symbols as sym
from derive.emission import single_photon as sp
from derive.equations import lookup
from derive.model.measurement import INCOHERENT, RHO_A, adjoint, effects_sum, field_state
from tests.derive.simulated_emission import (
    EDGES,
    close,
    emit,
    evaluate,
    hidden_at_the_end,
    hidden_from_purification,
    probabilities,
    random_points,
)

POINTS = [*random_points(seed=17, count=5), *EDGES]


@pytest.mark.parametrize("point", POINTS)
def test_randomness_is_what_the_purification_does_not_know(point):
    expected = hidden_from_purification(emit(*point, bins=1))
    assert close(evaluate(sp.randomness_single_photon(), *point), expected)
    assert close(evaluate(sp.dilated_randomness(), *point), expected)


@pytest.mark.parametrize("point", POINTS)
def test_the_bound_is_the_randomness_of_the_incoherent_atom(point):
    rho11, _, gamma_t = point
    expected = hidden_from_purification(emit(rho11, S.Zero, gamma_t, bins=1))
    assert close(evaluate(sp.bound_single_photon(), *point), expected)


@pytest.mark.parametrize("point", POINTS)
def test_adversary_one_knows_everything_of_an_incoherent_atom_only(point):
    rho11, c, gamma_t = point
    coherent = sp.adversary_one()["coherent"]
    assert close(evaluate(coherent, *point), hidden_at_the_end(emit(*point, bins=1)))
    assert close(0, hidden_at_the_end(emit(rho11, S.Zero, gamma_t, bins=1)))
    assert sp.adversary_one()["incoherent"] == 0
    assert evaluate(coherent, *point) > 1e-9 or 0 in (c, gamma_t)


@pytest.mark.parametrize("point", POINTS)
def test_click_probabilities_are_those_of_the_simulated_atom(point):
    simulated = probabilities(emit(*point, bins=1))
    for name, clicks in (("Pr_0", (0,)), ("Pr_1", (1,))):
        value = evaluate(sp.click_probabilities()[name], *point)
        assert close(value, simulated.get(clicks, 0))


@pytest.mark.parametrize("point", POINTS)
def test_born_rule_tells_the_two_bins_apart(point):
    simulated = probabilities(emit(*point, bins=2))
    for name, clicks in (("Pr_0", (0, 0)), ("Pr_1", (1, 0)), ("Pr_2", (0, 1))):
        assert close(evaluate(sp.born_probabilities()[name], *point), simulated.get(clicks, 0))


def test_born_rule_with_the_inverse_evolution_swaps_the_bins():
    d = sp.dilation(bins=2)
    backwards = adjoint(d.unitary) * d.state * d.unitary
    swapped = [(p * backwards).trace() for p in d.projectors]
    right = sp.born_probabilities()
    assert expand(swapped[1] - right["Pr_2"]) == 0 == expand(swapped[2] - right["Pr_1"])
    assert expand(swapped[1] - right["Pr_1"]) != 0


@pytest.mark.parametrize("bins", [1, 2])
def test_the_dilation_is_unitary(bins):
    unitary = sp.dilation(bins).unitary
    product = (adjoint(unitary) * unitary).applyfunc(expand)
    assert product == eye(2 ** (bins + 1))


def test_the_dilated_readout_is_a_projective_measurement():
    readout = list(sp.dilated_readout().values())
    assert (readout[0] + readout[1]).applyfunc(expand) == eye(4)
    for projector in readout:
        assert (projector * projector - projector).applyfunc(expand) == 0 * eye(4)


def test_the_effects_sum_to_the_identity():
    assert effects_sum(sp.detection()) == eye(2)


def test_the_example_is_the_general_field_at_its_own_population():
    general = field_state(sp.detection(), INCOHERENT)
    example = general.subs({sym.rho00: 1 - exp(-sym.Gamma * sym.t0)})
    example = example.subs(sym.rho11, exp(-sym.Gamma * sym.t0))
    assert (example - sp.field_reduced()).applyfunc(expand) == 0 * eye(2)


def test_a_coherent_atom_leaves_coherence_in_the_field():
    assert field_state(sp.detection(), RHO_A)[0, 1] == sp.field_coherence()["coherent"]
    assert sp.field_coherence()["coherent"].subs(sym.rho01, Rational(1, 4)) != 0
    assert sp.field_coherence()["example"] == 0


def test_post_measurement_states_have_trace_one():
    for state in sp.post_measurement_states().values():
        assert state.trace().together().expand().factor() == 1


def test_the_spectrum_has_the_trace_and_determinant_of_the_block():
    larger, smaller = sp.no_click_spectrum().values()
    assert expand(larger + smaller - sym.rho00 - sym.rho11 * sym.alpha) == 0
    determinant = sym.alpha * (sym.rho00 * sym.rho11 - sym.c**2)
    assert expand(larger * smaller - determinant) == 0


def test_without_coherence_the_larger_eigenvalue_need_not_be_the_ground_population():
    mu = sp.no_click_spectrum_incoherent()
    excited = {sym.rho00: Rational(1, 10), sym.rho11: Rational(9, 10), sym.t: 0}
    assert mu["mu_1"].subs(excited) == Rational(9, 10)
    assert mu["mu_2"].subs(excited) == Rational(1, 10)


def test_a_classical_mixture_has_no_intrinsic_randomness():
    assert sp.mixture_randomness() == 0


def test_the_randomness_names_what_it_assumes_and_uses():
    equation = lookup("17")
    assert equation.assumptions == (sp.PURE_VACUUM,)
    assert "15" in equation.uses
