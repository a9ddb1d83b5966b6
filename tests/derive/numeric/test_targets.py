"""Exported functions against the derived equations, and targets against ball arithmetic."""

import math
import random
import subprocess
from functools import cache
from itertools import product

import mpmath
import numpy as np
import pytest
from sympy import Rational, lambdify, log

from benchmarks.accuracy import error, point
from derive import equation
from derive import symbols as sym
from derive.emission.many_bins import many_bins_offset
from derive.equations import numbers
from derive.errors import ExportError
from derive.export import function, offers, quantities, source, targets
from derive.model.equation import BUILT_IN
from derive.numeric import balls
from derive.numeric.language import Language, body
from derive.numeric.program import program
from derive.numeric.quantities import QUANTITIES
from tests.derive.numeric.few import FEW, operations, with_targets
from tests.derive.numeric.golden_names import GOLDEN, KEPT, kept_text

VARIANTS = [variant for quantity in quantities() for variant in quantity.variants]
IDS = [variant.name for variant in VARIANTS]
TARGETS = ("numpy", "c", "numba", "jax", "mpmath")
CLICKS = 4
SYMBOLS = {
    "p": [sym.click[k + 1] for k in range(CLICKS)],
    "rho11": sym.rho11,
    "c": sym.c,
    "n": sym.n,
    "a": sym.bin_width,
    "P": sym.P,
    "A_gain": sym.A_gain,
    "tau_c": sym.tau_c,
    "tau": sym.tau,
    "eta": sym.eta_d,
    "d": sym.d_c,
    "order": sym.nu,
}
ULPS = 16


@cache
def derived(name: str):
    """The derived expression of a quantity, in the order of its parameters with c, not r."""
    quantity = QUANTITIES[name]
    if quantity.part == "limit":
        expression = many_bins_offset()
    else:
        expression = equation(quantity.equation).part(quantity.part)
    if quantity.name == "randomness_phase":
        expression = expression.subs(sym.lambda_, equation("39:lorentzian").rhs)
    gamma_t = sym.x
    if "p" in quantity.parameters:
        expression = expression.subs(sym.m, CLICKS).doit()
        clicked = sum(SYMBOLS["p"])
        expression = expression.subs(sym.rho11, clicked / (1 - sym.alpha))
    expression = expression.subs({sym.Gamma: gamma_t / sym.t, sym.rho00: 1 - sym.rho11})
    names = [gamma_t if p == "Gamma_t" else SYMBOLS[p] for p in quantity.parameters]
    modules = [{"Phi": mpmath.ncdf}, "mpmath"]
    return lambdify(names, expression.rewrite(log), modules)


@pytest.mark.parametrize("variant", VARIANTS, ids=IDS)
def test_the_stable_form_is_the_derived_equation_at_random_points(variant):
    rng = random.Random(variant.name)
    formula = derived(variant.quantity.name)
    for _ in range(6):
        x, r, g = (Rational(rng.randint(1, 63), 64) for _ in range(3))
        values = {"rho11": float(x), "r": float(r), "Gamma_t": float(4 * g), "n": 5.0}
        values |= {"a": 0.5, "P": 2.0, "A_gain": float(g), "tau_c": float(x), "tau": float(r)}
        values |= {"eta": float(r), "d": float(x) / 8, "order": 1 + float(g)}
        values["p"] = tuple(0.01 * float(v) for v in (x, r, g, 1))
        with mpmath.workdps(60):
            exact_x = mpmath.mpf(float(x))
            c = mpmath.mpf(float(r)) * mpmath.sqrt(exact_x * (1 - exact_x))
            values["c"] = float(c)
            c = c if "r" in variant.parameters else mpmath.mpf(values["c"])
            order = variant.quantity.parameters
            exact = {p: [*map(mpmath.mpf, v)] if p == "p" else v for p, v in values.items()}
            given = {p: mpmath.mpmathify(exact[p]) if p != "p" else exact[p] for p in order}
            given |= {"c": c, "n": 5}
            want = formula(*(given[p] for p in order))
            got = balls.enclosure(variant, "bits", [values[p] for p in variant.parameters])
            middle = mpmath.mpf(got.mid().str(40, radius=False))
            assert abs(middle - mpmath.re(want)) < mpmath.mpf(10) ** -20 * abs(want)


def test_few_quantities_have_every_operation():
    assert operations(FEW) == operations(QUANTITIES)
    assert operations(set(FEW) - {"slope"}) < operations(QUANTITIES)


@pytest.mark.parametrize(("variant", "target"), [*with_targets(VARIANTS, TARGETS)])
def test_errors_stay_within_ulps_of_ball_arithmetic_on_the_whole_domain(variant, target):
    if not offers(variant.quantity.name, target):
        with pytest.raises(ExportError, match="has no sums of n terms"):
            function(variant.quantity.name, target)
        return
    rng = random.Random(7)
    points = [point(variant, rng) for _ in range(30 if variant.sums_bins else 100)]
    if target == "jax":  # XLA flushes subnormal numbers to zero, as its header says
        points = [p for p in points if all(v == 0 or v >= 1e-280 for v in np.hstack(p))]
    coherence = "r" if "r" in variant.parameters else "c"
    columns = map(np.array, zip(*points, strict=True))
    values = function(variant.quantity.name, target, coherence=coherence)(*columns)
    errors = [
        error(variant, p, float(v))
        for p, v in zip(points, values, strict=True)
        if target != "jax" or v == 0 or abs(v) >= 1e-280
    ]
    assert max(errors) < ULPS
    assert np.median(errors) < (1.1 if "order" in variant.parameters else 0.7)


@pytest.mark.parametrize("target", targets(callable_only=True))
def test_limits_at_the_edges_are_returned(target):
    randomness = function("randomness_temporal", target)
    assert randomness(0.0, 0.0, 1.0, 3) == 0.0
    assert randomness(0.7, 0.1, 0.0, 3) == 0.0
    assert randomness(0.5, 0.5, math.inf, 3) == 1.0
    assert randomness(1.0, 0.0, math.inf, 3) == 0.0
    assert function("slope", target)(0.5, 0.5, 1.0) == math.inf
    assert function("slope", target)(0.5, 0.5, 0.0) == 0.0
    assert function("bound_limit", target)(0.5, 0.0) == 0.0
    assert function("bound_limit", target)(0.5, math.inf) == -math.inf


@pytest.mark.parametrize("coherence", ["c", "r"])
@pytest.mark.parametrize("name", ["randomness_lossy", "randomness_lossy_eve"])
def test_balls_know_values_where_what_is_left_of_a_difference_never_shows(name, coherence):
    known = function(name, "arb", coherence=coherence)
    floats = function(name, coherence=coherence)
    for x, window, eta in product((0.5, 0.75, 1.0), (1e5, math.inf), (0.5, 1.0)):
        c = 0.0 if coherence == "c" else 1.0
        at = x, c, window, 3, eta
        assert known(*at) == pytest.approx(floats(*at), rel=1e-14, abs=1e-300)


def test_only_what_is_derived_for_the_paper_cites_it():
    numbers()
    for quantity in quantities():
        derived_in = BUILT_IN.entries[quantity.equation].function.__module__
        assert ("arXiv" in quantity.cited) == derived_in.startswith("derive.emission")


@pytest.mark.parametrize("target", TARGETS)
def test_many_bins_do_not_cost_digits(target):
    bound = function("bound_temporal", target)
    offset = function("bound_limit", target)(0.5, 1.0)
    n = 10**6
    clicks = 0.5 * -math.expm1(-1.0)
    assert abs(bound(0.5, 1.0, n) - clicks * math.log2(n) - offset) < 1e-6


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", KEPT)
def test_emitted_text_is_the_golden_file(name, target):
    if not offers(name, target):
        with pytest.raises(ExportError, match="has no sums of n terms"):
            source(name, target)
        return
    golden = GOLDEN / f"{name}.{target}.txt"
    assert kept_text(name, target) == golden.read_text()


def test_emitted_python_runs_by_itself():
    namespace = {}
    exec(source("randomness_temporal", "numpy"), namespace)
    want = function("randomness_temporal")(0.3, 0.2, 1.0, 5)
    assert namespace["randomness_temporal"](0.3, 0.2, 1.0, 5) == want


def test_emitted_c_compiles_without_warnings_and_runs(tmp_path):
    main = """
#include <stdio.h>
int main(void) {
  const double unit = 1.4426950408889634;
  printf("%.17g %.17g\\n", randomness_temporal(0.3, 0.2, 1.0, 5, unit),
         randomness_temporal_lower(0.3, 0.2, 1.0, 5, unit));
  return 0;
}
"""
    (tmp_path / "r.c").write_text(source("randomness_temporal", "c") + main)
    flags = ["-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-pedantic"]
    subprocess.run(["cc", *flags, tmp_path / "r.c", "-o", tmp_path / "r", "-lm"], check=True)
    printed = subprocess.run([tmp_path / "r"], check=True, capture_output=True, text=True).stdout
    near, lower = map(float, printed.split())
    assert near == pytest.approx(function("randomness_temporal")(0.3, 0.2, 1.0, 5), rel=1e-15)
    assert near - 8 * math.ulp(near) < lower <= near


def test_a_target_that_lacks_an_operation_says_so():
    language = Language("tiny", "#", "{name} = {value}", {})
    with pytest.raises(ExportError, match="target tiny has no exp"):
        body(program(["x"], "y = exp(x)", ["y"]), language, "")


def test_printing_keeps_the_order_of_operations():
    language = Language("plain", "#", "{name} = {value}", {})
    text = "y = a - (b - c) - (a + (b + c)) - -(a*(b/c))"
    assert (
        body(program("abc", text, ["y"]), language, "")
        == "y = a - (b - c) - (a + (b + c)) - -(a*(b/c))"
    )


def test_nats_are_bits_times_ln_2():
    bits, nats = (
        function("randomness_single", unit=unit)(0.4, 0.1, 2.0) for unit in ("bits", "nats")
    )
    assert nats == pytest.approx(bits * math.log(2), rel=1e-15)


def test_unknown_names_list_the_closest():
    with pytest.raises(ExportError, match="randomness_temporal"):
        function("randomnes_temporal")
    with pytest.raises(ExportError, match="there are numpy"):
        function("mu_1", "cobol")


def test_domains_match_those_of_the_equations():
    for variant in VARIANTS:
        if "rho11" in variant.parameters and variant.quantity.part != "limit":
            domain = equation(variant.quantity.equation).domain
            assert sym.rho11 in domain.symbols
            assert (sym.n in domain.symbols) == ("n" in variant.parameters)


def test_a_wrong_form_would_be_noticed():
    variant = QUANTITIES["bound_single"].variant()
    value = function("bound_single")(0.5, 1.0)
    assert error(variant, (0.5, 1.0), value * (1 + 2.0**-46)) > ULPS
    assert error(variant, (0.5, 1.0), math.nan) == math.inf


def entropy_difference(x, r, g):
    """Eq. (17) from the eigenvalues, as it stands, for a coherence ratio r."""
    y, alpha = 1 - x, mpmath.exp(-g)
    total, cc = y + alpha * x, x * y * r**2
    gaps = (mpmath.sqrt((x - y) ** 2 + 4 * cc), mpmath.sqrt((y - alpha * x) ** 2 + 4 * alpha * cc))
    spectra = [
        [(whole + sign * gap) / 2 for sign in (1, -1)]
        for whole, gap in zip((1, total), gaps, strict=True)
    ]

    def entropy(values):
        return -sum(v * mpmath.log(v, 2) for v in values if v > mpmath.mpf(10) ** -80)

    return entropy([x * (1 - alpha)]) + entropy(spectra[1]) - entropy(spectra[0])


@pytest.mark.parametrize("r", [0.0, 1e-9, 0.5, 1 - 2.0**-53, 1.0])
@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
def test_edges_of_the_state_space_are_those_of_the_eigenvalues(target, r):
    randomness = function("randomness_single", target, coherence="r")
    lower_bound = function("randomness_single", target, coherence="r", rounding="down")
    with mpmath.workdps(120):
        for x in (1e-12, 0.3, 0.5, 0.83, 1 - 1e-9):
            for g in (1e-9, 1e-3, 0.1, 0.6, 0.8, 2.0, 40.0):
                want = entropy_difference(*map(mpmath.mpf, (x, r, g)))
                assert abs(randomness(x, r, g) / want - 1) < 16 * 2.0**-53
                assert lower_bound(x, r, g) <= want


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("coherence", ["c", "r"])
def test_an_excited_pure_state_has_the_entropy_of_the_click_and_no_more(target, coherence):
    # rho_A and what no click leaves of it are pure, so that R = h(click); 0.5 -> 0.866 is exact
    modulus = {"c": math.sqrt(0.1875), "r": 1.0}[coherence]
    found = function("randomness_single", target, coherence=coherence)(0.75, modulus, 0.05)
    click = 0.75 * -math.expm1(-0.05)
    entropy = -(click * math.log2(click) + (1 - click) * math.log2(1 - click))
    assert found == pytest.approx(entropy, rel=1e-6 if coherence == "c" else 1e-13)


@pytest.mark.parametrize("target", [t for t in TARGETS if t != "jax"])
def test_the_smaller_eigenvalue_keeps_its_digits_next_to_a_pure_state(target):
    variant, rng, points = QUANTITIES["mu_2"].variant(), random.Random(7), []
    for x in [*(rng.random() for _ in range(40)), *(10 ** -rng.uniform(0, 200) for _ in range(20))]:
        c = math.sqrt(x * (1 - x))
        steps = (math.nextafter(c, 0), math.nextafter(c, 1), c, c * (1 - 1e-15), c * (1 - 1e-9))
        points += [(x, moved, 1.0) for moved in steps]
    values = function("mu_2", target)(*map(np.array, zip(*points, strict=True)))
    assert max(map(error, [variant] * len(points), points, values)) < 6
