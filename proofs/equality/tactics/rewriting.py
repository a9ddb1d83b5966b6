"""Signs of what an element is rewritten to."""

from proofs.equality.search.rewriting import Search
from proofs.kernel.field import Element


def rewritten(search: Search, value: Element, relation: str) -> str | None:
    """The sign of the value once it is rewritten."""
    if value in search.busy:
        return None
    search.busy.add(value)
    try:
        using, plain = search.normal(value)
        if plain == value:
            return None
        claim = f"{search.text(value)} == {search.written(plain)}"
        equal = search.identity(claim, search.cofactors(using))
        return search.total(search.claim(value, relation), search.sign(plain, relation), equal)
    finally:
        search.busy.discard(value)
