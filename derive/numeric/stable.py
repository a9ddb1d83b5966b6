"""Forms of the results that lose no digits: for Eqs. (17)-(19), (25), (26), (28) and (A1).

Each function is a part of a straight-line program (:mod:`derive.numeric.program`): it is read, not
called. Its terms are sums of numbers of one sign, or differences written as a product with what
makes them small. Logarithms are natural, the last step goes to bits: `unit` is 1/ln 2. Inputs:
rho11, c = abs(rho01) or its ratio r to the largest possible value, Gamma_t, n bins.

The forms are proved equal to the derived equations, branch by branch, in `tests/derive`.
"""

from typing import TypeAlias

from sympy import Expr, erf, exp, log, sqrt

from derive.numeric.operations import (
    E_HIGH,
    E_LOW,
    TWO_OVER_ROOT_PI,
    artanh_excess,
    capped,
    erfc,
    expm1,
    fma,
    log1p,
    log_ratio,
    nonnegative,
    pick,
    positive,
    remainder,
    total_of,
)
from derive.numeric.program import traced

Q: TypeAlias = Expr
"""A named quantity."""

# The state and the window.


@traced
def atom(rho11: Q) -> tuple[Q, ...]:
    """The populations."""
    x = rho11
    y = 1 - x
    return x, y


@traced
def window(Gamma_t: Q) -> tuple[Q, ...]:
    """What the emission does in one window, which is its only bin."""
    g = capped(Gamma_t, 1e20)
    decayed = -g
    alpha = exp(decayed)  # survives the window
    A = -expm1(decayed)  # decays in the window
    h = g  # Gamma t of one bin
    s = alpha  # survives one bin
    p_bin = positive(A)  # decays in one bin
    A_p = 1
    return g, alpha, A, h, s, p_bin, A_p


@traced
def bins(Gamma_t: Q, n: Q) -> tuple[Q, ...]:
    """What it does in a window of n bins."""
    g = capped(Gamma_t, 1e20)
    decayed = -g
    alpha = exp(decayed)  # survives the window
    A = -expm1(decayed)  # decays in the window
    n_inverse = 1 / n
    h = g * n_inverse  # Gamma t of one bin
    rest = remainder(g, h, n) * n_inverse  # what rounding lost of it
    e = exp(-h)
    s = e - e * rest  # survives one bin
    p_bin = positive(e * rest - expm1(-h))  # decays in one bin
    A_p = A / p_bin
    return g, alpha, A, h, rest, e, s, p_bin, A_p


UP = 2.0**300
UP_TWICE, DOWN_TWICE = UP * UP, UP**-2


@traced
def from_coherence(c: Q, x: Q, y: Q) -> tuple[Q, ...]:
    """Determinant and coherence of rho_A, scaled: what rounding loses must not underflow."""
    modulus = c
    x_up = x * UP_TWICE
    c_up = c * UP
    xy_up = x_up * y
    cc_up = c_up * c_up  # scaled: the part that rounding loses must not underflow
    lost = (1 - y) - x  # what y = 1 - x lost
    xy_lost = fma(x_up, y, -xy_up) + x_up * lost
    cc_lost = fma(c_up, c_up, -cc_up)
    det_up = nonnegative((xy_up - cc_up) + (xy_lost - cc_lost))
    cc = cc_up * DOWN_TWICE
    det = det_up * DOWN_TWICE  # determinant of rho_A
    lead = xy_up - cc_up
    xy_rest = fma(x_up, y, -xy_up)
    x_lost = x_up * lost
    x_lost_rest = fma(x_up, lost, -x_lost)
    sum1 = xy_rest - cc_lost
    added1 = xy_rest - sum1
    rest1 = (xy_rest - (sum1 + added1)) + (added1 - cc_lost)
    sum2 = sum1 + x_lost
    added2 = sum2 - sum1
    rest2 = (sum1 - (sum2 - added2)) + (x_lost - added2)
    sum3 = lead + sum2
    added3 = sum3 - lead
    rest3 = (lead - (sum3 - added3)) + (sum2 - added3)
    det_full_up = nonnegative(sum3 + ((rest1 + rest2) + (x_lost_rest + rest3)))
    det_full = det_full_up * DOWN_TWICE  # det with all its digits, also next to a pure state
    det_x = det_up / positive(x_up)
    cc_x = cc_up / positive(x_up)
    unit_x = x_up
    unit_y = 1
    return modulus, xy_up, cc_up, det_up, cc, det, det_full, det_x, cc_x, unit_x, unit_y


@traced
def from_ratio(r: Q, x: Q, y: Q) -> tuple[Q, ...]:
    """The same without scale: `det_up` and so on are det, xy and cc times one common factor.

    That factor over x and over y is `unit_x` and `unit_y`, but for another common factor.

    From c, `det_up` keeps 2**-106 of xy, which is enough for det ln det and ln det; `det_full` adds
    up what every product and sum loses, for the eigenvalue that is det itself but for a factor.
    """
    xy_up = 1
    cc_up = r * r
    det_up = (1 - r) * (1 + r)
    modulus = r * sqrt(x * y)
    cc = x * y * cc_up
    det = x * y * det_up  # determinant of rho_A
    det_full = det
    det_x = y * det_up
    cc_x = y * cc_up
    unit_x = 1
    unit_y = y
    return modulus, xy_up, cc_up, det_up, cc, det, det_full, det_x, cc_x, unit_x, unit_y


# (17)-(19), (25), (26), (28): a bound, and the coherence that the measurement loses.


@traced
def bound(x: Q, A: Q, h: Q, s: Q, p_bin: Q, A_p: Q) -> Q:
    """The bound in nats, (28)."""
    log_p = log_ratio(p_bin, 1, -s)
    bound = x * (A_p * (h * s) - A * log_p)
    return bound


@traced
def populations(x: Q, y: Q, alpha: Q, A: Q) -> tuple[Q, ...]:
    """Differences of the populations, before and after."""
    ax = alpha * x
    w = 1 - 2 * x
    b = pick(0.5 - alpha, y - ax, w + x * A)  # y - alpha x
    return ax, w, b


@traced
def spectra(x: Q, y: Q, alpha: Q, cc: Q, det: Q, ax: Q, w: Q, b: Q) -> tuple[Q, ...]:
    """The spectra of rho_A and of the no-photon block, and their gaps."""
    D = sqrt(w * w + 4 * cc)  # gap of rho_A's eigenvalues lam1, lam2
    D_b = sqrt(b * b + 4 * alpha * cc)  # gap of mu1, mu2
    delta = 2 * cc / positive(D + abs(w))
    kappa_a = 2 * cc / positive(D_b + abs(b))
    kappa = alpha * kappa_a
    high = max(x, y)
    low = positive(min(x, y))
    high_b = positive(max(y, ax))
    lam1 = high + delta
    lam2 = det / lam1
    mu1 = high_b + kappa
    mu2_over_alpha = det / mu1
    mu2 = alpha * mu2_over_alpha
    return D, D_b, delta, kappa_a, kappa, high, low, high_b, lam1, lam2, mu1, mu2


@traced
def eigenvalues_lost(
    x: Q, A: Q, det: Q, w: Q, b: Q, D: Q, D_b: Q, delta: Q, kappa_a: Q, kappa: Q, lam1: Q, mu1: Q
) -> tuple[Q, ...]:
    """By how much the eigenvalues shrink."""
    up = delta + max(-w, 0)  # x - lam2
    down = delta + max(w, 0)  # lam1 - x
    down_b = kappa + max(b, 0)  # mu1 - alpha x
    ratio = A / positive(D + D_b)
    lost1_scaled = lam1 * up + (mu1 * kappa_a + (x + kappa_a) * max(-b, 0))
    above_scaled = mu1 * down + lam1 * down_b
    lost1 = ratio * lost1_scaled  # lam1 - mu1
    above = ratio * above_scaled  # mu1 - alpha lam1
    lost2 = above * (det / (lam1 * mu1))  # lam2 - mu2
    return lost1, above, lost2


@traced
def little_decay(alpha: Q) -> Q:
    """Where the coherence after the window is written by what it lost."""
    close = alpha - 0.5  # little decay: the coherences before and after nearly cancel
    return close


@traced
def coherence_lost(
    alpha: Q, g: Q, det_up: Q, xy_up: Q, cc_up: Q, w: Q, b: Q, D: Q, D_b: Q, delta: Q, kappa: Q,
    high: Q, low: Q, high_b: Q, lam1: Q, mu1: Q, lost1: Q, above: Q, lost2: Q, close: Q,
) -> Q:  # fmt: skip
    """What (25) exceeds its bound by, in nats."""
    top = pick(close, pick(b, lam1, alpha * lam1), mu1)
    bottom = pick(close, mu1, high_b)
    top_bottom = pick(close, pick(b, lost1, -above), kappa)
    whole = positive(xy_up)
    kept_up = positive(-capped(-det_up, -6.223015277861142e-61 * whole))  # 0 ln 0 is 0
    log_det = log_ratio(kept_up, whole, -cc_up)  # ln(det/xy)
    log_h = log_ratio(lam1, high, delta)
    log_w = log_ratio(high, low, abs(w))  # abs(ln(y/x))
    log_m = log_ratio(top, bottom, top_bottom)
    paired = pick(w, lost1, -lost2)
    weight = pick(close, paired, pick(w, paired, pick(b, delta + kappa, paired)))
    blocks = pick(close, (lost1 - lost2) * log_h + D_b * log_m, D * log_h - D_b * log_m)
    lost_coherence = (weight * log_w - pick(b, kappa, -kappa) * g) + (lost2 * log_det + blocks)
    return lost_coherence


@traced
def bound_in_units(bound: Q, unit: Q) -> Q:
    """The bound in bits or nats."""
    return bound * unit


@traced
def randomness_in_units(bound: Q, lost_coherence: Q, unit: Q) -> Q:
    """(17) and (25), in bits or nats."""
    return (bound + lost_coherence) * unit


SPECTRA = (populations, spectra)
COHERENCE = (*SPECTRA, eigenvalues_lost, little_decay, coherence_lost)
RANDOMNESS = (bound, *COHERENCE, randomness_in_units)


@traced
def larger_eigenvalue(mu1: Q) -> Q:
    """mu_1 of (18)."""
    result = mu1
    return result


@traced
def smaller_eigenvalue(alpha: Q, det_full: Q, mu1: Q) -> Q:
    """mu_2 of (18), from the determinant."""
    return alpha * (det_full / mu1)


@traced
def bound_limit(Gamma_t: Q, x: Q, A: Q, unit: Q) -> Q:
    """What (28) exceeds rho11 (1 - exp(-Gamma t)) log2(n) by, for n without limit."""
    z = ((Gamma_t - E_HIGH) - E_LOW) / E_HIGH
    excess = pick(0.5 - abs(z), -log1p(z), 1 - log(positive(Gamma_t)))  # 1 - ln(Gamma t)
    return pick(-x, 0, x * (A * excess)) * unit


@traced
def slope(
    x: Q, y: Q, alpha: Q, A: Q, ax: Q, D: Q, D_b: Q, lam1: Q, mu1: Q, det_x: Q, modulus: Q, unit: Q
) -> Q:
    """dR/dc by phi(q) = artanh(sqrt(q))/sqrt(q), as a divided difference in q.

    What the determinant contributes to D - V and to 1 - D V is the same factor: it cancels.
    """
    F = positive(y + ax)
    rest_D = 2 * (det_x / lam1)  # (1 - D)/x
    V = D_b / F
    rest_V = 2 * (alpha * (det_x / mu1) / F)  # (1 - V)/x
    curve = ax * x - y * y  # D - V has this sign
    big = pick(curve, D, V)
    small = pick(curve, V, D)
    rest_big = pick(curve, rest_D, rest_V)
    rest_small = pick(curve, rest_V, rest_D)
    rest_both = positive(rest_big + big * rest_small)  # (1 - D V)/x
    apart = (
        A * curve * ((F + D * D_b) / positive((D * F + D_b) * (F * F + alpha * (D * D))))
    )  # (D - V)/(1 - D V)
    between = artanh_excess(pick(curve, apart, -apart), 1, rest_big * ((1 + small) / rest_both))
    least = artanh_excess(small, x, rest_small)
    bracket = between + (D * V - least * (x * rest_both))
    first = y * (A * (1 + artanh_excess(D, x, rest_D)))
    divided = alpha * apart * (bracket / positive(big))
    pole = (
        modulus / positive(det_x) / positive(det_x) * (A / positive(det_x))
    )  # infinite for a pure state
    slope = pick(-det_x, pick(-A, 0, pole), 4 * modulus * ((first + divided) / F))
    return slope * unit


# Table I, arrival times, Eve with A and R' at the end.


@traced
def passive(
    x: Q, y: Q, n: Q, g: Q, alpha: Q, A: Q, h: Q, s: Q, p_bin: Q, A_p: Q, cc: Q, det_x: Q, unit: Q
) -> Q:
    """Coherence of the field, and the bins."""
    ax = alpha * x
    w = 1 - 2 * x
    click = x * A
    F = positive(y + ax)
    cc_R = A * cc
    det_R = det_x + ax  # determinant of rho_R over A x
    w_R = w + 2 * ax
    D_R = sqrt(w_R * w_R + 4 * cc_R)
    delta_R = 2 * cc_R / positive(D_R + abs(w_R))
    high_R = positive(max(F, click))
    low_R = positive(min(F, click))
    lam1_R = high_R + delta_R
    kept = (det_R / F) * (high_R / lam1_R)  # smaller eigenvalue over low_R
    log_w_R = log1p(abs(w_R) / low_R)
    s_high = delta_R / (high_R + lam1_R)
    s_low = delta_R / low_R / (1 + kept)
    rest_low = 2 / (1 + kept)
    excess_high = artanh_excess(s_high, 1, 2 * high_R / (high_R + lam1_R))
    excess_low = artanh_excess(s_low, kept, rest_low)
    gained = (s_high + (1 + s_high) * excess_high) + (s_low - kept * rest_low * excess_low)
    coherence_R = delta_R * (log_w_R + gained)
    log_A_p = log_ratio(positive(A), p_bin, -s * expm1(h - g))
    arrival = pick(
        1 - n, 0, x * ((A_p * (h * s) - g * alpha) + A * log_A_p)
    )  # no news of a single bin
    passive = coherence_R + arrival
    return passive * unit


# (34): detectors side by side.


@traced
def clicks(p_i: Q) -> tuple[Q, ...]:
    """(34) for adversary I, as the sum of p_i ln(P/p_i): every term is >= 0.

    A p_i below the smallest normal float counts as that in its logarithm, so for less than it is.
    """
    total, total_lost = total_of(p_i)  # probability of a click
    spread, spread_lost = total_of(p_i * log1p(((total - p_i) + total_lost) / positive(p_i)))
    return total, total_lost, spread, spread_lost


@traced
def any_click(g: Q, alpha: Q, A: Q) -> Q:
    """(19) over the probability of a click, rho11 A: what adversary II does not know of it."""
    clicks = positive(A)
    log_A = log_ratio(clicks, 1, -alpha)
    fresh = g * alpha / clicks - log_A
    return fresh


@traced
def known_to_one(spread: Q, spread_lost: Q, unit: Q) -> Q:
    """(34) for adversary I."""
    return (spread + spread_lost) * unit


@traced
def known_to_two(spread: Q, spread_lost: Q, total: Q, total_lost: Q, fresh: Q, unit: Q) -> Q:
    """(34) for adversary II."""
    return ((spread + spread_lost) + (total + total_lost) * fresh) * unit


# (38), (39): the phase of a laser.


@traced
def phase(a: Q, P: Q, A_gain: Q, tau_c: Q, tau: Q, unit: Q) -> Q:
    """The min-entropy of the binned voltage, (38)."""
    quotient = a / P
    quotient_lost = fma(-quotient, P, a) / P
    m = A_gain * tau
    m_lost = fma(A_gain, tau, -m)
    q = tau_c / m
    q_lost = (fma(-q, m, tau_c) - q * m_lost) / m
    k = sqrt(q)
    k_lost = (fma(-k, k, q) + q_lost) / (2 * k)
    product = quotient * k
    product_lost = fma(quotient, k, -product) + (quotient * k_lost + quotient_lost * k)
    z = 0.25 * product  # lambda/sqrt(2 tau)
    z_lost = 0.25 * product_lost
    correction = TWO_OVER_ROOT_PI * exp(-(z * z)) * z_lost
    phase = -pick(0.5 - z, log(erf(z) + correction), log1p(-(erfc(z) - correction)))
    return phase * unit


@traced
def phase_lambda(a: Q, P: Q, A_gain: Q, tau_c: Q) -> Q:
    """(39): half a bin over the voltage spread."""
    lambda_ = a * sqrt(tau_c / (8 * A_gain)) / P
    result = lambda_
    return result
