"""Lower bounds in C: the same steps printed over pairs of doubles (:mod:`derive.double_double`)."""

from derive.double_double import BASIC, INVERSE_LN2, LN2, MARGIN, MARGIN_NEAR_ZERO, functions
from derive.export import c_signatures as c
from derive.export.registry import Quantity, Variant
from derive.export.text import Language, body

FLOATS = Language(
    name="c",
    comment="//",
    step="const double {name} = {value};",
    calls={
        "fma": "fma({0}, {1}, {2})",
        "sqrt": "sqrt({0})",
        "positive": "larger({0}, 2.2250738585072014e-308)",
    },
    number=lambda constant: repr(float(constant)),
)
PAIRS = Language(
    name="c",
    comment="//",
    step="const pair {name} = {value};",
    calls={
        "sub": "pair_add({0}, pair_neg({1}))",
        "neg": "pair_neg({0})",
        "fma": "pair_add(pair_mul({0}, {1}), {2})",
        "remainder": "pair_add({0}, pair_neg(pair_mul({1}, {2})))",
        "pick": "({0} ? {1} : {2})",
        "abs": "pair_max({0}, pair_neg({0}))",
        "max": "pair_max({0}, {1})",
        "min": "pair_min({0}, {1})",
        "capped": "pair_min({0}, {1})",
        "positive": "pair_max({0}, pair_of(2.2250738585072014e-308))",
        "nonnegative": "pair_max({0}, pair_of(0.0))",
        "nearest": f"pair_of(rint(({{0}}).hi*{INVERSE_LN2!r}))",
        "scaled": "pair_scaled({0}, {1})",
        "leading_log": "pair_of(log(({0}).hi))",
        **{name: f"pair_{name}({{0}}, {{1}})" for name in ("add", "mul", "div")},
        **{name: f"pair_{name}({{0}})" for name in ("sqrt", "exp", "expm1", "log", "log1p")},
        **{f: f"pair_{f}({{0}}, {{1}}, {{2}})" for f in ("log_ratio", "artanh_excess")},
    },
    number=lambda constant: f"pair_of({float(constant)!r})",
    condition="pair_ge({0}, {1})",
    total="""\
pair {name} = pair_of(0.0), {name}_lost = pair_of(0.0);
for (size_t i = 0; i < m; i++) {{
  const pair p_i = pair_of(p[i]);
  pair_add_to(&{name}, &{name}_lost, {value});
}}""",
)
HELPERS = """\
#if defined(__GNUC__)
#define UNUSED __attribute__((unused))
#else
#define UNUSED
#endif
// Pairs of doubles, hi + lo: for functions that never exceed the true value.
typedef struct { double hi, lo; } pair;
INLINE pair pair_of(double hi) { pair a = {hi, 0.0}; return a; }
INLINE pair pair_neg(pair a) { pair b = {-a.hi, -a.lo}; return b; }
INLINE int pair_ge(pair a, pair b) { return a.hi > b.hi || (a.hi == b.hi && a.lo >= b.lo); }
INLINE pair pair_max(pair a, pair b) { return pair_ge(a, b) ? a : b; }
INLINE pair pair_min(pair a, pair b) { return pair_ge(a, b) ? b : a; }
INLINE pair pair_scaled(pair a, pair k) {
  pair b = {ldexp(a.hi, (int)k.hi), ldexp(a.lo, (int)k.hi)};
  return b;
}
"""


SUM = """\
UNUSED static pair pair_sub(pair a, pair b) { return pair_add(a, pair_neg(b)); }
UNUSED static void pair_add_to(pair *sum, pair *lost, pair term) {
  const pair before = *sum, after = pair_add(before, term), added = pair_sub(after, before);
  const pair missing = pair_add(pair_sub(before, pair_sub(after, added)), pair_sub(term, added));
  *lost = pair_add(*lost, missing);
  *sum = after;
}
"""


def possible(quantity: Quantity) -> bool:
    """Whether the quantity is an entropy, bounded by 0, whose operations pairs of doubles have."""
    programs = (variant.program for variant in quantity.variants)
    return (
        quantity.entropy
        and quantity.bound
        and all(p.operations <= PAIRS.operations for p in programs)
    )


def prelude(quantity: Quantity) -> str:
    """Everything that the steps over pairs call."""
    basic = [_basic(name) for name in BASIC]
    used = [f for f in functions() if f != "artanh_excess" or f in quantity.form]
    return HELPERS + "".join([*basic, SUM, *map(_function, used)])


def _basic(name: str) -> str:
    operation = BASIC[name]
    arguments = ", ".join(f"pair {argument}" for argument in operation.arguments)
    halves = "".join(
        f"  const double {a}_hi = {a}.hi, {a}_lo = {a}.lo;\n" for a in operation.arguments
    )
    steps = body(operation.steps, FLOATS, " " * 2)
    end = "  pair result = {hi, lo};\n  return result;\n"
    return f"UNUSED static pair pair_{name}({arguments}) {{\n{halves}{steps}\n{end}}}\n"


def _function(name: str) -> str:
    operation = functions()[name]
    constant = f"  const pair LN2 = {{{LN2[0]!r}, {LN2[1]!r}}};\n" if "exp" in name else ""
    steps = body(operation.steps, PAIRS, " " * 2)
    arguments = ", ".join(f"pair {argument}" for argument in operation.arguments)
    head = f"UNUSED static pair pair_{name}({arguments})"
    return f"{head} {{\n{constant}{steps}\n  return result;\n}}\n"


def lower(variant: Variant) -> str:
    """NAME_lower for one point and NAME_lower_array: never above the true value."""
    numbers = [name for name in variant.inputs if name not in variant.vectors]
    pairs = "".join(f"  const pair {name} = pair_of({name}_);\n" for name in numbers)
    declared = c.one_point(variant, "_")
    steps = body(variant.program, PAIRS, " " * 2)
    return (
        f"double {variant.name}_lower({declared}) {{\n{pairs}{steps}\n"
        f"  const double near = result.hi;\n"
        f"  const double least = near - fabs(near)*{MARGIN!r} - {MARGIN_NEAR_ZERO!r};\n"
        f"  return least < 0.0 ? 0.0 : least;\n}}\n\n"
        f"void {variant.name}_lower_array({c.many_points(variant)}) {{\n"
        f"  for (size_t i = 0; i < count; i++)\n"
        f"    out[i] = {variant.name}_lower({c.passed(variant, '[i]')});\n}}\n"
    )
