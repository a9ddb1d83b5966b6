"""A qubit that is measured as it is, and in a basis half way between its levels."""

from sympy import S, sqrt

from derive import Scheme

own_basis = Scheme(
    name="own",
    title="a qubit measured in the basis of its levels",
    registers="A R",
    isometry={"0": {"0 0": 1}, "1": {"1 1": 1}},
    readout="R",
    holders={"II": "R'"},
)
half = 1 / sqrt(S(2))
half_way = Scheme(
    name="half",
    title="a qubit measured in the basis half way between its levels",
    registers="A R",
    isometry={"0": {"0 plus": half, "0 minus": half}, "1": {"0 plus": half, "0 minus": -half}},
    readout="R",
    holders={"II": "R'"},
)
