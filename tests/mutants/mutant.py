"""A wrong version of something that is checked, and whether the check noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    """The verdict changed, or the kernel refused."""
    EQUIVALENT = "equivalent"
    """It says nothing new: proved equal to the original, or implied by what is proved."""
    SURVIVED = "survived"
    """Neither: a defect of the check."""


@dataclass(frozen=True)
class Mutant:
    """One change: of the printed formula of a claim, or of the certificate of a theorem.

    `subject` is the claim's number or the theorem's name, `where` the path to the changed text,
    `change` what was done in words, `formula` the new text, empty where something was left out.
    """

    subject: str
    where: tuple[str | int, ...]
    change: str
    formula: str


@dataclass(frozen=True)
class Outcome:
    """A mutant, its fate, and the verdict or refusal that decided it."""

    mutant: Mutant
    fate: Fate
    verdict: str
    undecided: bool = False


@dataclass(frozen=True)
class Report:
    """Every outcome of a run, in the order of the claims and theorems."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    def with_fate(self, fate: Fate) -> tuple[Outcome, ...]:
        """The outcomes of one kind."""
        return tuple(o for o in self.outcomes if o.fate is fate)

    @property
    def total(self) -> int:
        """How many mutants were judged."""
        return len(self.outcomes)

    @property
    def killed(self) -> int:
        """How many were noticed, the undecided ones among them."""
        return len(self.with_fate(Fate.KILLED))

    @property
    def equivalent(self) -> int:
        """How many say nothing new."""
        return len(self.with_fate(Fate.EQUIVALENT))

    @property
    def survivors(self) -> tuple[Outcome, ...]:
        """Those that nothing noticed: the goal is none."""
        return self.with_fate(Fate.SURVIVED)

    @property
    def undecided(self) -> tuple[Outcome, ...]:
        """Noticed, but only because the comparison could not decide: never a pass, no witness."""
        return tuple(o for o in self.outcomes if o.undecided)

    def as_json(self) -> Mapping[str, Any]:
        """The numbers, and the survivors with what was changed."""
        return {
            "total": self.total,
            "killed": self.killed,
            "equivalent": self.equivalent,
            "undecided": len(self.undecided),
            "survivors": [
                {
                    "claim": o.mutant.subject,
                    "change": o.mutant.change,
                    "formula": o.mutant.formula,
                    "verdict": o.verdict,
                }
                for o in self.survivors
            ],
        }
