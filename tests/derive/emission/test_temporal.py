import mpmath
import pytest
from sympy import ImmutableMatrix, Integer, Rational, S, Sum, cancel, diff, expand, eye

from derive import symbols as sym
from derive.emission import many_bins, monitored, temporal
from derive.emission import single_photon as sp
from derive.model.hilbert import Isometry, One, ket
from derive.model.measurement import effects_sum
from tests.derive.simulated_emission import (
    EDGES,
    close,
    emit,
    evaluate,
    hidden_at_the_end,
    hidden_from_monitor,
    hidden_from_purification,
    probabilities,
    random_points,
)

INSIDE = list(random_points(seed=25, count=3))
POINTS = [*INSIDE, *EDGES]
WINDOWS = [point for point in POINTS if point[2] != 0]
"""(28) has a removable singularity at t = 0."""
ALL_BINS = [1, 2, 3]


def coherence_removed(point):
    return point[0], S.Zero, point[2]


@pytest.mark.parametrize("n", ALL_BINS)
@pytest.mark.parametrize("point", POINTS)
def test_randomness_is_what_the_purification_does_not_know(point, n):
    expected = hidden_from_purification(emit(*point, bins=n))
    assert close(evaluate(temporal.randomness_temporal(), *point, n=n), expected)


@pytest.mark.parametrize("n", ALL_BINS)
@pytest.mark.parametrize("point", WINDOWS)
def test_closed_forms_agree_with_the_simulated_atom(point, n):
    coherent = hidden_from_purification(emit(*point, bins=n))
    incoherent = hidden_from_purification(emit(*coherence_removed(point), bins=n))
    assert close(evaluate(many_bins.structure(), *point, n=n), coherent)
    assert close(evaluate(temporal.bound_temporal(), *point, n=n), incoherent)
    assert close(evaluate(temporal.bound_as_sum(), *point, n=n), incoherent)


@pytest.mark.parametrize("n", ALL_BINS)
@pytest.mark.parametrize("point", WINDOWS)
def test_adversary_one_is_stronger_when_she_looks_in_every_bin(point, n):
    state, incoherent = emit(*point, bins=n), emit(*coherence_removed(point), bins=n)
    expected = {
        "monitored-incoherent": hidden_from_monitor(incoherent),
        "end-incoherent": hidden_at_the_end(incoherent),
        "monitored-coherent": hidden_from_monitor(state),
        "end-coherent": hidden_at_the_end(state),
    }
    for name, value in monitored.adversary_one().items():
        assert close(evaluate(value, *point, n=n), expected[name]), name


@pytest.mark.parametrize("n", ALL_BINS)
@pytest.mark.parametrize("point", POINTS)
def test_arrival_probabilities_are_those_of_the_simulated_atom(point, n):
    simulated = probabilities(emit(*point, bins=n))
    derived = temporal.arrival_probabilities()
    assert close(evaluate(derived["Pr_0"], *point, n=n), simulated[(0,) * n])
    for k in range(1, n + 1):
        clicks = tuple(int(j == k) for j in range(1, n + 1))
        assert close(evaluate(derived["Pr_k"], *point, n=n, k=k), simulated.get(clicks, 0))


def test_no_string_of_two_clicks_happens():
    assert set(probabilities(emit(*INSIDE[0], bins=3))) == {
        (0, 0, 0),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
    }


def test_an_isometry_that_allows_two_clicks_is_refused():
    images = {(a,): ket("A R", {(a, "1"): 1}) for a in ("0", "1")}
    with pytest.raises(ValueError, match="second click"):
        temporal.compose(Isometry(("A",), images), sym.n)


def test_the_composed_isometry_holds_for_a_number_as_for_the_symbol():
    symbolic = temporal.compose(sp.isometry(sym.n), sym.n).images[("1",)]
    three = temporal.compose(sp.isometry(3), Integer(3)).images[("1",)]
    at_k = symbolic.amplitude("0", One(sym.k, 1, sym.n)).subs(sym.n, 3)
    assert expand(at_k - three.amplitude("0", One(sym.k, 1, Integer(3)))) == 0


def test_the_povm_is_complete_for_every_n_by_induction():
    assert temporal.completeness_steps() == {"start": 1, "step": 0}


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_effects_sum_to_the_identity(n):
    effects = effects_sum(temporal.arrival()).subs(sym.n, n).doit()
    assert effects.applyfunc(expand) == eye(2)


def test_one_bin_is_single_photon_detection():
    assert temporal.randomness_one_bin() == sp.randomness_single_photon()
    assert many_bins.bound_of(1) == sp.bound_single_photon()


def test_the_no_click_spectrum_does_not_know_the_number_of_bins():
    assert temporal.no_click_spectrum() == sp.no_click_spectrum()


@pytest.mark.parametrize("point", INSIDE)
def test_the_first_line_read_with_the_actual_entropy_is_no_lower_bound(point):
    first_line = evaluate(temporal.bound_with_actual_entropy(), *point, n=2)
    assert first_line > evaluate(temporal.randomness_temporal(), *point, n=2)


@pytest.mark.parametrize("n", [1, 2, 7])
@pytest.mark.parametrize("polynomial", [S.One, sym.k - 1, sym.k**2 + 3])
def test_power_sums_agree_with_adding_up(polynomial, n):
    x = Rational(2, 7)
    added = sum(polynomial.subs(sym.k, k) * x ** (k - 1) for k in range(1, n + 1))
    assert temporal.power_sum(polynomial, sym.x).subs({sym.n: n, sym.x: x}) == added


def test_the_power_sum_has_the_right_difference_for_symbolic_n():
    total = temporal.geometric_sum()
    added = total.subs(sym.n, sym.n + 1) - total
    assert cancel(expand(added - sym.n * sym.x**sym.n)) == 0


def test_the_gap_between_curves_does_not_depend_on_coherence():
    difference = many_bins.structure().subs(sym.n, 4) - many_bins.structure().subs(sym.n, 2)
    assert difference - many_bins.gap(4, 2) == 0
    assert not many_bins.gap(4, 2).has(sym.c)


def test_the_bound_grows_like_the_logarithm_of_the_number_of_bins():
    point, n = (Rational(2, 3), S.Zero, Rational(3, 2)), 10**12
    clicks = evaluate(sym.rho11 * (1 - sym.alpha), *point)
    rest = evaluate(temporal.bound_temporal(), *point, n=n) - clicks * mpmath.log(n, 2)
    assert abs(rest - evaluate(many_bins.many_bins_offset(), *point)) < 1e-11


def test_the_bound_vanishes_for_short_and_for_long_windows():
    assert many_bins.bound_limits() == {"short": 0, "long": 0}
    short = evaluate(temporal.bound_temporal(), S.Half, S.Zero, Rational(1, 10**12), n=3)
    long = evaluate(temporal.bound_temporal(), S.Half, S.Zero, Integer(300), n=3)
    assert 0 < short < 1e-10
    assert 0 < long < 1e-40


def test_more_bins_give_more_bits_at_random_points():
    for point in INSIDE:
        bits = [evaluate(temporal.bound_temporal(), *point, n=n) for n in (1, 2, 3, 10)]
        assert bits == sorted(bits)


def test_the_figure_reads_the_same_as_the_general_formula():
    points = [S.Zero, Rational(1, 4), S.Half]
    curves = many_bins.curves(Integer(1), [1, 3], points)
    for n, curve in curves.items():
        for c, (norm, bits) in zip(points, curve, strict=True):
            expected = hidden_from_purification(emit(S.Half, c, Integer(1), bins=n))
            assert norm == float(2 * c)
            assert abs(bits - expected) < 1e-14
    figure = evaluate(many_bins.randomness_of_figure(), S.Half, points[1], Integer(1), n=3)
    assert abs(figure - curves[3][1][1]) < 1e-14


def test_the_l1_norm_ranges_over_the_whole_axis_of_the_figure():
    assert many_bins.l1_range() == {"minimum": 0, "maximum": 1}
    assert many_bins.l1_norm(sym.c) == 2 * sym.c


def test_the_continuous_density_and_no_detection_add_up_to_one():
    assert many_bins.arrival_norm() == sym.rho00 + sym.rho11


def test_the_density_is_minus_the_change_of_the_survival():
    parts = many_bins.arrival_density()
    lost = -diff(parts["no-detection"].subs(sym.T, sym.t), sym.t)
    assert parts["density"] == lost


def test_a_short_bin_decays_with_probability_gamma_dt():
    assert many_bins.short_bin() == 1


def test_the_click_count_is_binomial_and_poissonian_only_in_the_limit():
    parts = many_bins.no_clicks_of_many()
    assert parts["finite"].subs(sym.N_atoms, 1) == 1 - sym.p_click
    assert many_bins.next_count_limit() == sym.mean_clicks / (sym.j + 1)
    counts = [many_bins.clicks_of_many(Integer(j)).subs(sym.N_atoms, 3) for j in range(4)]
    assert expand(sum(counts)) == 1


def test_the_poisson_limit_is_approached_by_many_atoms():
    mean, parts = Rational(3, 2), many_bins.no_clicks_of_many()
    limit = parts["limit"].subs(sym.mean_clicks, mean)
    at = [parts["finite"].subs({sym.p_click: mean / N, sym.N_atoms: N}) for N in (10, 100, 1000)]
    errors = [float(limit - finite) for finite in at]
    assert errors == sorted(errors, reverse=True)
    assert 0 < errors[-1] < 1e-3


def test_atom_states_without_coherence_leave_nothing_to_a_monitor():
    for state in (ImmutableMatrix.diag(1, 0), ImmutableMatrix.diag(0, 1)):
        assert monitored.monitored(state) == 0


def test_the_monitored_atom_hides_less_with_more_bins():
    hidden = monitored.monitored(temporal.RHO_A)
    bits = [evaluate(hidden, S.Half, Rational(2, 5), Integer(1), n=n) for n in (1, 4, 16, 64)]
    assert bits == sorted(bits, reverse=True)
    assert bits[-1] > 0


def test_the_sum_over_the_bins_stays_symbolic():
    (total,) = temporal.randomness_temporal().atoms(Sum)
    assert total.limits == ((sym.k, 1, sym.n),)


def test_the_chain_rule_refuses_terms_that_do_not_telescope(monkeypatch):
    wrong = temporal.bound_as_sum() + sym.rho11
    monkeypatch.setattr(temporal, "bound_as_sum", lambda: wrong)
    with pytest.raises(ArithmeticError, match="telescope"):
        temporal.bin_entropy()
