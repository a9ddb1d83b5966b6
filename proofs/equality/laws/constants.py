"""The law of parts that are known to be numbers."""

from proofs.equality.search.constants import without_zeros
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.kernel.element import Element


def settled(search: Search, place: int, value: Element) -> Rewriting | None:
    """An element without the first of the parts that are known to be zero."""
    if place != value.places()[-1]:
        return None
    using, _ = without_zeros(search, value)
    for label, cofactor in using.items():
        return Rewriting(label, cofactor, value - cofactor * search.scope.facts[label].value)
    return None
