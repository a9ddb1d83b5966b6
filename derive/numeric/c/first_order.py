"""First-order errors in C: the steps of :func:`derive.numeric.first_order.tried` printed.

All of it is inlined, without branches, so that a loop over points vectorises.
"""

from dataclasses import replace

from derive.numeric.c import pairs as c_pairs
from derive.numeric.c import signatures as c
from derive.numeric.first_order import IN_C, tried
from derive.numeric.language import body
from derive.numeric.registry import Variant

FLOATS = replace(
    c_pairs.FLOATS,
    calls={
        **c_pairs.FLOATS.calls,
        "mad": "fma({0}, {1}, {2})",
        "max": "most_of({0}, {1})",
        "min": "least_of({0}, {1})",
        "capped": "least_of({0}, {1})",
        "nonnegative": "most_of({0}, 0.0)",
        "both": "({0} ? {1} : -1.0)",
        "binade": "from_bits(to_bits({0}) & 0x7ff0000000000000u)",
        "inverse_above": "inverse_above_({0})",
        "log_ratio": "log_ratio_({0}, {1}, {2})",
        **{name: f"{name}_({{0}})" for name in ("exp", "expm1", "log", "log1p")},
    },
    constants={"NOTHING": "NAN"},
    tests=("pick", "both"),
)
HELPERS = """\
// NaN where one of them is, or the second is infinite.
INLINE double most_of(double a, double b) { return fma(b, 0.0, larger(a, b)); }

// From the bits to 5.06 %, then a step of Newton's, 0.26 % below at most.
INLINE double inverse_above_(double a) {
  const double near = from_bits(0x7fde623822fc16e6u - to_bits(a));
  return near*fma(-1.00390625*a, near, 2.0078125);
}

// The first NaN from i on, or the end; a loop without a way out vectorises.
static size_t next_missing(const double *out, size_t i, size_t count) {
  for (; i + 64 <= count; i += 64) {
    int64_t missing = 0;
    for (size_t k = 0; k < 64; k++) missing |= out[i + k] != out[i + k];
    if (missing) break;
  }
  while (i < count && out[i] == out[i]) i++;
  return i;
}

INLINE double least_of(double a, double b) { return fma(b, 0.0, smaller(a, b)); }
"""


def text(variant: Variant) -> str:
    """NAME_first, which is NaN where it does not know, and NAME_lower_array, which tries it."""
    steps = body(tried(variant, IN_C), FLOATS, " " * 2)
    head = f"INLINE double {variant.name}_first({c.one_point(variant)})"
    return f"{head} {{\n{steps}\n  return least;\n}}\n\n{_loops(variant)}"


def _loops(variant: Variant) -> str:
    """NAME_lower_array: all points once, in a loop that vectorises, then those that need more."""
    name, at = variant.name, "[i]"
    inside = f"{name}_inside({', '.join(f'{p}{at}' for p in variant.parameters)})"
    return (
        f"size_t {name}_lower_array({c.many_points(variant)}) {{\n"
        f"  int64_t outside = 0;\n"
        f"  if (!arithmetic_holds()) return refused(out, count);\n  VECTORISE\n"
        f"  for (size_t i = 0; i < count; i++) {{\n"
        f"    const int inside = {inside};\n"
        f"    const double value = {name}_first({c.passed(variant, at)});\n"
        f"    outside |= !inside;\n"
        f"    out[i] = OR_NAN(inside, value);\n  }}\n"
        f"  for (size_t i = next_missing(out, 0, count); i < count;"
        f" i = next_missing(out, i + 1, count)) {{\n"
        f"    const int inside = {inside};\n"
        f"    out[i] = OR_NAN(inside, {name}_least({c.passed(variant, at)}) + 0.0);\n  }}\n"
        f"  return outside != 0;\n}}\n"
    )
