"""Enclosures by ball arithmetic (python-flint), the reference for every target.

The same steps, in balls whose precision grows until the result is known to 80 bits. A `pick`
whose condition the balls do not decide gives the union of both values.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import inf, nextafter
from threading import RLock
from typing import Any

import numpy as np
from flint import arb, ctx

from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.operations import BIN_TOTAL, TOTAL
from derive.numeric.program import evaluate
from derive.numeric.registry import Variant

GOOD_BITS = 80
LOCK = RLock()
PRECISIONS = tuple(128 * 2**k for k in range(9))
"""Bits; the last ones are for arguments near 1e-300, where 1 - x needs a thousand of them."""
NO_FLOAT = arb(2) ** -1150
INFINITIES = (arb("inf"), arb("-inf"))
LARGEST = arb(2) ** 1024
SMALLEST = 2.2250738585072014e-308


def _pick(test: arb, first: arb, second: arb) -> arb:
    if test >= 0:
        return first
    return second if test < 0 else first.union(second)


def _positive(a: arb) -> arb:
    # An exact zero only ever multiplies what comes of it; any other ball stays what it is.
    return arb(SMALLEST) if a.is_zero() else a


def _artanh_excess(z: arb, scale: arb, rest: arb) -> arb:
    return arb(0) if z.is_zero() else (z.log1p() - _positive(scale * rest).log()) / (2 * z) - 1


def _log_ratio(a: arb, b: arb, difference: arb) -> arb:
    # Both are enclosures; the first is narrow where a is close to b, the other where a is small.
    return (difference / b).log1p() if abs(2 * difference) < b else (a / b).log()


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "neg": lambda a: -a,
    "fma": lambda a, b, c: a * b + c,
    "remainder": lambda a, b, n: a - b * n,
    "sqrt": lambda a: a.nonnegative_part().sqrt(),
    "exp": lambda a: a.exp(),
    "expm1": lambda a: a.expm1(),
    "log": lambda a: a.log(),
    "log1p": lambda a: a.log1p(),
    "log_ratio": _log_ratio,
    "erf": lambda a: a.erf(),
    "erfc": lambda a: a.erfc(),
    "artanh_excess": _artanh_excess,
    "positive": _positive,
    "nonnegative": lambda a: a.nonnegative_part(),
    "capped": lambda a, b: b if a > b else a,
    "pick": _pick,
    "abs": abs,
    "max": lambda a, b: a.max(b),
    "min": lambda a, b: a.min(b),
    TOTAL: lambda terms: (sum(terms, arb(0)), arb(0)),
    BIN_TOTAL: lambda terms: (sum(terms, arb(0)), arb(0)),
}
Values = Sequence[float | Sequence[float]]
"""The parameters of a function in order; p is a sequence itself."""


@contextmanager
def kept_precision() -> Iterator[None]:
    """For one thread at a time, as all share the precision; afterwards it is what it was."""
    with LOCK:
        before = ctx.prec
        try:
            yield
        finally:
            ctx.prec = before


def enclosure(variant: Variant, unit: str, values: Values) -> arb:
    """A ball around the exact result for these floats, known to at least 80 bits.

    :raises ArithmeticError: when the largest precision is not enough.
    """
    variant, values = clamped(variant, values)
    with kept_precision():
        for precision in PRECISIONS:
            ctx.prec = precision
            ball = _evaluate(variant, unit, values)
            if _known(ball):
                return ball
    raise ArithmeticError(f"{variant.name}{tuple(values)} is not known to {GOOD_BITS} bits")


def _known(ball: arb) -> bool:
    """Whether the ball is narrow, or surely smaller than any float."""
    if not ball.is_finite():
        return ball in INFINITIES
    return ball.is_zero() or ball.rel_accuracy_bits() >= GOOD_BITS or abs(ball) < NO_FLOAT


def _exact(value: float | Sequence[float]) -> arb | list[arb]:
    return arb(value) if isinstance(value, float | int) else [arb(entry) for entry in value]


def _evaluate(variant: Variant, unit: str, values: Values) -> arb:
    inputs: dict[str, Any] = dict(zip(variant.parameters, map(_exact, values), strict=True))
    inputs |= {"E_HIGH": arb(1).exp(), "E_LOW": arb(0)}
    inputs["bins"] = range(1, int(_last(variant, values)) + 1)
    inputs["TWO_OVER_ROOT_PI"] = 2 / arb.pi().sqrt()
    inputs["unit"] = arb(1) if unit == "nats" else 1 / arb.const_log2()
    try:
        return evaluate(variant.program, ARITHMETIC, inputs, arb)["result"]
    except ZeroDivisionError:
        return arb("nan")


def _last(variant: Variant, values: Values) -> Any:
    """The number of bins, where the program sums over them."""
    return dict(zip(variant.parameters, values, strict=True))["n"] if variant.sums_bins else 0


def clamped(variant: Variant, values: Any) -> tuple[Variant, Values]:
    """A coherence at or, by rounding, above its largest value is the ratio 1 exactly."""
    if "c" not in variant.parameters:
        return variant, values
    named = dict(zip(variant.parameters, values, strict=True))
    x, c = Fraction(named["rho11"]), Fraction(named["c"])
    if c * c < x * (1 - x):
        return variant, values
    return variant.quantity.variant("r"), list((named | {"c": 1.0}).values())


def nearest(ball: arb) -> float:
    """The float nearest to the midpoint."""
    middle = ball.mid()
    if abs(middle) >= LARGEST:
        return inf if middle > 0 else -inf
    return float(_fraction(middle)) + 0.0


def below(ball: arb) -> float:
    """The largest float that is at most everything in the ball of a quantity >= 0."""
    lower = max(_fraction(ball.lower()), Fraction(0))  # no quantity here is negative
    value = float(lower)
    return value if Fraction(value) <= lower else nextafter(value, -inf)


def _fraction(exact: arb) -> Fraction:
    mantissa, exponent = (int(part) for part in exact.man_exp())
    if exponent < -5000:  # far below the smallest float: keep the sign, not the size
        return Fraction(mantissa, abs(mantissa) or 1) / 2**2000
    return Fraction(mantissa) * Fraction(2) ** exponent


def kernel(variant: Variant, unit: str) -> Kernel:
    """Correctly rounded results, one point after the other."""
    return _kernel(variant, unit, nearest)


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """The largest floats that provably do not exceed the true results."""
    return _kernel(variant, unit, below)


def _kernel(variant: Variant, unit: str, rounded: Callable[[arb], float]) -> Kernel:
    def block(arrays: Sequence[Array], out: Array) -> None:
        full = aligned(variant.domain, arrays, out.shape)
        for index in np.ndindex(out.shape):
            values = [a[index].tolist() for a in full]
            bad = any(np.isnan(value).any() for value in values)
            out[index] = float("nan") if bad else rounded(enclosure(variant, unit, values))

    return block
