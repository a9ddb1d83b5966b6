"""Signs of elements with parts that are known to be zero."""

from proofs.equality.search.constants import without_zeros
from proofs.equality.search.rewriting import Search
from proofs.kernel.element import Element


def without_its_zeros(search: Search, value: Element, relation: str) -> str | None:
    """The sign of what is left without these parts."""
    using, rest = without_zeros(search, value)
    if not using:
        return None
    equal = search.identity(
        f"{search.text(value)} == {search.written(rest)}", search.cofactors(using)
    )
    known = rest.number()
    if known == 0 and relation == ">=":
        return equal
    return search.total(search.claim(value, relation), search.sign(rest, relation), equal)
