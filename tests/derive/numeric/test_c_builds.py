"""Generated C in builds and modes that change arithmetic: refused, held, or NaN, never wrong."""

import shutil
import subprocess
from functools import cache

import pytest

from derive.export import files, function, source
from derive.numeric.c.helpers import completed
from tests.derive.numeric.few import each

COMPILERS = {
    "gcc": shutil.which("gcc"),
    "clang": next(filter(None, map(shutil.which, ("clang", "clang-19", "clang-14"))), None),
}
STRICT = ("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror")
MAIN = """
#include <fenv.h>
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  double x = 0.3, t = 1.0, n = 5.0, out, low;
  size_t found, lower;
  fesetround(argc > 1 ? atoi(argv[1]) : FE_TONEAREST);
  found = bound_temporal_array(&x, &t, &n, SPONTE_BITS, &out, 1);
  lower = bound_temporal_lower_array(&x, &t, &n, SPONTE_BITS, &low, 1);
  fesetround(FE_TONEAREST);
  printf("%d %d %.17g %.17g\\n", (int)found, (int)lower, out, low);
  return 0;
}
"""
RIGHT = f"0 0 {function('bound_temporal')(0.3, 1.0, 5):.17g} "
WRONG = "2 2 nan nan\n"
HELD = [
    "-O2 -std=c99",
    "-O0 -std=c11",
    "-O0 -std=c17",
    "-O1 -std=c2x",
    "-O3 -march=native -std=gnu17",
]


@pytest.fixture(params=COMPILERS)
def compiler(request):
    if COMPILERS[request.param] is None:
        pytest.skip(f"no {request.param}: apt-get install {request.param}")
    return COMPILERS[request.param]


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Compiles the bound with a main part; what the program says, or what the compiler said."""

    @cache
    def built(compiler, flags):
        folder = tmp_path_factory.mktemp("build")
        (folder / "b.c").write_text(source("bound_temporal", "c") + MAIN)
        command = [compiler, *flags.split(), "b.c", "-o", "b", "-lm"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        return folder / "b", done

    def run(compiler, flags, *arguments):
        program, done = built(compiler, flags)
        if done.returncode:
            return done.stderr
        command = [program, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return run


@pytest.mark.parametrize("flags", HELD)
def test_every_standard_and_a_compiler_that_likes_to_fuse_give_the_same_bits(
    build, compiler, flags
):
    assert build(compiler, flags).startswith(RIGHT)


@pytest.mark.parametrize(
    "flags", ["-ffast-math", "-Ofast", "-O1 -ffinite-math-only", "-m32 -mno-sse -mfpmath=387"]
)
def test_what_a_macro_tells_is_refused_with_what_to_do(build, compiler, flags):
    assert "error" in (said := build(compiler, flags))
    assert "compile with" in said


@pytest.mark.parametrize(
    "flags",
    [
        "-O3 -funsafe-math-optimizations",
        "-O3 -fassociative-math -fno-signed-zeros -fno-trapping-math",
        "-O3 -march=native -ffp-contract=fast",
        "-O3 -freciprocal-math",
        "-O3 -mrecip -march=native",
    ],
)
def test_what_no_macro_tells_is_held_refused_or_gives_nan(build, compiler, flags):
    said = build(compiler, flags)
    assert said.startswith(RIGHT) or said == WRONG or "#error" in said or "compile without" in said


@pytest.mark.parametrize("mode", ["0x400", "0x800", "0xc00"])
def test_no_other_rounding_mode_gives_a_number(build, compiler, mode):
    assert build(compiler, "-O2 -std=c99", str(int(mode, 16))) == WRONG


def test_small_numbers_that_count_as_zero_give_nan(compiler, tmp_path):
    # the start-up code that -ffast-math links to turns them off for the whole process
    (tmp_path / "b.c").write_text(source("bound_temporal", "c") + MAIN)
    subprocess.run([compiler, "-O2", "-c", "b.c"], cwd=tmp_path, check=True)
    link = [compiler, "-ffast-math", "b.o", "-o", "b", "-lm"]
    subprocess.run(link, cwd=tmp_path, check=True)
    assert (
        subprocess.run([tmp_path / "b"], check=True, capture_output=True, text=True).stdout == WRONG
    )


@pytest.mark.parametrize("quantity", each())
def test_no_warning_and_no_helper_that_nothing_calls(compiler, quantity, tmp_path):
    for file, text in files(quantity.name, "c", "q.c").items():
        (tmp_path / file).write_text(text)
    unused = ["-Wunused-function"] if "clang" in compiler else []
    for file in ("q.c", "q_main.c"):
        command = [compiler, "-std=c99", "-O0", *STRICT, *unused, "-c", file]
        subprocess.run(command, cwd=tmp_path, check=True)


def test_a_helper_that_nothing_calls_is_left_out():
    assert completed("#define A 1\n\n#define B A\n\n#define C B\n", "int b = B; // C") == (
        "#define A 1\n#define B A\n\nint b = B; // C"
    )


OUTSIDE = """
#include <math.h>
#include <stdio.h>
int main(void) {
  const double bad[][4] = {{1.5, 0, 1, 3}, {.5, .6, 1, 3}, {.5, 0, -1, 3}, {.5, 0, 1, INFINITY},
                           {NAN, 0, 1, 3}, {.5, 0, 1, 2.5}, {.5, 0, 1, 0}, {45, 0, 1, 3}};
  int i;
  for (i = 0; i < 8; i++) {
    const double *a = bad[i], near = randomness_temporal(a[0], a[1], a[2], a[3], SPONTE_BITS);
    const double low = randomness_temporal_lower(a[0], a[1], a[2], a[3], SPONTE_BITS);
    double out[2], x[2] = {.5, a[0]}, c[2] = {0, a[1]}, t[2] = {1, a[2]}, n[2] = {3, a[3]};
    if (near == near || low == low) return 1;
    if (randomness_temporal_array(x, c, t, n, SPONTE_BITS, out, 2) != 1) return 2;
    if (!(out[0] > 0) || out[1] == out[1]) return 3;
    if (randomness_temporal_lower_array(x, c, t, n, SPONTE_BITS, out, 2) != 1) return 4;
    if (!(out[0] > 0) || out[1] == out[1]) return 5;
    if (randomness_temporal_lower_array(x, c, t, n, SPONTE_BITS, out, 1) != 0) return 6;
  }
  return 0;
}
"""


def test_outside_of_the_domain_every_function_gives_nan_and_arrays_say_so(compiler, tmp_path):
    (tmp_path / "o.c").write_text(source("randomness_temporal", "c") + OUTSIDE)
    command = [compiler, "-O0", "o.c", "-o", "o", "-lm"]
    subprocess.run(command, cwd=tmp_path, check=True)
    subprocess.run([tmp_path / "o"], check=True)


MANY = """
int main(void) {
  double p[10001], bits;
  int i;
  for (i = 0; i < 10001; i++) p[i] = 1.0/10001;
  bits = adversary1_spatial(p, 10001, SPONTE_BITS);
  return bits != bits || adversary1_spatial(p, 0, SPONTE_BITS) == bits;
}
"""


def test_probabilities_of_many_detectors_are_added_without_leaving_the_domain(compiler, tmp_path):
    (tmp_path / "m.c").write_text(source("adversary1_spatial", "c") + MANY)
    subprocess.run([compiler, "-O0", "m.c", "-o", "m", "-lm"], cwd=tmp_path, check=True)
    subprocess.run([tmp_path / "m"], check=True)


@pytest.mark.skipif(shutil.which("g++") is None, reason="no g++: apt-get install g++")
@pytest.mark.parametrize("standard", ["c++98", "c++11", "c++17", "c++20"])
def test_cpp_takes_the_header(standard, tmp_path):
    (tmp_path / "r.h").write_text(files("randomness_temporal", "c", "r.c")["r.h"])
    text = '#include "r.h"\ndouble f(double x) { return randomness_temporal(x, 0, 1, 1, '
    (tmp_path / "use.cpp").write_text(f"{text}SPONTE_NATS); }}\n")
    command = ["g++", f"-std={standard}", *STRICT, "-c", "use.cpp"]
    subprocess.run(command, cwd=tmp_path, check=True)
