"""The first try at a lower bound: a float less its first-order error, where that is small.

What the operations of a target lose is said here, target by target; what follows from it, by
:mod:`derive.numeric.rules`.
"""

import ast
import math
from dataclasses import replace

from derive.numeric.elementary import artanh_excess
from derive.numeric.expanded import Known, Span, with_error
from derive.numeric.program import Program, joined, program
from derive.numeric.registry import Variant
from derive.numeric.rules import FEW, NORMAL, OPERATIONS, REGION, SMALLEST, TINY, Losses, U, rules
from derive.numeric.unrounded import unrounded

FACTOR = 1 + 2.0**-8
MOST = 1000
"""How many operations a program may have: (1 + 2**-18)**MOST < FACTOR."""
LAST = 1.25 * U
LEAST = 1e-280
"""The smallest bound that is kept."""
CLOSE = 56 * 2.0**-52
"""The largest error that a bound may have, relative to its binade: in units of its last digit.

What is kept is at most a little more than twice that below the true value.
"""
APART = 2.0**-40
"""How far below its limit, relative, the square of a coherence is surely that of a state."""
IN_C = Losses(
    exp=1.4,
    expm1=1.9,
    expm1_above=3,
    log=4,
    log1p=6,
    log_ratio=1,
    exact_ratio=f"""
            near = {2.6 * U!r} + 1.3*d_relative + 0.65*(a_relative + b_relative)
            far = max({1.6 * U!r} + (a_relative + b_relative), 0.45*near)
            off = pick(size - 0.25, far, near*size)
    """,
    ratio=f"""
            over_a = inverse_above(a)
            over_b = inverse_above(b)
            near = mad(0.25*size, a_all + b_all, 0.5*d_all)*(over_a + over_b)
            far = mad(a_all, over_a, b_all*over_b)
            sure = {FEW!r} - (a_all + b_all + (d_all + {SMALLEST!r}))*(over_a + over_b)
            sure_a = a
            sure_b = b
            moved = pick(0.25 - size, near, pick(size - 0.45, far, max(near, far)))
            off = moved + pick(size - 0.28, {1.6 * U!r}, {2.6 * U!r}*size)
    """,
    fma=1,
    fma_more="",
    add=f"off = mad({U!r}, binade(v), a_all + b_all)",
    div="inverse = 1/b\nnear = a*inverse\nv = fma(fma(-near, b, a), inverse, near)\n"
    "one_over = abs(inverse)\nlost = abs(fma(-v, b, a))",
    mul="lost = abs(fma(a, b, -v))",
    sqrt="lost = abs(fma(-v, v, a))",
)
"""Of :mod:`derive.numeric.c.libm`, for arguments up to 600, the results being normal.

What is left of an exponent, r = a - k ln 2, is known to u*4e-7 as r + lost, abs(r) < 0.3467. With
m = r + r**2 T, T the polynomial, exp is 2**k (1 + m) and expm1 is 2**k m + (2**k - 1). Gappa proves
that they lose at most 1.3 u, and 1.7 u or, for k > 0, 2.6 u; most for k = 1, and for larger sizes
of k less. (For abs(r) < 0.001 only the last sum matters.) The polynomial is off by 0.1 u more.

log_ratio: the difference is given, or exact; sum and quotient lose 2 u of s, to which 2 artanh(s)
adds 1 % for s < 0.14 and 4 % for s < 0.2. The series is below 0.0135 of 2 s and loses 5 u of that;
its polynomial is off by 0.35 u of 2 s. Below 0.28 a last sum makes that 3.5 u; elsewhere it is 0.84
u + 0.14 u + 0.07 u, two sums below 1/2 add 0.25 u each, and the last one u*abs(v): no more than 3.6
u*abs(v) + 0.9 u. The binary exponent, taken from the bits, is 0 up to a quotient of 1.33 =
exp(0.287) at least, 1.5 = exp(0.406) at most. Near 1, 2 artanh of s = d/(a + b) has a derivative in
s of (a + b)**2/(2 a b), and abs(s) < abs(v)/2: of relative errors this makes 1.3 d + 0.65 (a + b)
at most, times abs(v). Elsewhere it is the quotient's logarithm; in between the larger of both. All
three errors, and the smallest normal number, are below 2**-20 of a and of b where they are of the
inverse of 1/a + 1/b; for a = 0 or b = 0 they are not.

A quotient is that or the other float next to the exact one. log is that of msun, less than 1 ulp or
2 u; log1p adds a quotient and a sum; what is taken is twice that. Tests show what is said of the
polynomials, and a sample of each function's values.
"""
IN_NUMPY = Losses(
    exp=2,
    expm1=2,
    expm1_above=2,
    log=2,
    log1p=2,
    log_ratio=4.5,
    exact_ratio=f"off = mad(1.5*(max(a_relative, d_relative) + b_relative), size, {8 * U * U!r})",
    ratio=f"""
            p = pick(v + 0.68, d_all, pick(-0.71 - v, a_all, a_all + d_all))
            q = b_all*pick(v + 0.68, abs(d)/a, 1.1)
            off = p/a + q/b + {8 * U * U!r}
            sure = {FEW!r}*min(a, b) - (a_all + b_all + d_all + {SMALLEST!r})
    """,
    fma=2.1,
    fma_more=f" + {U * U!r}*abs(a*b)",
    add=f"off = mad({U!r}, binade(v), a_all + b_all)",
    mul=f"lost = {U!r}*binade(v)",
    div=f"one_over = 1/abs(b)\nlost = {U!r}*binade(v)*abs(b)",
    sqrt=f"lost = {2 * U!r}*v*binade(v)",
)
"""Its functions lose at most one unit in the last place, 2 u, which has to be believed: the manual
of glibc says so (the largest errors known are 0.92 of that), and those with vector instructions
were found to lose 0.7. A sample, in which they may lose 1.6 u, is looked at in each process, see
:mod:`derive.numeric.first_try`.

log_ratio takes ln(1 + d/b) from what 1 + d/b lost, for d/b > -1/2: the quotient loses 1.45 u of
the logarithm, the last sum u, and the logarithm 2 u of what is at most u larger; elsewhere the
quotient a/b loses u, as the logarithm is above 0.69. Relative errors of d and b enter by abs(d)/a,
at most 1.45 times the logarithm for d/b > -1/2; those of a and b enter as they are, divided by
0.68. What `fma` loses: the product's parts are exact, its sum with c, below abs(v) + u*abs(a*b),
and the last sum are rounded.
"""
IN_NUMPY_EXACTLY = replace(
    IN_NUMPY,
    add="other = v - a\noff = a_all + b_all + abs((a - (v - other)) + (b - other))",
    mul=IN_C.mul,
    div="one_over = 1/abs(b)\nlost = abs(fma(-v, b, a))",
    sqrt=IN_C.sqrt,
)
"""The same with what products, quotients and roots lose: twice the time, for what is left."""
IN_NUMPY_AT_ONCE = replace(IN_NUMPY, at_once=True, region=(-64, 8))
"""The same in half of the time, with errors twice as large, where all powers are normal numbers."""


def possible(variant: Variant) -> bool:
    """Whether a lower bound is tried so first: not of sums, whose terms have no limit."""
    sums = variant.vectors or variant.sums_bins
    known = variant.program.operations <= OPERATIONS
    return known and not sums and _size(variant.program) < MOST


def tried(variant: Variant, own: Losses) -> Program:
    """The steps of `least`, a lower bound, or `NOTHING` where the errors are not small."""
    spans = {name: _span(variant, name, own.region) for name in variant.inputs}
    code = with_error(unrounded(variant.program), Known(rules(own), spans, NORMAL, TINY))
    parts = code, _region(variant, own.region), _finish()
    return joined((*variant.inputs, "NOTHING"), parts, ["least"])


def _span(variant: Variant, name: str, region: Span) -> Span:
    if name == "unit":
        return 0, 1
    parameter = variant.quantity.parameter(name)
    low, high = region
    least = 0.0 if parameter.lower >= 1 else low
    return least, high if parameter.upper == math.inf else math.log2(parameter.upper)


def _region(variant: Variant, region: Span) -> Program:
    """Steps for `region`, which is >= 0 where the arguments are as their spans say."""
    text, (low, high) = "sure", region
    for parameter in variant.domain:
        name, least = parameter.name, 2.0**low
        if parameter.lower < least:
            text = f"both(max({name} - {least!r}, -min({name}, 1)), {text})"
        if parameter.upper == math.inf and high < REGION[1]:
            text = f"both({2.0**high!r} - {name}, {text})"
    if "c" in variant.parameters:
        text = f"both(rho11*(1 - rho11)*{1 - APART!r} - max(c*c, {LEAST!r}), {text})"
    return program([*variant.parameters, "sure"], f"region = {text}", ["region"])


def _finish() -> Program:
    """Steps for the bound, where that is known closely enough."""
    text = f"""
        below = result - mad(result, {LAST!r}, off*{FACTOR!r})
        close = binade(below)*{CLOSE!r} - off
        known = both(region, both(close, below - {LEAST!r}))
        least = pick(known, below, NOTHING)
    """
    return program(["result", "off", "region", "NOTHING"], text, ["least"])


def _size(code: Program) -> int:
    """The number of operations, those that others are made of included."""
    nodes = [node for step in code.steps for node in ast.walk(step.value)]
    built = sum(isinstance(node, ast.Name) and node.id == "artanh_excess" for node in nodes)
    inner = _size(artanh_excess()) if built else 0
    return sum(isinstance(n, ast.BinOp | ast.UnaryOp | ast.Call) for n in nodes) + built * inner
