"""Elementary functions for languages that lack them, as programs printed like everything else.

Each is written once over simpler operations; a target that has the function, or a better one, does
not print it. exp and expm1 are a Taylor series after removing multiples of ln 2; log is that of
FreeBSD's msun. `erf` and `erfc` need no table of fitted coefficients: near 0 the power series, else
the midpoint rule for the Gaussian integral of erfc, which converges faster than any power of the
step (Hunter and Regan, Math. Comp. 26, 339, 1972), a sum of positive terms.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import factorial

import mpmath

from derive.numeric.program import Program, program

DIGITS = 40
SPLITTER = 2**27 + 1
SMALLEST, LARGEST = 2.2250738585072014e-308, 1.7976931348623157e308
EXP_TERMS = 13
LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10
"""ln 2 in two parts; the first is short, and its product with a whole number < 2**20 exact."""
LOG_TERMS = (
    0.6666666666666735130,
    0.3999999999940941908,
    0.2857142874366239149,
    0.2222219843214978396,
    0.1818357216161805012,
    0.1531383769920937332,
    0.1479819860511658591,
)
ERF_TERMS = 12
STEP = mpmath.mpf(7) / 16
"""Of the midpoint rule: its relative error is exp(-(pi/STEP)**2), 4e-23."""
NODES = 14


ARTANH_TERMS = 15


def artanh_excess() -> Program:
    """artanh(z)/z - 1 for z in [0, 1), given also 1 - z = scale*rest: two half-angles, a series.

    With t = tanh(artanh(z)/2) it is t**2 + (1 + t**2) (artanh(t)/t - 1), a sum of positive terms.
    """
    lines = ["t = z/(1 + sqrt(scale*rest*(1 + z)))", "tt = t*t"]
    lines += ["u = t/(1 + sqrt((1 - t)*(1 + t)))", "uu = u*u", f"p{ARTANH_TERMS} = 0"]
    lines += [f"p{i - 1} = uu*(1/{2 * i + 1} + p{i})" for i in range(ARTANH_TERMS, 0, -1)]
    lines += [
        "half_angle = uu + p0*(1 + uu)",
        "logs = log1p(z) - (log(positive(scale)) + log(positive(rest)))",
        "direct = logs/positive(2*z) - 1",
        "result = pick(0.8 - z, tt + half_angle*(1 + tt), direct)",
    ]
    return program(["z", "scale", "rest"], "\n".join(lines), ["result"])


def log_ratio() -> Program:
    """ln(a/b) from a, b and a - b by ordinary logarithms, for targets that lack the operation.

    Near 1 the quotient is taken from the difference; what rounding lost of it is added again.
    """
    text = """
near = difference/b
ratio = pick(near + 0.5, 1 + near, a/b)
lost = pick(near + 0.5, near - (ratio - 1), 0)
result = log(ratio) + lost/ratio
"""
    return program(["a", "b", "difference"], text, ["result"])


@dataclass(frozen=True)
class Helper:
    """A function as a program that ends in `result`; `about` is a comment for its reader."""

    about: str
    steps: Program


def _helper(about: str, inputs: str, text: str) -> Helper:
    return Helper(about, program(inputs.split(), text, ["result"]))


FMA = f"""
a_scaled = {SPLITTER}*a
a_high = a_scaled - (a_scaled - a)
a_low = a - a_high
b_scaled = {SPLITTER}*b
b_high = b_scaled - (b_scaled - b)
b_low = b - b_high
product = a*b
lost = ((a_high*b_high - product) + a_high*b_low + a_low*b_high) + a_low*b_low
result = (product + c) + lost
"""


EXP = f"""
k = whole(a*1.4426950408889634)
m = expm1_small(mad(-k, {LN2_LOW!r}, mad(-k, {LN2_HIGH!r}, a)))
"""
LOG_NORMAL = f"""
k = exponent(a)
f = significand(a) - 1
s = f/(2 + f)
z = s*s
SERIES
square = 0.5*f*f
tail = mad(s, square + z*p0, k*{LN2_LOW!r})
value = k*{LN2_HIGH!r} - ((square - tail) - f)
result = pick({LARGEST!r} - a, value, a)
"""
SQRT = f"""
normal = pick(a - {SMALLEST!r}, a, a*{2.0**106!r})
half = whole(0.5*exponent(normal))
m = normal*power_of_2(-half)*power_of_2(-half)  # from 0.35 to 2.83
s0 = 0.468 + 0.468*m  # within 7 %
s1 = 0.5*(s0 + m/s0)
s2 = 0.5*(s1 + m/s1)
s3 = 0.5*(s2 + m/s2)
s = s3 + fma(-s3, s3, m)/(2*s3)
root = s*power_of_2(half)*pick(a - {SMALLEST!r}, 1, {2.0**-53!r})
result = pick(-a, 0, pick({LARGEST!r} - a, root, a))
"""


def _horner(variable: str, coefficients: Sequence[float]) -> list[str]:
    """Steps for the polynomial p0 with these coefficients, constant term first."""
    *others, last = enumerate(coefficients)
    lines = [f"p{last[0]} = {last[1]!r}"]
    return lines + [f"p{i} = mad({variable}, p{i + 1}, {c!r})" for i, c in reversed(others)]


def _expm1_small() -> str:
    taylor = _horner("r", [1 / factorial(i) for i in range(2, EXP_TERMS + 1)])
    return "\n".join([*taylor, "result = mad(r*r, p0, r)"])


def _erf() -> str:
    """z + z*(2/sqrt(pi) - 1 + ...): the rounding of 2/sqrt(pi) would cost as much as all else."""
    with mpmath.workdps(DIGITS):
        scale = 2 / mpmath.sqrt(mpmath.pi)
        series = [
            float((-1) ** k * scale / (mpmath.factorial(k) * (2 * k + 1)) - (k == 0))
            for k in range(ERF_TERMS)
        ]
    lines = ["zz = z*z", *_horner("zz", series)]
    return "\n".join([*lines, "result = pick(0.5 - z, z + z*p0, 1 - erfc(z))"])


def _erfc() -> str:
    """The smallest term first; exp(-z*z) with what z*z lost; 2/(exp(...) + 1) is a pole's share."""
    with mpmath.workdps(DIGITS):
        nodes = [((k + mpmath.mpf(1) / 2) * STEP) ** 2 for k in range(NODES)]
        weights = [2 * STEP / mpmath.pi * mpmath.exp(-t) for t in nodes]
        rate = float(2 * mpmath.pi / STEP)
    pairs = zip(weights, nodes, strict=True)
    terms = [f"{float(weight)!r}/(zz + {float(node)!r})" for weight, node in pairs]
    lines = ["z0 = capped(z, 28)", "zz = z0*z0", "zz_lost = fma(z0, z0, -zz)"]
    lines += [f"s{NODES - 1} = {terms[-1]}"]
    lines += [f"s{k} = s{k + 1} + {terms[k]}" for k in range(NODES - 2, -1, -1)]
    lines += [
        "gauss = exp(-zz)",
        "rule = z0*(gauss - gauss*zz_lost)*s0",
        f"result = rule + pick(7 - z0, 2/(exp({rate!r}*z0) + 1), 0)",
    ]
    return "\n".join(lines)


@cache
def helpers() -> Mapping[str, Helper]:
    """All functions, in an order in which each uses only earlier ones."""
    return {
        "fma": _helper(
            "a*b + c where that is exact: the product in two parts, by Dekker and Veltkamp.",
            "a b c",
            FMA,
        ),
        "remainder": _helper("a - b*n for b = a/n.", "a b n", "result = fma(-b, n, a)"),
        "sqrt": _helper("By Heron's rule; the last step knows what it lost.", "a", SQRT),
        "expm1_small": _helper("exp(r) - 1 for |r| <= ln(2)/2.", "r", _expm1_small()),
        "exp": _helper(
            "The exponential function.",
            "a_given",
            "a = min(max(a_given, -760), 710)" + EXP + "half = whole(0.5*k)\n"
            "result = (1 + m)*power_of_2(half)*power_of_2(k - half)",
        ),
        "expm1": _helper(
            "exp(a) - 1, without loss near 0.",
            "a_given",
            "a = min(max(a_given, -60), 709)" + EXP + "scale = power_of_2(k)\n"
            "result = mad(scale, m, scale - 1)",
        ),
        "log_normal": _helper(
            "The natural logarithm of normal numbers.",
            "a",
            LOG_NORMAL.replace("SERIES", "\n".join(_horner("z", LOG_TERMS))),
        ),
        "log": _helper(
            "The natural logarithm.",
            "a",
            f"near = log_normal(pick(a - {SMALLEST!r}, a, a*{2.0**54!r}))\n"
            f"value = near - pick(a - {SMALLEST!r}, 0, {54 * 0.6931471805599453!r})\n"
            "result = pick(-a, -1/a, value)",
        ),
        "log1p": _helper(
            "log(1 + a), without loss near 0.",
            "a",
            "u = 1 + a\nlost = pick(a - 1, 1 - (u - a), a - (u - 1))\nresult = log(u) + lost/u",
        ),
        "log_ratio": Helper("ln(a/b) for positive a and b, where difference = a - b.", log_ratio()),
        "erfc": _helper("1 - erf(z) for z >= 0, by the midpoint rule.", "z", _erfc()),
        "erf": _helper("The error function for z >= 0.", "z", _erf()),
        "artanh_excess": Helper(
            "artanh(z)/z - 1 for 0 <= z < 1, where scale*rest = 1 - z.", artanh_excess()
        ),
    }


def needed(programs: Iterable[Program], own: Collection[str]) -> dict[str, Helper]:
    """Those of the functions `own` that these programs use, themselves or through another."""
    wanted = {name for steps in programs for name in steps.operations}
    found: dict[str, Helper] = {}
    for name, helper in reversed(list(helpers().items())):
        if name in own and name in wanted:
            found[name] = helper
            wanted |= helper.steps.operations
    return dict(reversed(list(found.items())))
