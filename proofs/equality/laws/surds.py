"""Laws of square roots of numbers beside a root of unity, in whose field they lie."""

from collections.abc import Iterator
from fractions import Fraction
from math import cos, isclose, isqrt, pi

from flint import fmpq, fmpz

from proofs.equality.laws.exponentials import exponent_at, is_turn
from proofs.equality.laws.roots import by_square
from proofs.equality.search import elements
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt
from proofs.kernel.constants import enclosure
from proofs.kernel.element import Element

MAX_SHARE = 1000
"""Denominator of the square of what a root of numbers has beside a cosine."""
DIGITS = 1e-12


def surd(search: Search, place: int, value: Element) -> Rewriting | None:
    """sqrt(2) = 2 cos(pi/4), where exp(I pi/4) occurs, and the like."""
    kind, u = search.field.generators[place]
    if kind != "sqrt" or not isinstance(u, Element):
        return None
    for other in value.places():
        order = order_at(search, other)
        for q in candidates(search, u, other, order) if order else ():
            found = attempt(by_square, search, place, value, q)
            if found is not None:
                return found
    return None


def order_at(search: Search, place: int) -> int:
    """n, where a generator is exp(2 pi I/n) or its inverse and 4 divides n, else 0."""
    u = exponent_at(search, place)
    if u is None or not is_turn(search, u) or abs(elements.lead(u).p) > 2:
        return 0
    order = 2 / abs(elements.lead(u))
    return int(order.p) if order.q == 1 and order.p % 4 == 0 else 0


def candidates(search: Search, u: Element, place: int, order: int) -> Iterator[Element]:
    """What the root of a number may be."""
    number = u.number()
    if number is None:
        yield from multiples_of_cosines(search, u, place, order)
    elif number.q == 1:
        yield from of_prime(search, int(number.p), place, order)


def of_prime(search: Search, prime: int, place: int, order: int) -> Iterator[Element]:
    """sqrt(p) as Gauss's sum of the roots of unity of order p, or of order 8."""
    if prime == 2 and order % 8 == 0:
        yield twice_cosine(search, place, order // 8)
    elif prime > 2 and order % prime == 0 and fmpz(prime).is_prime():
        quarter = 0 if prime % 4 == 1 else order // 4
        total = search.number(0)
        for k in range(1, (prime + 1) // 2):
            turned = twice_cosine(search, place, k * order // prime - quarter)
            total += turned if is_residue(k, prime) else -turned
        yield total


def is_residue(number: int, prime: int) -> bool:
    """Whether a number is a square modulo a prime."""
    return pow(number, (prime - 1) // 2, prime) == 1


def twice_cosine(search: Search, place: int, turns: int) -> Element:
    """2 cos of some of the smallest turns."""
    power = search.field.power(search.field.gen(place), abs(turns))
    return power + search.number(1) / power


def multiples_of_cosines(search: Search, u: Element, place: int, order: int) -> Iterator[Element]:
    """Roots of rational numbers, times cosines, that are about the root of a constant."""
    size = float(enclosure(search.field, u).real.mid())
    for turns in range(1, order // 4):
        share = size / (2 * cos(2 * pi * turns / order)) ** 2
        near = Fraction(share).limit_denominator(MAX_SHARE)
        if near > 0 and isclose(share, near, rel_tol=DIGITS):
            scale = rational_root(search, near)
            yield scale * twice_cosine(search, place, turns)


def rational_root(search: Search, square: Fraction) -> Element:
    """The root of a positive rational number."""
    whole = square.numerator * square.denominator
    if isqrt(whole) ** 2 == whole:
        root = search.number(isqrt(whole))
    else:
        root = search.field.generator("sqrt", search.number(whole))
    return root * search.field.number(fmpq(1, square.denominator))
