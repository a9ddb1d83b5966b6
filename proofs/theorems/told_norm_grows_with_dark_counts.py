"""The mean norm of an Eve who is told of dark counts grows with them, without coherence.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with 1 < nu < 2, and of
:mod:`proofs.theorems.told_norm`. Bin k splits W into a photon there, a, and none, b; as
W**nu = a W**(nu - 1) + b W**(nu - 1) >= a**nu + b**nu, the norm falls as k grows.
Lemmas of analysis: exp and log are increasing.
"""

from dataclasses import replace

from derive.device.ends import rising_norm
from derive.device.eves import INFORMED, Eve
from proofs.equality.steps import step
from proofs.theorems.dark_counts_told import Averaged, by_bins, grows
from proofs.theorems.entropies_in_order import DOMAIN, SEEN, UNSEEN, UNSEEN_BEFORE, left
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
    unseen,
)
from proofs.theorems.spectra import survival_positive
from proofs.theorems.theorem import Theorem
from proofs.theorems.told_norm import (
    ALL,
    BEFORE_K,
    NO_BIN,
    UP_TO_K,
    all_bins,
    photon,
    written_out,
)
from proofs.theorems.writing import (
    Step,
    identity,
    lemma,
    product,
    statement,
    total,
)

FALLS = f"{BEFORE_K.powers} >= {UP_TO_K.powers}"
POWERS = f"{UNSEEN_BEFORE}**order >= {SEEN}**order + {UNSEEN}**order"


def theorem() -> Theorem:
    """d/d d_c of the mean norm is not negative, for an Eve with R' and the record."""
    return of(INFORMED, "told_norm_grows_with_dark_counts")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    goal, summary = claimed(rising_norm(eve)), "the mean norm grows with dark counts"
    stated = statement(DOMAIN, names(eve), [goal])
    own = Averaged(BEFORE_K.norm, UP_TO_K.norm, all_bins(eve).norm)
    steps = grows(eve, goal, own, falls(), adds_up(eve, own))
    first = total("order > 0", "order > 1", "1")
    return Theorem(name, f"{summary}, {eve.title}", stated, [first, *detector(eve), *steps])


def falls() -> list[Step]:
    """The norm after bin k is at most that before."""
    last = f"{UP_TO_K.photons} == {BEFORE_K.photons} + {SEEN}**order"
    turned = f"{BEFORE_K.photons} + {SEEN}**order - {UP_TO_K.photons} == 0"
    return [
        *unseen(),
        *likelier(),
        *BEFORE_K.positive(),
        *UP_TO_K.positive(),
        step(last, "last", variable="i", lower="1", upper="k", term=f"{photon('i')}**order"),
        identity(turned, {last: "-1"}),
        *split(),
        total(FALLS, POWERS, turned),
        *norms(),
    ]


def norms() -> list[Step]:
    """The larger P has the larger norm."""
    before, after = (f"log{bins.powers}" for bins in (BEFORE_K, UP_TO_K))
    return [
        lemma(f"{before} - {after} >= 0", "log-order-weak", a=UP_TO_K.powers, b=BEFORE_K.powers),
        product(f"({before} - {after})/order >= 0", f"{before} - {after} >= 0", over=["order > 0"]),
        lemma(
            f"{BEFORE_K.norm} >= {UP_TO_K.norm}",
            "exp-order-weak",
            a=f"{after}/order",
            b=f"{before}/order",
        ),
    ]


def split() -> list[Step]:
    """W**nu is at least a**nu + b**nu."""
    whole = less_by_one(UNSEEN_BEFORE)
    gains = [f"{p}*({whole} - {less_by_one(p)})" for p in PARTS]
    signs = dict(zip((UNSEEN_BEFORE, *PARTS), ("1", "-1", "-1"), strict=True))
    powers = {f"({p})**order == ({p})*{less_by_one(p)}": sign for p, sign in signs.items()}
    same = f"{POWERS.replace(' >= ', ' - (')}) == {' + '.join(gains)}"
    return [
        *(step for p in signs for step in power(p)[1:]),
        *(step for p, gain in zip(PARTS, gains, strict=True) for step in part(p, gain, whole)),
        identity(same, powers | {SPLIT: whole}),
        total(POWERS, same, *(f"{gain} >= 0" for gain in gains)),
    ]


def part(p: str, gain: str, whole: str) -> list[Step]:
    """A part has the smaller power."""
    logs = f"(order - 1)*{less(p)} >= 0"
    a, b = (f"(order - 1)*log{u}" for u in (p, UNSEEN_BEFORE))
    return [
        product(logs, "order > 1", f"{less(p)} >= 0"),
        lemma(f"{whole} >= {less_by_one(p)}", "exp-order-weak", a=a, b=b),
        product(f"{gain} >= 0", f"{p} > 0", f"{whole} >= {less_by_one(p)}"),
    ]


def adds_up(eve: Eve, own: Averaged) -> list[Step]:
    """The differences add up to the norm of all bins."""
    plain, rest = by_bins(replace(own, last=ALL.norm)), "n*exp(n*log(1 - d_c))/(1 - d_c)"
    known = {plain["claim"]: "1", f"{ALL.norm} == {own.last}": rest}
    start = total(f"{NO_BIN.none} > 0", "never > 0", "eta_d > 0")
    return [
        *([start] if eve.lost else [survival_positive(), *left("alpha", ALL.none)]),
        *NO_BIN.positive(),
        *ALL.positive(),
        plain,
        *([*written_out(), identity(by_bins(own)["claim"], known)] if eve.lost else []),
    ]
