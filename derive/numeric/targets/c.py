"""Target `c`: one C99 file that needs libm only, and the same code compiled for Python."""

import ctypes
import warnings
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from derive.errors import CompilerError, ExportError
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.c import files as c_files
from derive.numeric.c import helpers as c_helpers
from derive.numeric.c import libm as c_libm
from derive.numeric.c import lower as c_lower
from derive.numeric.c import rows as c_rows
from derive.numeric.c import stages as c_stages
from derive.numeric.c.compiler import compiler, loaded
from derive.numeric.c.signatures import functions, inside, one, one_point
from derive.numeric.elementary import artanh_excess
from derive.numeric.language import Language, body, header
from derive.numeric.modes import CHANGED
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Point, Target
from derive.numeric.targets import numpy as fallback


def number(constant: int | float) -> str:
    """A literal of type double."""
    return repr(float(constant))


LANGUAGE = Language(
    name="c",
    comment="//",
    step="const double {name} = {value};",
    calls={
        "fma": "fma({0}, {1}, {2})",
        "remainder": "fma(-({1}), {2}, {0})",
        "sqrt": "sqrt({0})",
        "exp": "exp_({0})",
        "expm1": "expm1_({0})",
        "log": "log_({0})",
        "log1p": "log1p_({0})",
        "log_ratio": "log_ratio_({0}, {1}, {2})",
        "erf": "erf({0})",
        "erfc": "erfc({0})",
        "artanh_excess": "artanh_excess({0}, {1}, {2})",
        "abs": "fabs({0})",
        "max": "larger({0}, {1})",
        "min": "smaller({0}, {1})",
        "pick": "({0} ? {1} : {2})",
        "positive": "larger({0}, 2.2250738585072014e-308)",
        "nonnegative": "larger({0}, 0.0)",
        "capped": "smaller({0}, {1})",
        "whole": "nearest_({0})",
        "within": "within({0}, m, {1})",
    },
    number=number,
    total="""\
double {name} = 0.0, {name}_lost = 0.0;
for (size_t i = 0; i < m; i++) {{
  const double p_i = p[i];
  add_to(&{name}, &{name}_lost, {value});
}}
settle(&{name}, &{name}_lost);""",
    so_far="const double {name} = {total}_{name};\n{total}_{name} += {value};",
    start="double {total}_{name} = 0.0;",
    bins="""\
double {name} = 0.0, {name}_lost = 0.0;
{starts}
for (double bin_k = 1.0; bin_k <= smaller(n, 1048576.0); bin_k += 1.0) {{
  {steps}
  add_to(&{name}, &{name}_lost, {value});
}}
settle(&{name}, &{name}_lost);""",
)


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A C file: for each variant NAME for one point, and NAME_array for arrays of `count` points.

    Entropies have NAME_lower and NAME_lower_array too, which never exceed the true value.
    """
    return f"{header([*lines, *c_helpers.NOTE], LANGUAGE)}\n\n{_code(quantity)}"


@cache
def _code(quantity: Quantity) -> str:
    """The file below its header: each function of a quantity in Python compiles it again."""
    parts = [_functions(variant) for variant in quantity.variants]
    if c_lower.possible(quantity):
        parts += map(c_lower.lower, reversed(quantity.variants))
    units = c_helpers.UNITS.format(**UNITS) if quantity.entropy else ""
    return f"{units}{_completed(*parts)}"


def _completed(*parts: str) -> str:
    """Functions behind what they call."""
    text = "\n".join(parts)
    return f"{c_helpers.START}\n{c_helpers.completed(_helpers(), text)}"


@cache
def _helpers() -> str:
    steps = body(artanh_excess(), LANGUAGE, " " * 2)
    head = "INLINE double artanh_excess(double z, double scale, double rest)"
    artanh = f"{head} {{\n{steps}\n  return result;\n}}\n"
    return "\n".join([c_helpers.BASIC, c_libm.text(), artanh, c_lower.helpers()])


def companions(quantity: Quantity, lines: Sequence[str], stem: str) -> dict[str, str]:
    """The header of a C file, and a program for the command line."""
    return {
        f"{stem}.h": c_files.header(quantity, lines, stem),
        f"{stem}_main.c": c_files.main(quantity, lines, stem),
    }


def _steps(variant: Variant) -> str:
    steps = body(variant.program, LANGUAGE, " " * 2)
    head = f"INLINE double {variant.name}_steps({one_point(variant)})"
    return f"{head} {{\n{steps}\n  return result;\n}}\n"


def _functions(variant: Variant) -> str:
    sums = variant.vectors or variant.sums_bins
    domain = inside(variant, LANGUAGE)
    if not sums and (found := c_stages.stages(variant.program)):
        steps = c_stages.steps(variant, found, LANGUAGE)
        return "\n".join([domain, steps, one(variant, "steps"), c_stages.array(variant, found)])
    return "\n".join([domain, _steps(variant), functions(variant, "steps", "", not sums)])


def kernel(variant: Variant, unit: str) -> Kernel:
    """The compiled array function of a variant; NumPy, with a warning, where nothing compiles."""
    return _kernel(variant, unit, "_array") or _suspicious(fallback.kernel(variant, unit))


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """The same for the function that never exceeds the true value."""
    if not c_lower.possible(variant.quantity):
        raise ExportError(f"target c has no lower bound of {variant.quantity.name}")
    compiled = _kernel(variant, unit, "_lower_array")
    return compiled or _suspicious(fallback.kernel_down(variant, unit))


def _suspicious(kernel: Kernel) -> Kernel:
    """A kernel that does not look at its arguments, made to ask for a check of them."""

    def block(arrays: Sequence[Array], out: Array) -> int:
        kernel(arrays, out)
        return out.size

    return block


def _kernel(variant: Variant, unit: str, suffix: str) -> Kernel | None:
    units = [UNITS[unit]] if "unit" in variant.inputs else []
    try:
        command = compiler()
        library = loaded(source(variant.quantity, ()), command)
    except CompilerError as reason:
        warnings.warn(f"{reason}: target c falls back to numpy", stacklevel=2)
        return None
    over_points = _over_points(library[f"{variant.name}{suffix}"], units, variant)
    return _by_rows(variant, units, command, over_points) if suffix == "_array" else over_points


def point(variant: Variant, unit: str, rounding: str) -> Point | None:
    """The function of one point; none where nothing compiles, and for a vector."""
    units = [UNITS[unit]] if "unit" in variant.inputs else []
    try:
        library = loaded(source(variant.quantity, ()), compiler())
    except CompilerError:
        return None
    function = library[f"{variant.name}{'' if rounding == 'nearest' else '_lower'}"]
    function.restype = ctypes.c_double
    function.argtypes = [ctypes.c_double] * len(variant.inputs)
    return None if variant.vectors else lambda *at: function(*at, *units)


def _by_rows(
    variant: Variant, units: list[float], command: Sequence[str], over_points: Kernel
) -> Kernel:
    """A loop over the points, or one over rows where that is better and can be compiled."""
    over_rows = cache(partial(_over_rows, variant, units, command))

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        along = c_rows.varying(variant, arrays, out.shape)
        rows = over_rows(along) if along else None
        return (rows or over_points)(arrays, out)

    return block


def _written(array: Array, write: Callable[[int], int]) -> int:
    """Have the result written to its address, or to that of an array which is copied then.

    :raises ExportError: where arithmetic is not that of IEEE 754 any more.
    """
    straight = array.dtype == np.float64 and array.flags.c_contiguous
    result = array if straight else np.empty(array.shape)
    outside = write(result.ctypes.data)
    if outside > 1:
        raise ExportError(CHANGED)
    if not straight:
        array[...] = result
    return outside


def _over_points(function: Any, units: list[float], variant: Variant) -> Kernel:
    function.restype = ctypes.c_size_t
    function.argtypes = [
        *[ctypes.c_void_p] * len(variant.parameters),
        *[ctypes.c_size_t] * len(variant.vectors),
        *[ctypes.c_double] * len(units),
        ctypes.c_void_p,
        ctypes.c_size_t,
    ]

    def block(arrays: Sequence[Array], out: Array) -> int:
        full = list(map(np.ascontiguousarray, aligned(variant.domain, arrays, out.shape)))
        given = [*(a.ctypes.data for a in full), *(a.shape[-1] for a in full if a.ndim > out.ndim)]
        return _written(out, lambda result: function(*given, *units, result, out.size))

    return block


def _over_rows(
    variant: Variant, units: list[float], command: Sequence[str], along: tuple[str, ...]
) -> Kernel | None:
    """The loop over rows in which these arguments change, where it can be compiled."""
    text = _completed(c_rows.text(variant, along, LANGUAGE))
    try:
        function = loaded(text, command)[f"{variant.name}_rows"]
    except CompilerError:
        return None
    function.restype = ctypes.c_size_t
    function.argtypes = [
        *(ctypes.c_void_p, ctypes.c_size_t) * len(variant.parameters),
        *(ctypes.c_double,) * len(units),
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t),
    ]

    def block(arrays: Sequence[Array], out: Array) -> int:
        pairs = zip(variant.parameters, arrays, strict=True)
        laid = [c_rows.rows(array, name in along, out.shape) for name, array in pairs]
        given = [x for array, step in laid for x in (array.ctypes.data, step)]
        size = out.shape[-1], out.size // out.shape[-1]
        return _written(out, lambda result: function(*given, *units, result, *size))

    return block


TARGET = Target(
    source=source,
    suffix=".c",
    companions=companions,
    kernel=kernel,
    kernel_down=kernel_down,
    point=point,
    language=LANGUAGE,
    looks_itself=True,
    block=2**20,
    block_down=2**20,
)
"""Compiled code keeps nothing in between, so its blocks are larger than for NumPy."""
