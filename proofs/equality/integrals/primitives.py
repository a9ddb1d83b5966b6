"""Antiderivatives by an ansatz: the integrand as a combination of the slopes of candidates.

The candidates are products of powers of what the integrand is made of over its poles, logarithms of
factors of denominators, and for quadratic factors what integrates their inverse. Nothing here is
trusted: the kernel differentiates what is found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from flint import fmpq_mpoly

from proofs.equality.integrals.candidates import Candidate, factors, is_exponential, monomials
from proofs.equality.integrals.inverses import inverse, logarithm, of_roots
from proofs.equality.integrals.linear import combination
from proofs.equality.integrals.small import parts_of
from proofs.equality.integrals.towers import Tower, tower
from proofs.equality.search.rewriting import Search
from proofs.kernel.element import Element
from proofs.kernel.field import I_PLACE

MAX_CANDIDATES = 80
PRIMES = (7, 11, 13, 17, 19, 23)
"""Weights that make a sum of integrands a general one."""


@dataclass(frozen=True)
class Primitive:
    """G with f = G' + the sum of the weights times other integrands."""

    value: Element
    weights: list[Element]


def antiderivative(
    search: Search, name: str, value: Element, others: Sequence[Element] = ()
) -> Primitive | None:
    """An antiderivative of an element in the variable, up to multiples of others, if one is found.

    Signs are looked for in the search, which is about what lies between the limits.
    """
    generic = value
    for number, other in enumerate(others):
        generic += search.number(PRIMES[number]) * other
    own = tower(search.field, name, generic)
    own.integrand = rational(own, own.integrand)
    found = [*candidates(search, own)]
    if len(found) > MAX_CANDIDATES:
        return None
    slopes = [rational(own, candidate.slope) for candidate in found]
    slopes += [rational(own, own.down(other)) for other in others]
    weights = combination(own.small, own.own, slopes, rational(own, own.down(value)))
    if weights is None:
        return None
    total = search.number(0)
    for candidate, weight in zip(found, weights, strict=False):
        if not weight.num.is_zero():
            total += own.small.up(weight) * candidate.make()
    return Primitive(total, [own.small.up(weight) for weight in weights[len(found) :]])


def rational(own: Tower, value: Element) -> Element:
    """The element with squares of roots replaced, and neither I nor a root in its denominator."""
    small = own.small
    value, roots = small.reduced(value), own.of_kind("sqrt")
    for index, place in enumerate(small.places):
        if (index in roots or place == I_PLACE) and value.den.degrees()[index]:
            a, b = parts_of(small, value.den, index, 1)
            turned = a - b * small.gen(index)
            below = small.reduced(small.polynomial(value.den) * turned)
            value = small.reduced(small.polynomial(value.num) * turned / below)
    return value


def candidates(search: Search, own: Tower) -> Iterator[Candidate]:
    """All candidates, those without new functions first."""
    yield from monomials(own)
    for factor in divisors(own):
        yield logarithm(search, own, factor)
        yield from inverse(search, own, factor)
    roots = own.of_kind("sqrt")
    for some in [*combinations(roots, 1), *combinations(roots, 2)]:
        yield from of_roots(search, own, some)


def divisors(own: Tower) -> list[fmpq_mpoly]:
    """Factors of the denominators of the integrand and of slopes, but for exponentials."""
    found: list[fmpq_mpoly] = []
    for den in (own.integrand.den, *(own.slopes[index].den for index in own.own)):
        for factor, _ in factors(own, den):
            if factor not in found and not is_exponential(own, factor):
                found.append(factor)
    return found
