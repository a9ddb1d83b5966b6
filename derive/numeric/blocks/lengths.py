"""Bins of any lengths: the bits of given weights, the best lengths of bins, and of a window.

For a window of given length equal weights are best: the entropy of the bin, given that the atom
emits, is then log2(n), which no distribution over n bins exceeds.

For n bins of equal lengths x = T/n the bits are a multiple of (1 - exp(-T)) phi(x), where phi is
the entropy of the bin of a photon in a window without end, phi'(x) = -x/(2 sinh(x/2))**2. The slope
in T vanishes where (exp(T) - 1)/T = G(x) = phi(x) (2 sinh(x/2)/x)**2. The left side grows from 1 to
infinity and G falls from infinity to 0, so that there is one such T, and it grows with n: a larger
n makes x smaller. That G falls, with s = x/2 and u = exp(-x): -log(1 - u) <= u (2 - u)/(2 (1 - u))
and exp(x) >= 1 + x + x**2/2 leave of -G' a multiple of s**2 + 2 s**3 > 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flint import arb

from derive.errors import DomainError
from derive.numeric import balls
from derive.numeric.arguments import number_of
from derive.numeric.blocks.counts import last_float
from derive.numeric.quantities import QUANTITIES
from derive.numeric.registry import PARAMETERS
from derive.precision import precision

PRECISION, WINDOW_PRECISION = 1200, 256
"""Bits that keep the digits of weights down to 1e-300."""
ROUNDED = 1 + 2.0**-50


@dataclass(frozen=True)
class BestBins:
    """Ends of the bins in units of 1/Gamma, from 0 to Gamma_t, their bits, and the gain in bits.

    The gain is over bins of equal lengths.
    """

    edges: tuple[float, ...]
    bits: float
    gain: float


def bound_bins(rho11: float, w: Sequence[float]) -> float:
    """Bits per shot of arrival times, asymptotic, for an Eve with R' and atoms without coherence.

    `w` are the probabilities of the bins given excitation, in any order; what they lack of 1 is
    that of no click. Eq. (device:bins); a perfect detector, pure vacuum, independent shots.

    >>> bound_bins(1.0, [0.25, 0.25])
    1.5

    :raises DomainError: for weights that are negative or have a sum above 1.
    """
    _check("rho11", rho11)
    weights = [float(weight) for weight in w]
    if not all(weight >= 0 for weight in weights) or sum(weights) > ROUNDED:
        raise DomainError("w", weights, "w_i >= 0 with a sum <= 1")
    with precision(PRECISION):
        exact = [arb(weight) for weight in weights]
        rest = (1 - sum(exact, arb(0))).nonnegative_part()
        terms = [-v * v.log() for v in (*exact, rest) if not v.is_zero()]
        return balls.nearest(arb(rho11) * sum(terms, arb(0)) / arb.const_log2())


def best_bins(rho11: float, Gamma_t: float, n: int) -> BestBins:
    """The ends of n bins of a window that give most bits, and what they gain.

    :raises DomainError: for arguments outside of the domain of ``bound_temporal``, or a window
        without end, which has no last bin.
    """
    for name, value in (("rho11", rho11), ("Gamma_t", Gamma_t), ("n", n)):
        _check(name, value)
    if Gamma_t == float("inf"):
        raise DomainError("Gamma_t", Gamma_t, "a finite window")
    with precision(PRECISION):
        emitted = -arb(-Gamma_t).expm1()
        edges = [-(-emitted * k / n).log1p() for k in range(n)]
        click = -emitted * emitted.log() + Gamma_t * (1 - emitted) if Gamma_t else arb(0)
        bits = arb(rho11) * (click + emitted * arb(n).log()) / arb.const_log2()
        variant = QUANTITIES["bound_temporal"].variant()
        equal = balls.enclosure(variant, "bits", (rho11, Gamma_t, float(n)))
        ends = (*map(balls.nearest, edges), float(Gamma_t))
        gain = 0.0 if n == 1 else balls.nearest(bits - equal)
        return BestBins(ends, balls.nearest(bits), gain)


@dataclass(frozen=True)
class BestWindow:
    """The length of a window in units of 1/Gamma, and its bits."""

    Gamma_t: float
    bits: float


def best_window(rho11: float, n: int) -> BestWindow:
    """The window whose n bins of equal lengths give most bits per shot; it is the same for all
    atoms that may be excited.

    It grows with n without limit, but slowly: for n >= 2 it lies between ln(1 + ln n) and twice
    that, and the bits are rho11 (1 - exp(-T)) log2(e n/T), up to a share of less than (T/n)**2/24.

    >>> best_window(1.0, 1)
    BestWindow(Gamma_t=0.6931471805599453, bits=1.0)

    :raises DomainError: for arguments outside of the domain of ``bound_temporal``.
    """
    for name, value in (("rho11", rho11), ("n", n)):
        _check(name, value)
    with precision(WINDOW_PRECISION):
        length = last_float(lambda T: too_short(arb(T), int(n)), 50.0)
        variant = QUANTITIES["bound_temporal"].variant()
        bits = balls.enclosure(variant, "bits", (rho11, length, float(n)))
        return BestWindow(length, balls.nearest(bits))


def too_short(T: arb, n: int) -> bool:
    """Whether it is proved that a longer window of n equal bins gives more bits."""
    x = T / n
    in_bin = x / x.expm1() - (-(-x).expm1()).log()
    return bool(T.expm1() / T < in_bin * (2 * (x / 2).sinh() / x) ** 2)


def _check(name: str, value: float) -> None:
    number_of(PARAMETERS[name], value)
