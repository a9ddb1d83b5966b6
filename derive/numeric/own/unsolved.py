"""Bits of a scheme without a formula as a quantity: every value is found by balls."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flint import acb, arb
from mpmath import mp
from sympy import Rational

from derive.errors import DomainError, ExportError
from derive.numeric import balls, multiple
from derive.numeric.arguments import Kernel
from derive.numeric.own import kernels
from derive.numeric.own.quantity import (
    FromOutside,
    code_name,
    conditions_of,
    input_name,
    parameter_of,
)
from derive.numeric.program import Program
from derive.numeric.registry import Variant
from derive.numeric.target import Otherwise, Target
from derive.numeric.targets.mpmath import over_points
from derive.precision import precision
from derive.scheme.asked import Asked
from derive.scheme.bits import Bits
from derive.scheme.numbers import ball_at

TARGETS = ("numpy", "mpmath", "arb")
"""The targets that call balls."""
ACCURACY = "rounded once from at least 64 bits, or 1e-300"
BOXES = 60
"""Each takes as long as a value at a point, some hundredths of a second."""


@dataclass(frozen=True, kw_only=True)
class Unsolved(FromOutside):
    """Bits of which only balls are known, and why."""

    asked: Asked
    reason: str

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The one function that there is, without a program."""
        inputs = (*self.parameters, "unit")
        return (Variant(self.name, self, self.parameters, Program(inputs, (), ())),)

    def ball(self, unit: str, values: Sequence[arb]) -> arb:
        """By the blocks of the state; not finite where the balls are too wide for it."""
        numbers = map(_number, values)
        point = dict(zip(self.asked.domain.symbols, numbers, strict=True))
        found = ball_at(self.asked, point)
        return found * arb.const_log2() if unit == "nats" else found


def _number(value: arb) -> Rational | acb:
    """An exact number as a rational one."""
    if not value.is_exact():
        return acb(value)
    digits, power = (int(part) for part in value.man_exp())
    return Rational(digits) * Rational(2) ** power


def unsolved(bits: Bits) -> Unsolved:
    """The quantity of bits without a formula.

    :raises ExportError: for a symbol that is no name in code.
    """
    domain = bits.asked.domain
    inputs = {symbol: input_name(symbol.name) for symbol in domain.symbols}
    ranges = tuple(parameter_of(each, bool(each.symbol.is_integer)) for each in domain.ranges)
    return Unsolved(
        name=code_name(bits.number), equation=bits.number, part="", title=bits.title,
        parameters=tuple(inputs.values()), form=(), accuracy=ACCURACY,
        conditions=conditions_of(domain, inputs), ranges=ranges, origin=bits.source,
        nonnegative=True, boxes=BOXES, assumes=bits.assumptions, asked=bits.asked,
        reason=bits.reason,
    )  # fmt: skip


def offered(own: Unsolved, target: str) -> Target:
    """What a target offers: functions, and no text.

    :raises ExportError: for a target that calls no balls.
    """
    if target not in TARGETS:
        raise _no_text(own)
    exactly = _exactly if target == "mpmath" else None
    nearest, down = (partial(_kernel, rounding) for rounding in ("nearest", "down"))
    return Target(source=_source, kernel=nearest, kernel_down=down, exactly=exactly)


def _no_text(own: Unsolved) -> ExportError:
    return ExportError(
        f"{own.equation} has no formula: {own.reason}; without code function() of derive.export "
        f"finds its numbers by balls, with the targets {', '.join(TARGETS)}"
    )


def _source(own: Any, _: Sequence[str]) -> str:
    raise _no_text(own)


def _kernel(rounding: str, variant: Variant, unit: str) -> Kernel:
    own: Any = variant.quantity
    return kernels.balls_only(own, unit, rounding)


def _exactly(variant: Variant, unit: str) -> Otherwise:
    """A function of numbers of any precision, which gives those of `mpmath.mp` at its precision."""

    def value(at: Sequence[Any], nan: str) -> Any:
        if any(map(mp.isnan, at)):
            if nan == "propagate":
                return mp.nan
            raise DomainError(variant.parameters[-1], "nan", "numbers")
        multiple.check(variant, dict(zip(variant.parameters, at, strict=True)))
        return _known(variant.quantity, unit, at)

    return over_points(variant, value)


def _known(own: Any, unit: str, at: Sequence[Any]) -> Any:
    """The value to the working precision of mpmath."""
    for bits in balls.PRECISIONS:
        with precision(max(bits, mp.prec)):
            ball = own.ball(unit, list(map(arb, at)))
            if kernels.known(ball, mp.prec):
                digits, power = (int(part) for part in ball.mid().man_exp())
                return mp.ldexp(digits, power)
    raise ExportError(f"{own.equation} is not known to {mp.prec} bits at {list(map(mp.nstr, at))}")
