"""(c) An atom with two excited levels that decay side by side, each into a colour of its own."""

from sympy import exp, sqrt

from derive import Scheme
from derive import symbols as sym

rate = sym.define("gamma_b", r"\gamma_{b}", "decay rate of the second excited level", lower=0)
first, second = exp(-sym.Gamma * sym.t), exp(-rate * sym.t)

scheme = Scheme(
    name="vee",
    title="two excited levels, two colours",
    registers="A R",
    isometry={
        "0": {"0 none": 1},
        "1": {"1 none": sqrt(first), "0 red": sqrt(1 - first)},
        "2": {"2 none": sqrt(second), "0 blue": sqrt(1 - second)},
    },
    readout="R",
)
blind = Scheme(
    name="blind",
    title="the same with a detector that is blind to colour",
    registers="A R",
    isometry=scheme.isometry,
    readout="R",
    outcomes={"none": ["none"], "click": ["red", "blue"]},
)
