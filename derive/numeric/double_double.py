"""Arithmetic with pairs of floats, good to 2**-80: what `rounding="down"` is computed in.

A number is hi + lo with |lo| <= ulp(hi)/2. Sums, products, quotients and roots are algorithms 6,
11, 17 of Joldes, Muller and Popescu (ACM TOMS 44, 15res, 2017) and SQRTDWtoDW of Lefevre et al.
(ACM TOMS 49, 2023): relative errors at most 3, 7, 15 and 3.2 units of 2**-106. The exponential and
the logarithm are programs over those. Every target prints or evaluates the same programs; what
they lose is bounded as they run, see :mod:`derive.numeric.running_error`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from derive.numeric.program import Program, program

INVERSE_LN2 = 1.4426950408889634


def _pair(exact: Fraction) -> tuple[float, float]:
    return float(exact), float(exact - Fraction(float(exact)))


EXP, LOG = range(3, 7), range(3, 9, 2)
"""The coefficients 1/k! and 1/k of the series that have to be pairs; of later ones floats do."""
CONSTANTS: Mapping[str, tuple[float, float]] = {
    "LN2": (0.6931471805599453, 2.3190468138462996e-17),
    **{f"EXP{k}": _pair(Fraction(1, factorial(k))) for k in EXP},
    **{f"LOG{k}": _pair(Fraction(1, k)) for k in LOG},
}
"""Numbers of the functions, as pairs."""


@dataclass(frozen=True)
class Operation:
    """One operation: its arguments and its steps.

    Those of :data:`BASIC` work on floats `a_hi, a_lo, ...` and give `hi, lo`; those of
    :data:`FUNCTIONS` work on pairs and give `result`.
    """

    arguments: tuple[str, ...]
    steps: Program


def _basic(arguments: str, text: str) -> Operation:
    names = tuple(arguments.split())
    halves = [f"{name}_{half}" for name in names for half in ("hi", "lo")]
    return Operation(names, program(halves, text, ["hi", "lo"]))


def _tail(coefficients: Sequence[float]) -> Operation:
    """The end of a series, in floats; constant term first."""
    *others, last = coefficients
    text = repr(last)
    for coefficient in reversed(others):
        text = f"({coefficient!r} + a_hi*{text})"
    return _basic("a", f"hi = {text}\nlo = 0*hi")


BASIC: Mapping[str, Operation] = {
    "add": _basic(
        "a b",
        """
        s = a_hi + b_hi
        s_b = s - a_hi
        s_lost = (a_hi - (s - s_b)) + (b_hi - s_b)
        t = a_lo + b_lo
        t_b = t - a_lo
        t_lost = (a_lo - (t - t_b)) + (b_lo - t_b)
        c = s_lost + t
        v = s + c
        w = t_lost + (c - (v - s))
        hi = v + w
        lo = w - (hi - v)
        """,
    ),
    "mul": _basic(
        "a b",
        """
        p = a_hi*b_hi
        p_lost = fma(a_hi, b_hi, -p)
        c = p_lost + (a_hi*b_lo + a_lo*b_hi)
        hi = p + c
        lo = c - (hi - p)
        """,
    ),
    "div": _basic(
        "a b",
        """
        q = a_hi/b_hi
        p = b_hi*q
        p_lost = fma(b_hi, q, -p)
        c = b_lo*q
        r = p + c
        r_lost = (c - (r - p)) + p_lost
        r_hi = r + r_lost
        r_lo = r_lost - (r_hi - r)
        t = ((a_hi - r_hi) + (a_lo - r_lo))/b_hi
        hi = q + t
        lo = t - (hi - q)
        """,
    ),
    "sqrt": _basic(
        "a",
        """
        s = sqrt(a_hi)
        t = (fma(-s, s, a_hi) + a_lo)/positive(2*s)
        hi = s + t
        lo = t - (hi - s)
        """,
    ),
    "exp_tail": _tail([1 / factorial(k) for k in range(EXP[-1] + 1, 14)]),
    "log_tail": _tail([1 / k for k in range(LOG[-1] + 2, 16, 2)]),
}
DOUBLINGS = 6


def _reduced() -> str:
    """Steps for m = exp(r) - 1, where a = k ln 2 + r."""
    lines = [
        "a0 = -max(-1100, -max(a, -1100))",
        "k = nearest(a0)",
        "r = (a0 - k*LN2)*0.015625",
        f"t{EXP[-1] + 1} = exp_tail(r)",
        *(f"t{k} = EXP{k} + r*t{k + 1}" for k in reversed(EXP)),
        f"m0 = r + (r*r)*(0.5 + r*t{EXP[0]})",
    ]
    lines += [f"m{i + 1} = m{i}*(2 + m{i})" for i in range(DOUBLINGS)]
    return "\n".join(lines) + "\n"


def _series() -> str:
    """Steps for ln(1 + f): near 0 a series in s = f/(2 + f), else a Newton step from a float."""
    lines = ["s = f/(2 + f)", "z = s*s", f"p{LOG[-1] + 2} = log_tail(z)"]
    lines += [f"p{k} = LOG{k} + z*p{k + 2}" for k in reversed(LOG)]
    lines += [
        f"near = 2*(s + s*(z*p{LOG[0]}))",
        "y = leading_log(a)",
        "q = a*exp(-y) - 1",
        "far = y + (q - q*q*(0.5 - q*LOG3))",
        "result = pick(0.015625 - abs(f), near, far)",
    ]
    return "\n".join(lines) + "\n"


def _function(arguments: str, text: str) -> Operation:
    names = tuple(arguments.split())
    return Operation(names, program([*names, *CONSTANTS], text, ["result"]))


def functions() -> Mapping[str, Operation]:
    """exp, expm1 and logarithms over pairs; each uses only those before it."""
    last = f"m{DOUBLINGS}"
    return {
        "exp": _function("a", f"{_reduced()}result = scaled(1 + {last}, k)"),
        "expm1": _function("a", f"{_reduced()}result = scaled({last}, k) + (scaled(1, k) - 1)"),
        "log": _function("a", f"f = a - 1\n{_series()}"),
        "log1p": _function("f", f"a = 1 + f\n{_series()}"),
        "log_ratio": _function("b c d", f"a = b/c\nf = d/c\n{_series()}"),
    }
