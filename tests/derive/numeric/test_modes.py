"""A process in which something has changed arithmetic: no number is given that could be wrong."""

import ctypes
import platform
from contextlib import contextmanager

import numpy as np
import pytest

from derive.errors import ExportError
from derive.export import function
from derive.numeric.modes import require_subnormal

AT = 0.3, 1.0, 5.0
MODES = {"to nearest": 0, "down": 0x2000, "up": 0x4000, "to zero": 0x6000, "flushed": 0x8040}
"""Bits of the register that says how sums are rounded and whether subnormal numbers are kept."""
pytestmark = pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"), reason="needs Linux on x86-64"
)


@contextmanager
def arithmetic(mode):
    """Another arithmetic, for a while."""
    library, usual, other = ctypes.CDLL(None), (ctypes.c_uint32 * 8)(), (ctypes.c_uint32 * 8)()
    library.fegetenv(usual)
    other[:] = usual
    other[7] |= MODES[mode]  # MXCSR
    library.fesetenv(other)
    try:
        yield
    finally:
        library.fesetenv(usual)


@pytest.mark.parametrize("mode", ["down", "up", "to zero"])
@pytest.mark.parametrize("rounding", ["nearest", "down"])
@pytest.mark.parametrize("target", ["numpy", "c"])
def test_a_process_whose_sums_are_not_rounded_to_nearest_gets_an_error(target, rounding, mode):
    call = function("bound_temporal", target, rounding=rounding)
    usual = call(*AT)
    for given in (AT, np.array([AT] * 3).T):
        with arithmetic(mode), pytest.raises(ExportError, match="changed arithmetic"):
            call(*given)
    with arithmetic("to nearest"):
        assert call(*AT) == usual


@pytest.mark.parametrize("target", ["numpy", "c"])
def test_no_lower_bound_is_promised_where_small_numbers_count_as_zero(target):
    call, points = function("bound_temporal", target, rounding="down"), np.array([AT] * 3).T
    with arithmetic("flushed"), pytest.raises(ExportError, match="changed arithmetic"):
        call(*points)
    assert (call(*points) > 0).all()


def test_numbers_that_are_kept_are_noticed():
    require_subnormal()
    with arithmetic("flushed"), pytest.raises(ExportError):
        require_subnormal()


def test_a_nearest_value_needs_no_small_numbers():
    call, points = function("bound_temporal"), np.array([AT] * 3).T
    usual = call(*points)
    with arithmetic("flushed"):
        assert call(*points).tolist() == usual.tolist()
