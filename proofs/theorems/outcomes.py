"""What Eve may know, the outcomes that are left, and what is known of every distribution of these.

For each thing that she may know, with the probabilities p of the outcomes, W is their sum, P that
of all p**nu, R = P/W, N = P**(1/nu), M = N/W, g the largest p and v = g/W.
"""

import re
from collections.abc import Callable
from typing import Any, Protocol

from proofs.theorems.writing import (
    Step,
    defined,
    identity,
    lemma,
    product,
    telescope,
    termwise,
    total,
)


class Knowledge(Protocol):
    """What Eve may know."""

    @property
    def weight(self) -> str:
        """Its probability, over W."""

    def own(self, text: str) -> str:
        """A text with the names of this one: P, R, N, M, W, g and v."""


class Outcomes(Knowledge, Protocol):
    """What she may know where more than one outcome is left."""

    @property
    def click(self) -> str:
        """The probability of a click in a bin."""

    @property
    def none(self) -> str:
        """The probability of no click at all."""

    @property
    def index(self) -> str:
        """The bin."""

    @property
    def ends(self) -> tuple[str, str]:
        """The first bin, and the last."""

    def sums(self, term: str) -> str:
        """The sum of a term over all bins."""


def another(text: str, old: str = "k", new: str = "j") -> str:
    """The same about a bin j: what is said of bin k may speak of a sum over j."""
    return re.sub(rf"\b{old}\b", new, text)


def of_another(steps: Any, old: str = "k", new: str = "j") -> Any:
    """Steps, or a text in them, about a bin j."""
    return renamed(steps, lambda text: another(text, old, new))


def renamed(steps: Any, to: Callable[[str], str]) -> Any:
    """Steps, or a text in them, with other names."""
    if isinstance(steps, str):
        return to(steps)
    if isinstance(steps, list):
        return [renamed(step, to) for step in steps]
    return {to(key): renamed(each, to) for key, each in steps.items()}


def powers(known: Outcomes, signs: list[Step], ahead: list[Step]) -> list[Step]:
    """P > 0 and N > 0, from the signs of a click in a bin, with more that is known of it."""
    own, click, none, index = known.own, known.click, known.none, known.index
    sums = known.sums(f"{click}**nu")
    return [
        *power(none),
        defined(sums, index, [*signs, *ahead, *power(click)], known.ends),
        defined(another(sums, index), "j", of_another(signs, index), known.ends),
        termwise(f"{sums} >= 0", {f"{click}**nu": "1"}, ">=", index, known.ends),
        total(own("P > 0"), f"({none})**nu > 0", f"{sums} >= 0"),
        lemma(own("N > 0"), "exp", u=own("log(P)/nu")),
    ]


def over_whole(known: Knowledge) -> list[Step]:
    """R > 0 and M > 0."""
    parts = {"R": "P", "M": "N"}
    own = known.own
    return [
        product(own(f"{x} > 0"), own(f"{y} > 0"), over=[own("W > 0")]) for x, y in parts.items()
    ]


def add_up(known: Outcomes, antidifference: str) -> Step:
    """The outcomes add up to W."""
    claim = f"{known.sums(known.click)} == {known.own('W')} - {known.none}"
    return telescope(claim, known.click, antidifference, known.index, known.ends)


def less(p: str) -> str:
    """p**(nu - 1), as the kernel reads it."""
    return f"exp((nu - 1)*log({p}))"


def power(p: str) -> list[Step]:
    """p**nu > 0, and it is p p**(nu - 1)."""
    parts, whole = f"exp(nu*log({p})) == {less(p)}*exp(log({p}))", f"exp(log({p})) == {p}"
    own = f"({p})**nu"
    return [
        lemma(f"{own} > 0", "exp", u=f"nu*log({p})"),
        lemma(parts, "exp-sum", a=f"(nu - 1)*log({p})", b=f"log({p})"),
        lemma(whole, "exp-log", u=p),
        identity(f"{own} == ({p})*{less(p)}", {parts: "1", whole: less(p)}),
    ]


def logarithms(known: Knowledge) -> list[Step]:
    """log(N) in two ways, and that of P."""
    own = known.own
    return [
        lemma(own("log(N) == log(P)/nu"), "log-exp", u=own("log(P)/nu")),
        lemma(own("log(P) == log(R) + log(W)"), "log-product", a=own("R"), b=own("W")),
        lemma(own("log(N) == log(M) + log(W)"), "log-product", a=own("M"), b=own("W")),
    ]


def bare(claim: str) -> str:
    """What a claim says to be >= 0."""
    return claim.removesuffix(" >= 0")
