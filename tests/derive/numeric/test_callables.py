"""Numeric functions in anyone's hands: help, copies, threads, and numbers of every kind."""

import inspect
import math
import multiprocessing
import pickle
import pydoc
import random
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction

import gmpy2
import mpmath
import numpy as np
import pytest
import sympy
from flint import arb, fmpq, fmpz

from benchmarks.accuracy import point
from derive.errors import DomainError, KindError
from derive.export import BLOCKS, function, quantities, targets

AT = {"rho11": 0.3, "c": 0.2, "Gamma_t": 1.0, "n": 5}
THIRD = Fraction(1, 3)
NAMES = [quantity.name for quantity in quantities()]


@pytest.mark.parametrize("quantity", quantities(), ids=lambda quantity: quantity.name)
def test_signature_and_help_say_what_a_function_is(quantity):
    call = function(quantity.name, unit="nats", coherence="r")
    variant = quantity.variant("r")
    assert list(inspect.signature(call).parameters) == [*variant.parameters, "out", "nan"]
    said = pydoc.plain(pydoc.render_doc(call))
    assert f"{call.__name__}({', '.join(variant.parameters)}, *, out=None, nan='raise')" in said
    assert f"Eq. ({quantity.equation})" in said
    assert f"Unit: {'nats' if quantity.entropy else '1'}." in said
    assert quantity.accuracy in said
    for parameter in variant.domain:
        assert f"{parameter.domain}: {parameter.meaning}" in said


@pytest.mark.parametrize("quantity", quantities(), ids=lambda quantity: quantity.name)
def test_help_of_bits_says_who_eve_is_how_many_shots_and_which_detector(quantity):
    said = function(quantity.name).__doc__
    assert all(f"\n  {text}" in said for text in quantity.assumes)
    if quantity.bound and quantity.entropy:
        assert len(quantity.assumes) == 3
        eve, shots, _ = quantity.assumes
        assert eve.startswith("Eve ")
        assert shots.startswith(("asymptotic: ", "one-shot: "))


def test_a_block_of_shots_has_help_and_a_signature_too():
    bits = function("extractable_bits_lost")
    assert "extractable_bits_lost(rho11" in pydoc.plain(pydoc.render_doc(bits))
    assert list(inspect.signature(bits).parameters)[-2:] == ["N", "log2_epsilon"]


@pytest.mark.parametrize("name", BLOCKS)
def test_functions_of_blocks_can_be_pickled(name):
    call = pickle.loads(pickle.dumps(function(name)))
    assert call.__name__ == name
    if "bits" in name:
        assert call(0.5, 1.0, 2, 0.5, 0.0, 1000, -10) == function(name)(
            0.5, 1, 2, 0.5, 0, 1000, -10
        )


@pytest.mark.parametrize("target", targets(callable_only=True))
def test_a_copy_has_the_options_of_the_original(target):
    options = {"coherence": "r", "unit": "nats", "threads": 2}
    options |= {"rounding": "down"} if target in ("numpy", "c", "arb") else {}
    call = function("randomness_temporal", target, **options)
    copy = pickle.loads(pickle.dumps(call))
    assert copy(0.3, 0.5, 1.0, 5) == call(0.3, 0.5, 1.0, 5)
    assert (copy.__doc__, copy.__name__) == (call.__doc__, "randomness_temporal_ratio")


def test_a_pool_of_fresh_processes_takes_functions():
    call = function("randomness_temporal", "c", rounding="down")
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        found = list(pool.map(call, [0.3, 0.6], [0.2, 0.1], [1.0, 2.0], [5, 7]))
    assert found == [call(0.3, 0.2, 1.0, 5), call(0.6, 0.1, 2.0, 7)]


@pytest.mark.parametrize("target", targets(callable_only=True))
def test_threads_do_not_disturb_each_other(target):
    near, other = function("randomness_temporal", target), function("bound_temporal", "arb")
    population = [0.3 + i / 100 for i in range(24)]
    want = [near(x, 0.2, 1.0, 5) for x in population]
    before = mpmath.mp.prec
    with ThreadPoolExecutor(6) as pool:
        beside = pool.map(lambda x: other(x, 1e-200, 5), population * 4)
        found = list(pool.map(lambda x: near(x, 0.2, 1.0, 5), population))
        assert len(set(beside)) == len(population)
    assert found == want
    assert mpmath.mp.prec == before


@pytest.mark.parametrize("target", targets(callable_only=True))
def test_lists_and_tuples_are_arrays(target):
    bound = function("bound_temporal", target)
    want = bound(np.array([[0.3], [0.6]]), 1.0, np.array([1, 5]))
    assert np.array_equal(bound([[0.3], [0.6]], 1, (1, 5)), want)


EXACT = [
    THIRD,
    Decimal("0.3"),
    sympy.Rational(1, 3),
    mpmath.mpf(1) / 3,
    fmpq(1, 3),
    gmpy2.mpq(1, 3),
]


@pytest.mark.parametrize("value", EXACT, ids=lambda value: type(value).__module__)
@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
def test_exact_numbers_are_refused_by_their_type_with_what_to_do(target, value):
    bound = function("bound_single", target)
    for given in (value, [0.5, value], np.array([value], dtype=object)):
        with pytest.raises(
            KindError, match=r"^rho11 is an exact number \(\w+\): pass float"
        ) as said:
            bound(given, 1.0)
        assert isinstance(said.value, TypeError | DomainError)
        assert pickle.loads(pickle.dumps(said.value)).args == said.value.args


@pytest.mark.parametrize("value", [2**53 + 1, 2**64 + 1, 10**400, [2**53 + 1, 1], -(2**53) - 1])
def test_whole_numbers_that_no_double_equals_are_refused(value):
    with pytest.raises(KindError, match="Gamma_t is a whole number that no double equals"):
        function("bound_single")(0.5, value)


def test_whole_numbers_that_are_doubles_are_taken():
    bound = function("bound_single")
    for whole in (2**60, 2**100, [2**100, 1], np.uint64(2**63)):
        assert np.array_equal(bound(0.5, whole), bound(0.5, np.asarray(whole, float)))


def quantity_of(library):
    if library == "pint":
        return pytest.importorskip("pint", reason="pip install pint").Quantity(0.5, "")
    units = pytest.importorskip("astropy.units", reason="pip install astropy")
    return units.Quantity(0.5)


@pytest.mark.parametrize("target", ["numpy", "c", "mpmath", "arb"])
@pytest.mark.parametrize("library", ["pint", "astropy"])
def test_units_are_refused_and_not_taken_off(library, target):
    half = quantity_of(library)
    for given in (half, [half, half], half * np.ones(2)):
        with pytest.raises(
            KindError, match="rho11 is a quantity with a unit: pass its plain number"
        ):
            function("bound_single", target)(given, 1.0)


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
def test_masks_are_refused_and_not_forgotten(target):
    masked = np.ma.masked_array([0.3, 0.6], [False, True])
    for given in (masked, [0.3, np.ma.masked]):
        with pytest.raises(KindError, match=r"rho11 is a masked array: pass \.filled\(nan\)"):
            function("bound_single", target)(given, 1.0)
    bits = function("bound_single", target)(masked.filled(np.nan), 1.0, nan="propagate")
    assert np.isnan(bits).tolist() == [False, True]


@pytest.mark.parametrize(
    "given", [np.ma.masked_array([0.3, 0.6], [False, True]), quantity_of("pint")]
)
def test_beside_an_exact_number_a_mask_or_a_unit_is_refused_too(given):
    with pytest.raises(KindError, match="rho11 is a"):
        function("bound_single", "mpmath")(given, Fraction(1))


@pytest.mark.parametrize("digits", [15, 50])
@pytest.mark.parametrize("value", EXACT, ids=lambda value: type(value).__module__)
def test_mpmath_takes_exact_numbers_and_gives_its_own_at_the_working_precision(value, digits):
    bound = function("bound_single", "mpmath")
    with mpmath.workdps(digits):
        exact = {Decimal: Fraction(3, 10), mpmath.mpf: value}.get(type(value), THIRD)
        x = mpmath.mpf(exact.numerator) / exact.denominator if exact is not value else value
        click = x * -mpmath.expm1(-1)
        rest = x * mpmath.exp(-1)
        want = (
            -click * mpmath.log(click) + x * mpmath.log(x) - rest * mpmath.log(rest)
        ) / mpmath.log(2)
        found = bound(value, 1)
        assert isinstance(found, mpmath.mpf)
        assert abs(found - want) < 40 * mpmath.eps * want
        assert bound([value, value], [[1]]).shape == (1, 2)


def test_mpmath_has_the_domain_of_the_others_and_its_edge():
    randomness = function("randomness_temporal", "mpmath")
    with mpmath.workdps(40):
        x = mpmath.mpf(1) / 3
        pure = function("randomness_temporal", "mpmath", coherence="r")(x, 1, 1, 2)
        assert abs(randomness(x, mpmath.sqrt(x * (1 - x)), 1, 2) - pure) < 1e-30
        assert mpmath.isnan(randomness(x, mpmath.nan, 1, 2, nan="propagate"))
        for bad, name in (((2 * x + x + x, 0, 1, 1), "rho11"), ((x, x + x, 1, 1), "c"),
                          ((x, 0, -x, 1), "Gamma_t"), ((x, 0, 1, 1 + x), "n"),
                          ((x, 0, mpmath.nan, 1), "Gamma_t"), ((x, "0.1", 1, 1), "c"),
                          ((x, sympy.Symbol("y"), 1, 1), "c")):  # fmt: skip
            with pytest.raises(DomainError) as caught:
                randomness(*bad)
            assert caught.value.parameter == name
        with pytest.raises(DomainError, match=r"sum\(p\) = 1\.3"):
            function("adversary1_spatial", "mpmath")([x, x, x, x])


def test_a_ball_is_no_number_unless_it_has_no_radius():
    bound = function("bound_single", "mpmath")
    assert bound(arb(0.25), 1) == bound(mpmath.mpf(0.25), 1)
    with pytest.raises(KindError, match=r"rho11 is the ball .*: pass a number"):
        bound(arb(0.25, 1e-3), 1)


def test_mpmath_gives_floats_for_floats():
    assert isinstance(function("bound_single", "mpmath")(0.5, 1.0), float)
    assert function("bound_single", "mpmath")(np.full(2, 0.5), 1).dtype == np.float64


def test_a_whole_number_of_another_library_is_one():
    bound = function("bound_temporal", "mpmath")
    assert bound(THIRD, fmpz(1), gmpy2.mpz(3)) == bound(THIRD, 1, 3)


POINTS = [v for q in quantities() for v in q.variants if not (v.vectors or v.sums_bins)]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("target", ["numpy", "arb", "c"])
@pytest.mark.parametrize("variant", POINTS, ids=lambda variant: variant.name)
def test_a_point_in_plain_numbers_has_the_result_that_it_has_in_an_array(variant, target):
    rng, coherence = random.Random(3), "r" if "r" in variant.parameters else "c"
    call = function(variant.quantity.name, target, coherence=coherence)
    points = [point(variant, rng) for _ in range(20)]
    together = call(*map(np.array, zip(*points, strict=True)))
    assert [call(*at) for at in points] == together.tolist()
    assert type(call(*points[0])) is np.float64


@pytest.mark.parametrize("target", ["numpy", "c", "arb"])
@pytest.mark.parametrize("rounding", ["nearest", "down"])
def test_a_point_in_plain_numbers_is_checked(target, rounding):
    call = function("randomness_temporal", target, rounding=rounding)
    for at in ((1.5, 0, 1, 1), (0.5, 0.6, 1, 1), (0.5, 0.1, 1, 2.5), (0.5, 0.1, math.nan, 1)):
        with pytest.raises(DomainError):
            call(*at)
    with pytest.raises(KindError):
        call(0.5, 0.1, 2**53 + 1, 1)
    with pytest.raises(DomainError, match="of type bool"):
        call(True, 0.0, 1.0, 1)
    assert math.isnan(call(0.5, 0.1, math.nan, 1, nan="propagate"))
    assert call(0.5, 0.1, math.inf, 1) > 0
