"""Code for languages that Python does not call: compiled, run, compared with ball arithmetic."""

import math
import random
import subprocess

import numpy as np
import pytest

from benchmarks.accuracy import error, point
from benchmarks.foreign import PROGRAMS, foreign, missing
from derive.errors import ExportError
from derive.export import function, offers, quantities, source
from tests.derive.numeric.golden_names import GOLDEN, KEPT, kept_text

VARIANTS = [variant for quantity in quantities() for variant in quantity.variants]
ULPS = 16
EDGES = [
    ("randomness_temporal", (0.0, 0.0, 1.0, 3), 0.0),
    ("randomness_temporal", (0.7, 0.1, 0.0, 3), 0.0),
    ("randomness_temporal", (0.5, 0.5, math.inf, 3), 1.0),
    ("randomness_temporal", (1.0, 0.0, math.inf, 3), 0.0),
    ("slope", (0.5, 0.5, 1.0), math.inf),
    ("slope", (0.5, 0.5, 0.0), 0.0),
    ("adversary1_spatial", ((1.0, *[0.0] * 7),), 0.0),
    ("adversary1_spatial", ((0.125,) * 8,), 3.0),
    ("adversary1_spatial", ((0.0,) * 8,), 0.0),
    ("adversary2_spatial", ((0.125,) * 8, math.inf), 3.0),
    ("adversary2_spatial", ((0.0,) * 8, 0.0), 0.0),
    ("bound_limit", (0.5, 0.0), 0.0),
    ("bound_limit", (0.5, math.inf), -math.inf),
]
OUTSIDE = [
    (1.1, 0.0, 1.0, 1),
    (0.5, -0.1, 1.0, 1),
    (0.2, 0.5, 1.0, 1),
    (0.5, 0.1, -1.0, 1),
    (0.5, 0.1, 1.0, 0),
    (0.5, 0.1, 1.0, 1.5),
    (0.5, 0.1, 1.0, 2.0**51),
    (0.5, 0.1, 1.0, math.inf),
    (math.nan, 0.1, 1.0, 1),
    (0.5, math.nan, 1.0, 1),
    (0.5, 0.1, math.nan, 1),
    (0.5, 0.1, 1.0, math.nan),
]
TOO_MANY_CLICKS = [((wrong, *[0.125] * 7),) for wrong in (0.1251, -0.1, math.nan, math.inf)]


@pytest.fixture(params=PROGRAMS)
def target(request):
    if missing(request.param):
        pytest.skip(missing(request.param))
    return request.param


def of(name):
    (variant,) = (v for v in VARIANTS if v.name == name)
    return variant


def computed(target, *jobs):
    """The values of functions, by their names, each at some points: one program for them all."""
    return foreign(target).values([(of(name), points) for name, points in jobs])


def drawn(variant):
    """Points of the domain, the same for every target: what is true there is known once."""
    rng = random.Random(7)
    return [point(variant, rng) for _ in range(200)]


def test_errors_stay_within_ulps_of_ball_arithmetic_on_the_whole_domain(target):
    offered = [variant for variant in VARIANTS if offers(variant.quantity.name, target)]
    jobs = [(variant, drawn(variant)) for variant in offered]
    for (variant, points), values in zip(jobs, foreign(target).values(jobs), strict=True):
        errors = [error(variant, p, float(v)) for p, v in zip(points, values, strict=True)]
        assert max(errors) < ULPS, variant.name
        assert np.median(errors) < (1.1 if "order" in variant.parameters else 0.7), variant.name


def test_limits_at_the_edges_are_returned(target):
    values = computed(target, *((name, [at]) for name, at, _ in EDGES))
    for (name, at, limit), (value,) in zip(EDGES, values, strict=True):
        assert value == pytest.approx(limit, rel=1e-15, abs=0), (name, at)


def test_no_zero_is_negative(target):
    points = [(0.5, 0.0, 0.0, 5.0), (1e-300, 0.0, 0.0, 5.0), (0.0, 0.0, 1.0, 1.0)]
    jobs = [(name, points) for name in ("min_entropy", "randomness_temporal")]
    for values in computed(target, *jobs, ("bound_temporal", [(0.5, 0.0, 5.0)])):
        assert not np.signbit(values).any()


OUTSIDE_OF = (
    ("randomness_temporal", OUTSIDE),
    ("adversary1_spatial", TOO_MANY_CLICKS),
    ("adversary2_spatial", [((0.1,) * 8, 0.5)]),
    ("mu_1_ratio", [(0.5, 1.1, 1.0)]),
    ("phase_lambda", [(1.0, 1.0, -1.0, 1.0)]),
)


def test_arguments_outside_of_the_domain_give_nan(target):
    for (name, points), values in zip(OUTSIDE_OF, computed(target, *OUTSIDE_OF), strict=True):
        assert len(values) == len(points)
        assert np.isnan(values).all(), name


def test_a_coherence_rounded_above_its_limit_is_accepted(target):
    points = [(x, math.sqrt(x * (1 - x)), 1.0) for x in np.random.default_rng(1).random(100)]
    ratios = [(x, 1.0, g) for x, _, g in points]
    values, largest = computed(
        target, ("randomness_single", points), ("randomness_single_ratio", ratios)
    )
    assert np.allclose(values, largest, rtol=1e-14)


def test_a_program_that_fails_or_says_too_little_is_an_error(target, monkeypatch):
    job = (VARIANTS[0], [(0.5, 1.0)])
    for command in ("false", "true"):
        monkeypatch.setattr(foreign(target), "command", [command])
        with pytest.raises(RuntimeError, match=command):
            foreign(target).values([job])


@pytest.mark.parametrize("target", PROGRAMS)
@pytest.mark.parametrize("name", KEPT)
def test_emitted_text_is_the_golden_file(name, target):
    if not offers(name, target):
        with pytest.raises(ExportError, match="no sums of n terms"):
            source(name, target)
        return
    golden = GOLDEN / f"{name}.{target}.txt"
    text = kept_text(name, target)
    assert text == golden.read_text()
    assert text.isascii()


@pytest.mark.skipif(bool(missing("js")), reason=missing("js"))
def test_in_a_page_the_script_defines_global_functions_and_nothing_else():
    text = source("randomness_temporal", "js")
    page = f"""
    const scope = require("vm").createContext({{}});
    for (let i = 0; i < 2; i++) require("vm").runInContext({text!r}, scope);
    console.log(Object.keys(scope).join(), scope.randomness_temporal(0.3, 0.2, 1, 5, 1),
                scope.randomness_temporal("0.3", 0.2, 1, 5));
    """
    printed = subprocess.run(["node", "-e", page], check=True, capture_output=True, text=True)
    names, nats, of_text = printed.stdout.split()
    assert names == "randomness_temporal,randomness_temporal_ratio"
    assert float(nats) == pytest.approx(
        function("randomness_temporal", unit="nats")(0.3, 0.2, 1.0, 5), rel=1e-15
    )
    assert of_text == "NaN"
    assert "</" not in text and "<!--" not in text


@pytest.mark.skipif(bool(missing("js")), reason=missing("js"))
def test_in_javascript_what_holds_no_numbers_gives_nan():
    script = (
        source("adversary2_spatial", "js")
        + """
    const wrong = [null, undefined, 0.1, "0.1", {}, {length: 2}, [], [null], ["0.1"],
                   new Set([0.1])];
    for (const p of wrong) console.log(module.exports.adversary2_spatial(p, 0.5));
    const right = [[0.1, 0.2], new Float64Array([0.1, 0.2]), {length: 2, 0: 0.1, 1: 0.2}];
    for (const p of right) console.log(module.exports.adversary2_spatial(p, 0.5));
    """
    )
    done = subprocess.run(["node", "-e", script], check=True, capture_output=True, text=True)
    *wrong, _, _, _ = values = list(map(float, done.stdout.split()))
    assert len(wrong) == 10 and np.isnan(wrong).all()
    bits = function("adversary2_spatial")([0.1, 0.2], 0.5)
    assert values[-3:] == pytest.approx([bits] * 3, rel=1e-15)


def test_a_target_that_is_source_code_only_says_so():
    with pytest.raises(ExportError, match="target fortran is source code only"):
        function("bound_single", "fortran")


@pytest.mark.skipif(bool(missing("octave")), reason=missing("octave"))
def test_octave_broadcasts_and_refuses_what_is_no_number(tmp_path):
    (tmp_path / "randomness_temporal.m").write_text(source("randomness_temporal", "octave"))
    script = """
    row = randomness_temporal(0.3, 0.2, 1.0, [1 2 3]);
    grid = randomness_temporal([0.3; 0.6], single(0.25), 1.0, int32([1 2 3]), int8(1), 'r');
    printf('%.17g %d %d %.17g\\n', row(2), size(grid), grid(1, 2));
    try, randomness_temporal('a', 0.2, 1.0, 1); catch e, disp(e.message); end
    try, randomness_temporal(0.3, 0.2, 1.0, 1, 1, 'd'); catch e, disp(e.message); end
    """
    command = ["octave-cli", "--norc", "--quiet", "--path", tmp_path, "--eval", script]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    first, text, choice = printed.splitlines()
    bits, rows, columns, nats = first.split()
    assert float(bits) == pytest.approx(function("randomness_temporal")(0.3, 0.2, 1.0, 2))
    assert (rows, columns) == ("2", "3")
    in_nats = function("randomness_temporal", coherence="r", unit="nats")
    assert float(nats) == pytest.approx(in_nats(0.3, 0.25, 1.0, 2))
    assert text == "randomness_temporal: the arguments are real numbers"
    assert choice == "randomness_temporal: coherence is c or r, in quotes"


@pytest.mark.skipif(bool(missing("fortran")), reason=missing("fortran"))
def test_fortran_functions_take_arrays_and_a_unit(tmp_path):
    (tmp_path / "r.f90").write_text(source("bound_temporal", "fortran"))
    (tmp_path / "main.f90").write_text("""
program main
  use sponte_bound_temporal, only: bound_temporal, nats
  use, intrinsic :: iso_fortran_env, only: dp => real64
  print "(2es25.17)", bound_temporal(0.5_dp, [1.0_dp, 2.0_dp], 3.0_dp, unit=nats)
end program
""")
    command = ["gfortran", "-std=f2008", "-Wall", "-Werror", "r.f90", "main.f90", "-o", "main"]
    subprocess.run(command, check=True, cwd=tmp_path)
    printed = subprocess.run(["./main"], check=True, capture_output=True, text=True, cwd=tmp_path)
    in_nats = function("bound_temporal", unit="nats")(0.5, [1.0, 2.0], 3)
    assert list(map(float, printed.stdout.split())) == pytest.approx(list(in_nats), rel=1e-15)
