"""States of the source: general ones of two levels, incoherent ones, and a matrix of one's own."""

from collections.abc import Sequence

from sympy import Expr, I, ImmutableMatrix, MatrixBase, S, Symbol, exp

from derive import symbols as sym
from derive.errors import FormulaError, SchemeError
from derive.model.domain import QUBIT, Domain, Range
from derive.scheme.generators import plain
from derive.scheme.isometry import conj
from derive.scheme.model import Model
from derive.scheme.ring import Ring, normal
from derive.scheme.signs import Signs
from derive.scheme.spectra import characteristic

STATES = ("general", "incoherent")
PHASE = Domain((Range(sym.phase, -S.Infinity, S.Infinity),))


def population(level: int) -> Symbol:
    """The population of a level above the lowest.

    >>> population(2), population(1) == sym.rho11
    (rho22, True)
    """
    if level == 1:
        return sym.rho11
    name, latex = f"rho{level}{level}", rf"\rho_{{{level}{level}}}"
    return sym.Defined(name, latex, f"population of level {level}", S.Zero, S.One, nonnegative=True)


def incoherent(levels: int) -> tuple[ImmutableMatrix, Domain]:
    """The state with populations alone; that of the lowest level is the rest."""
    above = [population(level) for level in range(1, levels)]
    rest, ranges = S.One, []
    for symbol in above:
        ranges.append(Range(symbol, S.Zero, rest))
        rest -= symbol
    return ImmutableMatrix.diag(rest, *above), Domain(tuple(ranges))


def general(phase: bool) -> tuple[ImmutableMatrix, Domain]:
    """Any state of two levels; without the phase of its coherence where nothing depends on it."""
    turn = exp(I * sym.phase) if phase else S.One
    rows = [[1 - sym.rho11, sym.c * turn], [sym.c / turn, sym.rho11]]
    return ImmutableMatrix(rows), QUBIT & PHASE if phase else QUBIT


def own(
    state: MatrixBase | Sequence[Sequence[Expr]], model: Model
) -> tuple[ImmutableMatrix, Domain]:
    """A state of one's own: Hermitian, of trace one, and shown to be >= 0.

    :raises SchemeError: for what is no state of the source.
    """
    matrix = _matrix(state).applyfunc(plain)
    if matrix.shape != (model.levels, model.levels):
        raise SchemeError(f"a state of shape {matrix.shape}; the source has {model.levels} levels")
    domain = _ranges(matrix)
    signs = Signs(domain & model.domain)
    if any(normal(x) != 0 for x in matrix - matrix.T.applyfunc(conj)):
        raise SchemeError("the state is not Hermitian, or not shown to be")
    if normal(matrix.trace() - 1) != 0:
        raise SchemeError(f"the state has the trace {normal(matrix.trace())}, not shown to be 1")
    for size, minor in enumerate(_minors(matrix), start=1):
        if not signs.nonnegative(minor):
            raise SchemeError(
                f"the state is not shown to be >= 0: its minors of size {size} sum to {minor}"
            )
    return matrix, domain


def _matrix(state: MatrixBase | Sequence[Sequence[Expr]]) -> ImmutableMatrix:
    """The same as a matrix of expressions."""
    if isinstance(state, MatrixBase):
        return ImmutableMatrix(state)
    try:
        return ImmutableMatrix([[sym.expression(entry) for entry in row] for row in state])
    except (FormulaError, TypeError, ValueError) as error:
        raise SchemeError(f"the state is no matrix: {error}") from None


def _ranges(matrix: ImmutableMatrix) -> Domain:
    """The ranges of the symbols of a state."""
    if matrix.has(sym.c):
        return QUBIT & (PHASE if matrix.has(sym.phase) else Domain())
    unknown = [s for s in matrix.free_symbols if sym.ends(s) is None]
    if unknown:
        raise SchemeError(f"{unknown[0]} is not known; sym.define gives it a range and a meaning")
    ranged = sorted(matrix.free_symbols, key=lambda s: s.name)
    return Domain(tuple(Range(s, *(sym.ends(s) or ())) for s in ranged))


def _minors(matrix: ImmutableMatrix) -> list[Expr]:
    """The sums of all principal minors of each size, from the characteristic polynomial."""
    ring = Ring([*matrix])
    rows = [[ring.read(entry) for entry in matrix.row(i)] for i in range(matrix.rows)]
    higher = map(ring.write, characteristic(rows, ring)[1:])
    return [normal((-1) ** size * x) for size, x in enumerate(higher, start=1)]
