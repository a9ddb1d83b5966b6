"""Target `numba`: a module of functions that Numba compiles, to call from Python or from its code.

Elementary functions are inlined, as in the C target, so that LLVM vectorises the loops. Nothing is
allowed to change arithmetic: `fastmath` is off, and `fma` is the instruction of LLVM. A ufunc
(`numba.vectorize`) would be four times slower: its loops are vectorised only if no argument is a
scalar.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from derive.numeric import numba_libm
from derive.numeric.arguments import Array, Kernel, aligned
from derive.numeric.inside import at_every_point, together
from derive.numeric.language import Language, body
from derive.numeric.python import (
    INDENT,
    arguments,
    document,
    loaded,
    separated,
    shared_functions,
    title,
)
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Target

LANGUAGE = Language(
    name="numba",
    comment="#",
    step="{name} = {value}",
    calls={
        "fma": "_fma({0}, {1}, {2})",
        "remainder": "_fma(-({1}), {2}, {0})",
        "sqrt": "math.sqrt({0})",
        "exp": "_exp({0})",
        "expm1": "_expm1({0})",
        "log": "_log({0})",
        "log1p": "_log1p({0})",
        "erf": "math.erf({0})",
        "erfc": "math.erfc({0})",
        "artanh_excess": "_artanh_excess({0}, {1}, {2})",
        "log_ratio": "_log_ratio({0}, {1}, {2})",
        "abs": "abs({0})",
        "max": "_larger({0}, {1})",
        "min": "_smaller({0}, {1})",
        "pick": "_pick({0}, {1}, {2})",
        "positive": "_larger({0}, 2.2250738585072014e-308)",
        "nonnegative": "_larger({0}, 0.0)",
        "capped": "_smaller({0}, {1})",
        "whole": "_nearest({0})",
        "within": "_within({0}[i], {1})",
    },
    number=lambda constant: repr(float(constant)),
    total="""\
{name} = {name}_lost = 0.0
for p_i in p:
    {name}, {name}_lost = _added({name}, {name}_lost, {value})
{name}, {name}_lost = _settled({name}, {name}_lost)""",
    so_far="{name} = {total}_{name}\n{total}_{name} += {value}",
    start="{total}_{name} = 0.0",
    bins="""\
{name} = {name}_lost = 0.0
{starts}
for number in range(1, int(_smaller(n, 1048576.0)) + 1):
    bin_k = float(number)
    {steps}
    {name}, {name}_lost = _added({name}, {name}_lost, {value})
{name}, {name}_lost = _settled({name}, {name}_lost)""",
)
AT_POINT = replace(LANGUAGE, calls={**LANGUAGE.calls, "within": "_within({0}, {1})"})
STEPS, POINT, LOOP = (
    '@numba.njit(error_model="numpy", forceinline=True)\n',
    '@numba.njit(error_model="numpy")\n',
    '@numba.njit(error_model="numpy", nogil=True)\n',
)
PRELUDE = f'''\
import math

import numba
import numpy as np
from numba.extending import intrinsic


@intrinsic
def _fma(typing, a, b, c):
    """a*b + c with one rounding."""

    def code(context, builder, signature, values):
        return builder.fma(*values)

    return numba.float64(numba.float64, numba.float64, numba.float64), code


{STEPS}def _larger(a, b):
    """The larger one; a NaN in the first argument stays one."""
    return b if b > a else a


{STEPS}def _smaller(a, b):
    return b if b < a else a


{STEPS}def _pick(test, a, b):
    """Both are computed, so that loops around this have no branches."""
    return a if test else b
'''
VECTORS = f'''\
{STEPS}def _added(total, lost, term):
    """A sum over detectors, and what rounding lost of it."""
    after = total + term
    added = after - total
    return after, lost + ((total - (after - added)) + (term - added))


{STEPS}def _settled(total, lost):
    whole = total + lost
    return whole, lost - (whole - total)


{STEPS}def _within(p, most):
    """No entry is negative, and the sum is at most so much."""
    total, lost, inside = 0.0, 0.0, True
    for p_i in p:
        total, lost = _added(total, lost, p_i)
        inside &= p_i >= 0.0
    return inside & (_settled(total, lost)[0] <= most)
'''
BROADCAST = """\
def _broadcast(loop, arguments, vectors, unit, domain):
    arrays = [np.asarray(a, dtype=np.float64) for a in arguments]
    own = [a.ndim - is_vector for a, is_vector in zip(arrays, vectors)]
    shape = np.broadcast_shapes(*(a.shape[:n] for a, n in zip(arrays, own)))
    out = np.empty(shape)
    full = [np.broadcast_to(a, shape + a.shape[n:]) for a, n in zip(arrays, own)]
    rows = [np.ascontiguousarray(a).reshape((-1, *a.shape[len(shape):])) for a in full]
    if loop(*rows, *unit, out.reshape(-1)):
        raise ValueError(f"an argument is outside of its domain: {domain}")
    return out[()]
"""


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A module: for each variant NAME, NAME_point for compiled code and NAME_array for arrays."""
    functions = [part for variant in quantity.variants for part in _functions(variant)]
    return document(lines, [_prelude(quantity), BROADCAST, *functions])


def _prelude(quantity: Quantity) -> str:
    artanh = shared_functions(quantity.operations, LANGUAGE, STEPS)
    variant = quantity.variant()
    vectors = VECTORS if variant.vectors or variant.sums_bins else ""
    return separated([PRELUDE, vectors, numba_libm.text(STEPS), artanh])


def _functions(variant: Variant) -> list[str]:
    name, given = variant.name, ", ".join(variant.inputs)
    unit = "(unit,)" if "unit" in variant.inputs else "()"
    parameters = "".join(f"{p}, " for p in variant.parameters)
    vectors = tuple(p in variant.vectors for p in variant.parameters)
    steps = body(variant.program, LANGUAGE, INDENT)
    about, domain = title(variant.quantity), "; ".join(p.domain for p in variant.domain)
    return [
        f"{STEPS}def _{name}({given}):\n{steps}\n{INDENT}return result + 0.0",
        f"{POINT}def {name}_point({arguments(variant)}):\n"
        f'{about} For one point; NaN outside of the domain."""\n'
        f"{INDENT}inside = {together(variant, AT_POINT)}\n"
        f"{INDENT}return _{name}({given}) if inside else math.nan",
        _loop(variant),
        f"def {name}({arguments(variant)}):\n"
        f'{about} Arguments broadcast."""\n'
        f"{INDENT}domain = {domain!r}\n"
        f"{INDENT}return _broadcast({name}_array, ({parameters}), {vectors}, {unit}, domain)",
    ]


def _loop(variant: Variant) -> str:
    """NAME_array, which returns how many points lie outside of the domain."""
    at_i = ", ".join(name if name == "unit" else f"{name}[i]" for name in variant.inputs)
    return (
        f"{LOOP}def {variant.name}_array({', '.join(variant.inputs)}, out):\n"
        f'{INDENT}"""Arrays of one length, the result in `out`; counts points outside."""\n'
        f"{INDENT}outside = 0\n{INDENT}for i in range(out.size):\n"
        f"{INDENT * 2}outside += 0 if {at_every_point(variant, LANGUAGE)} else 1\n"
        f"{INDENT * 2}out[i] = _{variant.name}({at_i})\n{INDENT}return outside"
    )


def kernel(variant: Variant, unit: str) -> Kernel:
    """The compiled loop of a variant; it is compiled when first called.

    :raises ExportError: when Numba is not installed.
    """
    text = separated(_functions(variant))
    loop = loaded(text, "numba", _prelude(variant.quantity))[f"{variant.name}_array"]
    units = [UNITS[unit]] if "unit" in variant.inputs else []

    def block(arrays: Sequence[Array], out: Array) -> int:
        result = out if out.dtype == np.float64 and out.flags.c_contiguous else np.empty(out.shape)
        full = map(np.ascontiguousarray, aligned(variant.domain, arrays, out.shape))
        rows = [a.reshape((-1, *a.shape[out.ndim :])) for a in full]
        outside = loop(*rows, *units, result.reshape(-1))
        if result is not out:
            out[...] = result
        return outside

    return block


TARGET = Target(
    source=source,
    suffix=".py",
    kernel=kernel,
    language=LANGUAGE,
    looks_itself=True,
    block=2**16,
)
"""Compiled code keeps nothing in between, so its blocks are larger than for NumPy."""
