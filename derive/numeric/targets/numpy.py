"""Target `numpy`: a module that needs nothing but NumPy, and the default of `function`."""

from collections.abc import Sequence

import numpy as np

from derive.numeric import balls, first_try, lower, scalars
from derive.numeric.arguments import Array, Kernel
from derive.numeric.bins import by_bins
from derive.numeric.choice import PICK
from derive.numeric.language import Language, body, frugal
from derive.numeric.looking import looking
from derive.numeric.modes import require_subnormal
from derive.numeric.operations import SO_FAR
from derive.numeric.python import (
    INDENT,
    REQUIRE,
    arguments,
    document,
    loaded,
    required,
    separated,
    shared_functions,
    title,
)
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Point, Target

LANGUAGE = Language(
    name="numpy",
    comment="#",
    step="{name} = {value}",
    calls={
        "fma": "_fma({0}, {1}, {2})",
        "remainder": "_remainder({0}, {1}, {2})",
        "sqrt": "np.sqrt({0})",
        "exp": "np.exp({0})",
        "expm1": "np.expm1({0})",
        "log": "np.log({0})",
        "log1p": "np.log1p({0})",
        "log_ratio": "_log_ratio({0}, {1}, {2})",
        "erf": "_erf({0})",
        "erfc": "_erfc({0})",
        "artanh_excess": "_artanh_excess({0}, {1}, {2})",
        "abs": "np.abs({0})",
        "max": "np.maximum({0}, {1})",
        "min": "np.minimum({0}, {1})",
        "pick": "_pick({0}, {1}, {2})",
        "chosen": "_chosen({0})",
        "blend": "_blend({0}, {1}, {2})",
        "positive": "_positive({0})",
        "nonnegative": "np.maximum({0}, 0)",
        "capped": "np.minimum({0}, {1})",
        "whole": "np.rint({0})",
        "binade": "_binade({0})",
        "both": "np.minimum({0}, {1})",
        "within": "(np.min({0}, axis=-1) >= 0) & (np.sum({0}, axis=-1) <= {1})",
    },
    total="{name}, {name}_lost = _total({value})",
    so_far="{name} = _so_far({value})",
    bins="{steps}\n{name}, {name}_lost = _total(_pick(bin_k <= n, {value}, 0))",
)
ENTRIES = "    p_i = np.moveaxis(np.asarray(p, float), -1, 0)\n"
BINS = """\
    axes = max(map(np.ndim, ({arguments})))
    bin_k = np.arange(1.0, np.max(n) + 1).reshape((-1,) + (1,)*axes)
"""
PRELUDE = f'''\
import math

import numpy as np

_erf = np.vectorize(math.erf, otypes=[float])
_erfc = np.vectorize(math.erfc, otypes=[float])


{PICK}

def _positive(a):
    """At least the smallest normal float."""
    return np.maximum(a, 2.2250738585072014e-308)


def _split(a):
    """The upper half of the digits of a, and the lower."""
    high = 134217729.0*a
    high -= high - a
    return high, a - high


def _remainder(a, b, n):
    """a - b*n, exactly, for b = a/n in floats and n < 2**26."""
    high, low = _split(b)
    return (a - high*n) - low*n


def _fma(a, b, c):
    """a*b + c for c = -a*b but for rounding: the product in two parts, by Dekker and Veltkamp."""
    a_high, a_low = _split(a)
    b_high, b_low = (a_high, a_low) if b is a else _split(b)
    lost = a_high*b_high + c
    lost += a_high*b_low
    lost += a_low*b_high
    lost += a_low*b_low
    return lost


def _total(terms):
    """The sum over the first axis in halves, and what rounding lost of it."""
    high, low = terms, np.zeros_like(terms)
    while len(high) > 1:
        if len(high) % 2:
            high, low = (np.concatenate([v, np.zeros_like(v[:1])]) for v in (high, low))
        a, b = high[::2], high[1::2]
        high = a + b
        added = high - a
        low = low[::2] + low[1::2] + ((a - (high - added)) + (b - added))
    total = high[0] + low[0]
    return total, low[0] - (total - high[0])


def _log_ratio(a, b, difference):
    """ln(a/b), given a - b."""
    lost = difference/b
    close = lost > -0.5
    quotient = 1 + lost
    lost -= quotient - 1
    if not np.all(close):
        quotient, lost = _pick(close, quotient, a/b), lost*close
    return np.log(quotient) + lost/quotient
'''
GIVEN = '''\
def _given(*values):
    """Real numbers, or arrays of them, in double precision."""
    arrays = list(map(np.asarray, values))
    if any(a.dtype.kind not in "fiu" for a in arrays) or any(map(np.ma.isMaskedArray, values)):
        raise TypeError("the arguments are real numbers, without masks")
    return [a.astype(float) for a in arrays]
'''
RUNNING = '''\
def _so_far(terms):
    """The sums over the first axis of all terms before each."""
    return np.concatenate([np.zeros_like(terms[:1]), np.cumsum(terms[:-1], axis=0)])
'''


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A module with one function for each variant; `lines` is its header."""
    functions = (_function(variant, _checks(variant)) for variant in quantity.variants)
    checks = (GIVEN, REQUIRE.format(all="np.all(inside)"))
    return document(lines, [_prelude(quantity), *checks, *functions])


def _prelude(found: Quantity) -> str:
    used = found.operations
    running = RUNNING if SO_FAR in used else ""
    return separated([PRELUDE, running, shared_functions(used, LANGUAGE, names=["artanh_excess"])])


def _function(variant: Variant, checks: str = "") -> str:
    entries = checks + (ENTRIES if variant.vectors else "")
    entries += BINS.format(arguments=", ".join(variant.parameters)) if variant.sums_bins else ""
    return (
        f"def {variant.name}({arguments(variant)}):\n"
        f'{title(variant.quantity)}"""\n'
        f"{entries}{body(variant.program, LANGUAGE, INDENT)}\n{INDENT}return result + 0.0"
    )


def _checks(variant: Variant) -> str:
    names = ", ".join(variant.parameters)
    one = "," * (len(variant.parameters) == 1)
    return f"{INDENT}{names}{one} = _given({names})\n{required(variant, LANGUAGE)}"


def _frugal(variant: Variant) -> str:
    """The function, forgetting each step after its last use."""
    steps = body(variant.program, LANGUAGE, INDENT)
    return _function(variant).replace(steps, frugal(variant.program, LANGUAGE, INDENT))


def kernel(variant: Variant, unit: str) -> Kernel:
    """The compiled steps of one variant, as a function of blocks."""
    text = _function(variant) if variant.sums_bins else _frugal(variant)
    function = loaded(text, "numpy", _prelude(variant.quantity))[variant.name]
    units = [UNITS[unit]] if "unit" in variant.inputs else []

    def block(arrays: Sequence[Array], out: Array) -> None:
        with np.errstate(all="ignore"):
            out[...] = function(*arrays, *units)

    return by_bins(variant, block) if variant.sums_bins else looking(variant, block, LANGUAGE)


def kernel_down(variant: Variant, unit: str) -> Kernel:
    """Floats that are never above the true results: by first-order errors, else by pairs, balls."""
    otherwise = lower.kernel_down(variant, unit)
    first = first_try.kernel(variant, unit, LANGUAGE, _prelude(variant.quantity), otherwise)

    def block(arrays: Sequence[Array], out: Array) -> int | None:
        require_subnormal()
        return first(arrays, out)

    return block


def point(variant: Variant, unit: str, rounding: str) -> Point | None:
    """The function of one point; its lower bound is that of balls, which is faster for one."""
    if rounding == "nearest":
        return scalars.point(variant, unit)
    return None if variant.sums_bins else balls.point(variant, unit, rounding)


TARGET = Target(
    source=source,
    suffix=".py",
    kernel=kernel,
    kernel_down=kernel_down,
    point=point,
    language=LANGUAGE,
    block_down=2**18,
    looks_itself=True,
    looks_down=False,
)
"""Few points of a block need more than a first try: of a large one, together."""
