"""A formula as a program of few operations, for balls: they tell how many digits it loses.

Entropies are logarithms here, sums of geometric terms are closed, and no part is computed twice. On
edges of the domain, where 0 ln 0 or 0/0 stands, there is no value.
"""

from collections.abc import Mapping

from sympy import Expr, Sum, Symbol, cse, exp, expand, log, powsimp, sqrt

from derive import symbols as sym
from derive.errors import ExportError
from derive.functions import eta, log2
from derive.model.equation import Equation
from derive.numeric.own.tracing import in_nats, nats, traced
from derive.numeric.program import Program
from derive.numeric.registry import Variant

SYMBOLS: Mapping[str, Symbol] = {
    "rho11": sym.rho11,
    "c": sym.c,
    "r": Symbol("r", nonnegative=True),
    "Gamma_t": sym.x,
    "n": sym.n,
    "eta": sym.eta_d,
    "d": sym.d_c,
    "order": sym.nu,
    "a": sym.bin_width,
    "P": sym.P,
    "A_gain": sym.A_gain,
    "tau_c": sym.tau_c,
    "tau": sym.tau,
}
"""What the parameters of functions are in equations."""


def defined(variant: Variant, equation: Equation) -> Program | None:
    """What an equation says of a variant; None where that is no number, or not of its parameters.

    >>> from derive import equation
    >>> from derive.numeric.quantities import quantity
    >>> len(defined(quantity("bound_temporal").variant(), equation("28")).steps)
    4
    """
    value = equation.parts.get(variant.quantity.part)
    if not isinstance(value, Expr):
        return None
    value = value.subs(sym.rho00, 1 - sym.rho11).subs(sym.Gamma, sym.x / sym.t)
    if "r" in variant.parameters:
        value = value.subs(sym.c, SYMBOLS["r"] * sqrt(sym.rho11 * (1 - sym.rho11)))
    scale = "unit" if variant.quantity.entropy else ""
    inputs = {SYMBOLS[name]: name for name in variant.parameters if name in SYMBOLS}
    return short(in_nats(value) if scale else value, inputs, scale)


def short(value: Expr | None, inputs: Mapping[Symbol, str], scale: str) -> Program | None:
    """The program of an expression, in nats where it has a scale; None if there is none."""
    if value is None:
        return None
    value = value.replace(Sum, _closed).rewrite((eta, log2, nats), log)
    parts, (rest,) = cse(value)
    try:
        code, counts = traced(rest, inputs, "", scale, parts)
    except ExportError:
        return None
    return None if counts else code


def _closed(term: Expr, limits: tuple[Symbol, Expr, Expr]) -> Expr:
    """A sum of geometric terms, or of their entropies, in closed form; any other as it is.

    >>> from sympy.abc import k, n, x
    >>> _closed(exp(-k * x), (k, 1, n)).subs({n: 2, x: 0.5}).evalf(4)
    0.9744
    """
    own = term.args[0] if isinstance(term, nats) else term
    index, low, high = limits
    ratio = powsimp(own.subs(index, index + 1) / own).replace(exp, lambda a: exp(expand(a)))
    if ratio.has(index) or ratio == 1:
        return Sum(term, limits)
    first, count = own.subs(index, low), high - low + 1
    last = ratio**count
    total = (1 - last) / (1 - ratio)
    if own is term:
        return first * total
    steps = (ratio * total - count * last) / (1 - ratio)  # the sum of j*ratio**j
    return nats(first) * total - first * log(ratio) * steps
