"""Target `mpmath`: a module that works at any precision, as set in `mpmath.mp`.

The same steps, but guards and constants have their exact meaning: exponents have no limits, so
that only a true zero is guarded, and e is known to twice the working precision.
"""

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from flint import arb
from mpmath import mp

from derive.numeric import balls, multiple
from derive.numeric.arguments import Array, Kernel, aligned, shape_of
from derive.numeric.given import refuse
from derive.numeric.language import Language, body
from derive.numeric.python import (
    INDENT,
    REQUIRE,
    arguments,
    document,
    loaded,
    required,
    separated,
    title,
)
from derive.numeric.registry import Quantity, Variant
from derive.numeric.target import Otherwise, Target

LANGUAGE = Language(
    name="mpmath",
    comment="#",
    step="{name} = {value}",
    calls={
        "fma": "_fma({0}, {1}, {2})",
        "remainder": "_fma(-({1}), {2}, {0})",
        "sqrt": "mp.sqrt({0})",
        "exp": "_exp({0})",
        "expm1": "mp.expm1({0})",
        "log": "mp.log({0})",
        "log1p": "mp.log1p({0})",
        "erf": "mp.erf({0})",
        "erfc": "_erfc({0})",
        "artanh_excess": "_artanh_excess({0}, {1}, {2})",
        "log_ratio": "_log_ratio({0}, {1}, {2})",
        "abs": "abs({0})",
        "max": "max({0}, {1})",
        "min": "min({0}, {1})",
        "pick": "({1} if {0} else {2})",
        "positive": "_positive({0})",
        "nonnegative": "max({0}, 0)",
        "capped": "min({0}, _infinite())",
        "whole": "mp.nint({0})",
        "within": "(min({0}) >= 0) & (mp.fsum({0}) <= {1})",
    },
    total="{name}, {name}_lost = _total([{value} for p_i in p])",
    so_far="{name} = {total}_{name}\n{total}_{name} += {value}",
    start="{total}_{name} = mp.zero",
    bins="""\
def {name}_terms():
    {starts}
    for bin_k in map(mp.mpf, range(1, int(n) + 1)):
        {steps}
        yield {value}
{name}, {name}_lost = mp.fsum({name}_terms()), mp.zero""",
    constants={"E_HIGH": "_e()", "E_LOW": "_e_lost()", "TWO_OVER_ROOT_PI": "2/mp.sqrt(mp.pi)"},
)
WORKING_BITS = 96
"""Precision of the kernel: forms lose less than 10 bits, so that results are rounded once."""
OWN_CONTEXT = f"""\
from mpmath import MPContext

mp = MPContext()
mp.prec = {WORKING_BITS}
"""
"""For the kernel: the precision that the user has set in `mpmath.mp` is not touched."""
BALLS: Mapping[str, Callable[..., Any]] = {
    **balls.ARITHMETIC,
    "capped": lambda a, _: a,
    "positive": lambda a: arb(2) ** -(2**60) if a.is_zero() else a,
}
"""As in the module: exponents have no limits."""
LOCK = threading.Lock()
"""Functions of a context change its precision for a while."""
IMPORT = "from mpmath import mp"
PRELUDE = '''\
def _infinite():
    """From here on Gamma t counts as infinite: exp(-Gamma t/n) is far below the last digit."""
    return mp.ldexp(1, 2*mp.prec + 128)


def _exp(a):
    return mp.zero if a <= -_infinite() else mp.exp(a)


def _erfc(a):
    """mpmath's overflows far out, where it is less than what counts as zero in `_positive`."""
    return mp.zero if a > 2**32 else mp.erfc(a)


def _positive(a):
    """A zero only ever multiplies a power or logarithm of this, or makes a pole of it."""
    return a if a > 0 else mp.ldexp(1, -(2**60))


def _finished(result):
    """A pole is infinite: no other result comes near to a power of the smallest number."""
    return mp.inf if result > mp.ldexp(1, 2**59) else result


def _fma(a, b, c):
    """a*b + c with one rounding."""
    return mp.fadd(mp.fmul(a, b, exact=True), c)


def _total(terms):
    """The sum, and what rounding lost of it."""
    exact = mp.zero
    for term in terms:
        exact = mp.fadd(exact, term, exact=True)
    return +exact, mp.fsub(exact, +exact)


def _e():
    return +mp.e


def _e_lost():
    """e less its rounded value."""
    rounded = +mp.e
    with mp.workprec(2*mp.prec + 8):
        return mp.e - rounded


def _artanh_excess(z, scale, rest):
    """artanh(z)/z - 1, where scale*rest is 1 - z."""
    if z == 0:
        return mp.zero
    if z > 0.5:
        return (mp.log1p(z) - mp.log(_positive(scale*rest)))/(2*z) - 1
    if 4*mp.mag(z) < -mp.prec - 10:
        return z*z/3*(1 + 3*z*z/5)
    with mp.workprec(mp.prec - 2*mp.mag(z) + 10):
        excess = mp.atanh(z)/z - 1
    return +excess


def _log_ratio(a, b, difference):
    """ln(a/b), where difference is a - b."""
    near = difference/b
    return mp.log1p(near) if 2*near > -1 else mp.log(a/b)
'''


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A module with one function for each variant; `lines` is its header."""
    functions = [_function(variant, required(variant, LANGUAGE)) for variant in quantity.variants]
    return document(lines, [IMPORT, PRELUDE, REQUIRE.format(all="inside"), *functions])


def _function(variant: Variant, check: str = "") -> str:
    about = title(variant.quantity)
    unit = ""
    if "unit" in variant.inputs:
        about += " In bits; in nats with unit=1."
        unit = f"{INDENT}unit = 1/mp.log(2) if unit is None else mp.mpf(unit)\n"
    number = {p: f"list(map(mp.mpf, {p}))" for p in variant.vectors}
    given = "".join(f"{INDENT}{p} = {number.get(p, f'mp.mpf({p})')}\n" for p in variant.parameters)
    steps = body(variant.program, LANGUAGE, INDENT)
    return (
        f"def {variant.name}({arguments(variant, 'None')}):\n"
        f'{about}"""\n'
        f"{given}{check}"
        f"{unit}{steps}\n{INDENT}return _finished(result)"
    )


def kernel(variant: Variant, unit: str) -> Kernel:
    """Results of 96 bits, rounded to float64; one point after the other."""
    text = separated([PRELUDE, *map(_function, variant.quantity.variants)])
    functions = loaded(text, "mpmath", OWN_CONTEXT)
    units = [1] if unit == "nats" and "unit" in variant.inputs else []

    def value(*at: Any) -> float:
        if np.isnan(np.hstack(at)).any():
            return math.nan
        exact, values = balls.clamped(variant, at)
        return float(functions[exact.name](*values, *units)) + 0.0

    def block(arrays: Sequence[Array], out: Array) -> None:
        full = aligned(variant.domain, arrays, out.shape)
        with LOCK:
            for index in np.ndindex(out.shape):
                out[index] = value(*(a[index].tolist() for a in full))

    return block


def exactly(variant: Variant, unit: str) -> Otherwise:
    """A function of numbers of any precision, which gives those of `mpmath.mp` at its precision.

    By balls, which are faster; by the module where they do not know the value at once.
    """
    text = separated([IMPORT, PRELUDE, *map(_function, variant.quantity.variants)])
    functions = loaded(text, "mpmath")
    steps = balls.compiled(variant, BALLS)
    units = [1] if unit == "nats" and "unit" in variant.inputs else []
    ratio = variant.quantity.variant("r")

    def value(at: Sequence[Any], nan: str) -> Any:
        given = dict(zip(variant.parameters, at, strict=True))
        if nan == "propagate" and any(mp.isnan(x) for v in at for x in np.ravel(v)):
            return mp.nan
        multiple.check(variant, given)
        pure = multiple.beyond(variant, given)
        chosen, given = (ratio, given | {"c": mp.one}) if pure else (variant, given)
        found = multiple.enclosed(chosen, unit, given.values(), steps)
        return functions[chosen.name](*given.values(), *units) + mp.zero if found is None else found

    return over_points(variant, value)


def over_points(variant: Variant, value: Callable[[Sequence[Any], str], Any]) -> Otherwise:
    """A function of one point, with the word for NaN, as one of numbers and arrays of them."""

    def call(values: Sequence[Any], nan: str) -> Any:
        for parameter, given in zip(variant.domain, values, strict=True):
            refuse(parameter.name, given, taken=True)
        with LOCK, mp.workprec(mp.prec + multiple.GUARD):
            if not any(map(_has_axes, values)):
                numbers = list(map(multiple.number, variant.domain, values))
                return multiple.rounded([value(numbers, nan)], ())
            arrays = list(map(multiple.objects, variant.domain, values))
            shape = shape_of(variant.domain, arrays)
            full = aligned(variant.domain, arrays, shape)
            points = [value([a[index] for a in full], nan) for index in np.ndindex(shape)]
        return multiple.rounded(points, shape)

    return call


def _has_axes(value: Any) -> bool:
    return isinstance(value, list | tuple | np.ndarray)


TARGET = Target(
    source=source,
    suffix=".py",
    kernel=kernel,
    exactly=exactly,
    language=LANGUAGE,
    by_balls=True,
)
