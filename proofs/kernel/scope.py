"""Trusted data of the kernel: facts, and what is known where a formula is read."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from proofs.kernel.element import Element

Matrix: TypeAlias = tuple[tuple[Element, ...], ...]


@dataclass(frozen=True)
class Fact:
    """``value relation 0``, with relation ``>``, ``>=`` or ``==``, wherever the hypotheses hold."""

    value: Element
    relation: str


@dataclass(frozen=True)
class Limits:
    """A bound variable of a Sum or Integral and its ends."""

    kind: str
    name: str
    lower: Element
    upper: Element


@dataclass(frozen=True)
class Scope:
    """What a step may use: declared names, the whole numbers among them, facts by label.

    `ranges` has what is known inside of Sums and Integrals, `spectra` the matrices with a known
    entropy, `read` the values of formulas that were read here: what is known only grows, so these
    stay defined. A `trusting` scope skips definedness; only what is known to be defined is read in
    one. In a `literal` one no matrix stands for another: what is equal at a point need not have the
    same derivative there. In both every argument is read as it stands.
    """

    names: frozenset[str]
    numbers: frozenset[str] = frozenset()
    facts: dict[str, Fact] = field(default_factory=dict)
    ranges: list[tuple[Limits, "Scope"]] = field(default_factory=list)
    spectra: list[tuple[Matrix, Element]] = field(default_factory=list)
    read: dict[bytes, Element] = field(default_factory=dict)
    trusting: bool = False
    literal: bool = False

    def copy(self) -> "Scope":
        """The same facts; what is added later stays inside."""
        known, read, spectra = dict(self.facts), dict(self.read), [*self.spectra]
        return replace(self, facts=known, ranges=[*self.ranges], spectra=spectra, read=read)

    def since(self, before: "Scope") -> "Scope":
        """What has become known since the scope was that one."""
        new = {label: f for label, f in self.facts.items() if before.facts.get(label) is not f}
        ranges, spectra = self.ranges[len(before.ranges) :], self.spectra[len(before.spectra) :]
        return replace(self, facts=new, ranges=ranges, spectra=spectra, read={})
