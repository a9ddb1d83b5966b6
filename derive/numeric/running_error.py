"""Running errors: a third float with each pair, so that a lower bound needs no claim about a form.

A number is hi + lo with `off`, a float that is at least the distance of hi + lo from the exact
value. Each program here gives the `off` of a result from its arguments: `a` is hi, `a_lo`, `a_off`
the rest of an argument, `v`, `v_lo` the computed result. A lower bound is then hi + lo - off.

Proof, operation by operation. Write a for the exact argument; then abs(a) <= abs(a.hi) + a_off up
to a factor 1 + 2**-52. The programs have fewer than 16 roundings of terms >= 0: `GROW` exceeds what
those lose, and `TINY` what underflow does.

- Sum, product, quotient, root: the rounding errors proved for pairs, see
  :mod:`derive.numeric.double_double` (2**-104, 2**-102, 2**-102, 2**-103 are larger), and what the
  arguments' errors contribute: a + b, abs(a) b + abs(b) a, (a + abs(a/b) b)/(abs(b) - b_off),
  a/sqrt(a) or sqrt(a_off). Sums and products of two floats are exact, except for underflow below
  2**-960, and so is a quotient without remainder. A divisor that may be zero: infinite.
- exp, expm1: exp(t) - 1 <= 2 t for t <= 1. Logarithms: the derivative at the nearest point that the
  argument's error allows; `log_ratio` uses the difference near 1, the quotient elsewhere.
- Their own errors. The exponential removes k ln 2 with a constant known to 2**-107: an error of
  abs(a) 2**-103 in what is left; below -1100 the argument is -1100, above 1100 it is 1100, and the
  value infinite. Its series, for r < 0.0055, leaves out less than 2**-130; series and six doublings
  round less than 75 times by 2**-106, relative to exp(r') - 1, where abs(r') < 0.35. So (16 +
  abs(a)) 2**-102 is enough for exp; for expm1, where the last difference may cancel to a fifth,
  twice that and 32 for 16.
- The logarithm is within 1/64 of 1 a series in (f/(2 + f))**2 < 2**-13.9, whose rest is below
  2**-110; elsewhere a step from the float logarithm y, if libm's is good to 2**-45, with the error
  of exp(-y), below (17 + abs(y)) 2**-102, over abs(y) > 2**-6.1: less than `OWN`, relative. Where
  exp(-y) is subnormal, a `TINY` adds to it.
- `pick`, `max` and `min` take the side that the midpoints choose. Where the errors leave that open,
  the error grows by the distance of the two sides, so that either is covered.
- An exact zero is hi = off = 0. Times anything it is an exact zero: the convention 0 ln 0 = 0 of
  the entropies, nothing else. `positive` is a itself, so that an exact zero, replaced by 1,
  has an infinite error.
- NaN in a value or an error makes every later error NaN; comparisons are written so that it does.

`capped` alone is not exact: Gamma t above 1e20 counts as 1e20. As n <= 2**50, what survives a bin
is then below exp(-88817), and the result changes by less than 2**-100000 of it.
"""

from collections.abc import Mapping

from derive.numeric.double_double import Operation
from derive.numeric.program import program

TINY, GROW, OWN = 2.0**-1064, 1 + 2.0**-40, 2.0**-90
SMALLEST = 2.2250738585072014e-308
LAST = 2.0**-51
"""What the last rounding, hi + lo - off as one float, takes at most, relative to hi: 2**-52."""
TRUNCATED: Mapping[str, float] = {"artanh_excess": 2.0**-60}
"""What the series of an operation built from others leaves out, relative to the result.

artanh_excess: 15 terms in uu < 0.0719 leave out less than uu**16/33*(1 + uu)*(1 + tt) < 2e-20,
where z < 0.8 and the result is 0.37; for smaller z it is less, as uu**16/tt falls.
"""


def error(arguments: str, text: str) -> Operation:
    """The steps that give the `off` of an operation on numbers."""
    names = tuple(arguments.split())
    parts = [f"{name}{part}" for name in names for part in ("", "_lo", "_off")]
    filled = text
    for name, value in {"TINY": TINY, "GROW": GROW, "OWN": OWN, "SMALLEST": SMALLEST}.items():
        filled = filled.replace(name, repr(value))
    return Operation(names, program([*parts, "v", "v_lo", "INFINITY"], filled, ["off"]))


ERRORS: Mapping[str, Operation] = {
    "add": error(
        "a b",
        f"""
        rounded = pick(-(abs(a_lo) + abs(b_lo)), 0*v, abs(v)*{2.0**-104!r})
        off = (a_off + b_off + rounded)*GROW
        """,
    ),
    "mul": error(
        "a b",
        f"""
        most_a = abs(a) + a_off
        most_b = abs(b) + b_off
        inexact = abs(a_lo) + abs(b_lo) + a_off + b_off
        under = pick(abs(v) - {2.0**-960!r}, 0*v, TINY)
        rounded = pick(-inexact, under, abs(v)*{2.0**-102!r} + TINY)
        sum = (most_a*b_off + most_b*a_off + rounded)*GROW
        off = pick(-most_a, 0, pick(-most_b, 0, sum))
        """,
    ),
    "div": error(
        "a b",
        f"""
        most_a = abs(a) + a_off
        gap = abs(b)*0.999 - b_off
        rest = abs(fma(-v, b, a)) + abs(a_lo) + abs(b_lo) + abs(v_lo) + a_off + b_off
        inexact = pick(abs(b) - 1, pick(abs(v) - {2.0**-900!r}, rest, 1), 1)
        sum = (abs(v)*{2.0**-102!r} + (a_off + abs(v)*b_off + TINY)/gap + TINY)*GROW
        off = pick(-most_a, 0, pick(-gap, INFINITY, pick(-inexact, 0, sum)))
        """,
    ),
    "sqrt": error(
        "a",
        f"""
        root = sqrt(a_off + TINY)
        spread = pick(v - root, (a_off + TINY)/v, 2*root)
        off = pick(-(abs(a) + a_off), 0, (spread + abs(v)*{2.0**-103!r})*GROW)
        """,
    ),
    "exp": error(
        "a",
        f"""
        own = (16 + pick(abs(a) - 1100, 1100, abs(a)))*{2.0**-102!r}
        off = pick(1 - a_off, (v*(2*a_off + own) + TINY)*GROW + 0*a, INFINITY)
        """,
    ),
    "expm1": error(
        "a",
        f"""
        own = abs(v)*(32 + pick(abs(a) - 1100, 1100, abs(a)))*{2.0**-101!r}
        sum = (2*(1 + abs(v))*a_off + own + TINY)*GROW + 0*a
        off = pick(-(abs(a) + a_off), 0, pick(1 - a_off, sum, INFINITY))
        """,
    ),
    "log": error(
        "a",
        """
        gap = a*0.999 - a_off
        off = pick(-gap, INFINITY, (a_off/gap + abs(v)*OWN + (1 + a)*TINY)*GROW)
        """,
    ),
    "log1p": error(
        "a",
        """
        gap = ((1 + a) + a_lo)*0.999 - a_off
        sum = (a_off/gap + abs(v)*OWN + (2 + abs(a))*TINY)*GROW
        off = pick(-(abs(a) + a_off), 0, pick(-gap, INFINITY, sum))
        """,
    ),
    "log_ratio": error(
        "a b d",
        f"""
        gap_a = a*0.999 - a_off
        gap_b = b*0.999 - b_off
        moved = (d_off + abs(d/b)*b_off + TINY)/gap_b
        near = pick(moved - 0.5, INFINITY, 3*moved)
        under = (1 + a/b + 1/gap_a + b/gap_a)*TINY
        far = a_off/gap_a + b_off/gap_b + under
        spread = pick(abs(v) - {2.0**-5!r}, far, pick({2.0**-7!r} - abs(v), near, near + far))
        sum = pick(-gap_a, INFINITY, pick(-gap_b, INFINITY, (spread + abs(v)*OWN)*GROW))
        off = pick(-(abs(d) + d_off), 0, sum)
        """,
    ),
    "max": error(
        "a b",
        f"""
        either = a_off + b_off
        apart = 0.25*abs(a - b) - (abs(a) + abs(b))*{2.0**-50!r}
        off = pick(apart - either, pick(a - b, a_off, b_off), either + 0*abs(a - b))
        """,
    ),
    "pick": error(
        "test a b",
        f"""
        either = (abs(a - b) + (abs(a) + abs(b))*{2.0**-50!r} + a_off + b_off)*GROW
        off = pick(0.5*abs(test) - test_off, pick(test, a_off, b_off), either)
        """,
    ),
    "positive": error(
        "a",
        """
        small = (a_off + abs(v) + abs(a))*GROW
        off = pick(-(abs(a) + a_off), INFINITY, pick(a - SMALLEST, a_off, small))
        """,
    ),
}
"""The `off` of each operation on numbers; those not here follow from these."""

UP = 2.0**300
BEYOND = program(
    ["x", "a"],
    f"result = (a*{UP!r})*(a*{UP!r}) - (x*{UP * UP!r})*(1 - x)",
    ["result"],
)
"""How far a = c is beyond its largest value for x = rho11: there and beyond, a state is pure."""
