"""Integrals over a pole, which have no value: their integrand is not bounded, nor is it integrable.

Around a point the integrand is num/den in lowest terms. Where a factor of den changes its sign, or
vanishes at a limit for all values of the symbols nearby, and num stays away from zero, the
integrand grows like 1/distance at least, since the factor has a bounded slope.
"""

from collections.abc import Callable, Iterator

from flint import acb, fmpq

from proofs.equality.falsifier.germ import Germ
from proofs.equality.falsifier.germs import tried
from proofs.equality.falsifier.lines import SHARES
from proofs.equality.falsifier.nodes import Node
from proofs.equality.falsifier.values import (
    UNKNOWN,
    Value,
    Values,
    excludes_zero,
    is_known,
    is_negative,
    is_positive,
)
from proofs.kernel.element import Element

HALVINGS = 60
NEAR = fmpq(1, 2**40)
"""The part of the way next to a limit on which the integrand is looked at."""


def is_over_pole(values: Values, integers: frozenset[str], node: Node) -> bool:
    """Whether an integral of the outermost level surely runs over a pole around the place."""
    found = tried(values, integers, lambda germ: any(_poles(germ, values, node)), False)
    return found is not None and found[1]


def _poles(germ: Germ, values: Values, node: Node) -> Iterator[bool]:
    body, *limits = node.args
    start, end = (values.of(limit) for limit in limits)
    if not excludes_zero(end - start):
        return
    name, here = f"bound {node.data}", [UNKNOWN]
    germ.bound[node.data] = variable = germ.named(name, None)
    integrand = germ.of(body)
    ends = [germ.of(limit) for limit in limits]
    germ.sources[variable.places()[0]] = lambda _: here[0]

    def value(part: Element, low: fmpq, high: fmpq) -> Value:
        """The values of a part of the integrand between two parts of the way."""
        here[0] = acb(start + (end - start) * acb(acb(low).real.union(acb(high).real)))
        return germ.ball(part, values)

    top = Element(integrand.num, germ.field.one)
    for polynomial, _ in integrand.den.factor()[1]:
        factor = Element(polynomial, germ.field.one)
        if germ.field.depends(factor, name):
            for low, high in _places(germ, factor, name, ends, value):
                bounded = is_known(value(factor, low, high))
                yield bounded and excludes_zero(value(top, low, high))


def _places(
    germ: Germ,
    factor: Element,
    name: str,
    ends: list[Element],
    value: Callable[[Element, fmpq, fmpq], Value],
) -> Iterator[tuple[fmpq, fmpq]]:
    """Short parts of the way on which a factor of the denominator surely vanishes somewhere."""
    for end, part in zip(ends, ((fmpq(0), NEAR), (1 - NEAR, fmpq(1))), strict=True):
        if germ.field.is_zero(germ.field.put(factor, name, end)):
            yield part
    before: tuple[fmpq, int] | None = None
    for share in SHARES if germ.field.is_real(factor) else ():
        now = _sign(value(factor, share, share))
        if before is not None and now * before[1] < 0:
            low, high = before[0], share
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                same = _sign(value(factor, middle, middle)) == before[1]
                low, high = (middle, high) if same else (low, middle)
            yield low, high
        before = (share, now) if now else before


def _sign(value: Value) -> int:
    return int(is_positive(value)) - int(is_negative(value)) if is_known(value) else 0
