"""What each target offers for own quantities: a promise in four, else the bare expression."""

from collections.abc import Callable, Mapping, Sequence

from derive.errors import ExportError
from derive.numeric.arguments import Kernel
from derive.numeric.own import c, kernels, mpmath, numpy
from derive.numeric.own.names import checked
from derive.numeric.own.quantity import Own
from derive.numeric.target import Target

KERNELS: Mapping[str, Callable[[Own, str, str], Kernel]] = {
    "numpy": kernels.kernel,
    "c": c.kernel,
    "mpmath": mpmath.kernel,
    "arb": kernels.balls_only,
}
SOURCES: Mapping[str, Callable[[Own, Sequence[str]], str]] = {
    "numpy": numpy.source,
    "c": c.source,
    "mpmath": mpmath.source,
}


def source(
    own: Own,
    target: str,
    plain: Callable[[Own, Sequence[str]], str] | None,
    lines: Sequence[str],
) -> str:
    """The text of one target, under a header of the given lines.

    :raises ExportError: for a word of a language as a parameter, and what a target does not have.
    """
    printed = SOURCES.get(target, plain)
    if printed is None:
        raise ExportError(f"target {target} has no source text: it runs in Python only")
    return checked(own, printed(own, lines))


def companions(own: Own, target: str, lines: Sequence[str], stem: str) -> Mapping[str, str]:
    """The files that come with a text."""
    return c.companions(own, lines, stem) if target == "c" else {}


def kernel_of(own: Own, target: str, offered: Target, unit: str, rounding: str) -> Kernel:
    """The function of blocks of one target.

    :raises ExportError: for what the target, or the equation, does not have.
    """
    if unit != "bits" and not own.entropy:
        raise ExportError(f"{own.equation} is no sum of entropies: it has no other unit")
    if target in KERNELS:
        return KERNELS[target](own, unit, rounding)
    if rounding == "down" or offered.kernel is None:
        names = ", ".join(KERNELS)
        raise ExportError(f"target {target} has no such function of {own.equation}; {names} have")
    source(own, target, offered.source, ())  # refuses names
    return offered.kernel(own.variants[0], unit)
