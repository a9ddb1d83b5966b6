"""What an average over the first dark count, in bin k or in none, gains by more of them.

With g before bin k and g' after it, it is the sum of d_c (1 - d_c)**(k - 1) g over the bins, and
(1 - d_c)**n times the last g'. By parts, its slope is the sum of k (1 - d_c)**(k - 1) (g - g').
"""

from collections.abc import Sequence
from dataclasses import dataclass

from proofs.theorems.entropies_in_order import ALL_QUIET, QUIET, QUIET_BEFORE, next_bin, reached
from proofs.theorems.photon_or_none import survives
from proofs.theorems.writing import (
    Step,
    defined,
    identity,
    once,
    product,
    telescope,
    termwise,
    total,
)

LIKELIER = f"({QUIET_BEFORE} - (k - 1)*d_c*{QUIET_BEFORE}/(1 - d_c))"
"""How fast a first dark count in bin k becomes likelier."""


@dataclass(frozen=True)
class Averaged:
    """What is averaged: before bin k, after it, and after the last one."""

    before: str
    after: str
    last: str

    @property
    def slope(self) -> str:
        """That of what bin k adds."""
        return f"{LIKELIER}*{self.before}"

    @property
    def whole(self) -> str:
        """That of the average."""
        return f"({summed(self.slope)} - n*{ALL_QUIET}*{self.last}/(1 - d_c))"

    @property
    def part(self) -> str:
        """A difference of two bins, which sums to what is left at the end."""
        return f"(k*{QUIET}*{self.after} - (k - 1)*{QUIET_BEFORE}*{self.before})/(1 - d_c)"


def summed(term: str) -> str:
    """The sum over all bins."""
    return f"Sum({term}, (k, 1, n))"


def grows(goal: str, own: Averaged, falls: Sequence[Step], adds_up: Sequence[Step]) -> list[Step]:
    """Where `falls` shows g >= g'; of an idle atom g is 1 and stays so."""
    more = f"{summed(own.slope)} - {summed(own.part)} >= 0"
    return [
        defined(summed("1"), "k", once([*survives(), *falls, *by_parts(own)])),
        *adds_up,
        termwise(more, {own.slope: "1", own.part: "-1"}, ">=", "k"),
        total(f"{own.whole} >= 0", more, by_bins(own)["claim"]),
        product(goal, "rho11 > 0", f"{own.whole} >= 0"),
    ]


def by_bins(own: Averaged) -> Step:
    """The differences add up."""
    whole = f"n*{ALL_QUIET}*{own.last}/(1 - d_c)"
    return telescope(
        f"{summed(own.part)} == {whole}", own.part, f"k*{QUIET}*{own.after}/(1 - d_c)", "k"
    )


def by_parts(own: Averaged) -> list[Step]:
    """What g falls by in bin k, with what it counts."""
    falls = f"k*{QUIET_BEFORE}*({own.before} - {own.after})"
    same, step = f"{own.slope} - {own.part} == {falls}", f"{QUIET} == {QUIET_BEFORE}*(1 - d_c)"
    return [
        reached(),
        *next_bin(),
        total("k > 0", "k from", "1"),
        product(f"{falls} >= 0", "k > 0", f"{QUIET_BEFORE} > 0", f"{own.before} >= {own.after}"),
        identity(same, {step: f"-k*{own.after}/(1 - d_c)"}),
        total(f"{own.slope} - {own.part} >= 0", same, f"{falls} >= 0"),
    ]
