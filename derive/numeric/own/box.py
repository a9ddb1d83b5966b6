"""The least value of a quantity of somebody's own over a box, as :mod:`derive.numeric.blocks.box`.

Of a box that the conditions of the domain cut only what they leave counts.
"""

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from typing import Any

from flint import arb

from derive.errors import DomainError
from derive.numeric.blocks.box import (
    PRECISION,
    Box,
    Slopes,
    bounds,
    box_in,
    least_of,
    unknown,
    wide,
)
from derive.numeric.blocks.counts import Interval
from derive.numeric.own.enclosures import ARITHMETIC
from derive.numeric.own.quantity import FromOutside
from derive.numeric.program import evaluate
from derive.numeric.registry import Variant
from derive.precision import precision


def least(variant: Variant, unit: str, values: Sequence[float | Interval]) -> float:
    """A float that no value in the box is below; within 1e-4 of the least, if that is soon found.

    :raises DomainError: where an end of an interval is outside of its range, for an interval of
        whole numbers, and for a box outside of the domain.
    """
    own: Any = variant.quantity
    box = box_in(variant.domain, values)
    found = least_of([box], partial(_within, own, unit), own.boxes)
    if found == inf:
        words = "; ".join(condition.words for condition in own.conditions)
        raise DomainError(", ".join(own.parameters), ", ".join(map(str, values)), words)
    return found


def _within(own: FromOutside, unit: str, box: Box) -> tuple[float, float, Box]:
    """Bounds in a box, infinite where none of it is in the domain; what is met may be cut off."""
    with precision(PRECISION):
        if _is_outside(own, list(map(wide, box))):
            return inf, inf, box
    low, met, part = bounds(partial(_enclosed, own, unit), own.floor, box)
    return (low, inf, box) if own.conditions and unknown(box) else (low, met, part)


def _enclosed(own: FromOutside, unit: str, box: Box) -> tuple[Callable[[], arb], Slopes]:
    sides = list(map(wide, box))
    return partial(own.ball, unit, sides), {p: own.slope(unit, p, sides) for p in unknown(box)}


def _is_outside(own: FromOutside, balls: Sequence[arb]) -> bool:
    """Whether some condition is surely not so anywhere in the box."""
    given = dict(zip(own.parameters, balls, strict=True))
    programs = (condition.program for condition in own.conditions)
    return any(evaluate(p, ARITHMETIC, given, arb)["result"] < 0 for p in programs)
