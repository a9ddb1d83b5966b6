"""Finds the steps that show an element positive, or >= 0: untrusted, as all search.

A sign is looked at in floats before it is looked for (:mod:`proofs.equality.search.guesses`); the
ways to find it are in :mod:`proofs.equality.tactics`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from flint import fmpq_mpoly

from proofs.equality.search import elements
from proofs.equality.search.guesses import MARGIN, Guess, guesses, inside
from proofs.equality.search.proof import GaveUpError, Proof
from proofs.kernel.element import Element, Refused

MAX_DEPTH = 12


class UnknownSignError(GaveUpError):
    """No sign was found; the text is only made if somebody reads it."""

    def __init__(self, writer: elements.Writer, value: Element, relation: str) -> None:
        super().__init__("")
        self.writer, self.value, self.relation = writer, value, relation

    def __str__(self) -> str:
        return f"not known: {self.writer.text(self.value)[:200]} {self.relation} 0"


class SettledError(Exception):
    """The sign is that of a simpler value, of which none was found."""


@dataclass
class SignSearch(Proof):
    """The search of signs."""

    depth: int = 0
    asked: set[tuple[Element, str]] = field(default_factory=set)
    missed: dict[tuple[Element, str], int] = field(default_factory=dict)
    negative: dict[Element, bool] = field(default_factory=dict)

    @cached_property
    def guesses(self) -> list[Guess]:
        """Points at which a sign is looked at before it is looked for."""
        root = self.checker.__dict__.setdefault("guesses", None) or guesses(self.checker)
        self.checker.__dict__["guesses"] = root
        own = [
            guess if self.scope.names == self.checker.outermost.names else inside(guess, self.scope)
            for guess in root
        ]
        cases = [fact for label, fact in self.scope.facts.items() if label.startswith("case")]
        return [guess for guess in own if all(map(guess.fulfils, cases))]

    def is_hopeless(self, value: Element) -> bool:
        """Whether the value is negative at some point."""
        if value not in self.negative:
            found = any(guess.value(value).real < -MARGIN for guess in self.guesses)
            self.negative[value] = found
        return self.negative[value]

    def positive(self, value: Element) -> str:
        """The label of a fact that value > 0.

        :raises GaveUpError: if none is found.
        """
        return self.sign(value, ">")

    def nonnegative(self, value: Element) -> str:
        """The label of a fact that value >= 0."""
        return self.sign(value, ">=")

    def sign(self, value: Element, relation: str) -> str:
        """The label of a fact that the value is > 0, or >= 0.

        :raises GaveUpError: if none is found.
        """
        known, value = value.number(), self.field.reduced(value)
        number = value.number()
        if number is not None and number > 0:
            text = f"{number} {relation} 0"
            return str(number) if known is not None else self.product(text, [str(number)])
        if number == 0 and relation == ">=":
            return self.identity("0 == 0")
        key = value, relation
        vain = self.depth > MAX_DEPTH or key in self.asked
        vain = vain or self.missed.get(key) == len(self.scope.facts)
        if vain or not self.field.is_real(value) or self.is_hopeless(value):
            raise UnknownSignError(self.writer, value, relation)
        self.go_on()
        self.depth += 1
        self.asked.add(key)
        try:
            for tactic in self.tools.tactics:
                label = attempt(tactic, self, value, relation)
                if label is not None:
                    return label
        except SettledError:
            pass
        finally:
            self.depth -= 1
            self.asked.discard(key)
        self.missed[key] = len(self.scope.facts)
        raise UnknownSignError(self.writer, value, relation)

    def has_sign(self, value: Element, relation: str = ">") -> bool:
        """Whether the sign is found."""
        return attempt(self.sign, value, relation) is not None

    def signed(self, value: Element) -> int:
        """+1 or -1 if the element is found to be > 0 or < 0, else 0."""
        if not self.field.is_real(value):
            return 0
        return 1 if self.has_sign(value) else -1 if self.has_sign(-value) else 0

    def weakly_signed(self, value: Element) -> int:
        """+1 or -1 if the element is found to be >= 0 or <= 0, else 0."""
        if not self.field.is_real(value):
            return 0
        return 1 if self.has_sign(value, ">=") else -1 if self.has_sign(-value, ">=") else 0

    def claim(self, value: Element, relation: str) -> str:
        """The text of a claim."""
        return f"{self.text(value)} {relation} 0"

    def is_strict(self, label: str) -> bool:
        """Whether a label says > 0, as a positive number does."""
        fact = self.scope.facts.get(label)
        return fact is None or fact.relation == ">"


Found = TypeVar("Found")


def attempt(tactic: Callable[..., Found | None], *arguments: object) -> Found | None:
    """What a tactic finds, or None where it gives up."""
    try:
        return tactic(*arguments)
    except (GaveUpError, Refused):
        return None


def factored(part: fmpq_mpoly) -> list[tuple[fmpq_mpoly, int]]:
    """Irreducible factors with multiplicity, the sign and scale left out."""
    return [] if part.is_constant() else list(part.factor()[1])
