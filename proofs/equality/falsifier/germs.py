"""What can be said of a formula around a point, or at it, by the kernel's field: that it is zero,
and the value of what is left of it once all is cancelled that cancels.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flint import fmpq

from proofs.equality.falsifier.germ import FinerError, Germ
from proofs.equality.falsifier.nodes import Node
from proofs.equality.falsifier.values import UNKNOWN, Value, Values
from proofs.kernel.element import Refused

Made = TypeVar("Made")
REFUSED = (Refused, ArithmeticError, RecursionError, MemoryError, LookupError, ValueError)
"""What may be raised where there is no element."""


def is_zero_around(
    values: Values, integers: frozenset[str], node: Node, where: Mapping[int, Value]
) -> bool:
    """Whether a node, with values of bound indices, is surely zero around the place."""

    def check(germ: Germ) -> bool:
        germ.bound = {level: germ.field.number(value) for level, value in exact.items()}
        return germ.field.is_zero(germ.of(node))

    exact = {level: value for level, value in where.items() if isinstance(value, fmpq)}
    found = tried(values, integers, check, False) if len(exact) == len(where) else None
    return found is not None and found[1]


def is_zero_at(values: Values, integers: frozenset[str], node: Node) -> bool:
    """Whether a node is surely zero at the place."""
    found = tried(values, integers, lambda germ: germ.field.is_zero(germ.of(node)), True)
    return found is not None and found[1]


def value_around(values: Values, integers: frozenset[str], node: Node) -> Value:
    """The value at the place of what is left of a node once all is cancelled that cancels nearby.

    That is zero where the node is surely zero around the place, and unknown where nothing helps.
    """
    found = tried(values, integers, lambda germ: germ.of(node), False)
    if found is None:
        return UNKNOWN
    germ, element = found
    try:
        return fmpq(0) if germ.field.is_zero(element) else germ.ball(element, values)
    except REFUSED:
        return UNKNOWN


def tried(
    values: Values, integers: frozenset[str], make: Callable[[Germ], Made], at_place: bool
) -> tuple[Germ, Made] | None:
    """A germ and what is made with it, again where exponents turn out to need finer steps."""
    scales: dict[str, int] = {}
    for _ in range(6):
        germ = Germ(values, integers, at_place, scales)
        try:
            return germ, make(germ)
        except FinerError:
            continue
        except REFUSED:
            return None
    return None
