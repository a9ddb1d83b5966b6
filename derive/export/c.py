"""Target `c`: one C99 file that needs libm only, and the same code compiled for Python.

Compiled code is kept under a hash of its source and flags. Elementary functions are inlined
(:mod:`derive.export.c_libm`), so that loops vectorise without flags that change arithmetic:
`-ffast-math` destroys the stable form, and at link time sets flush-to-zero for the whole process.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from derive.errors import ExportError
from derive.export import c_files, c_libm, c_lower
from derive.export import numpy as fallback
from derive.export.arguments import Array, Kernel, aligned
from derive.export.c_signatures import many_points, one_point, passed
from derive.export.inside import at_every_point
from derive.export.registry import UNITS, Quantity, Variant
from derive.export.text import Language, body, header
from derive.stable import artanh_excess


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
)
SUFFIX = ".c"
LOOKS_ITSELF = True
"""The array function looks for points outside of the domain as it goes."""
BLOCK = 2**16
"""Results in one call: compiled code keeps nothing in between, so larger than for NumPy."""
FLAGS = (
    *("-std=c99", "-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math"),
    *("-ffp-contract=off", "-fopenmp-simd", "-DSPONTE_SIMD", "-fPIC", "-shared"),
    *(["-mprefer-vector-width=512"] if platform.machine() == "x86_64" else []),
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
    functions = [_functions(variant) for variant in quantity.variants]
    if "artanh_excess" in quantity.form:
        steps = body(artanh_excess(), LANGUAGE, " " * 2)
        head = "INLINE double artanh_excess(double z, double scale, double rest)"
        functions.insert(0, f"{head} {{\n{steps}\n  return result;\n}}\n")
    if c_lower.possible(quantity):
        functions += [c_lower.prelude(quantity), *map(c_lower.lower, reversed(quantity.variants))]
    start = f"{header([*lines, *NOTE], LANGUAGE)}\n\n{PRELUDE}{c_libm.text()}\n"
    return start + "\n".join(functions)


def companions(quantity: Quantity, lines: Sequence[str], stem: str) -> dict[str, str]:
    """The header of a C file, and a program for the command line."""
    return {
        f"{stem}.h": c_files.header(quantity, lines, stem),
        f"{stem}_main.c": c_files.main(quantity, lines, stem),
    }


def _functions(variant: Variant) -> str:
    steps = body(variant.program, LANGUAGE, " " * 2)
    declared = one_point(variant)
    return (
        f"INLINE double {variant.name}_steps({declared}) {{\n{steps}\n  return result;\n}}\n\n"
        f"double {variant.name}({declared}) {{\n"
        f"  return {variant.name}_steps({passed(variant)});\n}}\n\n"
        f"{_loop(variant)}"
    )


def _loop(variant: Variant) -> str:
    """NAME_array, which returns 1 where some point lies outside of the domain, else 0."""
    vectorise = "" if variant.vectors else "  VECTORISE\n"
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
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        text = "no C compiler (cc, gcc or $CC): target c falls back to numpy"
        warnings.warn(text, stacklevel=6)
        return None
    library = ctypes.CDLL(str(compiled(source(variant.quantity, ()), compiler)))
    units = [UNITS[unit]] if "unit" in variant.inputs else []
    function = library[f"{variant.name}_{suffix}"]
    function.restype = ctypes.c_size_t if suffix == "array" else None
    return _block(function, units, variant)


def _block(
    array_function: "ctypes._NamedFuncPointer", units: list[float], variant: Variant
) -> Kernel:
    array_function.argtypes = [
        *[ctypes.c_void_p] * len(variant.parameters),
        *[ctypes.c_size_t] * len(variant.vectors),
        *[ctypes.c_double] * len(units),
        ctypes.c_void_p,
        ctypes.c_size_t,
    ]

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        result = out if out.dtype == np.float64 and out.flags.c_contiguous else np.empty(out.shape)
        full = list(map(np.ascontiguousarray, aligned(variant.parameters, arrays, out.shape)))
        pointers = [a.ctypes.data for a in full]
        rows = [a.shape[-1] for a in full if a.ndim > out.ndim]
        outside = array_function(*pointers, *rows, *units, result.ctypes.data, result.size)
        if result is not out:
            out[...] = result
        return outside

    return block


def compiled(text: str, compiler: str, flags: Sequence[str] = FLAGS) -> Path:
    """A shared library of this source, compiled unless an earlier run did.

    :raises ExportError: with the compiler's words, when it refuses.
    """
    key = hashlib.sha256("\0".join([text, compiler, *flags]).encode()).hexdigest()[:32]
    library = _cache() / f"{key}.so"
    if not library.exists():
        with tempfile.TemporaryDirectory(dir=library.parent) as scratch:
            written, built = Path(scratch, "code.c"), Path(scratch, "code.so")
            written.write_text(text)
            command = [compiler, *flags, str(written), "-o", str(built), "-lm"]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                raise ExportError(f"{compiler} refuses the generated code: {done.stderr}")
            built.rename(library)  # at once: another process may be looking
    return library


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "sponte"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
