"""Enclosures by ball arithmetic (python-flint), the reference for every target.

The same steps, in balls whose precision grows until the result is known to 80 bits. A `pick`
whose condition the balls do not decide gives the union of both values. Before them the derived
equation itself is tried, which is shorter: its value counts where the ball leaves one float.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from math import inf, isnan, nan, nextafter
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import numpy as np
from flint import arb, ctx

from derive.numeric.arguments import Array, Kernel, aligned, missing
from derive.numeric.inside import contains
from derive.numeric.operations import BIN_TOTAL, TOTAL
from derive.numeric.program import Program, evaluate
from derive.numeric.registry import Variant
from derive.numeric.straight import straight
from derive.numeric.unrounded import unrounded
from derive.precision import precision

GOOD_BITS = 80
PRECISIONS = tuple(128 * 2**k for k in range(9))
"""Bits; the last ones are for arguments near 1e-300, where 1 - x needs a thousand of them."""
HALF = arb(0.5)
NO_FLOAT = arb(2) ** -1150
NOTHING = 2.0**-1000
INFINITIES = (arb("inf"), arb("-inf"))
SMALLEST = 2.2250738585072014e-308


def _pick(test: arb, first: arb, second: arb) -> arb:
    if test >= 0:
        return first
    return second if test < 0 else first.union(second)


def _positive(a: arb) -> arb:
    # An exact zero only ever multiplies what comes of it; any other ball stays what it is.
    return arb(SMALLEST) if a.is_zero() else a


def _quotient(a: arb, b: arb) -> arb:
    # No divisor is zero, even where its ball, as of 1 - exp(-t) - 1, never says so.
    return arb(0) if a.is_zero() else a / b


def _artanh_excess(z: arb, scale: arb, rest: arb) -> arb:
    return arb(0) if z.is_zero() else (z.log1p() - _positive(scale * rest).log()) / (2 * z) - 1


def _log_ratio(a: arb, b: arb, difference: arb) -> arb:
    # Both are enclosures; the first is narrow where a is close to b, the other where a is small.
    near = difference / b
    return near.log1p() if abs(near) < HALF else (a / b).log()


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "neg": lambda a: -a,
    "fma": lambda a, b, c: a * b + c,
    "remainder": lambda a, b, n: a - b * n,
    "sqrt": lambda a: a.nonnegative_part().sqrt(),
    "exp": arb.exp,
    "expm1": arb.expm1,
    "log": arb.log,
    "log1p": arb.log1p,
    "log_ratio": _log_ratio,
    "erf": arb.erf,
    "erfc": arb.erfc,
    "artanh_excess": _artanh_excess,
    "positive": _positive,
    "nonnegative": arb.nonnegative_part,
    "capped": lambda a, b: b if a > b else a,
    "pick": _pick,
    "abs": abs,
    "max": arb.max,
    "min": arb.min,
    TOTAL: lambda terms: (sum(terms, arb(0)), arb(0)),
    BIN_TOTAL: lambda terms: (sum(terms, arb(0)), arb(0)),
}
CAREFUL = {**ARITHMETIC, "div": _quotient}
CONSTANTS: dict[str, Callable[[], arb]] = {
    "E_HIGH": lambda: arb(1).exp(),
    "E_LOW": lambda: arb(0),
    "TWO_OVER_ROOT_PI": lambda: 2 / arb.pi().sqrt(),
}
Steps = Callable[..., arb]
"""A program as a function of balls."""
Rounded = Callable[[arb], float]
"""The float for a ball; larger numbers never have a smaller one."""
Compiled = Mapping[str, Sequence[Steps]]
"""Such functions by the names of variants, the shortest first, see :func:`compiled`."""
Values = Sequence[float | Sequence[float]]
"""The parameters of a function in order; p is a sequence itself."""


def compiled(
    variant: Variant, arithmetic: Mapping[str, Callable[..., Any]] = MappingProxyType(ARITHMETIC)
) -> Compiled:
    """What a variant and the others of its quantity say as functions, where they have no sums.

    The last one is the stable form.
    """
    others = {v.name: ways([unrounded(v.program)], arithmetic) for v in variant.quantity.variants}
    return others | {variant.name: [*ways([variant.short], arithmetic), *others[variant.name]]}


def ways(
    programs: Iterable[Program | None], arithmetic: Mapping[str, Callable[..., Any]]
) -> list[Steps]:
    """Those programs that there are, and have no sums, as functions."""
    found = (straight(code, arithmetic, arb, CONSTANTS) for code in programs if code)
    return [steps for steps in found if steps]


def at_once(known: Sequence[Steps], rounded: Rounded, unit: str = "") -> Callable[..., float]:
    """The rounded value of a point by the first function whose ball, at the first precision, has
    no other; NaN where there is none.

    The last input is a nat in the unit, if there is one.
    """
    if not known:
        return lambda *_: nan
    first = precision(PRECISIONS[0])
    with first:
        more = [_unit(unit, first.bits)] if unit else []

    def value(*at: Any) -> float:
        with first:
            inputs = [*map(arb, at), *more]
            for steps in known:
                try:
                    ball = steps(*inputs)
                except ZeroDivisionError:
                    continue
                found = rounded(ball.lower())
                if found == rounded(ball.upper()) and abs(found) < inf:
                    return found
        return nan

    return value


def _mixed(x: float, c: float) -> bool:
    """Whether a coherence is surely below its largest value, and not tiny."""
    return 1e-290 < c * c < x * (1 - x) * (1 - 1e-9)


@cache
def _unit(unit: str, _bits: int) -> arb:
    """A nat in the unit, in the working precision."""
    return arb(1) if unit == "nats" else 1 / arb.const_log2()


def enclosure(
    variant: Variant, unit: str, values: Values, known: Compiled = MappingProxyType({})
) -> arb:
    """A ball around the exact result for these floats, known to at least 80 bits.

    :raises ArithmeticError: when the largest precision is not enough.
    """
    variant, values = clamped(variant, values)
    careful = partial(_interpreted, variant)
    *_, steps = (careful, *known.get(variant.name, ()))
    for bits in PRECISIONS:
        with precision(bits):
            ball = evaluated(variant, unit, values, steps)
            if _known(ball):
                return ball
            steps = careful if ball.is_nan() else steps
    raise ArithmeticError(f"{variant.name}{tuple(values)} is not known to {GOOD_BITS} bits")


def _known(ball: arb) -> bool:
    """Whether the ball is narrow, or surely smaller than any float."""
    if not ball.is_finite():
        return ball in INFINITIES
    return ball.is_zero() or ball.rel_accuracy_bits() >= GOOD_BITS or abs(ball) < NO_FLOAT


def _exact(value: Any) -> arb | list[arb]:
    several = isinstance(value, list | tuple | np.ndarray)
    return [arb(entry) for entry in value] if several else arb(value)


def evaluated(variant: Variant, unit: str, values: Values, steps: Callable[..., arb]) -> arb:
    """The result of steps at these numbers, in the working precision."""
    inputs: dict[str, Any] = dict(zip(variant.parameters, map(_exact, values), strict=True))
    if "unit" in variant.inputs:
        inputs["unit"] = _unit(unit, ctx.prec)
    try:
        return steps(**inputs)
    except ZeroDivisionError:
        return arb("nan")


def _interpreted(variant: Variant, **inputs: Any) -> arb:
    """The result of a program, step by step."""
    last = int(float(inputs["n"])) if variant.sums_bins else 0
    constants = {name: value() for name, value in CONSTANTS.items()}
    values = {**inputs, **constants, "bins": range(1, last + 1)}
    return evaluate(variant.program, CAREFUL, values, arb)["result"]


def clamped(variant: Variant, values: Any) -> tuple[Variant, Values]:
    """A coherence at or, by rounding, above its largest value is the ratio 1 exactly."""
    if "c" not in variant.parameters:
        return variant, values
    named = dict(zip(variant.parameters, values, strict=True))
    if _mixed(named["rho11"], named["c"]):
        return variant, values
    x, c = Fraction(named["rho11"]), Fraction(named["c"])
    if c * c < x * (1 - x):
        return variant, values
    return variant.quantity.variant("r"), list((named | {"c": 1.0}).values())


def nearest(ball: arb) -> float:
    """The float nearest to the midpoint."""
    return float(ball) + 0.0


def below(ball: arb) -> float:
    """The largest float that is at most everything in the ball of a quantity >= 0.

    0 for what is below 2**-1000: it may be what `positive` made of an exact zero.
    """
    value = floor(ball)  # no quantity here is negative
    return 0.0 if value < NOTHING else value


def floor(ball: arb) -> float:
    """The largest float that is at most everything in a ball."""
    value = nearest(ball.lower())
    return value if ball >= value else nextafter(value, -inf) + 0.0


def kernel(variant: Variant, unit: str) -> Kernel:
    """Results rounded once from at least 80 bits, one point after the other."""
    return each(variant, _value(variant, unit, nearest))


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """The largest floats that provably do not exceed the true results."""
    return each(variant, _value(variant, unit, below))


def point(variant: Variant, unit: str, rounding: str) -> Callable[..., float] | None:
    """The same for one point in plain numbers; NaN outside of the domain."""
    if variant.vectors:
        return None
    inside = contains(variant)
    known = _value(variant, unit, nearest if rounding == "nearest" else below)
    return lambda *at: known(*at) if inside(*at) else nan


def _value(variant: Variant, unit: str, rounded: Rounded) -> Callable[..., float]:
    """The result at one point of the domain."""
    known, own = compiled(variant), variant.parameters
    quick = at_once(known[variant.name], rounded, unit if "unit" in variant.inputs else "")
    state = itemgetter(*map(own.index, ("rho11", "c"))) if {"rho11", "c"} <= {*own} else None

    def value(*at: Any) -> float:
        found = quick(*at) if state is None or _mixed(*state(at)) else nan
        return rounded(enclosure(variant, unit, at, known)) if isnan(found) else found

    return value


def each(variant: Variant, value: Callable[..., float]) -> Kernel:
    """A function of one point as one of blocks, NaN where an argument is."""

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = aligned(variant.domain, arrays, out.shape)
        out[...] = nan
        for index in map(tuple, np.argwhere(~missing(full, out.shape))):
            out[index] = value(*(a[index].tolist() for a in full))

    return block
