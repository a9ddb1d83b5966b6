import pytest
from sympy import ImmutableMatrix, Rational, S, diag, exp, log, ones, sqrt
from sympy.abc import x, y

from derive import symbols as sym
from derive.functions import eta, log2
from derive.model.entropy import (
    binary_entropy,
    moduli,
    shannon,
    spectrum,
    split_products,
    von_neumann,
)
from derive.model.measurement import RHO_A
from tests.derive.simulation import CLOSE, entropy, mp, qubit, value


def test_eta_vanishes_at_both_edges_and_is_exact_at_powers_of_two():
    assert [eta(S(0)), eta(S(1)), eta(Rational(1, 4))] == [0, 0, S.Half]


def test_eta_is_its_logarithm_and_has_its_derivative():
    assert eta(x).rewrite(log) == -x * log(x) / log(2)
    assert eta(x).diff(x) == -log2(x) - 1 / log(2)


def test_degenerate_eigenvalues_count_with_their_multiplicity():
    assert von_neumann(diag(*[Rational(1, 4)] * 4)) == 2
    assert spectrum(ones(3, 3) / 3) == (1, 0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_spectrum_of_any_atom_equals_the_diagonalised_one(seed):
    point = qubit(seed)
    state = mp.matrix(2, 2)
    for at in ((0, 0), (0, 1), (1, 0), (1, 1)):
        state[at] = value(RHO_A[at], point)
    assert abs(value(von_neumann(RHO_A), point) - entropy(state)) < CLOSE


def test_a_pure_block_is_recognised_through_its_exponentials():
    up, down = exp(-sym.Gamma * sym.t / 2), sqrt(1 - sym.alpha)
    block = ImmutableMatrix([[up**2, up * down], [up * down, down**2]]) * sym.rho11
    assert spectrum(block)[1] == 0
    assert (spectrum(block)[0] - sym.rho11).expand() == 0


def test_rank_two_of_three_has_two_eigenvalues():
    matrix = ImmutableMatrix([[2, 0, 1], [0, 1, 1], [1, 1, Rational(3, 2)]])
    assert spectrum(matrix) == (3, Rational(3, 2), 0)


def test_a_block_of_rank_three_is_refused():
    with pytest.raises(ValueError, match="rank 3"):
        spectrum(ImmutableMatrix([[2, 1, 0], [1, 2, 1], [0, 1, 2]]))


def test_moduli_use_the_unit_trace_and_the_modulus_of_the_coherence():
    assert moduli(RHO_A.det()) == sym.rho00 * sym.rho11 - sym.c**2
    assert moduli(RHO_A.trace()) == 1


def test_shannon_entropy_of_a_coin_is_the_binary_entropy():
    assert shannon([x, 1 - x]) == binary_entropy(x)


def test_products_split_by_the_chain_rule():
    point = {x: Rational(1, 3), y: Rational(2, 7)}
    both = eta(x**2 * y), split_products(eta(x**2 * y))
    assert abs(value(both[0].rewrite(log), point) - value(both[1].rewrite(log), point)) < CLOSE
