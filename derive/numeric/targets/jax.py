"""Target `jax`: a module of differentiable functions in `jax.numpy`, for jit, vmap and grad.

XLA contracts a*b + c and rewrites quotients of quotients, which destroys what `fma` and the guards
are for: `_mul`, `_div` and `_fma` are written so that it leaves them as they are. Derivatives are
taken in forward mode, where a branch not taken does not matter (in reverse mode its infinities
would become NaN), and by rules without 0/0; that in c is the stable form of Eq. (A1).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from derive.numeric.arguments import Array, Kernel
from derive.numeric.inside import together
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
from derive.numeric.quantities import quantity
from derive.numeric.registry import UNITS, Quantity, Variant
from derive.numeric.target import Target

LANGUAGE = Language(
    name="jax",
    comment="#",
    step="{name} = {value}",
    calls={
        "mul": "_mul({0}, {1})",
        "div": "_div({0}, {1})",
        "fma": "_fma({0}, {1}, {2})",
        "remainder": "_fma(-({1}), {2}, {0})",
        "sqrt": "_sqrt({0})",
        "exp": "jnp.exp({0})",
        "expm1": "jnp.expm1({0})",
        "log": "jnp.log({0})",
        "log1p": "_log1p({0})",
        "erf": "erf({0})",
        "erfc": "_erfc({0})",
        "artanh_excess": "_artanh_excess({0}, {1}, {2})",
        "log_ratio": "_log_ratio({0}, {1}, {2})",
        "abs": "_abs({0})",
        "max": "jnp.maximum({0}, {1})",
        "min": "jnp.minimum({0}, {1})",
        "pick": "jnp.where({0}, {1}, {2})",
        "positive": "_positive({0})",
        "nonnegative": "jnp.maximum({0}, 0)",
        "capped": "jnp.minimum({0}, {1})",
        "whole": "jnp.round({0})",
        "within": "(jnp.min({0}, axis=-1) >= 0) & (jnp.sum({0}, axis=-1) <= {1})",
    },
    number=lambda constant: repr(float(constant)),  # of whole numbers JAX takes no derivative
    total="{name}, {name}_lost = _total({value})",
    constants={"E_HIGH": "_kept(2.718281828459045)", "E_LOW": "_kept(1.4456468917292502e-16)"},
)
SLOPES = {"randomness_single": "slope", "randomness_temporal": "slope"}
"""Quantities whose derivative in c is a quantity with a stable form of its own."""
NOTES = (
    "",
    "XLA flushes subnormal numbers to zero: the accuracy is that of arguments and results that are",
    "0 or at least 1e-280. The derivative in c of a randomness has the accuracy of the slope, Eq.",
    "(A1), and is infinite for a pure state. Others are derivatives of the steps, measured for the",
    "randomness: those in rho11 and Gamma_t are good to 20 ulp of value/argument, but overflow for",
    "0 < rho11 < 1e-150, and at rho11 = 0 or Gamma_t = 0 are finite where they should be infinite.",
    "Double precision has to be on.",
)
PRELUDE = '''\
import functools

import jax
import jax.numpy as jnp
from jax.custom_derivatives import SymbolicZero
from jax.scipy.special import erf, erfc


def _kept(constant):
    """A constant that the compiler does not fold into others."""
    return jax.lax.optimization_barrier(jnp.float64(constant))


def _mul(a, b):
    """a*b, rounded: the compiler would contract it with the next sum."""
    return jnp.where(a == a, a*b, a)


@jax.custom_jvp
def _div(a, b):
    """a/b, rounded: the compiler would make a/(b*c) of a/b/c, which may be 0/0."""
    return jnp.where(b == b, a/b, b)


@_div.defjvp
def _(primals, tangents):
    quotient = _div(*primals)
    return quotient, _div(tangents[0] - quotient*tangents[1], primals[1])


@jax.custom_jvp
def _sqrt(a):
    return jnp.sqrt(a)


@_sqrt.defjvp
def _(primals, tangents):
    root = _sqrt(*primals)
    return root, _div(0.5*tangents[0], _positive(root))


@jax.custom_jvp
def _log1p(a):
    """The library's has errors of 40 ulp for a < 0."""
    u = a + _kept(1.0)
    lost = jnp.where(a > 1, 1 - (u - a), a - (u - _kept(1.0)))
    return jnp.log(u) + _div(lost, u)


@_log1p.defjvp
def _(primals, tangents):
    return _log1p(*primals), _div(tangents[0], 1 + primals[0])


@jax.custom_jvp
def _abs(a):
    return jnp.abs(a)


@_abs.defjvp
def _(primals, tangents):
    return _abs(*primals), jnp.where(primals[0] >= 0, tangents[0], -tangents[0])


def _positive(a):
    """At least the smallest normal float."""
    return jnp.maximum(a, 2.2250738585072014e-308)


def _high(a):
    """The upper half of the digits."""
    bits = jax.lax.bitcast_convert_type(a, jnp.int64)
    return jax.lax.bitcast_convert_type(bits & ~0x7ffffff, jnp.float64)


@jax.custom_jvp
def _fma(a, b, c):
    """a*b + c, exact up to one rounding for c near -a*b: partial products have no rounding."""
    a, b = jnp.float64(a), jnp.float64(b)
    a_high, b_high = _high(a), _high(b)
    a_low, b_low = a - a_high, b - b_high
    return ((c + a_high*b_high) + a_high*b_low + a_low*b_high) + a_low*b_low


@_fma.defjvp
def _(primals, tangents):
    (a, b, _), (da, db, dc) = primals, tangents
    return _fma(*primals), da*b + a*db + dc


def _erfc(a):
    """The library's, less the error of the square in its exponent; 0 from 28 on."""
    a = jnp.minimum(a, 30.0)  # the square of a large number would be infinite
    value = erfc(a)
    return value - value*_fma(a, a, -_mul(a, a))


def _differentiable(steps, names, **known):
    """`steps` with derivatives in forward mode, and those in the parameters `known` as given."""
    function = jax.custom_jvp(steps)
    partials = [known.get(name) or _partial(steps, names, i) for i, name in enumerate(names)]

    def rule(primals, tangents):
        terms = [
            partial()(*primals)*tangent
            for partial, tangent in zip(partials, tangents)
            if not isinstance(tangent, SymbolicZero)
        ]
        return function(*primals), sum(terms)

    function.defjvp(rule, symbolic_zeros=True)
    return function


def _partial(steps, names, index):
    """Makes, when called, the derivative in one parameter: itself differentiable."""

    @functools.cache
    def make():
        def along(*values):
            values = list(map(_aside, values, names))

            def only(value):
                return steps(*values[:index], value, *values[index + 1:])

            return jax.jvp(only, values[index:index + 1], [jnp.ones_like(values[index])])[1]

        return _differentiable(along, names)

    return make


def _aside(value, name):
    """At rho11 = 1/2 forms meet in absolute values: derivatives are taken next to it."""
    return value - jnp.where(value == 0.5, 2.0**-54, 0) if name == "rho11" else value


def _total(terms):
    """The sum over the first axis, and what rounding lost of it."""

    def add(sums, term):
        total, lost = sums
        after = total + term
        added = after - total
        return (after, lost + ((total - (after - added)) + (term - added))), None

    zero = jnp.zeros_like(terms[0])
    (total, lost), _ = jax.lax.scan(add, (zero, zero), terms)
    whole = total + lost
    return whole, lost - (whole - total)


def _floats(*values):
    """The arguments in double precision."""
    if jnp.zeros(0, float).dtype != jnp.float64:
        raise TypeError(
            "double precision is off: call jax.config.update('jax_enable_x64', True) first, "
            "or work within jax.enable_x64(True)"
        )
    return [jnp.asarray(value, jnp.float64) for value in values]
'''


def source(quantity: Quantity, lines: Sequence[str]) -> str:
    """A module with one function for each variant; `lines` is its header."""
    functions = [part for v in quantity.variants for part in [*_functions(v), _checked(v)]]
    return document([*lines, *NOTES], [_prelude(quantity), *functions])


def _prelude(found: Quantity) -> str:
    slope = [quantity(SLOPES[found.name])] if found.name in SLOPES else []
    used = frozenset().union(*(each.operations for each in (found, *slope)))
    return separated([PRELUDE, shared_functions(used, LANGUAGE)])


def _functions(variant: Variant) -> list[str]:
    parts, known = [], ""
    if variant.quantity.name in SLOPES:
        slope, known = _slope(variant)
        parts += slope
    made = f"_differentiable(_{variant.name}_steps, {variant.inputs}{known})"
    if variant.vectors:  # one derivative for each detector: JAX takes them itself
        made = f"_{variant.name}_steps"
    return [*parts, f"{_steps(variant)}\n\n\n_{variant.name} = {made}"]


def _checked(variant: Variant) -> str:
    """What a user calls: NaN outside of the domain, as compiled code cannot raise an error."""
    given = ", ".join(variant.inputs)
    return (
        f"@jax.jit\ndef {variant.name}({arguments(variant)}):\n"
        f'{title(variant.quantity)} NaN outside of the domain."""\n'
        f"{INDENT}{given}{',' * (len(variant.inputs) == 1)} = _floats({given})\n"
        f"{INDENT}inside = {together(variant, LANGUAGE)}\n"
        f"{INDENT}return jnp.where(inside, _{variant.name}({given}), jnp.nan)"
    )


def _steps(variant: Variant) -> str:
    entries = f"{INDENT}p_i = jnp.moveaxis(p, -1, 0)\n" if variant.vectors else ""
    steps = entries + body(variant.program, LANGUAGE, INDENT)
    head = f"def _{variant.name}_steps({', '.join(variant.inputs)}):"
    return f"{head}\n{steps}\n{INDENT}return result"


def _slope(variant: Variant) -> tuple[list[str], str]:
    """The derivative in the coherence: its steps, and how the function is told of it."""
    coherence = "r" if "r" in variant.parameters else "c"
    slope = quantity(SLOPES[variant.quantity.name]).variant(coherence)
    value = f"_{slope.name}_steps({', '.join(slope.inputs)})"
    if coherence == "r":
        value += "*_sqrt(rho11*(1 - rho11))"
    name = f"_{variant.name}_slope"
    head = f"def {name}_steps({', '.join(variant.inputs)}):"
    parts = [
        _steps(slope),
        f"{head}\n{INDENT}return {value}\n\n\n"
        f"{name} = _differentiable({name}_steps, {variant.inputs})",
    ]
    return parts, f", {coherence}=lambda: {name}"


def kernel(variant: Variant, unit: str) -> Kernel:
    """The compiled function of a variant, in double precision whatever the user's settings are.

    :raises ExportError: when JAX is not installed.
    """
    text = separated(_functions(variant))
    names = loaded(text, "jax", _prelude(variant.quantity))
    units = [UNITS[unit]] if "unit" in variant.inputs else []
    return _block(names["jax"], names["jax"].jit(names[f"_{variant.name}"]), units)


def _block(jax: Any, function: Any, units: list[float]) -> Kernel:
    def block(arrays: Sequence[Array], out: Array) -> None:
        with jax.enable_x64(True):
            given = map(jax.numpy.float64, (*arrays, *units))
            out[...] = np.asarray(function(*given))

    return block


TARGET = Target(source=source, suffix=".py", kernel=kernel, language=LANGUAGE, block=2**16)
