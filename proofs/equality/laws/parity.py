"""Sums over odd numbers: of all numbers, less those over even ones."""

from proofs.equality.laws.indices import poles_and_arguments
from proofs.equality.search import elements
from proofs.equality.search.induction import shown
from proofs.equality.search.ranged import Ranged
from proofs.equality.search.rewriting import Rewriting
from proofs.kernel.element import Element


def over_odd(own: Ranged) -> Rewriting | None:
    """Sum of g(2 k - 1) to n = Sum of g(k) to 2 n - Sum of g(2 k) to n, by induction over n."""
    search, field, name = own.search, own.search.field, own.limits.name
    k, one, two = field.generator("symbol", name), search.number(1), search.number(2)
    upper = elements.single(field, own.limits.upper)
    if upper is None or upper[1] not in search.scope.numbers or not speaks_of(own, two * k - one):
        return None
    g = field.put(own.term, name, (k + one) / two)
    end = own.limits.upper
    every = own.over(own.between(own.limits.lower, two * end), g)
    new = every - own.over(own.limits, field.put(g, name, two * k))
    label = shown(search, own.old - new, str(upper[1]))
    return search.replacing(own.value, own.place, new, search.equality(own.old, new, label))


def speaks_of(own: Ranged, form: Element) -> bool:
    """Whether the poles and arguments of the term are multiples of a linear form in the index."""
    field, name = own.search.field, own.limits.name
    parts = [*poles_and_arguments(own.search, name, own.term)]
    exponents = elements.has(field, own.term, "exp")
    return bool(parts) and not exponents and all(elements.ratio(p, form) for p in parts)
