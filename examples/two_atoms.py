"""(d) Two atoms that emit independently, and one counter of photons.

The source is a pair of atoms with the levels gg, ge, eg, ee as 0, 1, 2, 3; F is the field, which
tells whose photon it is, and the counter R only how many there are.
"""

from itertools import product

from sympy import exp, sqrt

from derive import Scheme
from derive import symbols as sym

alpha = exp(-sym.Gamma * sym.t)


def one(atom):
    """What becomes of one atom: its end, its photon, and the amplitude."""
    decays = [("g", "1", sqrt(1 - alpha)), ("e", "0", sqrt(alpha))]
    return decays if atom == "e" else [("g", "0", 1)]


def pair(atoms):
    """The same for two atoms."""
    return {
        f"{a}{b} {m}{n} {int(m) + int(n)}": x * y
        for (a, m, x), (b, n, y) in product(one(atoms[0]), one(atoms[1]))
    }


scheme = Scheme(
    name="pair",
    title="two atoms and one counter",
    registers="A F R",
    isometry={str(level): pair(atoms) for level, atoms in enumerate(["gg", "ge", "eg", "ee"])},
    readout="R",
    holders={"II": "R'", "field": "R' F", "I": "A R'"},
)
