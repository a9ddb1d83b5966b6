"""Numbers and elements that are squares, or the product of primes.

An element a + b w of a field with a root w is a square where a**2 - b**2 w**2 is one, n**2, and
(a + n)/2 or (a - n)/2 is one, p**2: then p + b w/(2 p) is its root.
"""

from collections.abc import Callable, Sequence

from flint import fmpq, fmpz

from proofs.equality.search.elements import coefficients
from proofs.equality.search.proof import GaveUpError, Proof
from proofs.equality.search.signs import SignSearch, factored
from proofs.kernel.element import Element
from proofs.kernel.field import Field

MAX_BITS = 160
"""Size of a number that is factored."""
Root = Callable[[Proof, Element], Element | None]
MAX_ROOTS = 6
"""Roots over which the root of an element is looked for."""


def constant_of(value: Element) -> fmpq:
    """The constant factor of an element."""
    parts = (value.num, value.den)
    above, below = (
        part.leading_coefficient() if part.is_constant() else part.factor()[0] for part in parts
    )
    return above / below


def prime_factors(number: int) -> list[tuple[int, int]]:
    """The prime factors of a number; one too large to be factored is given up."""
    if number.bit_length() > MAX_BITS:
        raise GaveUpError("a number with too many digits to be factored")
    return [(int(p), e) for p, e in fmpz(number).factor()] if number > 1 else []


def perfect_root(search: Proof, value: Element) -> Element | None:
    """An element over the same roots whose square is the value, if there is one."""
    roots = roots_in(search.field, value)
    if not roots:
        return rational_root(search, value)
    if len(roots) > MAX_ROOTS or not search.field.is_real(value):
        return None
    return root_over(search, rationalised(search.field, value), roots)


def roots_in(field: Field, value: Element) -> list[int]:
    """The places of the square roots in an element and under these, in order."""
    found, waiting = set[int](), [value]
    while waiting:
        for place in waiting.pop().places():
            kind, u = field.generators[place]
            if kind == "sqrt" and isinstance(u, Element) and place not in found:
                found.add(place)
                waiting.append(u)
    return sorted(found)


def rationalised(field: Field, value: Element) -> Element:
    """The element with no square root in its denominator."""
    value = field.reduced(value)
    for place in reversed(roots_in(field, value)):
        if not value.den.is_constant() and value.den.degrees()[place]:
            turned = Element(field.turned(value.den, place), field.one)
            above, below = Element(value.num, field.one), Element(value.den, field.one)
            value = field.reduced(above * turned) / field.reduced(below * turned)
    return value


def root_over(search: Proof, value: Element, roots: Sequence[int]) -> Element | None:
    """The root of an element over these square roots, the latest first."""
    search.go_on()
    if not roots:
        return rational_root(search, value)
    field, (*earlier, place) = search.field, roots
    parts, scale = coefficients(field, value.num, place), Element(field.one, value.den)
    a, b = (parts.get(power, field.number(0)) * scale for power in (0, 1))
    w = field.gen(place)
    if b.num.is_zero():
        own = root_over(search, a, earlier)
        times = root_over(search, field.reduced(a * w * w), earlier) if own is None else None
        return own if times is None else rationalised(field, times / w)
    norm = root_over(search, field.reduced(a * a - b * b * w * w), earlier)
    for n in (norm, -norm) if norm is not None else ():
        p = root_over(search, field.reduced((a + n) / field.number(2)), earlier)
        if p is not None:
            return rationalised(field, p + b * w / (p + p))
    return None


def halves(
    search: SignSearch, value: Element, place: int, root: Root
) -> tuple[Element, Element, Element] | None:
    """A, B and b w of a value a + b w = A + B + 2 sqrt(A B), up to the sign of b.

    A, B are (a +- s)/2, where s is a root of a**2 - b**2 w**2 that is found.
    """
    found = coefficients(search.field, value.num, place)
    scale = Element(search.field.one, value.den)
    a, b = (found.get(e, search.number(0)) * scale for e in (0, 1))
    w = search.field.gen(place)
    norm = search.field.reduced(a * a - b * b * w * w)
    s = None if search.is_hopeless(norm) else root(search, norm)
    if s is None:
        return None
    two = search.number(2)
    return (a + s) / two, (a - s) / two, b * w


def other_root(search: Proof, value: Element) -> Element | None:
    """The root of a square times what a root elsewhere in the formula is of."""
    for place in search.field.roots[1:]:
        u = search.field.generators[place][1]
        if isinstance(u, Element) and u.places() == value.places() and u.places():
            root = perfect_root(search, search.field.reduced(value * u))
            if root is not None:
                return root / search.field.gen(place)
    return None


def rational_root(search: Proof, value: Element) -> Element | None:
    """An element whose square is the value, if it is one of a rational function."""
    if value.num.is_zero():
        return None
    number = constant_of(value)
    if number < 0:
        return None
    parts = [fmpz(int(number.p)).isqrt(), fmpz(int(number.q)).isqrt()]
    if parts[0] ** 2 != number.p or parts[1] ** 2 != number.q:
        return None
    result = search.field.number(fmpq(parts[0], parts[1]))
    for part, inverse in ((value.num, False), (value.den, True)):
        for polynomial, times in factored(part):
            if times % 2:
                return None
            power = search.field.power(Element(polynomial, search.field.one), times // 2)
            result = result / power if inverse else result * power
    return result
