"""An own quantity in C: pairs of doubles with a running error, and balls of FLINT if it is there.

Without FLINT the value is NaN where pairs do not know it well enough.
"""

import ctypes
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from derive.errors import ExportError
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.c import files as c_files
from derive.numeric.c import lower as c_lower
from derive.numeric.c import pairs as c_pairs
from derive.numeric.c.compiler import compiled, compiler
from derive.numeric.c.signatures import many_points, one_point, passed
from derive.numeric.inside import together
from derive.numeric.language import body, header, require
from derive.numeric.own import kernels, wide
from derive.numeric.own.entropy import ERROR, VALUE
from derive.numeric.own.names import checked
from derive.numeric.own.quantity import Own
from derive.numeric.registry import UNITS, Variant
from derive.numeric.running_error import ERRORS, LAST, TINY
from derive.numeric.targets.c import LANGUAGE, NOTE

NUMBERS = replace(
    c_lower.NUMBERS, calls={**c_lower.NUMBERS.calls, "entropy": "bounded_entropy({0})"}
)
INSIDE = replace(
    LANGUAGE, calls={**LANGUAGE.calls, "exp": "exp({0})", "log": "log({0})", "whole": "rint({0})"}
)
START = """\
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif
#include <math.h>
#include <stddef.h>

#if defined(__GNUC__)
#define INLINE static inline __attribute__((unused))
#else
#define INLINE static inline
#endif
INLINE double larger(double a, double b) { return b > a ? b : a; }
INLINE double smaller(double a, double b) { return b < a ? b : a; }
"""
ROUNDED = f"""\
// The double nearest to a number, or one that is never above; NaN where the error is too large.
static double bounded_rounded(bounded a, int down) {{
  const double size = fabs(a.value.hi);
  if (!(a.off <= size*{kernels.CLOSE!r} || size + a.off <= {kernels.NOTHING!r})) return NAN;
  return down ? a.value.hi - (a.off + size*{LAST!r} + {TINY!r}) : a.value.hi;
}}
"""
WIDE_NOTE = (
    "Where pairs of doubles do not know a value well enough it is NaN, unless this is compiled",
    "with -DSPONTE_FLINT and linked with FLINT 3 (-lflint), or with Arb and FLINT 2, whose balls",
    "then find it; in one thread only.",
)


def source(own: Own, lines: Sequence[str]) -> str:
    """A C file with NAME, NAME_lower, and both over arrays.

    :raises ExportError: for a function that pairs of doubles do not have.
    """
    require(own.tracked, NUMBERS)
    entropy = "entropy" in own.tracked.operations
    parts = [
        f"{header([*lines, *NOTE, '', *WIDE_NOTE], LANGUAGE)}\n",
        START,
        c_pairs.text(),
        c_pairs.function("entropy", VALUE) if entropy else "",
        c_lower.BOUNDED,
        *map(c_lower.tracked, ERRORS, ERRORS.values()),
        c_lower.tracked("entropy", ERROR) if entropy else "",
        c_lower.REST,
        ROUNDED,
        wide.text(own),
        _functions(own),
    ]
    return "\n".join(part for part in parts if part)


def companions(own: Own, lines: Sequence[str], stem: str) -> dict[str, str]:
    """The header of a C file, and a program for the command line."""
    return {
        f"{stem}.h": c_files.header(own, lines, stem),
        f"{stem}_main.c": c_files.main(own, lines, stem),
    }


def _functions(own: Own) -> str:
    variant = Variant(own.name, own, own.parameters, own.tracked)
    numbers = "".join(f"  UNUSED const bounded {p} = bounded_of({p}_);\n" for p in variant.inputs)
    steps = body(own.tracked, NUMBERS, "  ")
    least = "value != value ? value : larger(value, 0.0)" if own.nonnegative else "value"
    return (
        f"static bounded {own.name}_bounded({one_point(variant, '_')}) {{\n"
        f"{numbers}{steps}\n  return result;\n}}\n"
        f"static int {own.name}_inside({_numbers(own)}) {{\n"
        f"  return {together(own.variants[0], INSIDE) or '1'};\n}}\n"
        f"static double {own.name}_rounded({one_point(variant)}, int down) {{\n"
        f"  double value;\n"
        f"  if (!{own.name}_inside({', '.join(own.parameters)})) return NAN;\n"
        f"  value = bounded_rounded({own.name}_bounded({passed(variant)}), down);\n"
        f"  if (value != value) value = {own.name}_wide({passed(variant)}, down);\n"
        f"  return {least};\n}}\n"
        f"{_exported(own, variant, '', 0)}{_exported(own, variant, '_lower', 1)}"
    )


def _numbers(own: Own) -> str:
    return ", ".join(f"double {p}" for p in own.parameters)


def _exported(own: Own, variant: Variant, suffix: str, down: int) -> str:
    """The function of one point, and that of arrays, which tells whether one was outside."""
    name, given = f"{own.name}{suffix}", ", ".join(f"{p}[i]" for p in own.parameters)
    kind = "void" if down else "size_t"
    start = "" if down else "  size_t outside = 0;\n"
    look = "" if down else f"    outside |= !{own.name}_inside({given});\n"
    end = "" if down else "  return outside;\n"
    return (
        f"double {name}({one_point(variant)}) {{\n"
        f"  return {own.name}_rounded({passed(variant)}, {down});\n}}\n"
        f"{kind} {name}_array({many_points(variant)}) {{\n{start}"
        f"  for (size_t i = 0; i < count; i++) {{\n{look}"
        f"    out[i] = {name}({passed(variant, '[i]')});\n  }}\n{end}}}\n"
    )


def kernel(own: Own, unit: str, rounding: str) -> Kernel:
    """The compiled functions; balls where they give NaN, and everywhere without a compiler."""
    found = compiler()
    try:
        text = checked(own, source(own, ()))
    except ExportError:
        found = None
    if found is None:
        return kernels.kernel(own, unit, rounding)
    name = f"{own.name}{'_lower' if rounding == 'down' else ''}_array"
    function = ctypes.CDLL(str(compiled(text, found)))[name]
    function.restype = None
    units = [ctypes.c_double(UNITS[unit])] if own.scale else []

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = [np.ascontiguousarray(a) for a in aligned(own.variants[0].domain, arrays, out.shape)]
        result = np.empty(out.shape)
        pointers = [ctypes.c_void_p(a.ctypes.data) for a in full]
        function(*pointers, *units, ctypes.c_void_p(result.ctypes.data), ctypes.c_size_t(out.size))
        out[...] = kernels.mended(own, unit, full, result, rounding)

    return block
