"""What integrates an inverse: logarithms of factors, and angles for quadratic ones and their roots.

Each is made only if it is used, since it has to be known then which sign a form has.
"""

from collections.abc import Iterator

from flint import fmpq_mpoly

from proofs.equality.integrals.candidates import Candidate
from proofs.equality.integrals.small import parts_of, powers_of
from proofs.equality.integrals.towers import Tower
from proofs.equality.search import elements
from proofs.equality.search.proof import GaveUpError
from proofs.equality.search.rewriting import Search
from proofs.equality.tactics.circles import turning
from proofs.kernel.element import Element

Form = tuple[Element, Element, Element]
"""The coefficients of a quadratic form, the constant one first."""


def logarithm(search: Search, own: Tower, factor: fmpq_mpoly) -> Candidate:
    """log(v) or log(-v), whichever is defined."""
    v = own.small.polynomial(factor)
    return Candidate(own.slope(v) / v, lambda: log_of(search, own.small.up(v)))


def log_of(search: Search, v: Element) -> Element:
    """log(|v|) for a v that has a sign, and for a complex v one of its logarithms."""
    if not search.field.is_real(v):
        return complex_log_of(search, v)
    sign = search.signed(v)
    if not sign:
        raise GaveUpError(f"no sign of {search.text(v)}")
    return search.field.generator("log", v if sign > 0 else -v)


def complex_log_of(search: Search, v: Element) -> Element:
    """log(|v|) + I angle, where v or what it turns around once, exp(I u), has a real part > 0."""
    field, two = search.field, search.number(2)
    turns = [(search.number(1), search.number(0))]
    for place in turning(field, v):
        exponent = field.generators[place][1]
        assert isinstance(exponent, Element)
        turns += [(field.gen(place), exponent), (search.number(1) / field.gen(place), -exponent)]
    for turn, exponent in turns:
        a, b = elements.parts(field, field.reduced(v / turn))
        if search.has_sign(a) or search.has_sign(-a):
            size = field.generator("log", field.squared_modulus(v)) / two
            return exponent + size + field.i * field.generator("atan", field.reduced(b / a))
    raise GaveUpError(f"no angle of {search.text(v)}")


def inverse(search: Search, own: Tower, factor: fmpq_mpoly) -> Iterator[Candidate]:
    """What has the slope y'/v, for a v that is quadratic in one y, a power of a generator."""
    used, small = [index for index in own.own if factor.degrees()[index]], own.small
    powers = powers_of(factor, used[0]) if len(used) == 1 else {1: factor}
    step, odd = divmod(max(powers), 2)
    if odd or any(power % step for power in powers):
        return
    parts = parts_of(small, factor, used[0], 2 * step)[::step]
    c, b, a = map(small.up, parts)
    y = small.polynomial(small.ring.gen(used[0]) ** step)
    slope = own.slope(y) / small.polynomial(factor)
    yield Candidate(slope, lambda: inverse_of(search, (c, b, a), small.up(y)))


def inverse_of(search: Search, form: Form, y: Element) -> Element:
    """The integral of dy/(a y**2 + b y + c)."""
    (c, b, a), two = form, search.number(2)
    square = search.number(4) * a * c - b * b
    sign = search.signed(search.normal(square)[1])
    root = signed_root(search, square, sign)
    if sign > 0:
        return two * search.field.generator("atan", (two * a * y + b) / root) / root
    above, below = (log_of(search, linear_factor(search, form, y, r)) for r in (root, -root))
    return (above - below) / root


def linear_factor(search: Search, form: Form, y: Element, root: Element) -> Element:
    """The factor of a y**2 + b y + c that has the root as it is, without what its parts share."""
    (c, b, a), field, two = form, search.field, search.number(2)
    (place,) = y.places()
    found = []
    for factor in (two * c + (b + root) * y, two * a * y + b - root):
        above = field.reduced(factor).num
        parts = [part.num for part in elements.coefficients(field, above, place).values()]
        common = parts[0].gcd(parts[-1]) * abs(above.factor()[0])
        found.append(Element(above / common, field.one))
    return min(found, key=lambda factor: len(factor.num))


def signed_root(search: Search, square: Element, sign: int) -> Element:
    """The root of what has a sign, in its normal form."""
    if not sign:
        raise GaveUpError(f"no sign of {search.text(square)}")
    positive = square if sign > 0 else -square
    return search.normal(search.field.generator("sqrt", positive))[1]


# Roots of quadratic forms.


def of_roots(search: Search, own: Tower, roots: tuple[int, ...]) -> Iterator[Candidate]:
    """What has the slope 1/w, for a root w of a quadratic form, or a product of two roots."""
    small, base = own.small, own.own[0]
    w = square = small.number(1)
    for index in roots:
        w *= small.gen(index)
        square *= own.argument(index)
    used = [i for i in own.own if square.num.degrees()[i] or square.den.degrees()[i]]
    if used != [base] or square.den.degrees()[base] or square.num.degrees()[base] != 2:
        return
    parts = parts_of(small, square.num, base, 2)
    c, b, a = (small.up(part / small.polynomial(square.den)) for part in parts)
    s = small.up(small.gen(base))
    yield Candidate(w / square, lambda: of_roots_made(search, (c, b, a), s, small.up(w)))


def of_roots_made(search: Search, form: Form, s: Element, w: Element) -> Element:
    """The integral of ds/w, for w**2 = a s**2 + b s + c: a logarithm, or twice an angle."""
    (c, b, a), two = form, search.number(2)
    sign, slope = search.signed(a), two * a * s + b
    root = signed_root(search, a, sign)
    if sign > 0:
        return log_of(search, slope + two * root * w) / root
    width = signed_root(search, b * b - search.number(4) * a * c, 1)
    angle = search.field.generator("atan", -slope / (width + two * root * w))
    return two * angle / root
