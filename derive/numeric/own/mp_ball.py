"""Numbers with an error in mpmath, and their rounding once they are known well enough.

The text of this file is what `sponte export --target mpmath` writes in front of an equation.
"""

import math

from mpmath import mp

GUARD = 32
"""Bits of the first try beyond those wanted; each next one has twice as many in all."""
TRIES = 12
NOTHING = mp.mpf(10) ** -301
"""What is surely smaller counts as zero."""


class UnknownError(ArithmeticError):
    """The error is too large to go on."""


class Ball:
    """Everything within `off` of `mid`, both of the working precision."""

    __slots__ = ("mid", "off")

    def __init__(self, mid, off=0):
        self.mid, self.off = mid, off

    def __add__(self, other):
        other = exact(other)
        return rounded(self.mid + other.mid, self.off + other.off)

    def __neg__(self):
        return Ball(-self.mid, self.off)

    def __sub__(self, other):
        return self + -exact(other)

    def __mul__(self, other):
        other = exact(other)
        off = abs(self.mid) * other.off + abs(other.mid) * self.off + self.off * other.off
        return rounded(self.mid * other.mid, off)

    def __truediv__(self, other):
        other = exact(other)
        gap = abs(other.mid) - other.off
        if gap <= 0:
            raise UnknownError
        mid = self.mid / other.mid
        return rounded(mid, (self.off + (abs(mid) + mp.eps) * other.off) / gap)

    def __radd__(self, other):
        return self + other

    def __rsub__(self, other):
        return -self + other

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return exact(other) / self

    def __abs__(self):
        return Ball(abs(self.mid), self.off)

    def __ge__(self, other):
        gap = self - other
        if gap.off and abs(gap.mid) <= gap.off:
            raise UnknownError
        return gap.mid >= 0


def exact(value):
    """A number without an error, or one that has one as it is."""
    return value if isinstance(value, Ball) else Ball(mp.mpf(value))


def rounded(mid, off):
    """A result of one operation, whose rounding is added to its error."""
    return Ball(mid, (off + 4 * abs(mid) * mp.eps) * (1 + 64 * mp.eps))


def between(low, high):
    """The ball around two ends that were rounded."""
    return rounded((low + high) / 2, (high - low) / 2 + 4 * (abs(low) + abs(high)) * mp.eps)


def ends(value):
    """The ends of a ball, rounded outwards."""
    room = 4 * (abs(value.mid) + value.off) * mp.eps
    return value.mid - value.off - room, value.mid + value.off + room


def sqrt(value):
    """The root of what is >= 0."""
    value = exact(value)
    low, high = (mp.sqrt(max(end, 0)) for end in (ends(value) if value.off else 2 * [value.mid]))
    return between(low, high)


def exp(value):
    """The exponential."""
    value = exact(value)
    if value.off > 1:
        raise UnknownError
    mid = mp.exp(value.mid)
    return rounded(mid, mid * 2 * value.off * (1 + 64 * mp.eps))


def log(value):
    """The natural logarithm of what is surely positive."""
    value = exact(value)
    gap = value.mid - value.off
    if gap <= 0:
        raise UnknownError
    return rounded(mp.log(value.mid), value.off / gap)


def entropy(value):
    """-a ln a; of what may be zero all from 0 to the value at its upper end, and to 1 above it."""
    value = exact(value)
    if not value.off and value.mid <= 0:
        return exact(0)
    if value.mid > 2 * value.off:
        return -value * log(value)
    most = ends(value)[1]
    if most <= 0:
        return exact(0)
    last = -most * mp.log(most)
    return between(min(last, mp.zero), last if most < 0.3 else mp.one)


def nonnegative(value):
    """The same; a root does not look at what is below zero."""
    return value


def larger(first, second):
    """The larger of two."""
    first, second = exact(first), exact(second)
    return Ball(max(first.mid, second.mid), max(first.off, second.off))


def smooth(function):
    """A function whose derivative is at most 2."""

    def of(value):
        value = exact(value)
        mid = function(value.mid)
        return Ball(mid, (2 * value.off + 8 * mp.eps) * (1 + 64 * mp.eps))

    return of


cos, sin, atan, erf, erfc = map(smooth, (mp.cos, mp.sin, mp.atan, mp.erf, mp.erfc))


def circle(value):
    """The number pi times another."""
    return value * rounded(+mp.pi, 0)


def known(steps, down=False):
    """The value of the steps, once it is known to the working precision; with `down` not above."""
    wanted = mp.prec
    wide = wanted + GUARD
    for _ in range(TRIES):
        with mp.workprec(wide):
            ball = _tried(steps)
        if ball and ball.off <= abs(ball.mid) * mp.ldexp(1, -wanted - 2):
            return mp.fsub(ball.mid, ball.off, rounding="f") if down else +ball.mid
        if ball and abs(ball.mid) + ball.off <= NOTHING:
            return mp.fsub(ball.mid, ball.off, rounding="f") if down else mp.zero
        wide *= 2
    return mp.nan


def double(value, down=False):
    """The double nearest to a number, or with `down` the largest that is not above it."""
    near = float(value)
    return math.nextafter(near, -math.inf) if down and mp.mpf(near) > value else near


def _tried(steps):
    try:
        return exact(steps())
    except UnknownError:
        return None
