"""Normal forms of exponentials, logarithms, roots and entropies around a point.

Products under logarithms and roots are taken apart into factors of known sign, exponents into
multiples of the same steps, so that formulas that are equal by the laws of these functions become
the same element.
"""

from functools import reduce
from math import lcm

from flint import fmpq, fmpz

from proofs.equality.falsifier.germ import RULES, FinerError, Germ, pi, plus, raised, times
from proofs.equality.falsifier.nodes import Node
from proofs.kernel.element import Element, Refused, fraction

MAX_FACTORED = 60
"""Terms of a polynomial that is factored, and bits of a number that is."""


def _exp(germ: Germ, node: Node) -> Element:
    """exp(a + b) = exp(a) exp(b), and exp(p m/q) = exp(m/Q)**(p Q/q) with one Q for every m."""
    return _exponential(germ, germ.of(node.args[0]))


def _exponential(germ: Germ, argument: Element) -> Element:
    scale = argument.den.leading_coefficient()
    den = argument.den / scale
    factors = [germ.field.number(1)]
    for exponents, coefficient in argument.num.terms():
        monomial = Element(germ.field.ring.from_dict({exponents: fmpq(1)}), den)
        factors.append(_one_exponential(germ, monomial, coefficient / scale))
    return reduce(times, factors)


def _power(germ: Germ, node: Node) -> Element:
    """u**n, and exp(n log(u)) where n is no number and u > 0."""
    base, exponent = map(germ.of, node.args)
    times_taken = exponent.number()
    if times_taken is not None and times_taken.q == 1:
        return raised(germ, base, int(times_taken.p))
    if germ.sign(base) <= 0:
        raise Refused("a power of what is not positive")
    return _exponential(germ, times(exponent, _logarithm(germ, base)))


def _one_exponential(germ: Germ, monomial: Element, factor: fmpq) -> Element:
    known = _known_exponential(germ, monomial, factor)
    if known is not None:
        return known
    key = f"{monomial.num}/{monomial.den}"
    needed = lcm(germ.scales.get(key, 1), int(factor.q))
    if needed != germ.scales.get(key, needed):
        germ.scales[key] = needed
        raise FinerError
    germ.scales[key] = needed
    base = germ.function("exp", monomial * germ.field.number(fmpq(1, needed)))
    return raised(germ, base, int(factor * needed))


def _known_exponential(germ: Germ, monomial: Element, factor: fmpq) -> Element | None:
    """exp(p log u) = u**p, exp(log(u)/2) = sqrt(u), and roots of unity such as exp(I*pi/3)."""
    places = monomial.places()
    kinds = [germ.field.generators[place] for place in places]
    if len(places) == 1 and kinds[0][0] == "log" and germ.field.gen(places[0]) == monomial:
        base = kinds[0][1]
        if isinstance(base, Element) and factor.q <= 2:
            whole = raised(germ, base, int(factor.p))
            return whole if factor.q == 1 else _root(germ, whole)
    if factor.q in (1, 2, 3, 4, 6) and monomial == germ.field.i * germ.named("pi", pi):
        return _cosine(germ, factor) + germ.field.i * _cosine(germ, factor - fmpq(1, 2))
    return None


def _cosine(germ: Germ, turns: fmpq) -> Element:
    """cos(pi q) for a q with a denominator that divides 4 or 6."""
    q = turns - 2 * fmpq(turns.p // (2 * turns.q))
    q = min(q, 2 - q)
    sign = germ.field.number(1 if q <= fmpq(1, 2) else -1)
    square = _SQUARED_COSINES[min(q, 1 - q)]
    return sign * _root(germ, germ.field.number(square))


_SQUARED_COSINES = {
    fmpq(0): fmpq(1),
    fmpq(1, 6): fmpq(3, 4),
    fmpq(1, 4): fmpq(1, 2),
    fmpq(1, 3): fmpq(1, 4),
    fmpq(1, 2): fmpq(0),
}


def _log(germ: Germ, node: Node) -> Element:
    return _logarithm(germ, germ.of(node.args[0]))


def _logarithm(germ: Germ, argument: Element) -> Element:
    """log of a product as a sum of logs, where the signs of the factors are known."""
    factors = _factors(germ, argument)
    if factors is None:
        return germ.function("log", argument)
    terms = [_simple_log(germ, f) * germ.field.number(power) for f, power in factors]
    return reduce(plus, terms, germ.field.number(0))


def _simple_log(germ: Germ, factor: Element) -> Element:
    """The log of one factor; that of an exponential is its exponent."""
    places = factor.places()
    if places and germ.field.gen(places[0]) == factor:
        kind, argument = germ.field.generators[places[0]]
        if kind == "exp" and isinstance(argument, Element):
            return argument
    return germ.function("log", factor)


def _factors(germ: Germ, argument: Element) -> list[tuple[Element, int]] | None:
    """Factors > 0 at the place with their powers, of an element > 0; None if there are none."""
    argument = _reduced(germ, argument)
    number = argument.number()
    if number is not None:
        return _primes(germ, number) if number > 0 else None
    if max(len(argument.num), len(argument.den)) > MAX_FACTORED:
        return None
    found: list[tuple[Element, int]] = []
    scale = fmpq(1)
    for part, side in ((argument.num, 1), (argument.den, -1)):
        content, factors = part.factor()
        scale *= content**side
        for polynomial, power in factors:
            factor = Element(polynomial, germ.field.one)
            sign = germ.sign(factor)
            if sign == 0:
                return None
            found.append((factor if sign > 0 else -factor, side * int(power)))
            scale *= sign ** int(power)
    return [*_primes(germ, scale), *found] if scale > 0 else None


def _primes(germ: Germ, number: fmpq) -> list[tuple[Element, int]]:
    if number.height_bits() > MAX_FACTORED:
        return [(germ.field.number(number), 1)] if number != 1 else []
    pairs = ((fmpz(part).factor(), side) for part, side in ((number.p, 1), (number.q, -1)))
    return [
        (germ.field.number(int(prime)), side * int(power))
        for factors, side in pairs
        for prime, power in factors
    ]


def _sqrt(germ: Germ, node: Node) -> Element:
    return _root(germ, germ.of(node.args[0]))


def _root(germ: Germ, argument: Element) -> Element:
    """Roots of the factors, where their signs are known: sqrt(q**2 p) = |q| sqrt(p)."""
    factors = [] if germ.field.is_zero(argument) else _factors(germ, argument)
    if not factors:
        return argument if argument.number() in (0, 1) else germ.function("sqrt", argument)
    result = germ.field.number(1)
    for factor, power in factors:
        half, odd = divmod(power, 2)
        result = times(result, raised(germ, factor, half))
        if odd:
            result = times(result, _denested(germ, factor) or germ.function("sqrt", factor))
    return result


def _denested(germ: Germ, factor: Element) -> Element | None:
    """sqrt(a + b r) = sqrt((a + q)/2) +- sqrt((a - q)/2) if a**2 - b**2 r**2 is a square q**2."""
    for place in factor.places():
        if germ.field.generators[place][0] == "sqrt" and factor.num.degrees()[place] == 1:
            root = germ.field.gen(place)
            b = Element(factor.num.derivative(place), germ.field.one)
            a = factor - b * root
            square = _square_root(germ, _reduced(germ, a * a - b * b * root * root))
            if square is not None:
                half = germ.field.number(fmpq(1, 2))
                halves = [times(half, a + square), times(half, a - square)]
                if min(germ.sign(h) for h in halves) > 0 and germ.sign(b):
                    first, second = (_root(germ, h) for h in halves)
                    return first + germ.field.number(germ.sign(b)) * second
    return None


def _square_root(germ: Germ, element: Element) -> Element | None:
    """The root of a square, > 0 at the place."""
    factors = _factors(germ, element)
    if factors is None or any(power % 2 for _, power in factors):
        return None
    parts = [raised(germ, factor, power // 2) for factor, power in factors]
    return reduce(times, parts, germ.field.number(1))


def _reduced(germ: Germ, element: Element) -> Element:
    """The element with the squares of roots put in, of which none is a fraction."""
    num = element.num
    for place in reversed(germ.field.roots):
        square = germ.field.generators[place][1]
        simple = isinstance(square, Element) and square.den.is_constant()
        if simple and num.degrees()[place] > 1:
            num = germ.field.reduce(num, place)
    return fraction(num, element.den)


def _eta(germ: Germ, node: Node) -> Element:
    argument = germ.of(node.args[0])
    if argument.number() in (0, 1):
        return germ.field.number(0)
    if germ.sign(argument) <= 0:
        return germ.function("eta", argument)
    bits = _logarithm(germ, argument) / germ.function("log", germ.field.number(2))
    return -times(argument, bits)


RULES.update({"exp": _exp, "power": _power, "log": _log, "sqrt": _sqrt, "eta": _eta})
