"""Spectra of blocks as formulas: factors of the characteristic polynomial of degree 1 and 2."""

from collections.abc import Iterator, Sequence

from flint import fmpq_mpoly
from sympy import Dummy, Expr, MatrixBase, Mul, S, sqrt

from derive.scheme.blocks import Block
from derive.scheme.ring import Fraction, Ring, by_power, normal
from derive.scheme.roots import NotShownError, root
from derive.scheme.signs import Signs
from derive.scheme.sums import closed

LARGEST = 10
"""Rows of the largest matrix whose characteristic polynomial is computed with symbols."""
Rows = list[list[Fraction]]


class NoFormulaError(Exception):
    """A block without a closed spectrum: which one, and why."""


def spectrum(block: Block, state: MatrixBase, signs: Signs) -> list[Expr]:
    """The eigenvalues of a block that are not zero, with their multiplicities.

    :raises NoFormulaError: for a factor of degree 3 or more, or too large a matrix.
    """
    matrix = block.matrix(state).applyfunc(lambda x: closed(x, signs))
    if matrix.rows > LARGEST:
        raise NoFormulaError(
            f"the block of {_names(block)} has {matrix.rows} rows; "
            f"at most {LARGEST} are taken with symbols"
        )
    try:
        return list(_eigenvalues(matrix, signs))
    except NoFormulaError as error:
        raise NoFormulaError(
            f"the block of {_names(block)} has no closed spectrum: {error}"
        ) from None


def _names(block: Block) -> str:
    shown = ", ".join(map(repr, block.names[:6]))
    return f"{shown}, ..." if len(block.names) > 6 else shown


def _eigenvalues(matrix: MatrixBase, signs: Signs) -> Iterator[Expr]:
    if matrix.rows == 1:
        yield normal(matrix[0])
        return
    unknown = Dummy("x")
    ring = Ring([unknown, *matrix])
    rows = [[ring.read(entry) for entry in matrix.row(i)] for i in range(matrix.rows)]
    polynomial = ring.number(0)
    for coefficient in characteristic(rows, ring):
        polynomial = polynomial * ring.read(unknown) + coefficient
    for base, power in polynomial.above.factor()[1]:
        own = _in_powers(ring, base, unknown)
        for value in _roots(ring, own, matrix, signs):
            yield from [value] * int(power)


def characteristic(rows: Rows, ring: Ring) -> list[Fraction]:
    """The characteristic polynomial, highest power first (Faddeev and LeVerrier)."""
    size = len(rows)
    found, power = (
        [ring.number(1)],
        [[ring.number(int(i == j)) for j in range(size)] for i in range(size)],
    )
    for step in range(1, size + 1):
        power = _times(rows, power, ring)
        trace = ring.number(0)
        for i in range(size):
            trace = trace + power[i][i]
        found.append(trace / ring.number(-step))
        for i in range(size):
            power[i][i] = power[i][i] + found[-1]
    return found


def _times(first: Rows, second: Rows, ring: Ring) -> Rows:
    size = range(len(first))
    result = [[ring.number(0) for _ in size] for _ in size]
    for i in size:
        for k in size:
            if first[i][k]:
                for j in size:
                    result[i][j] = result[i][j] + first[i][k] * second[k][j]
    return result


def _in_powers(ring: Ring, value: fmpq_mpoly, unknown: Expr) -> list[Fraction]:
    """The coefficients of a factor, lowest power of the unknown first."""
    parts = by_power(value, ring.values.index(unknown))
    zero, one = ring.context.constant(0), ring.context.constant(1)
    return [ring.fraction(parts.get(power, zero), one) for power in range(max(parts) + 1)]


def _roots(
    ring: Ring, coefficients: Sequence[Fraction], matrix: MatrixBase, signs: Signs
) -> list[Expr]:
    """The roots that are not zero of a factor, lowest coefficient first."""
    degree = len(coefficients) - 1
    if degree == 0 or (degree == 1 and not coefficients[0]):
        return []
    if degree > 2:
        raise NoFormulaError(f"its characteristic polynomial has a factor of degree {degree}")
    scaled = [ring.write(x / coefficients[-1]) for x in coefficients]
    if degree == 1:
        return [normal(-scaled[0])]
    trace, product = normal(-scaled[1]), scaled[0]
    gap = _gap(_discriminant(trace, product, matrix), signs)
    return [normal((trace + gap) / 2), normal((trace - gap) / 2)]


def _discriminant(trace: Expr, product: Expr, matrix: MatrixBase) -> Expr:
    """trace**2 - 4 product; of a matrix of two rows as (a - d)**2 + 4 b c, plainly >= 0."""
    whole, apart = normal(trace**2 - 4 * product), normal(trace) ** 2 - 4 * normal(product)
    if matrix.rows == 2:
        a, b, c, d = matrix
        apart = normal(a - d) ** 2 + 4 * normal(b * c)
    is_product = any(x.is_Pow for x in Mul.make_args(whole))
    return whole if is_product or whole.count_ops() < apart.count_ops() else apart


def _gap(discriminant: Expr, signs: Signs) -> Expr:
    """The root of a discriminant, with the squares in it taken out where their sign is known."""
    outside, inside = S.One, S.One
    for part in Mul.make_args(discriminant):
        base, power = part.as_base_exp()
        sign = next((s for s in (1, -1) if signs.nonnegative(s * base)), 0)
        if sign and power.is_Integer and power % 2 == 0:
            outside *= (sign * base) ** (power / 2)
        else:
            inside *= part
    return outside * _root(inside, signs)


def _root(value: Expr, signs: Signs) -> Expr:
    try:
        return root(value, signs)
    except NotShownError:
        return sqrt(value)
