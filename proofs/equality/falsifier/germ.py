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

from flint import acb, fmpq, fmpq_mpoly

from proofs.equality.falsifier.functions import entropy
from proofs.equality.falsifier.nodes import Node
from proofs.equality.falsifier.values import (
    UNKNOWN,
    Value,
    Values,
    excludes_zero,
    is_negative,
    is_positive,
)
from proofs.kernel.element import Element, Refused
from proofs.kernel.field import Field

MAX_PRODUCTS = 4_000
"""Term products of one operation; beyond it there is no element."""
MAX_WRITTEN = 12
"""Terms of a sum that is written out."""
MAX_POWER = 400
Source = Callable[[Values], Value]


class FinerError(Exception):
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
        element = RULES[node.kind](self, node)
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
        if element.number() is None and kind in FUNCTIONS:
            self.sources.setdefault(
                element.places()[0],
                lambda values: FUNCTIONS[kind](acb(self._argument(kind, argument, values))),
            )
        return element

    def _argument(self, kind: str, argument: Element, values: Values) -> Value:
        value = self.ball(argument, values)
        return acb(acb(value).real) if kind != "exp" else value


# Arithmetic, whose size is watched.


def watched(a: Element, b: Element) -> None:
    """Refuse an operation on two elements that are too large."""
    sizes = [max(len(x.num), len(x.den)) for x in (a, b)]
    if sizes[0] * sizes[1] > MAX_PRODUCTS:
        raise Refused("an element that is too large")


def plus(a: Element, b: Element) -> Element:
    """a + b."""
    watched(a, b)
    return a + b


def times(a: Element, b: Element) -> Element:
    """a b."""
    watched(a, b)
    return a * b


def raised(germ: Germ, base: Element, exponent: int) -> Element:
    """A power with any whole exponent."""
    if exponent < 0:
        return germ.field.number(1) / raised(germ, base, -exponent)
    if exponent > MAX_POWER:
        raise Refused("an exponent that is too large")
    return reduce(times, [base] * exponent, germ.field.number(1))


def _div(germ: Germ, node: Node) -> Element:
    above, below = (germ.of(arg) for arg in node.args)
    if germ.field.is_zero(below):
        raise Refused("division by zero")
    watched(above, below)
    return above / below


def _symbol(germ: Germ, node: Node) -> Element:
    value = germ.values.place.symbols[node.data]
    if germ.at_place or node.data in germ.integers:
        return germ.field.number(value)
    return germ.named(node.data, lambda values: values.place.symbols[node.data])


def _abs(germ: Germ, node: Node) -> Element:
    argument = germ.of(node.args[0])
    sign = germ.sign(argument)
    if sign:
        return argument if sign > 0 else -argument
    return argument if germ.field.is_zero(argument) else germ.function("abs", argument)


def _opaque(germ: Germ, node: Node) -> Element:
    name, order = node.data
    return germ.values.place.functions[name].element(germ.of(node.args[0]), order, germ)


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
        total = plus(total, germ.of(node.args[0]))
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
    bound = {level: germ.bound[level].number() for level in node.free}
    where = {level: number for level, number in bound.items() if number is not None}
    if len(where) < len(bound):
        return lambda _: UNKNOWN

    def value(values: Values) -> Value:
        with ExitStack() as stack:
            for level, number in where.items():
                stack.enter_context(values.binding(level))(number)
            return values.of(node)

    return value


def pi(_: Values) -> Value:
    """The value of pi."""
    return acb.pi()


FUNCTIONS: Mapping[str, Callable[[acb], Value]] = {
    "exp": lambda u: u.exp(),
    "log": lambda u: u.log() if u.real > 0 else UNKNOWN,
    "sqrt": lambda u: u.sqrt() if u.real > 0 else UNKNOWN,
    "eta": lambda u: entropy(u) if u.real > 0 else UNKNOWN,
    "abs": lambda u: acb(abs(u.real)),
    "Phi": lambda u: (1 + (u / acb(2).sqrt()).erf()) / 2,
    "atan": lambda u: u.atan(),
}


RULES: dict[str, Callable[[Germ, Node], Element]] = {
    "number": lambda germ, node: germ.field.number(node.data),
    "symbol": _symbol,
    "index": lambda germ, node: germ.bound[node.data],
    "variable": lambda germ, node: germ.bound[node.data],
    "I": lambda germ, _: germ.field.i,
    "pi": lambda germ, _: germ.named("pi", pi),
    "add": lambda germ, node: reduce(plus, map(germ.of, node.args)),
    "neg": lambda germ, node: -germ.of(node.args[0]),
    "mul": lambda germ, node: reduce(times, map(germ.of, node.args)),
    "pow": lambda germ, node: raised(germ, germ.of(node.args[0]), node.data),
    "div": _div,
    "abs": _abs,
    "Phi": lambda germ, node: germ.function("Phi", germ.of(node.args[0])),
    "atan": lambda germ, node: germ.function("atan", germ.of(node.args[0])),
    "opaque": _opaque,
    "Sum": _sum,
    "Integral": _whole,
    "S": _as_name,
}
"""The element of each kind of node; the functions with laws of their own add theirs."""
