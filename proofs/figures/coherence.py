"""Fig. 2 of the paper: bits against the l1 norm of coherence for several n, at rho11 = 1/2.

The paper does not print its Gamma t; here it is one, a window of one mean lifetime, unless another
is asked for, and the figure says which.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from derive import equation
from derive import symbols as sym
from derive.emission.many_bins import l1_norm
from derive.export import function
from proofs.figures import style
from proofs.figures.figure import Figure

GAMMA_T = 1.0
"""A choice, not the paper's: at 1 the atom has emitted with probability 1 - 1/e."""
RHO11 = 0.5
BINS = (1, 2, 4, 8, 16)
POINTS = 241


@dataclass(frozen=True)
class Data:
    """The l1 norms, and for each n the bits there."""

    gamma_t: float
    norms: np.ndarray
    bits: dict[int, np.ndarray]


def data(gamma_t: float = GAMMA_T) -> Data:
    """Points from no to full coherence, denser at the right end, where the slope is infinite."""
    ends = [float(x) for x in equation("text:l1-range").parts.values()]
    steep = np.sin(np.linspace(0, np.pi / 2, POINTS))
    norms = min(ends) + (max(ends) - min(ends)) * steep
    moduli = norms / float(l1_norm(sym.c) / sym.c)
    randomness = function("randomness_temporal")
    bits = {n: randomness(RHO11, moduli, gamma_t, n) for n in BINS}
    return Data(gamma_t, norms, bits)


def draw(axes: Any, found: Data) -> None:
    """One curve for each n, with its label above the left end."""
    for number, (n, bits) in enumerate(found.bits.items()):
        axes.plot(found.norms, bits, **style.line(number))
        style.label(
            axes, (0.03, bits[0]), f"$n = {n}$", number, xytext=(0, 2), textcoords="offset points"
        )
    axes.set(xlim=(0, 1), ylim=(0, None))
    axes.set_xlabel(r"$l_1$ norm of coherence $\sum_{i \neq j} |\rho_{ij}|$")
    axes.set_ylabel("randomness $R$ (bits per window)")
    note = rf"$\rho_{{11}} = 1/2$, $\Gamma t = {found.gamma_t:g}$ (chosen; not in the paper)"
    axes.set_title(note, fontsize=7, loc="right", pad=3)


FIGURE = Figure(
    "Fig. 2: randomness against the l1 norm of coherence, rho11 = 1/2, for several n",
    data,
    draw,
    at_one_window=True,
)
