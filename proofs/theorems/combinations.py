"""What is >= 0 of every outcome, as a combination of p, p**nu, eta(p) and 1, is so added up.

Names: those of :mod:`proofs.theorems.outcomes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from proofs.theorems.outcomes import Outcomes
from proofs.theorems.writing import Step, identity, telescope, termwise, total


def count(known: Outcomes) -> Step:
    """How many bins there are."""
    index, ends = known.index, known.ends
    return telescope(f"{known.sums('1')} == {ends[1]}", "1", index, index, ends)


@dataclass(frozen=True)
class Combination:
    """Weights of p, p**nu, eta(p) and 1, for the probability p of an outcome."""

    probability: str
    power: str
    bits: str
    one: str

    def of(self, *values: str) -> str:
        """The combination of these four, of one outcome or of all."""
        weights = (self.probability, self.power, self.bits, self.one)
        return " + ".join(f"({w})*({value})" for w, value in zip(weights, values, strict=True))

    def at(self, p: str) -> str:
        """That of one outcome."""
        return self.of(p, f"({p})**nu", f"eta({p})", "1")

    def added(self, known: Outcomes, bits: str) -> str:
        """That of all, for bits that are their entropy less eta(W)."""
        return known.own(self.of("W", "P", f"{bits} + eta(W)", f"{known.ends[1]} + 1"))


def add_combinations(
    known: Outcomes, each: Combination, bits: str, same: Sequence[str]
) -> list[Step]:
    """A combination is >= 0 added up, as it is for every outcome; `same` says what the bits are."""
    p, none, number = known.click, known.none, count(known)
    terms = (p, f"{p}**nu", f"eta({p})", "1")
    weights = (each.probability, each.power, each.bits, each.one)
    claim, summed = each.added(known, bits), each.of(*map(known.sums, terms))
    both = f"{claim} == {summed} + {each.at(none)}"
    using = {
        known.own(f"{known.sums(p)} == W - {none}"): f"-({each.probability})",
        number["claim"]: f"-({each.one})",
        **dict.fromkeys(same, each.bits),
    }
    return [
        number,
        termwise(
            f"{summed} >= 0",
            dict(zip(terms, weights, strict=True)),
            *(">=", known.index, known.ends),
        ),
        identity(both, using),
        total(f"{claim} >= 0", both, f"{summed} >= 0", f"{each.at(none)} >= 0"),
    ]
