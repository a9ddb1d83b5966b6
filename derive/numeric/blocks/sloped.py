"""Balls with their slopes along the parameters of a box: how a number of bits changes in it.

Where a slope has a sign in the whole box, the least value lies at an end of that parameter; else
the slopes bound how far a value lies below that in the middle, by the mean value theorem. At a
corner of a maximum the slope is anything between those on its two sides (Clarke).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from flint import arb

from derive.numeric import balls
from derive.numeric.operations import BIN_TOTAL

Partials = tuple[arb | int, ...]
SMALLEST = arb(balls.SMALLEST)
SOME, EITHER = arb(0).union(arb(1)), arb(-1).union(arb(1))


@dataclass(frozen=True)
class Sloped:
    """A ball around all values in a box, and one around each slope; a constant has none."""

    value: arb
    slopes: tuple[arb, ...] = ()


def _positive(a: arb) -> arb:
    """At least the smallest float: what else a wide ball holds only ever multiplies less."""
    return a.max(SMALLEST)


def _log(a: arb) -> arb:
    """The logarithm of what is at least the smallest float, also where its ball holds less."""
    return a.log() if a > 0 else SMALLEST.log().union(a.upper().log())


def _log_ratio(a: arb, b: arb, difference: arb) -> arb:
    return balls.ARITHMETIC["log_ratio"](a, b, difference) if a > 0 and b > 0 else _log(a) - _log(b)


VALUES = balls.ARITHMETIC | {"positive": _positive, "log": _log, "log_ratio": _log_ratio}


def _log_ratio_slopes(a: arb, b: arb, difference: arb) -> Partials:
    """Along the difference where the two are close: that of their slopes may be no narrower."""
    over_a, over_b = 1 / _positive(a), 1 / _positive(b)
    if abs(difference * over_b) < balls.HALF:
        return 0, -difference * over_a * over_b, over_a
    return over_a, -over_b, 0


def _larger(a: arb, b: arb) -> Partials:
    return (1, 0) if a > b else (0, 1) if a < b else (SOME, SOME)


def _picked(test: arb, _first: arb, _second: arb) -> Partials:
    return (0, 1, 0) if test >= 0 else (0, 0, 1) if test < 0 else (0, SOME, SOME)


def _guarded(a: arb) -> Partials:
    return (1,) if a >= SMALLEST else (SOME,)


def _artanh_excess(z: arb, scale: arb, rest: arb) -> Partials:
    over_z = VALUES["artanh_excess"](z, scale, rest) + 1
    return (1 / (z * (1 + z) * _positive(scale * rest)) - over_z / z, 0, 0)


PARTIALS: Mapping[str, Callable[..., Partials]] = {
    "add": lambda _a, _b: (1, 1),
    "sub": lambda _a, _b: (1, -1),
    "mul": lambda a, b: (b, a),
    "div": lambda a, b: (1 / b, -a / (b * b)),
    "neg": lambda _a: (-1,),
    "fma": lambda a, b, _c: (b, a, 1),
    "remainder": lambda _a, b, n: (1, -n, -b),
    "sqrt": lambda a: (1 / (2 * a.nonnegative_part().sqrt()),),
    "exp": lambda a: (a.exp(),),
    "expm1": lambda a: (a.exp(),),
    "log": lambda a: (1 / _positive(a),),
    "log1p": lambda a: (1 / (1 + a),),
    "log_ratio": _log_ratio_slopes,
    "erf": lambda a: (2 * (-a * a).exp() / arb.pi().sqrt(),),
    "erfc": lambda a: (-2 * (-a * a).exp() / arb.pi().sqrt(),),
    "artanh_excess": _artanh_excess,
    "capped": lambda a, most: (1, 0) if a < most else (0, 1) if a > most else (SOME, SOME),
    "positive": _guarded,
    "nonnegative": _guarded,
    "pick": _picked,
    "abs": lambda a: (1,) if a > 0 else (-1,) if a < 0 else (EITHER,),
    "max": _larger,
    "min": lambda a, b: _larger(b, a),
}
"""The slope of each operation along each of its arguments."""


def _operation(name: str) -> Callable[..., Sloped]:
    compute, partials = VALUES[name], PARTIALS[name]

    def apply(*terms: Sloped) -> Sloped:
        values = [term.value for term in terms]
        value = compute(*values)
        if not any(term.slopes for term in terms):
            return Sloped(value)
        steep = zip(terms, partials(*values), strict=True)
        parts = [[w * slope for slope in term.slopes] for term, w in steep if term.slopes]
        return Sloped(value, tuple(map(_total, zip(*parts, strict=True))))

    return apply


def _total(terms: Iterable[arb]) -> arb:
    return sum(terms, arb(0))


def _all_bins(terms: Iterable[Sloped]) -> tuple[Sloped, Sloped]:
    found = [*terms]
    slopes = zip_longest(*(term.slopes for term in found), fillvalue=arb(0))
    return Sloped(_total(t.value for t in found), tuple(map(_total, slopes))), constant(0)


def constant(value: float) -> Sloped:
    """A number that is the same in the whole box."""
    return Sloped(arb(value))


ARITHMETIC: dict[str, Any] = {name: _operation(name) for name in PARTIALS} | {BIN_TOTAL: _all_bins}
CONSTANTS = {name: Sloped(value()) for name, value in balls.CONSTANTS.items()}
