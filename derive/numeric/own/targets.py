"""What each target offers for own quantities: a promise in four, else the bare expression."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from derive.errors import ExportError
from derive.numeric.arguments import Kernel
from derive.numeric.own import c, kernels, mpmath, numpy
from derive.numeric.own.measured import measured
from derive.numeric.own.names import checked
from derive.numeric.own.quantity import Own
from derive.numeric.registry import Variant
from derive.numeric.target import Target


def offered(name: str, plain: Target) -> Target:
    """What a target offers for own quantities, from what it offers for those with a stable form."""
    own_kernel, own_source = KERNELS.get(name), SOURCES.get(name, plain.source)
    return Target(
        source=own_source and partial(source, own_source),
        suffix=plain.suffix,
        companions=plain.companions if name == "c" else lambda *_: {},
        check_stem=plain.check_stem,
        accuracy=plain.accuracy if name in KERNELS else bare_accuracy,
        point=kernels.point if name == "arb" else None,
        kernel=partial(kernel, own_kernel, "nearest") if own_kernel else plain.kernel,
        kernel_down=own_kernel and partial(kernel, own_kernel, "down"),
        exactly=mpmath.exactly if name == "mpmath" else None,
        language=plain.language,
    )


def bare_accuracy(own: Any) -> str:
    """What the floats of the bare expression lose at some points."""
    return f"of the bare expression, {measured(own)}"


KERNELS: Mapping[str, Callable[[Own, str, str], Kernel]] = {
    "numpy": kernels.kernel,
    "c": c.kernel,
    "mpmath": mpmath.kernel,
    "arb": kernels.balls_only,
}
SOURCES: Mapping[str, Callable[[Any, Sequence[str]], str]] = {
    "numpy": numpy.source,
    "c": c.source,
    "mpmath": mpmath.source,
}


def kernel(
    make: Callable[[Own, str, str], Kernel], rounding: str, variant: Variant, unit: str
) -> Kernel:
    """The function of blocks of one target.

    :raises ExportError: for nats where the equation has none.
    """
    own: Any = variant.quantity
    if unit != "bits" and not own.entropy:
        raise ExportError(f"{own.equation} is no sum of entropies: it has no other unit")
    return make(own, unit, rounding)


def source(printed: Callable[[Any, Sequence[str]], str], own: Any, lines: Sequence[str]) -> str:
    """The text of one target, under a header of the given lines.

    :raises ExportError: for a word of a language as a parameter, and what a target does not have.
    """
    return checked(own, printed(own, lines))
