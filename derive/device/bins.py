"""Bins of any lengths, a perfect detector: what counts is how likely each of m bins is.

The isometry is that of arrival times, with the weight w_i of bin i for an excited atom in place of
that of equal bins; what no bin sees is the survival.
"""

from sympy import Expr, S, sqrt

from derive import symbols as sym
from derive.device.loss import ASYMPTOTIC
from derive.emission.purification import PURE_VACUUM
from derive.emission.spatial import WEIGHTS
from derive.model.domain import POPULATION, WINDOW
from derive.model.equation import equation
from derive.model.hilbert import Isometry, Ket, Labels, One, ket
from derive.model.measurement import INCOHERENT, Detection, outcomes, randomness

IN_BIN = One(sym.i, 1, sym.m)


def scheme() -> Detection:
    """Arrival times in m bins with weights w_i as data.

    >>> from derive.model.measurement import effects_sum
    >>> effects_sum(outcomes(scheme()))[1, 1]
    Sum(w[i], (i, 1, m)) + exp(-Gamma*t)
    """
    excited: dict[Labels, Expr] = {
        ("1", "0"): sqrt(sym.alpha),
        ("0", IN_BIN): sqrt(sym.mode_weight[sym.i]),
    }
    images: dict[Labels, Ket] = {
        ("0",): ket("A R", {("0", "0"): S.One}),
        ("1",): ket("A R", excited),
    }
    return Detection("bins", Isometry(("A",), images), ("0", IN_BIN), (), "arrival times")


@equation(
    "device:bins",
    r"R\big|_{\rho_{01}=0}",
    domain=POPULATION & WINDOW & WEIGHTS,
    title="lower bound of arrival times in bins of any lengths",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def bound_bins() -> Expr:
    """R at rho01 = 0 in bits per shot, from the weights of the bins given excitation."""
    return randomness(outcomes(scheme()), INCOHERENT)


@equation(
    "device:bins:gain",
    r"\left[R_{\mathrm{equal}} - R\right]_{\rho_{01}=0}",
    domain=POPULATION & WINDOW & WEIGHTS,
    title="what bins of equal probability gain",
    assumes=(PURE_VACUUM, ASYMPTOTIC),
)
def gained_by_equal_bins() -> Expr:
    """How many more bits per shot m equally probable bins give than any m bins, at rho01 = 0."""
    equal = bound_bins().xreplace({sym.mode_weight[sym.i]: (1 - sym.alpha) / sym.m})
    return equal.doit() - bound_bins()
