"""The target c from Python: with any compiler, without one, and never another processor's code."""

import random
import stat
import sys
import warnings

import numpy as np
import pytest

from benchmarks.accuracy import point
from derive.errors import DomainError
from derive.export import function, quantities
from derive.numeric.c import compiler, lower
from tests.derive.numeric.test_c_builds import COMPILERS

BITS = function("bound_temporal")(0.3, 1.0, 5)


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """A folder of its own for what is compiled."""
    monkeypatch.setattr(compiler, "_cache", lambda: tmp_path)
    return tmp_path


def program(path, text):
    """A program in Python, to stand for a compiler."""
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def numpy_with_one_warning(said):
    """Whether both bounds are those of numpy, each after one warning that says so."""
    for rounding in ("nearest", "down"):
        with pytest.warns(UserWarning, match=f"{said}.*: target c falls back to numpy$") as caught:
            bound = function("bound_temporal", "c", rounding=rounding)
        assert len(caught) == 1
        assert bound(0.3, 1.0, 5) == pytest.approx(BITS, rel=1e-14)
        with pytest.raises(DomainError, match=r"rho11 = 1\.5"):
            bound(1.5, 1.0, 5)
    return True


QUICK = ("bound_temporal", "slope", "randomness_phase", "adversary2_spatial")
"""Quantities that are soon compiled."""
CODES = [
    pytest.param(q, id=q.name, marks=() if q.name in QUICK else pytest.mark.deep)
    for q in quantities()
]


def values(quantity, rounding):
    """What the target c gives for a quantity at some points."""
    variant, rng = quantity.variant(), random.Random(7)
    points = zip(*(point(variant, rng) for _ in range(100)), strict=True)
    return function(quantity.name, "c", rounding=rounding)(*map(np.array, points))


@pytest.mark.parametrize("quantity", CODES)
def test_what_is_compiled_for_speed_has_the_bits_of_the_quick_build(quantity, monkeypatch):
    roundings = ("nearest", "down") if lower.possible(quantity) else ("nearest",)
    quick = [values(quantity, rounding) for rounding in roundings]
    needed = tuple(flag.replace("-O0", "-O3") for flag in compiler.NEEDED)
    assert needed != compiler.NEEDED
    monkeypatch.setattr(compiler, "NEEDED", needed)
    monkeypatch.setattr(compiler, "flags", compiler.flags.__wrapped__)
    for rounding, expected in zip(roundings, quick, strict=True):
        assert np.array_equal(values(quantity, rounding), expected)


@pytest.mark.parametrize("name", COMPILERS)
def test_any_compiler_with_its_arguments(name, cache, monkeypatch):
    if COMPILERS[name] is None:
        pytest.skip(f"no {name}: apt-get install {name}")
    monkeypatch.setenv("CC", f"{COMPILERS[name]} -DSPONTE_FROM_TEST")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert function("bound_temporal", "c")(0.3, 1.0, 5) == pytest.approx(BITS, rel=1e-15)
    assert len(list(cache.glob("*.so"))) == 1


def test_flags_that_a_compiler_lacks_are_left_out(tmp_path):
    picky = "import sys\nif '-fsched-pressure' in sys.argv: sys.exit(1)\nprint('#define A 1')"
    flags = compiler.flags((program(tmp_path / "picky", picky),))
    assert "-march=native" in flags
    assert "-fsched-pressure" not in flags


def test_without_a_compiler_numpy_serves(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    assert numpy_with_one_warning("no C compiler")
    monkeypatch.setenv("CC", "no-such-compiler -O2")
    assert numpy_with_one_warning("no C compiler .no-such-compiler")


@pytest.mark.usefixtures("cache")
def test_a_compiler_that_fails_is_named(monkeypatch, tmp_path):
    broken = program(tmp_path / "broken", "import sys; sys.exit('this is no compiler')")
    monkeypatch.setenv("CC", broken)
    assert numpy_with_one_warning("broken refuses the generated code: this is no compiler")


def test_a_cache_folder_that_cannot_be_used_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert numpy_with_one_warning("compiled code cannot be kept or loaded")


def test_what_another_processor_was_built_for_is_not_run(cache, monkeypatch):
    function("bound_temporal", "c")
    real = compiler.macros
    monkeypatch.setattr(compiler, "macros", lambda *asked: real(*asked) + "#define __NEWER__ 1\n")
    function("bound_temporal", "c")
    assert len(list(cache.glob("*.so"))) == 2
