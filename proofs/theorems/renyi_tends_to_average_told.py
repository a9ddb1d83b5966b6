"""H(X|R'D) - H_nu(X|R'D) <= (nu - 1)(1 + ln(n + 1)/2) log2(n + 1), for an Eve who is told.

Domain and names: those of :mod:`proofs.theorems.told_outcomes`. The steps are those of
:mod:`proofs.theorems.renyi_tends_to_average` for every first dark count, before which there are at
most n + 1 outcomes. Lemmas of analysis: log(r) <= r - 1, the mean value theorem, exp and log.
"""

from derive.device.eves import INFORMED, Eve
from derive.device.guessing import near_average
from proofs.theorems.entropies_in_order import DOMAIN
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
from proofs.theorems.powers_near_one import MANY, SPREAD, even, many, outcome
from proofs.theorems.renyi_at_most_average import BIT
from proofs.theorems.renyi_at_most_average_told import (
    ALL_BITS,
    BITS,
    GAINED,
    MEAN_BITS,
    TAKEN,
    bin_by_bin,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_outcomes import (
    CERTAIN,
    FIRST_DARK,
    IDLE,
    IN_BIN,
    NEVER,
    Before,
    definitions,
    known_of,
)
from proofs.theorems.writing import (
    Step,
    defined,
    formula,
    identity,
    once,
    product,
    statement,
    termwise,
    total,
)


def theorem() -> Theorem:
    """The rate less H - H_nu >= 0, for an Eve with R' and the record of the dark counts."""
    return of(INFORMED, "renyi_tends_to_average_told")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal = f"{formula(near_average(eve))} >= 0"
    stated = statement(DOMAIN, definitions(eve) | BITS, [goal])
    steps = [*known_of(eve, True), *bin_by_bin(), *many(), *even("W1"), *rate(goal)]
    return Theorem(name, summary(eve), stated, once(steps))


def rate(goal: str) -> list[Step]:
    """The shares of all first dark counts, and of none."""
    bits = f"rho11*{ALL_BITS}"
    in_bin = [total("n - (k - 1) >= 0", "k to", "1"), *shared(IN_BIN)]
    return [
        defined(f"Sum({FIRST_DARK}, (k, 1, n))", "k", in_bin),
        identity("n - (n) >= 0"),
        *shared(NEVER),
        *averaged(bits),
        *below_logarithm(goal, bits),
    ]


def part(known: Before) -> str:
    """What one first dark count adds to the mixture."""
    return f"{known.weight}*({bare(share(known, GAINED.format(known.last)))}) >= 0"


def shared(known: Before) -> list[Step]:
    """It is not negative."""
    w, bits, seen = known.own("W"), GAINED.format(known.last), f"eta({known.click})"
    click = [*click_at_most_whole(known), *outcome(known.click, w)]
    return [
        *none_at_most_whole(known),
        *outcome(known.none, w),
        defined(known.sums(seen), known.index, click, known.ends),
        *near(known, bits, ()),
        product(part(known), f"{known.weight} > 0", share(known, bits)),
    ]


def averaged(bits: str) -> list[Step]:
    """The mixture; of an idle atom there is one outcome."""
    idle = IDLE.own(f"{IDLE.weight}*W*{SPREAD} >= 0")
    weights = {
        FIRST_DARK: f"rho11*W1*(nu + {SPREAD})",
        IN_BIN.own(f"{FIRST_DARK}*N"): "-rho11*nu",
        TAKEN: f"-rho11*{BIT}",
    }
    in_bins = " + ".join(f"({w})*Sum({term}, (k, 1, n))" for term, w in weights.items())
    parts = (f"{in_bins} >= 0", part(NEVER), idle)
    whole = f"{bare(mixture(bits))} == {' + '.join(map(bare, parts))}"
    using = {
        CERTAIN: f"-rho11*W1*(nu + {SPREAD})",
        "Z == N(n)": f"-{NEVER.weight}*nu",
        MEAN_BITS: f"-rho11*{BIT}",
    }
    return [
        total(f"2 + {MANY} > 0", f"1 + {MANY} > 0", "1"),
        product(
            idle,
            *("1/2", "nu > 1", "nu > 1", f"{MANY} >= 0", f"2 + {MANY} > 0"),
            *(f"{IDLE.weight} > 0", IDLE.own("W > 0")),
        ),
        termwise(parts[0], weights, ">=", "k"),
        identity(whole, using),
        total(mixture(bits), whole, *parts),
    ]
