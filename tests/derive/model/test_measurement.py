import pytest
from sympy import Expr, ImmutableMatrix, Rational, Sum, eye, sqrt, symbols

from derive import symbols as sym
from derive.emission.single_photon import detection
from derive.functions import eta
from derive.model.entropy import binary_entropy
from derive.model.hilbert import Isometry, One, ket
from derive.model.measurement import (
    INCOHERENT,
    RHO_A,
    Detection,
    Outcome,
    adjoint,
    block,
    effect,
    effects_sum,
    field_given,
    field_state,
    kraus,
    outcomes,
    post_measurement,
    probability,
    randomness,
    total,
)

P = Rational(1, 4)
"""The damping of the example; its square roots are exact."""
STATE = ImmutableMatrix([[Rational(1, 2), Rational(2, 5)], [Rational(2, 5), Rational(1, 2)]])


def damping(photon="1", weight=P):
    images = {
        ("0",): ket("A R", {("0", "0"): 1}),
        ("1",): ket("A R", {("1", "0"): sqrt(1 - P), ("0", photon): sqrt(weight)}),
    }
    return Isometry(("A",), images)


def read(isometry, *readout):
    return outcomes(Detection("test", isometry, readout, (), ""))


def test_kraus_operators_are_the_isometry_seen_by_the_readout():
    assert kraus(damping(), "0") == ImmutableMatrix([[1, 0], [0, sqrt(3) / 2]])
    assert kraus(damping(), "1") == ImmutableMatrix([[0, Rational(1, 2)], [0, 0]])


def test_an_outcome_of_probability_zero_has_the_zero_operator():
    assert kraus(damping(), "2") == ImmutableMatrix([[0, 0], [0, 0]])


def test_the_adjoint_conjugates_amplitudes_and_keeps_roots_of_probabilities_real():
    z = symbols("z", complex=True)
    matrix = ImmutableMatrix([[0, sqrt(1 - sym.alpha)], [z, 0]])
    assert adjoint(matrix) == ImmutableMatrix([[0, z.conjugate()], [sqrt(1 - sym.alpha), 0]])


def test_probabilities_are_the_traces_of_the_blocks_and_sum_to_one():
    parts = read(damping(), "0", "1")
    assert [probability(o, STATE) for o in parts] == [block(o, STATE).trace() for o in parts]
    assert sum(probability(o, STATE) for o in parts) == 1
    assert effects_sum(parts) == eye(2)


def test_a_readout_that_leaves_out_the_photon_is_not_complete():
    assert effects_sum(read(damping(), "0")) != eye(2)


def test_a_post_measurement_state_is_normalised():
    for outcome in read(damping(), "0", "1"):
        assert post_measurement(outcome, STATE).trace() == 1


def test_a_family_of_outcomes_is_a_sum_over_its_index():
    family = damping(One(sym.k, 1, sym.n), P / sym.n)
    silent, click = read(family, "0", One(sym.k, 1, sym.n))
    assert effect(click)[1, 1] == P / sym.n
    count = total((silent, click), lambda o: probability(o, STATE))
    assert count.has(Sum)
    assert count.subs(sym.n, 3).doit() == 1


def test_a_family_whose_members_contribute_nothing_leaves_no_sum():
    family = damping(One(sym.k, 1, sym.n), P / sym.n)
    assert not total(read(family, One(sym.k, 1, sym.n)), lambda o: block(o, STATE)[1, 1]).has(Sum)


@pytest.mark.parametrize("state", [eye(2) / 2, ImmutableMatrix.diag(1, 0)])
def test_reading_the_basis_of_a_diagonal_state_gives_no_randomness(state):
    readout = (
        Outcome("0", ImmutableMatrix.diag(1, 0)),
        Outcome("1", ImmutableMatrix.diag(0, 1)),
    )
    assert randomness(readout, ImmutableMatrix(state)) == 0


def test_reading_the_basis_of_a_superposition_gives_one_bit():
    plus = ImmutableMatrix([[1, 1], [1, 1]]) / 2
    readout = (
        Outcome("0", ImmutableMatrix.diag(1, 0)),
        Outcome("1", ImmutableMatrix.diag(0, 1)),
    )
    assert randomness(readout, plus) == 1


def test_a_readout_that_tells_nothing_gives_no_randomness():
    assert randomness((Outcome("", ImmutableMatrix(eye(2))),), RHO_A) == 0


def test_an_excited_atom_gives_the_binary_entropy_of_its_decay():
    excited = ImmutableMatrix.diag(0, 1)
    value: Expr = randomness(read(damping(), "0", "1"), excited)
    assert value == binary_entropy(P)


def test_the_field_state_has_the_outcome_probabilities_on_its_diagonal():
    parts = read(damping(), "0", "1")
    field = field_state(parts, STATE)
    assert list(field.diagonal()) == [probability(o, STATE) for o in parts]
    assert field[0, 1] == sqrt(P) * STATE[0, 1]


def test_finding_the_atom_in_either_level_adds_up_to_not_looking():
    looks = (ImmutableMatrix.diag(1, 0), ImmutableMatrix.diag(0, 1))
    found = [field_given(detection(), RHO_A, look) for look in looks]
    assert found[0] + found[1] == field_state(detection(), RHO_A)


def test_the_incoherent_state_keeps_the_populations():
    assert INCOHERENT.diagonal() == RHO_A.diagonal()
    assert randomness(detection(), INCOHERENT).atoms(eta)
