"""Balls of FLINT in C, for points that pairs of doubles do not know well enough.

Every operation takes and gives places in a pool of balls, so that calls can stand in calls.
"""

from derive.numeric.c.signatures import one_point
from derive.numeric.language import Language, body
from derive.numeric.own.kernels import GOOD_BITS, NOTHING
from derive.numeric.own.quantity import Own
from derive.numeric.registry import UNITS, Variant

UNARY = ("neg", "sqrt", "exp", "log", "abs", "entropy", "positive", "nonnegative")
BINARY = ("add", "sub", "mul", "div", "max", "min")
BALLS = Language(
    name="c",
    comment="//",
    step="const place {name} = {value};",
    calls={
        **{name: f"ball_{name}({{0}})" for name in UNARY},
        **{name: f"ball_{name}({{0}}, {{1}})" for name in BINARY},
        "pick": "ball_pick({0}, {1}, {2})",
    },
    number=lambda constant: f"ball_of({float(constant)!r})",
    condition="ball_sub({0}, {1})",
    bins="""\
const double most_{name} = arf_get_d(arb_midref(ball_at(n)), ARF_RND_NEAR);
place {name} = ball_of(0.0);
const place {name}_lost = ball_of(0.0);
for (double number = 1.0; number <= most_{name}; number += 1.0) {{
  const size_t kept = ball_count;
  const place bin_k = ball_of(number);
  {steps}
  arb_add(ball_at({name}), ball_at({name}), ball_at({value}), ball_bits);
  ball_count = kept;
}}""",
)
PRELUDE = f"""\
#if defined(SPONTE_FLINT)
#if defined(__has_include)
#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#else
#include <arb.h>
#endif
#else
#include <flint/arb.h>
#endif
#if defined(__GNUC__)
#define UNUSED __attribute__((unused))
#else
#define UNUSED
#endif
// Balls live in a pool; a place in it stands for a ball.
typedef size_t place;
static arb_ptr *ball_pool;
static size_t ball_count, ball_room;
static slong ball_bits;
static arb_ptr ball_at(place a) {{ return ball_pool[a]; }}
static place ball_new(void) {{
  if (ball_count == ball_room) {{
    ball_pool = flint_realloc(ball_pool, ++ball_room*sizeof *ball_pool);
    ball_pool[ball_count] = _arb_vec_init(1);
  }}
  return ball_count++;
}}
#define BALL_UNARY(name, call) \\
  UNUSED static place ball_##name(place a) {{ \\
    const place b = ball_new(); const arb_ptr y = ball_at(b), x = ball_at(a); call; return b; }}
#define BALL_BINARY(name) \\
  UNUSED static place ball_##name(place a, place b) {{ \\
    const place c = ball_new(); \\
    arb_##name(ball_at(c), ball_at(a), ball_at(b), ball_bits); \\
    return c; }}
static place ball_of(double a) {{
  const place b = ball_new();
  arb_set_d(ball_at(b), a);
  return b;
}}
// What a nat is: in bits exactly, not to double precision.
UNUSED static place ball_unit(double a) {{
  const place b = ball_of(a);
  if (a == {UNITS["bits"]!r}) {{
    arb_const_log2(ball_at(b), ball_bits);
    arb_inv(ball_at(b), ball_at(b), ball_bits);
  }}
  return b;
}}
BALL_BINARY(add)
BALL_BINARY(sub)
BALL_BINARY(mul)
BALL_BINARY(div)
BALL_BINARY(max)
BALL_BINARY(min)
BALL_UNARY(neg, arb_neg(y, x))
BALL_UNARY(abs, arb_abs(y, x))
BALL_UNARY(exp, arb_exp(y, x, ball_bits))
BALL_UNARY(log, arb_log(y, x, ball_bits))
BALL_UNARY(positive, arb_set(y, x))
BALL_UNARY(nonnegative, arb_nonnegative_part(y, x))
BALL_UNARY(sqrt, arb_nonnegative_part(y, x); arb_sqrt(y, y, ball_bits))
// -a ln a; of what may be zero all from 0 to the value at its upper end, and to 1 above it.
static void ball_upper_entropy(arb_t y, const arb_t x) {{
  arb_t most, end;
  arb_init(most);
  arb_init(end);
  arb_get_ubound_arf(arb_midref(most), x, ball_bits);
  arb_log(y, most, ball_bits);
  arb_mul(y, y, most, ball_bits);
  arb_neg(y, y);
  arb_union(y, y, end, ball_bits);
  arb_set_d(end, 0.3);
  if (!arb_lt(most, end)) {{
    arb_one(end);
    arb_union(y, y, end, ball_bits);
  }}
  arb_clear(most);
  arb_clear(end);
}}
static void ball_entropy_of(arb_t y, const arb_t a) {{
  arb_t x;
  arb_init(x);
  arb_nonnegative_part(x, a);
  if (arb_is_zero(x)) {{
    arb_zero(y);
  }} else if (arb_is_positive(x)) {{
    arb_log(y, x, ball_bits);
    arb_mul(y, y, x, ball_bits);
    arb_neg(y, y);
  }} else {{
    ball_upper_entropy(y, x);
  }}
  arb_clear(x);
}}
BALL_UNARY(entropy, ball_entropy_of(y, x))
UNUSED static place ball_pick(place test, place a, place b) {{
  if (arb_is_nonnegative(ball_at(test))) return a;
  if (arb_is_negative(ball_at(test))) return b;
  {{
    const place c = ball_new();
    arb_union(ball_at(c), ball_at(a), ball_at(b), ball_bits);
    return c;
  }}
}}
// A ball that is known well enough as a double; 0 where it is not.
static int ball_rounded(double *value, arb_t a, int down) {{
  arb_t size;
  int known;
  arb_init(size);
  arb_abs(size, a);
  arb_set_d(ball_at(0), {NOTHING!r});
  known = arb_is_finite(a) && (arb_rel_accuracy_bits(a) >= {GOOD_BITS} || arb_lt(size, ball_at(0)));
  if (known && down) arb_get_lbound_arf(arb_midref(a), a, ball_bits);
  if (known) *value = arf_get_d(arb_midref(a), down ? ARF_RND_FLOOR : ARF_RND_NEAR);
  arb_clear(size);
  return known;
}}
#endif
"""


def text(own: Own) -> str:
    """NAME_wide, which gives NaN without FLINT."""
    variant = Variant(own.name, own, own.parameters, own.tracked)
    kinds = {own.scale: "unit"}
    numbers = "".join(
        f"    const place {p} = ball_{kinds.get(p, 'of')}({p}_);\n" for p in variant.inputs
    )
    steps = body(own.tracked, BALLS, " " * 4)
    unused = "".join(f"  (void){p}_;\n" for p in variant.inputs)
    return (
        f"{PRELUDE}static double {own.name}_wide({one_point(variant, '_')}, int down) {{\n"
        f"#if defined(SPONTE_FLINT)\n"
        f"  for (ball_bits = 128; ball_bits <= 32768; ball_bits *= 2) {{\n"
        f"    double value;\n    ball_count = 0;\n    ball_of(0.0);\n{numbers}{steps}\n"
        f"    if (ball_rounded(&value, ball_at(result), down)) return value;\n  }}\n"
        f"#else\n{unused}  (void)down;\n#endif\n  return NAN;\n}}\n"
    )
