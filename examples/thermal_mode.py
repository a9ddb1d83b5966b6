"""(e) An atom in a warm mode: it may take a photon up as well as give one away.

The bath B holds a quantum with probability p_th, of which P is the purification. The detector R
tells whether the atom gave, took, or did neither.
"""

from sympy import exp, sqrt

from derive import Scheme
from derive import symbols as sym

p_th = sym.define("p_th", r"p_{\mathrm{th}}", "probability that the bath holds a quantum", 0, 1)
alpha = exp(-sym.Gamma * sym.t)
cold, warm = sqrt(1 - p_th), sqrt(p_th)
stay, move = sqrt(alpha), sqrt(1 - alpha)

scheme = Scheme(
    name="thermal",
    title="emission into a thermal mode",
    registers="A R P",
    isometry={
        "0": {"0 none 0": cold, "0 none 1": warm * stay, "1 taken 1": warm * move},
        "1": {"1 none 0": cold * stay, "0 given 0": cold * move, "1 none 1": warm},
    },
    readout="R",
    holders={"II": "R'", "bath": "R' P", "I": "A R'"},
)
