"""Antiderivatives by an ansatz: candidates whose slopes, with constant weights, add to an integrand.

The candidates are products of powers of what the integrand is made of over its poles, logarithms of
factors of denominators, and for quadratic factors what integrates their inverse. Nothing here is
trusted: the kernel differentiates what is found.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from flint import fmpq_mpoly

from proofs.equality import elements
from proofs.equality.linear import combination
from proofs.equality.proof import GaveUpError
from proofs.equality.search import Search
from proofs.equality.small import powers_of
from proofs.equality.towers import Tower, tower
from proofs.kernel.field import I_PLACE, Element

MAX_CANDIDATES = 80
MAX_POWER = 40
PRIMES = (7, 11, 13, 17, 19, 23)
"""Weights that make a sum of integrands a general one."""


@dataclass(frozen=True)
class Candidate:
    """A part of an antiderivative: its slope, and how the part itself is made, if it is used."""

    slope: Element
    make: Callable[[], Element]


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
    """The element with squares of roots replaced; its denominator has no I and no root of the
    variable."""
    value = own.small.reduced(value)
    for index, place in enumerate(own.small.places):
        root = index in own.own[1:] and own.kind(index) == "sqrt"
        if (root or place == I_PLACE) and value.den.degrees()[index]:
            parts = powers_of(value.den, index)
            w = Element(own.small.ring.gen(index), own.small.one)
            a, b = (Element(parts.get(e, 0 * own.small.one), own.small.one) for e in (0, 1))
            turned, below = a - b * w, Element(value.den, own.small.one)
            value = Element(value.num, own.small.one) * turned / own.small.reduced(below * turned)
            value = own.small.reduced(value)
    return value


def candidates(search: Search, own: Tower) -> Iterator[Candidate]:
    """All candidates, those without new functions first."""
    poles = factors(own, own.integrand.den)
    yield from monomials(own, poles)
    seen: list[fmpq_mpoly] = []
    for den in (own.integrand.den, *(own.slopes[index].den for index in own.own)):
        for factor, _ in factors(own, den):
            if factor in seen or is_exponential(own, factor):
                continue
            seen.append(factor)
            yield logarithm(search, own, factor)
            yield from inverse(search, own, factor)
    roots = of_kind(own, "sqrt")
    for some in [*combinations(roots, 1), *combinations(roots, 2)]:
        yield from of_roots(search, own, some)


def factors(own: Tower, part: fmpq_mpoly) -> list[tuple[fmpq_mpoly, int]]:
    """Irreducible factors that depend on the variable."""
    if part.is_constant():
        return []
    return [(f, e) for f, e in part.factor()[1] if any(f.degrees()[i] for i in own.own)]


def is_exponential(own: Tower, factor: fmpq_mpoly) -> bool:
    """Whether a factor is an exponential, which has no zeros."""
    return any(own.kind(i) == "exp" and factor == own.small.ring.gen(i) for i in own.own)


# Rational candidates.


def monomials(own: Tower, poles: list[tuple[fmpq_mpoly, int]]) -> Iterator[Candidate]:
    """Products of powers, over the poles of the integrand with one order less."""
    below = own.small.one
    for factor, times in poles:
        below *= factor ** (times if is_exponential(own, factor) else times - 1)
    over = Element(own.small.one, below)
    for exponents in numerators(own, poles, below):
        above = own.small.one
        for index, power in exponents.items():
            above *= own.small.ring.gen(index) ** power
        value = Element(above, own.small.one) * over
        yield Candidate(own.slope(value), lambda value=value: own.small.up(value))  # type: ignore[misc]


def numerators(
    own: Tower, poles: list[tuple[fmpq_mpoly, int]], below: fmpq_mpoly
) -> Iterator[dict[int, int]]:
    """Exponents of the base, of exponentials, of roots (0 or 1) and of logarithms."""
    f, base = own.integrand, own.own[0]
    rise = f.num.degrees()[base] - f.den.degrees()[base] + 1
    top = max(rise, 0) + below.degrees()[base]
    if top > MAX_POWER:
        raise GaveUpError("too high a power")
    for powers in exponential_powers(own, poles, below):
        for roots in product(*(range(2) for _ in of_kind(own, "sqrt"))):
            for logs in logarithm_powers(own):
                for power in range(top + 1):
                    exponents = {base: power, **powers, **logs}
                    yield exponents | dict(zip(of_kind(own, "sqrt"), roots, strict=True))


def of_kind(own: Tower, *kinds: str) -> list[int]:
    """The generators of some kinds that depend on the variable, but for the base."""
    return [index for index in own.own[1:] if own.kind(index) in kinds]


def exponential_powers(
    own: Tower, poles: list[tuple[fmpq_mpoly, int]], below: fmpq_mpoly
) -> list[dict[int, int]]:
    """Exponents of exponentials: those that occur, or all up to the highest where poles mix them."""
    exps, num = of_kind(own, "exp"), own.integrand.num
    mixed = any(f.degrees()[i] for f, _ in poles if not is_exponential(own, f) for i in exps)
    if mixed:
        tops = [max(num.degrees()[i], below.degrees()[i]) for i in exps]
        powers = product(*(range(top + 1) for top in tops))
    else:
        powers = iter(sorted({tuple(int(e[i]) for i in exps) for e in num.monoms()}))  # type: ignore[assignment]
    return [dict(zip(exps, each, strict=True)) for each in powers]


def logarithm_powers(own: Tower) -> list[dict[int, int]]:
    """Exponents of logarithms and arcus tangents, of one degree more where their slope occurs."""
    logs, num, den = of_kind(own, "log", "atan"), own.integrand.num, own.integrand.den
    tops = []
    for index in logs:
        common = own.slopes[index].den.gcd(den)
        tops.append(num.degrees()[index] + int(not common.is_constant()))
    most = max((sum(e[i] for i in logs) for e in num.monoms()), default=0) + 1
    choices = product(*(range(top + 1) for top in tops))
    return [dict(zip(logs, each, strict=True)) for each in choices if sum(each) <= most]


# Logarithms and arcus tangents.


def logarithm(search: Search, own: Tower, factor: fmpq_mpoly) -> Candidate:
    """log(v) or log(-v), whichever is defined."""
    v = Element(factor, own.small.one)
    return Candidate(own.slope(v) / v, lambda: log_of(search, own.small.up(v)))


def log_of(search: Search, v: Element) -> Element:
    """log(|v|), for a v that has a sign."""
    sign = search.signed(v)
    if not sign:
        raise GaveUpError(f"no sign of {search.text(v)}")
    return search.field.generator("log", v if sign > 0 else -v)


def inverse(search: Search, own: Tower, factor: fmpq_mpoly) -> Iterator[Candidate]:
    """What has the slope y'/v, for a v that is quadratic in one y, a power of a generator."""
    used = [index for index in own.own if factor.degrees()[index]]
    powers = powers_of(factor, used[0]) if len(used) == 1 else {1: factor}
    step, odd = divmod(max(powers), 2)
    if odd or any(power % step for power in powers):
        return
    small, none = own.small, 0 * own.small.one
    c, b, a = (small.up(Element(powers.get(e * step, none), small.one)) for e in range(3))
    y = Element(small.ring.gen(used[0]) ** step, small.one)
    slope = own.slope(y) / Element(factor, small.one)
    yield Candidate(slope, lambda: inverse_of(search, a, b, c, small.up(y)))


def inverse_of(search: Search, a: Element, b: Element, c: Element, y: Element) -> Element:
    """The integral of dy/(a y**2 + b y + c)."""
    square = search.number(4) * a * c - b * b
    sign = search.signed(search.normal(square)[1])
    root = signed_root(search, square, sign)
    two = search.number(2)
    if sign > 0:
        return two * search.field.generator("atan", (two * a * y + b) / root) / root
    above, below = (log_of(search, linear_factor(search, a, b, c, y, r)) for r in (root, -root))
    return (above - below) / root


def linear_factor(  # noqa: PLR0913
    search: Search, a: Element, b: Element, c: Element, y: Element, root: Element
) -> Element:
    """The factor of a y**2 + b y + c that has the root as it is, without what its parts share."""
    field, two, (place,) = search.field, search.number(2), y.places()
    found = []
    for form in (two * c + (b + root) * y, two * a * y + b - root):
        above = field.reduced(form).num
        parts = [part.num for part in elements.coefficients(field, above, place).values()]
        found.append(Element(above / parts[0].gcd(parts[-1]), field.one))
    return min(found, key=lambda form: len(form.num))


# Roots of quadratic forms.


def of_roots(search: Search, own: Tower, roots: tuple[int, ...]) -> Iterator[Candidate]:
    """What has the slope 1/w, for a root w, or a product of two, of a quadratic form of the base."""
    small, base = own.small, own.own[0]
    w = square = small.number(1)
    for index in roots:
        w *= Element(small.ring.gen(index), small.one)
        square *= own.argument(index)
    used = [i for i in own.own if square.num.degrees()[i] or square.den.degrees()[i]]
    if used != [base] or square.den.degrees()[base] or square.num.degrees()[base] != 2:
        return
    parts, below = powers_of(square.num, base), Element(square.den, small.one)
    c, b, a = (small.up(Element(parts.get(e, 0 * small.one), small.one) / below) for e in range(3))
    s = Element(small.ring.gen(base), small.one)
    yield Candidate(w / square, lambda: of_roots_made(search, (a, b, c), small.up(s), small.up(w)))


def of_roots_made(
    search: Search, form: tuple[Element, Element, Element], s: Element, w: Element
) -> Element:
    """The integral of ds/w, for w**2 = a s**2 + b s + c: of a logarithm, or twice an angle."""
    (a, b, c), two = form, search.number(2)
    sign, slope = search.signed(a), two * a * s + b
    root = signed_root(search, a, sign)
    if sign > 0:
        return log_of(search, slope + two * root * w) / root
    width = signed_root(search, b * b - search.number(4) * a * c, 1)
    angle = search.field.generator("atan", -slope / (width + two * root * w))
    return two * angle / root


def signed_root(search: Search, square: Element, sign: int) -> Element:
    """The root of what has a sign, in its normal form."""
    if not sign:
        raise GaveUpError(f"no sign of {search.text(square)}")
    positive = square if sign > 0 else -square
    return search.normal(search.field.generator("sqrt", positive))[1]
