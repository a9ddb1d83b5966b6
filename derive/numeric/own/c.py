"""An own quantity in C: pairs of doubles with a running error, and balls of FLINT if it is there.

Without FLINT the value is NaN where pairs do not know it well enough.
"""

import ctypes
import math
import warnings
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from derive.errors import ExportError
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.c import helpers as c_helpers
from derive.numeric.c import lower as c_lower
from derive.numeric.c import pairs as c_pairs
from derive.numeric.c.compiler import compiler, loaded
from derive.numeric.c.signatures import functions, inside, one_point, passed
from derive.numeric.language import body, header, require
from derive.numeric.modes import CHANGED
from derive.numeric.own import kernels, wide
from derive.numeric.own.entropy import ERROR, VALUE
from derive.numeric.own.names import checked
from derive.numeric.own.quantity import Own
from derive.numeric.own.tracing import COUNT
from derive.numeric.program import names
from derive.numeric.registry import UNITS, Variant
from derive.numeric.running_error import LAST, TINY
from derive.numeric.targets.c import LANGUAGE

NUMBERS = replace(
    c_lower.NUMBERS, calls={**c_lower.NUMBERS.calls, "entropy": "bounded_entropy({0})"}
)
INSIDE = replace(
    LANGUAGE,
    calls={
        **LANGUAGE.calls,
        "whole": "rint({0})",
        "circle": f"({math.pi!r}*{{0}})",
        **{name: f"{name}({{0}})" for name in ("exp", "log", "cos", "sin", "atan")},
    },
)
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
    units = c_helpers.UNITS.format(**UNITS) if own.entropy else ""
    text = "\n".join([wide.text(own), _functions(own)])
    top = header([*lines, *c_helpers.NOTE, "", *WIDE_NOTE], LANGUAGE)
    return f"{top}\n\n{units}{c_helpers.START}\n{c_helpers.completed(_helpers(), text)}"


@cache
def _helpers() -> str:
    """What the functions may call."""
    parts = [
        c_helpers.BASIC,
        c_lower.helpers(),
        c_pairs.function("entropy", VALUE),
        c_lower.tracked("entropy", ERROR),
        ROUNDED,
    ]
    return "\n".join(parts)


def _functions(own: Own) -> str:
    variant = Variant(own.name, own, own.parameters, own.tracked)
    rounded = (_rounded(own, variant, name, down) for name, down in (("nearest", 0), ("below", 1)))
    exported = functions(variant, "nearest"), functions(variant, "below", "_lower")
    return "\n".join([inside(variant, INSIDE), _bounded(own, variant), *rounded, *exported])


def _bounded(own: Own, variant: Variant) -> str:
    """The steps over numbers with an error."""
    used = {COUNT, *(name for step in own.tracked.steps for name in names(step.value))}
    numbers = "".join(
        f"  const bounded {p} = bounded_of({p}_);\n" if p in used else f"  (void){p}_;\n"
        for p in variant.inputs
    )
    steps = body(own.tracked, NUMBERS, "  ")
    head = f"static bounded {own.name}_bounded({one_point(variant, '_')})"
    return f"{head} {{\n{numbers}{steps}\n  return result;\n}}\n"


def _rounded(own: Own, variant: Variant, name: str, down: int) -> str:
    """One double, from pairs or else from balls."""
    given = passed(variant)
    least = "value >= 0.0 || value != value ? value : 0.0" if own.nonnegative else "value"
    return (
        f"static double {own.name}_{name}({one_point(variant)}) {{\n"
        f"  double value = bounded_rounded({own.name}_bounded({given}), {down});\n"
        f"  if (value != value) value = {own.name}_wide({given}, {down});\n"
        f"  return {least};\n}}\n"
    )


def kernel(own: Own, unit: str, rounding: str) -> Kernel:
    """The compiled functions; balls where they give NaN, and everywhere without a compiler."""
    try:
        library = loaded(checked(own, source(own, ())), compiler())
    except ExportError as reason:
        warnings.warn(f"{reason}: target c falls back to numpy", stacklevel=2)
        return kernels.kernel(own, unit, rounding)
    function = library[f"{own.name}{'_lower' if rounding == 'down' else ''}_array"]
    function.restype = ctypes.c_size_t
    units = [ctypes.c_double(UNITS[unit])] if own.scale else []

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = [np.ascontiguousarray(a) for a in aligned(own.variants[0].domain, arrays, out.shape)]
        result = np.empty(out.shape)
        pointers = [ctypes.c_void_p(a.ctypes.data) for a in full]
        written = ctypes.c_void_p(result.ctypes.data), ctypes.c_size_t(out.size)
        if function(*pointers, *units, *written) > 1:
            raise ExportError(CHANGED)
        out[...] = kernels.mended(own, unit, full, result, rounding)

    return block
