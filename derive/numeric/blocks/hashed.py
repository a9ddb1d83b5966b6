"""Whole bits that a block of N shots gives, from the Renyi entropy of one shot and a hash.

Leftover hash bound without smoothing (Dupuis, arXiv 2105.05342), for independent and
equal shots: a two-universal hash to m bits is within epsilon of ideal bits that Eve knows nothing
of, in trace distance, if m <= N H_nu + nu/(nu - 1) log2(epsilon) + 2 for one order nu in (1, 2].
Any is safe: it is sought in floats, and what it gives is then enclosed.
"""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from inspect import Parameter as Argument
from inspect import Signature

import numpy as np
from flint import arb, fmpq

from derive.numeric import balls
from derive.numeric.arguments import Array, Kernel, number_of
from derive.numeric.blocks.box import Box, box_in, corners, least
from derive.numeric.blocks.counts import Interval
from derive.numeric.quantities import DEVICE, EVES, QUANTITIES
from derive.numeric.registry import Parameter, Variant
from derive.numeric.routine import Routine
from derive.numeric.targets import c
from derive.precision import precision

FEW_BINS = 2**12
"""Up to here the entropy of the best order is enclosed by balls; above, by pairs of floats."""
LEAST, NARROW, POINTS = 2.0**-50, 1e-6, 9
"""The least (a - 1)/a that is tried, how well its logarithm is found, and in how many steps."""
Known = float | Interval
BLOCK = (
    Parameter("N", "number of shots", 1, 2.0**63, integer=True),
    Parameter(
        "log2_epsilon",
        "logarithm to base 2 of the distance from ideal bits",
        -sys.float_info.max,
        0,
        words="log2_epsilon <= 0, finite",
    ),
)
"""What a block has besides the parameters of a shot; each is one number."""
ASSUMED = (
    "independent and equal shots, one photon at most, no dead time or afterpulses, pure vacuum; "
    "the distance from ideal bits is at most epsilon, Eve's states included"
)


@dataclass(frozen=True)
class HashedBlock:
    """The bits of a block, the order that gives them, and the entropy of a shot at that order."""

    bits: int
    order: float
    entropy: float


class _Bits(Routine):
    """The bits of a block, for one Eve."""

    def __init__(self, eve: str) -> None:
        about = (
            f"Whole bits of a block of N shots, at most epsilon from ideal; {EVES[eve]}.\n\n"
            "Each argument is one number; rho11, Gamma_t, eta and d may be an Interval.\n"
            f"Assumes {ASSUMED}. Dupuis, arXiv 2105.05342.\n\n"
            ":raises DomainError: for an argument outside of its domain, and for kinds not taken."
        )
        names = (*DEVICE, *(parameter.name for parameter in BLOCK))
        taken = Signature([Argument(name, Argument.POSITIONAL_OR_KEYWORD) for name in names])
        super().__init__(f"extractable_bits{eve}", about, taken, partial(extractable_bits, eve))
        self._eve = eve

    def __call__(self, *arguments: Known, **named: Known) -> int:
        *shot, shots, distance = self._in_order(arguments, named)
        box = box_in([_variant(self._eve).parameter(name) for name in DEVICE], shot)
        count, log2_epsilon = map(number_of, BLOCK, (shots, distance))
        return block(self._eve, box, int(count), float(log2_epsilon)).bits


def extractable_bits(eve: str) -> Callable[..., int]:
    """The bits of a block as a function, for one of :data:`derive.numeric.quantities.EVES`."""
    return _Bits(eve)


def block(eve: str, box: Box, count: int, log2_epsilon: float) -> HashedBlock:
    """The bits of `count` shots anywhere in a box, never more than the bound at any order."""
    worst = min(corners(box), key=lambda shot: _entropies(eve, shot, np.array([1.5]))[0])
    order = best_order(eve, worst, count, log2_epsilon)
    entropy = _enclosed(eve, (*box, Interval(order, order)))
    with precision(256):
        exact = arb(order)
        bound = count * entropy + exact / (exact - 1) * arb(log2_epsilon) + 2
        return HashedBlock(max(floor_of(bound), 0), order, balls.below(entropy))


def floor_of(ball: arb) -> int:
    """The largest whole number that is at most everything in the ball."""
    mantissa, exponent = ball.lower().man_exp()
    return math.floor(Fraction(int(mantissa)) * Fraction(2) ** int(exponent))


def log2_below(value: Fraction) -> float:
    """A float that is at most the logarithm to base 2 of a number below 1, exact for powers of 2.

    >>> log2_below(Fraction(1, 2**64))
    -64.0
    """
    exponent = value.denominator.bit_length() - 1
    if value == Fraction(1, 2**exponent):
        return float(-exponent)
    with precision(256):
        return balls.floor(arb(fmpq(value.numerator, value.denominator)).log() / arb.const_log2())


def best_order(eve: str, shot: tuple[float, ...], count: int, log2_epsilon: float) -> float:
    """The order at which the bound is largest, by zooming in.

    Over t = (a - 1)/a the bound has one hill: t times the entropy is concave in t (Gallager).
    """
    low, high = np.log(LEAST), np.log(0.5)
    while True:
        places = np.linspace(low, high, POINTS)
        orders = np.clip(1 / (1 - np.exp(places)), 1 + 2.0**-52, 2.0)
        entropies = _entropies(eve, shot, orders)
        bound = count * entropies + log2_epsilon * orders / (orders - 1)
        best = int(np.argmax(bound))
        if high - low < NARROW:
            return float(orders[best])
        low, high = places[max(best - 1, 0)], places[min(best + 1, POINTS - 1)]


@cache
def _kernel(eve: str, surely: bool) -> Kernel:
    make = c.kernel_down if surely else c.kernel
    return make(_variant(eve), "bits")


def _variant(eve: str) -> Variant:
    return QUANTITIES[f"renyi_device{eve}"].variant()


def _entropies(eve: str, shot: tuple[float, ...], orders: Array, surely: bool = False) -> Array:
    """The entropies of one shot at many orders; `surely` never more than they are."""
    out = np.empty(len(orders))
    _kernel(eve, surely)([*map(np.asarray, shot), orders], out)
    return out


def _enclosed(eve: str, box: Box) -> arb:
    """A ball around the entropy of one shot, or a number that is surely below it in the box."""
    at, *others = corners(box)
    if others:
        return arb(least(_variant(eve), "bits", box))
    *shot, order = at
    if at[2] <= FEW_BINS:
        return balls.enclosure(_variant(eve), "bits", at)
    return arb(float(_entropies(eve, tuple(shot), np.array([order]), surely=True)[0]))
