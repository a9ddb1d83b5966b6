"""(b) A detector that clicks without a photon now and then, and a record of when it did.

F is the field, N the noise of the detector, D a copy of it; the detector R clicks for either.
"""

from sympy import exp, sqrt

from derive import Scheme
from derive import symbols as sym

d_c = sym.define("d_c", r"d_{\mathrm{c}}", "probability of a dark count", lower=0, upper=1)
alpha = exp(-sym.Gamma * sym.t)
quiet, dark = sqrt(1 - d_c), sqrt(d_c)


def noisy(records):
    """The emission next to a noise of which there are some records, all alike."""

    def label(atom, field, noise):
        return " ".join([atom, field, max(field, noise), *[noise] * records])

    stay, leave = sqrt(alpha), sqrt(1 - alpha)
    return {
        "0": {label("0", "0", "0"): quiet, label("0", "0", "1"): dark},
        "1": {
            label("1", "0", "0"): stay * quiet,
            label("1", "0", "1"): stay * dark,
            label("0", "1", "0"): leave * quiet,
            label("0", "1", "1"): leave * dark,
        },
    }


silent = Scheme(
    name="dark",
    title="dark counts of which nobody knows",
    registers="A F R N",
    isometry=noisy(records=1),
    readout="R",
    outcomes={"none": ["0"], "click": ["1"]},
    holders={"II": "R'", "field": "R' F", "I": "A R'"},
)
told = Scheme(
    name="told",
    title="dark counts with a record",
    registers="A F R N D",
    isometry=noisy(records=2),
    readout="R",
    outcomes={"none": ["0"], "click": ["1"]},
    holders={"II": "R'", "told": "R' D", "noise": "R' N D"},
)
