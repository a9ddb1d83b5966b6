"""What exp and expm1 in C lose is less than first-order errors say, as Gappa proves.

The argument is reduced to k ln 2 + r + lost, with abs(r) < 0.3467. The polynomial that replaces the
series is taken as it is; how far it is from that is in `test_first_order.py`.
"""

import shutil
import subprocess

import pytest

from derive.numeric.c.libm import EXP_SERIES
from derive.numeric.first_order import IN_C

pytestmark = pytest.mark.skipif(
    shutil.which("gappa") is None, reason="needs gappa: apt-get install gappa"
)
POLYNOMIAL = 0.1
"""What the polynomial is off by, in units of 2**-53."""
EXP = ("rnd(1 + m)", "1 + M")
EXPM1 = {-2: ("rnd(0.25*m - 0.75)", "0.25*M - 0.75"), -1: ("rnd(0.5*m - 0.5)", "0.5*M - 0.5"),
         0: ("m", "M"), 1: ("rnd(2*m + 1)", "2*M + 1"), 2: ("rnd(4*m + 3)", "4*M + 3")}  # fmt: skip
"""2**k m + (2**k - 1) as it is computed, and exactly."""
NEGATIVE, POSITIVE = (-0.3467, -0.001), (0.001, 0.3467)
"""Nearer to 0 only the last sum of m matters: r**2 is below r/1000."""


def horner(name, coefficients):
    """The steps of Horner's rule in z, the last of them, and the same exactly."""
    *others, last = (float(c).hex() for c in coefficients)
    lines, rounded, exact = [], last, last
    for i, coefficient in enumerate(reversed(others)):
        lines.append(f"{name}{i} = rnd({rounded}*z + {coefficient});")
        rounded, exact = f"{name}{i}", f"({exact})*Z + {coefficient}"
    return lines, rounded, exact


def script(computed, exact, ends, most):
    """That `computed` is at most that far from `exact`, relative, for r between the ends."""
    even, even_last, exact_even = horner("even", EXP_SERIES[0::2])
    odd, odd_last, exact_odd = horner("odd", EXP_SERIES[1::2])
    low, high = ends
    return "\n".join([
        "@rnd = float<ieee_64, ne>;", "r = rnd(given);", "z = rnd(r*r);", "Z = r*r;",
        *even, *odd,
        f"t = rnd(r*{odd_last} + {even_last});", f"T = r*({exact_odd}) + ({exact_even});",
        "q = rnd(z*t + lost);", "Q = Z*T;", "m = rnd(r + q);", "M = r + Q;",
        f"v = {computed};", f"V = {exact};",
        f"{{ r in [{low}, {high}] /\\ |lost| <= 1b-74 -> |v -/ V| <= {most * 2.0**-53!r} }}",
        "q - Q -> (q - (z*t + lost)) + ((z*t - Q) + lost);",
        "$ r in 64;",
    ])  # fmt: skip


def proves(text):
    """Whether Gappa proves it; it must at least have read it."""
    done = subprocess.run(["gappa"], input=text, text=True, capture_output=True, check=False)
    assert done.returncode == 0 or "not satisfied" in done.stderr, done.stderr
    return done.returncode == 0


@pytest.mark.parametrize("ends", [NEGATIVE, POSITIVE])
def test_the_exponential_loses_less_than_its_error(ends):
    assert proves(script(*EXP, ends, IN_C.exp - POLYNOMIAL))


@pytest.mark.parametrize("ends", [NEGATIVE, POSITIVE])
@pytest.mark.parametrize("k", EXPM1)
def test_the_exponential_less_one_loses_less_than_its_error(k, ends):
    below = k < 0 or (k == 0 and ends is NEGATIVE)
    most = IN_C.expm1 if below else IN_C.expm1_above
    assert proves(script(*EXPM1[k], ends, most - 2 * POLYNOMIAL))


def test_less_than_half_an_ulp_is_not_proved():
    assert not proves(script(*EXP, POSITIVE, 0.99))
