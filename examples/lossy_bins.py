"""(f) Arrival times in n bins, n a symbol, with a detector that misses photons."""

from sympy import exp, sqrt

from derive import One, Scheme
from derive import symbols as sym

eta_d = sym.define("eta_d", r"\eta_{\mathrm{d}}", "efficiency of the detector", lower=0, upper=1)
k, n = sym.k, sym.n
stay = exp(-sym.Gamma * sym.t / n)
in_bin = (1 - stay) * stay ** (k - 1)

scheme = Scheme(
    name="bins",
    title="n bins of a lossy detector",
    registers="A R L",
    isometry={
        "0": {"0 none none": 1},
        "1": {
            "1 none none": exp(-sym.Gamma * sym.t / 2),
            ("0", One(k, 1, n), "none"): sqrt(eta_d * in_bin),
            ("0", "none", One(k, 1, n)): sqrt((1 - eta_d) * in_bin),
        },
    },
    readout="R",
    holders={"II": "R'", "lost": "R' L", "I": "A R'"},
)
