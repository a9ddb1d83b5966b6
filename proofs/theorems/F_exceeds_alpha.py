"""Before Eq. (A5): F > exp(-Gamma t).

Domain: rho00 > 0 and t > 0; for rho00 = 0 or t = 0 both sides are equal, so the printed strict
inequality needs both. Lemma of analysis: exp(-Gamma t) < 1.
"""

# ruff: noqa: N999 - the paper's letter

from sympy import S, Symbol

from derive.emission.monotonicity import LATER, F
from derive.model.domain import Domain, Range
from derive.symbols import alpha, rho11
from proofs.theorems.spectra import survival_below_one
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import BASIC, product, statement

DOMAIN = Domain((Range(rho11, S.Zero, S.One, upper_open=True),)) & LATER
"""0 <= rho11 < 1 and t > 0."""


def theorem() -> Theorem:
    """F - alpha > 0."""
    definitions = BASIC | {"F": str(F().xreplace({alpha: Symbol("alpha")}))}
    return Theorem(
        "F_exceeds_alpha",
        "no click is more likely than no decay of an excited atom",
        statement(DOMAIN, definitions, ["F > alpha"]),
        [*survival_below_one(), product("F > alpha", "rho11 < 1", "alpha < 1")],
    )
