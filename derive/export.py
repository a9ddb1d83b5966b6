"""Numeric functions and source code of the results, from one stable form of each.

Balls, which know what they lose, try the derived equation itself first.

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
- if Python can call it, `kernel(variant, unit)`, and `point` and `exactly` where it has a shorter
  way for one point, and takes numbers that are no floats. Checks, broadcasting, blocks, float32 and
  `out=` are the same for all targets (:mod:`derive.numeric.arguments`).
"""

import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import PurePath
from typing import Any, Literal

from derive.equations import equation
from derive.errors import ExportError
from derive.model.equation import Equation
from derive.numeric.arguments import rounded_down
from derive.numeric.blocks.box import is_interval, least
from derive.numeric.blocks.counts import Interval, interval_from_counts
from derive.numeric.blocks.hashed import extractable_bits
from derive.numeric.blocks.lengths import best_bins, best_window, bound_bins
from derive.numeric.calls import Computation, NumericFunction, check_options
from derive.numeric.given import is_exact
from derive.numeric.language import sentence
from derive.numeric.own import box as own_box
from derive.numeric.own import targets as own_targets
from derive.numeric.own import unsolved
from derive.numeric.own.quantity import FromOutside, Own, own
from derive.numeric.own.short import defined
from derive.numeric.quantities import EVES, QUANTITIES, quantity
from derive.numeric.registry import Quantity, Variant
from derive.numeric.target import MakeKernel, Target
from derive.scheme.bits import Bits
from derive.version import version

__all__ = [
    "Interval",
    "best_bins",
    "best_window",
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

    >>> offers("bound_device", "c"), offers("bound_device", "octave")
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
    found = _found(name)
    offered = _offered(found, target)
    return _printed(offered, target)(found, heading(found, offered, target))


def _printed(offered: Target, target: str) -> Callable[[Quantity, Sequence[str]], str]:
    if offered.source is None:
        raise ExportError(
            f"target {target} has no source text: it runs in Python, as function(..., {target!r})"
        )
    return offered.source


def files(name: str | Equation, target: str, file: str) -> dict[str, str]:
    """The texts to write for a quantity by their file names, the first :func:`source` in `file`.

    >>> list(files("bound_single", "c", "bound.c"))
    ['bound.c', 'bound.h', 'bound_main.c']

    :raises ExportError: for a name that is that of a companion or of another language's file, or
        under which it cannot be used.
    """
    found, stem = _found(name), PurePath(file).stem
    offered = _offered(found, target)
    printed = _printed(offered, target)
    _check_suffix(PurePath(file).suffix, target, offered)
    offered.check_stem(found, stem)
    lines = heading(found, offered, target)
    text, more = printed(found, lines), offered.companions(found, lines, stem)
    if file in more:
        raise ExportError(f"{file} is a file that comes with {stem}{offered.suffix}: ask for that")
    return {file: text, **more}


def _check_suffix(suffix: str, target: str, offered: Target) -> None:
    """Require that a file is not called like those of other targets."""
    others = [name for name in TARGETS if suffix and _target(name).suffix == suffix]
    if others and target not in others:
        raise ExportError(
            f"{target} is written to a file {offered.suffix}; {suffix} is for {', '.join(others)}"
        )


def _found(name: str | Equation | FromOutside) -> Quantity:
    """What a name stands for, or an equation says."""
    if isinstance(name, str) and name in BLOCKS:
        raise ExportError(
            f"{name} has no source text: it is for Python only, as function({name!r})"
        )
    if isinstance(name, str):
        return quantity(name, [*BLOCKS])
    if isinstance(name, FromOutside):
        return name
    return unsolved.unsolved(name) if isinstance(name, Bits) and name.rhs is None else own(name)


def _offered(found: Quantity, target: str) -> Target:
    """What a target offers for a quantity: more for those with a stable form."""
    offered = _target(target)
    if isinstance(found, unsolved.Unsolved):
        return unsolved.offered(found, target)
    return own_targets.offered(target, offered) if isinstance(found, Own) else offered


def heading(found: Quantity, offered: Target, target: str) -> list[str]:
    """The lines that open every generated file."""
    lines = [
        f"{found.name}: {found.title}, {found.cited}.",
        f"Generated by sponte {version() or '(not installed)'}, target {target}; do not edit.",
        "",
        f"Unit: {found.unit}. Accuracy in float64: {offered.accuracy(found)}.",
        *found.small,
        *(["Assumes:", *(f"  {text}" for text in found.assumes)] if found.assumes else []),
        "Domain:",
    ]
    used = {p: variant.parameter(p) for variant in found.variants for p in variant.parameters}
    return lines + [f"  {p.domain}: {p.meaning}" for p in used.values()]


def function(  # noqa: PLR0913
    name: str | Equation | FromOutside,
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

    Arguments are numbers or arrays that broadcast; the result has their common shape, and is
    float64, or float32 where the arguments are. Entropies are in bits, or with `unit` in nats.
    `coherence="r"` takes the ratio abs(rho01)/sqrt(rho00 rho11) in [0, 1] instead of c.
    `rounding="down"` never exceeds the true value. `threads=0` uses all cores. The callable takes
    `out=` and `nan="propagate"`, raises :class:`derive.errors.DomainError`, has a signature and
    help of its own, and can be pickled. A long double is rounded first; exact numbers, units, masks
    and labels are refused, but target "mpmath" takes exact numbers and those of mpmath, and gives
    one of `mpmath.mp`, at its precision. With an :class:`Interval` for a parameter the result is
    the least value for all its numbers, proved. "extractable_bits" and others give whole numbers,
    see :mod:`derive.numeric.blocks.hashed`.

    :raises ExportError: for an unknown quantity, target or option, or a target that is text only.

    >>> bound = function("bound_temporal")
    >>> bound(0.5, 1.0, [1, 32])
    array([0.47451497, 2.03629855])
    """
    if isinstance(name, str) and name in BLOCKS:
        return BLOCKS[name]
    found = _found(name)
    check_options(coherence=coherence, unit=unit, rounding=rounding, threads=threads)
    if rounding == "down" and not found.has_lower:
        raise ExportError(f"{name} is no number of bits to extract: rounding='down' is for those")
    offered = _offered(found, target)
    variant = _variant(found, coherence, offered.by_balls)
    same = found if isinstance(found, FromOutside) else name
    again = partial(
        function, same, target, coherence=coherence, unit=unit, rounding=rounding, threads=threads
    )
    lowest = own_box.least if isinstance(found, FromOutside) else least
    exactly = [(is_exact, offered.exactly(variant, unit))] if offered.exactly else []
    nearest = rounding == "nearest"
    work = Computation(
        _kernel(offered, target, rounding)(variant, unit),
        offered.block if nearest else offered.block_down,
        offered.looks_itself and not variant.sums_bins and (nearest or offered.looks_down),
        threads or os.cpu_count() or 1,
        offered.point(variant, unit, rounding) if offered.point else None,
        [(is_interval, lambda values, _: lowest(variant, unit, values)), *exactly],
    )
    near = "never above the true value" if rounding == "down" else offered.accuracy(found)
    return NumericFunction(variant, work, _about(variant, near, unit, target), again)


def _variant(found: Quantity, coherence: str, by_balls: bool) -> Variant:
    """A function of a quantity; for balls with what its derived equation says."""
    variant = found.variant(coherence)
    return _defined(variant) if by_balls and not isinstance(found, FromOutside) else variant


@cache
def _defined(variant: Variant) -> Variant:
    return replace(variant, short=defined(variant, equation(variant.quantity.equation)))


def _about(variant: Variant, near: str, unit: str, target: str) -> str:
    """The docstring of a callable."""
    quantity = variant.quantity
    used = "\n".join(f"  {p.domain}: {p.meaning}" for p in variant.domain)
    assumed = "".join(f"\n  {text}" for text in quantity.assumes)
    return (
        f"{sentence(quantity.title, quantity.equation)}\n\n"
        f"Unit: {unit if quantity.entropy else '1'}. Target {target}; in float64 {near}.\n"
        f"Assumes:{assumed or ' nothing of an adversary'}\n"
        f"Parameters, as numbers or arrays that broadcast:\n{used}\n"
        "`out` is an array to write to; nan='propagate' gives NaN for NaN.\n\n"
        ":raises DomainError: for what lies outside, with its index, and for kinds not taken."
    )


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
