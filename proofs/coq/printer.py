"""SymPy to Gallina, for the formulas of the paper: real numbers, sums over bins, 2 x 2 matrices.

Numbers are Coq's reals, and numbers of bins its naturals. Whatever is not listed in
:data:`SUPPORTED` is refused rather than printed on trust.
"""

from collections.abc import Callable

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Integral,
    MatrixBase,
    Mul,
    Pow,
    Rational,
    Sum,
    Symbol,
    Tuple,
    atanh,
    exp,
    log,
    preorder_traversal,
)
from sympy.printing.precedence import precedence
from sympy.printing.str import StrPrinter

from derive import symbols as sym
from derive.functions import eta, log2

FUNCTIONS = {Abs: "Rabs", atanh: "artanh", eta: "eta", exp: "exp", log: "ln", log2: "log2"}
SUPPORTED = (Add, Integral, Mul, Pow, Rational, Sum, Symbol, Tuple, *FUNCTIONS)
NATURALS = (sym.n, sym.k)
COMPLEX = {sym.rho01: "rho01", sym.rho10: "Cconj rho01"}
TEXT = {sym.rho00: "(1 - rho11)"} | {number: f"INR {number.name}" for number in NATURALS}
ORDER = (
    *(sym.rho11, sym.rho01, sym.c, sym.Gamma, sym.t, sym.n, sym.k),
    *(sym.s, sym.x, sym.pop_difference, sym.p_bin, sym.F, sym.Delta, sym.Delta_prime, sym.eta_d),
)
"""The arguments of every definition, in this order: rho00 is 1 - rho11 and rho10 is rho01's."""


class Unsupported(ValueError):  # noqa: N818 - says what the expression is
    """An expression that has no agreed reading in Coq."""


def gallina(value: Expr | MatrixBase) -> str:
    """A derived object as a Coq term, a real number or a matrix of complex numbers.

    >>> gallina(sym.rho11 * eta(1 - sym.alpha))
    'rho11*eta(1 - exp(-Gamma*t))'
    """
    if isinstance(value, MatrixBase):
        return "Mat " + " ".join(f"({_complex(entry)})%C" for entry in value)
    return _real(value)


def arguments(value: Expr | MatrixBase) -> tuple[Symbol, ...]:
    """The symbols that a definition of this object takes, in the order of :data:`ORDER`.

    >>> arguments(sym.rho00 * sym.alpha)
    (rho11, Gamma, t)
    """
    given = {sym.rho00: sym.rho11, sym.rho10: sym.rho01}
    free = {given.get(symbol, symbol) for symbol in value.free_symbols}
    if unknown := free.difference(ORDER):
        raise Unsupported(f"no reading in Coq for {sorted(map(str, unknown))}")
    return tuple(symbol for symbol in ORDER if symbol in free)


def coq_type(symbol: Symbol) -> str:
    """What a symbol ranges over: nat for numbers of bins, C for rho01, else R."""
    if symbol in NATURALS:
        return "nat"
    return "C" if symbol in COMPLEX else "R"


def _real(expression: Expr) -> str:
    for node in preorder_traversal(expression):
        if not isinstance(node, SUPPORTED):
            raise Unsupported(f"no reading in Coq for {type(node).__name__}: {node}")
    return _CoqPrinter().doprint(expression)


def _complex(entry: Expr) -> str:
    """A matrix element: rho01 or its conjugate, if it is there, times a real number."""
    factors = [f for f in COMPLEX if entry.has(f)]
    if not factors:
        return f"RtoC ({_real(entry)})"
    (factor,) = factors
    return f"RtoC ({_real(entry / factor)}) * {COMPLEX[factor]}"


class _CoqPrinter(StrPrinter):
    """Python's notation with Coq's names; powers have natural exponents.

    Coq reads -a*b as (-a)*b, which is the same number.
    """

    def _print_Symbol(self, expr: Symbol) -> str:
        return TEXT.get(expr, expr.name)

    def _print_Function(self, expr: Expr) -> str:
        return f"{FUNCTIONS[expr.func]}({self._print(expr.args[0])})"

    _print_Abs = _print_exp = _print_log = _print_Function  # noqa: N815

    def _print_Pow(self, expr: Pow, rational: bool = False) -> str:
        exponent = expr.exp
        if exponent.free_symbols or (isinstance(exponent, Integer) and exponent > 1):
            return f"{self.parenthesize(expr.base, precedence(expr))}^{_natural(exponent)}"
        if exponent not in (-1, Rational(1, 2), Rational(-1, 2)):
            raise Unsupported(f"no reading in Coq for the power {expr}")
        return super()._print_Pow(expr, rational)

    def _print_Sum(self, expr: Sum) -> str:
        return self._binder("Sum", "nat", expr, _natural)

    def _print_Integral(self, expr: Integral) -> str:
        return self._binder("Integral", "R", expr, self._print)

    def _binder(self, name: str, kind: str, expr: Expr, bound: Callable[[Expr], str]) -> str:
        body, (variable, lower, upper) = expr.args
        text = self._print(body)
        return f"({name} (fun {variable.name} : {kind} => {text}) {bound(lower)} {bound(upper)})"


def _natural(expression: Expr) -> str:
    """An expression of type nat without subtraction, which Coq would cut off at zero."""
    if isinstance(expression, Add):
        return "(" + " + ".join(map(_natural, expression.args)) + ")"
    if expression in NATURALS or (isinstance(expression, Integer) and expression >= 0):
        return str(expression)
    raise Unsupported(f"not a natural number: {expression}")
