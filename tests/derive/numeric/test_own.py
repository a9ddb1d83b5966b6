"""Equations of others as functions: right at every float of the domain, or refused."""

import itertools
import math
import os
import pickle
import re
import shutil
import subprocess
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from flint import arb, ctx
from mpmath import mp
from sympy import (
    Abs,
    Float,
    Integral,
    Max,
    Rational,
    S,
    Sum,
    Symbol,
    atan,
    cos,
    erfc,
    exp,
    log,
    oo,
    pi,
    sqrt,
    symbols,
)

from derive import Scheme
from derive import symbols as sym
from derive.errors import DomainError, ExportError
from derive.export import Interval, files, function, source
from derive.functions import Phi, eta, log2
from derive.model.domain import Domain, Range, between
from derive.model.equation import Equation
from derive.numeric.own import unsolved
from derive.numeric.own.quantity import Own, own
from proofs.schemes.files import schemes

EXAMPLES = Path(__file__).parents[3] / "examples"
TARGETS = ("numpy", "c", "mpmath", "arb")
BITS = [
    ("lossy_detector", "lossy", "lost", "general"),
    ("lossy_detector", "lossy", "II", "incoherent"),
    ("dark_counts", "told", "told", "general"),
    ("lossy_bins", "bins", "lost", "general"),
    ("three_levels", None, "II", "incoherent"),
    ("two_atoms", None, "II", "incoherent"),
]
FLINT = pytest.mark.skipif(
    not any(map(os.path.exists, ("/usr/include/arb.h", "/usr/include/flint/arb.h"))),
    reason="needs Arb: apt-get install libflint-arb-dev",
)


@pytest.fixture(autouse=True)
def digits():
    """Balls of 1,100 bits, in which values are compared."""
    before, ctx.prec = ctx.prec, 1100
    yield
    ctx.prec = before


def bits_of(file, name, holder, state):
    found = schemes(EXAMPLES / f"{file}.py")
    return (found[name] if name else next(iter(found.values()))).bits(holder, state)


def equation(value, domain, number="own"):
    return Equation(
        number, Symbol("y"), value, domain, "a test", (), (), "here.py:1", lambda: value
    )


def random_points(equation, count=5):
    """Points of the domain with a few edges among them."""
    random = np.random.default_rng(7)
    found = []
    while len(found) < count:
        point = {}
        for each in equation.domain.ranges:
            low, high = each.lower.subs(point), each.upper.subs(point)
            low, high = float(low), 3.0 if high == oo else float(high)
            part = random.choice([0.0, 1.0, random.random(), random.random()])
            value = max(low + (high - low) * part, 1e-3 if each.lower_open else low)
            point[each.symbol] = float(int(value)) if each.symbol.is_integer else value
        rational = {s: Rational(*x.as_integer_ratio()) for s, x in point.items()}
        if equation.domain.contains(rational):
            found.append({s.name: x for s, x in point.items()})
    return found


@pytest.mark.parametrize("address", BITS, ids=lambda a: "-".join(map(str, a)))
def test_bits_of_a_scheme_are_right_in_every_target_that_promises_it(address):
    bits = bits_of(*address)
    points = random_points(bits)
    exact = [bits.at({s: Fraction(x) for s, x in p.items()}, 320) for p in points]
    for target in TARGETS:
        nearest, down = (function(bits, target, rounding=r) for r in ("nearest", "down"))
        for point, value in zip(points, exact, strict=True):
            found, below = float(nearest(**point)), float(down(**point))
            ulp = np.spacing(max(abs(float(value)), 1e-290))
            assert abs(arb(found) - value) <= 4 * ulp + 1e-300, (target, point)
            assert arb(below) <= value + arb(10) ** -318, (target, point)
            assert abs(arb(below) - value) <= 8 * ulp + 1e-300, (target, point)


x, y, z = symbols("x y z", real=True)
cells = Symbol("cells", integer=True)
N, CELLS = (Domain((Range(s, S.One, oo),)) for s in (sym.n, cells))
ZERO_TERMS = Domain((Range(sym.n, S.Zero, oo),))
n_minus = Symbol("n", integer=True)
X, Y = Domain((Range(x, S.Zero, S.One),)), Domain((Range(y, -oo, oo),))
k = Symbol("k", integer=True)
FORMULAS = [
    (1 - eta(x) - eta(1 - x), X, [0.0, 1.0, 0.5, 0.1, 0.5 + 2**-30, 1e-300]),
    (log2(1 + x) - x, X, [0.0, 1.0, 0.25]),
    (exp(y) - 1 - y, Y, [0.0, 1e-9, -1e-9, 3.0, -800.0]),
    (sqrt(1 + y**2) - abs(y), Y, [0.0, 1e8, -1e-8]),
    (x ** Rational(1, 3) - x / 3, X, [0.0, 1.0, 0.3]),
    (x**sym.n / sym.n, X & N, [(0.0, 1.0), (0.3, 5.0), (1.0, 9.0)]),
    (Phi(y) - Rational(1, 2), Y, [0.0, 1.0, -3.0]),
    (cos(pi * y), Y, [0.0, 0.5, 1.0, 100.25]),
    (Sum(x**k / k, (k, 1, sym.n)), X & N, [(0.5, 1.0), (0.3, 40.0)]),
    (Sum(x**k, (k, 0, sym.n + 1)), X & N, [(0.5, 1.0), (0.0, 3.0)]),
    (Sum(k * x, (k, 1, 5)), X, [0.1]),
    (Sum(x, (k, 1, sym.n)), X & N, [(0.5, 3.0), (0.25, 4.0)]),
    (Sum(x**k, (k, 1, cells)) * cells, X & CELLS, [(0.5, 3.0), (0.25, 4.0)]),
    (Sum(x**k, (k, 1, sym.n)), X & ZERO_TERMS, [(0.5, 0.0), (0.5, 3.0)]),
    (eta(eta(x)), X, [0.0, 0.2, 1.0]),
    (Rational(10**40 + 1, 3) * x - Rational(10**40, 3) * x, X, [0.3]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "domain", "points"), FORMULAS, ids=lambda v: str(v)[:40])
def test_any_formula_is_right_at_corners(value, domain, points):
    given = equation(value, domain)
    names = own(given).parameters
    for target in TARGETS:
        nearest, down = (function(given, target, rounding=r) for r in ("nearest", "down"))
        for point in points:
            at = dict(zip(names, point if isinstance(point, tuple) else (point,), strict=True))
            exact = reference(value, domain, at)
            found, below = float(nearest(**at)), float(down(**at))
            room = 4 * np.spacing(abs(float(exact))) + 1e-300
            assert abs(Fraction(found) - exact) <= Fraction(float(room)), (target, at)
            assert Fraction(below) <= exact + Fraction(1, 10**310), (target, at)


def reference(value, domain, at):
    """Fifty digits and more, by SymPy, which knows nothing of the programs."""
    point = {s: Rational(*at[s.name].as_integer_ratio()) for s in domain.symbols}
    done = value.subs(point).doit().rewrite(log)
    return Fraction(str(done.evalf(360, maxn=3000)))


def test_a_lower_bound_of_a_negative_value_is_below_it():
    given = equation(-eta(x), X)
    down = function(given, rounding="down")(0.3)
    assert -0.5210896782498619 - 1e-12 < down <= -0.5210896782498619


def test_bits_that_cancel_to_nothing_are_found_by_wider_arithmetic():
    bits = bits_of("lossy_bins", "bins", "lost", "general")
    tiny = {"rho11": 0.5, "c": 0.5, "Gamma": 1.0, "t": 1e-12, "n": 2.0, "eta_d": 1e-9}
    exact = bits.at({s: Fraction(v) for s, v in tiny.items()}, 60)
    for target in TARGETS:
        assert function(bits, target)(**tiny) == pytest.approx(float(exact), rel=1e-15)


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs cc: apt-get install gcc")
def test_c_without_flint_says_what_it_does_not_know_and_the_command_line_program_runs(tmp_path):
    bits = bits_of("lossy_bins", "bins", "lost", "general")
    for name, text in files(bits, "c", "r.c").items():
        (tmp_path / name).write_text(text)
    flags = ["cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-O2"]
    subprocess.run([*flags, "r.c", "r_main.c", "-o", "r", "-lm"], cwd=tmp_path, check=True)
    plain = [*map(str, (0.45, 0.1, 1.0, 0.7, 3, 0.65))]
    out = subprocess.run([tmp_path / "r", *plain], capture_output=True, text=True, check=True)
    assert f"{function(bits)(*map(float, plain)):.17g} bit" in out.stdout
    hard = [*map(str, (0.5, 0.5, 1, 1e-12, 2, 1e-9))]
    out = subprocess.run([tmp_path / "r", *hard], capture_output=True, text=True, check=True)
    assert "nan" in out.stdout
    outside = subprocess.run(
        [tmp_path / "r", *plain[:-1], "2"], capture_output=True, text=True, check=False
    )
    assert (outside.returncode, "outside of the domain" in outside.stderr) == (2, True)


@FLINT
def test_c_with_flint_knows_every_point(tmp_path):
    bits = bits_of("lossy_bins", "bins", "lost", "general")
    for name, text in files(bits, "c", "r.c").items():
        (tmp_path / name).write_text(text)
    flags = ["cc", "-std=c99", "-DSPONTE_FLINT", "-O2", "r.c", "r_main.c", "-o", "r"]
    libraries = ["-lflint-arb", "-lflint", "-lm"]
    subprocess.run([*flags, *libraries], cwd=tmp_path, check=True)
    for point in [
        (0.5, 0.5, 1, 1e-12, 2, 1e-9),
        (0.0, 0.0, 1.0, 1.0, 2, 1.0),
        (1, 0, 1, 1e-20, 4, 0.3),
    ]:
        given = [tmp_path / "r", *map(str, point)]
        out = subprocess.run(given, capture_output=True, text=True, check=True)
        nearest, below = (float(line.split(": ")[1].split()[0]) for line in out.stdout.splitlines())
        assert nearest == pytest.approx(
            float(function(bits)(*map(float, point))), rel=1e-15, abs=1e-300
        )
        assert below <= nearest


@FLINT
def test_flint_takes_bits_as_they_are_and_not_to_the_precision_of_a_double(tmp_path):
    """1.4426950408889634 is below 1/ln 2: times what is negative it would be above."""
    given = equation((1 + y - exp(y)) * eta(x), X & between(y, 0, 1), "less_than_0")
    for name, text in files(given, "c", "r.c").items():
        (tmp_path / name).write_text(text)
    strict = ["cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-DSPONTE_FLINT", "-include", "r.h"]
    libraries = ["-lflint-arb", "-lflint", "-lm"]
    subprocess.run([*strict, "r.c", "r_main.c", "-o", "r", *libraries], cwd=tmp_path, check=True)
    for point in [(part / 64, 2.0**-40) for part in range(1, 64, 2)]:
        asked = [tmp_path / "r", *map(str, point)]
        out = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        below = float(re.search(r"never above.*: (\S+)", out)[1])
        exact = reference(given.rhs, given.domain, dict(zip("xy", point, strict=True)))
        assert exact - abs(exact) / 2**51 <= Fraction(below) <= exact, point


def test_the_header_of_every_equation_declares_its_lower_bound_as_it_is_defined(tmp_path):
    for name, text in files(equation(x - exp(-x), X), "c", "r.c").items():
        (tmp_path / name).write_text(text)
    flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-include", "r.h", "-c"]
    subprocess.run(["cc", *flags, "r.c"], cwd=tmp_path, check=True)
    assert "double equation_own_lower(" in (tmp_path / "r.h").read_text()
    assert "equation_own_lower(" in (tmp_path / "r_main.c").read_text()


def test_the_text_for_python_gives_what_the_function_gives():
    bits = bits_of("lossy_detector", "lossy", "lost", "general")
    point = (0.45, 0.1, 1.0, 0.7, 0.65)
    expected = function(bits)(*point), function(bits, rounding="down")(*point)
    for target in ("numpy", "mpmath"):
        space = {"__name__": target}
        exec(source(bits, target), space)
        found = [float(space[f"lossy_lost_general{end}"](*point)) for end in ("", "_lower")]
        assert found[0] == pytest.approx(float(expected[0]), rel=1e-15)
        assert found[0] * (1 - 1e-15) < found[1] <= found[0]
    assert space["lossy_lost_general"](0.5, 0.9, 1, 1, 0.5) != space["lossy_lost_general"](
        0.5, 0.9, 1, 1, 0.5
    )


def test_mpmath_gives_as_many_digits_as_are_asked_for():
    space = {"__name__": "m"}
    exec(source(bits_of("lossy_detector", "lossy", "lost", "general"), "mpmath"), space)
    bits = bits_of("lossy_detector", "lossy", "lost", "general")
    names = own(bits).parameters
    exact = bits.at(
        dict(zip(names, map(Fraction, ("9/20", "1/10", "1", "7/10", "13/20")), strict=True)), 60
    )
    with mp.workdps(50):
        value = space["lossy_lost_general"](
            *(mp.mpf(a) / b for a, b in ((9, 20), (1, 10), (1, 1), (7, 10), (13, 20)))
        )
        assert abs(value - mp.mpf(exact.mid().str(60, radius=False))) < mp.mpf(10) ** -48


def test_target_mpmath_takes_exact_numbers_and_gives_its_own():
    bits = bits_of("lossy_detector", "lossy", "lost", "general")
    function_of, point = (
        function(bits, "mpmath"),
        (Fraction(9, 20), Fraction(1, 10), 1, Fraction(7, 10), 1),
    )
    with mp.workdps(40):
        value = function_of(*point)
        exact = bits.at(dict(zip(own(bits).parameters, point, strict=True)), 60)
        assert abs(value - mp.mpf(exact.mid().str(60, radius=False))) < mp.mpf(10) ** -38
        with pytest.raises(DomainError, match="0 <= c <= sqrt"):
            function_of(Fraction(1, 2), Fraction(3, 5), 1, 1, 1)


def test_headers_cite_the_users_source_and_no_paper():
    bits = bits_of("lossy_detector", "lossy", "lost", "general")
    for target in ("numpy", "c", "mpmath", "js", "rust", "fortran", "octave", "numba", "jax"):
        text = source(bits, target)
        assert "lossy:lost:general" in text
        assert "2512" not in text
    assert "worst" in source(bits, "js").splitlines()[3]
    assert "within 4 units" in source(bits, "c").splitlines()[3]


REFUSED = [
    (Integral(exp(-(x**2) * y), (y, 0, 1)), X, "no code for Integral"),
    (Sum(Sum(x**k, (k, 1, sym.m)), (sym.m, 1, sym.n)), X & N, "sum of sums"),
    (Sum(x**k, (k, 1, 100)), X, "a sum of 100 terms"),
    (Sum(x**k, (k, 1, 2 * sym.n)), X & N, "it has 2*n terms"),
    (x + y, X, "the domain has no range of y"),
    (x * S(10) ** 400, X, "too large for floats"),
    (sqrt(2), Domain(), "it is a number, not a function"),
    (Sum(k * x, (k, 5, 1)), X, "a sum from 5 down to 1"),
    (Sum(x**k, (k, 1, n_minus)), X & Domain((Range(n_minus, -S.One, oo),)), "may be below 0"),
    (Sum(x**k, (k, 1, cells)) * sym.n, X & CELLS & N, "sums to cells beside n"),
    *((Symbol(name) * 2, between(Symbol(name), 0, 1), words) for name, words in [
        ("lambda", "lambda is no name"), ("rho_{11}", "is no name"), ("unit", "code needs"),
        ("bin_k", "code needs"), ("E_HIGH", "code needs"), ("result", "code needs")]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "domain", "words"), REFUSED, ids=lambda v: str(v)[:30])
def test_what_no_function_can_be_is_refused(value, domain, words):
    with pytest.raises(ExportError, match=re.escape(words)):
        function(equation(value, domain))


def test_parts_and_matrices_are_refused():
    from derive import equation as paper

    with pytest.raises(ExportError, match="has the parts"):
        function(paper("18"))
    with pytest.raises(ExportError, match="is no number"):
        function(equation(paper("14").part("E_0"), Domain()))


UNSOLVED = ("dark_counts", "dark", "field", "general")
"""Bits of which there is no formula."""
HALVES = {"rho11": 0.5, "c": 0.25, "Gamma": 1.0, "t": 0.5, "d_c": 0.125}


@pytest.mark.parametrize("target", unsolved.TARGETS)
def test_bits_without_a_formula_are_found_by_balls(target):
    bits = bits_of(*UNSOLVED)
    nearest, down = (function(bits, target, rounding=r) for r in ("nearest", "down"))
    for change in ({}, {"t": 0.0}):
        point = HALVES | change
        value = bits.at({n: Fraction(x) for n, x in point.items()}, 25)
        assert abs(arb(float(nearest(**point))) - value) <= np.spacing(float(value)) + arb("1e-24")
        assert value - 1e-14 <= arb(float(down(**point))) <= value + arb("1e-24")
    pure, above = (HALVES | {"c": c} for c in (0.5, math.nextafter(0.5, 1)))
    assert abs(nearest(**above) - nearest(**pure)) < 1e-14


def test_they_have_as_many_digits_as_mpmath_has_and_can_be_pickled():
    bits = bits_of(*UNSOLVED)
    point = {name: Fraction(value) for name, value in HALVES.items()}
    exact = pickle.loads(pickle.dumps(function(bits, "mpmath")))
    with mp.workdps(40):
        assert abs(arb(exact(**point)) - bits.at(point, 45)) < arb("1e-39")
        assert mp.isnan(exact(**{**point, "c": mp.nan}, nan="propagate"))
    with pytest.raises(DomainError, match=r"c = 0\.75"):
        exact(**{**point, "c": Fraction(3, 4)})


def test_code_of_bits_without_a_formula_is_refused_with_the_reason():
    for call in (lambda: function(bits_of(*UNSOLVED), "c"), lambda: source(bits_of(*UNSOLVED))):
        with pytest.raises(ExportError, match=r"has no formula: the block of .* by balls"):
            call()


def test_an_interval_gives_the_least_value_of_bits_of_ones_own():
    bits = bits_of("lossy_detector", "lossy", "lost", "general")
    box = {"rho11": Interval(0.3, 0.31), "c": Interval(0.1, 0.11), "eta_d": Interval(0.6, 0.62)}
    known, point = {"Gamma": 1.0, "t": 0.75}, function(bits)
    found = function(bits)(**box, **known)
    met = [point(**dict(zip(box, ends, strict=True)), **known) for ends in product(*box.values())]
    assert min(met) * (1 - 1e-4) <= found <= min(met)


def test_the_least_value_zero_at_an_end_is_found_at_once(monkeypatch):
    bits = bits_of("lossy_detector", "lossy", "lost", "general")
    looked, ball = [], Own.ball
    monkeypatch.setattr(Own, "ball", lambda *a: looked.append(a) or ball(*a))
    assert function(bits)(0.3, 0.1, 1.0, Interval(0.0, 0.5), 0.5) == 0
    assert len(looked) <= 4


def test_an_interval_of_any_formula_has_its_least_value_inside_too():
    valley = function(equation((x - Rational(1, 3)) ** 2 - 1, X))
    assert -1 - 1e-4 <= valley(Interval(0.0, 1.0)) <= -1
    below = Domain((Range(x, S.Zero, S.One), Range(y, S.Zero, x)))
    cut = function(equation(-y, below))
    assert -0.3 - 1e-3 <= cut(Interval(0.1, 0.3), Interval(0.0, 1.0)) <= -0.3
    with pytest.raises(DomainError, match="0 <= y <= x"):
        cut(Interval(0.1, 0.2), Interval(0.5, 0.6))
    with pytest.raises(DomainError, match="a single value"):
        function(equation(1 / sym.n, N))(Interval(1.0, 4.0))


def test_an_interval_gives_no_more_than_the_least_bits_without_a_formula(monkeypatch):
    monkeypatch.setattr(unsolved, "BOXES", 4)
    bits = function(bits_of(*UNSOLVED))
    assert 0 < bits(**{**HALVES, "t": Interval(0.5, 0.5 + 2**-10)}) < bits(**HALVES)


def test_points_outside_of_the_domain_are_refused():
    bound = function(bits_of("lossy_detector", "lossy", "lost", "general"))
    for point in itertools.product([0.5], [0.6], [1.0], [1.0], [0.5]):
        with pytest.raises(DomainError, match=r"0 <= c <= sqrt\(rho11\)"):
            bound(*point)
    with pytest.raises(DomainError, match="0 < Gamma"):
        bound(0.5, 0.1, 0.0, 1.0, 0.5)
    with pytest.raises(DomainError, match="0 <= t < oo"):
        bound(0.5, 0.1, 1.0, float("inf"), 0.5)
    assert np.isnan(bound(0.5, 0.1, 1.0, float("nan"), 0.5, nan="propagate"))


def test_a_coherence_that_is_rounded_up_is_still_one():
    bits = bits_of("lossy_detector", "lossy", "II", "general")
    population = np.linspace(0.01, 0.99, 99)
    values = function(bits)(population, np.sqrt(population * (1 - population)), 1.0, 1.0, 0.5)
    assert np.all(values > 0)


def test_nats_are_bits_times_ln_2_and_refused_where_there_are_none():
    bits = bits_of("lossy_detector", "lossy", "II", "general")
    point = (0.45, 0.1, 1.0, 0.7, 0.65)
    assert function(bits, unit="nats")(*point) == pytest.approx(
        function(bits)(*point) * np.log(2), rel=1e-15
    )
    with pytest.raises(ExportError, match="no other unit"):
        function(equation(x, X), unit="nats")


def test_a_name_that_a_language_needs_is_refused_as_text_and_taken_as_a_function():
    own_symbol = sym.define("double", "d", "a test", 0, 1)
    given = equation(2 * own_symbol, Domain((Range(own_symbol, S.Zero, S.One),)))
    assert function(given)(double=0.25) == 0.5
    with pytest.raises(ExportError, match="double is a word of a language"):
        source(given, "c")


@pytest.mark.parametrize("name", ["log", "sqrt", "exact", "known", "double"])
def test_the_number_of_an_equation_is_no_function_of_a_language(name):
    given = equation(sqrt(x) + log(1 + x), X, name)
    for target in ("c", "mpmath"):
        assert function(given, target)(0.25) == pytest.approx(0.7231435513142097, rel=1e-15)


@pytest.mark.parametrize("name", ["entropy", "larger"])
def test_a_parameter_with_the_name_of_a_function_of_the_text_is_refused_in_it(name):
    symbol = Symbol(name)
    given = equation(eta(symbol) + symbol, between(symbol, 0, 1))
    assert function(given)(0.25) == function(given, "c")(0.25) == 0.75
    with pytest.raises(ExportError, match=f"{name} is a word"):
        source(given, "mpmath")


@pytest.mark.parametrize("target", TARGETS)
def test_a_sum_of_a_constant_term_is_over_terms_and_not_over_points(target):
    value = function(equation(Sum(x, (k, 1, sym.n)), X & N), target)
    assert value([0.5, 0.25, 0.125], [2.0, 2.0, 8.0]).tolist() == [1.0, 0.5, 1.0]


@pytest.mark.parametrize("target", TARGETS)
def test_zero_to_a_power_below_zero_is_no_number(target):
    value = function(equation(x**y, X & Y), target)
    assert (value(0.0, 0.0), value(0.0, 0.5), value(0.25, -0.5)) == (1.0, 0.0, 2.0)
    with pytest.raises(ExportError, match="no value at x = 0"):
        value(0.0, -1.0)


@pytest.mark.parametrize("target", TARGETS)
def test_the_ends_of_a_domain_are_those_of_doubles_for_less_precise_numbers(target):
    open_end = Domain((Range(x, S.Zero, oo, lower_open=True),))
    value = function(equation(1 / (1 + x), open_end), target)
    for outside in (np.float32(0), np.float16("inf"), np.array([np.inf], np.float32)):
        with pytest.raises(DomainError, match="0 < x < oo"):
            value(outside)


@pytest.mark.parametrize("target", TARGETS)
def test_a_lower_bound_beyond_the_largest_or_the_least_double_is_below(target):
    down = function(equation(exp(y), Y), target, rounding="down")
    assert down(720.0) == 1.7976931348623157e308
    for point in np.linspace(-744.0, -700.0, 23):
        assert Fraction(float(down(point))) <= reference(exp(y), Y, {"y": float(point)})


@pytest.mark.parametrize("target", TARGETS)
def test_the_exponential_of_a_huge_number_is_infinite(target):
    huge = [1e4, 1e10, 1e17, 5e18, 1e20, 1e300]
    assert np.all(function(equation(1 / (1 + exp(y)), Y), target)(huge) == 0)
    assert np.all(function(equation(exp(y), Y), target)(huge) == np.inf)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_subnormal_in_the_logarithm_of_a_huge_number_counts_in_its_entropy(target):
    given = equation(eta(x) + y * x, Domain((Range(x, S.Zero, oo),)) & Y)
    down = function(given, target, rounding="down")
    for point in [(7e304, 1012.6734957273088), (7e304, 1012.6734958285762)]:
        exact = reference(given.rhs, given.domain, dict(zip("xy", point, strict=True)))
        found = Fraction(float(down(*point)))
        assert exact - abs(exact) / 2**49 <= found <= exact


@pytest.mark.parametrize("name", [None, "bound_single"])
def test_threads_leave_the_precision_of_balls_as_it_was(name):
    value = function(name or equation(cos(pi * x), X), "arb", threads=4)
    before, points = ctx.prec, np.linspace(0.0, 1.0, 20000)
    value(points) if name is None else value(points, 1.0)
    assert ctx.prec == before


def test_a_float_of_more_digits_than_a_double_keeps_them():
    given = equation(exp(Float("0.1", 50) * y) - exp(y / 10), Y)
    assert abs(function(given)(1.0)) < 1e-45


def test_a_ball_of_what_may_be_zero_holds_each_entropy():
    from derive.numeric.own import mp_ball
    from derive.numeric.own.enclosures import entropy

    for most in (0.25, 0.75, 1.0, 4.0):
        wide, narrow = (
            entropy(arb(most / 2, most / 2)),
            mp_ball.entropy(mp_ball.Ball(most / 2, most / 2)),
        )
        for part in np.linspace(0.0, 1.0, 33):
            value = -part * most * np.log(part * most) if part else 0.0
            assert abs(arb(value) - wide.mid()) <= wide.rad() + 1e-12
            assert abs(value - narrow.mid) <= narrow.off + 1e-12


def test_names_of_the_paper_mean_nothing_special_in_an_equation_of_ones_own():
    """`p` is a vector, `r` a ratio, and `c` is below sqrt(rho11 rho00) in the paper's functions."""
    letters = [sym.define(name, name, "a test", 0, 2) for name in ("u1", "u2")]
    domain = between(letters[0], 0, 2) & between(letters[1], 0, 2)
    plain = function(equation(letters[0] - letters[1], domain))
    renamed = Domain(tuple(Range(Symbol(n, real=True), S.Zero, S(2)) for n in ("p", "c")))
    p, c = renamed.symbols
    for target in ("numpy", "c", "mpmath"):
        assert function(equation(p - c, renamed), target)(p=0.5, c=1.5) == plain(0.5, 1.5) == -1.0
    assert isinstance(Scheme, type)


@pytest.mark.parametrize("name", ["number0_", "number_0", "exp_", "log__", "round", "max", "at_0"])
def test_a_parameter_may_have_the_name_of_anything_that_balls_call(name):
    def given(first):
        value = 3 * eta(first) * exp(-first * z) + Abs(first - z)
        return equation(value, between(first, 0, 9) & Domain((Range(z, S.Zero, Max(1, first)),)))

    first = Symbol(name, integer=True, nonnegative=True)
    plain, own_name = (function(given(each), "arb") for each in (n_minus, first))
    assert own_name(5, 0.5) == plain(5, 0.5)


JOINT = [cos(x), pi * x, atan(x), Phi(x), erfc(x), eta(x), log2(1 + x), x**z, Max(x, z), Abs(x - z)]


@pytest.mark.parametrize("above", JOINT, ids=str)
def test_the_end_of_a_range_may_be_any_function_of_other_parameters(above):
    given = equation(x + y, X & between(z, 0, 1) & Domain((Range(y, S.Zero, above),)))
    end = float(above.subs({x: 0.375, z: 0.25}).rewrite((Phi, eta, log2), log).evalf())
    for target in TARGETS:
        compute = function(given, target)
        assert compute(0.375, 0.25, end) == pytest.approx(0.375 + end, rel=1e-15)
        with pytest.raises(DomainError, match=r"^y ="):
            compute(0.375, 0.25, end * (1 + 1e-13))


def test_a_language_without_the_function_of_an_end_says_so():
    with pytest.raises(ExportError, match="rust has no cos"):
        source(equation(x + y, X & Domain((Range(y, S.Zero, cos(x)),))), "rust")


def test_functions_can_be_pickled_with_their_equation():
    given = equation(eta(x) - x**2, X)
    for target in TARGETS:
        again = pickle.loads(pickle.dumps(function(given, target, rounding="down")))
        assert again(0.3) == function(given, target, rounding="down")(0.3)
