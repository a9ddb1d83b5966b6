"""The bits at a point as a ball of any radius, from the blocks themselves and not from a formula.

Eigenvalues of a Hermitian ball matrix A are enclosed by Weyl's inequality: with any Q and real L,
the sorted eigenvalues of A and L differ by at most |A - Q L Q^+| + (2 d + d^2) |L|, where
d = |Q^+ Q - 1|, in the norm of Frobenius. A poor guess for Q only costs width.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flint import acb, acb_mat, arb, ctx
from sympy import ImmutableMatrix, MatrixBase, Rational, Symbol

from derive.errors import DomainError, SchemeError
from derive.model.domain import Domain
from derive.model.hilbert import One
from derive.precision import precision
from derive.scheme.asked import Asked
from derive.scheme.balls import Point, check_count, enclosed, members, root
from derive.scheme.blocks import Block, EntangledError, blocks
from derive.scheme.labels import Term
from derive.scheme.measure import told

ROUNDS = 7
"""How often the precision is doubled."""
LARGEST = 400
"""Rows of the largest block whose eigenvalues are enclosed."""
STEPS, LOST = 40, 16
"""Steps in which vectors become orthonormal, and the bits that are lost by that."""
MOST_TERMS = 4096
"""Labels that are taken one by one, where families have to be."""


def value_at(asked: Asked, point: Mapping[str | Symbol, object], digits: int) -> arb:
    """The bits at an exact point, with a radius below 10**-digits.

    :raises SchemeError: for a missing or unknown name, or where the digits are not reached.
    :raises DomainError: for a value outside of its range.
    """
    exact = exact_point(asked.domain, point)
    goal = arb(10) ** -digits / 4
    for turn in range(ROUNDS):
        with precision((64 + 4 * digits) * 2**turn):
            found = ball_at(asked, exact)
            if found.is_finite() and found.rad() < goal:
                return found
    raise SchemeError(f"{digits} digits are not reached at {_written(exact)}")


def exact_point(domain: Domain, point: Mapping[str | Symbol, object]) -> Point:
    """The values of all symbols of a domain as rational numbers."""
    given = {str(name): value for name, value in point.items()}
    names = {symbol.name: symbol for symbol in domain.symbols}
    missing = [name for name in names if name not in given]
    unknown = [name for name in given if name not in names]
    if missing or unknown:
        wrong = f"no value for {missing[0]}" if missing else f"there is no {unknown[0]} here"
        raise SchemeError(f"{wrong}; a point has {', '.join(names)}")
    exact = {symbol: _rational(name, given[name]) for name, symbol in names.items()}
    for r in domain.ranges:
        if not r.contains(exact):
            raise DomainError(r.symbol.name, exact[r.symbol], str(r))
    for h in domain.hypotheses:
        if not h.subs(exact) >= 0:
            raise DomainError(str(h), h.subs(exact), f"{h} >= 0")
    return exact


def _rational(name: str, value: object) -> Rational:
    """An exact number: a whole one, a fraction, or a decimal as it is written."""
    try:
        return Rational(str(value)) if isinstance(value, str) else Rational(value)
    except (TypeError, ValueError, ZeroDivisionError):
        raise SchemeError(f"{name} = {value} is no number; write 3/10 or 0.3") from None


def _written(point: Point) -> str:
    return ", ".join(f"{symbol} = {value}" for symbol, value in point.items())


def ball_at(asked: Asked, point: Point) -> arb:
    """A ball around the bits; label by label where families are no direct sum of small blocks.

    It is as wide as the working precision, and the balls of the point, make it.
    """
    try:
        found = _by_blocks(asked, point)
    except EntangledError:
        found = arb("nan")
    return found if found.is_finite() else _label_by_label(asked, point)


def _by_blocks(asked: Asked, point: Point) -> arb:
    total = -_entropy(asked, asked.model.terms, (), point)
    for outcome in asked.model.outcomes:
        total += _entropy(asked, told(asked.model, outcome), outcome.families, point)
    return total


def _entropy(asked: Asked, terms: Sequence[Term], families: tuple[One, ...], point: Point) -> arb:
    """The entropy of the blocks of some terms, for all values of the families that are told."""
    total = arb(0)
    for block in blocks(terms, asked.kept, families, asked.matrix):
        limits = tuple((x.index, x.lower, x.upper) for x in (*families, *block.shared))
        check_count(limits, point)
        for at in members(limits, point):
            total += entropy(hermitian(block, asked.matrix, at))
    return total


def _label_by_label(asked: Asked, point: Point) -> arb:
    """The same with every member of a family as a label of its own, amplitudes as written."""
    model = replace(asked.model, terms=asked.model.written)
    every = [own for term in model.terms for own in _single(term, point)]
    if len(every) > MOST_TERMS:
        raise SchemeError(
            f"{len(every)} labels at {_written(point)}; at most {MOST_TERMS} are taken"
        )
    total = -_entropy(asked, [term for _, term in every], (), point)
    for outcome in model.outcomes:
        groups: dict[tuple[Rational, ...], list[Term]] = {}
        for term in told(model, outcome):
            for at, single in _single(term, point):
                values = tuple(at[x.index] for x in outcome.families)
                groups.setdefault(values, []).append(single)
        total += sum((_entropy(asked, own, (), point) for own in groups.values()), arb(0))
    return total


def _single(term: Term, point: Point) -> Iterator[tuple[Point, Term]]:
    """The members of a term, each with the values of its indices."""
    limits = tuple((x.index, x.lower, x.upper) for x in term.families)
    check_count(limits, point, MOST_TERMS)
    for at in members(limits, point):
        own = {x.index: at[x.index] for x in term.families}
        labels = tuple(str(own[x.index]) if isinstance(x, One) else x for x in term.labels)
        yield at, Term(labels, tuple(a.subs(own) for a in term.amplitudes))


def hermitian(block: Block, state: MatrixBase, point: Point) -> acb_mat:
    """A block at a point in an orthonormal basis.

    :raises EntangledError: for rows that are not orthogonal.
    """
    size = block.rows.rows
    if any(block.rows[i, j] != 0 for i in range(size) for j in range(size) if i != j):
        raise EntangledError("the members of a family reach the levels in different ways")
    stacked = _balls(ImmutableMatrix.hstack(*block.coefficients), point)
    weights = _balls(block.weights(state), point)
    norms = diagonal([root(enclosed(block.rows[i, i], point)) for i in range(size)])
    return norms * stacked * weights * stacked.conjugate().transpose() * norms


def diagonal(values: Sequence[Any]) -> acb_mat:
    """The matrix with these values on its diagonal."""
    size = range(len(values))
    return acb_mat([[values[i] if i == j else 0 for j in size] for i in size])


def _balls(matrix: MatrixBase, point: Point) -> acb_mat:
    rows = range(matrix.rows)
    return acb_mat([[enclosed(x, point) for x in matrix.row(i)] for i in rows])


def entropy(matrix: acb_mat) -> arb:
    """The entropy in bits of a matrix that is known to be Hermitian and >= 0."""
    return sum((eta(value) for value in eigenvalues(matrix)), arb(0))


def eta(value: arb) -> arb:
    """-x log2 x of a number that is known to be >= 0."""
    if value > 0 or not value.is_finite():
        return -value * value.log() / arb(2).log()
    top = arb(value.upper())
    if not top < arb(1) / 3:  # above 1/e it does not grow
        return arb("nan")
    return arb(0) if top <= 0 else arb(0).union(-top * top.log() / arb(2).log())


def eigenvalues(matrix: acb_mat) -> list[arb]:
    """Balls around the eigenvalues of a Hermitian matrix, with their multiplicities."""
    size = matrix.nrows()
    if size > LARGEST:
        raise SchemeError(f"a block of {size} rows; at most {LARGEST} are taken")
    if size == 1:
        return [matrix[0, 0].real]
    if not all(x.is_finite() for x in matrix.entries()):
        return [arb("nan")]
    values, vectors = _guess(matrix)
    middle, adjoint = diagonal(values), vectors.conjugate().transpose()
    apart = _norm(adjoint * vectors - diagonal([1] * size))
    wide = _norm(matrix - vectors * middle * adjoint) + (2 * apart + apart * apart) * _norm(middle)
    return [arb(value, wide.upper()) for value in values]


def _guess(matrix: acb_mat) -> tuple[list[arb], acb_mat]:
    """Exact numbers near the eigenvalues and orthonormal eigenvectors of the middle of a matrix."""
    values, vectors = matrix.mid().eig(right=True, algorithm="approx")
    return [arb(value.real.mid()) for value in values], _orthonormal(vectors)


def _orthonormal(vectors: acb_mat) -> acb_mat:
    """The unitary matrix that is nearest, by Newton's iteration.

    It is far where eigenvalues have a multiplicity: any vectors of theirs may be given.
    """
    lengths = [_norm(acb_mat([column])) for column in vectors.transpose().tolist()]
    near, one = vectors * diagonal([1 / x for x in lengths]), diagonal([1] * len(lengths))
    gram = near.conjugate().transpose() * near
    largest = max(sum(map(abs, row), arb(0)) for row in gram.tolist())
    near = (near / largest.sqrt()).mid()  # no singular value is above 1 then
    for _ in range(STEPS):
        gram = near.conjugate().transpose() * near
        if _norm(gram - one) < arb(2) ** (LOST - ctx.prec):
            break
        near = (near * (3 * one - gram) / 2).mid()
    return near


def _norm(matrix: acb_mat) -> arb:
    """The norm of Frobenius."""
    squares = (x.real * x.real + x.imag * x.imag for x in matrix.entries())
    return root(acb(sum(squares, arb(0)))).real
