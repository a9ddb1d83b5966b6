"""Trusted field of the kernel: rational functions over Q in symbols and their functions.

A generator is `I`, `pi`, a symbol, or a function of an earlier element (`sqrt`, `log`, an opaque
function, a sum ...); equal arguments give the same generator. ``sqrt(u)**2 = u``, ``I**2 = -1`` and
``exp(-u) = 1/exp(u)`` are the only relations used silently; every other law is a rule of
:mod:`proofs.kernel`. Sizes and time are bounded: what would take long is refused. Imports nothing
of ours.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from proofs.kernel.element import (
    Element,
    Refused,
    coefficients,
    fraction,
    is_squared,
    multiply,
    occurs,
    power,
    require,
)

WHOLES = ("Sum", "Integral")
FUNCTIONS = ("sqrt", "log", "exp", "eta", "atan", "Phi")
POINTS: dict[tuple[str, int | fmpq], int | fmpq] = {
    ("sqrt", 0): 0,
    ("sqrt", 1): 1,
    ("log", 1): 0,
    ("exp", 0): 1,
    ("eta", 0): 0,
    ("eta", 1): 0,
    ("atan", 0): 0,
    ("Phi", 0): fmpq(1, 2),
}
MAX_GENERATORS = 128
TICKS = 32
BETWEEN_LOOKS = 0.005
"""Seconds in which no thread can use more CPU time: to ask for that costs much more than these."""
I_PLACE = 0


@dataclass(frozen=True)
class Whole:
    """A Sum or Integral: what is summed, as a function of the bound variable, and the limits."""

    kind: str
    term: Element
    variable: str
    lower: Element
    upper: Element


@dataclass(frozen=True)
class Power:
    """u**n with a whole n that need not be known, where n >= 0 or u is not zero; 0**0 is 1."""

    base: Element
    exponent: Element


Argument: TypeAlias = str | Element | Whole | Power


def as_element(argument: Argument) -> Element:
    """The argument of a function, which is an element."""
    if isinstance(argument, Element):
        return argument
    raise Refused("no function of an element")


def elements(argument: Argument) -> list[Element]:
    """The elements in an argument."""
    if isinstance(argument, Whole):
        return [argument.term, argument.lower, argument.upper]
    if isinstance(argument, Power):
        return [argument.base, argument.exponent]
    return [argument] if isinstance(argument, Element) else []


Known: TypeAlias = Callable[[Element], bool]


class Field:
    """The generators in use, by place, in the order of their first appearance.

    Nothing is done past the `end`, in the CPU time of this thread.
    """

    def __init__(self, end: float = math.inf) -> None:
        names = tuple(f"x{place}" for place in range(MAX_GENERATORS))
        self.ring = fmpq_mpoly_ctx.get(names, "degrevlex")
        self.one = self.ring.constant(1)
        self.generators: dict[int, tuple[str, Argument]] = {I_PLACE: ("I", self.number(-1))}
        self.spelt: dict[tuple[str, Argument], Element] = {}
        self.roots = [I_PLACE]
        self.complex = {I_PLACE}
        self.alone: set[int] = set()
        self.i = self.gen(I_PLACE)
        self.end, self.ticks, self.next_look = end, 0, 0.0
        self.dependent: dict[tuple[int, str], bool] = {}
        self.opaque: dict[tuple[int, str], bool] = {}
        self.conjugates: dict[int, Element] = {}
        self.heights: dict[int, int] = {}

    def watch(self) -> None:
        """Refuse once the CPU time of this thread is past the end, which is asked now and then."""
        now = time.monotonic()
        if now >= self.next_look:
            self.next_look = now + BETWEEN_LOOKS
            require(time.thread_time() <= self.end, "the check takes too long")

    def tick(self) -> None:
        """The same, now and then: called by all that can be repeated often."""
        self.ticks += 1
        if self.ticks % TICKS == 0:
            self.watch()

    def number(self, value: int | fmpq) -> Element:
        """The rational number `value`."""
        return Element(self.ring.constant(fmpq(value)), self.one)

    def gen(self, place: int) -> Element:
        """The generator at a place."""
        return Element(self.ring.gen(place), self.one)

    def power(self, base: Element, exponent: int) -> Element:
        """base**exponent for exponent >= 0."""
        self.watch()
        if exponent == 1:
            return base
        return Element(power(base.num, exponent), power(base.den, exponent))

    def whole_power(self, base: Element, exponent: Element) -> Element:
        """base**exponent for a whole exponent, worked out if that is a number."""
        times = exponent.number()
        if times is None:
            base = self.reduced(base)
            one = base.number() == 1
            return base if one else self.generator("power", Power(base, exponent))
        value = self.power(base, abs(int(times.p)))
        return value if times >= 0 else self.number(1) / value

    def generator(self, kind: str, argument: Argument) -> Element:
        """kind(argument): a symbol of this name, a function of an element, a Sum or Integral."""
        if isinstance(argument, Element):
            argument = self.reduced(argument)
            point = argument.number()
            if point is not None and (kind, point) in POINTS:
                return self.number(POINTS[kind, point])
        spelling = (kind, argument)
        if spelling not in self.spelt:
            self.spelt[spelling] = self.find(kind, argument) or self.new(kind, argument)
        return self.spelt[spelling]

    def new(self, kind: str, argument: Argument) -> Element:
        """A new generator; only exponentials, powers, sums and integrals may be complex."""
        is_real = self.is_real_argument(argument)
        require(is_real or kind in ("exp", "power", *WHOLES), f"{kind} of a complex number")
        comparable = self.is_comparable(argument)
        require(comparable or kind != "sqrt", "the root of a quotient by what divides zero")
        place = len(self.generators)
        require(place < MAX_GENERATORS, "too many generators")
        self.generators[place] = kind, argument
        self.alone |= set() if comparable else {place}
        self.complex |= set() if is_real else {place}
        self.roots += [place] if kind == "sqrt" else []
        return self.gen(place)

    def find(self, kind: str, argument: Argument) -> Element | None:
        """The known generator with this kind and an equal argument, if there is one."""
        if not self.is_comparable(argument):
            return None
        places = [p for p, (k, _) in self.generators.items() if k == kind and p not in self.alone]
        for place in places:
            if self.same(self.generators[place][1], argument):
                return self.gen(place)
        if kind == "exp" and isinstance(argument, Element):
            for place in places:
                if self.same(self.generators[place][1], -argument):
                    return self.number(1) / self.gen(place)
        return None

    def is_comparable(self, argument: Argument) -> bool:
        """Whether no denominator in an argument divides zero: else only its spelling is like it."""
        return all(self.is_unit(element.den) for element in elements(argument))

    def same(self, a: Argument, b: Argument) -> bool:
        """Whether two arguments are equal, elements as functions."""
        if isinstance(a, Element) and isinstance(b, Element):
            return self.equal(a, b)
        if isinstance(a, Whole) and isinstance(b, Whole):
            pairs = ((a.term, b.term), (a.lower, b.lower), (a.upper, b.upper))
            return a.variable == b.variable and all(self.equal(x, y) for x, y in pairs)
        if isinstance(a, Power) and isinstance(b, Power):
            return self.equal(a.base, b.base) and self.equal(a.exponent, b.exponent)
        return a == b

    def is_unit(self, part: fmpq_mpoly) -> bool:
        """Whether nothing but 0 times a polynomial is 0 by the relations: its norm is not 0.

        Only with such denominators is it an equivalence that a cross product vanishes: 0 over
        sqrt(y**2) - y would be equal to anything over sqrt(y**2) + y. Generators outlive the scope
        in which a denominator was known not to vanish.
        """
        for place in reversed(self.roots):
            if occurs(part, place):
                part = self.reduce(multiply(part, self.turned(part, place)), place)
        return not part.is_zero()

    def turned(self, part: fmpq_mpoly, place: int) -> fmpq_mpoly:
        """A polynomial with the other sign of one generator."""
        terms = {e: -c if e[place] % 2 else c for e, c in part.terms()}
        return self.ring.from_dict(terms)

    def is_zero(self, element: Element) -> bool:
        """Whether an element is zero."""
        return self.equal(element, self.number(0))

    def equal(self, a: Element, b: Element) -> bool:
        """Whether a - b vanishes once sqrt(u)**2 is u, the latest first, and I**2 is -1."""
        self.tick()
        if a.den == b.den:
            return self.vanishes(a.num - b.num)
        return self.vanishes(multiply(a.num, b.den) - multiply(b.num, a.den))

    def vanishes(self, num: fmpq_mpoly) -> bool:
        """Whether a polynomial is zero by the relations."""
        if num.is_zero():
            return True
        for place in reversed(self.roots):
            if is_squared(num, place):
                num = self.reduce(num, place)
        return bool(num.is_zero())

    def reduce(self, num: fmpq_mpoly, place: int) -> fmpq_mpoly:
        """num, times a power of the denominator of a root's square, with the square put in."""
        square, root = as_element(self.generators[place][1]), self.ring.gen(place)
        parts = [*coefficients(num, place)]
        half, result = parts[-1][0] // 2, self.ring.constant(0)
        for degree, part in reversed(parts):
            self.watch()
            pairs, odd = divmod(degree, 2)
            factor = multiply(power(square.num, pairs), power(square.den, half - pairs))
            result += multiply(part * root**odd, factor)
        return result

    def reduced(self, element: Element) -> Element:
        """The element with the square of every root put in."""
        for place in reversed(self.roots):
            if is_squared(element.num, place) or is_squared(element.den, place):
                element = self.reduced_at(element, place)
        return element

    def reduced_at(self, value: Element, place: int) -> Element:
        """The same for one root; a denominator that would vanish is left as it is."""
        square = as_element(self.generators[place][1])
        parts = []
        for part in (value.num, value.den):
            half = part.degrees()[place] // 2
            scale = self.power(Element(square.den, self.one), half)
            parts.append(Element(self.reduce(part, place), self.one) / scale)
        return value if parts[1].num.is_zero() else parts[0] / parts[1]

    # Real and complex.

    def is_real(self, element: Element) -> bool:
        """Whether an element is its own conjugate."""
        if not any(occurs(p, i) for i in self.complex for p in (element.num, element.den)):
            return True
        return self.equal(element, self.conjugate(element))

    def is_real_argument(self, argument: Argument) -> bool:
        """Whether a function of this argument is real, as all functions of real arguments are."""
        return all(map(self.is_real, elements(argument)))

    def conjugate(self, element: Element) -> Element:
        """The complex conjugate: the functions here take it of their arguments."""
        images = {}
        for place in self.complex.intersection(element.places()):
            if place not in self.conjugates:
                self.conjugates[place] = self.conjugate_generator(place)
            images[place] = self.conjugates[place]
        return self.replaced(element, images)

    def conjugate_generator(self, place: int) -> Element:
        """The conjugate of one complex generator."""
        kind, argument = self.generators[place]
        if place == I_PLACE:
            return -self.i
        if isinstance(argument, Whole):
            turned = self.conjugate(argument.term)
            return self.whole(kind, turned, argument.variable, argument.lower, argument.upper)
        if isinstance(argument, Power):
            return self.whole_power(self.conjugate(argument.base), argument.exponent)
        return self.generator(kind, self.conjugate(as_element(argument)))

    def squared_modulus(self, element: Element) -> Element:
        """|z|**2 = z conj(z)."""
        return self.reduced(element * self.conjugate(element))

    # Replacing generators.

    def replaced(self, element: Element, images: dict[int, Element]) -> Element:
        """The element with other elements in place of some generators."""
        if not images:
            return element
        above, below = (self.replaced_in(part, images) for part in (element.num, element.den))
        return above / below

    def replaced_in(self, part: fmpq_mpoly, images: dict[int, Element]) -> Element:
        """A polynomial with other elements in place of some generators."""
        found = [(place, image) for place, image in images.items() if occurs(part, place)]
        if not found:
            return Element(part, self.one)
        (place, image), *others = found
        result = self.number(0)
        for degree, factor in coefficients(part, place):
            self.watch()
            result += self.replaced_in(factor, dict(others)) * self.power(image, degree)
        return result

    def depends(self, element: Element, name: str) -> bool:
        """Whether the symbol `name` occurs in an element, at any depth."""
        return any(self.generator_depends(place, name) for place in element.places())

    def generator_depends(self, place: int, name: str) -> bool:
        """Whether the symbol `name` occurs in a generator."""
        if (place, name) not in self.dependent:
            argument = self.generators[place][1]
            self.dependent[place, name] = self.argument_depends(argument, name)
        return self.dependent[place, name]

    def argument_depends(self, argument: Argument, name: str) -> bool:
        """Whether the symbol `name` occurs in an argument, or is it."""
        if isinstance(argument, Whole):
            bound = argument.variable == name
            inside = () if bound else (argument.term,)
            return any(self.depends(e, name) for e in (*inside, argument.lower, argument.upper))
        return argument == name or any(self.depends(e, name) for e in elements(argument))

    def is_opaque(self, element: Element, name: str) -> bool:
        """Whether an opaque function of the symbol `name` occurs, at any depth."""
        return any(self.is_opaque_generator(place, name) for place in element.places())

    def is_opaque_generator(self, place: int, name: str) -> bool:
        """The same of a generator."""
        if (place, name) not in self.opaque:
            kind, argument = self.generators[place]
            inside = kind.startswith("function") or self.is_opaque_argument(argument, name)
            self.opaque[place, name] = self.generator_depends(place, name) and inside
        return self.opaque[place, name]

    def is_opaque_argument(self, argument: Argument, name: str) -> bool:
        """The same of an argument."""
        return any(self.is_opaque(element, name) for element in elements(argument))

    def put(self, element: Element, name: str, value: Element) -> Element:
        """The element with the symbol `name` at a value; bound variables are never free in it."""
        images = {
            place: self.put_in_generator(place, name, value)
            for place in element.places()
            if self.generator_depends(place, name)
        }
        return self.replaced(element, images)

    def put_in_generator(self, place: int, name: str, value: Element) -> Element:
        """One generator with the symbol `name` at a value."""
        self.tick()
        kind, argument = self.generators[place]
        if isinstance(argument, Whole):
            ends = (self.put(end, name, value) for end in (argument.lower, argument.upper))
            bound = argument.variable == name
            term = argument.term if bound else self.put(argument.term, name, value)
            return self.whole(kind, term, argument.variable, *ends)
        if isinstance(argument, Power):
            return self.whole_power(*(self.put(e, name, value) for e in elements(argument)))
        if isinstance(argument, str):
            return value
        return self.generator(kind, self.put(argument, name, value))

    # Sums and integrals.

    def whole(
        self, kind: str, term: Element, variable: str, lower: Element, upper: Element
    ) -> Element:
        """A Sum or Integral. Its variable is named by height, so that its own name means nothing.

        The height is one more than that of all sums inside, and more if that is a name in use,
        which keeps the names apart.
        """
        height = self.height_over(term, variable)
        inner, name = self.put(term, variable, self.generator("symbol", f"#{height}")), f"#{height}"
        if self.height_over(inner, name) < height:  # what was in use was its own old name
            return self.whole(kind, inner, name, lower, upper)
        return self.generator(kind, Whole(kind, self.reduced(inner), name, lower, upper))

    def height_over(self, term: Element, variable: str) -> int:
        """The least height for a variable over a term in which other names are in use."""
        height = 1 + self.height(term)
        while variable != f"#{height}" and self.depends(term, f"#{height}"):
            height += 1
        return height

    def height(self, element: Element) -> int:
        """The largest number of a bound variable of a sum in an element, at any depth."""
        return max(map(self.generator_height, element.places()), default=0)

    def generator_height(self, place: int) -> int:
        """The largest number of a bound variable of a sum in one generator."""
        if place not in self.heights:
            _, argument = self.generators[place]
            inside = elements(argument)
            own = int(argument.variable[1:]) if isinstance(argument, Whole) else 0
            self.heights[place] = max([own, *map(self.height, inside)])
        return self.heights[place]

    # Derivatives.

    def derivative(self, element: Element, variable: str, positive: Known) -> Element:
        """d element / d variable, where `positive` vouches for arguments of `sqrt` and `eta`, and
        for exponents."""
        result = self.number(0)
        for place in element.places():
            num, den = element.num.derivative(place), element.den.derivative(place)
            over = multiply(element.den, element.den)
            partial = fraction(multiply(num, element.den) - multiply(element.num, den), over)
            result += partial * self.inner_derivative(place, variable, positive)
        return result

    def inner_derivative(self, place: int, variable: str, positive: Known) -> Element:
        """The derivative of one generator, by the chain rule."""
        self.tick()
        kind, argument = self.generators[place]
        if kind == "symbol":
            return self.number(int(argument == variable))
        if not self.generator_depends(place, variable):
            return self.number(0)
        if isinstance(argument, Power):
            return self.power_derivative(argument, variable, positive)
        known = kind in ("exp", "sqrt", "log", "eta", "atan")
        require(known, f"a {kind} that depends on the variable is differentiated")
        inner = as_element(argument)
        defined = kind in ("exp", "atan") or positive(inner)
        require(defined, f"{kind} is differentiated where it may be 0")
        return self.derivative(inner, variable, positive) * self.outer_derivative(kind, inner)

    def power_derivative(self, power: Power, variable: str, positive: Known) -> Element:
        """n u**(n - 1) u', for n > 0."""
        base, exponent = power.base, power.exponent
        require(not self.depends(exponent, variable), "an exponent that moves is differentiated")
        require(positive(exponent), "a power is differentiated whose exponent may be < 1")
        lower = self.whole_power(base, exponent - self.number(1))
        return exponent * lower * self.derivative(base, variable, positive)

    def outer_derivative(self, kind: str, u: Element) -> Element:
        """1/u, 1/(1 + u**2), exp u, 1/(2 sqrt u), -(log u + 1)/log 2."""
        if kind == "log":
            return self.number(1) / u
        if kind == "atan":
            return self.number(1) / (self.number(1) + u * u)
        value = self.generator(kind, u)
        if kind == "exp":
            return value
        if kind == "sqrt":
            return self.number(1) / (value + value)
        log, bit = self.generator("log", u), self.generator("log", self.number(2))
        return -(log + self.number(1)) / bit
