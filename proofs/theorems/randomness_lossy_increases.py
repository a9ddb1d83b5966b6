"""With losses that nobody holds, the randomness is strictly increasing in the coherence.

Domain: every state, Gamma > 0, t > 0, eta_d > 0, integer n >= 1, 0 <= c1 < c2 <= sqrt(rho00 rho11).
An atom that emits unseen is one that has not decayed: with the survival 1 - eta_d (1 - exp(-Gamma
t)) in the place of exp(-Gamma t), the certificate of Proposition 1 holds step by step.
"""

from sympy import S

from derive.device.eves import NOBODY
from derive.device.loss import randomness_lossy
from derive.emission.monotonicity import LATER
from derive.model.domain import BINS, POPULATION, Domain, Range
from derive.symbols import eta_d
from proofs.theorems import randomness_increases_with_coherence as single
from proofs.theorems.more_bins_more_randomness import one_bin
from proofs.theorems.spectra import strictly_later
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import (
    Step,
    defined,
    lemma,
    product,
    spectrum_definitions,
    statement,
    total,
)

SEEING = Domain((Range(eta_d, S.Zero, S.One, lower_open=True),))
"""A detector that is not blind."""
DOMAIN = POPULATION & LATER & BINS & SEEING
STAYS = "exp(-Gamma*t)"
CLICK = "eta_d*rho11*(1 - exp(-Gamma*t/n))*exp(-Gamma*t*(k - 1)/n)"
CLICKS = f"Sum(eta({CLICK}), (k, 1, n))"


def theorem() -> Theorem:
    """R(c2) > R(c1), for H(X|R')."""
    unseen = {"alpha": f"1 - eta_d*(1 - {STAYS})"}
    definitions = spectrum_definitions() | unseen | {"R(c)": str(randomness_lossy(NOBODY))}
    return Theorem(
        "randomness_lossy_increases",
        "with losses that nobody holds the randomness is strictly increasing in the coherence",
        statement(DOMAIN & single.two_coherences(), definitions, ["R(c2) > R(c1)"]),
        steps(),
    )


def steps() -> list[Step]:
    """Proposition 1 for the survival that is seen."""
    return single.steps(*clicks_defined("rho11 > 0"), survival=unseen_survival())


def emission() -> list[Step]:
    """0 < exp(-Gamma t) < 1."""
    return [
        strictly_later(),
        lemma(f"{STAYS} > 0", "exp", u="-Gamma*t"),
        lemma(f"{STAYS} < 1", "exp-order", a="-Gamma*t", b="0"),
    ]


def unseen_survival() -> list[Step]:
    """0 < alpha < 1, where alpha is the probability that an excited atom gives no click."""
    lost = f"(1 - eta_d)*(1 - {STAYS}) >= 0"
    return [
        *emission(),
        product(lost, "eta_d <= 1", f"{STAYS} < 1"),
        total("alpha > 0", lost, f"{STAYS} > 0"),
        product("alpha < 1", "eta_d > 0", f"{STAYS} < 1"),
    ]


def clicks_defined(excited: str) -> list[Step]:
    """The probability of a click in bin k is positive."""
    before = "exp(-Gamma*t*(k - 1)/n) > 0"
    block = [
        lemma(before, "exp", u="-Gamma*t*(k - 1)/n"),
        product(f"{CLICK} > 0", "eta_d > 0", excited, "exp(-Gamma*t/n) < 1", before),
    ]
    return [total("n > 0", "n >= 1", "1"), *one_bin("n"), defined(CLICKS, "k", block)]
