"""H(X|R'D) falls with the probability of dark counts, without coherence.

Domain and names: those of :mod:`proofs.theorems.photon_or_none`, with never = 1 - eta_d. Bin k
counts where no bin up to it has a dark count, and adds eta(a) + eta(b) - eta(W) >= 0.
"""

from derive.device.ends import falling
from derive.device.eves import INFORMED, Eve
from proofs.theorems.photon_or_none import (
    PARTS,
    QUIET,
    SURVIVES,
    UNSEEN_BEFORE,
    by_bins,
    stated,
    weighed,
    weighed_positive,
)
from proofs.theorems.theorem import Theorem
from proofs.theorems.writing import Step, identity, lemma, product, total


def theorem() -> Theorem:
    """-dH/d d_c >= 0, for an Eve with R' and the record of dark counts."""
    return of(INFORMED, "told_bits_fall_with_dark_counts")


def of(eve: Eve, name: str) -> Theorem:
    """The same for an Eve who may have the lost photons."""
    value, summary = falling(eve), f"bits fall with dark counts, {eve.title}"
    return Theorem(name, summary, stated(eve, value), by_bins(eve, value, in_bin(), "-"))


def in_bin() -> list[Step]:
    """What bin k adds is not negative, and neither is what a dark count takes of it."""
    adds = " - ".join((f"eta{PARTS[0]} + eta{PARTS[1]}", f"eta{UNSEEN_BEFORE}"))
    bits = {f"eta{p} == -{p}*log2{p}": p for p in (*PARTS, UNSEEN_BEFORE)}
    weights = dict(zip(bits, ("1", "1", "-1"), strict=True))
    known = weights | {SURVIVES: f"-eta_d*log2{UNSEEN_BEFORE}"}
    return [
        *weighed_positive(PARTS, [f"{p} > 0" for p in PARTS]),
        *(lemma(claim, "eta-log", u=p) for claim, p in bits.items()),
        identity(f"{adds} == {weighed(PARTS)}", known),
        total(f"{adds} >= 0", f"{adds} == {weighed(PARTS)}", f"{weighed(PARTS)} >= 0"),
        total("k > 0", "k from", "1"),
        product(
            f"k*{QUIET}*({adds})/(1 - d_c) >= 0",
            *("k > 0", f"{QUIET} > 0", f"{adds} >= 0"),
            over=["d_c < 1"],
        ),
    ]
