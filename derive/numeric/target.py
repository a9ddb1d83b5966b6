"""What a target offers: source text, functions to call from Python, or both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from derive.numeric.arguments import BLOCK, Kernel
from derive.numeric.language import Language
from derive.numeric.registry import Quantity, Variant

MakeKernel: TypeAlias = Callable[[Variant, str], Kernel]
"""From a variant and a unit ("bits" or "nats")."""
Point: TypeAlias = Callable[..., float]
MakePoint: TypeAlias = Callable[[Variant, str, str], Point | None]
"""From a variant, a unit and a rounding ("nearest" or "down")."""
Otherwise: TypeAlias = Callable[[Sequence[Any], str], Any]
"""From arguments that are no floats, and the word for NaN, "raise" or "propagate"."""


def _no_companions(*_: object) -> Mapping[str, str]:
    return {}


def _any_stem(*_: object) -> None:
    return None


def _its_own(quantity: Quantity) -> str:
    return quantity.accuracy


@dataclass(frozen=True)
class Target:
    """One way to export a quantity; what it does not offer is None."""

    source: Callable[[Quantity, Sequence[str]], str] | None = None
    """The text of a quantity, under a header of the given lines."""
    suffix: str = ""
    """Of the files with that text."""
    companions: Callable[[Quantity, Sequence[str], str], Mapping[str, str]] = _no_companions
    """The texts that come with it, by file name, for the stem of its own file."""
    check_stem: Callable[[Quantity, str], None] = _any_stem
    """Refuses the stem of a file under which the text cannot be used."""
    accuracy: Callable[[Quantity], str] = _its_own
    """How near its floats are to a quantity, in words."""
    kernel: MakeKernel | None = None
    """A function that computes one block of float64 arrays."""
    kernel_down: MakeKernel | None = None
    """The same, never above the true value."""
    point: MakePoint | None = None
    """A function of one point in Python floats, NaN where the kernel has to look."""
    exactly: Callable[[Variant, str], Otherwise] | None = None
    """A function of numbers that no double equals."""
    language: Language | None = None
    """How it writes a program, where it does; else it takes every operation."""
    by_balls: bool = False
    """Whether it tries `short` of a variant, which the caller then adds."""
    looks_itself: bool = False
    """Whether the kernel returns how many points are outside of the domain."""
    looks_down: bool = True
    """Whether that of lower bounds does so too."""
    block: int = BLOCK
    """How many results it computes at once."""
    block_down: int = BLOCK
    """The same for lower bounds."""
