"""First-order errors: they cover what happens, are small, and a wrong one is noticed."""

import ast
import ctypes
import random
import shutil
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import zip_longest
from math import factorial

import numpy as np
import pytest
from flint import arb, ctx
from numpy.polynomial import chebyshev

from derive.export import function, quantities
from derive.numeric import balls, first_order, first_try, lower, pairs
from derive.numeric.c import first_order as c_first_order
from derive.numeric.c import helpers as c_helpers
from derive.numeric.c import libm
from derive.numeric.c.compiler import compiler, loaded
from derive.numeric.expanded import Known, Number, with_error
from derive.numeric.first_order import (
    FACTOR,
    IN_C,
    IN_NUMPY,
    IN_NUMPY_AT_ONCE,
    IN_NUMPY_EXACTLY,
    possible,
)
from derive.numeric.language import INFIX, body
from derive.numeric.program import evaluate, program
from derive.numeric.registry import UNITS
from derive.numeric.rules import NORMAL, TINY, U, _at_once, rules
from derive.numeric.targets import c
from derive.numeric.targets import numpy as target_numpy
from derive.numeric.unrounded import unrounded

NEEDS_C = pytest.mark.skipif(shutil.which("cc") is None, reason="needs cc: apt-get install gcc")
TRIED = [v for q in quantities() if q.has_lower for v in q.variants if possible(v)]
IDS = [variant.name for variant in TRIED]
MODULE = first_try.loaded(target_numpy.PRELUDE + first_try.SIZES, "numpy")
FLOATS = {
    **pairs.FLOATS,
    **{name: getattr(np, name) for name in ("exp", "expm1", "log", "log1p")},
    "mad": lambda a, b, c: a * b + c,
    "max": np.maximum,
    "min": np.minimum,
    "capped": np.minimum,
    "both": np.minimum,
    "nonnegative": lambda a: np.maximum(a, 0.0),
    "binade": MODULE["_binade"],
    "inverse_above": MODULE["_inverse_above"],
    "log_ratio": MODULE["_log_ratio"],
}
EXACT = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "fma": lambda a, b, c: a * b + c,
    "max": lambda a, b: a.max(b),
    "min": lambda a, b: a.min(b),
    "capped": lambda a, b: a.min(b),
    "log_ratio": lambda a, b, _: (a / b).log(),
    **{name: getattr(arb, name) for name in ("sqrt", "exp", "expm1", "log", "log1p")},
}
COUNT = {"log_ratio": 3, "fma": 3, "add": 2, "mul": 2, "div": 2, "max": 2, "min": 2, "capped": 2}
BELOW = {
    *("add apart", "max", "max zero", "min", "exp below", "expm1 below", "fma"),
    *("log_ratio", "log_ratio exact"),
}
"""Rules whose last argument may be negative."""
TRIED_RULES = [
    *("add", "add apart", "mul", "fma", "div", "max", "max zero", "min", "capped", "sqrt"),
    *("exp", "exp below", "expm1", "expm1 below", "log", "log1p", "log_ratio", "log_ratio exact"),
]
STATIC = {"log_ratio exact"}
"""Rules for arguments that have no other error than a relative one."""


def in_steps(rule, own, relative):
    """The steps of an operation on arguments with such relative errors, and others."""
    name, names = rule.split()[0], ["a", "b", "c"][: COUNT.get(rule.split()[0], 1)]
    sign = {"exp below": -1, "expm1 below": -1}.get(rule, 0 if rule in BELOW else 1)
    signs = [1] * (len(names) - 1) + [sign]
    given = {
        n: Number(
            ast.Name(n), (-45.0, 8.0), s, relative,
            ast.Constant(0.0) if rule in STATIC else ast.Name(f"{n}_off"),
        )
        for n, s in zip(names, signs, strict=True)
    }  # fmt: skip
    last = ["a", "0"] if rule == "max zero" else names
    code = program(names, f"result = {name}({', '.join(last)})", ["result"])
    if name in INFIX:
        code = program(names, f"result = a {INFIX[name]} b", ["result"])
    known = Known(rules(own), {}, NORMAL, TINY)
    inputs = [*names, *(f"{n}_off" for n in names)]
    return inputs, with_error(code, known, given)


def in_numpy(own):
    """Values, errors, and whether they are sure, for rows of arguments and their errors."""

    def compute(rule, highs, offs, relative):
        inputs, steps = in_steps(rule, own, relative)
        with np.errstate(all="ignore"):
            known = evaluate(steps, FLOATS, dict(zip(inputs, [*highs, *offs], strict=True)))
        return np.array(np.broadcast_arrays(known["result"], known["off"], known["sure"]))

    return compute


def in_c(rule, highs, offs, relative):
    """The same, compiled."""
    inputs, steps = in_steps(rule, IN_C, relative)
    given = "".join(f"  const double {n} = given[{i}]; (void){n};\n" for i, n in enumerate(inputs))
    text = (
        f"void tried(const double *given, double *out) {{\n{given}"
        f"{body(steps, c_first_order.FLOATS, '  ')}\n"
        "  out[0] = result, out[1] = off, out[2] = sure;\n}\n"
    )
    parts = "\n".join([c_helpers.BASIC, libm.text(), c_first_order.HELPERS])
    library = loaded(f"{c_helpers.START}\n{c_helpers.completed(parts, text)}", compiler())
    found = np.empty((3, len(highs[0])))
    for i, at in enumerate(np.array([*highs, *offs]).T.copy()):
        out = np.empty(3)
        library.tried(*(ctypes.c_void_p(a.ctypes.data) for a in (at, out)))
        found[:, i] = out
    return found


def drawn(rule, rng, count=60):
    """Arguments of an operation."""
    name = rule.split()[0]
    rows = [[10 ** rng.uniform(-12, 1.5) for _ in range(COUNT.get(name, 1))] for _ in range(count)]
    for row in rows:
        if len(row) > 1 and rng.random() < 0.7:
            row[1] = row[0] * rng.choice([1 + 1e-9, 1 - 1e-3, 0.6, 1.7, 1.38])
        if rule in BELOW and (name in ("exp", "expm1") or rng.random() < 0.5):
            row[-1] *= -1
        if name == "log_ratio":
            row[2] = row[0] - row[1]
    return np.array(rows).T


SIDES = ([1, 1, 1], [-1, -1, -1], [1, -1, 1], [-1, 1, -1], [0, 0, 0], [1, 0, 1], [0, -1, 1])


def ends(rule, high, off, sides):
    """Exact arguments at the ends, a difference as it then is; none where that is too far away."""
    found = [arb(h) + s * arb(o) for h, o, s in zip(high, off, sides, strict=False)]
    if rule == "max zero":
        found[1] = arb(0)
    if rule.startswith("log_ratio"):
        found[2] = found[0] - found[1]
        return found if abs(found[2] - arb(high[2])) <= arb(off[2]) else None
    return found


def worst(rule, relative, compute):
    """The largest error found, over what the steps say."""
    rng, name = random.Random(f"{rule}{relative}"), rule.split()[0]
    highs = drawn(rule, rng)
    if name == "fma":
        highs[2] = -highs[0] * highs[1] * (1 + relative)
    static = relative if rule in STATIC else relative / 2
    rounded = 2.0**-53 if name == "log_ratio" else 0.0
    offs = np.abs(highs) * (0.0 if rule in STATIC else relative / 2 + rounded)
    offs *= 10.0 ** np.array([[rng.uniform(-3, 0) for _ in row] for row in offs])
    if rule == "log_ratio":
        offs[2] = offs[0] + offs[1]
    most, (values, found, sure) = 0.0, compute(rule, highs, offs, static + rounded)
    ctx.prec = 300
    allowed = offs + np.abs(highs) * (static + rounded)
    for i in np.flatnonzero(sure >= 0):
        for sides in SIDES:
            given = ends(rule, highs[:, i].tolist(), allowed[:, i].tolist(), sides)
            if given is not None:
                error = abs(arb(float(values[i])) - EXACT[name](*given))
                most = max(
                    most,
                    float((error / arb(float(found[i]))).upper())
                    if found[i]
                    else float(error.upper()),
                )
    ctx.prec = 53
    return most


COMPUTES = {
    "c": in_c,
    "numpy": in_numpy(IN_NUMPY),
    "numpy exactly": in_numpy(IN_NUMPY_EXACTLY),
    "numpy at once": in_numpy(IN_NUMPY_AT_ONCE),
}
AT_ONCE = [rule for rule in TRIED_RULES if rule in _at_once()]
CASES = [
    (name, rule)
    for name in COMPUTES
    for rule in (AT_ONCE if name == "numpy at once" else TRIED_RULES)
]


@NEEDS_C
@pytest.mark.parametrize(("computes", "rule"), CASES)
def test_the_error_covers_every_argument_that_its_errors_allow(computes, rule):
    found = [worst(rule, relative, COMPUTES[computes]) for relative in (0.0, 1e-15, 1e-10)]
    assert 0 < max(found) <= FACTOR


@NEEDS_C
@pytest.mark.parametrize(("computes", "rule"), CASES)
def test_a_quarter_of_the_error_is_too_little_and_noticed(computes, rule):
    def quarter(*given):
        values, found, sure = COMPUTES[computes](*given)
        return values, 0.25 * found, sure

    assert max(worst(rule, relative, quarter) for relative in (1e-15, 1e-10)) > FACTOR


@NEEDS_C
def test_what_stands_for_an_inverse_is_at_least_that_and_less_than_a_percent_more():
    loop = "for (int i = 0; i < 32768; i++) out[i] = inverse_above_(a[i]);"
    text = f"void inverses(const double *a, double *out) {{ {loop} }}\n"
    parts = "\n".join([libm.text(), c_first_order.HELPERS])
    library = loaded(f"{c_helpers.START}\n{c_helpers.completed(parts, text)}", compiler())
    mantissas = np.linspace(1, 4, 2**13, endpoint=False)
    at = np.concatenate([mantissas * 2.0**power for power in (-1022, -1, 0, 900)])
    found = np.empty(at.size)
    library.inverses(*(ctypes.c_void_p(a.ctypes.data) for a in (at, found)))
    share = found * at
    assert share.min() > 1.001
    assert share.max() < 1.004


def test_every_rule_is_tried_or_takes_one_of_its_arguments():
    assert set(rules(IN_C)) == {*TRIED_RULES, "pick", "positive", "scaled"}


@NEEDS_C
@pytest.mark.parametrize("computes", list(COMPUTES))
def test_a_logarithm_of_what_may_be_zero_or_is_no_number_is_not_sure(computes):
    ends = [0.0, 1e-310, 1.0, np.nan, 1.0]
    highs = np.array([ends, np.ones(5), np.subtract(ends, 1.0)])
    _, _, sure = COMPUTES[computes]("log_ratio", highs, np.array([[0.0] * 4 + [1e-5]] * 3), 0.0)
    assert (sure >= 0).tolist() == [False, False, True, False, False]


@pytest.mark.parametrize("own", [IN_NUMPY, IN_NUMPY_EXACTLY])
def test_the_error_of_a_root_of_zero_in_numpy_is_positive_whatever_the_sign(own):
    _, off, _ = in_numpy(own)("sqrt", np.array([[0.0, -0.0]]), np.array([[1e-20] * 2]), 0.0)
    assert (off >= 1e-10).all()


@pytest.mark.parametrize("own", [IN_C, IN_NUMPY, IN_NUMPY_EXACTLY])
def test_an_argument_with_the_sign_of_minus_zero_counts_as_zero(own):
    code = program(["x"], "result = 1 + sqrt(x)", ["result"])
    steps = with_error(code, Known(rules(own), {"x": (-64.0, 0.0)}, NORMAL, TINY))
    floats = FLOATS | {"inverse_above": lambda a: 1 / a}
    with np.errstate(divide="ignore"):
        off = evaluate(steps, floats, {"x": np.array([0.0, -0.0])})["off"]
    assert (off == np.inf).all()


@pytest.mark.parametrize("variant", TRIED, ids=IDS)
def test_arguments_lie_between_the_powers_of_2_that_are_said_or_are_zero(variant):
    steps = first_order._region(variant, first_order.REGION)
    inside = {p.name: 0.5 if p.upper <= 1 else 2.0 for p in variant.domain} | {"c": 0.25}
    sides = {0.0: True, 2.0**-64: True, 2.0**-65: False, 5e-324: False, np.nan: False}
    for name in {"rho11", "r", "Gamma_t"} & set(variant.parameters):
        for at, holds in sides.items():
            if "c" not in variant.parameters or name == "Gamma_t":
                found = evaluate(steps, FLOATS, inside | {name: at, "sure": 0.0})["region"]
                assert (found >= 0) == holds


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


@cache
def enclosed(variant):
    """Points, and the pairs of floats and errors that enclose the nats there."""
    points = at_points(variant, 1000, np.random.default_rng(2))
    values = {n: lower.exact(a) for n, a in zip(variant.parameters, points, strict=True)}
    values["unit"] = lower.exact(UNITS["nats"])
    with np.errstate(all="ignore"):
        known = evaluate(variant.program, lower.arithmetic(), values, lower.exact)
    return points, known["result"]


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=NEEDS_C)])
@pytest.mark.parametrize("variant", TRIED, ids=IDS)
def test_a_bound_is_never_above_what_pairs_of_floats_enclose(variant, target):
    points, (hi, lo, off) = enclosed(variant)
    coherence = "r" if "r" in variant.parameters else "c"
    options = {"coherence": coherence, "rounding": "down", "unit": "nats"}
    bound = function(variant.quantity.name, target, **options)(*points)
    close = off < 2.0**-57 * np.abs(hi)
    assert close.mean() > 0.99
    assert ((bound - hi)[close] <= (lo + off)[close]).all()


@pytest.mark.parametrize("variant", TRIED, ids=IDS)
def test_no_error_is_negative_and_none_is_without_reason(variant):
    exact = replace(variant, program=unrounded(variant.program))
    spans = {n: first_order._span(variant, n, IN_NUMPY_AT_ONCE.region) for n in variant.inputs}
    known = Known(rules(IN_NUMPY_AT_ONCE), spans, NORMAL, TINY)
    steps = with_error(exact.program, known)
    points = dict(
        zip(variant.parameters, at_points(variant, 50, np.random.default_rng(7)), strict=True)
    )
    with np.errstate(all="ignore"):
        found = evaluate(steps, FLOATS, points | {"unit": 1.0})
    assert (found["off"] > 0).all() and (found["off"] < 1e-12).all()


@pytest.mark.parametrize("variant", TRIED, ids=IDS)
def test_what_makes_up_for_rounding_is_left_out_and_changes_nothing(variant):
    left = unrounded(variant.program)
    assert not {"fma", "remainder"} & left.operations
    whole = balls.straight(variant.program, balls.ARITHMETIC, arb, balls.CONSTANTS)
    less = balls.straight(left, balls.ARITHMETIC, arb, balls.CONSTANTS)
    ctx.prec = 200
    for at in np.array(at_points(variant, 5, np.random.default_rng(8))).T.tolist():
        given = [*map(arb, at), *([arb(1)] if "unit" in variant.inputs else [])]
        assert abs(whole(*given) - less(*given)) < arb(2) ** -100
    ctx.prec = 53


def test_what_is_no_rounding_error_is_kept():
    kept = program(["x", "y"], "p = x*y\nresult = fma(x, x, -p)", ["result"])
    assert unrounded(kept).operations == {"mul", "neg", "fma"}
    tiny = program(["x"], "result = (x + 1e30) - 1e30*(1 + 1e-40*x)", ["result"])
    assert len(unrounded(tiny).steps) == 1 and "sub" in unrounded(tiny).operations


def known_in_c(variant, points):
    """How many points the first try in C knows: the rest of the loop is left out."""
    text = c.source(variant.quantity, ())
    assert "next_missing(out, 0, count)" in text
    library = loaded(text.replace("next_missing(out, 0, count)", "count"), compiler())
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
    rule = f"{name} below" if name in ("exp", "expm1") else name
    values, _, _ = in_c(rule, [at], [np.zeros(at.size)], 0.0)
    hi, lo = pairs.arithmetic()[name]((at, np.zeros(())))
    far = np.abs((values - hi) - lo) / np.abs(hi) / 2.0**-53
    assert 0.2 * most < far.max() <= most
