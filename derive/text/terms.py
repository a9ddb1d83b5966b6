"""The terms of a sum in the order in which they are written: all texts of one formula share it."""

from functools import lru_cache

from sympy import Expr


@lru_cache(maxsize=4096)
def ordered_terms(total: Expr, order: str | None = None) -> tuple[Expr, ...]:
    """The terms in one of SymPy's orders, which takes longer to find than all else to write.

    >>> from sympy.abc import x
    >>> ordered_terms(1 + x**2 + x)
    (x**2, x, 1)
    """
    return tuple(total.as_ordered_terms(order))
