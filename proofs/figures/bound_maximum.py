"""The bound (28) against Gamma t, with its maximum for several n, for a surely excited atom.

A short window sees no photon, and in a long one it always arrives in the first bin. The maximum is
the root of the derivative of (28), enclosed between two rationals where balls decide its sign. For
another rho11 the bound is that multiple.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from sympy import Rational, S, diff

from derive import equation
from derive import symbols as sym
from derive.export import function
from proofs.equality.enclosures import Enclosure, enclosure
from proofs.figures import style
from proofs.figures.figure import Figure

BINS = (1, 2, 4, 16, 64)
RANGE = (Fraction(1, 64), Fraction(64))
"""Gamma t; the derivative is positive at the left end and negative at the right one."""
HALVINGS = 50


@dataclass(frozen=True)
class Data:
    """Gamma t, the bits for each n, and for each n the place and the height of the maximum."""

    gamma_t: np.ndarray
    bits: dict[int, np.ndarray]
    maxima: dict[int, tuple[float, float]]


def data() -> Data:
    """Curves over the range, on a logarithmic grid; the maxima do not depend on the grid."""
    bound = function("bound_temporal")
    gamma_t = np.geomspace(float(RANGE[0]), float(RANGE[1]), 400)
    places = {n: maximum(n) for n in BINS}
    return Data(
        gamma_t,
        {n: bound(1.0, gamma_t, n) for n in BINS},
        {n: (float(low), float(bound(1.0, float(low), n))) for n, (low, _) in places.items()},
    )


@cache
def maximum(bins: int) -> tuple[Fraction, Fraction]:
    """Two values of Gamma t with the maximum of the bound between them, by bisection.

    >>> low, high = maximum(1)
    >>> round(float(low), 12), float(high - low) < 1e-12
    (0.69314718056, True)
    """
    slope = derivative(bins)
    low, high = RANGE
    if not (rises(slope, low) and not rises(slope, high)):
        raise ArithmeticError(f"the maximum for n = {bins} is not between {low} and {high}")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(slope, middle) else (low, middle)
    return low, high


def derivative(bins: int) -> Enclosure:
    """Balls around the derivative of (28) in Gamma t at rho11 = 1; time in units of 1/Gamma."""
    at_one = {sym.rho11: S.One, sym.Gamma: S.One, sym.n: bins}
    return enclosure(diff(equation("28").part("").subs(at_one), sym.t))


def rises(slope: Enclosure, gamma_t: Fraction) -> bool:
    """Whether the slope is positive there; an error where a ball of 128 bits leaves it open."""
    point = {sym.t: Rational(gamma_t.numerator, gamma_t.denominator)}
    value = slope(point).real
    if value > 0 or value < 0:
        return bool(value > 0)
    raise ArithmeticError(f"the sign of the slope at Gamma t = {gamma_t} is open")


def draw(axes: Any, found: Data) -> None:
    """One curve for each n; dots mark the maxima."""
    for number, (n, bits) in enumerate(found.bits.items()):
        axes.plot(found.gamma_t, bits, **style.line(number))
        place, height = found.maxima[n]
        colour = style.LINES[number][0]
        axes.plot([place], [height], marker=style.MARKERS[0], color=colour)
        style.label(
            axes, (place, height), f"$n = {n}$", number,
            xytext=(0, -10 if number == 0 else 4), textcoords="offset points", ha="center",
        )  # fmt: skip
    top = 1.15 * max(height for _, height in found.maxima.values())
    axes.set(xscale="log", xlim=(found.gamma_t[0], found.gamma_t[-1]), ylim=(0, top))
    axes.set_xlabel(r"window $\Gamma t$")
    axes.set_ylabel(r"lower bound (28) / $\rho_{11}$ (bits)")


FIGURE = Figure(
    "lower bound against Gamma t, with its maximum, for several n",
    data,
    draw,
)
