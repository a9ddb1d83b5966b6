"""A formula as SymPy's own text, to be pasted into a SymPy session or given to ``sympify``.

SymPy's logarithm is natural, and it knows neither entropies in bits nor Phi: ``log2``, ``eta`` and
``Phi`` are written out in its functions. The value is the same wherever no logarithm is of 0.
"""

from functools import cache

import sympy
from sympy import Expr, Function, Indexed, MatrixBase, Rational, Symbol, erf, log
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter

from derive.functions import Called, Phi, eta, log2
from derive.text.terms import Remembering


class bits(Function):  # noqa: N801 - a quantity, printed as what it is
    """x log2 x, which prints as a product: eta without its sign, which a sum should see."""

    nargs = 1
    precedence = PRECEDENCE["Mul"]


def for_sympy(value: Expr | MatrixBase) -> str:
    """An expression or a matrix as text that SymPy reads as the same value.

    >>> from derive import symbols as sym
    >>> for_sympy(eta(sym.rho11) + sym.click[sym.i] / 2)
    "-rho11*log(rho11)/log(2) + IndexedBase('p')[i]/2"
    """
    if isinstance(value, MatrixBase):
        rows = ([for_sympy(entry) for entry in value.row(j)] for j in range(value.rows))
        return "Matrix([" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "])"
    natural = value.replace(log2, lambda u: log(u) / log(2)).replace(eta, lambda u: -bits(u))
    return _printer().doprint(natural.replace(Phi, lambda u: Phi(u).rewrite(erf)))


class _SymPyPrinter(Remembering, StrPrinter):
    """SymPy's printer, but for what Python or SymPy's own names would read otherwise."""

    printmethod = "_for_sympy"  # the nodes' own texts, p[i] and c_q(t), are not asked

    def _print_bits(self, expr: bits) -> str:
        factor = self.parenthesize(expr.args[0], PRECEDENCE["Mul"])
        return f"{factor}*log({self._print(expr.args[0])})/log(2)"

    def _print_Rational(self, expr: Rational) -> str:
        return str(expr) if expr.q == 1 else f"Rational({expr.p}, {expr.q})"  # 1/2 is 0.5 in Python

    def _print_Half(self, expr: Rational) -> str:
        return self._print_Rational(expr)

    def _print_Symbol(self, expr: Symbol) -> str:
        if not expr.is_commutative:
            return f"Symbol({expr.name!r}, commutative=False)"
        return f"Symbol({expr.name!r})" if hasattr(sympy, expr.name) else expr.name

    def _print_Indexed(self, expr: Indexed) -> str:
        indices = ", ".join(map(self._print, expr.indices))
        return f"IndexedBase({expr.base.label.name!r})[{indices}]"

    def _print_Function(self, expr: Function) -> str:
        name = expr.called if isinstance(expr, Called) else ""
        return f"{name}({self._print(expr.args[-1])})" if name else super()._print_Function(expr)


_printer = cache(_SymPyPrinter)
"""One printer for all."""
