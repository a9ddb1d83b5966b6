"""With the lost photons in Eve's hands, the randomness is strictly increasing in the coherence.

Domain: every state, Gamma > 0, t > 0, eta_d > 0, integer n >= 1, 0 <= c1 < c2 <= sqrt(rho00 rho11).
A photon that Eve has is one that was emitted before the window: the atom begins with the excited
population kept*rho11 and the coherence sqrt(kept) c, and survives with exp(-Gamma t)/kept, where
kept = exp(-Gamma t) + eta_d (1 - exp(-Gamma t)). Of it the certificate of Proposition 1 holds.
"""

import re
from typing import Any

from sympy import exp, sqrt

from derive import symbols as sym
from derive.device.eves import KEEPER
from derive.device.loss import randomness_lossy
from proofs.theorems import randomness_increases_with_coherence as single
from proofs.theorems.randomness_lossy_increases import DOMAIN, STAYS, clicks_defined, emission
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    BASIC,
    Step,
    lemma,
    product,
    spectrum_definitions,
    square,
    statement,
    total,
)

KEPT = sym.eta_d * (1 - exp(-sym.Gamma * sym.t)) + exp(-sym.Gamma * sym.t)
"""The probability that an excited atom loses no photon to Eve."""
BEGINS = {"rho11": "excited", "rho00": "ground", "c1": "x1", "c2": "x2", "R": "Q"}
"""The names of Proposition 1, and what they are for the atom as it begins."""


def begun(value: Any) -> Any:
    """A text, or the parts of a step, about the atom as it begins."""
    if isinstance(value, str):
        return re.sub(rf"\b({'|'.join(BEGINS)})\b", lambda name: BEGINS[name[0]], value)
    if isinstance(value, list):
        return [begun(entry) for entry in value]
    return {key: begun(entry) for key, entry in value.items()}


def definitions() -> dict[str, str]:
    """The atom as it begins, its spectra, and the randomness by its own coherence."""
    own, spectra = randomness_lossy(KEEPER), spectrum_definitions()
    return {
        "rho00": "1 - rho11",
        "kept": str(KEPT),
        "excited": "kept*rho11",
        "ground": "1 - excited",
        "alpha": f"{STAYS}/kept",
        **{f"x{j}": f"sqrt(kept)*c{j}" for j in (1, 2)},
        **{head: begun(body) for head, body in spectra.items() if head not in BASIC},
        "R(c)": str(own),
        "Q(c)": str(own.subs(sym.c, sym.c / sqrt(KEPT))),
    }


def theorem() -> Theorem:
    """R(c2) > R(c1), for H(X|R'L)."""
    return Theorem(
        "randomness_lossy_eve_increases",
        "with the lost photons with Eve the randomness is strictly increasing in the coherence",
        statement(DOMAIN & single.two_coherences(), definitions(), ["R(c2) > R(c1)"]),
        [*atom_begins(), *in_a_state(), *proposition()],
    )


def atom_begins() -> list[Step]:
    """kept > 0, and x1 < x2."""
    return [
        *emission(),
        product(f"eta_d*(1 - {STAYS}) > 0", "eta_d > 0", f"{STAYS} < 1"),
        total("kept > 0", f"eta_d*(1 - {STAYS}) > 0", f"{STAYS} > 0"),
        lemma("sqrt(kept) > 0", "sqrt-positive", u="kept"),
        product("x1 >= 0", "sqrt(kept) > 0", "c1 >= 0"),
        product("x2 > x1", "sqrt(kept) > 0", "c2 > c1"),
    ]


def in_a_state() -> list[Step]:
    """x**2 <= excited*(1 - excited), as kept <= 1."""
    less = {j: f"kept*(rho11*(1 - rho11) - c{j}**2) >= 0" for j in (1, 2)}
    more = "kept*rho11**2*(1 - kept) >= 0"
    return [
        product("1 - kept >= 0", "eta_d <= 1", f"{STAYS} < 1"),
        square("rho11**2 >= 0", "rho11"),
        product(more, "kept > 0", "rho11**2 >= 0", "1 - kept >= 0"),
        *(product(less[j], "kept > 0", f"c{j}**2 <= rho11*(1 - rho11)") for j in (1, 2)),
        *(total(f"x{j}**2 <= excited*(1 - excited)", less[j], more) for j in (1, 2)),
    ]


def proposition() -> list[Step]:
    """Proposition 1, of the atom as it begins."""
    survival = [
        product("alpha > 0", f"{STAYS} > 0", over=["kept > 0"]),
        product("alpha < 1", f"eta_d*(1 - {STAYS}) > 0", over=["kept > 0"]),
    ]
    clicks = clicks_defined("any excited")
    whole = begun(single.steps(*clicks, survival=survival))
    place = next(at for at, step in enumerate(whole) if step["label"] == clicks[0]["label"])
    excited = product("rho11 > 0", "excited > 0", over=["kept > 0"]) | {"label": "any excited"}
    return [*whole[:place], excited, *clicks, *whole[place + len(clicks) :]]
