"""The state of some registers as a direct sum of blocks, families of labels included.

A family whose amplitudes are multiples of one function of its index is one direction, whose norm is
a sum; a family that is correlated with one outside makes one block for each value of the index. A
block is small then however long the family is, and its spectrum is that of a product of matrices.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr, ImmutableMatrix, MatrixBase, Mul, Pow, S, Sum, Symbol, exp, zeros

from derive.model.hilbert import Labels, One
from derive.scheme.generators import parts_of
from derive.scheme.isometry import conj
from derive.scheme.labels import Term, text
from derive.scheme.model import at

Direction = tuple[Labels, Expr]
"""Labels, and what the amplitude depends on of the indices in them."""


class EntangledError(Exception):
    """Families that are no direct sum of small blocks: which, and why."""


@dataclass(frozen=True)
class Part:
    """A term as seen from some registers: coefficients by level of a row and a column."""

    row: Direction
    column: Direction
    coefficients: Mapping[int, Expr]
    shared: tuple[One, ...]


@dataclass(frozen=True)
class Block:
    """A block of the state: coefficients by level, and the overlaps of its rows and columns.

    There is one for each value of the `shared` indices. `names` are the labels of its rows,
    `levels` those of the source that have coefficients.
    """

    levels: tuple[int, ...]

    coefficients: tuple[ImmutableMatrix, ...]
    rows: ImmutableMatrix
    columns: ImmutableMatrix
    shared: tuple[One, ...]
    names: tuple[str, ...]

    def matrix(self, state: MatrixBase) -> MatrixBase:
        """A matrix with the spectrum of the block, the smaller one of two."""
        stacked = ImmutableMatrix.hstack(*self.coefficients)
        used = [j for j in range(stacked.cols) if any(x != 0 for x in stacked.col(j))]
        stacked = stacked[:, used]
        weights = self.weights(state).extract(used, used)
        adjoint = stacked.T.applyfunc(conj)
        if stacked.rows <= stacked.cols:
            return stacked * weights * adjoint * self.rows
        return weights * adjoint * self.rows * stacked

    def weights(self, state: MatrixBase) -> ImmutableMatrix:
        """The state of the levels that occur, times the overlaps of the columns."""
        return kron(state.extract(self.levels, self.levels), self.columns)


def kron(first: MatrixBase, second: MatrixBase) -> ImmutableMatrix:
    """The tensor product of two matrices."""
    rows = [[first[i, j] * second for j in range(first.cols)] for i in range(first.rows)]
    return ImmutableMatrix.vstack(*(ImmutableMatrix.hstack(*row) for row in rows))


def blocks(
    terms: Sequence[Term], kept: tuple[int, ...], fixed: Iterable[One], state: MatrixBase
) -> list[Block]:
    """The blocks of the state of the registers at the places `kept`; `fixed` indices are given.

    :raises EntangledError: for families that are no direct sum of small blocks.
    """
    told = {x.index for x in fixed}
    parts = [part for term in terms for part in _parts(term, kept, told)]
    for side in ("row", "column"):
        _check_uniform(parts, side)
    return [_block(component, told) for component in _components(parts, state)]


def _parts(term: Term, kept: tuple[int, ...], fixed: set[Symbol]) -> Iterable[Part]:
    """A term by what is kept and what is traced out, once for each way to depend on indices."""
    rest = tuple(place for place in range(len(term.labels)) if place not in kept)
    inside, outside = at(term.labels, kept), at(term.labels, rest)
    own, other = _indices(inside, fixed), _indices(outside, fixed)
    shared = tuple(x for x in own if x in other)
    row, column = ({x.index for x in some if x not in shared} for some in (own, other))
    found: dict[tuple[Expr, Expr], dict[int, Expr]] = {}
    for level, amplitude in enumerate(term.amplitudes):
        if amplitude != 0:
            coefficient, *ways = separated(amplitude, row, column)
            found.setdefault((ways[0], ways[1]), {})[level] = coefficient
    for (first, second), numbers in found.items():
        yield Part((inside, first), (outside, second), numbers, shared)


def _indices(labels: Labels, fixed: set[Symbol]) -> tuple[One, ...]:
    ones = dict.fromkeys(x for x in labels if isinstance(x, One))
    return tuple(x for x in ones if x.index not in fixed)


def separated(value: Expr, row: set[Symbol], column: set[Symbol]) -> tuple[Expr, Expr, Expr]:
    """A product as what is free of indices, what depends on the first, and on the second.

    :raises EntangledError: for a factor that depends on both.
    """
    parts = [S.One, S.One, S.One]
    for factor in _factors(value):
        places = [bool(factor.free_symbols & row), bool(factor.free_symbols & column)]
        if all(places):
            raise EntangledError(f"{factor} depends on what is held and on what is not")
        parts[1 + places.index(True) if any(places) else 0] *= factor
    return parts[0], parts[1], parts[2]


def _factors(value: Expr) -> Iterable[Expr]:
    """The factors of a product, powers with a sum in the exponent taken apart."""
    for factor in Mul.make_args(value):
        base, exponent = factor.as_base_exp()
        if isinstance(factor, exp | Pow) and exponent.free_symbols:
            yield from (Pow(base, number * part) for part, number in parts_of(exponent))
        else:
            yield factor


def _check_uniform(parts: Sequence[Part], side: str) -> None:
    """Whether each label shares its indices with the other side always or never."""
    shared: dict[Labels, tuple[One, ...]] = {}
    for part in parts:
        labels, _ = getattr(part, side)
        if shared.setdefault(labels, part.shared) != part.shared:
            raise EntangledError(
                f"the family {text(labels)!r} is in part coherent, in part correlated with another"
            )


def _components(parts: Sequence[Part], state: MatrixBase) -> list[list[Part]]:
    """Parts that are connected by a row, or by a column and a level; in the order of the first.

    Rows of one family overlap, and belong together.
    """
    group_of: dict[object, int] = {}
    groups: dict[int, tuple[list[object], list[Part]]] = {}
    for number, (part, kind) in enumerate(_by_class(parts, state)):
        names: list[object] = [("row", part.row[0]), ("column", part.column[0], kind)]
        members = [part]
        for old in sorted({group_of[name] for name in names if name in group_of}):
            own = groups.pop(old)
            names, members = [*own[0], *names], [*own[1], *members]
        groups[number] = (names, members)
        group_of |= dict.fromkeys(names, number)
    return [members for _, members in groups.values()]


def _by_class(parts: Sequence[Part], state: MatrixBase) -> Iterable[tuple[Part, int]]:
    """Each part once for every set of levels that the state connects, with its number."""
    classes = {
        level: n for n, levels in enumerate(state.connected_components()) for level in levels
    }
    for part in parts:
        for kind in dict.fromkeys(classes[level] for level in part.coefficients):
            own = {level: x for level, x in part.coefficients.items() if classes[level] == kind}
            yield Part(part.row, part.column, own, part.shared), kind


def _block(parts: Sequence[Part], fixed: set[Symbol]) -> Block:
    rows = list(dict.fromkeys(part.row for part in parts))
    columns = list(dict.fromkeys(part.column for part in parts))
    levels = sorted({level for part in parts for level in part.coefficients})
    found = {level: zeros(len(rows), len(columns)) for level in levels}
    for part in parts:
        place = rows.index(part.row), columns.index(part.column)
        for level, coefficient in part.coefficients.items():
            found[level][place] += coefficient
    shared = parts[0].shared
    told = fixed | {x.index for x in shared}
    return Block(
        tuple(levels),
        tuple(map(ImmutableMatrix, found.values())),
        _overlaps(rows, told),
        _overlaps([(labels, conj(value)) for labels, value in columns], told),
        shared,
        tuple(text(labels) for labels, _ in rows),
    )


def _overlaps(directions: Sequence[Direction], fixed: set[Symbol]) -> ImmutableMatrix:
    """The inner products of some directions."""
    size = len(directions)
    return ImmutableMatrix(size, size, lambda i, j: _overlap(directions[i], directions[j], fixed))


def _overlap(first: Direction, second: Direction, fixed: set[Symbol]) -> Expr:
    (labels, left), (others, right) = first, second
    if labels != others:
        return S.Zero
    limits = [(x.index, x.lower, x.upper) for x in _indices(labels, fixed)]
    return Sum(conj(left) * right, *limits) if limits else S.One
