"""Normally ordered polynomials against matrices of ladder operators."""

from mpmath import mp, mpf
from sympy import I, Rational

from derive.model.boson import Polynomial, commutator, modes

SIZE = 12


def ladder():
    matrix = mp.zeros(SIZE, SIZE)
    for photons in range(1, SIZE):
        matrix[photons - 1, photons] = mp.sqrt(photons)
    return matrix


def as_matrix(polynomial: Polynomial):
    a = ladder()
    total = mp.zeros(SIZE, SIZE)
    for ((p, q),), coefficient in polynomial.terms.items():
        total += mp.mpmathify(coefficient) * a.T**p * a**q
    return total


def test_a_product_is_the_product_of_the_matrices_below_the_cutoff():
    (a,) = modes(1)
    left, right = a * a + 3 * a.dag, a.dag * a.dag * a + I * a
    with mp.workdps(50):
        product = as_matrix(left) * as_matrix(right)
        difference = product - as_matrix(left * right)
    low = SIZE - 4  # the last states feel the cutoff
    assert mp.mnorm(difference[:low, :low]) < mpf(10) ** -40


def test_the_adjoint_of_a_product_is_the_product_of_adjoints_in_reverse():
    a, b = modes(2)
    product = (2 + 3 * I) * (a * a.dag * b)
    assert product.dag == (2 - 3 * I) * (b.dag * a * a.dag)


def test_operators_of_different_modes_commute_and_those_of_one_mode_do_not():
    a, b = modes(2)
    assert commutator(a, b.dag).terms == {}
    assert commutator(a, a.dag).as_expr() == 1
    assert commutator(a.dag, a).as_expr() == -1


def test_vacuum_moments_of_the_quadrature_are_those_of_a_gaussian():
    (a,) = modes(1)
    quadrature = a + a.dag
    power, moments = quadrature, []
    for _ in range(3):
        power = power * quadrature
        moments.append(power.expect([0]))
        power = power * quadrature
    assert moments == [1, 3, 15]


def test_a_coherent_state_is_an_eigenstate_of_the_annihilation_operator():
    (a,) = modes(1)
    amplitude = Rational(1, 3) + I / 2
    assert (a * a).expect([amplitude]) == amplitude**2
