"""(a) One detector that misses a photon now and then; who gets the photon that it misses?"""

from sympy import exp, sqrt

from derive import Scheme
from derive import symbols as sym

eta_d = sym.define("eta_d", r"\eta_{\mathrm{d}}", "efficiency of the detector", lower=0, upper=1)
alpha = exp(-sym.Gamma * sym.t)

scheme = Scheme(
    name="lossy",
    title="one detector of finite efficiency",
    registers="A R L",
    isometry={
        "0": {"0 0 0": 1},
        "1": {
            "1 0 0": sqrt(alpha),
            "0 1 0": sqrt(eta_d * (1 - alpha)),
            "0 0 1": sqrt((1 - eta_d) * (1 - alpha)),
        },
    },
    readout="R",
    outcomes={"none": ["0"], "click": ["1"]},
    holders={"II": "R'", "lost": "R' L", "I": "A R'"},
)
