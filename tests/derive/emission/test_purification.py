import random

import pytest
from sympy import Rational, S, log

from derive import equation
from derive import symbols as sym
from derive.emission import purification as paper
from derive.functions import eta
from derive.model import randomness
from derive.model.entropy import binary_entropy
from derive.model.measurement import RHO_A
from tests.derive.simulation import (
    CLOSE,
    atom,
    damping,
    entropy,
    kron,
    mp,
    partial_trace,
    purification,
    qubit,
    value,
    window,
)

KET = [mp.matrix([1, 0]), mp.matrix([0, 1])]
PROJECT = [ket * ket.T for ket in KET]


def bits(expression, point):
    """An expression with entropies as a number; 0 log 0 = 0."""
    return value(expression.xreplace(point).doit().rewrite(log), {})


def random_unitary(size, seed):
    draw = random.Random(seed)
    entries = [
        [mp.mpc(draw.gauss(0, 1), draw.gauss(0, 1)) for _ in range(size)] for _ in range(size)
    ]
    return mp.qr(mp.matrix(entries))[0]


def state_with_spectrum(spectrum, seed):
    vectors = random_unitary(len(spectrum), seed)
    return vectors, vectors * mp.diag(spectrum) * vectors.H


# (5).


@pytest.mark.parametrize("seed", range(3))
def test_conditional_entropy_of_a_rank_one_pvm_is_that_of_the_dephased_purification(seed):
    spectrum = [mp.mpf(1) / 2, mp.mpf(1) / 3, mp.mpf(1) / 6]
    _, state = state_with_spectrum(spectrum, seed)
    basis = random_unitary(3, seed + 10)
    pure = purification(state)
    pure = pure * pure.H
    projectors = [kron(basis[:, i] * basis[:, i].H, mp.eye(3)) for i in range(3)]
    joint = sum((p * pure * p for p in projectors), mp.zeros(9))
    expected = entropy(joint) - entropy(partial_trace(pure, (3, 3), [1]))
    diagonal = [(basis[:, i].H * state * basis[:, i])[0].real for i in range(3)]
    assert abs(rank_one(diagonal, spectrum) - expected) < CLOSE


def rank_one(diagonal, spectrum):
    derived = equation("5").part("rank-one").subs(sym.d, len(spectrum)).doit()
    names = {sym.click: diagonal, sym.eigenvalue: spectrum}
    numbers = {
        base[place + 1]: Rational(str(mp.nstr(number, 48)))
        for base, values in names.items()
        for place, number in enumerate(values)
    }
    return bits(derived, numbers)


def test_weight_of_an_outcome_is_its_born_probability():
    spectrum = [Rational(1, 2), Rational(1, 3), Rational(1, 6)]
    vectors, state = state_with_spectrum([mp.mpmathify(x) for x in spectrum], 4)
    weight = paper.outcome_weight().subs({sym.d: 3, sym.i: 2}).doit()
    numbers = {sym.eigenvalue[j + 1]: spectrum[j] for j in range(3)}
    numbers |= {sym.overlap[2, j + 1]: mp_to_sympy(vectors[1, j]) for j in range(3)}
    assert abs(value(weight.xreplace(numbers), {}) - state[1, 1]) < CLOSE


def mp_to_sympy(number):
    real, imaginary = (Rational(mp.nstr(x, 48)) for x in (number.real, number.imag))
    return real + imaginary * (-S.One) ** S.Half


def test_a_pvm_in_the_eigenbasis_leaves_no_randomness():
    spectrum = [mp.mpf(3) / 4, mp.mpf(1) / 4]
    assert rank_one(spectrum, spectrum) == 0


def global_state(point):
    """Atom, field and purification after the window, as a density matrix on A R R'."""
    out = kron(damping(1 - value(sym.alpha, point)), mp.eye(2)) * purification(atom(point))
    return out * out.H


def readout(state):
    """The unnormalised states after the field's photon was counted."""
    projectors = [kron(kron(mp.eye(2), p), mp.eye(2)) for p in PROJECT]
    return [p * state * p for p in projectors]


def eve_uncertainty(point):
    """H(X|E) from the classical-quantum state of Alice's outcome and Eve's R'."""
    branches = [partial_trace(x, (2, 2, 2), [2]) for x in readout(global_state(point))]
    joint = mp.zeros(4)
    for place, branch in enumerate(branches):
        joint += kron(PROJECT[place], branch)
    return entropy(joint) - entropy(branches[0] + branches[1])


@pytest.mark.parametrize("seed", range(3))
def test_coarse_grained_entropy_is_that_of_alice_holding_atom_and_field(seed):
    point = qubit(seed) | window(seed)
    joint = sum(readout(global_state(point)), mp.zeros(8))
    expected = entropy(joint) - entropy(partial_trace(joint, (2, 2, 2), [2]))
    derived = equation("5").part("coarse-grained")
    assert abs(bits(derived, point) - expected) < CLOSE


def test_coarse_grained_entropy_is_negative_before_anything_happens():
    point = qubit(1) | {sym.Gamma: S.One, sym.t: S.Zero}
    assert bits(equation("5").part("coarse-grained"), point) < 0


@pytest.mark.parametrize("seed", range(3))
def test_entropy_gain_of_the_dephased_state_is_the_uncertainty_of_eve(seed):
    point = qubit(seed) | window(seed)
    state = partial_trace(global_state(point), (2, 2, 2), [0, 1])
    projectors = [kron(mp.eye(2), p) for p in PROJECT]
    dephased = sum((p * state * p for p in projectors), mp.zeros(4))
    assert abs(entropy(dephased) - entropy(state) - eve_uncertainty(point)) < CLOSE


@pytest.mark.parametrize("seed", range(3))
def test_outcome_entropy_of_a_qubit_pvm_equals_the_diagonalised_one(seed):
    point = qubit(seed)
    projectors = [RHO_A.zeros(2, 2), RHO_A.zeros(2, 2)]
    projectors = [p + RHO_A.eye(2)[:, i] * RHO_A.eye(2)[i, :] for i, p in enumerate(projectors)]
    derived = bits(randomness.outcome_entropy(RHO_A, projectors), point)
    rho = atom(point)
    expected = entropy(mp.diag([rho[0, 0], rho[1, 1]])) - entropy(rho)
    assert abs(derived - expected) < CLOSE
    assert abs(bits(randomness.coherence(RHO_A), point) - expected) < CLOSE


# (6).


def test_mixed_ancilla_measures_the_povm_of_the_window():
    effects = paper.ancilla_effects()
    assert effects[0] == RHO_A.diag(1, sym.alpha)
    assert effects[0] + effects[1] == RHO_A.eye(2)


@pytest.mark.parametrize("seed", range(3))
def test_mixed_ancilla_randomness_equals_that_of_the_four_dimensional_state(seed):
    point = qubit(seed) | window(seed)
    alpha = value(sym.alpha, point)
    state = kron(atom(point), mp.diag([alpha, 1 - alpha]))
    click = kron(PROJECT[1], PROJECT[1])
    dephased = click * state * click + (mp.eye(4) - click) * state * (mp.eye(4) - click)
    derived = bits(equation("6").rhs, point)
    assert abs(derived - (entropy(dephased) - entropy(state))) < CLOSE


@pytest.mark.parametrize("seed", range(5))
def test_mixed_ancilla_leaves_less_than_the_vacuum(seed):
    point = qubit(seed) | window(seed)
    assert bits(equation("6").rhs, point) < eve_uncertainty(point) - CLOSE


@pytest.mark.parametrize("rho11", [S.Zero, Rational(1, 4), S.Half, Rational(9, 10), S.One])
def test_mixed_ancilla_leaves_nothing_without_coherence(rho11):
    point = {sym.rho11: rho11, sym.rho00: 1 - rho11, sym.c: S.Zero}
    assert equation("6").rhs.subs(point) == 0


def test_the_vacuum_leaves_the_entropy_of_decay_without_coherence():
    point = qubit(2) | window(2)
    point |= {sym.rho01: S.Zero, sym.rho10: S.Zero, sym.c: S.Zero}
    expected = bits(sym.rho11 * binary_entropy(sym.alpha), point)
    assert abs(eve_uncertainty(point) - expected) < CLOSE


def test_coherence_of_a_pure_equal_superposition_is_one_bit():
    plus = RHO_A.subs(dict.fromkeys((sym.rho00, sym.rho01, sym.rho10, sym.rho11), S.Half))
    assert randomness.coherence(plus) == 1
    assert randomness.coherence(3 * plus) == 2 * eta(Rational(3, 2)) - eta(S(3))
