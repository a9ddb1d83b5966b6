"""A scheme that has been checked: its terms, what its detectors tell apart, and who holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Expr

from derive.errors import SchemeError
from derive.model.domain import Domain, Range
from derive.model.hilbert import Label, Labels, One
from derive.scheme.labels import Term
from derive.scheme.signs import Signs

PURIFICATION = "R'"
"""The register that purifies the source."""


@dataclass(frozen=True)
class Written:
    """A scheme as it is written, which may be wrong anywhere."""

    registers: str
    isometry: Mapping[str, Mapping[Any, Any]]
    readout: str
    outcomes: Mapping[str, Sequence[Any]] | None
    holders: Mapping[str, str] | None
    where: Sequence[Expr]


@dataclass(frozen=True)
class ReadOutcome:
    """One outcome, or a family of them: the labels of the registers read that it stands for."""

    name: str
    labels: tuple[Labels, ...]
    families: tuple[One, ...] = ()


@dataclass(frozen=True)
class Model:
    """What follows from a scheme once it is checked; places count the registers.

    `terms` have their amplitudes in normal form, `written` as they were given.
    """

    registers: tuple[str, ...]
    levels: int
    terms: tuple[Term, ...]
    written: tuple[Term, ...]
    read: tuple[int, ...]
    outcomes: tuple[ReadOutcome, ...]
    holders: Mapping[str, frozenset[str]]
    domain: Domain

    @property
    def signs(self) -> Signs:
        """The signs of formulas with an index in them."""
        return Signs(with_indices(self.domain, self.terms))

    def holder(self, name: str) -> frozenset[str]:
        """What an Eve holds.

        :raises SchemeError: for an Eve that the scheme does not have.
        """
        if name not in self.holders:
            raise SchemeError(f"there is no holder {name!r}; there are {', '.join(self.holders)}")
        return self.holders[name]

    def places(self, registers: frozenset[str]) -> tuple[int, ...]:
        """Where these registers stand in a label."""
        return tuple(at for at, name in enumerate(self.registers) if name in registers)


def at(labels: Labels, places: tuple[int, ...]) -> tuple[Label, ...]:
    """The labels of some registers."""
    return tuple(labels[place] for place in places)


def with_indices(domain: Domain, terms: tuple[Term, ...]) -> Domain:
    """A domain with the ranges of all indices too."""
    found = {x.index: x for term in terms for x in term.families}
    ranges = tuple(Range(x.index, x.lower, x.upper) for x in found.values())
    return domain & Domain(ranges)
