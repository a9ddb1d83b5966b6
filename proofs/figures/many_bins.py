"""The bound (28) against the number of bins, and its logarithmic law for many bins.

One more bit per click for each doubling: rho11 (1 - exp(-Gamma t)) log2(n) plus the offset that is
exported as `bound_limit`. Full coherence adds a constant that does not depend on n.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Rational

from derive import equation
from derive import symbols as sym
from derive.export import function
from proofs.figures import style
from proofs.figures.figure import Figure

WINDOWS = (4.0, 1.0, 0.25)
"""Gamma t of the curves."""
RHO11 = 0.5
BINS = 2.0 ** np.arange(0, 13)


@dataclass(frozen=True)
class Data:
    """The numbers of bins; for each Gamma t the bits, the law there, and bits at full coherence."""

    bins: np.ndarray
    bits: dict[float, np.ndarray]
    law: dict[float, np.ndarray]
    coherent: dict[float, np.ndarray]


def data() -> Data:
    """Bits at powers of two."""
    bound, full = function("bound_temporal"), function("randomness_temporal", coherence="r")
    return Data(
        BINS,
        {x: bound(RHO11, x, BINS) for x in WINDOWS},
        {x: law(x, BINS) for x in WINDOWS},
        {x: full(RHO11, 1.0, x, BINS) for x in WINDOWS},
    )


def law(gamma_t: float, bins: np.ndarray) -> np.ndarray:
    """The derived click probability times log2(n), and the offset, in bits."""
    at = {sym.rho11: Rational(RHO11), sym.Gamma: 1, sym.t: Rational(gamma_t)}
    click = float(equation("text:click-probabilities").part("Pr_1").subs(at))
    return click * np.log2(bins) + function("bound_limit")(RHO11, gamma_t)


def draw(axes: Any, found: Data) -> None:
    """Dots for the bound, open ones at full coherence, lines for the law."""
    for number, (gamma_t, bits) in enumerate(found.bits.items()):
        line = style.line(number)
        marker = style.MARKERS[number]
        axes.plot(found.bins, found.law[gamma_t], **line)
        axes.plot(found.bins, bits, marker=marker, color=line["color"], linestyle="none")
        axes.plot(
            found.bins, found.coherent[gamma_t], marker=marker, color=line["color"],
            linestyle="none", markerfacecolor="none", markeredgewidth=0.6,
        )  # fmt: skip
        style.label(
            axes, (found.bins[-1], bits[-1]), rf"$\Gamma t = {gamma_t:g}$", number,
            xytext=(4, -2), textcoords="offset points",
        )  # fmt: skip
    axes.set_xscale("log", base=2)
    axes.set(xlim=(0.8, found.bins[-1] * 6), ylim=(0, None))
    axes.set_xlabel("number of bins $n$")
    axes.set_ylabel("randomness (bits per window)")
    axes.plot([], [], "ko", label=r"$|\rho_{01}| = 0$, bound (28)")
    axes.plot([], [], "ko", markerfacecolor="none", markeredgewidth=0.6, label="full coherence")
    axes.plot([], [], "k-", label="law for many bins")
    axes.legend(loc="upper left", handlelength=1.6, borderaxespad=0.6)
    axes.set_title(r"$\rho_{11} = 1/2$", fontsize=7, loc="right", pad=3)


FIGURE = Figure(
    "lower bound against the number of bins, with its logarithmic law",
    data,
    draw,
)
