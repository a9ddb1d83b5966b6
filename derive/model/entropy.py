"""Entropies of distributions and states, Sec. II.B: bits, and 0 log 0 = 0 by construction."""

from collections.abc import Iterable
from functools import cache

from sympy import Add, Expr, ImmutableMatrix, MatrixBase, Mul, S, expand, sqrt

from derive import symbols as sym
from derive.functions import eta


def binary_entropy(probability: Expr) -> Expr:
    """h(p) = -p log2 p - (1-p) log2 (1-p), in bits, for p in [0, 1].

    >>> binary_entropy(S.Half)
    1
    """
    return eta(probability) + eta(1 - probability)


def shannon(probabilities: Iterable[Expr]) -> Expr:
    """Entropy of a finite distribution, in bits; also of an unnormalised one, term by term."""
    return Add(*(eta(p) for p in probabilities))


def von_neumann(state: MatrixBase) -> Expr:
    """Entropy -tr(rho log2 rho) in bits, from the exact spectrum with its multiplicities."""
    return shannon(spectrum(state))


def spectrum(matrix: MatrixBase) -> tuple[Expr, ...]:
    """Eigenvalues of a positive matrix with multiplicities, block by block, larger first.

    From the characteristic polynomial of each connected block; a block has rank <= 2 or is
    2 x 2, which covers an atom with at most one photon. rho01 rho10 is written as c**2.

    :raises ValueError: for a block of rank 3 or more, which has no closed form worth printing.

    >>> from sympy import Matrix
    >>> spectrum(Matrix([[sym.rho00, sym.rho01], [sym.rho10, sym.rho11]]))[0]
    sqrt(4*c**2 + (rho00 - rho11)**2)/2 + 1/2
    """
    places = sorted(sorted(block) for block in matrix.connected_components())
    blocks = (ImmutableMatrix(matrix.extract(rows, rows)) for rows in places)
    return tuple(root for block in blocks for root in _roots(block))


def moduli(expression: Expr) -> Expr:
    """The same expression with rho01 rho10 written as c**2 and rho00 + rho11 as 1."""
    squared = expression.subs(sym.rho10, sym.c**2 / sym.rho01)
    return squared.subs(sym.rho00 + sym.rho11, S.One)


@cache
def _roots(block: ImmutableMatrix) -> tuple[Expr, ...]:
    trace, *minors = _minors(block)
    if len([m for m in minors if m != 0]) > 1:
        raise ValueError(f"a block of rank 3 or more, of size {block.rows}, has no closed spectrum")
    if not minors or minors[0] == 0:
        return (trace, *(S.Zero for _ in minors))
    root = sqrt(_discriminant(block, trace, minors[0]))
    return ((trace + root) / 2, (trace - root) / 2, *(S.Zero for _ in minors[1:]))


def _minors(block: MatrixBase) -> list[Expr]:
    """Sums of principal minors, e_1 (the trace) to e_size, by the characteristic polynomial."""
    return [_trace(block), *(expand(moduli(expand(e))) for e in _higher_minors(block))]


def _higher_minors(block: MatrixBase) -> list[Expr]:
    if block.rows <= 2:
        return [block.det()] if block.rows == 2 else []
    higher = block.charpoly(simplify=expand).all_coeffs()[2:]
    return [(-1) ** size * e for size, e in enumerate(higher, start=2)]


def _trace(block: MatrixBase) -> Expr:
    """The trace as it stands, or as a number where rho00 + rho11 = 1 makes it one."""
    total = moduli(expand(block.trace()))
    return total if total.is_number else moduli(block.trace())


def _discriminant(block: MatrixBase, trace: Expr, minor: Expr) -> Expr:
    """trace**2 - 4 minor; for a 2 x 2 block in the form (a - d)**2 + 4 |b|**2, plainly >= 0."""
    if block.rows > 2:
        return expand(trace**2 - 4 * minor)
    a, b, b_conjugate, d = block
    return (a - d) ** 2 + 4 * moduli(b * b_conjugate)


def split_products(expression: Expr) -> Expr:
    """Every eta of a product taken apart: eta(x y) = x eta(y) + y eta(x), the chain rule.

    Powers follow: eta(x**j) = j x**(j-1) eta(x). Exact for x, y >= 0, zero included.

    >>> from sympy.abc import x, y
    >>> split_products(eta(x * y))
    x*eta(y) + y*eta(x)
    """
    return expression.replace(eta, _eta_of_product)


def _eta_of_product(argument: Expr) -> Expr:
    factors = Mul.make_args(argument)
    return Add(*(argument / factor * _eta_of_power(factor) for factor in factors))


def _eta_of_power(factor: Expr) -> Expr:
    base, exponent = factor.as_base_exp()
    return exponent * base ** (exponent - 1) * eta(base)
