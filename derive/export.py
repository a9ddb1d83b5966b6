"""Numeric functions and source code of the results, from one stable form of each.

`function("randomness_temporal")` is a callable; `source("randomness_temporal", "c")` is text.

How to add a target: write `derive/numeric/targets/<name>.py`, whose `TARGET` is a
:class:`derive.numeric.target.Target`, and add the name to `TARGETS`. What it takes:

- a :class:`derive.numeric.language.Language`: a template for each operation of
  :data:`derive.numeric.operations.OPERATIONS` and `CHOICES` that it supports, for a step and for a
  comment;
- `source(quantity, lines)`: the header `lines`, its own prelude (helpers that the language lacks),
  and for each of `quantity.variants` a function of `variant.inputs` whose body is
  `language.body(variant.program, LANGUAGE, indent)`. Inputs are the parameters and, for entropies,
  `unit`: 1/ln 2 for bits, 1 for nats. Functions that the language lacks are programs too
  (:mod:`derive.numeric.elementary`), and the conditions under which arguments lie in the domain are
  printed by :mod:`derive.numeric.inside`;
- if Python can call it, `kernel(variant, unit)`. Checks, broadcasting, blocks, float32 and `out=`
  are the same for all targets (:mod:`derive.numeric.arguments`).
"""

import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter as Argument
from inspect import Signature
from numbers import Integral
from pathlib import PurePath
from typing import Any, Literal

import numpy as np

from derive.errors import ExportError
from derive.model.equation import Equation
from derive.numeric.arguments import (
    Array,
    array_of,
    check,
    result_type,
    rounded_down,
    run,
    shape_of,
)
from derive.numeric.blocks.box import least
from derive.numeric.blocks.counts import Interval, interval_from_counts
from derive.numeric.blocks.hashed import extractable_bits
from derive.numeric.blocks.lengths import best_bins, bound_bins
from derive.numeric.own.quantity import Own, own
from derive.numeric.own.targets import companions as own_companions
from derive.numeric.own.targets import kernel_of
from derive.numeric.own.targets import source as own_source
from derive.numeric.registry import (
    EVES,
    QUANTITIES,
    UNITS,
    Parameter,
    Quantity,
    quantity,
)
from derive.numeric.target import MakeKernel, Target
from derive.version import version

__all__ = [
    "Interval",
    "best_bins",
    "files",
    "function",
    "interval_from_counts",
    "offers",
    "quantities",
    "source",
    "targets",
]

TARGETS = ("numpy", "c", "numba", "jax", "mpmath", "arb", "js", "rust", "fortran", "octave")
BLOCKS: Mapping[str, Callable[..., Any]] = {
    **{f"extractable_bits{eve}": extractable_bits(eve) for eve in EVES},
    "bound_bins": bound_bins,
}
"""What is enclosed point by point, in Python only, see :mod:`derive.numeric.blocks`."""
OPTIONS: Mapping[str, Sequence[Any]] = {
    "coherence": ("c", "r"),
    "unit": tuple(UNITS),
    "rounding": ("nearest", "down"),
    "threads": range(2**10),
    "nan": ("raise", "propagate"),
}
"""What :func:`function` and its callables take, the default first; that of threads is 1."""


def quantities() -> tuple[Quantity, ...]:
    """Everything that can be exported, with equation, parameters, unit and accuracy."""
    return tuple(QUANTITIES.values())


def targets(callable_only: bool = False) -> tuple[str, ...]:
    """The names of all targets, or of those that :func:`function` takes.

    >>> targets(callable_only=True)
    ('numpy', 'c', 'numba', 'jax', 'mpmath', 'arb')
    """
    return tuple(t for t in TARGETS if not callable_only or _target(t).kernel)


def offers(name: str, target: str) -> bool:
    """Whether a target has all operations of a quantity; sums over bins are not in every one.

    >>> offers("bound_device", "c"), offers("bound_device", "js")
    (True, False)
    """
    language = _target(target).language
    programs = (variant.program for variant in quantity(name).variants)
    return language is None or all(p.operations <= language.operations for p in programs)


def _target(name: str) -> Target:
    if name not in TARGETS:
        raise ExportError(f"there is no target {name!r}; there are {', '.join(TARGETS)}")
    return importlib.import_module(f"derive.numeric.targets.{name}").TARGET


def source(name: str | Equation, target: str = "c") -> str:
    """The text of a quantity, or of an equation, in a target's language; the same on every run.

    :raises ExportError: for an unknown quantity or target, or one that has no text.
    """
    found, print_source = _found(name), _target(target).source
    if isinstance(found, Own):
        return own_source(found, target, print_source, heading(found, target))
    if print_source is None:
        raise ExportError(f"target {target} has no source text: it runs in Python only")
    return print_source(found, heading(found, target))


def files(name: str | Equation, target: str, file: str) -> dict[str, str]:
    """The texts to write for a quantity by their file names, the first :func:`source` in `file`.

    >>> list(files("bound_single", "c", "bound.c"))
    ['bound.c', 'bound.h', 'bound_main.c']

    :raises ExportError: for a name that is that of a companion, or under which it cannot be used.
    """
    found, offered, stem = _found(name), _target(target), PurePath(file).stem
    text = source(name, target)
    offered.check_stem(found, stem)
    more = _companions(found, target, stem)
    if file in more:
        raise ExportError(f"{file} is a file that comes with {stem}{offered.suffix}: ask for that")
    return {file: text, **more}


def _companions(found: Quantity, target: str, stem: str) -> Mapping[str, str]:
    lines = heading(found, target)
    if isinstance(found, Own):
        return own_companions(found, target, lines, stem)
    return _target(target).companions(found, lines, stem)


def _found(name: str | Equation) -> Quantity:
    """What a name stands for, or an equation says."""
    return quantity(name) if isinstance(name, str) else own(name)


def heading(found: Quantity, target: str) -> list[str]:
    """The lines that open every generated file."""
    lines = [
        f"{found.name}: {found.title}, {found.cited}.",
        f"Generated by sponte {version() or '(not installed)'}, target {target}; do not edit.",
        "",
        f"Unit: {found.unit}. Accuracy in float64: {found.accuracy_of(target)}.",
        *found.small,
        "Domain:",
    ]
    used = {p: variant.parameter(p) for variant in found.variants for p in variant.parameters}
    return lines + [f"  {p.domain}: {p.meaning}" for p in used.values()]


def function(  # noqa: PLR0913
    name: str | Equation,
    target: str = "numpy",
    *,
    coherence: Literal["c", "r"] = "c",
    unit: Literal["bits", "nats"] = "bits",
    rounding: Literal["nearest", "down"] = "nearest",
    threads: int = 1,
) -> Callable[..., Any]:
    """A callable for a quantity, its arguments in the order of ``quantity(name).parameters``.

    An equation, as :meth:`derive.scheme.Scheme.bits` gives it, is taken for a name: its arguments
    are the symbols of its domain, and its value is within 4 units in the last place, or 1e-300, for
    the targets numpy, c, mpmath and arb. What is under a root or in an entropy has to be >= 0 on
    the domain: below, as a coherence that was rounded up makes it, it counts as 0.

    Arguments are numbers or arrays that broadcast; the result is float64, or float32 where the
    arguments are. `coherence="r"` takes the ratio abs(rho01)/sqrt(rho00 rho11) in [0, 1] instead
    of c. `rounding="down"` never exceeds the true value. `threads=0` uses all cores. The callable
    takes `out=` and `nan="propagate"`, and raises :class:`derive.errors.DomainError`. Arguments of
    more than double precision are rounded to it first. With an :class:`Interval` for a parameter
    the result is the least value for all its numbers, proved. "extractable_bits" and others give
    whole numbers, see :mod:`derive.numeric.blocks.hashed`.

    >>> bound = function("bound_temporal")
    >>> bound(0.5, 1.0, [1, 32])
    array([0.47451497, 2.03629855])
    """
    if isinstance(name, str) and name in BLOCKS:
        return BLOCKS[name]
    found = _found(name)
    _check_options(coherence=coherence, unit=unit, rounding=rounding, threads=threads)
    if rounding == "down" and not found.has_lower:
        raise ExportError(f"{name} is no number of bits to extract: rounding='down' is for those")
    variant = found.variant(coherence)
    offered = _target(target)
    if isinstance(found, Own):
        kernel = kernel_of(found, target, offered, unit, rounding)
        kernel = rounded_down(kernel) if rounding == "down" else kernel
    else:
        kernel = _kernel(offered, target, rounding)(variant, unit)
    workers = threads or os.cpu_count() or 1
    looks_itself = rounding == "nearest" and offered.looks_itself and not variant.sums_bins
    looks_itself = looks_itself and not isinstance(found, Own)

    def call(*arguments: Any, out: Array | None = None, nan: str = "raise", **named: Any) -> Any:
        _check_options(nan=nan)
        nan_allowed = nan == "propagate"
        values = _in_order(variant.parameters, arguments, named)
        if any(isinstance(value, Interval) for value in values):
            if isinstance(found, Own):
                raise ExportError(f"{found.equation} takes numbers, not intervals")
            return least(variant, unit, values)
        arrays, shape = _arrays(variant.domain, values)
        _check_output(out, shape)
        if not looks_itself:
            check(variant.domain, arrays, nan_allowed, found.conditions)
        result = _result(out, shape, arrays)
        if not run(kernel, variant.domain, arrays, result, workers, offered.block):
            check(variant.domain, arrays, nan_allowed, found.conditions)
        if out is None:
            return result if result.ndim else result[()]
        if result is not out:
            out[...] = result
        return out

    call.__name__ = call.__qualname__ = variant.name
    call.__doc__ = "\n".join(heading(found, target))
    return call


def _kernel(offered: Target, target: str, rounding: str) -> MakeKernel:
    if offered.kernel is None:
        raise ExportError(
            f"target {target} is source code only, see sponte export --target {target}"
        )
    if rounding == "nearest":
        return offered.kernel
    lower = offered.kernel_down
    if lower is None:
        raise ExportError(f"target {target} does not offer rounding={rounding!r} in Python")
    return lambda variant, unit: rounded_down(lower(variant, unit))


def _arrays(
    domain: Sequence[Parameter], values: Sequence[Any]
) -> tuple[list[Array], tuple[int, ...]]:
    """The arguments as arrays, and the shape of the result."""
    if len(values) != len(domain):
        names = ", ".join(parameter.name for parameter in domain)
        raise TypeError(f"the arguments are {names}: {len(domain)}, not {len(values)}")
    arrays = [array_of(parameter, value) for parameter, value in zip(domain, values, strict=True)]
    return arrays, shape_of(domain, arrays)


def _in_order(
    names: Sequence[str], values: Sequence[Any], named: Mapping[str, Any]
) -> Sequence[Any]:
    """The arguments in order, those with a name among them."""
    if not named:
        return values
    arguments = [Argument(name, Argument.POSITIONAL_OR_KEYWORD) for name in names]
    return Signature(arguments).bind(*values, **named).args


def _check_options(**given: Any) -> None:
    for option, value in given.items():
        allowed = OPTIONS[option]
        if not isinstance(value, str | Integral) or value not in allowed:
            several = f"{allowed[0]!r} {'to' if isinstance(allowed, range) else 'or'}"
            raise ExportError(f"{option} is {value!r}; it may be {several} {allowed[-1]!r}")


def _check_output(out: Any, shape: tuple[int, ...]) -> None:
    if out is None:
        return
    if not isinstance(out, np.ndarray):
        raise ExportError(f"out is a {type(out).__name__}; it may be a NumPy array of floats")
    if out.shape != shape or out.dtype.kind != "f":
        raise ExportError(f"out is {out.dtype} {out.shape}, the result is float64 {shape}")
    if not out.flags.writeable:
        raise ExportError("out is read-only; it may be an array that can be written")


def _result(out: Array | None, shape: tuple[int, ...], arrays: Sequence[Array]) -> Array:
    """Where to compute: not in memory that holds arguments, which are read once it is written."""
    if out is None:
        return np.empty(shape, result_type(arrays))
    shared = any(np.may_share_memory(out, array) for array in arrays)
    return np.empty_like(out, subok=False) if shared else out
