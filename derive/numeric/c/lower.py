"""Lower bounds in C: pairs of doubles with an error, see :mod:`derive.numeric.running_error`."""

from derive.numeric.c import first_order
from derive.numeric.c import pairs as c_pairs
from derive.numeric.c import signatures as c
from derive.numeric.double_double import Operation
from derive.numeric.elementary import artanh_excess
from derive.numeric.first_order import possible as possible_first
from derive.numeric.language import Language, body
from derive.numeric.program import Program
from derive.numeric.registry import Quantity, Variant
from derive.numeric.running_error import BEYOND, ERRORS, LAST, TINY, TRUNCATED

NUMBERS = Language(
    name="c",
    comment="//",
    step="const bounded {name} = {value};",
    calls={
        "neg": "bounded_neg({0})",
        "sub": "bounded_sub({0}, {1})",
        "fma": "bounded_add(bounded_mul({0}, {1}), {2})",
        "remainder": "bounded_sub({0}, bounded_mul({1}, {2}))",
        "abs": "bounded_abs({0})",
        "min": "bounded_min({0}, {1})",
        "capped": "bounded_min({0}, {1})",
        "nonnegative": "bounded_max({0}, bounded_of(0.0))",
        "artanh_excess": "bounded_artanh_excess({0}, {1}, {2})",
        **{
            name: f"bounded_{name}({', '.join(f'{{{i}}}' for i in range(len(error.arguments)))})"
            for name, error in ERRORS.items()
        },
    },
    number=lambda constant: f"bounded_of({float(constant)!r})",
    condition="bounded_sub({0}, {1})",
    total="""\
bounded {name} = bounded_of(0.0), {name}_lost = bounded_of(0.0);
for (size_t i = 0; i < m; i++) {{
  // A subnormal number is left out: the value grows with each p_i.
  const bounded p_i = bounded_of(p[i] < 2.2250738585072014e-308 ? 0.0 : p[i]);
  bounded_add_to(&{name}, &{name}_lost, {value});
}}""",
    so_far="""\
const bounded {name} = {total}_{name};
{total}_{name} = bounded_add({total}_{name}, {value});""",
    start="bounded {total}_{name} = bounded_of(0.0);",
    bins="""\
bounded {name} = bounded_of(0.0), {name}_lost = bounded_of(0.0);
{starts}
for (double number = 1.0; number <= smaller(n.value.hi, 1048576.0); number += 1.0) {{
  const bounded bin_k = bounded_of(number);
  {steps}
  bounded_add_to(&{name}, &{name}_lost, {value});
}}""",
)
LESS = (0.0, 2.0**-100, 2.0**-90, 1.0)
"""Parts of the coherence, left out in turn as long as the error of the bound exceeds it."""
COHERENCE = {"c", "r"}
BOUNDED = """\
// A pair with `off`: at least its distance from the exact value.
typedef struct { pair value; double off; } bounded;

INLINE bounded bounded_of(double hi) {
  bounded a = {{hi, 0.0}, 0.0};
  return a;
}

INLINE bounded bounded_neg(bounded a) {
  bounded b = {{-a.value.hi, -a.value.lo}, a.off};
  return b;
}
"""
WITH_LESS = """\
// A number without a part of it, which is a power of 2.
INLINE bounded bounded_less(double all, double part) {
  bounded a = {{part < 1.0 ? all : 0.0, part < 1.0 ? -all*part : 0.0}, 0.0};
  return a;
}
"""
REST = """\
static bounded bounded_sub(bounded a, bounded b) { return bounded_add(a, bounded_neg(b)); }

static bounded bounded_abs(bounded a) { return bounded_pick(a, a, bounded_neg(a)); }

static bounded bounded_min(bounded a, bounded b) {
  return bounded_neg(bounded_max(bounded_neg(a), bounded_neg(b)));
}

// A sum in two parts, the largest term and all others: what one term leaves of it loses nothing.
static void bounded_add_to(bounded *largest, bounded *others, bounded term) {
  const int more = pair_ge(term.value, largest->value);
  *others = bounded_add(*others, more ? *largest : term);
  *largest = more ? term : *largest;
}
"""
FINISH = f"""\
// The largest double that is surely below; -1 where the error is not finite.
static double bounded_below(bounded a) {{
  const double least = a.value.hi - (a.off + fabs(a.value.hi)*{LAST!r} + {TINY!r});
  return least >= 0.0 ? least : least < 0.0 && a.off <= 1.0e300 ? 0.0 : -1.0;
}}
"""


def possible(quantity: Quantity) -> bool:
    """Whether the quantity has a lower bound, and pairs of doubles have its operations."""
    programs = (variant.program for variant in quantity.variants)
    return quantity.has_lower and all(p.operations <= NUMBERS.operations for p in programs)


def helpers() -> str:
    """Everything that the steps over numbers with an error may call."""
    built = _built("artanh_excess", artanh_excess())
    return "\n".join(
        [
            c_pairs.text(),
            BOUNDED,
            *map(tracked, ERRORS, ERRORS.values()),
            REST,
            WITH_LESS,
            built,
            FINISH,
            first_order.HELPERS,
        ]
    )


def tracked(name: str, operation: Operation) -> str:
    """An operation on numbers: that on pairs, and the steps of its error."""
    arguments = ", ".join(f"bounded {argument}_" for argument in operation.arguments)
    values = ", ".join(f"{argument}_.value" for argument in operation.arguments)
    parts = {"v": "value.hi", "v_lo": "value.lo"}
    for a in operation.arguments:
        parts |= {a: f"{a}_.value.hi", f"{a}_lo": f"{a}_.value.lo", f"{a}_off": f"{a}_.off"}
    steps = c_pairs.given(operation.steps, parts) + body(operation.steps, c_pairs.FLOATS, " " * 2)
    return (
        f"static bounded bounded_{name}({arguments}) {{\n"
        f"  const pair value = pair_{name}({values});\n{steps}\n"
        f"  bounded result = {{value, off}};\n  return result;\n}}\n"
    )


def _built(name: str, steps: Program) -> str:
    """An operation made of others, whose series leaves something out."""
    arguments = ", ".join(f"bounded {argument}" for argument in steps.inputs)
    cut = f"result.value, result.off + fabs(result.value.hi)*{TRUNCATED[name]!r}"
    return (
        f"static bounded bounded_{name}({arguments}) {{\n{body(steps, NUMBERS, ' ' * 2)}\n"
        f"  bounded whole = {{{cut}}};\n  return whole;\n}}\n"
    )


def lower(variant: Variant) -> str:
    """NAME_lower for one point and NAME_lower_array: never above the true value."""
    given = "".join(map(_argument, (n for n in variant.inputs if n not in variant.vectors)))
    steps = body(variant.program, NUMBERS, " " * 2)
    less = ", double less" if COHERENCE & set(variant.inputs) else ""
    return (
        f"static double {variant.name}_surely({c.one_point(variant, '_')}{less}) {{\n"
        f"{given}{steps}\n"
        f"  return bounded_below(result);\n}}\n\n"
        f"static double {variant.name}_least({c.one_point(variant)}) {{\n{_choice(variant)}}}\n\n"
        f"{_exported(variant)}"
    )


def _exported(variant: Variant) -> str:
    """The two functions for callers."""
    if not possible_first(variant):
        return c.functions(variant, "least", "_lower")
    return c.one(variant, "least", "_lower") + "\n" + first_order.text(variant)


def _argument(name: str) -> str:
    if name in COHERENCE:
        return f"  const bounded {name} = bounded_less({name}_, less);\n"
    return f"  const bounded {name} = bounded_of(smaller({name}_, 1e300));\n"


def _choice(variant: Variant) -> str:
    """The body of NAME_least: NaN for NaN, else the first of some bounds that says anything."""
    numbers = [name for name in variant.parameters if name not in variant.vectors]
    clicks = "  for (size_t i = 0; i < m; i++) given += p[i];\n" if variant.vectors else ""
    start = " + ".join(numbers) or "0.0"
    missing = f"  double given = {start};\n{clicks}  if (given != given) return given;\n"
    surely = f"{variant.name}_surely({c.passed(variant)}"
    if not COHERENCE & set(variant.parameters):
        return f"{missing}  return larger({surely}), 0.0);\n"
    best, *without = [f"{surely}, {less!r})" for less in LESS]
    if "c" not in variant.parameters:
        return f"{missing}  double least = {best};\n{_smaller(without)}"
    ones = ", ".join("1.0" if n == "c" else n for n in variant.inputs)
    pure = f"{variant.quantity.variant('r').name}_least({ones})"
    return f"{missing}{_beyond(pure, best)}{_smaller(without)}"


def _smaller(calls: list[str]) -> str:
    """Dephasing takes randomness away: with less coherence the value is smaller."""
    tries = "".join(f"  if (!(least > 0.0)) least = {call};\n" for call in calls)
    return f"  // With less coherence the value is smaller.\n{tries}  return larger(least, 0.0);\n"


def _beyond(pure: str, best: str) -> str:
    """At the largest coherence, or beyond it by rounding, the state is pure."""
    given = "  const bounded x = bounded_of(rho11), a = bounded_of(c);\n"
    steps = body(BEYOND, NUMBERS, " " * 2)
    return (
        f"{given}{steps}\n"
        f"  const double half = 0.5*result.value.hi;\n"
        f"  if (half >= result.off) return {pure};\n"
        f"  double least = half < -result.off ? {best} : -1.0;\n"
    )
