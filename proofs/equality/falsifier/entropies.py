"""The entropy in bits of a matrix at a point, from balls around its eigenvalues.

It has a value only for a Hermitian matrix without negative eigenvalues.
"""

from flint import acb, acb_mat, fmpq, fmpq_mat

from proofs.equality.falsifier.functions import entropy, real_root
from proofs.equality.falsifier.nodes import Node, text
from proofs.equality.falsifier.values import (
    RULES,
    UNKNOWN,
    NoValueError,
    Value,
    Values,
    complex_roots,
    excludes_zero,
    is_known,
    is_negative,
    shown,
)

MAX_SIZE = 8


def entropy_of_matrix(values: Values, node: Node) -> Value:
    """The sum of -x log2 x over the eigenvalues x."""
    size = node.data
    entries = [values.of(entry) for entry in node.args]
    if size > MAX_SIZE or not all(map(is_known, entries)):
        return UNKNOWN
    rows = [entries[size * row : size * (row + 1)] for row in range(size)]
    if values.analytic(node):
        return _analytic(rows)
    _require_hermitian(rows, node)
    return _sum_of_entropies(_eigenvalues(rows), node)


def _require_hermitian(rows: list[list[Value]], node: Node) -> None:
    for i, row in enumerate(rows):
        for j in range(i + 1):
            other = rows[j][i]
            turned = other if isinstance(other, fmpq) else other.conjugate()
            if excludes_zero(row[j] - turned):
                raise NoValueError(f"{text(node)} of a matrix that is not Hermitian")


def _sum_of_entropies(eigenvalues: list[Value], node: Node) -> Value:
    total: Value = fmpq(0)
    for value in eigenvalues:
        if not is_known(value):
            return UNKNOWN
        if is_negative(value):
            raise NoValueError(f"{text(node)} of a matrix with the eigenvalue {shown(value)}")
        total = total + entropy(value)
    return total


def _eigenvalues(rows: list[list[Value]]) -> list[Value]:
    """All eigenvalues of a Hermitian matrix, as often as they occur."""
    if len(rows) == 1:
        return [_real(rows[0][0])]
    exact = [[entry for entry in row if isinstance(entry, fmpq)] for row in rows]
    if all(len(row) == len(rows) for row in exact):
        return _of_fractions(exact)
    if len(rows) == 2:
        return _of_two(rows)
    try:
        found = acb_mat([[acb(entry) for entry in row] for row in rows]).eig(multiple=True)
    except ValueError:
        return [UNKNOWN]
    return [_real(value) for value in found]


def _real(value: Value) -> Value:
    return value if isinstance(value, fmpq) else acb(value.real)


def _of_fractions(rows: list[list[fmpq]]) -> list[Value]:
    polynomial = fmpq_mat(rows).charpoly().numer()
    roots: list[Value] = []
    for factor, power in polynomial.factor()[1]:
        if factor.degree() == 1:
            roots += [fmpq(-factor[0], factor[1])] * power
        else:
            roots += [acb(root.real) for root in complex_roots(factor)] * power
    return roots


def _of_two(rows: list[list[Value]]) -> list[Value]:
    """(a + d +- sqrt((a - d)**2 + 4 |b|**2))/2."""
    a, b, d = _real(rows[0][0]), acb(rows[0][1]), _real(rows[1][1])
    root = real_root(acb((a - d) ** 2 + 4 * (b.real**2 + b.imag**2)))
    return [(a + d + root) / 2, (a + d - root) / 2]


def _analytic(rows: list[list[Value]]) -> Value:
    """The same where the entries are not real, as functions of one complex variable."""
    if len(rows) != 2:
        return entropy(rows[0][0], True) if len(rows) == 1 else UNKNOWN
    (a, b), (c, d) = rows
    root = acb((a - d) ** 2 + 4 * b * c).sqrt(analytic=True)
    return sum((entropy((a + d + sign * root) / 2, True) for sign in (1, -1)), fmpq(0))


RULES["S"] = entropy_of_matrix
