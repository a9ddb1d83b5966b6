"""What is derived for a paper from outside, and what its formulas may use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Expr

from derive.errors import PaperError
from derive.model.domain import Domain
from derive.model.equation import Equation
from derive.scheme import Scheme
from derive.scheme.bits import Bits
from proofs.paper.names import abbreviations, derived_names, names_on, typed
from proofs.papers.addresses import PaperAddress, address, derived_at
from proofs.schemes.compare import names_of


@dataclass(frozen=True)
class Equations(Mapping[str, Equation]):
    """Equations by number: those of functions, and those of schemes, derived when asked for.

    An address of a scheme is found too, and not counted. `bounds` are results with a bound that has
    a function of its own: it is stated where both are. `short` are the paper's abbreviations.
    """

    tied: Mapping[str, Equation]
    of: Mapping[str, str]
    schemes: Mapping[str, Scheme]
    bounds: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    found: dict[str, Equation] = field(default_factory=dict)

    def __getitem__(self, number: str) -> Equation:
        if number not in self.found:
            where, last = self.source(number), self.last(number)
            self.found[number] = (
                self._tied(number, last) if where is None else derived_at(number, last, where)
            )
        return self.found[number]

    def _tied(self, number: str, last: str) -> Equation:
        own = replace(self.tied[last], number=number)
        if number not in self.bounds:
            return own
        return replace(own, domain=own.domain & self[self.bounds[number]].domain)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self.of, *self.tied]))

    def __len__(self) -> int:
        return len({*self.of, *self.tied})

    def __contains__(self, number: object) -> bool:
        try:
            self.source(str(number))
        except PaperError:
            return False
        return True

    def last(self, number: str) -> str:
        """The function's number, or the address, at which a chain of `of` ends.

        :raises PaperError: for a chain that is a circle.
        """
        seen = [number]
        while seen[-1] in self.of:
            seen.append(self.of[seen[-1]])
            if seen[-1] in seen[:-1]:
                raise PaperError(f"{' is of '.join(seen)}")
        return seen[-1]

    def source(self, number: str) -> PaperAddress | None:
        """The scheme from which an equation comes; None for a function.

        :raises PaperError: for what is neither a number nor an address.
        """
        last = self.last(number)
        return None if last in self.tied else address(last, self.schemes)

    def names_at(self, number: str, domain: Domain) -> dict[str, Any]:
        """What a formula for a number may use: the symbols of the domain and of what is derived.

        Abbreviations too, where nothing else has their name.
        """
        derived, known = self[number], self._known(number, domain)
        more = derived_names(derived) if self.source(number) is None else {}
        return abbreviations(self.short, known) | more | known

    def _known(self, number: str, domain: Domain) -> dict[str, Expr]:
        """The symbols of the domain, and the entries of the state of the source."""
        derived, where = self[number], self.source(number)
        if where is None or (where.outcome and where.scheme.model.levels == 2):
            return names_on(domain)
        state = names_of(where.scheme, derived) if isinstance(derived, Bits) else {}
        return state | typed(domain)
