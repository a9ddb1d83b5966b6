"""First-order errors in C: doubles with an error, see :mod:`derive.numeric.first_order`.

All of it is inlined, without branches, so that a loop over points vectorises.
"""

from dataclasses import replace

from derive.numeric.c import pairs as c_pairs
from derive.numeric.c import signatures as c
from derive.numeric.double_double import Operation
from derive.numeric.elementary import artanh_excess
from derive.numeric.first_order import APART, FACTOR, IN_C, LAST, LEAST, ULPS, errors
from derive.numeric.language import Language, body
from derive.numeric.program import Program, names
from derive.numeric.registry import Variant
from derive.numeric.running_error import TRUNCATED

FLOATS = replace(
    c_pairs.FLOATS,
    calls={
        **c_pairs.FLOATS.calls,
        "mad": "fma({0}, {1}, {2})",
        "min": "smaller({0}, {1})",
    },
)
VALUES = {
    "add": "{0} + {1}",
    "mul": "{0}*{1}",
    "div": "rough_quotient({0}, {1})",
    "fma": "fma({0}, {1}, {2})",
    "sqrt": "sqrt({0})",
    "max": "larger({0}, {1})",
    "pick": "{0} >= 0.0 ? {1} : {2}",
    "positive": "larger({0}, 2.2250738585072014e-308)",
    **{name: f"{name}_({{0}})" for name in ("exp", "expm1", "log", "log1p")},
    "log_ratio": "log_ratio_({0}, {1}, {2})",
}
"""The value of each operation on doubles."""
ERRORS = {name: error for name, error in errors(IN_C).items() if name in VALUES}
NUMBERS = Language(
    name="c",
    comment="//",
    step="const rough {name} = {value};",
    calls={
        "neg": "rough_neg({0})",
        "sub": "rough_sub({0}, {1})",
        "remainder": "rough_fma(rough_neg({1}), {2}, {0})",
        "abs": "rough_abs({0})",
        "min": "rough_min({0}, {1})",
        "capped": "rough_min({0}, {1})",
        "nonnegative": "rough_max({0}, rough_of(0.0))",
        "artanh_excess": "rough_artanh_excess({0}, {1}, {2})",
        **{
            name: f"rough_{name}({', '.join(f'{{{i}}}' for i in range(len(error.arguments)))})"
            for name, error in ERRORS.items()
        },
    },
    number=lambda constant: f"rough_of({float(constant)!r})",
    condition="rough_sub({0}, {1})",
)
HEAD = """\
// A double with `off`: at least its distance from the exact value, to first order.
typedef struct { double value, off; } rough;

INLINE rough rough_of(double value) { rough a = {value, 0.0}; return a; }

INLINE rough rough_neg(rough a) { rough b = {-a.value, a.off}; return b; }

INLINE rough rough_abs(rough a) { rough b = {fabs(a.value), a.off}; return b; }

// a/b but for the last digit at times: the error takes the same reciprocal.
INLINE double rough_quotient(double a, double b) {
  const double inverse = 1.0/b, near = a*inverse;
  return fma(fma(-near, b, a), inverse, near);
}
"""
REST = """\
INLINE rough rough_sub(rough a, rough b) { return rough_add(a, rough_neg(b)); }

INLINE rough rough_min(rough a, rough b) {
  return rough_neg(rough_max(rough_neg(a), rough_neg(b)));
}
"""
FINISH = f"""\
// The largest double that is surely below; NaN where the error is not small.
INLINE double rough_below(rough a) {{
  const double binade = from_bits(to_bits(a.value) & 0x7ff0000000000000u);
  const double least = a.value - fma(a.value, {LAST!r}, a.off*{FACTOR!r});
  const int sure = (a.off <= binade*{ULPS * 2.0**-52!r}) & (least >= {LEAST!r});
  return sure ? least : NAN;
}}
"""
MIXED = f"""\
  // A coherence next to its largest value is that of a pure state, which the steps do not know.
  const double most = rho11_*(1.0 - rho11_)*{1 - APART!r};
  const double pure = most > larger(c_*c_, {LEAST!r}) ? 0.0 : INFINITY;
  const rough mixed = {{result.value, result.off + pure}};
  return rough_below(mixed);
"""


def helpers() -> str:
    """Everything that the steps over numbers with an error may call."""
    parts = map(_tracked, ERRORS, ERRORS.values())
    return "\n".join([HEAD, *parts, REST, _built("artanh_excess", artanh_excess()), FINISH])


def _tracked(name: str, operation: Operation) -> str:
    """An operation on numbers: that on doubles, and the steps of its error."""
    arguments = ", ".join(f"rough {argument}_" for argument in operation.arguments)
    value = VALUES[name].format(*(f"{argument}_.value" for argument in operation.arguments))
    parts: dict[str, str] = {}
    for a in operation.arguments:
        parts |= {a: f"{a}_.value", f"{a}_off": f"{a}_.off"}
    used = {used for step in operation.steps.steps for used in names(step.value)}
    given = "".join(f"  const double {p} = {text};\n" for p, text in parts.items() if p in used)
    steps = body(operation.steps, FLOATS, " " * 2)
    return (
        f"INLINE rough rough_{name}({arguments}) {{\n"
        f"  const double v = {value};\n{given}{steps}\n"
        f"  rough result = {{v, off}};\n  return result;\n}}\n"
    )


def _built(name: str, steps: Program) -> str:
    """An operation made of others, whose series leaves something out."""
    arguments = ", ".join(f"rough {argument}" for argument in steps.inputs)
    cut = f"result.value, result.off + fabs(result.value)*{TRUNCATED[name]!r}"
    return (
        f"INLINE rough rough_{name}({arguments}) {{\n{body(steps, NUMBERS, ' ' * 2)}\n"
        f"  rough whole = {{{cut}}};\n  return whole;\n}}\n"
    )


def text(variant: Variant) -> str:
    """NAME_first, which is NaN where it does not know, and NAME_lower_array, which tries it."""
    given = "".join(f"  const rough {name} = rough_of({name}_);\n" for name in variant.inputs)
    steps = body(variant.program, NUMBERS, " " * 2)
    mixed = MIXED if "c" in variant.parameters else "  return rough_below(result);\n"
    head = f"INLINE double {variant.name}_first({c.one_point(variant, '_')})"
    return f"{head} {{\n{given}{steps}\n{mixed}}}\n\n{_loops(variant)}"


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
        f"  for (size_t i = 0; i < count; i++) {{\n"
        f"    if (out[i] == out[i]) continue;\n"
        f"    const int inside = {inside};\n"
        f"    out[i] = OR_NAN(inside, {name}_least({c.passed(variant, at)}) + 0.0);\n  }}\n"
        f"  return outside != 0;\n}}\n"
    )
