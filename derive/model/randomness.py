"""What a measurement of a state leaves unpredictable to Eve, who holds its purification.

For a coarse-grained PVM S(diag) - S(rho) is H(X|E) of the outcome X alone, and not S(A'|E).
"""

from collections.abc import Sequence

from sympy import Expr, MatrixBase, zeros

from derive.model.entropy import shannon, von_neumann


def dephased(state: MatrixBase, projectors: Sequence[MatrixBase]) -> MatrixBase:
    """The state after a PVM whose outcome nobody kept: sum of P rho P."""
    return sum((p * state * p for p in projectors), zeros(state.rows))


def outcome_entropy(state: MatrixBase, projectors: Sequence[MatrixBase]) -> Expr:
    """H(X|E) = S(dephased state) - S(state) in bits: X the outcome, Eve holds the purification.

    Each outcome leaves Alice and Eve in a pure state, hence Eve's entropy given x equals Alice's:
    H(X) + sum_x p_x S(E|x) - S(E) = S(dephased) - S(state), for every PVM, coarse or fine.
    """
    return von_neumann(dephased(state, projectors)) - von_neumann(state)


def coherence(state: MatrixBase) -> Expr:
    """Relative entropy of coherence in the standard basis, in bits; scales with the trace.

    >>> from sympy import ImmutableMatrix
    >>> coherence(ImmutableMatrix([[1, 1], [1, 1]]) / 2)
    1
    """
    return shannon(state.diagonal()) - von_neumann(state)
