"""Balls around the values of programs, at balls of their arguments."""

from collections.abc import Callable, Mapping
from typing import Any

from flint import arb

from derive.numeric import balls
from derive.numeric.program import Program, evaluate

Arithmetic = Mapping[str, Callable[..., Any]]


def entropy(a: arb) -> arb:
    """-a ln a; of what may be zero all from 0 to the value at its upper end, and to 1 above it."""
    a = a.nonnegative_part()
    if a > 0 or a.is_zero():
        return arb(0) if a.is_zero() else -a * a.log()
    most = arb(a.upper())
    last = -most * most.log()
    return arb(0).union(last) if most < 0.3 else arb(0).union(last).union(arb(1))


ARITHMETIC: Arithmetic = {
    **balls.ARITHMETIC,
    "entropy": entropy,
    "cos": arb.cos,
    "sin": arb.sin,
    "atan": arb.atan,
    "circle": lambda a: arb.pi() * a,
    "positive": lambda a: a,
}


def nat(unit: str) -> arb:
    """What a nat is in a unit."""
    return arb(1) if unit == "nats" else 1 / arb.const_log2()


def enclosed(program: Program, values: Mapping[str, arb], count: str = "") -> arb:
    """A ball around the result at the working precision; not finite where none is found.

    `count` names the value that says how many terms sums have.
    """
    inputs: dict[str, Any] = dict(values)
    if count:
        inputs["bins"] = range(1, int(float(values[count])) + 1)
    try:
        return evaluate(program, ARITHMETIC, inputs, arb)["result"]
    except ZeroDivisionError:
        return arb("nan")
