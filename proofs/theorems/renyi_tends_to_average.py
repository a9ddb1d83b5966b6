"""H(X|R') - H_nu(X|R') <= (nu - 1)(1 + ln(n + 1)/2) log2(n + 1) for every order 1 < nu < 2.

Domain and names: those of :mod:`proofs.theorems.entropies_in_order`; q = p/W for each of the n + 1
outcomes. log X <= X - 1 and M <= 1 + (P/W**nu - 1)/nu bound X by P, q**(nu - 1) <= 1 +
(nu - 1) ln q + (nu - 1)**2 (ln q)**2/2 bounds P by the bits, and q (1 - ln q)**2 is below its
tangent at 1/(n + 1). Lemmas of analysis: log(r) <= r - 1, the mean value theorem, exp and log.
"""

from derive.device.eves import ALONE, Eve
from derive.device.guessing import near_average
from proofs.theorems.entropies_in_order import BOTH, DOMAIN, Told, definitions, known_of
from proofs.theorems.norms_near_one import click_at_most_whole, near, none_at_most_whole, share
from proofs.theorems.outcomes import bare, count
from proofs.theorems.powers_near_one import SPREAD, outcome, outcomes_counted
from proofs.theorems.renyi_at_most_average import in_bins, same_bits, told_apart
from proofs.theorems.tangents import log_below
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, formula, product, statement, total


def theorem() -> Theorem:
    """The rate less H - H_nu >= 0, for an Eve with R' alone."""
    return of(ALONE, "renyi_tends_to_average")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    gap = "`(nu - 1)*(1 + ln(n + 1)/2)*log2(n + 1)`"
    summary = f"Renyi entropies are at most {gap} below the bits per shot of many, {eve.title}"
    goal = f"{formula(near_average(eve))} >= 0"
    stated = statement(DOMAIN, definitions(eve), [goal])
    steps = [*known_of(eve, BOTH), count(BOTH[0]), *outcomes_counted(), *rate(goal)]
    return Theorem(name, summary, stated, steps)


def rate(goal: str) -> list[Step]:
    """Each thing that Eve may know has a share of nu (1 - X), and 1 - X <= -log(X)."""
    shares = {known: share(known, in_bins(known)) for known in BOTH}
    parts = [f"{known.weight}*({bare(claim)}) >= 0" for known, claim in shares.items()]
    return [
        *(step for known in BOTH for step in shared(known)),
        *(
            product(part, f"{known.weight} > 0", claim)
            for part, (known, claim) in zip(parts, shares.items(), strict=True)
        ),
        *below_logarithm(goal, " + ".join(f"{x.weight}*{in_bins(x)}" for x in BOTH), parts),
    ]


def below_logarithm(goal: str, bits: str, parts: list[str]) -> list[Step]:
    """The goal, from the parts of nu (1 - X) less (nu - 1) ln 2 times all bits."""
    last = "order*(X - 1 - log(X)) >= 0"
    mixed = f"{SPREAD} - (order - 1)*log(2)*({bits}) - order*log(X) >= 0"
    return [
        log_below("X"),
        product(last, "order > 0", "log(X) <= X - 1"),
        total(mixed, *parts, last),
        product(goal, mixed, over=["order > 1", "log(2) > 0"]),
    ]


def shared(known: Told) -> list[Step]:
    """What all outcomes of one thing add up to."""
    w = known.own("W")
    return [
        *none_at_most_whole(known),
        *outcome(known.none, w),
        *told_apart(known, [*click_at_most_whole(known), *outcome(known.click, w)]),
        *near(known, in_bins(known), same_bits(known)),
    ]
