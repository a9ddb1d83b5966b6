"""The least value of a quantity of somebody's own over a box, as :mod:`derive.numeric.blocks.box`.

Of a box that the conditions of the domain cut only what they leave counts.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf
from typing import Any

from flint import arb

from derive.errors import DomainError
from derive.numeric.blocks.box import PRECISION, Box, box_of, check_ends, least_of, wide
from derive.numeric.blocks.counts import Interval
from derive.numeric.own.enclosures import ARITHMETIC
from derive.numeric.own.kernels import below
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
    box = box_of(values)
    check_ends(variant, box)
    found = least_of([box], partial(_bounds, own, unit), own.boxes)
    if found == inf:
        words = "; ".join(condition.words for condition in own.conditions)
        raise DomainError(", ".join(own.parameters), ", ".join(map(str, values)), words)
    return found


def _bounds(own: FromOutside, unit: str, box: Box) -> tuple[float, float, Box]:
    """Bounds in a box: infinite where none of it is in the domain."""
    with precision(PRECISION):
        balls = list(map(wide, box))
        if _is_outside(own, balls):
            return inf, inf, box
        found = [ball for ball in _enclosures(own, unit, box, balls) if ball.is_finite()]
        least = [0.0 if own.nonnegative else -inf, *(below(ball, False) for ball in found)]
        alone = all(side.low == side.high for side in box)  # else what is met may be cut off
        met = [float(ball.upper()) for ball in found if alone]
        return max(least), min(met, default=inf), box


def _enclosures(own: FromOutside, unit: str, box: Box, balls: list[arb]) -> Iterator[arb]:
    """Balls around all values where they are least: as they are, and by the mean value."""
    part, slopes = _lowest(own, unit, box, balls)
    yield own.ball(unit, part)
    if slopes:
        middle = [arb(ball.mid()) for ball in part]
        steps = (slope * (part[place] - middle[place]) for place, slope in slopes.items())
        yield own.ball(unit, middle) + sum(steps, arb(0))


def _lowest(
    own: FromOutside, unit: str, box: Box, balls: list[arb]
) -> tuple[list[arb], dict[int, arb]]:
    """An end of what the value grows or falls with, and the slopes in the rest."""
    several = [place for place, ball in enumerate(balls) if not ball.is_exact()]
    slopes = {place: own.slope(unit, place, balls) for place in several}
    signed = [place for place, slope in slopes.items() if slope >= 0 or slope <= 0]
    if not signed:
        return balls, slopes
    for place in signed:
        low, high = box[place]
        balls[place] = arb(low) if slopes[place] >= 0 else arb(high)
    return _lowest(own, unit, box, balls)


def _is_outside(own: FromOutside, balls: Sequence[arb]) -> bool:
    """Whether some condition is surely not so anywhere in the box."""
    given = dict(zip(own.parameters, balls, strict=True))
    programs = (condition.program for condition in own.conditions)
    return any(evaluate(p, ARITHMETIC, given, arb)["result"] < 0 for p in programs)
