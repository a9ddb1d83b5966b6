"""What each target offers for own quantities: a promise in four, else the bare expression."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from derive.errors import ExportError
from derive.numeric.arguments import Kernel
from derive.numeric.own import c, kernels, mpmath, numpy
from derive.numeric.own.quantity import Own
from derive.numeric.registry import Quantity, Variant
from derive.numeric.target import Target

WORDS = frozenset(
    """
    and as assert async auto await break case catch char class complex const continue def default
    del delete do double each elif else end enum except exact exp extern false finally float fn
    for from function global goto if impl import in int is lambda let log long loop match mod mp
    mut new nonlocal none not null number numpy or out outside pass pub raise real ref register
    result return self short signed sizeof sqrt static struct super switch then this throw trait
    true try type typedef union unit unsigned use value var void volatile where while with yield i
    j m np bin_k count down bins abs max min
    """.split()  # noqa: SIM905 - a list of words
)
"""Names that the text of some target needs for itself."""


def offered(name: str, plain: Target) -> Target:
    """What a target offers for own quantities, from what it offers for those with a stable form."""
    own_kernel, own_source = KERNELS.get(name), SOURCES.get(name, plain.source)
    return Target(
        source=own_source and partial(source, own_source),
        suffix=plain.suffix,
        companions=plain.companions if name == "c" else lambda *_: {},
        check_stem=plain.check_stem,
        kernel=partial(kernel, own_kernel, "nearest") if own_kernel else plain.kernel,
        kernel_down=own_kernel and partial(kernel, own_kernel, "down"),
        exactly=mpmath.exactly if name == "mpmath" else None,
        language=plain.language,
    )


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


def source(
    printed: Callable[[Any, Sequence[str]], str], own: Quantity, lines: Sequence[str]
) -> str:
    """The text of one target, under a header of the given lines.

    :raises ExportError: for a word of a language as a parameter, and what a target does not have.
    """
    taken = sorted(WORDS & {name.lower() for name in own.parameters})
    if taken:
        raise ExportError(f"{own.equation}: {', '.join(taken)} is a word of a language; rename it")
    return printed(own, lines)
