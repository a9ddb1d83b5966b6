"""An integrand as a combination of simple ones with constant weights: powers over single poles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from flint import fmpq_mpoly

from proofs.equality.integrals.linear import combination
from proofs.equality.integrals.small import Small, monomials_of
from proofs.equality.search.proof import GaveUpError
from proofs.kernel.element import Element
from proofs.kernel.field import Field

MAX_SHARES = 60


@dataclass(frozen=True)
class Share:
    """A weight that is free of the variable, times a simple integrand."""

    weight: Element
    term: Element


def shares(field: Field, name: str, value: Element) -> list[Share]:
    """Products of powers of what depends on the variable, each over a power of one pole of it.

    Poles that other functions than the variable itself have stay together.
    """
    variable = field.generator("symbol", name).places()[0]
    small = Small(field, tuple(sorted({variable, *_places(field, value)})))
    own = [i for i, p in enumerate(small.places) if field.generator_depends(p, name)]
    plain = small.reduced(small.down(value))
    terms = [*_simple(small, small.places.index(variable), own, plain)]
    if len(terms) > MAX_SHARES:
        raise GaveUpError("an integrand of too many terms")
    weights = combination(small, own, terms, plain)
    if weights is None:
        raise GaveUpError("an integrand that is not taken apart")
    pairs = zip(weights, terms, strict=True)
    return [Share(small.up(w), small.up(term)) for w, term in pairs if not w.num.is_zero()]


def _places(field: Field, value: Element) -> set[int]:
    """The places in an element, and in the squares of roots."""
    found, waiting = set[int](), [value]
    while waiting:
        for place in waiting.pop().places():
            kind, argument = field.generators[place]
            if place not in found and kind == "sqrt" and isinstance(argument, Element):
                waiting.append(argument)
            found.add(place)
    return found


def _simple(small: Small, base: int, own: list[int], plain: Element) -> Iterator[Element]:
    """All simple integrands that may occur, those without a pole first."""
    poles, mixed = _poles(base, own, plain.den)
    others = [index for index in own if index != base]
    degree = int(plain.num.degrees()[base]) - sum(int(f.degrees()[base]) * e for f, e in poles)
    for powers in monomials_of(plain.num, others):
        above = small.one
        for index, power in zip(others, powers, strict=True):
            above *= small.ring.gen(index) ** power
        factor = Element(above, mixed)
        for power in range(degree + 1):
            yield factor * small.polynomial(small.ring.gen(base) ** power)
        for pole, times in poles:
            tops = range(1, times + 1), range(int(pole.degrees()[base]))
            for order, power in product(*tops):
                yield factor * Element(small.ring.gen(base) ** power, pole**order)


def _poles(
    base: int, own: list[int], den: fmpq_mpoly
) -> tuple[list[tuple[fmpq_mpoly, int]], fmpq_mpoly]:
    """Factors of the variable alone with their orders, and the product of the mixed ones."""
    poles, mixed = [], den.context().constant(1)
    for factor, times in [] if den.is_constant() else den.factor()[1]:
        used = [index for index in own if factor.degrees()[index]]
        if used == [base]:
            poles.append((factor, times))
        elif used:
            mixed *= factor**times
    return poles, mixed
