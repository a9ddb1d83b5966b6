"""A numeric function as Python sees it: a signature, help, calls, and copies in other processes.

It checks its arguments, once, and hands blocks of them to the kernel of a target.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter as Argument
from inspect import Signature
from numbers import Integral
from typing import Any

import numpy as np

from derive.errors import ExportError
from derive.numeric.arguments import (
    Array,
    Kernel,
    array_of,
    check,
    result_type,
    run,
    shape_of,
)
from derive.numeric.given import MOST
from derive.numeric.modes import require_nearest
from derive.numeric.registry import UNITS, Parameter, Variant
from derive.numeric.routine import Routine
from derive.numeric.target import Otherwise, Point

OPTIONS: Mapping[str, Sequence[Any]] = {
    "coherence": ("c", "r"),
    "unit": tuple(UNITS),
    "rounding": ("nearest", "down"),
    "threads": range(2**10),
    "nan": ("raise", "propagate"),
}
"""What :func:`derive.export.function` and its callables take, the default first; that of threads
is 1."""


@dataclass(frozen=True)
class Computation:
    """How a target computes: the kernel of a block, and what goes with it."""

    kernel: Kernel
    block: int
    looks_itself: bool = False
    workers: int = 1
    point: Point | None = None
    """For one point in Python floats; NaN where it has to be looked at."""
    others: Sequence[tuple[Callable[[Any], bool], Otherwise]] = ()
    """What computes where an argument is no float or array: which it is for, and the function."""


class NumericFunction(Routine):
    """The function of a quantity, in floats or, where a target takes them, other numbers."""

    def __init__(
        self, variant: Variant, work: Computation, about: str, again: Callable[[], Any]
    ) -> None:
        super().__init__(variant.name, about, signature(variant.parameters), again)
        self._domain, self._work = variant.domain, work
        self._conditions = variant.quantity.conditions

    def __call__(
        self, *arguments: Any, out: Array | None = None, nan: str = "raise", **named: Any
    ) -> Any:
        """The value, or values, in the unit asked for.

        :raises DomainError: for a value outside of the domain.
        :raises ExportError: where sums are not rounded to nearest.
        """
        require_nearest()
        if nan != "raise":
            check_options(nan=nan)
        whole = not named and len(arguments) == len(self._domain)
        values = arguments if whole else self._in_order(arguments, named)
        if out is None and (bits := self._at(values)) == bits:
            return np.float64(bits)
        for holds, otherwise in self._work.others:
            if any(map(holds, values)):
                return otherwise(values, nan)
        return self._floats(values, out, nan == "propagate")

    def _at(self, values: Sequence[Any]) -> float:
        """The value at one point in plain numbers, where a target has a way for that; else NaN."""
        point = self._work.point
        if point is None or not all(map(_is_plain, values)):
            return math.nan
        return point(*values)

    def _floats(self, values: Sequence[Any], out: Array | None, nan_allowed: bool) -> Any:
        domain, work = self._domain, self._work
        arrays, shape = _arrays(domain, values)
        _check_output(out, shape)
        if not work.looks_itself:
            check(domain, arrays, nan_allowed, self._conditions)
        result = _result(out, shape, arrays)
        if not run(work.kernel, domain, arrays, result, work.workers, work.block):
            check(domain, arrays, nan_allowed, self._conditions)
        if out is None:
            return result if result.ndim else result[()]
        if result is not out:
            out[...] = result
        return out


def _is_plain(value: Any) -> bool:
    """Whether it is a Python number that is a double."""
    return type(value) is float or (type(value) is int and -MOST <= value <= MOST)


def signature(names: Sequence[str]) -> Signature:
    """Named parameters, and the options of every call.

    >>> print(signature(["rho11", "n"]))
    (rho11, n, *, out=None, nan='raise')
    """
    options = {"out": None, "nan": "raise"}
    last = [Argument(name, Argument.KEYWORD_ONLY, default=d) for name, d in options.items()]
    return Signature([*(Argument(n, Argument.POSITIONAL_OR_KEYWORD) for n in names), *last])


def _arrays(
    domain: Sequence[Parameter], values: Sequence[Any]
) -> tuple[list[Array], tuple[int, ...]]:
    """The arguments as arrays, and the shape of the result."""
    arrays = [array_of(parameter, value) for parameter, value in zip(domain, values, strict=True)]
    return arrays, shape_of(domain, arrays)


def check_options(**chosen: Any) -> None:
    """Refuse an option that is not among those allowed.

    :raises ExportError: naming it, and them.
    """
    for option, value in chosen.items():
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
