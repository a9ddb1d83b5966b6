"""The standard Gaussian, Sec. IV.D: its bins, their slopes, its Fourier transform."""

from sympy import (
    Expr,
    I,
    Symbol,
    cosh,
    diff,
    exp,
    expand,
    pi,
    powsimp,
    sinh,
    sqrt,
)

from derive.functions import Phi


def bin_probability(centre: Expr, half_width: Expr) -> Expr:
    """Probability of a bin, its centre and half width in standard deviations from the mean.

    >>> from sympy.abc import x, w
    >>> bin_probability(0, w)
    2*Phi(w) - 1
    """
    return Phi(centre + half_width) - Phi(centre - half_width)


def bin_slope(centre: Expr, half_width: Expr) -> Expr:
    """d/d centre of :func:`bin_probability`: minus a positive factor times sinh(centre half_width).

    Its sign is therefore opposite to the centre's, and the bin at the mean is the most probable.

    >>> from sympy.abc import x, w
    >>> bin_slope(x, w)
    -sqrt(2)*exp(-w**2/2 - x**2/2)*sinh(w*x)/sqrt(pi)
    """
    x, w = Symbol("x"), Symbol("w")
    even = exp(-(x**2 + w**2) / 2)
    odd = powsimp(expand(diff(bin_probability(x, w), x) / even))
    odd = expand(odd.replace(exp, lambda u: cosh(u) + sinh(u)))
    return (even * odd).subs({x: centre, w: half_width}, simultaneous=True)


def density(characteristic: Expr, frequency: Symbol, at: Expr) -> Expr:
    """The probability density with a Gaussian characteristic function E[exp(-i frequency x)].

    Fourier inversion: the exponent is completed to a square, the Gaussian integral is left.

    >>> from sympy.abc import q, x
    >>> density(exp(-q**2 / 2), q, x)
    sqrt(2)*exp(-x**2/2)/(2*sqrt(pi))
    """
    exponent = characteristic.exp + I * frequency * at
    slope = diff(exponent, frequency)  # linear
    saddle = -slope.subs(frequency, 0) / diff(slope, frequency)
    peak = exponent.subs(frequency, saddle)
    around = expand(exponent.subs(frequency, frequency + saddle) - peak)
    width = -around / frequency**2  # of Integral(exp(-width q**2)) = sqrt(pi/width)
    return exp(peak) * sqrt(pi / width) / (2 * pi)
