"""A formula around a point as an element of the kernel's field: what cancels there drops out.

Whole numbers have their values, so sums are written out. Around a point the other symbols stay
symbols, and an element that is zero says that the formula is zero nearby, not only at the point;
at a point they have values, too, and only what is left has to be evaluated. Signs are those at the
point, by balls that exclude zero: they hold nearby, and tell |u| from u and log(a*b) apart.
"""

import dataclasses
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import reduce
from math import lcm
from typing import TypeVar

from flint import acb, fmpq, fmpq_mpoly, fmpz

from proofs.equality.falsifier.nodes import Node
from proofs.equality.falsifier.values import (
    UNKNOWN,
    Value,
    Values,
    entropy,
    excludes_zero,
    is_negative,
    is_positive,
)
from proofs.kernel.field import Element, Field, Refused, fraction

MAX_PRODUCTS = 4_000
"""Term products of one operation; beyond it there is no element."""
MAX_WRITTEN = 12
"""Terms of a sum that is written out."""
MAX_FACTORED = 60
"""Terms of a polynomial that is factored, and bits of a number that is."""
MAX_POWER = 400
Source = Callable[[Values], Value]
Made = TypeVar("Made")
REFUSED = (Refused, ArithmeticError, RecursionError, MemoryError, LookupError, ValueError)
"""What may be raised where there is no element."""


class _FinerError(Exception):
    """An exponent has a larger denominator than those before: all has to be done again."""


@dataclasses.dataclass
class Germ:
    """Elements for the nodes of one statement, around a place or at it.

    `sources` gives the value of a generator by its place in the field; what depends on a variable
    that is bound by a Sum or Integral has none.
    """

    values: Values
    integers: frozenset[str]
    at_place: bool = False
    scales: dict[str, int] = dataclasses.field(default_factory=dict)
    field: Field = dataclasses.field(default_factory=Field)
    sources: dict[int, Source] = dataclasses.field(default_factory=dict)
    bound: dict[int, Element] = dataclasses.field(default_factory=dict)
    known: dict[int, Element] = dataclasses.field(default_factory=dict)

    def of(self, node: Node) -> Element:
        """The element of a node.

        :raises Refused: if there is none.
        """
        if node.number in self.known:
            return self.known[node.number]
        self.values.work.spend(10)
        element = _RULES[node.kind](self, node)
        if not node.free:
            self.known[node.number] = element
        return element

    def ball(self, element: Element, values: Values) -> Value:
        """The value of an element at the place."""
        above, below = (self._polynomial(part, values) for part in (element.num, element.den))
        return above / below if excludes_zero(below) else UNKNOWN

    def _polynomial(self, part: fmpq_mpoly, values: Values) -> Value:
        powers = {p: self._generator(p, values) for p, d in enumerate(part.degrees()) if d > 0}
        total: Value = fmpq(0)
        for exponents, coefficient in part.terms():
            term: Value = coefficient
            for place, value in powers.items():
                if exponents[place]:
                    term = term * value ** int(exponents[place])
            total = total + term
        return total

    def _generator(self, place: int, values: Values) -> Value:
        if place == 0:
            return acb(0, 1)
        return self.sources[place](values) if place in self.sources else UNKNOWN

    def sign(self, element: Element) -> int:
        """The sign at the place, 0 where it is not known."""
        value = self.ball(element, self.values)
        return int(is_positive(value)) - int(is_negative(value)) if excludes_zero(value) else 0

    def named(self, name: str, source: Source | None) -> Element:
        """A generator that is only a name."""
        element = self.field.generator("symbol", name)
        if source is not None:
            self.sources.setdefault(element.places()[0], source)
        return element

    def function(self, kind: str, argument: Element) -> Element:
        """A function of an element, which is left as it is."""
        element = self.field.generator(kind, argument)
        if element.number() is None and kind in _FUNCTIONS:
            self.sources.setdefault(
                element.places()[0],
                lambda values: _FUNCTIONS[kind](acb(self._argument(kind, argument, values))),
            )
        return element

    def _argument(self, kind: str, argument: Element, values: Values) -> Value:
        value = self.ball(argument, values)
        return acb(acb(value).real) if kind != "exp" else value


def is_zero_around(
    values: Values, integers: frozenset[str], node: Node, where: Mapping[int, Value]
) -> bool:
    """Whether a node, with values of bound indices, is surely zero around the place."""

    def check(germ: Germ) -> bool:
        germ.bound = {level: germ.field.number(value) for level, value in where.items()}
        return germ.field.is_zero(germ.of(node))

    exact = all(isinstance(value, fmpq) for value in where.values())
    found = tried(values, integers, check, False) if exact else None
    return found is not None and found[1]


def is_zero_at(values: Values, integers: frozenset[str], node: Node) -> bool:
    """Whether a node is surely zero at the place."""
    found = tried(values, integers, lambda germ: germ.field.is_zero(germ.of(node)), True)
    return found is not None and found[1]


def value_around(values: Values, integers: frozenset[str], node: Node) -> Value:
    """The value at the place of what is left of a node once all is cancelled that cancels nearby.

    That is zero where the node is surely zero around the place, and unknown where nothing helps.
    """
    found = tried(values, integers, lambda germ: germ.of(node), False)
    if found is None:
        return UNKNOWN
    germ, element = found
    try:
        return fmpq(0) if germ.field.is_zero(element) else germ.ball(element, values)
    except REFUSED:
        return UNKNOWN


def tried(
    values: Values, integers: frozenset[str], make: Callable[[Germ], Made], at_place: bool
) -> tuple[Germ, Made] | None:
    """A germ and what is made with it, again where exponents turn out to need finer steps."""
    scales: dict[str, int] = {}
    for _ in range(6):
        germ = Germ(values, integers, at_place, scales)
        try:
            return germ, make(germ)
        except _FinerError:
            continue
        except REFUSED:
            return None
    return None


# Arithmetic, whose size is watched.


def _watched(a: Element, b: Element) -> None:
    sizes = [max(len(x.num), len(x.den)) for x in (a, b)]
    if sizes[0] * sizes[1] > MAX_PRODUCTS:
        raise Refused("an element that is too large")


def _plus(a: Element, b: Element) -> Element:
    _watched(a, b)
    return a + b


def _times(a: Element, b: Element) -> Element:
    _watched(a, b)
    return a * b


def _power(germ: Germ, base: Element, exponent: int) -> Element:
    if exponent < 0:
        return germ.field.number(1) / _power(germ, base, -exponent)
    if exponent > MAX_POWER:
        raise Refused("an exponent that is too large")
    return reduce(_times, [base] * exponent, germ.field.number(1))


def _div(germ: Germ, node: Node) -> Element:
    above, below = (germ.of(arg) for arg in node.args)
    if germ.field.is_zero(below):
        raise Refused("division by zero")
    _watched(above, below)
    return above / below


def _symbol(germ: Germ, node: Node) -> Element:
    value = germ.values.place.symbols[node.data]
    if germ.at_place or node.data in germ.integers:
        return germ.field.number(value)
    return germ.named(node.data, lambda values: values.place.symbols[node.data])


# Functions.


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
    return reduce(_times, factors)


def _one_exponential(germ: Germ, monomial: Element, factor: fmpq) -> Element:
    known = _known_exponential(germ, monomial, factor)
    if known is not None:
        return known
    key = f"{monomial.num}/{monomial.den}"
    needed = lcm(germ.scales.get(key, 1), int(factor.q))
    if needed != germ.scales.get(key, needed):
        germ.scales[key] = needed
        raise _FinerError
    germ.scales[key] = needed
    base = germ.function("exp", monomial * germ.field.number(fmpq(1, needed)))
    return _power(germ, base, int(factor * needed))


def _known_exponential(germ: Germ, monomial: Element, factor: fmpq) -> Element | None:
    """exp(p log u) = u**p, exp(log(u)/2) = sqrt(u), and roots of unity such as exp(I*pi/3)."""
    places = monomial.places()
    kinds = [germ.field.generators[place] for place in places]
    if len(places) == 1 and kinds[0][0] == "log" and germ.field.gen(places[0]) == monomial:
        base = kinds[0][1]
        if isinstance(base, Element) and factor.q <= 2:
            whole = _power(germ, base, int(factor.p))
            return whole if factor.q == 1 else _root(germ, whole)
    if factor.q in (1, 2, 3, 4, 6) and monomial == germ.field.i * germ.named("pi", _pi):
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


def _pi(_: Values) -> Value:
    return acb.pi()


def _log(germ: Germ, node: Node) -> Element:
    return _logarithm(germ, germ.of(node.args[0]))


def _logarithm(germ: Germ, argument: Element) -> Element:
    """log of a product as a sum of logs, where the signs of the factors are known."""
    factors = _factors(germ, argument)
    if factors is None:
        return germ.function("log", argument)
    terms = [_simple_log(germ, f) * germ.field.number(power) for f, power in factors]
    return reduce(_plus, terms, germ.field.number(0))


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
        result = _times(result, _power(germ, factor, half))
        if odd:
            result = _times(result, _denested(germ, factor) or germ.function("sqrt", factor))
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
                halves = [_times(half, a + square), _times(half, a - square)]
                if min(germ.sign(h) for h in halves) > 0 and germ.sign(b):
                    first, second = (_root(germ, h) for h in halves)
                    return first + germ.field.number(germ.sign(b)) * second
    return None


def _square_root(germ: Germ, element: Element) -> Element | None:
    """The root of a square, > 0 at the place."""
    factors = _factors(germ, element)
    if factors is None or any(power % 2 for _, power in factors):
        return None
    parts = [_power(germ, factor, power // 2) for factor, power in factors]
    return reduce(_times, parts, germ.field.number(1))


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
    return -_times(argument, bits)


def _abs(germ: Germ, node: Node) -> Element:
    argument = germ.of(node.args[0])
    sign = germ.sign(argument)
    if sign:
        return argument if sign > 0 else -argument
    return argument if germ.field.is_zero(argument) else germ.function("abs", argument)


def _opaque(germ: Germ, node: Node) -> Element:
    name, order = node.data
    return germ.values.place.functions[name].element(germ.of(node.args[0]), order, germ)


_FUNCTIONS: Mapping[str, Callable[[acb], Value]] = {
    "exp": lambda u: u.exp(),
    "log": lambda u: u.log() if u.real > 0 else UNKNOWN,
    "sqrt": lambda u: u.sqrt() if u.real > 0 else UNKNOWN,
    "eta": lambda u: entropy(u) if u.real > 0 else UNKNOWN,
    "abs": lambda u: acb(abs(u.real)),
    "Phi": lambda u: (1 + (u / acb(2).sqrt()).erf()) / 2,
    "atan": lambda u: u.atan(),
}


# Sums and integrals.


def _sum(germ: Germ, node: Node) -> Element:
    first, last = (germ.of(limit).number() for limit in node.args[1:])
    if first is None or last is None or last - first >= MAX_WRITTEN:
        return _whole(germ, node)
    if first.q != 1 or last.q != 1 or last < first - 1:
        raise Refused("a sum without value")
    total = germ.field.number(0)
    for index in range(int(first), int(last) + 1):
        germ.bound[node.data] = germ.field.number(index)
        total = _plus(total, germ.of(node.args[0]))
    germ.bound.pop(node.data, None)
    return total


def _whole(germ: Germ, node: Node) -> Element:
    """A Sum or Integral as a generator, the same one for equal terms and limits."""
    body, *limits = node.args
    name = f"bound {node.data}"
    try:
        germ.bound[node.data] = germ.named(name, None)
        term = germ.of(body)
        lower, upper = (germ.of(limit) for limit in limits)
        element = germ.field.whole(node.kind, term, name, lower, upper)
    except Refused:
        return _as_name(germ, node)
    finally:
        germ.bound.pop(node.data, None)
    if element.number() is None:
        germ.sources.setdefault(element.places()[0], _source(germ, node))
    return element


def _as_name(germ: Germ, node: Node) -> Element:
    """A node that nothing is known of but its value."""
    bound = [f"{level}: {germ.bound[level].num}" for level in sorted(node.free)]
    return germ.named(f"node {node.number} {bound}", _source(germ, node))


def _source(germ: Germ, node: Node) -> Source:
    """The value of a node, with the values that bound indices have now."""
    where = {level: germ.bound[level].number() for level in node.free}
    if None in where.values():
        return lambda _: UNKNOWN

    def value(values: Values) -> Value:
        with ExitStack() as stack:
            for level, number in where.items():
                stack.enter_context(values.binding(level))(number)
            return values.of(node)

    return value


_RULES: dict[str, Callable[[Germ, Node], Element]] = {
    "number": lambda germ, node: germ.field.number(node.data),
    "symbol": _symbol,
    "index": lambda germ, node: germ.bound[node.data],
    "variable": lambda germ, node: germ.bound[node.data],
    "I": lambda germ, _: germ.field.i,
    "pi": lambda germ, _: germ.named("pi", _pi),
    "add": lambda germ, node: reduce(_plus, map(germ.of, node.args)),
    "neg": lambda germ, node: -germ.of(node.args[0]),
    "mul": lambda germ, node: reduce(_times, map(germ.of, node.args)),
    "pow": lambda germ, node: _power(germ, germ.of(node.args[0]), node.data),
    "div": _div,
    "sqrt": _sqrt,
    "log": _log,
    "exp": _exp,
    "eta": _eta,
    "abs": _abs,
    "Phi": lambda germ, node: germ.function("Phi", germ.of(node.args[0])),
    "atan": lambda germ, node: germ.function("atan", germ.of(node.args[0])),
    "opaque": _opaque,
    "Sum": _sum,
    "Integral": _whole,
    "S": _as_name,
}
