"""What depends on a variable, with its slopes: where an antiderivative is looked for.

Exponentials, logarithms, roots and arcus tangents of an integrand, the variable itself, and what
occurs in their slopes. Where the only root is that of a linear form it is the variable instead,
so that everything is rational.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flint import fmpq_mpoly

from proofs.equality.integrals.small import Small, parts_of, powers_of
from proofs.equality.search.proof import GaveUpError
from proofs.kernel.element import Element
from proofs.kernel.field import Field


@dataclass
class Tower:
    """An integrand over a ring of what it depends on, and the slopes of that.

    `base` is the place of the variable, or of the root that is taken for it; `own` are the indices
    in the ring of what depends on the variable, the base first. `over_root` has the index of the
    variable, the variable in terms of the root, and the slope of that.
    """

    small: Small
    name: str
    base: int
    integrand: Element
    own: list[int]
    slopes: dict[int, Element] = field(default_factory=dict)
    over_root: tuple[int, Element, Element] | None = None

    def down(self, value: Element) -> Element:
        """Another integrand that depends on the same, as an element in the base."""
        if self.over_root is None:
            return self.small.down(value)
        variable, image, scale = self.over_root
        return scale * put(self.small, self.small.down(value), variable, image)

    def of_kind(self, *kinds: str) -> list[int]:
        """The generators of some kinds that depend on the variable, but for the base."""
        return [index for index in self.own[1:] if self.kind(index) in kinds]

    def kind(self, index: int) -> str:
        """What kind of generator the one with this index is."""
        return self.small.field.generators[self.small.places[index]][0]

    def argument(self, index: int) -> Element:
        """Its argument."""
        argument = self.small.field.generators[self.small.places[index]][1]
        if not isinstance(argument, Element):
            raise GaveUpError("a sum or integral depends on the variable")
        return self.small.down(argument)

    def slope(self, value: Element) -> Element:
        """The derivative of an element in the base."""
        total = self.small.number(0)
        below = self.small.polynomial(value.den)
        for index in self.own:
            above, under = value.num.derivative(index), value.den.derivative(index)
            if not (above.is_zero() and under.is_zero()):
                part = self.small.polynomial(above) / below
                part -= self.small.polynomial(value.num * under) / (below * below)
                total += part * self.slopes[index]
        return total


def tower(known: Field, name: str, value: Element) -> Tower:
    """The tower of an element.

    :raises GaveUpError: where it has functions of the variable without a slope that is known.
    """
    places = sorted(_closure(known, name, value))
    variable = known.generator("symbol", name).places()[0]
    places = sorted({*places, variable})
    roots = [p for p in places if known.generators[p][0] == "sqrt" and _depends(known, p, name)]
    linear = len(roots) == 1 and _is_linear(known, roots[0], variable, name)
    small = Small(known, tuple(places), roots[0] if linear else -1)
    plain = Tower(small, name, variable, small.down(value), [places.index(variable)])
    _add_slopes(plain)
    return _over_root(plain, roots[0]) if linear else plain


def _depends(known: Field, place: int, name: str) -> bool:
    return known.generator_depends(place, name)


def _closure(known: Field, name: str, value: Element) -> set[int]:
    """The places in an element, in arguments that depend on the variable, and in roots."""
    found, waiting = set[int](), [value]
    while waiting:
        for place in waiting.pop().places():
            kind, argument = known.generators[place]
            if place in found:
                continue
            found.add(place)
            if isinstance(argument, Element) and (kind == "sqrt" or _depends(known, place, name)):
                waiting.append(argument)
    return found


def _is_linear(known: Field, root: int, variable: int, name: str) -> bool:
    square = known.generators[root][1]
    assert isinstance(square, Element)
    own = [p for p in square.places() if _depends(known, p, name)]
    free = variable not in Element(square.den, known.one).places()
    return own == [variable] and free and square.num.degrees()[variable] == 1


def _add_slopes(self: Tower) -> None:
    """The slopes of all that the integrand depends on, and what these depend on."""
    self.slopes[self.own[0]] = self.small.number(1)
    waiting = [self.integrand]
    while waiting:
        for index in _indices(waiting.pop()):
            depends = _depends(self.small.field, self.small.places[index], self.name)
            if depends and index not in self.slopes:
                slope = _slope(self, index, {})
                self.slopes[index] = slope
                self.own.append(index)
                waiting.append(slope)


def _indices(value: Element) -> Iterator[int]:
    pairs = zip(value.num.degrees(), value.den.degrees(), strict=True)
    return (index for index, pair in enumerate(pairs) if max(pair) > 0)


def _slope(self: Tower, index: int, known: dict[int, Element]) -> Element:
    """The derivative of a generator in the variable, by the chain rule."""
    place = self.small.places[index]
    if not _depends(self.small.field, place, self.name):
        return self.small.number(0)
    if self.kind(index) == "symbol":
        return self.small.number(1)
    if index not in known:
        u = self.argument(index)
        inner = self.small.number(0)
        for other in _indices(u):
            inner += _partial(self.small, u, other) * _slope(self, other, known)
        known[index] = inner * _outer(self, index, u)
    return known[index]


def _partial(small: Small, value: Element, index: int) -> Element:
    above = value.num.derivative(index) * value.den - value.num * value.den.derivative(index)
    return small.polynomial(above) / small.polynomial(value.den * value.den)


def _outer(self: Tower, index: int, u: Element) -> Element:
    kind, one = self.kind(index), self.small.number(1)
    gen = self.small.gen(index)
    if kind == "exp":
        return gen
    if kind == "log":
        return one / u
    if kind == "sqrt":
        return gen / (u + u)
    if kind == "atan":
        return one / (one + u * u)
    raise GaveUpError(f"the slope of {kind} is not used here")


def _over_root(plain: Tower, root: int) -> Tower:
    """The same with the root w of a s + b in place of s: s = (w**2 - b)/a, ds = 2 w/a dw."""
    small, index = plain.small, plain.small.places.index(root)
    square, (variable, *own) = plain.argument(index), plain.own
    below = small.polynomial(square.den)
    b, a = (part / below for part in parts_of(small, square.num, variable, 1))
    w = small.gen(index)
    image, scale = (w * w - b) / a, (w + w) / a
    own = [index, *(other for other in own if other != index)]
    found = Tower(small, plain.name, root, plain.integrand, own, {}, (variable, image, scale))
    found.integrand = scale * put(small, plain.integrand, variable, image)
    for other in own[1:]:
        found.slopes[other] = scale * put(small, plain.slopes[other], variable, image)
    found.slopes[index] = small.number(1)
    return found


def put(small: Small, value: Element, index: int, image: Element) -> Element:
    """An element with another in place of one variable of the ring."""
    above, below = (_put(small, part, index, image) for part in (value.num, value.den))
    return above / below


def _put(small: Small, part: fmpq_mpoly, index: int, image: Element) -> Element:
    total = small.number(0)
    for power, coefficient in powers_of(part, index).items():
        term = small.polynomial(coefficient)
        for _ in range(power):
            term *= image
        total += term
    return total
