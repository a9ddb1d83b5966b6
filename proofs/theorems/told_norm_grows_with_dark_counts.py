"""The mean norm of an Eve who is told of dark counts grows with them, without coherence.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with 1 < nu < 2, and of
:mod:`proofs.theorems.told_outcomes`. Bin k splits W into a photon there, a, and none, b; as
W**nu = a W**(nu - 1) + b W**(nu - 1) >= a**nu + b**nu, the norm falls as k grows.
Lemmas of analysis: exp and log are increasing.
"""

from dataclasses import replace

from derive.device.ends import rising_norm
from derive.device.eves import INFORMED, Eve
from proofs.theorems.dark_counts_told import Averaged, by_bins, grows
from proofs.theorems.entropies_in_order import DOMAIN, SEEN, UNSEEN, UNSEEN_BEFORE
from proofs.theorems.outcomes import less as less_by_one
from proofs.theorems.outcomes import power
from proofs.theorems.photon_or_none import (
    PARTS,
    SPLIT,
    claimed,
    detector,
    less,
    likelier,
    names,
)
from proofs.theorems.photon_or_none import unseen as unseen_around
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_outcomes import (
    IN_BIN,
    NEVER,
    NO_BIN,
    UP_TO_K,
    as_derived,
    norms,
    readable,
    summed,
    unseen,
)
from proofs.theorems.writing import (
    Step,
    identity,
    last,
    lemma,
    once,
    product,
    statement,
    total,
)

NORMS = Averaged("N(k - 1)", "N(k)", "Z")
POWERS = f"{UNSEEN_BEFORE}**nu >= {SEEN}**nu + {UNSEEN}**nu"


def theorem() -> Theorem:
    """d/d d_c of the mean norm is not negative, for an Eve with R' and the record."""
    return of(INFORMED, "told_norm_grows_with_dark_counts")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal, summary = claimed(rising_norm(eve)), "the mean norm grows with dark counts"
    stated = statement(DOMAIN, names(eve) | norms(eve), [goal])
    steps = grows(goal, NORMS, falls(), adds_up(eve))
    first = total("nu > 0", "nu > 1", "1")
    return Theorem(name, f"{summary}, {eve.title}", stated, once([first, *detector(eve), *steps]))


def falls() -> list[Step]:
    """The norm after bin k is at most that before."""
    one_more = f"{UP_TO_K.photons} == {IN_BIN.photons} + {SEEN}**nu"
    turned = f"{IN_BIN.photons} + {SEEN}**nu - {UP_TO_K.photons} == 0"
    return [
        *unseen_around(),
        *likelier(),
        *readable(IN_BIN),
        summed(IN_BIN),
        *readable(UP_TO_K),
        last(one_more, "seen(j)**nu", "j", UP_TO_K.ends),
        identity(turned, {one_more: "-1"}),
        *split(),
        total("P(k - 1) >= P(k)", POWERS, turned),
        *norms_fall(),
    ]


def norms_fall() -> list[Step]:
    """The larger P has the larger norm."""
    before, after = "log(P(k - 1))", "log(P(k))"
    larger = f"{before} - {after} >= 0"
    return [
        lemma(larger, "log-order-weak", a="P(k)", b="P(k - 1)"),
        product(f"({before} - {after})/nu >= 0", larger, over=["nu > 0"]),
        lemma("N(k - 1) >= N(k)", "exp-order-weak", a=f"{after}/nu", b=f"{before}/nu"),
    ]


def split() -> list[Step]:
    """W**nu is at least a**nu + b**nu."""
    whole = less_by_one(UNSEEN_BEFORE)
    gains = [f"{p}*({whole} - {less_by_one(p)})" for p in PARTS]
    signs = dict(zip((UNSEEN_BEFORE, *PARTS), ("1", "-1", "-1"), strict=True))
    powers = {f"({p})**nu == ({p})*{less_by_one(p)}": sign for p, sign in signs.items()}
    same = f"{POWERS.replace(' >= ', ' - (')}) == {' + '.join(gains)}"
    return [
        *(step for p in signs for step in power(p)[1:]),
        *(step for p, gain in zip(PARTS, gains, strict=True) for step in part(p, gain, whole)),
        identity(same, powers | {SPLIT: whole}),
        total(POWERS, same, *(f"{gain} >= 0" for gain in gains)),
    ]


def part(p: str, gain: str, whole: str) -> list[Step]:
    """A part has the smaller power."""
    logs = f"(nu - 1)*{less(p)} >= 0"
    a, b = (f"(nu - 1)*log{u}" for u in (p, UNSEEN_BEFORE))
    return [
        product(logs, "nu > 1", f"{less(p)} >= 0"),
        lemma(f"{whole} >= {less_by_one(p)}", "exp-order-weak", a=a, b=b),
        product(f"{gain} >= 0", f"{p} > 0", f"{whole} >= {less_by_one(p)}"),
    ]


def adds_up(eve: Eve) -> list[Step]:
    """The differences add up to the norm of all bins."""
    positive = unseen(NO_BIN if eve.lost else NEVER)  # of the other it is known
    known = [*positive, *readable(NO_BIN), *readable(NEVER), summed(NEVER)]
    if not eve.lost:
        return [*known, by_bins(NORMS)]
    plain = by_bins(replace(NORMS, last="N(n)"))
    using = {plain["claim"]: "1", "Z == N(n)": "-n*exp(n*log(1 - d_c))/(1 - d_c)"}
    return [*known, plain, *as_derived(), identity(by_bins(NORMS)["claim"], using)]
