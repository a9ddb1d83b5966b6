"""Where floating point goes wrong: the derived formulas as typed, and the exported functions.

The naive form is SymPy's own code for (28) and (25), evaluated in doubles; both are held against
enclosures by ball arithmetic. An error is in units in the last place of the true value.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Symbol, lambdify, log

from derive import equation
from derive import symbols as sym
from derive.export import function
from derive.functions import eta
from proofs.figures import style
from proofs.figures.figure import Figure

RHO11, COHERENCE, BINS = 0.5, 0.25, 8
PER_DECADE, DECADES = 10, (-18, 0)
SMALLEST = 2.0**-6
"""Errors below this, in ulp, are drawn here: a tenth of a rounding is no news."""
Points = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Data:
    """Gamma t, and for each curve the error in ulp; NaN where the naive form has no value."""

    gamma_t: np.ndarray
    errors: dict[str, np.ndarray]


def data() -> Data:
    """Errors of both forms of the bound (28) and the randomness (25)."""
    first, last = DECADES
    gamma_t = np.logspace(first, last, PER_DECADE * (last - first) + 1)
    bound, bits = (RHO11,), (RHO11, COHERENCE)
    return Data(
        gamma_t,
        {
            "(25) as typed": ulps("randomness_temporal", typed("25"), bits, gamma_t),
            "(28) as typed": ulps("bound_temporal", typed("28"), bound, gamma_t),
            "(25) exported": ulps(
                "randomness_temporal", function("randomness_temporal"), bits, gamma_t
            ),
            "(28) exported": ulps("bound_temporal", function("bound_temporal"), bound, gamma_t),
        },
    )


def typed(number: str) -> Callable[..., float]:
    """The derived right-hand side as a function of doubles, in the order of the exported one."""
    window = Symbol("Gamma_t")
    formula = (
        equation(number).part("").subs({sym.n: BINS}).doit().replace(eta, lambda x: -x * log(x, 2))
    )
    plain = formula.subs({sym.Gamma: 1, sym.t: window, sym.rho00: 1 - sym.rho11})
    state = [sym.rho11, sym.c] if plain.has(sym.c) else [sym.rho11]
    compiled = lambdify([*state, window], plain, modules="math")
    return lambda *arguments: compiled(*arguments[:-1])


def ulps(
    name: str, tried: Callable[..., float], state: tuple[float, ...], gamma_t: np.ndarray
) -> np.ndarray:
    """The error at each Gamma t; NaN where the function raises or gives no number."""
    exact = function(name, "arb")(*state, gamma_t, BINS)
    found = np.array([_value(tried, (*state, float(x), BINS)) for x in gamma_t])
    unit = np.array([math.ulp(value) for value in exact])
    return np.abs(found - exact) / unit


def _value(tried: Callable[..., float], arguments: tuple[float, ...]) -> float:
    try:
        return float(tried(*arguments))
    except (ArithmeticError, ValueError):
        return math.nan


def draw(axes: Any, found: Data) -> None:
    """Dots for each form; a bar at the top where the typed form has no value at all."""
    for number, (name, errors) in enumerate(found.errors.items()):
        shown = np.maximum(errors, SMALLEST)
        colour = style.LINES[number][0]
        axes.plot(
            found.gamma_t, shown, style.MARKERS[number], color=colour, markersize=1.8, label=name
        )
        lost = found.gamma_t[np.isnan(errors)]
        if lost.size:
            height = 3e17 / 100**number
            axes.plot(lost, np.full(lost.size, height), "|", color=colour, markersize=4)
            style.label(axes, (lost[-1], height), "no value", number, xytext=(4, -2),
                        textcoords="offset points")  # fmt: skip
    style.label(axes, (1e-18, SMALLEST), "correctly rounded", 0, xytext=(0, 5),
                textcoords="offset points")  # fmt: skip
    axes.set(xscale="log", yscale="log", ylim=(SMALLEST / 2, 3e18))
    axes.set_xlabel(r"window $\Gamma t$")
    axes.set_ylabel("error (ulp)")
    axes.legend(loc="upper right", markerscale=2, handletextpad=0.2)
    note = rf"$\rho_{{11}} = 1/2$, $|\rho_{{01}}| = 1/4$, $n = {BINS}$"
    axes.set_title(note, fontsize=7, loc="right", pad=3)


FIGURE = Figure(
    "error in ulp of the formulas as typed and of the exported functions, over Gamma t",
    data,
    draw,
)
