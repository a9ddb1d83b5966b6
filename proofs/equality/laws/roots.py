"""Laws of square roots and moduli: roots of irreducible factors, and nested roots undone."""

from collections.abc import Sequence

from proofs.equality.search import elements
from proofs.equality.search.rewriting import Rewriting, Search
from proofs.equality.search.signs import attempt, factored
from proofs.equality.search.squares import (
    constant_of,
    halves,
    other_root,
    perfect_root,
    prime_factors,
    rationalised,
    roots_in,
)
from proofs.kernel.element import Element


def root(search: Search, place: int, value: Element) -> Rewriting | None:
    """sqrt(u) over the irreducible factors of u whose signs are known."""
    kind, u = search.field.generators[place]
    if kind != "sqrt" or not isinstance(u, Element):
        return None
    q = taken_apart(search, u)
    if search.field.equal(q, search.field.gen(place)):
        return None
    return by_square(search, place, value, q)


def nested_root(search: Search, place: int, value: Element) -> Rewriting | None:
    """sqrt(u) of a square of roots, or of a sum of them."""
    kind, u = search.field.generators[place]
    if kind != "sqrt" or not isinstance(u, Element):
        return None
    q = whole_root(search, u) or nested(search, u)
    return by_square(search, place, value, q) if q is not None else None


def related_root(search: Search, place: int, value: Element) -> Rewriting | None:
    """sqrt(u) by other roots: of halves of u, of a factor that it shares, or of its norm."""
    kind, u = search.field.generators[place]
    if kind != "sqrt" or not isinstance(u, Element):
        return None
    q = turned(search, u)
    if q is None:
        others = (other for other in value.places() if other != place)
        found = (attempt(beside, search, u, other) for other in others)
        q = next((root for root in found if root is not None), None) or by_norm(search, u)
    return by_square(search, place, value, q) if q is not None else None


def by_square(search: Search, place: int, value: Element, q: Element) -> Rewriting | None:
    """sqrt(u) == q, from u == q**2 and q >= 0."""
    u = search.field.generators[place][1]
    assert isinstance(u, Element)
    own = attempt(search.sign, q, ">") or search.nonnegative(q)
    text, square = search.text(q), search.text(search.field.reduced(q * q))
    search.same(u, q * q)
    strict = ">" if search.is_strict(own) else ">="
    search.product(f"{square} {strict} 0", [own, own])
    whole = f"sqrt({search.text(u)}) == sqrt({square})"
    search.add(whole, "congruence", function="sqrt", a=search.text(u), b=square)
    last = search.lemma(f"sqrt({square}) == {text}", "root", q=text)
    claim = f"sqrt({search.text(u)}) == {text}"
    label = search.identity(claim, {whole: "1", last: "1"})
    return search.replacing(value, place, q, label)


def taken_apart(search: Search, u: Element) -> Element:
    """The root as a product of roots of factors with a sign, moduli, and a root of the rest."""
    if not search.field.complex.isdisjoint(u.places()):
        return with_turning(search, u)
    result, rest = search.number(1), u
    for part, inverse in ((u.num, False), (u.den, True)):
        for polynomial, times in factored(part):
            factor = Element(polynomial, search.field.one)
            sign = search.weakly_signed(factor)
            own, square = half(search, -factor if sign < 0 else factor, times, sign)
            result = result / own if inverse else result * own
            rest = rest * square if inverse else rest / square
    return result * root_of_rest(search, rest)


def with_turning(search: Search, u: Element) -> Element:
    """The same where exponentials of imaginary numbers occur, whose factors are not real."""
    turning = search.number(1)
    for part, inverse in ((u.num, False), (u.den, True)):
        for polynomial, times in factored(part):
            power = search.field.power(Element(polynomial, search.field.one), times)
            if not search.field.complex.isdisjoint(power.places()):
                turning = turning / power if inverse else turning * power
    if not search.field.is_real(turning) or search.is_hopeless(turning):
        turning = -turning
    search.nonnegative(turning)
    own = whole_root(search, turning) or search.field.generator("sqrt", turning)
    return own * taken_apart(search, u / turning)


def half(search: Search, factor: Element, times: int, sign: int) -> tuple[Element, Element]:
    """The root of a power of a factor, and the power that it is the root of."""
    power = search.field.power
    single = elements.single(search.field, factor)
    if single is not None and single[0] == "exp":
        exponent = single[1] * search.number(times) / search.number(2)  # type: ignore[operator]
        return search.field.generator("exp", exponent), power(factor, times)
    if sign:
        odd = search.field.generator("sqrt", factor) if times % 2 else search.number(1)
        return power(factor, times // 2) * odd, power(factor, times)
    even = times // 2 * 2
    if times // 2 % 2:  # |f| of an f of unknown sign
        text = search.text(factor * factor)
        search.add(f"{text} >= 0", "square", of=search.text(factor))
        modulus = search.field.generator("sqrt", factor * factor)
        return power(modulus, times // 2), power(factor, even)
    return power(factor, times // 2), power(factor, even)


def root_of_rest(search: Search, rest: Element) -> Element:
    """The root of a number, over its primes, times that of what has no known sign."""
    number = abs(constant_of(rest))
    scale = search.number(1) / search.number(int(number.q))
    for prime, times in prime_factors(int(number.p) * int(number.q)):
        scale *= search.number(prime ** (times // 2))
        if times % 2:
            scale *= search.field.generator("sqrt", search.number(prime))
    plain = rest / search.field.number(number)
    return scale if plain.number() == 1 else scale * search.field.generator("sqrt", plain)


# Nested roots.


def whole_root(search: Search, u: Element) -> Element | None:
    """The root of a square, if its sign is known."""
    q = perfect_root(search, u)
    sign = search.weakly_signed(q) if q is not None else 0
    return q if q is None or sign > 0 else -q if sign else None


def nested(search: Search, u: Element) -> Element | None:
    """The root of a + b w as a sum of two roots."""
    for place in reversed(u.places()):
        if search.field.generators[place][0] == "sqrt" and u.num.degrees()[place] == 1:
            found = attempt(denested, search, u, place)
            if found is not None:
                return found
    return None


def denested(search: Search, u: Element, place: int) -> Element | None:
    """sqrt(A) + sqrt(B) or their difference, with the square a + b w, where a**2 - b**2 w**2 is a
    square s**2: A, B = (a +- s)/2."""
    parts = halves(search, u, place, perfect_root)
    return None if parts is None else from_halves(search, u, parts[:2])


def turned(search: Search, u: Element) -> Element | None:
    """The same with an s that is a root elsewhere, where sqrt(A) came before this root."""
    known = search.field.generators
    before = range(elements.single_place(search.field, search.field.generator("sqrt", u)) or 0)
    for place in reversed(u.places()):
        if known[place][0] != "sqrt" or u.num.degrees()[place] != 1:
            continue
        parts = halves(search, u, place, other_root)
        earlier = (known[p][1] for p in before if parts and known[p][0] == "sqrt")
        if parts and any(isinstance(v, Element) and elements.ratio(v, parts[0]) for v in earlier):
            return attempt(from_halves, search, u, parts[:2])
    return None


def from_halves(search: Search, u: Element, parts: Sequence[Element]) -> Element | None:
    """sqrt(A) + sqrt(B) or their difference, if its square is u."""
    roots = []
    for part in parts:
        search.nonnegative(part)
        roots.append(search.normal(taken_apart(search, part))[1])
    for q in (roots[0] + roots[1], roots[0] - roots[1], roots[1] - roots[0]):
        _, rest = search.normal(q * q - u)
        if search.field.is_zero(rest) and search.has_sign(q, ">="):
            return q
    return None


def by_norm(search: Search, u: Element) -> Element | None:
    """sqrt(a - b w) = sqrt(a**2 - b**2 w**2)/sqrt(a + b w): of each pair one is kept."""
    for place in reversed(u.places()):
        if search.field.generators[place][0] == "sqrt" and u.num.degrees()[place] == 1:
            turned = conjugate(search, u, place)
            if turned is not None and search.has_sign(turned):
                norm = search.field.reduced(u * turned)
                search.nonnegative(norm)
                return search.field.generator("sqrt", norm) / search.field.generator("sqrt", turned)
    return None


def conjugate(search: Search, u: Element, place: int) -> Element | None:
    """a + b w of a - b w, up to its sign, where a and b w seem to have different signs."""
    found = elements.coefficients(search.field, u.num, place)
    scale = Element(search.field.one, u.den)
    a, b = (found.get(e, search.number(0)) * scale for e in (0, 1))
    if a.num.is_zero() or elements.lead(a) * elements.lead(b) > 0:
        return None
    turned = a - b * search.field.gen(place)
    sign = search.signed(turned)
    return turned if sign > 0 else -turned if sign < 0 else None


# Roots beside each other.


def beside(search: Search, u: Element, other: int) -> Element | None:
    """sqrt(u) = sqrt(u/v) sqrt(v), where u/v is a square or has less to take the root of."""
    kind, v = search.field.generators[other]
    if kind != "sqrt" or not isinstance(v, Element):
        return None
    if set(roots_in(search.field, u)).isdisjoint(roots_in(search.field, v)):
        return None
    share = rationalised(search.field, u / v)
    q = whole_root(search, share)
    if q is None and odd_terms(share) < odd_terms(u) and search.has_sign(v):
        search.nonnegative(share)
        q = taken_apart(search, share)
    return q * search.field.gen(other) if q is not None else None


def odd_terms(value: Element) -> int:
    """The terms of what is left under a root once squares are taken out of it."""
    found = (*factored(value.num), *factored(value.den))
    return sum(len(factor) for factor, times in found if times % 2)
