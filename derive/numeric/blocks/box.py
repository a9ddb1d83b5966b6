"""The least value of a number of bits over a box: parameters of which only intervals are known.

Balls as wide as the box enclose all values in it; halves of the box are enclosed again, until the
least value that is proved is close to the least that was met. Without coherence the bits are a
mixture over the excited population, or a convex function of one that decreases: its ends suffice.
"""

import heapq
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from flint import arb

from derive.errors import DomainError
from derive.numeric import balls
from derive.numeric.arguments import check
from derive.numeric.blocks.counts import Interval
from derive.numeric.program import evaluate
from derive.numeric.registry import LEAST_ERROR, Variant
from derive.precision import precision

CLOSE, NEAR, MOST_BOXES, PRECISION = 1e-4, 1e-15, 1000, 128
"""The relative or absolute distance from the least value at which to stop, the boxes that may be
looked at, and the bits of balls."""
SMALLEST = arb(balls.SMALLEST)
Box = tuple[Interval, ...]
Bounds = Callable[[Box], tuple[float, float]]
"""What no value in a box is below, and what none is above."""


def is_interval(value: object) -> bool:
    """Whether it stands for all numbers of an interval."""
    return isinstance(value, Interval)


def least(variant: Variant, unit: str, values: Sequence[float | Interval]) -> float:
    """A float that no value in the box is below; within 1e-4 of the least, if that is soon found.

    :raises DomainError: where an end of an interval is outside of the domain, and for an interval
        of whole numbers, of vectors or of a coherence c, whose range is that of the ratio r.
    """
    if variant.vectors:
        raise DomainError(variant.vectors[0], "beside an interval", "no vector")
    box = box_of(values)
    check_ends(variant, box)
    bounds = partial(_enclosed, variant, unit)
    return min(least_of(part, bounds, MOST_BOXES) for part in _ends(variant, box))


def box_of(values: Sequence[float | Interval]) -> Box:
    """The intervals of all parameters, those that are known as intervals of one number."""
    return tuple(v if isinstance(v, Interval) else Interval(float(v), float(v)) for v in values)


def corners(box: Box) -> list[tuple[float, ...]]:
    """The points whose parameters are all at an end."""
    return list(product(*(dict.fromkeys(interval) for interval in box)))


def check_ends(variant: Variant, box: Box) -> None:
    """Refuse an end that is outside of the domain, and an interval of what has to be one value.

    :raises DomainError: naming the parameter.
    """
    for parameter, interval in zip(variant.domain, box, strict=True):
        single = parameter.integer or parameter.coherence
        if single and interval.low != interval.high:
            raise DomainError(parameter.name, interval, "a single value, not an interval")
        check([parameter], [np.array(tuple(interval))], False)


def _ends(variant: Variant, box: Box) -> list[Box]:
    """The box with only the ends of the population, where they suffice."""
    if "rho11" not in variant.parameters or "r" in variant.parameters:
        return [box]
    place = variant.parameters.index("rho11")
    ends = {Interval(end, end) for end in box[place]}
    return [(*box[:place], end, *box[place + 1 :]) for end in ends]


def least_of(box: Box, bounds: Bounds, most: int) -> float:
    """By halving the part whose bound is least, along what has been halved least often."""
    met = min(bounds(box_of(corner))[1] for corner in corners(box))
    boxes = [(bounds(box)[0], 0, box)]
    for count in range(1, most):
        bound, _, widest = boxes[0]
        if bound == met or bound >= met - max(CLOSE * abs(met), NEAR):
            break
        heapq.heappop(boxes)
        for place, half in enumerate(_halves(widest, box)):
            heapq.heappush(boxes, (bounds(half)[0], 2 * count + place, half))
    return boxes[0][0]


def _halves(box: Box, whole: Box) -> tuple[Box, Box]:
    sizes = [(i.high - i.low) / ((j.high - j.low) or 1) for i, j in zip(box, whole, strict=True)]
    place = sizes.index(max(sizes))
    low, high = box[place]
    middle = (low + high) / 2
    parts = Interval(low, middle), Interval(middle, high)
    first, second = ((*box[:place], part, *box[place + 1 :]) for part in parts)
    return first, second


def _enclosed(variant: Variant, unit: str, box: Box) -> tuple[float, float]:
    """Bounds of all values in a box; 0 and infinity where the balls say nothing."""
    with precision(PRECISION):
        inputs: dict[str, Any] = {n: wide(i) for n, i in zip(variant.parameters, box, strict=True)}
        inputs["bins"] = range(1, int(box[variant.parameters.index("n")].high) + 1)
        inputs["unit"] = arb(1) if unit == "nats" else 1 / arb.const_log2()
        try:
            ball = evaluate(variant.program, WIDE, inputs, arb)["result"]
        except ZeroDivisionError:
            return 0.0, float("inf")
        low = balls.below(ball - LEAST_ERROR) if ball.is_finite() else 0.0
        high = float(ball.upper()) if ball.is_finite() else float("inf")
        return low, high


def wide(interval: Interval) -> arb:
    """A ball that holds an interval."""
    return arb(interval.low).union(arb(interval.high))


def _positive(a: arb) -> arb:
    """At least the smallest float: what else a wide ball holds only ever multiplies less."""
    return a.max(SMALLEST)


def _log(a: arb) -> arb:
    """The logarithm of what is at least the smallest float, also where its ball holds less."""
    return a.log() if a > 0 else SMALLEST.log().union(a.upper().log())


def _log_ratio(a: arb, b: arb, difference: arb) -> arb:
    return balls.ARITHMETIC["log_ratio"](a, b, difference) if a > 0 and b > 0 else _log(a) - _log(b)


WIDE = balls.ARITHMETIC | {"positive": _positive, "log": _log, "log_ratio": _log_ratio}
