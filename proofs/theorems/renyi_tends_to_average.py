"""H(X|R') - H_nu(X|R') <= (nu - 1)(1 + ln(n + 1)/2) log2(n + 1) for every order 1 < nu < 2.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order`; q = p/W for each of the n + 1
outcomes. log X <= X - 1 and M <= 1 + (P/W**nu - 1)/nu bound X by P, q**(nu - 1) <= 1 +
(nu - 1) ln q + (nu - 1)**2 (ln q)**2/2 bounds P by the bits, and q (1 - ln q)**2 is below its
tangent at 1/(n + 1). Lemmas of analysis: log(r) <= r - 1, the mean value theorem, exp and log.
"""

from derive.device.eves import ALONE, Eve
from derive.device.guessing import near_average
from proofs.theorems.entropies_in_order import BOTH, DOMAIN, Told, definitions, known_of
from proofs.theorems.norms_near_one import (
    below_logarithm,
    click_at_most_whole,
    mixture,
    near,
    none_at_most_whole,
    share,
    summary,
)
from proofs.theorems.outcomes import bare
from proofs.theorems.powers_near_one import even, many, outcome
from proofs.theorems.renyi_at_most_average import in_bins, same_bits, told_apart
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, formula, identity, once, product, statement, total


def theorem() -> Theorem:
    """The rate less H - H_nu >= 0, for an Eve with R' alone."""
    return of(ALONE, "renyi_tends_to_average")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal = f"{formula(near_average(eve))} >= 0"
    stated = statement(DOMAIN, definitions(eve), [goal])
    return Theorem(name, summary(eve), stated, once([*known_of(eve, BOTH), *many(), *rate(goal)]))


def rate(goal: str) -> list[Step]:
    """The shares of both things that Eve may know."""
    bits = " + ".join(f"{known.weight}*{in_bins(known)}" for known in BOTH)
    shares = {known: share(known, in_bins(known)) for known in BOTH}
    parts = {known: f"{known.weight}*({bare(claim)}) >= 0" for known, claim in shares.items()}
    return [
        identity("n - (n) >= 0"),
        *(step for known in BOTH for step in shared(known)),
        *(product(parts[known], f"{known.weight} > 0", shares[known]) for known in BOTH),
        total(mixture(bits), *parts.values()),
        *below_logarithm(goal, bits),
    ]


def shared(known: Told) -> list[Step]:
    """What all outcomes of one thing add up to."""
    w = known.own("W")
    return [
        *even(w),
        *none_at_most_whole(known),
        *outcome(known.none, w),
        *told_apart(known, [*click_at_most_whole(known), *outcome(known.click, w)]),
        *near(known, in_bins(known), same_bits(known)),
    ]
