"""What the bare expression loses in floats, measured at points of the domain."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from derive.numeric.arguments import FUNCTIONS
from derive.numeric.operations import BIN_TOTAL
from derive.numeric.own.kernels import mended
from derive.numeric.own.quantity import Own
from derive.numeric.program import evaluate
from derive.numeric.registry import UNITS, Parameter

POINTS, TRIES, SEED = 200, 20000, 20260101
MOST, LONG = 16, 1e6
"""The most that a whole number is above the least, and the end of what is no long range: there
numbers are drawn near the lower end."""
BARE: Mapping[str, Callable[..., Any]] = {
    **FUNCTIONS,
    BIN_TOTAL: lambda terms: (sum(terms), 0.0),
}
Point = Mapping[str, float]


def measured(own: Own) -> str:
    """The median and the worst error in units in the last place, at random points, in words."""
    points = _points(own)
    if not points:
        return "of which no point was found to measure it"
    full = [np.array([point[name] for point in points]) for name in own.parameters]
    exact = mended(own, "bits", full, np.full(len(points), np.nan), "nearest")
    with np.errstate(all="ignore"):
        bare = np.array([_bare(own, point) for point in points])
        errors = np.nan_to_num(np.abs(bare - exact) / np.spacing(np.abs(exact)), nan=np.inf)
    median, worst = np.median(errors), np.max(errors)
    return f"at {len(points)} random points median {median:.1f}, worst {worst:.3g} ulp"


def _points(own: Own) -> list[Point]:
    """Random points of the domain."""
    random, found = np.random.default_rng(SEED), list[Point]()
    for _ in range(TRIES):
        point = {parameter.name: _drawn(parameter, random.random()) for parameter in own.ranges}
        if _inside(own, point):
            found.append(point)
        if len(found) == POINTS:
            break
    return found


def _drawn(parameter: Parameter, part: float) -> float:
    """A number of the range."""
    low, high = max(parameter.lower, -MOST), parameter.upper
    if parameter.integer:
        return float(math.floor(low + (min(high, low + MOST) - low) * part))
    return low + (high - low) * part if high <= LONG else low - math.log1p(-part)


def _inside(own: Own, point: Point) -> bool:
    programs = (condition.program for condition in own.conditions)
    with np.errstate(all="ignore"):
        return all(
            evaluate(p, FUNCTIONS, {n: np.float64(point[n]) for n in p.inputs})["result"] >= 0
            for p in programs
        )


def _bare(own: Own, point: Point) -> float:
    values: dict[str, Any] = {name: np.float64(value) for name, value in point.items()}
    values |= {"unit": UNITS["bits"]}
    if own.count:
        values["bins"] = range(1, int(point[own.count]) + 1)
    return evaluate(own.plain, BARE, values)["result"]
