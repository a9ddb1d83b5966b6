"""First-order errors: a float with each float, the first try at a lower bound.

A number is a float `v` with `off`. Each program here gives the `off` of a result: `a` is a float,
`a_off` the rest of an argument, `v` the computed result. A lower bound is then v - off, where
`off` is small against v; all else is left to :mod:`derive.numeric.running_error`.

Proof. Let u = 2**-53; `U` is a little more. The claim is that v is at most off*(1 + 2**-18)**d away
from the exact value after d operations; `FACTOR` exceeds that for `MOST` of them. One operation:
the programs round fewer than 16 times, terms >= 0 only, and lose less than 2**-48 by that; what is
not of first order is below 2**-19 of the rest, as an error above 2**-20, relative for a divisor or
the argument of a logarithm, absolute for an exponent, counts as infinite. `TINY` is more than what
underflows.

- Sum, product, quotient, root, fma: what rounding loses, at most u*abs(v), or just that: it is a
  float for a sum, a product and, as what is left of the dividend or of the radicand, for the other
  two, except for underflow. (A quotient may miss the nearest float, but not both next to it.) And
  what the arguments' errors contribute: a + b, abs(a) b + abs(b) a + a b,
  (a + abs(a/b) b)/(abs(b) - b_off), a/(sqrt(a) + sqrt(exact)).
- exp, expm1, log, log1p: the derivative at the argument. `log_ratio` near 1 is 2 artanh of
  s = d/(a + b), whose derivative in s is (a + b)**2/(2 a b), and abs(s) < abs(v)/2; elsewhere it is
  the quotient's logarithm, and in between the larger of both counts.
- Their own errors, by :class:`Losses`.
- `max` and `pick` take the side that the floats choose. Where the errors leave that open, the error
  covers either side.
- NaN in a value or an error makes every later error NaN, or is not used: comparisons are written so
  that they fail then, and a bound needs one that holds.

The last rounding, v - off as one float, takes u*v at most.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace

from derive.numeric.double_double import Operation
from derive.numeric.elementary import artanh_excess
from derive.numeric.program import Program, program
from derive.numeric.registry import Variant

U, TINY, SMALLEST = 2.0**-53 * (1 + 2.0**-20), 2.0**-1000, 2.2250738585072014e-308
FEW = 2.0**-20
FACTOR = 1 + 2.0**-8
MOST = 1000
"""How many operations a program may have: (1 + 2**-18)**MOST < FACTOR."""
LAST = 1.25 * U
ULPS = 22
"""The largest error, in units of the last digit, with which a bound is kept.

A bound is at most a little more than twice that below the true value.
"""
LEAST = 1e-280
"""The smallest bound that is kept."""
APART = 2.0**-40
"""How far below its limit, relative, the square of a coherence is surely that of a state."""


@dataclass(frozen=True)
class Losses:
    """What the operations of a target lose.

    The first five are those of elementary functions, in units of 2**-53 of the result. `ratio` are
    steps for `log_ratio`: `own`, and by what the errors of a and b enter, `p` and `q`. Steps for
    what rounding loses end in `lost`.
    """

    exp: float
    expm1: float
    expm1_above: float
    log: float
    log1p: float
    ratio: str
    sum: str
    product: str
    quotient: str
    over: str
    root: str
    fused: str


def error(arguments: str, text: str) -> Operation:
    """The steps that give the `off` of an operation on numbers."""
    names = tuple(arguments.split())
    parts = [f"{name}{part}" for name in names for part in ("", "_off")]
    return Operation(names, program([*parts, "v", "INFINITY"], text, ["off"]))


def _product(more: str) -> str:
    """What the errors of two factors contribute to a product, and more."""
    return f"mad(abs(a) + a_off, b_off, mad(abs(b), a_off, {more}))"


def errors(own: Losses) -> Mapping[str, Operation]:
    """The `off` of each operation on numbers; those not here follow from these.

    `scaled` is a product with a power of 2, in which nothing is rounded.
    """
    return {
        "add": error("a b", f"{own.sum}\noff = a_off + b_off + lost"),
        "mul": error("a b", f"{own.product}\noff = {_product(f'lost + {TINY!r}')}"),
        "scaled": error("a b", f"off = {_product(repr(TINY))}"),
        "fma": error("a b c", f"{own.fused}\noff = {_product(f'c_off + lost + {TINY!r}')}"),
        "div": error(
            "a b",
            f"""
            {own.quotient}
            moved = (lost + a_off + mad(abs(v), b_off, {TINY!r})){own.over} + {TINY!r}
            off = moved + pick({FEW!r}*abs(b) - b_off, 0, INFINITY)
            """,
        ),
        "sqrt": error(
            "a",
            f"""
            half = pick(a - {1 / FEW!r}*a_off, 0.5, 1)
            {own.root}
            off = half*(lost + a_off + {TINY!r})/v
            """,
        ),
        "exp": error(
            "a",
            f"""
            moved = mad(v, a_off + {own.exp * U!r}, {TINY!r})
            off = moved + pick({FEW!r} - a_off, 0, INFINITY) + pick(600 - a, 0, INFINITY)
            """,
        ),
        "expm1": error(
            "a",
            f"""
            own = pick(-a, {own.expm1 * U!r}, {own.expm1_above * U!r})
            moved = (1 + v)*a_off + mad(own, abs(v), {TINY!r})
            off = moved + pick({FEW!r} - a_off, 0, INFINITY) + pick(600 - a, 0, INFINITY)
            """,
        ),
        "log": error(
            "a",
            f"""
            moved = a_off/a + mad({own.log * U!r}, abs(v), {TINY!r})
            normal = pick(a - {SMALLEST!r}, 0, INFINITY)
            off = moved + pick({FEW!r}*a - a_off, 0, INFINITY) + normal
            """,
        ),
        "log1p": error(
            "a",
            f"""
            one = 1 + a
            moved = a_off/one + mad({own.log1p * U!r}, abs(v), {TINY!r})
            off = moved + pick({FEW!r}*one - a_off, 0, INFINITY)
            """,
        ),
        "log_ratio": error(
            "a b d",
            f"""
            size = abs(v)
            {own.ratio}
            moved = p/a + q/b + (own + {TINY!r})
            least = min(a, b)
            normal = pick(least - {SMALLEST!r}, 0, INFINITY)
            off = moved + pick({FEW!r}*least - (a_off + b_off + d_off), 0, INFINITY) + normal
            """,
        ),
        "max": error(
            "a b",
            """
            either = a_off + b_off
            off = pick(abs(a - b) - 2*either, pick(a - b, a_off, b_off), either)
            """,
        ),
        "pick": error(
            "test a b",
            """
            either = abs(a - b) + a_off + b_off
            off = pick(abs(test) - 2*test_off, pick(test, a_off, b_off), either)
            """,
        ),
        "positive": error("a", f"off = a_off + pick(a - {SMALLEST!r}, 0, INFINITY)"),
    }


OPERATIONS = frozenset(
    {
        *(
            "add",
            "sub",
            "mul",
            "div",
            "neg",
            "fma",
            "remainder",
            "sqrt",
            "exp",
            "expm1",
            "log",
            "log1p",
        ),
        *("log_ratio", "artanh_excess", "abs", "max", "min", "pick"),
        *("positive", "nonnegative", "capped"),
    }
)
"""Those of the programs that have an error, or are made of those."""
SUM = """
other = v - a
lost = abs((a - (v - other)) + (b - other))
"""
"""What a sum loses, exactly."""
IN_C = Losses(
    exp=1.6,
    expm1=2,
    expm1_above=3,
    log=4,
    log1p=6,
    ratio=f"""
            own = pick(size - 0.28, {U!r}*(size + 1.6), {3.6 * U!r}*size)
            n = 0.5*(d_off + 0.5*size*(a_off + b_off))
            p = pick(size - 0.45, a_off, pick(0.25 - size, n, a_off + n))
            q = pick(size - 0.45, b_off, pick(0.25 - size, n, b_off + n))
    """,
    sum=SUM,
    product="lost = abs(fma(a, b, -v))",
    quotient="lost = abs(fma(-v, b, a))",
    over="*abs(1/b)",
    root="lost = abs(fma(-v, v, a))",
    fused=f"lost = {U!r}*abs(v)",
)
"""Of :mod:`derive.numeric.c.libm`, for arguments up to 600, the results being normal.

What is left of an exponent, r = a - k ln 2, is known to u*4e-7 as r + lost, abs(r) < 0.3467. With
m = r + r**2 T, T the polynomial, exp is 2**k (1 + m) and expm1 is 2**k m + (2**k - 1). Gappa proves
that they lose at most 1.3 u, and 1.7 u or, for k > 0, 2.6 u; most for k = 1, and for larger sizes
of k less. (For abs(r) < 0.001 only the last sum matters.) The polynomial is off by 0.1 u more.

log_ratio: the difference is given, or exact; sum and quotient lose 2 u of s, to which 2 artanh(s)
adds 1 % for s < 0.14 and 4 % for s < 0.2. The series is below 0.0135 of 2 s and loses 5 u of that;
its polynomial is off by 0.35 u of 2 s. Below 0.28 a last sum makes that 3.5 u; elsewhere it is 0.84
u + 0.14 u + 0.07 u, two sums below 1/2 add 0.25 u each, and the last one u*abs(v). The binary
exponent, taken from the bits, is 0 up to a quotient of 1.33 = exp(0.287) at least, 1.5 = exp(0.406)
at most.

log is that of msun, less than 1 ulp or 2 u; log1p adds a quotient and a sum; what is taken is twice
that. Tests show what is said of the polynomials, and a sample of each function's values.
"""
IN_NUMPY = Losses(
    exp=4,
    expm1=4,
    expm1_above=4,
    log=4,
    log1p=4,
    ratio=f"""
            own = mad({6.5 * U!r}, size, {8 * U * U!r})
            p = pick(v + 0.68, d_off, pick(-0.71 - v, a_off, a_off + d_off))
            q = b_off*pick(v + 0.68, abs(d)/a, 1.1)
    """,
    sum=SUM,
    product=f"lost = {U!r}*binade(v)",
    quotient=f"lost = {U!r}*binade(v)*abs(b)",
    over="/abs(b)",
    root=f"lost = {2 * U!r}*v*binade(v)",
    fused=f"lost = {2.1 * U!r}*abs(v) + {U * U!r}*abs(a*b)",
)
"""NumPy's own tests hold its functions to the double next to the best one, 1.5 ulp or 3 u. What is
taken, and has to be believed, is 4 u; a sample is looked at in each process, see
:mod:`derive.numeric.first_try`.

log_ratio takes ln(1 + d/b) from what 1 + d/b lost, for d/b > -1/2: the quotient loses 1.45 u of the
logarithm, the last sum u, and the logarithm 4 u of what is at most u larger; elsewhere the quotient
a/b loses u, as the logarithm is above 0.69. What `fma` loses: the product's parts are exact, its
sum with c, below abs(v) + u*abs(a*b), and the last sum are rounded.
"""
IN_NUMPY_EXACTLY = replace(IN_NUMPY, product=IN_C.product, quotient=IN_C.quotient, root=IN_C.root)
"""The same with what products, quotients and roots lose: twice the time, for what is left."""


def possible(variant: Variant) -> bool:
    """Whether a lower bound is tried so first: not of sums, whose terms have no limit."""
    sums = variant.vectors or variant.sums_bins
    known = variant.program.operations <= OPERATIONS
    return known and not sums and _size(variant.program) < MOST


def _size(code: Program) -> int:
    """The number of operations, those that others are made of included."""
    nodes = [node for step in code.steps for node in ast.walk(step.value)]
    built = sum(isinstance(node, ast.Name) and node.id == "artanh_excess" for node in nodes)
    inner = _size(artanh_excess()) if built else 0
    return sum(isinstance(n, ast.BinOp | ast.UnaryOp | ast.Call) for n in nodes) + built * inner
