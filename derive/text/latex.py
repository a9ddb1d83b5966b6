r"""Expressions in the paper's own notation, as LaTeX.

``rho11`` prints as \rho_{11}, ``c`` as |\rho_{01}|, an entropy term ``eta(x)`` as -x \log x with
base 2 understood; \ln is the natural logarithm. The text depends on the expression alone, not on
the order in which a hash table hands out its terms. Equations are made of it by
:mod:`derive.text.layout`.
"""

import re
from functools import cache
from typing import Any

from sympy import (
    Add,
    Expr,
    Function,
    Indexed,
    MatrixBase,
    Mul,
    Pow,
    S,
    Sum,
    Symbol,
    expand,
    fraction,
    log,
    sign,
)
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE

from derive import symbols as sym
from derive.functions import eta, log2
from derive.text.terms import Remembering, ordered_terms


class xlogx(Function):  # noqa: N801 - prints what its name says
    r"""x \log x, without the sign that eta(x) = -x \log x carries; only the printer uses it.

    A second argument is what stands in front of the logarithm in place of x.
    """

    nargs = (1, 2)


def latex(expression: Expr | MatrixBase) -> str:
    r"""One expression or matrix in the paper's notation.

    >>> print(latex(sym.rho11 * (1 - sym.alpha)))
    \rho_{11} \left(1 - e^{-\Gamma t}\right)
    >>> print(latex(eta(sym.rho11) - eta(sym.rho00)))
    \rho_{00} \log \rho_{00} - \rho_{11} \log \rho_{11}
    >>> print(latex(3 * eta(2 * sym.t)))
    -6 t \log\left[2 t\right]
    """
    printer = _printer()
    if not isinstance(expression, MatrixBase):
        return _tidy(printer.doprint(_signed(expression)))
    common, matrix = _common_fraction(expression.applyfunc(_signed))
    front = "" if common is S.One else printer.doprint(1 / common)
    return _tidy(f"{front} {printer.doprint(matrix)}".strip())


def _common_fraction(matrix: MatrixBase) -> tuple[Expr, MatrixBase]:
    """A denominator that all entries share, such as a normalisation, and the matrix without it."""
    below = {fraction(entry, exact=True)[1] for entry in matrix if entry != 0}
    (common,) = below if len(below) == 1 else (S.One,)
    return (common, matrix * common) if common.is_Add else (S.One, matrix)


def terms(expression: Expr) -> list[str]:
    r"""The terms of a sum in the order in which :func:`latex` prints them, each with its sign.

    >>> terms(1 - sym.alpha)
    ['1', '- e^{-\\Gamma t}']
    """
    printer = _printer()
    signed = _signed(expression)
    ordered = printer._as_ordered_terms(signed) if expression.is_Add else [signed]
    first, *rest = (_tidy(printer.doprint(term)) for term in ordered)
    return [first, *(f"- {x[1:].strip()}" if x.startswith("-") else f"+ {x}" for x in rest)]


def _signed(expression: Expr) -> Expr:
    """Entropy terms with their minus sign outside, where sums of terms can see it."""
    visible = expression.replace(eta, lambda argument: -xlogx(argument))
    merged = visible.replace(lambda term: term.is_Mul, _one_number)
    return merged.replace(Sum, _signed_sum)


def _one_number(term: Expr) -> Expr:
    r"""3 (2 x) \log 2 x as 6 x \log 2 x."""
    number, entropy = term.as_coeff_Mul()
    if abs(number) == 1 or not isinstance(entropy, xlogx):
        return term
    argument = entropy.args[0]
    if argument.as_coeff_Mul()[0] == 1:
        return term
    return sign(number) * xlogx(argument, abs(number) * argument)


def _signed_sum(term: Expr, *limits: Any) -> Expr:
    return -Sum(-term, *limits) if term.could_extract_minus_sign() else Sum(term, *limits)


def _sign_inside(product: Expr) -> Expr:
    """-x (b - a) as x (a - b); a bracket with a number in it, such as 1 - x, stays."""
    for factor in product.args if product.as_coeff_Mul()[0].is_negative else ():
        parts = Add.make_args(factor)
        signs = {bool(x.could_extract_minus_sign()) for x in parts}
        if len(signs) == 2 and not any(x.is_number for x in parts):
            return Mul(-product / factor, -factor)
    return product


def _tidy(text: str) -> str:
    """No space after a leading sign, no space at the inner side of brackets."""
    text = re.sub(r"(^|[{(\[]|= )- ", r"\1-", text)
    return re.sub(r" +(\\right|[})])", r"\1", text)


class PaperPrinter(Remembering, LatexPrinter):
    """SymPy's printer with the paper's names and its way to write sums, exponentials and logs."""

    def __init__(self) -> None:
        names = {quantity.symbol: quantity.latex for quantity in sym.TABLE.values()}
        super().__init__(
            {"mat_str": "pmatrix", "mat_delim": "", "ln_notation": True, "symbol_names": names}
        )

    # Sums and products.

    def _as_ordered_terms(self, expr: Expr, order: str | None = None) -> list[Expr]:
        """Positive terms first, among them numbers first: 1 - exp(-Gamma t)."""
        return sorted(
            ordered_terms(expr, order),
            key=lambda x: (bool(x.could_extract_minus_sign()), not x.is_number),
        )

    def _print_Add(self, expr: Expr, order: str | None = None) -> str:
        """A common factor 1/2 in front: the eigenvalues of a 2 x 2 matrix read so."""
        if not all(abs(x.as_coeff_Mul()[0]) == S.Half for x in expr.args):
            return super()._print_Add(expr, order=order)
        doubled = super()._print_Add(expand(2 * expr, deep=False), order=order)
        return rf"\frac{{1}}{{2}} \left[{doubled}\right]"

    def _print_Mul(self, expr: Expr) -> str:
        """A bracket of entropy terms stands behind its factor, not in a numerator."""
        expr = _sign_inside(expr)
        brackets = [x for x in expr.args if isinstance(x, Add) and x.has(xlogx, log2)]
        factor = Mul(*(x for x in expr.args if x not in brackets))
        if not brackets or factor is S.One:
            return super()._print_Mul(expr)
        front = "-" if factor is S.NegativeOne else self._print(factor)
        front = rf"\left({front}\right)" if isinstance(factor, Add) else front
        return " ".join([front, *(rf"\left[{self._print(x)}\right]" for x in brackets)])

    def _print_Sum(self, expr: Sum) -> str:
        ((index, lower, upper),) = expr.limits
        term = self.parenthesize(expr.function, PRECEDENCE["Mul"], strict=True)
        head = rf"\sum_{{{self._print(index)}={self._print(lower)}}}^{{{self._print(upper)}}}"
        return f"{head} {term}"

    # Exponentials, roots and moduli.

    def _print_ExpBase(self, expr: Expr, exp: str | None = None) -> str:
        power = f"e^{{{self._inline(expr.args[0])}}}"
        return power if exp is None else rf"\left({power}\right)^{{{exp}}}"

    def _print_Pow(self, expr: Pow) -> str:
        """The root of a member that prints as a square, |c_i|^2, has no root sign."""
        square = self._print(expr.base) if isinstance(expr.base, Indexed) else ""
        if not (square.endswith("^2") and expr.exp.q == 2):
            return super()._print_Pow(expr)
        root = square.removesuffix("^2")
        return root if expr.exp == S.Half else rf"{root}^{{{2 * expr.exp}}}"

    def _print_Abs(self, expr: Expr, exp: str | None = None) -> str:
        modulus = f"|{self._print(expr.args[0])}|"
        return modulus if exp is None else f"{modulus}^{{{exp}}}"

    def _print_conjugate(self, expr: Expr, exp: str | None = None) -> str:
        inner = self.parenthesize(expr.args[0], PRECEDENCE["Atom"], strict=True)
        return f"{inner}^*" if exp is None else rf"\left({inner}^*\right)^{{{exp}}}"

    def _inline(self, expr: Expr) -> str:
        """A fraction with a slash, as it reads well in an exponent."""
        numerator, denominator = fraction(expr, exact=True)
        if denominator is S.One:
            return self._print(expr)
        below = self._print(denominator)
        below = f"({below})" if isinstance(denominator, Add | Mul) else below
        return f"{self.parenthesize(numerator, PRECEDENCE['Add'])}/{below}"

    # Logarithms and other functions.

    def _print_xlogx(self, expr: Expr) -> str:
        argument, before = expr.args[0], expr.args[-1]
        front = self._print(before)
        if isinstance(before, Add | Sum) or front.startswith("-"):
            front = rf"\left({front}\right)"
        return rf"{front} \log{self._argument(argument)}"

    def _print_log2(self, expr: Expr, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\log{power}{self._argument(expr.args[0])}"

    def _print_log(self, expr: Expr, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\ln{power}{self._argument(expr.args[0])}"

    def _print_Phi(self, expr: Expr) -> str:
        return rf"\Phi\left({self._print(expr.args[0])}\right)"

    def _print_atanh(self, expr: Expr, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\operatorname{{arctanh}}{power}\left({self._print(expr.args[0])}\right)"

    def _argument(self, expr: Expr) -> str:
        r"""The argument of a logarithm, in square brackets unless it is a single factor.

        A power of a bracket has them too: \log (1 - x)^2 could be the square of a logarithm.
        """
        text = self._print(expr)
        compound = isinstance(expr, Add | Mul | Sum | log2 | log) or text.startswith(r"\left")
        return rf"\left[{text}\right]" if compound else f" {text}"

    # Symbols.

    def _print_Indexed(self, expr: Indexed) -> str:
        name = expr.base.label.name
        form = sym.FAMILIES.get(name, f"{name}_{{%s}}")
        return form % "".join(self._print(index) for index in expr.indices)

    def _print_Symbol(self, expr: Symbol, style: str = "plain") -> str:
        mode = re.fullmatch(r"a_(\d)(_dag)?", expr.name)
        if mode and not expr.is_commutative:
            return f"a_{{{mode[1]}}}" + (r"^{\dagger}" if mode[2] else "")
        if isinstance(expr, sym.LatexSymbol):
            return expr.name
        return super()._print_Symbol(expr, style)


_printer = cache(PaperPrinter)
"""One printer for all."""
