"""Trusted arithmetic of the kernel: rational functions over Q in symbols and their functions.

A generator is a symbol, or `sqrt`, `log`, `exp`, `eta` of an earlier element; equal arguments give
the same generator. Those from :data:`REALS` on are `I` and exponentials of what contains it, so an
element without them is real. ``sqrt(u)**2 = u`` and ``I**2 = -1`` are the only relations used
silently; every other law is a rule of :mod:`proofs.kernel`. Imports nothing of ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

FUNCTIONS = ("sqrt", "log", "exp", "eta")
POINTS = {
    ("sqrt", 0): 0,
    ("sqrt", 1): 1,
    ("log", 1): 0,
    ("exp", 0): 1,
    ("eta", 0): 0,
    ("eta", 1): 0,
}
REALS, MAX_GENERATORS = 64, 72


class Refused(Exception):  # noqa: N818 - what the kernel does, not a fault of the kernel
    """The certificate does not prove its statement; the text names the step and why."""


def require(condition: bool, why: str) -> None:
    """Refuse unless the condition holds (`assert` would vanish under ``python -O``)."""
    if not condition:
        raise Refused(why)


@dataclass(frozen=True)
class Element:
    """A rational function num/den of the generators, in lowest terms."""

    num: fmpq_mpoly
    den: fmpq_mpoly

    def __add__(self, other: "Element") -> "Element":
        return fraction(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other: "Element") -> "Element":
        return fraction(self.num * other.den - other.num * self.den, self.den * other.den)

    def __mul__(self, other: "Element") -> "Element":
        return fraction(self.num * other.num, self.den * other.den)

    def __truediv__(self, other: "Element") -> "Element":
        require(not other.num.is_zero(), "division by zero")
        return fraction(self.num * other.den, self.den * other.num)

    def is_real(self) -> bool:
        """Whether no complex generator occurs; what cancels only by a relation does occur."""
        return max(*self.num.degrees()[REALS:], *self.den.degrees()[REALS:]) <= 0

    def number(self) -> fmpq | None:
        """The value, if this is a rational number."""
        constant = self.num.is_constant() and self.den.is_constant()
        return self.num.leading_coefficient() / self.den.leading_coefficient() if constant else None


def fraction(num: fmpq_mpoly, den: fmpq_mpoly) -> Element:
    """num/den with common factors cancelled; den is not zero where the element is used."""
    common = num.gcd(den)
    return Element(num / common, den / common)


class Field:
    """The generators in use, by place, in the order of their first appearance; and `I`."""

    def __init__(self) -> None:
        names = tuple(f"x{index}" for index in range(MAX_GENERATORS))
        self.ring = fmpq_mpoly_ctx.get(names, "degrevlex")
        self.one = self.ring.constant(1)
        self.generators: dict[int, tuple[str, Any]] = {REALS: ("I", self.number(-1))}
        self.roots = [REALS]
        self.i = Element(self.ring.gen(REALS), self.one)

    def number(self, value: int) -> Element:
        """The rational number `value`."""
        return Element(self.ring.constant(fmpq(value)), self.one)

    def power(self, base: Element, exponent: int) -> Element:
        """base**exponent for exponent >= 0."""
        return reduce(mul, [base] * exponent, self.number(1))

    def generator(self, kind: str, argument: Any) -> Element:
        """The generator kind(argument): a symbol's name, an element, parts of a Sum or Integral."""
        point = argument.number() if isinstance(argument, Element) else None
        if point is not None and (kind, point) in POINTS:
            return self.number(POINTS[kind, point])
        for index, (other, known) in self.generators.items():
            if other == kind and self.same(known, argument):
                return Element(self.ring.gen(index), self.one)
        place = self.place(kind, argument)
        self.roots += [place] if kind == "sqrt" else []
        self.generators[place] = kind, argument
        return Element(self.ring.gen(place), self.one)

    def place(self, kind: str, argument: Any) -> int:
        """The next place of a real or complex generator; only `exp` takes complex arguments."""
        inner = argument[0] if isinstance(argument, tuple) else argument
        real = kind == "symbol" or inner.is_real()
        require(real or kind == "exp", f"{kind} of a complex number")
        for place in range(REALS) if real else range(REALS + 1, MAX_GENERATORS):
            if place not in self.generators:
                return place
        raise Refused("too many generators")

    def same(self, a: Any, b: Any) -> bool:
        """Whether two arguments are equal, elements as functions."""
        if isinstance(a, tuple):
            return all(map(self.same, a, b))
        return self.equal(a, b) if isinstance(a, Element) else a == b

    def is_zero(self, element: Element) -> bool:
        """Whether an element is zero."""
        return self.equal(element, self.number(0))

    def equal(self, a: Element, b: Element) -> bool:
        """Whether a - b vanishes once sqrt(u)**2 is u, the latest first, and I**2 is -1."""
        num = a.num - b.num if a.den == b.den else a.num * b.den - b.num * a.den
        degrees = num.degrees()
        for index in reversed(self.roots):
            if degrees[index] > 1:
                num = self.reduce(num, index, self.generators[index][1])
                degrees = num.degrees()
        return bool(num.is_zero())

    def reduce(self, num: fmpq_mpoly, index: int, square: Element) -> fmpq_mpoly:
        """num, times a power of the denominator of `square`, with generator**2 = square."""
        half = num.degrees()[index] // 2
        result = self.ring.constant(0)
        for exponents, coefficient in num.terms():
            pairs, odd = divmod(exponents[index], 2)
            rest = (*exponents[:index], odd, *exponents[index + 1 :])
            term = self.ring.from_dict({rest: coefficient})
            result += term * square.num**pairs * square.den ** (half - pairs)
        return result

    def squared_modulus(self, element: Element) -> Element:
        """|z|**2 = z times z with -I for I, of an element without complex exponentials."""
        num, den = (self.times_conjugate(part) for part in (element.num, element.den))
        return fraction(num, den)

    def times_conjugate(self, part: fmpq_mpoly) -> fmpq_mpoly:
        """A polynomial times its conjugate, with I**2 = -1."""
        require(max(part.degrees()[REALS + 1 :]) <= 0, "the modulus of a complex exponential")
        terms = {powers: number * (-1) ** powers[REALS] for powers, number in part.terms()}
        return self.reduce(part * self.ring.from_dict(terms), REALS, self.number(-1))

    def derivative(
        self, element: Element, variable: str, positive: Callable[[Element], bool]
    ) -> Element:
        """d element / d variable, where `positive` vouches for arguments of `sqrt` and `eta`."""
        result = self.number(0)
        degrees = zip(element.num.degrees(), element.den.degrees(), strict=True)
        for index in [i for i, pair in enumerate(degrees) if any(pair)]:
            num, den = element.num.derivative(index), element.den.derivative(index)
            partial = fraction(num * element.den - element.num * den, element.den**2)
            result += partial * self.inner_derivative(index, variable, positive)
        return result

    def inner_derivative(
        self, index: int, variable: str, positive: Callable[[Element], bool]
    ) -> Element:
        """The derivative of one generator, by the chain rule."""
        kind, argument = self.generators[index]
        if kind == "symbol":
            return self.number(int(argument == variable))
        whole = isinstance(argument, tuple)
        inner = self.derivative(argument[0] if whole else argument, variable, positive)
        if inner.num.is_zero():
            return inner
        require(not whole, f"a {kind} that depends on the variable is differentiated")
        require(kind == "exp" or positive(argument), f"{kind} is differentiated where it may be 0")
        return inner * self.outer_derivative(kind, argument)

    def outer_derivative(self, kind: str, u: Element) -> Element:
        """1/(2 sqrt u), 1/u, exp u, -(log u + 1)/log 2."""
        if kind == "log":
            return self.number(1) / u
        value = self.generator(kind, u)
        if kind == "exp":
            return value
        if kind == "sqrt":
            return self.number(1) / (value + value)
        log, bit = self.generator("log", u), self.generator("log", self.number(2))
        return self.number(0) - (log + self.number(1)) / bit
