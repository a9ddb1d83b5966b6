"""A Sum or Integral that is being rewritten, with its term in the variable that texts give it."""

from dataclasses import dataclass

from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element
from proofs.kernel.field import Whole
from proofs.kernel.scope import Limits


@dataclass(frozen=True)
class Ranged:
    """The Sum or Integral at a place of an element, its limits and its term."""

    search: Search
    place: int
    value: Element
    limits: Limits
    term: Element

    @property
    def old(self) -> Element:
        """The Sum or Integral itself."""
        return self.search.field.gen(self.place)

    @property
    def text(self) -> str:
        """The term as a formula."""
        return self.search.text(self.term)

    @property
    def named(self) -> dict[str, str]:
        """The limits as the rules name them that are about both kinds."""
        return self.search.named(self.limits)

    @property
    def summed(self) -> dict[str, str]:
        """The limits as the rules name them that are about Sums."""
        return {key: name for key, name in self.named.items() if key != "kind"}

    def between(self, lower: Element, upper: Element) -> Limits:
        """The same variable between other ends."""
        return Limits(self.limits.kind, self.limits.name, lower, upper)

    def over(self, limits: Limits, term: Element | None = None) -> Element:
        """The Sum or Integral of the term, or of another, between limits."""
        own = self.term if term is None else term
        return self.search.field.whole(limits.kind, own, limits.name, limits.lower, limits.upper)

    def by(self, new: Element, rule: str, **data: object) -> Rewriting:
        """The rewriting by a step that says that the Sum or Integral is `new`."""
        claim = f"{self.search.written(self.old)} == {self.search.written(new)}"
        label = self.search.add(claim, rule, **data)
        return self.search.replacing(self.value, self.place, new, label)


def ranged(search: Search, place: int, value: Element) -> Ranged:
    """The Sum or Integral at a place, whose term is known to be defined on its range.

    :raises GaveUpError: if that is not found.
    """
    whole = search.field.generators[place][1]
    if not isinstance(whole, Whole):
        raise GaveUpError("no Sum or Integral")
    found = Ranged(search, place, value, search.limits(whole), search.term(whole))
    make_defined(search, found.limits, found.term)
    return found


def make_defined(search: Search, limits: Limits, term: Element) -> None:
    """Make known to the kernel what the term needs to have a value on the range."""
    inner = search.under(limits)
    inner.define(search.text(term))
    search.close(inner, limits)


def make_known(search: Search, limits: Limits, term: Element) -> None:
    """Make a Sum or Integral readable under the name that texts give its variable."""
    made = search.field.whole(limits.kind, term, limits.name, limits.lower, limits.upper)
    single = elements.single(search.field, made)
    if single is not None and isinstance(single[1], Whole):
        make_defined(search, search.limits(single[1]), search.term(single[1]))
