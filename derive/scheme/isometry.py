"""Whether the images of the levels are normalised and orthogonal, exactly, on the whole domain."""

from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement

from sympy import Add, Expr, I, S, Sum

from derive.errors import SchemeError
from derive.scheme.labels import Term, text
from derive.scheme.ring import normal
from derive.scheme.signs import Signs
from derive.scheme.sums import closed


def conj(amplitude: Expr) -> Expr:
    """The complex conjugate, of real symbols and of roots of what is >= 0."""
    return amplitude.xreplace({I: -I})


def summed(value: Expr, term: Term) -> Expr:
    """A value of a term, summed over the members of its families."""
    limits = [(x.index, x.lower, x.upper) for x in term.families]
    return Sum(value, *limits) if limits and value != 0 else value


def overlap(terms: Iterable[Term], row: int, column: int, signs: Signs) -> Expr:
    """The inner product of the images of two levels, which meet in some terms, in normal form."""
    products = (summed(conj(t.amplitudes[row]) * t.amplitudes[column], t) for t in terms)
    return normal(closed(Add(*products), signs))


def check_isometry(terms: Sequence[Term], signs: Signs) -> None:
    """Nothing, if the images are shown to be normalised and orthogonal.

    :raises SchemeError: with the level, and the squared norm or overlap that is not shown to be
        1 or 0.
    """
    count = len(terms[0].amplitudes) if terms else 0
    images = [{n: t for n, t in enumerate(terms) if t.amplitudes[own] != 0} for own in range(count)]
    for row, column in combinations_with_replacement(range(count), 2):
        shared = [term for place, term in images[row].items() if place in images[column]]
        value = overlap(shared, row, column, signs)
        if normal(value - (S.One if row == column else S.Zero)) != 0:
            raise SchemeError(_unlike(shared, row, column, value))


def _unlike(shared: Sequence[Term], row: int, column: int, value: Expr) -> str:
    """What is wrong with the images of two levels, or of one."""
    labels = ", ".join(repr(text(term.labels)) for term in shared[:4])
    if row == column:
        return (
            f"level {row}: its image, at {labels}, has the squared norm {value}, not shown to be 1"
        )
    return (
        f"levels {row} and {column}: their images share {labels}; "
        f"their overlap {value} is not shown to be 0"
    )
