"""Intrinsic randomness, Sec. II.B: what a purification of the state leaves unpredictable.

From an explicit purification: S(A'|E) of a rank-one PVM, Eq. (5), and of a coarse-grained one.
That is another quantity than H(X|E) of :mod:`derive.model.randomness`, which (17) and (25) are.
For Eq. (6): a mixed ancilla that leaves less than the vacuum does.
"""

from sympy import (
    Add,
    Expr,
    ImmutableMatrix,
    MatrixBase,
    S,
    Sum,
    diag,
    expand,
    eye,
    factor_terms,
    kronecker_product,
    oo,
    sqrt,
    zeros,
)

from derive import symbols as sym
from derive.emission.window import purified_output_ket
from derive.functions import eta
from derive.model.domain import QUBIT, WINDOW, Domain, Range
from derive.model.entropy import moduli, shannon, von_neumann
from derive.model.equation import equation
from derive.model.hilbert import Ket, One, inner, ket, project
from derive.model.measurement import RHO_A, entropy_names
from derive.model.randomness import outcome_entropy

PURE_VACUUM = "the field is pure vacuum and the dilation is the physical one"
"""What (17)-(28) assume: without it the minimum (6) is smaller, see :func:`mixed_ancilla`."""

DIMENSION = Domain(
    (Range(sym.d, S.One, oo),),
    totals=((sym.click, sym.d, S.One), (sym.eigenvalue, sym.d, S.One)),
)


# (5): a rank-one PVM on a state of any dimension d.


def eve_vector() -> Ket:
    """Eve's unnormalised vector |e_i> after outcome i of a rank-one PVM on rho.

    The purification is sum_j sqrt(lambda_j) |j>_A |j>_E over the eigenvectors of rho, and the
    outcome projects A on the vector whose overlaps with them are u_ij.
    """
    amplitude = sqrt(sym.eigenvalue[sym.j]) * sym.overlap[sym.i, sym.j]
    return ket("E", {(One(sym.j, 1, sym.d),): amplitude})


def outcome_weight() -> Expr:
    """p_i = <e_i|e_i> = <i|rho|i>, the probability of outcome i in terms of lambda_j and u_ij.

    >>> outcome_weight()
    Sum(conjugate(u[i, j])*lambda[j]*u[i, j], (j, 1, d))
    """
    return inner(eve_vector(), eve_vector())


@equation(
    "5",
    r"S(A'|E)",
    domain=DIMENSION & QUBIT & WINDOW,
    title="conditional entropy after a PVM",
    names=entropy_names,
)
def conditional_entropy() -> dict[str, Expr]:
    """S(A'|E) in bits after a PVM, Eq. (5): rank-one in dimension d, and a coarse-grained one."""
    return {"rank-one": rank_one_entropy(), "coarse-grained": coarse_grained_entropy()}


def rank_one_entropy() -> Expr:
    """S(A'|E) = S(A'E) - S(E) of a rank-one PVM; p_i is :func:`outcome_weight`.

    A'E is an orthogonal mixture of the pure states |i>|e_i>, hence its spectrum is p; the spectrum
    of E is that of rho. So S(A'|E) is S(diag) - S(rho), and X = A' makes it H(X|E) as well.
    """
    joint = Sum(eta(outcome_weight()), (sym.i, 1, sym.d))
    named = joint.xreplace({outcome_weight(): sym.click[sym.i]})
    return named - Sum(eta(sym.eigenvalue[sym.j]), (sym.j, 1, sym.d))


def coarse_grained_entropy() -> Expr:
    """S(A'|E) = H(Pr) - S(rho_A) where Alice, who holds A and R, counts the photons in R.

    Each outcome leaves A, R and Eve's R' in one pure state, hence the joint spectrum is Pr. This
    is not (17) = H(X|E) = S(diag) - S(rho_A): it is smaller by what is left of the atom's entropy
    given the outcome, and for t -> 0 it is -S(rho_A) < 0, since the atom stays entangled with Eve.
    """
    branches = (project(purified_output_ket(), "R", photons) for photons in "01")
    weights = [factor_terms(expand(moduli(expand(inner(x, x))))) for x in branches]
    return shannon(weights) - von_neumann(RHO_A)


# (6): why the ancilla's purity has to be assumed.


def mixed_ancilla() -> tuple[ImmutableMatrix, tuple[ImmutableMatrix, ImmutableMatrix]]:
    """State sigma of a qubit Q and a PVM (P_0, P_1) on A Q that give the POVM (14) as well.

    Q decides beforehand whether an excited atom will be seen: with probability alpha it will not.
    Eve may hold the purification of Q, which the emission into a pure vacuum never gives her.
    """
    photon = diag(0, 1)
    click = kronecker_product(photon, photon)
    return ImmutableMatrix(diag(sym.alpha, 1 - sym.alpha)), (eye(4) - click, click)


def ancilla_effects() -> tuple[ImmutableMatrix, ...]:
    """The POVM tr_Q[P_i (1 (x) sigma)] on the atom that :func:`mixed_ancilla` measures.

    >>> ancilla_effects()[1]
    Matrix([
    [0,                 0],
    [0, 1 - exp(-Gamma*t)]])
    """
    sigma, projectors = mixed_ancilla()
    return tuple(
        ImmutableMatrix(sum((sigma[q, q] * _given_ancilla(p, q) for q in range(2)), zeros(2)))
        for p in projectors
    )


def _given_ancilla(operator: MatrixBase, q: int) -> MatrixBase:
    """<q|_Q X |q>_Q of an operator on A Q, a 2x2 matrix on A."""
    return operator.extract([q, 2 + q], [q, 2 + q])


@equation(
    "6",
    r"R(\rho_A\otimes\sigma_Q, P)",
    domain=QUBIT & WINDOW,
    title="an extension with a mixed ancilla, an upper bound of the minimum",
    names=entropy_names,
)
def mixed_ancilla_randomness() -> Expr:
    """R(rho_A (x) sigma, P) of :func:`mixed_ancilla` in bits: an upper bound on the minimum (6).

    sigma and P are diagonal in Q, so that R is the average over Q of H(X|E) given Q = q: nothing
    for q = 0, full dephasing for q = 1. It is 0 at rho01 = 0, where (17) is rho11 h(alpha).
    """
    sigma, projectors = mixed_ancilla()
    given = [[_given_ancilla(p, q) for p in projectors] for q in range(2)]
    return Add(*(sigma[q, q] * outcome_entropy(RHO_A, given[q]) for q in range(2)))
