"""The terms of a sum in the order in which they are written: all texts of one formula share it."""

from functools import cached_property, lru_cache
from typing import Any

from sympy import Basic, Expr
from sympy.printing.printer import Printer


@lru_cache(maxsize=4096)
def ordered_terms(total: Expr, order: str | None = None) -> tuple[Expr, ...]:
    """The terms in one of SymPy's orders, which takes longer to find than all else to write.

    >>> from sympy.abc import x
    >>> ordered_terms(1 + x**2 + x)
    (x**2, x, 1)
    """
    return tuple(total.as_ordered_terms(order))


class Remembering(Printer):
    """Lets a printer of SymPy write nothing twice: formulas repeat each other, and their terms."""

    @cached_property
    def known(self) -> dict[Basic, str]:
        """What has been written."""
        return {}

    def _print(self, expr: Any, **kwargs: Any) -> str:
        if kwargs or not isinstance(expr, Basic):
            return super()._print(expr, **kwargs)
        if expr not in self.known:
            self.known[expr] = super()._print(expr)
        return self.known[expr]

    def _as_ordered_terms(self, expr: Expr, order: str | None = None) -> list[Expr]:
        return [*ordered_terms(expr, order)]
