"""Target `c`: one C99 file that needs libm only, and the same code compiled for Python."""

import ctypes
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from derive.errors import ExportError
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.c import files as c_files
from derive.numeric.c import libm as c_libm
from derive.numeric.c import lower as c_lower
from derive.numeric.c import rows as c_rows
from derive.numeric.c.compiler import compiled, compiler
from derive.numeric.c.signatures import many_points, one_point, passed
from derive.numeric.elementary import artanh_excess
from derive.numeric.inside import at_every_point
from derive.numeric.language import Language, body, header
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Target
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
        "within": "within({0} + i*m, m, {1})",
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
NOTE = (
    "",
    "Compile with -std=c99, or else with -ffp-contract=off: what a product lost is computed from",
    "it, which a compiler that fuses products with sums would falsify.",
)
PRELUDE = """\
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Steps must be inlined, or the loops around them stay scalar: GCC finds them too long by itself.
#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline, unused))
#else
#define INLINE static inline
#endif
#if defined(_OPENMP) || defined(SPONTE_SIMD)
#define VECTORISE _Pragma("omp simd reduction(|:outside)")
#else
#define VECTORISE
#endif

// Written so that a NaN in the first argument stays one.
INLINE double larger(double a, double b) { return b > a ? b : a; }
INLINE double smaller(double a, double b) { return b < a ? b : a; }
// A sum over detectors, and what rounding lost of it.
INLINE void add_to(double *sum, double *lost, double term) {
  const double before = *sum, after = before + term, added = after - before;
  *lost += (before - (after - added)) + (term - added);
  *sum = after;
}
INLINE int within(const double *p, size_t m, double most) {
  double sum = 0.0;
  int inside = 1;
  for (size_t i = 0; i < m; i++) inside &= p[i] >= 0.0, sum += p[i];
  return inside & (sum <= most);
}
INLINE void settle(double *sum, double *lost) {
  const double whole = *sum + *lost;
  *lost -= whole - *sum;
  *sum = whole;
}
"""


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A C file: for each variant NAME for one point, and NAME_array for arrays of `count` points.

    Entropies have NAME_lower and NAME_lower_array too, which never exceed the true value.
    """
    parts = [_functions(variant) for variant in quantity.variants]
    if c_lower.possible(quantity):
        parts += [c_lower.prelude(quantity), *map(c_lower.lower, reversed(quantity.variants))]
    return "\n".join([f"{header([*lines, *NOTE], LANGUAGE)}\n", _start(quantity), *parts])


def _start(quantity: Quantity) -> str:
    """What the steps of a quantity call."""
    start = f"{PRELUDE}{c_libm.text()}"
    if "artanh_excess" not in quantity.operations:
        return start
    steps = body(artanh_excess(), LANGUAGE, " " * 2)
    head = "INLINE double artanh_excess(double z, double scale, double rest)"
    return f"{start}\n{head} {{\n{steps}\n  return result;\n}}\n"


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
    return (
        f"{_steps(variant)}\n"
        f"double {variant.name}({one_point(variant)}) {{\n"
        f"  return {variant.name}_steps({passed(variant)});\n}}\n\n"
        f"{_loop(variant)}"
    )


def _loop(variant: Variant) -> str:
    """NAME_array, which returns 1 where some point lies outside of the domain, else 0."""
    vectorise = "" if variant.vectors or variant.sums_bins else "  VECTORISE\n"
    return (
        f"size_t {variant.name}_array({many_points(variant)}) {{\n"
        f"  int64_t outside = 0;\n{vectorise}"
        f"  for (size_t i = 0; i < count; i++) {{\n"
        f"    outside |= {at_every_point(variant, LANGUAGE)} ? 0 : -1;\n"
        f"    out[i] = {variant.name}_steps({passed(variant, '[i]')});\n  }}\n"
        f"  return outside != 0;\n}}\n"
    )


def kernel(variant: Variant, unit: str) -> Kernel:
    """The compiled array function of a variant; NumPy, with a warning, where nothing compiles."""
    return _kernel(variant, unit, "array") or _suspicious(fallback.kernel(variant, unit))


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """The same for the function that never exceeds the true value."""
    if not c_lower.possible(variant.quantity):
        raise ExportError(f"target c has no lower bound of {variant.quantity.name}")
    return _kernel(variant, unit, "lower_array") or fallback.kernel_down(variant, unit)


def _suspicious(kernel: Kernel) -> Kernel:
    """A kernel that does not look at its arguments, made to ask for a check of them."""

    def block(arrays: Sequence[Array], out: Array) -> int:
        kernel(arrays, out)
        return out.size

    return block


def _kernel(variant: Variant, unit: str, suffix: str) -> Kernel | None:
    found = compiler()
    if found is None:
        return None
    units = [UNITS[unit]] if "unit" in variant.inputs else []
    library = ctypes.CDLL(str(compiled(source(variant.quantity, ()), found)))
    over_points = _over_points(library[f"{variant.name}_{suffix}"], units, variant)
    if suffix != "array":
        return over_points

    over_rows = cache(partial(_over_rows, variant, units, found))

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        along = c_rows.varying(variant, arrays, out.shape)
        return (over_rows(along) if along else over_points)(arrays, out)

    return block


def _written(array: Array, write: Callable[[int], int | None]) -> int | None:
    """Have the result written to its address, or to that of an array which is copied then."""
    if array.dtype == np.float64 and array.flags.c_contiguous:
        return write(array.ctypes.data)
    result = np.empty(array.shape)
    outside = write(result.ctypes.data)
    array[...] = result
    return outside


def _over_points(function: Any, units: list[float], variant: Variant) -> Kernel:
    function.restype = None if function.__name__.endswith("_lower_array") else ctypes.c_size_t
    function.argtypes = [
        *[ctypes.c_void_p] * len(variant.parameters),
        *[ctypes.c_size_t] * len(variant.vectors),
        *[ctypes.c_double] * len(units),
        ctypes.c_void_p,
        ctypes.c_size_t,
    ]

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        full = list(map(np.ascontiguousarray, aligned(variant.domain, arrays, out.shape)))
        given = [*(a.ctypes.data for a in full), *(a.shape[-1] for a in full if a.ndim > out.ndim)]
        return _written(out, lambda result: function(*given, *units, result, out.size))

    return block


def _over_rows(
    variant: Variant, units: list[float], program: str, along: tuple[str, ...]
) -> Kernel:
    """The loop over rows in which these arguments change."""
    parts = [_start(variant.quantity), _steps(variant), c_rows.text(variant, along, LANGUAGE)]
    function = ctypes.CDLL(str(compiled("\n".join(parts), program)))[f"{variant.name}_rows"]
    function.restype = ctypes.c_size_t
    function.argtypes = [
        *(ctypes.c_void_p, ctypes.c_size_t) * len(variant.parameters),
        *(ctypes.c_double,) * len(units),
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t),
    ]

    def block(arrays: Sequence[Array], out: Array) -> int | None:
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
    language=LANGUAGE,
    looks_itself=True,
    block=2**20,
)
"""Compiled code keeps nothing in between, so its blocks are larger than for NumPy."""
