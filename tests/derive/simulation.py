"""States as plain mpmath matrices, at 50 digits as set for every test: the independent side.

Nothing here knows the package's formulas: it multiplies matrices, traces and diagonalises.
"""

import itertools
import random
from collections.abc import Mapping, Sequence

from mpmath import mp, mpf
from sympy import Abs, Expr, I, Rational, Symbol, conjugate

from derive import symbols as sym

CLOSE = mpf(10) ** -40


def value(expression: Expr, point: Mapping[Symbol, Expr]) -> mp.mpc:
    """The number that an expression has at an exact point, to 50 digits."""
    return mp.mpmathify(expression.xreplace(dict(point)).doit().evalf(50))


def qubit(seed: int) -> dict[Symbol, Expr]:
    """A random rational mixed state of the atom inside the domain, with a complex coherence."""
    draw = random.Random(seed)
    rho11 = Rational(draw.randint(10, 90), 100)
    bound = min(rho11, 1 - rho11)
    rho01 = bound * (Rational(3, 5) + Rational(4, 5) * I) * Rational(draw.randint(10, 95), 100)
    return {
        sym.rho11: rho11,
        sym.rho00: 1 - rho11,
        sym.rho01: rho01,
        sym.rho10: conjugate(rho01),
        sym.c: Abs(rho01),
    }


def window(seed: int) -> dict[Symbol, Expr]:
    """Random rational Gamma, t, t0 > 0 and the phase theta."""
    draw = random.Random(seed)
    symbols = (sym.Gamma, sym.t, sym.t0, sym.theta)
    return {symbol: Rational(draw.randint(1, 30), 10) for symbol in symbols}


def atom(point: Mapping[Symbol, Expr]) -> mp.matrix:
    """The density matrix of the atom at a point of :func:`qubit`."""
    rows = ((sym.rho00, sym.rho01), (sym.rho10, sym.rho11))
    return mp.matrix([[value(entry, point) for entry in row] for row in rows])


def kron(left: mp.matrix, right: mp.matrix) -> mp.matrix:
    """Tensor product."""
    result = mp.zeros(left.rows * right.rows, left.cols * right.cols)
    for i, j, k, m in itertools.product(
        *map(range, (left.rows, left.cols, right.rows, right.cols))
    ):
        result[i * right.rows + k, j * right.cols + m] = left[i, j] * right[k, m]
    return result


def partial_trace(state: mp.matrix, dims: Sequence[int], keep: Sequence[int]) -> mp.matrix:
    """Trace out all factors but those at the places `keep`."""
    labels = list(itertools.product(*map(range, dims)))
    kept = list(itertools.product(*(range(dims[f]) for f in keep)))
    result = mp.zeros(len(kept), len(kept))
    for (i, row), (j, column) in itertools.product(enumerate(labels), repeat=2):
        if all(row[f] == column[f] for f in range(len(dims)) if f not in keep):
            at = tuple(kept.index(tuple(x[f] for f in keep)) for x in (row, column))
            result[at] += state[i, j]
    return result


def entropy(state: mp.matrix) -> mpf:
    """Von Neumann entropy in bits, by diagonalisation."""
    spectrum = mp.eighe(state, eigvals_only=True)
    return -mp.fsum(x * mp.log(x, 2) for x in spectrum if x > mpf(10) ** -45)


def purification(state: mp.matrix) -> mp.matrix:
    """The vector sum_j sqrt(lambda_j) |j>_A |j>_E as a column, from the eigenvectors."""
    values, vectors = mp.eighe(state)
    result = mp.zeros(state.rows**2, 1)
    for j in range(state.rows):
        unit = mp.matrix([int(j == k) for k in range(state.rows)])
        result += mp.sqrt(max(values[j], 0)) * kron(vectors[:, j], unit)
    return result


def damping(decayed: mpf) -> mp.matrix:
    """The isometry A -> A R of the emission, as a 4 x 2 matrix; `decayed` = probability."""
    image = {(0, 0): 1, (2, 1): mp.sqrt(1 - decayed), (1, 1): mp.sqrt(decayed)}
    result = mp.zeros(4, 2)
    for at, amplitude in image.items():
        result[at] = amplitude
    return result
