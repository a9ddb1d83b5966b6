"""Bits with losses against the global state, Eq. (25) and (28) without them, and guards."""

from inspect import unwrap

import pytest
from sympy import ImmutableMatrix, Rational, S, Sum

from derive import equation
from derive import symbols as sym
from derive.device import loss
from derive.model.domain import QUBIT, WINDOW
from derive.model.hilbert import Isometry, ket
from derive.model.measurement import INCOHERENT, RHO_A, block, randomness
from derive.model.randomness import coherence
from proofs.equality.compare import compare
from proofs.verdict import Status
from tests.derive.simulated_device import detected, eves_states, hidden
from tests.derive.simulated_emission import EDGES, close, evaluate, random_points

POINTS = [*random_points(seed=65, count=2), *EDGES]
WINDOWS = [point for point in POINTS if point[2] != 0]
EFFICIENCIES = [S.Zero, Rational(13, 20), S.One]
EVES = {"device:lossy": False, "device:lossy:eve": True}


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("number", "lost"), EVES.items())
def test_randomness_is_what_eve_does_not_know_of_the_global_state(number, lost, point, n):
    for eta in EFFICIENCIES:
        expected = hidden(eves_states(detected(point, n, eta, S.Zero), lost))
        assert close(evaluate(equation(number).rhs, *point, n=n, eta_d=eta), expected)


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("point", WINDOWS)
@pytest.mark.parametrize(("number", "lost"), EVES.items())
def test_bounds_are_what_eve_does_not_know_of_an_atom_without_coherence(number, lost, point, n):
    for eta in EFFICIENCIES:
        incoherent = point[0], S.Zero, point[2]
        expected = hidden(eves_states(detected(incoherent, n, eta, S.Zero), lost))
        found = evaluate(equation(f"{number}:bound").rhs, *incoherent, n=n, eta_d=eta)
        assert close(found, expected)


@pytest.mark.parametrize("number", EVES)
def test_without_losses_the_bits_are_those_of_the_paper(number):
    perfect = {sym.eta_d: 1}
    for suffix, paper in (("", "25"), (":bound", "28")):
        derived, domain = equation(f"{number}{suffix}").rhs, equation(paper).domain
        assert compare(derived.subs(perfect), equation(paper).rhs, domain).status is Status.EQUAL


@pytest.mark.parametrize("number", EVES)
def test_the_closed_form_of_a_bound_is_the_sum_over_the_bins(number):
    bits = {"device:lossy": randomness(loss.seen(), INCOHERENT)}
    bits["device:lossy:eve"] = loss.shared_randomness(INCOHERENT)
    bound = equation(f"{number}:bound")
    assert compare(bits[number], bound.rhs, bound.domain).status is Status.EQUAL


@pytest.mark.parametrize(
    "number", ["device:lossy", pytest.param("device:lossy:eve", marks=pytest.mark.deep)]
)
def test_what_coherence_adds_is_what_the_measurement_destroys_of_it(number):
    before = {"device:lossy": RHO_A, "device:lossy:eve": loss.shared_state(RHO_A)}
    after = {"device:lossy": block(loss.seen()[0], RHO_A)}
    after["device:lossy:eve"] = loss.shared_block("0", RHO_A)
    whole, bound = equation(number), equation(f"{number}:bound").rhs
    added = coherence(before[number]) - coherence(after[number])
    assert compare(whole.rhs, bound + added, whole.domain).status is Status.EQUAL


def test_a_sum_that_is_not_geometric_is_refused():
    with pytest.raises(ArithmeticError, match="not geometric"):
        loss.closed(Sum(sym.k * sym.decay(sym.t, sym.n) ** sym.k, (sym.k, 1, sym.n)))


def test_images_of_the_levels_that_overlap_are_refused(monkeypatch):
    both = Isometry(("A",), {(s,): ket("A R L", {("0", "0", "0"): S.One}) for s in "01"})
    monkeypatch.setattr(loss, "isometry", lambda: both)
    with pytest.raises(ArithmeticError, match="not orthogonal"):
        loss.frame()


def test_a_state_outside_of_the_frame_is_refused(monkeypatch):
    lost = {("0",): ket("A R L", {("0", "0", "0"): S.One})}
    lost[("1",)] = ket("A R L", {("1", "0", "0"): S.Half, ("1", "0", "1"): S.Half})
    monkeypatch.setattr(loss, "isometry", lambda: Isometry(("A",), lost))
    with pytest.raises(ArithmeticError, match="holds only"):
        unwrap(loss.shared_state)(INCOHERENT)


def test_an_effect_with_coherence_has_no_root_by_entries(monkeypatch):
    monkeypatch.setattr(loss, "seen_effect", lambda _: ImmutableMatrix([[1, 1], [1, 1]]) / 2)
    with pytest.raises(ArithmeticError, match="diagonal"):
        loss.seen()


def test_populations_that_do_not_add_up_are_refused():
    with pytest.raises(ArithmeticError, match="add up"):
        loss._for_each_excited(equation("28").rhs + loss.eta(sym.rho11))


def test_domains_are_those_of_the_paper_and_an_efficiency():
    assert equation("device:lossy").domain.symbols == (*(QUBIT & WINDOW).symbols, sym.n, sym.eta_d)
