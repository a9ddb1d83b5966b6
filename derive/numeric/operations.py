"""What a program is made of: operations with their exact meaning, and a few named constants.

A guard is the identity on the domain: it only says what a float that left it counts as.
"""

from collections.abc import Callable

from sympy import E, Expr, S, Sum, atan, cos, erf, exp, log, pi, sin, sqrt

from derive import symbols as sym
from derive.functions import eta


def fma(a: Expr, b: Expr, c: Expr) -> Expr:
    """a*b + c with one rounding, for what a product lost."""
    return a * b + c


def remainder(a: Expr, b: Expr, n: Expr) -> Expr:
    """a - b*n for b = a/n in floats, which has no rounding."""
    return a - b * n


def expm1(a: Expr) -> Expr:
    """exp(a) - 1."""
    return exp(a) - 1


def log1p(a: Expr) -> Expr:
    """ln(1 + a)."""
    return log(1 + a)


def log_ratio(a: Expr, b: Expr, difference: Expr) -> Expr:  # noqa: ARG001 - for who rounds
    """ln(a/b) for positive a and b, where the difference is a - b."""
    return log(a / b)


def erfc(a: Expr) -> Expr:
    """1 - erf(a)."""
    return 1 - erf(a)


def artanh_excess(z: Expr, scale: Expr, rest: Expr) -> Expr:  # noqa: ARG001 - for who rounds
    """artanh(z)/z - 1, where scale*rest is 1 - z."""
    return log((1 + z) / (1 - z)) / (2 * z) - 1


def positive(a: Expr) -> Expr:
    """A guard: at least the smallest normal float, so that 0 log 0 is 0."""
    return a


def nonnegative(a: Expr) -> Expr:
    """A guard: 0 where rounding made it negative."""
    return a


def capped(a: Expr, most: Expr) -> Expr:  # noqa: ARG001 - beyond it no float changes
    """A guard: `most` where a is larger; only where the result as a float stays what it is."""
    return a


def pick(test: Expr, first: Expr, second: Expr) -> Expr:
    """`first` where test >= 0, else `second`; abs, max and min follow from it."""
    return first if test >= 0 else second


def total_of(term: Expr) -> tuple[Expr, Expr]:
    """The sum over all detectors of a term in the entry p_i, and what rounding lost of it."""
    return Sum(term, (sym.i, 1, sym.m)), S.Zero


def over_bins(term: Expr) -> tuple[Expr, Expr]:
    """The sum over all bins of a term in the number bin_k, and what rounding lost of it."""
    return Sum(term, (sym.k, 1, sym.n)), S.Zero


def so_far(term: Expr) -> Expr:
    """The sum over the bins before bin_k of a term in their number."""
    return Sum(term.subs(sym.k, sym.i), (sym.i, 1, sym.k - 1))


OPERATIONS: dict[str, Callable[..., Expr]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "neg": lambda a: -a,
    "sqrt": sqrt,
    "exp": exp,
    "log": log,
    "erf": erf,
    **{
        meaning.__name__: meaning
        for meaning in (fma, remainder, expm1, log1p, log_ratio, erfc, artanh_excess)
    },
    **{guard.__name__: guard for guard in (positive, nonnegative, capped)},
}
"""Each operation and what it means exactly."""
OWN: dict[str, Callable[..., Expr]] = {
    "entropy": lambda a: eta(a) * log(2),
    "cos": cos,
    "sin": sin,
    "atan": atan,
    "circle": lambda a: pi * a,
}
"""What equations of others are made of besides, see :mod:`derive.numeric.own`: the term -a ln a of
an entropy, 0 at 0, and functions that pairs of floats do not have."""
CLAIMS: dict[str, Callable[..., tuple[Expr, Expr]]] = {
    "log_ratio": lambda a, b, d: (d, a - b),
    "artanh_excess": lambda z, s, r: (s * r, 1 - z),
}
"""What the arguments of an operation are said to fulfil: two expressions that are equal."""
CHOICES = ("pick", "abs", "max", "min")
"""Operations with cases."""
TOTAL, BIN_TOTAL = "total_of", "over_bins"
"""Only as a whole step: ``total = total_of(f(p_i))``, which defines `total_lost` as well.

Other steps that use p_i or bin_k, or such a step, are computed for each term anew."""
SO_FAR = "so_far"
"""Only as a whole step, which is computed for each bin."""
ENTRIES = {"p_i": "p", "bin_k": "bins"}
"""What a sum runs over: `bins` comes with the input n and holds the numbers 1..n."""
ENTRY_OF = {TOTAL: "p_i", BIN_TOTAL: "bin_k"}
INNER = ("nearest", "scaled", "leading_log", "mad", "whole", "power_of_2", "exponent",
         "significand", "expm1_small", "log_normal", "binade", "both", "inverse_above",
         "exp_tail", "log_tail", "chosen", "blend")  # fmt: skip
"""Operations that no stable form uses: :mod:`derive.numeric.double_double` and
:mod:`derive.numeric.elementary` build others from them.

`mad(a, b, c)` is a*b + c with one rounding or two; `whole(a)` is the whole number nearest to a;
a is significand(a)*power_of_2(exponent(a)), the first in [sqrt(1/2), sqrt(2)), for normal a > 0;
`binade(a)` is the largest power of 2 up to abs(a), 0 for subnormal numbers; `both(a, b)` is >= 0
only where both are; `inverse_above(a)` is at least 1/a and less than 1 % more, for normal a > 0;
`blend(chosen(test), a, b)` is pick(test, a, b).
"""
E_HIGH, E_LOW = 2.718281828459045, 1.4456468917292502e-16
"""E_HIGH + E_LOW is e to twice the precision."""
TWO_OVER_ROOT_PI = 1.1283791670955126
FLOATS = {"E_HIGH": E_HIGH, "E_LOW": E_LOW, "TWO_OVER_ROOT_PI": TWO_OVER_ROOT_PI}
"""Named constants as floats."""
CONSTANTS: dict[str, Expr] = {"E_HIGH": E, "E_LOW": S.Zero, "TWO_OVER_ROOT_PI": 2 / sqrt(pi)}
"""The same, exactly."""
