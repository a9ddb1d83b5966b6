"""The least value of a number of bits over a box: parameters of which only intervals are known.

Balls as wide as the box enclose all values in it, and slopes say to which ends they fall; halves of
the box are enclosed again, until the least value that is proved is close to the least that was met.
A box in which values cost long sums is halved less often: the bound is then less close.

Of some parameters one end suffices, or both: each quantity says of which, with the claim that this
is so, as `device:ends:efficiency`. Theorems prove these claims.
"""

import heapq
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product
from math import inf
from typing import Any

from flint import arb

from derive.errors import DomainError
from derive.numeric import balls
from derive.numeric.arguments import number_of
from derive.numeric.blocks import grouped
from derive.numeric.blocks.counts import Interval
from derive.numeric.blocks.grouped import GROUPS, in_groups
from derive.numeric.blocks.sloped import ARITHMETIC, CONSTANTS, Sloped, constant
from derive.numeric.program import evaluate
from derive.numeric.registry import LEAST_ERROR, Parameter, Variant
from derive.numeric.unrounded import unrounded
from derive.precision import precision

CLOSE, NEAR, PRECISION = 1e-4, 1e-15, 128
"""The relative or absolute distance from the least value at which to stop, and bits of balls."""
MOST_BOXES, MOST_TERMS, MANY_BINS = 500, 2**13, 2 * GROUPS
"""The boxes that may be halved, the terms of sums that may be added up for them, and how many bins
are put into groups."""
ENDS = ("lower", "upper")
Box = tuple[Interval, ...]
Bounds = Callable[[Box], tuple[float, float, Box]]
"""What no value in a box is below, what the least is not above, and the part where that is."""
Slopes = Mapping[int, arb]
Enclosed = Callable[[Box], tuple[Callable[[], arb], Slopes]]
"""What finds a ball around all values in a box, and balls around the slopes along its sides."""


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
    box = box_in(variant.domain, values)
    within = partial(bounds, partial(enclosed, variant, unit), variant.quantity.floor)
    return least_of(_ends(variant, box), within, _most(variant, box))


def box_of(values: Sequence[float | Interval]) -> Box:
    """The intervals of all parameters, those that are known as intervals of one number."""
    return tuple(v if isinstance(v, Interval) else Interval(float(v), float(v)) for v in values)


def corners(box: Box) -> list[tuple[float, ...]]:
    """The points whose parameters are all at an end."""
    return list(product(*(dict.fromkeys(interval) for interval in box)))


def box_in(domain: Sequence[Parameter], values: Sequence[object]) -> Box:
    """The box of what was given for parameters: of each one number or an interval.

    :raises DomainError: naming the parameter, for an end that is outside of the domain, and for an
        interval of what has to be one value.
    :raises KindError: for what is neither a number nor an interval.
    """
    return tuple(_side(parameter, value) for parameter, value in zip(domain, values, strict=True))


def _side(parameter: Parameter, value: object) -> Interval:
    if not isinstance(value, Interval):
        only = float(number_of(parameter, value))
        return Interval(only, only)
    if (parameter.integer or parameter.coherence) and value.low != value.high:
        raise DomainError(parameter.name, value, "a single value, not an interval")
    low, high = (number_of(parameter, *end) for end in zip(value, ENDS, strict=True))
    return Interval(float(low), float(high))


def _ends(variant: Variant, box: Box) -> list[Box]:
    """The box with only the ends of the parameters of which these suffice."""
    sides = zip(variant.parameters, box, strict=True)
    return list(product(*(_least_at(variant, name, side) for name, side in sides)))


def _least_at(variant: Variant, name: str, side: Interval) -> list[Interval]:
    """The parts of one side of a box where values are least."""
    low, high = (Interval(end, end) for end in side)
    if name in variant.quantity.rises:
        return [low]
    if name in variant.quantity.falls:
        return [high]
    return list(dict.fromkeys([low, high])) if name in variant.quantity.has_ends else [side]


def least_of(whole: Sequence[Box], bounds: Bounds, most: int) -> float:
    """The least in some boxes, by halving the part whose bound is least, along what has been
    halved least often."""
    parts = [(low, place, near, part) for place, (low, near, part) in enumerate(map(bounds, whole))]
    heapq.heapify(parts)
    met = min(near for _, _, near, _ in parts)
    met = min([met, *(bounds(box_of(corner))[1] for corner in corners(parts[0][-1]))])
    for count in range(len(parts), most + len(parts)):
        low, _, _, widest = parts[0]
        if low == met or low >= met - max(CLOSE * abs(met), NEAR):
            break
        heapq.heappop(parts)
        for place, half in enumerate(_halves(widest, whole[0])):
            low, near, part = bounds(half)
            met = min(met, near)
            heapq.heappush(parts, (low, 2 * count + place, near, part))
    return parts[0][0]


def _most(variant: Variant, box: Box) -> int:
    """How many parts are halved: fewer where each value costs a sum over many bins."""
    bins = min(_bins(variant, box), MANY_BINS) if variant.sums_bins else 1
    return max(min(MOST_BOXES, MOST_TERMS // bins), 2)


def _bins(variant: Variant, box: Box) -> int:
    return int(box[variant.parameters.index("n")].high) if "n" in variant.parameters else 0


def bounds(enclosed: Enclosed, floor: float, box: Box) -> tuple[float, float, Box]:
    """Bounds in a box; where a slope has a sign, at the end that values fall to.

    No value is below `floor`; where the balls say nothing, there is no other bound.
    """
    with precision(PRECISION):
        whole, slopes = enclosed(box)
        ends = tuple(_end(interval, slopes.get(place)) for place, interval in enumerate(box))
        if ends != box:
            return bounds(enclosed, floor, ends)
        ball, middle = whole(), box_of(list(map(_middle, box)))
        centre = enclosed(middle)[0]() if slopes else ball
        steps = (slope * (wide(box[p]) - arb(middle[p].low)) for p, slope in slopes.items())
        found = [balls.floor(each) for each in (ball, sum(steps, centre)) if each.is_finite()]
        met = float(centre.upper()) if centre.is_finite() else inf
        return max([floor, *found]), met, box


def _middle(interval: Interval) -> float:
    low, high = interval
    return low if low == high else low / 2 + high / 2


def _end(interval: Interval, slope: arb | None) -> Interval:
    if slope is None or not (slope >= 0 or slope <= 0):
        return interval
    end = interval.low if slope >= 0 else interval.high
    return Interval(end, end)


def unknown(box: Box) -> list[int]:
    """The places of what is not known."""
    return [place for place, interval in enumerate(box) if interval.low < interval.high]


def _halves(box: Box, whole: Box) -> tuple[Box, Box]:
    sizes = [(i.high - i.low) / ((j.high - j.low) or 1) for i, j in zip(box, whole, strict=True)]
    place = sizes.index(max(sizes))
    low, high = box[place]
    middle = (low + high) / 2
    parts = Interval(low, middle), Interval(middle, high)
    first, second = ((*box[:place], part, *box[place + 1 :]) for part in parts)
    return first, second


def enclosed(variant: Variant, unit: str, box: Box) -> tuple[Callable[[], arb], Slopes]:
    """A ball around all values in a box, and the slopes; not finite where nothing is found."""
    bins, sides, inputs = _bins(variant, box), unknown(box), dict[str, Any]()
    many = variant.sums_bins and bins > MANY_BINS
    for place, (name, interval) in enumerate(zip(variant.parameters, box, strict=True)):
        slopes = [arb(int(side == place)) for side in sides] if place in sides else []
        along = [arb(0)] if many and slopes else []
        inputs[name] = Sloped(wide(interval), (*slopes, *along))
    inputs["unit"] = Sloped(arb(1) if unit == "nats" else 1 / arb.const_log2())
    groups = in_groups(bins, len(sides)) if many else []
    known = ARITHMETIC | (grouped.arithmetic(groups, len(sides)) if many else {})
    inputs |= CONSTANTS | {"bins": groups or range(1, bins + 1)}
    try:
        found = evaluate(unrounded(variant.program), known, inputs, constant)["result"]
    except ZeroDivisionError:
        return lambda: arb("nan"), {}
    ball = found.value.union(found.value - LEAST_ERROR)
    return lambda: ball, dict(zip(sides, found.slopes, strict=False))


def wide(interval: Interval) -> arb:
    """A ball that holds an interval."""
    return arb(interval.low).union(arb(interval.high))
