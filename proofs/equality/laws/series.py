"""Laws of sums: a total that is known, sums of few terms, and sums term by term."""

from collections.abc import Callable

from proofs.equality.laws.alike import alike
from proofs.equality.laws.differences import differenced
from proofs.equality.laws.ends import from_one, last_term, to_whole
from proofs.equality.laws.indices import shifted
from proofs.equality.laws.parity import over_odd
from proofs.equality.laws.telescopes import by_parts, shares_of, telescoped, termwise
from proofs.equality.search.ranged import Ranged, ranged
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.kernel.element import Element

MAX_WRITTEN_OUT = 24
"""Sums of a known number of terms, up to this, are written out."""


def series(search: Search, place: int, value: Element) -> Rewriting | None:
    """The first law that applies to a Sum."""
    if search.field.generators[place][0] != "Sum":
        return None
    found = attempt(by_hypothesis, search, place, value)
    own = None if found else attempt(ranged, search, place, value)
    for law in LAWS if own else ():
        found = found or attempt(law, own)
    return found


def by_hypothesis(search: Search, place: int, value: Element) -> Rewriting | None:
    """A Sum that a hypothesis says the value of, as a total of probabilities."""
    gen = search.field.gen(place)
    for label in search.checker.hypotheses:
        fact = search.checker.outermost.facts[label]
        if fact.relation != "==" or place not in fact.value.places():
            continue
        for sign in (1, -1):
            new = gen - fact.value * search.number(sign)
            if place not in new.places():
                used = label if sign > 0 else search.equality(gen, new, label)
                return search.replacing(value, place, new, used)
    return None


def written_out(own: Ranged) -> Rewriting | None:
    """The last term taken off a sum of a known number of terms."""
    one = own.search.number(1)
    count = (own.limits.upper - own.limits.lower + one).number()
    if count is None or count > MAX_WRITTEN_OUT:
        return None
    if count > 0:
        return last_term(own)
    return own.by(own.search.number(0), "empty", **own.named, term=own.text)


def combined(own: Ranged) -> Rewriting | None:
    """A Sum of a combination of terms, as a combination of Sums of simple terms."""
    parts = shares_of(own)
    is_one = len(parts) == 1 and parts[0].weight.number() == 1
    if is_one and own.search.field.equal(parts[0].term, own.term):
        return None
    return termwise(own, parts)


LAWS: tuple[Callable[[Ranged], Rewriting | None], ...] = (
    alike,
    written_out,
    differenced,
    telescoped,
    combined,
    shifted,
    from_one,
    to_whole,
    by_parts,
    over_odd,
)
