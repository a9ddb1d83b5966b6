"""Bits with dark counts against the global state, the limits of a better detector, and guards."""

from inspect import unwrap

import pytest
from sympy import ImmutableMatrix, Rational, S, log

from derive import equation
from derive import symbols as sym
from derive.device import dark
from derive.model.domain import BIN
from derive.model.hilbert import ket
from derive.numeric import stable, stable_device
from derive.numeric.cases import cases
from derive.numeric.program import joined
from proofs.equality.compare import compare
from proofs.verdict import Status
from tests.derive.simulated_device import detected, eves_states, hidden, joint_distributions
from tests.derive.simulated_emission import close, evaluate

EVES = {
    "device:dark": (False, False),
    "device:dark:lost": (True, False),
    "device:dark:told": (False, True),
    "device:dark:lost:told": (True, True),
}
POINTS = [
    (Rational(9, 20), S.Zero, Rational(3)),
    (Rational(1), S.Zero, Rational(1, 2)),
    (Rational(0), S.Zero, Rational(1)),
]
DETECTORS = [(Rational(13, 20), Rational(1, 10)), (S.One, Rational(1, 3)), (S.Half, S.Zero)]


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(("number", "eve"), EVES.items())
def test_bounds_are_what_eve_does_not_know_of_the_global_state(number, eve, point, n):
    for eta, d in DETECTORS:
        expected = hidden(eves_states(detected(point, n, eta, d), *eve))
        assert close(evaluate(equation(number).rhs, *point, n=n, eta_d=eta, d_c=d), expected)


@pytest.mark.parametrize("eve", EVES.values())
def test_eve_is_classical_without_coherence(eve):
    states = eves_states(detected(POINTS[0], 2, *DETECTORS[0]), *eve)
    assert len(joint_distributions(states)) > 1


def test_eve_is_quantum_with_coherence():
    states = eves_states(detected((S.Half, Rational(1, 3), S.One), 2, *DETECTORS[0]))
    with pytest.raises(AssertionError, match="do not commute"):
        joint_distributions(states)


@pytest.mark.parametrize("n", [1, 2, 7])
@pytest.mark.parametrize("number", EVES)
def test_without_dark_counts_the_bounds_are_those_with_losses(number, n):
    losses = equation("device:lossy:eve:bound" if "lost" in number else "device:lossy:bound").rhs
    for rho11, gamma_t, eta in ((S.Half, S.One, S.One), (S.One, S(3), Rational(1, 9))):
        at = {"rho11": rho11, "c": S.Zero, "gamma_t": gamma_t, "n": n, "eta_d": eta}
        assert close(evaluate(equation(number).rhs, **at, d_c=0), evaluate(losses, **at))


VALUES = {
    "rho11": sym.rho11,
    "Gamma_t": sym.Gamma * sym.t,
    "n": sym.n,
    "eta": sym.eta_d,
    "d": sym.d_c,
}


def form(lost, told, output):
    """The stable form of the bound, up to one of its steps."""
    parts = (stable.atom, stable.bins, *stable_device.device("bound", lost, told))
    return joined([*VALUES, "unit"], parts, [output])


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=pytest.mark.deep if "lost" in n else ()) for n in EVES]
)
def test_the_sums_of_the_stable_forms_are_the_derived_ones(number):
    lost, told = EVES[number]
    _, excited = dark.branches(lost)
    (case,) = cases(form(lost, told, "clicks"), VALUES)
    for claim in case.claims:
        assert compare(*claim, equation(number).domain).status is Status.EQUAL
    derived = (dark._told if told else dark._untold)(excited) / excited.weight
    domain = equation(number).domain & BIN
    found = compare(case.outputs[0].function / log(2), derived.function, domain)
    assert found.status is Status.EQUAL


def test_the_closed_form_for_an_atom_that_never_clicks_is_the_derived_sum():
    ground, _ = dark.branches(False)
    derived, domain = dark._untold(ground) / ground.weight, equation("device:dark").domain
    for case in cases(form(False, False, "dark"), VALUES):
        assert compare(case.outputs[0] / log(2), derived, domain).status is Status.EQUAL


def test_clicks_that_do_not_add_up_are_refused():
    known = dark.Branch(S.One, S.Zero, S.One)
    with pytest.raises(ArithmeticError, match="add up"):
        dark._in_bins(known, S.One, S.Half, S.One)


def test_a_state_that_is_no_mixture_of_the_images_is_refused(monkeypatch):
    monkeypatch.setattr(dark, "shared_state", lambda _: ImmutableMatrix([[1, 1], [1, 1]]) / 2)
    with pytest.raises(ArithmeticError, match="no branches"):
        unwrap(dark.branches)(lost=True)


def test_a_branch_without_photons_is_never_seen():
    ground = dark.branch(S.Half, ket("A R", {("0", "0"): S.One}), "0")
    assert (ground.weight, ground.seen, ground.unseen) == (S.Half, 0, 1)
