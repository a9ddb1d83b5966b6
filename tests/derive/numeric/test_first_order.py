"""First-order errors: they cover what happens, are small, and a wrong one is noticed."""

import ctypes
import random
import shutil
from fractions import Fraction
from itertools import zip_longest
from math import factorial

import numpy as np
import pytest
from flint import arb, ctx
from numpy.polynomial import chebyshev

from derive.export import function, quantities
from derive.numeric import first_order, first_try, lower, pairs
from derive.numeric.c import first_order as c_first_order
from derive.numeric.c import helpers as c_helpers
from derive.numeric.c import libm
from derive.numeric.c.compiler import compiler, loaded
from derive.numeric.first_order import (
    FACTOR,
    IN_C,
    IN_NUMPY,
    IN_NUMPY_EXACTLY,
    U,
    errors,
    possible,
)
from derive.numeric.program import evaluate
from derive.numeric.registry import UNITS
from derive.numeric.targets import c
from derive.numeric.targets import numpy as target_numpy

NEEDS_C = pytest.mark.skipif(shutil.which("cc") is None, reason="needs cc: apt-get install gcc")
TRIED = [v for q in quantities() if q.has_lower for v in q.variants if possible(v)]
IDS = [variant.name for variant in TRIED]
MODULE = first_try.loaded(target_numpy.PRELUDE + first_try.BINADE, "numpy")
FLOATS = {
    **pairs.FLOATS,
    "mad": lambda a, b, c: a * b + c,
    "min": np.minimum,
    "binade": MODULE["_binade"],
}
VALUES = {
    **{name: FLOATS[name] for name in ("add", "mul", "div", "fma", "sqrt")},
    **{name: getattr(np, name) for name in ("exp", "expm1", "log", "log1p")},
    "log_ratio": MODULE["_log_ratio"],
    "max": np.maximum,
}
EXACT = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "fma": lambda a, b, c: a * b + c,
    "max": lambda a, b: a.max(b),
    "log_ratio": lambda a, b, _: (a / b).log(),
    **{name: getattr(arb, name) for name in ("sqrt", "exp", "expm1", "log", "log1p")},
}
COUNT = {"log_ratio": 3, "fma": 3, "add": 2, "mul": 2, "div": 2, "max": 2}


def in_numpy(own):
    """Values and errors of an operation, for rows of arguments and their errors."""

    def compute(name, highs, offs):
        operation = errors(own)[name]
        v = VALUES[name](*highs)
        parts = [part for pair in zip(highs, offs, strict=True) for part in pair]
        given = dict(zip(operation.steps.inputs, [*parts, v, np.inf], strict=True))
        return v, evaluate(operation.steps, FLOATS, given)["off"]

    return compute


def in_c():
    """The same, compiled."""
    parts = [c_helpers.BASIC, libm.text(), c_first_order.helpers()]
    wrappers = "\n".join(map(_wrapper, EXACT))
    text = c_helpers.completed("\n".join(parts), wrappers)
    library = loaded(f"{c_helpers.START}\n{text}", compiler())

    def compute(name, highs, offs):
        found = np.empty((2, len(highs[0])))
        for i, at in enumerate(np.array([*highs, *offs]).T.copy()):
            out = np.empty(2)
            library[f"try_{name}"](*(ctypes.c_void_p(a.ctypes.data) for a in (at, out)))
            found[:, i] = out
        return found

    return compute


def _wrapper(name):
    count = COUNT.get(name, 1)
    given = ", ".join(f"a{i}" for i in range(count))
    rows = "".join(f"  rough a{i} = {{a[{i}], a[{count + i}]}};\n" for i in range(count))
    return (
        f"void try_{name}(const double *a, double *out) {{\n{rows}"
        f"  const rough found = rough_{name}({given});\n"
        f"  out[0] = found.value, out[1] = found.off;\n}}\n"
    )


def drawn(name, relative, rng, count=300):
    """Arguments, their errors, and exact arguments that those allow."""
    rows = [[10 ** rng.uniform(-12, 1.5) for _ in range(COUNT.get(name, 1))] for _ in range(count)]
    for row in rows:
        if len(row) > 1 and rng.random() < 0.7:
            row[1] = row[0] * rng.choice([1 + 1e-9, 1 - 1e-3, 0.6, 1.7, 1.38])
        if name in ("exp", "expm1") or (name == "add" and rng.random() < 0.5):
            row[-1] *= -1
    highs = np.array(rows).T
    offs = np.abs(highs) * relative
    if name in ("exp", "expm1"):
        offs = np.minimum(offs, 2.0**-21)
    return highs, offs


def ends(name, high, off, sides):
    """Exact arguments at the ends; a difference is that of the first two."""
    found = [arb(h) + s * arb(o) for h, o, s in zip(high, off, sides, strict=True)]
    if name == "log_ratio":
        found[2] = found[0] - found[1]
    return found


def worst(name, relative, compute):
    """The largest error found, over what `off` says."""
    rng = random.Random(f"{name}{relative}")
    highs, offs = drawn(name, relative, rng)
    if name == "log_ratio":
        highs[2] = highs[0] - highs[1]
        offs[2] = offs[0] + offs[1] + 2.0**-53 * np.abs(highs[2])
    if name == "fma":
        highs[2] = -highs[0] * highs[1] * (1 + relative)
    with np.errstate(all="ignore"):
        values, found = compute(name, list(highs), list(offs))
    ctx.prec, most = 300, 0.0
    for i, (v, off) in enumerate(zip(values.tolist(), found.tolist(), strict=True)):
        for sides in ([1, 1, 1], [-1, -1, -1], [1, -1, 1], [-1, 1, -1], [0, 0, 0]):
            given = ends(name, highs[:, i].tolist(), offs[:, i].tolist(), sides[: len(highs)])
            error = abs(arb(v) - EXACT[name](*given))
            most = max(most, float((error / arb(off)).upper()) if off else float(error.upper()))
    ctx.prec = 53
    return most


COMPUTES = {
    "c": in_c,
    "numpy": lambda: in_numpy(IN_NUMPY),
    "numpy exactly": lambda: in_numpy(IN_NUMPY_EXACTLY),
}


@NEEDS_C
@pytest.mark.parametrize("relative", [0.0, 1e-15, 1e-10])
@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("computes", COMPUTES)
def test_the_error_covers_every_argument_that_its_errors_allow(computes, name, relative):
    assert worst(name, relative, COMPUTES[computes]()) <= FACTOR


@NEEDS_C
@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("computes", COMPUTES)
def test_half_of_the_error_is_too_little_and_noticed(computes, name):
    compute = COMPUTES[computes]()

    def half(*given):
        values, found = compute(*given)
        return values, 0.5 * found

    assert max(worst(name, relative, half) for relative in (1e-15, 1e-10)) > FACTOR


def at_points(variant, count, rng):
    """Points all over the inside of the domain."""
    x, r = rng.random(count), rng.random(count)
    drawn = {
        "rho11": x,
        "r": r,
        "c": np.sqrt(x * (1 - x)) * r,
        "Gamma_t": 3 * rng.random(count),
        "n": rng.integers(1, 100, count).astype(float),
        "eta": rng.random(count),
        "d": 0.01 * rng.random(count),
    }
    return [drawn[name] for name in variant.parameters]


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=NEEDS_C)])
@pytest.mark.parametrize("variant", TRIED, ids=IDS)
def test_a_bound_is_never_above_what_pairs_of_floats_enclose(variant, target):
    points = at_points(variant, 1000, np.random.default_rng(2))
    coherence = "r" if "r" in variant.parameters else "c"
    options = {"coherence": coherence, "rounding": "down", "unit": "nats"}
    bound = function(variant.quantity.name, target, **options)(*points)
    values = {n: lower.exact(a) for n, a in zip(variant.parameters, points, strict=True)}
    values["unit"] = lower.exact(UNITS["nats"])
    with np.errstate(all="ignore"):
        known = evaluate(variant.program, lower.arithmetic(), values, lower.exact)
    hi, lo, off = known["result"]
    close = off < 2.0**-57 * np.abs(hi)
    assert close.mean() > 0.99
    assert ((bound - hi)[close] <= (lo + off)[close]).all()


def known_in_c(variant, points):
    """How many points the first try in C knows: the rest of the loop is left out."""
    text = c.source(variant.quantity, ()).replace("if (out[i] == out[i]) continue;", "continue;")
    library = loaded(text, compiler())
    call, out = library[f"{variant.name}_lower_array"], np.empty(len(points[0]))
    given = [ctypes.c_void_p(a.ctypes.data) for a in points]
    size = ctypes.c_void_p(out.ctypes.data), ctypes.c_size_t(out.size)
    call(*given, ctypes.c_double(UNITS["bits"]), *size)
    return np.isfinite(out).mean()


def known_in_numpy(variant, points):
    """The same in NumPy."""
    text = first_try.written(
        variant, target_numpy.LANGUAGE, target_numpy._prelude(variant.quantity), IN_NUMPY_EXACTLY
    )
    with np.errstate(all="ignore"):
        call = first_try.loaded(text, "numpy")[f"{variant.name}_first"]
        return np.isfinite(call(*points, UNITS["bits"])).mean()


@pytest.mark.parametrize("known", [pytest.param(known_in_c, marks=NEEDS_C), known_in_numpy])
@pytest.mark.parametrize("variant", TRIED, ids=IDS)
def test_the_first_try_is_enough_at_nearly_all_points(variant, known):
    points = at_points(variant, 1000, np.random.default_rng(4))
    assert known(variant, points) > 0.7


def test_a_program_is_tried_as_long_as_its_errors_may_grow_so_far(monkeypatch):
    assert (1 + 2.0**-18) ** first_order.MOST < FACTOR
    monkeypatch.setattr(first_order, "MOST", 10)
    assert not any(map(possible, TRIED))


def test_functions_that_are_worse_than_believed_are_not_used(monkeypatch):
    first_try.trusted.cache_clear()
    assert first_try.trusted()
    first_try.trusted.cache_clear()
    exp = np.exp
    monkeypatch.setattr(np, "exp", lambda a: exp(a) * (1 + 2.0**-50))
    assert not first_try.trusted()
    monkeypatch.undo()
    first_try.trusted.cache_clear()


def largest(coefficients, exact, low, high, power):
    """A bound of t**power times the distance of two polynomials, for t in [low, high]."""
    pairs_of_terms = zip_longest(map(Fraction, coefficients), exact, fillvalue=Fraction(0))
    apart = [*[Fraction(0)] * power, *(a - b for a, b in pairs_of_terms)]
    middle, half = Fraction(low + high) / 2, Fraction(high - low) / 2
    moved = [Fraction(0)]  # in (t - middle)/half, by Horner's rule
    for coefficient in reversed(apart):
        shifted = [middle * c for c in [*moved, Fraction(0)]]
        moved = [a + half * b for a, b in zip(shifted, [Fraction(0), *moved], strict=True)]
        moved[0] += coefficient
    return np.abs(chebyshev.poly2cheb(list(map(float, moved)))).sum()


def test_the_polynomials_are_off_by_as_little_as_the_errors_say():
    exp = [Fraction(1, factorial(i)) for i in range(2, 26)]
    wide = Fraction(3467, 10000)
    assert largest(libm.EXP_SERIES, exp, -wide, wide, 2) < 0.1 * U * 0.29
    ratio = [Fraction(2, 2 * i + 3) for i in range(30)]
    for most in (Fraction(14, 100), Fraction(1, 5)):
        assert largest(libm.RATIO_TERMS, ratio, Fraction(0), most**2, 1) < 0.35 * U * 2
    assert largest(libm.EXP_SERIES[:-1], exp, -wide, wide, 2) > 0.1 * U * 0.29  # is noticed


@NEEDS_C
@pytest.mark.parametrize(
    ("name", "most"), [("exp", IN_C.exp), ("expm1", IN_C.expm1), ("log", IN_C.log), ("log1p", 6)]
)
def test_functions_in_c_are_as_good_as_is_proved(name, most):
    rng = np.random.default_rng(6)
    at = np.concatenate([rng.uniform(0, 3, 20000), 10 ** rng.uniform(-12, 2.5, 20000)])
    at = -at if name in ("exp", "expm1") else at
    values, _ = in_c()(name, [at], [np.zeros(at.size)])
    hi, lo = pairs.arithmetic()[name]((at, np.zeros(())))
    far = np.abs((values - hi) - lo) / np.abs(hi) / 2.0**-53
    assert 0.2 * most < far.max() <= most
