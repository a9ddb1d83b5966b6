"""exp, expm1, log and log1p for the Numba target: those of :mod:`derive.numeric.c.libm` in Python.

Short enough to inline, without branches, so that loops around them vectorise.
"""

from math import factorial

from derive.numeric.elementary import EXP_TERMS, LOG_TERMS


def _horner(variable: str, coefficients: tuple[float, ...]) -> str:
    *others, last = coefficients
    text = repr(last)
    for coefficient in reversed(others):
        text = f"_fma({variable}, {text}, {coefficient!r})"
    return text


def text(decorator: str) -> str:
    """The functions, each with this decorator."""
    taylor = _horner("r", tuple(1 / factorial(i) for i in range(2, EXP_TERMS + 1)))
    written = TEMPLATE.replace("TAYLOR", taylor).replace("SERIES", _horner("z", LOG_TERMS))
    return written.replace("DECORATOR\n", decorator)


TEMPLATE = '''\
SHIFT = 6755399441055744.0  # a whole number k plus this has k in its last bits


DECORATOR
def _nearest(a):
    return (a + SHIFT) - SHIFT


DECORATOR
def _to_bits(a):
    return np.float64(a).view(np.int64)


DECORATOR
def _from_bits(bits):
    return np.int64(bits).view(np.float64)


DECORATOR
def _power_of_2(k):
    """2**k for whole k in [-1022, 1023]."""
    return _from_bits((_to_bits(k + SHIFT) + 1023) << 52)


DECORATOR
def _reduced(a, k):
    """exp(a - k ln 2) - 1 by its Taylor series."""
    r = _fma(-k, 1.9082149292705877e-10, _fma(-k, 0.6931471803691238, a))
    return _fma(r*r, TAYLOR, r)


DECORATOR
def _exp(a):
    a = _smaller(_larger(a, -760.0), 710.0)
    k = _nearest(a*1.4426950408889634)
    half = _nearest(0.5*k)
    return (1.0 + _reduced(a, k))*_power_of_2(half)*_power_of_2(k - half)


DECORATOR
def _expm1(a):
    a = _smaller(_larger(a, -60.0), 709.0)
    k = _nearest(a*1.4426950408889634)
    scale = _power_of_2(k)
    return _fma(scale, _reduced(a, k), scale - 1.0)


DECORATOR
def _log(a):
    """The logarithm of a positive normal number, as in FreeBSD's msun."""
    bits = _to_bits(a) + (0x3ff0000000000000 - 0x3fe6a09e667f3bcd)
    k = _from_bits((bits >> 52) | 0x4330000000000000) - 4503599627371519.0
    f = _from_bits((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd) - 1.0
    s = f/(2.0 + f)
    z = s*s
    square = 0.5*f*f
    tail = _fma(s, square + z*SERIES, k*1.9082149292705877e-10)
    value = k*0.6931471803691238 - ((square - tail) - f)
    return value if a <= 1.7976931348623157e308 else a


DECORATOR
def _log1p(a):
    u = 1.0 + a
    lost = 1.0 - (u - a) if a > 1.0 else a - (u - 1.0)
    return _log(u) + lost/u
'''
