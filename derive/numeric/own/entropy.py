"""-a ln a with its running error: next to zero, where ln has none, it is bounded as a whole.

For a normal a known to half of its size the derivative, at most abs(ln a) + 2 there, bounds the
error, and of a huge a what is subnormal in the logarithm. Else a and its float are at most `most`,
and both values below 750 times that, as floats end at exp(-745). An exact zero gives an exact zero.
"""

from derive.numeric.double_double import Operation
from derive.numeric.program import program
from derive.numeric.running_error import error

VALUE = Operation(("a",), program(["a"], "result = -a*log(positive(a))", ["result"]))
"""Over pairs; where a is zero, or below by rounding, the product is as small as that."""
ERROR = error(
    "a",
    f"""
    most = abs(a) + a_off
    slope = abs(v)/positive(abs(a)) + 2
    under = TINY + most*(most*TINY)
    near = (slope*a_off + abs(v)*{2.0**-88!r} + under)*GROW
    far = 3000*most + TINY
    off = pick(-most, 0, pick(a - SMALLEST, pick(0.5*a - a_off, near, far), far))
    """,
)
