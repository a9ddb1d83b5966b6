"""Forms of the results that lose no digits: for Eqs. (17)-(19), (25), (26), (28), (A1), devices.

Each block is part of a straight-line program (:mod:`derive.numeric.program`). Its terms are sums of
numbers of one sign, or differences written as a product with what makes them small. Logarithms
are natural, the last step goes to bits: `unit` is 1/ln 2. Inputs: rho11, c = abs(rho01) or its
ratio r to the largest possible value, Gamma_t, n bins.

The forms are proved equal to the derived equations, branch by branch, in `tests/derive`.
"""

import re
from collections.abc import Mapping

from derive.numeric.program import Program, program

ATOM = """
x = rho11
y = 1 - x
"""
WINDOW = """
g = capped(Gamma_t, 1e20)
decayed = -g
alpha = exp(decayed)  # survives the window
A = -expm1(decayed)  # decays in the window
h = g  # Gamma t of one bin
s = alpha  # survives one bin
p_bin = positive(A)  # decays in one bin
A_p = 1
"""
BINS = """
g = capped(Gamma_t, 1e20)
decayed = -g
alpha = exp(decayed)  # survives the window
A = -expm1(decayed)  # decays in the window
n_inverse = 1/n
h = g*n_inverse  # Gamma t of one bin
rest = remainder(g, h, n)*n_inverse  # what rounding lost of it
e = exp(-h)
s = e - e*rest  # survives one bin
p_bin = positive(e*rest - expm1(-h))  # decays in one bin
A_p = A/p_bin
"""

UP = 2.0**300
FROM_COHERENCE = f"""
modulus = c
x_up = x*{UP * UP!r}
c_up = c*{UP!r}
xy_up = x_up*y
cc_up = c_up*c_up  # scaled: the part that rounding loses must not underflow
lost = (1 - y) - x  # what y = 1 - x lost
xy_lost = fma(x_up, y, -xy_up) + x_up*lost
cc_lost = fma(c_up, c_up, -cc_up)
d_up = nonnegative((xy_up - cc_up) + (xy_lost - cc_lost))
cc = cc_up*{UP**-2!r}
d = d_up*{UP**-2!r}  # determinant of rho_A
lead = xy_up - cc_up
xy_rest = fma(x_up, y, -xy_up)
x_lost = x_up*lost
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
d_all_up = nonnegative(sum3 + ((rest1 + rest2) + (x_lost_rest + rest3)))
d_all = d_all_up*{UP**-2!r}  # d with all its digits, also next to a pure state
d_x = d_up/positive(x_up)
cc_x = cc_up/positive(x_up)
unit_x = x_up
unit_y = 1
"""
FROM_RATIO = """
xy_up = 1
cc_up = r*r
d_up = (1 - r)*(1 + r)
modulus = r*sqrt(x*y)
cc = x*y*cc_up
d = x*y*d_up  # determinant of rho_A
d_all = d
d_x = y*d_up
cc_x = y*cc_up
unit_x = 1
unit_y = y
"""
"""The same without scale: `d_up` and so on are d, xy and cc times one common factor.

That factor over x and over y is `unit_x` and `unit_y`, but for another common factor.

From c, `d_up` keeps 2**-106 of xy, which is enough where d enters as d ln d or ln d; `d_all`
adds up what every product and sum loses, for the eigenvalue that is d itself but for a factor.
"""

BOUND = """
log_p = log_ratio(p_bin, 1, -s)
bound = x*(A_p*(h*s) - A*log_p)
"""

SPECTRA = """
ax = alpha*x
w = y - x
b = pick(0.5 - alpha, y - ax, w + x*A)  # y - alpha x
D = sqrt(w*w + 4*cc)  # gap of rho_A's eigenvalues lam1, lam2
D_b = sqrt(b*b + 4*alpha*cc)  # gap of mu1, mu2
delta = 2*cc/positive(D + abs(w))
kappa_a = 2*cc/positive(D_b + abs(b))
kappa = alpha*kappa_a
high = max(x, y)
low = positive(min(x, y))
high_b = positive(max(y, ax))
lam1 = high + delta
lam2 = d/lam1
mu1 = high_b + kappa
nu2 = d/mu1
mu2 = alpha*nu2
"""

COHERENCE_LOST = """
up = delta + max(-w, 0)  # x - lam2
down = delta + max(w, 0)  # lam1 - x
down_b = kappa + max(b, 0)  # mu1 - alpha x
ratio = A/positive(D + D_b)
s1 = lam1*up + (mu1*kappa_a + (x + kappa_a)*max(-b, 0))
s2 = mu1*down + lam1*down_b
e1 = ratio*s1  # lam1 - mu1
f2 = ratio*s2  # mu1 - alpha lam1
e2 = f2*(d/(lam1*mu1))  # lam2 - mu2
close = alpha - 0.5  # little decay: the coherences before and after nearly cancel
top = pick(close, pick(b, lam1, alpha*lam1), mu1)
bottom = pick(close, mu1, high_b)
top_bottom = pick(close, pick(b, e1, -f2), kappa)
whole = positive(xy_up)
kept_up = positive(-capped(-d_up, -6.223015277861142e-61*whole))  # 0 ln 0 is 0
log_d = log_ratio(kept_up, whole, -cc_up)  # ln(d/xy)
log_h = log_ratio(lam1, high, delta)
log_w = log_ratio(high, low, abs(w))  # abs(ln(y/x))
log_m = log_ratio(top, bottom, top_bottom)
paired = pick(w, e1, -e2)
weight = pick(close, paired, pick(w, paired, pick(b, delta + kappa, paired)))
blocks = pick(close, (e1 - e2)*log_h + D_b*log_m, D*log_h - D_b*log_m)
lost_coherence = (weight*log_w - pick(b, kappa, -kappa)*g) + (e2*log_d + blocks)
"""


def result(total: str) -> str:
    """The last step: a sum in nats times the unit."""
    return f"\nresult = ({total})*unit\n"


RANDOMNESS = BOUND + SPECTRA + COHERENCE_LOST + result("bound + lost_coherence")

ARRIVAL = """
log_A_p = log_ratio(positive(A), p_bin, -s*expm1(h - g))
arrival = pick(1 - n, 0, (A_p*(h*s) - g*alpha) + A*log_A_p)  # no news of a single bin
"""
"""In which bin an excited atom emits, given that it does: A times the entropy."""
SEEN = """
missed = (1 - eta)*A
seen = eta*A
"""
SEEN_OR_NOT = """
unseen = alpha + missed
log_unseen = -log_ratio(positive(unseen), 1, -seen)
click = unseen*log_unseen - seen*log_ratio(positive(seen), 1, -unseen)
"""
"""The entropy of a click, given excitation, for an Eve without the lost photons."""
SEEN_OR_HERE = """
kept = alpha + seen
click = seen*log_ratio(kept, positive(seen), alpha) + alpha*log_ratio(kept, positive(alpha), seen)
"""
"""The same times `kept`, the probability that no photon is missed, where a lost one is Eve's."""
BOUND_LOSSY = ARRIVAL + SEEN + SEEN_OR_NOT + "bound = x*(click + eta*arrival)"
BOUND_LOSSY_EVE = ARRIVAL + SEEN + SEEN_OR_HERE + "bound = x*(click + eta*arrival)"


def renamed(form: str, names: Mapping[str, str]) -> str:
    """A form with other names for some of its steps or inputs.

    >>> renamed("b = a + ab", {"a": "c"})
    'b = c + ab'
    """
    return re.sub(r"\w+", lambda word: names.get(word.group(), word.group()), form)


UNSEEN = renamed(SPECTRA + COHERENCE_LOST, {"alpha": "unseen", "A": "seen", "g": "log_unseen"})
LITTLE = "little = max(alpha - 0.5, 0.5 - eta)  # then unseen >= 0.5, else <= 0.75"
RANDOMNESS_LOSSY = (
    BOUND_LOSSY
    + f"\n{LITTLE}\n"
    + UNSEEN.replace("0.5 - unseen", "-little").replace("unseen - 0.5", "little")
    + result("bound + lost_coherence")
)
"""What the measurement leaves of the coherence, it leaves as after a longer survival.

Which branch is taken is decided by `little`, as `unseen` may be 0.5 but for a tiny alpha.
"""
DAMPED = """
x_kept = kept*x
y_kept = y + missed*x
cc_kept = kept*cc
d_kept = kept*(d + missed*(x*x))
xy_up_kept = unit_x*y_kept
cc_up_kept = unit_y*cc_up
d_up_kept = unit_y*d_up + missed*(x*unit_x)
alpha_kept = alpha/positive(kept)
A_kept = seen/positive(kept)
g_kept = log_ratio(positive(kept), positive(alpha), seen)
"""
"""The state of the atom after it has given the photons that are lost to Eve."""
_DAMPED = ("x", "y", "cc", "d", "xy_up", "cc_up", "d_up", "alpha", "A", "g")
RANDOMNESS_LOSSY_EVE = (
    BOUND_LOSSY_EVE
    + DAMPED
    + renamed(SPECTRA + COHERENCE_LOST, {name: f"{name}_kept" for name in _DAMPED})
    + result("bound + lost_coherence")
)

QUIET = """
quiet = 1 - d
log_quiet = pick(0.5 - d, log1p(-d), log(positive(quiet)))
"""
"""No dark count in a bin."""
LOST_WITH_NOBODY = """
never = 1 - eta  # an excited atom is never seen: but for its survival
idle = y
"""
LOST_WITH_EVE = """
never = alpha*(1 - eta)
idle = y + x*missed
"""
"""What Eve knows: who is excited, or who is excited and has lost no photon; else `idle`."""
PHOTON_IN_BIN = """
p_one = e*rest - expm1(-h)  # p_bin, but 0 in a window of no length
first = never + eta  # the probability of what Eve knows, for an excited atom
passed = (bin_k - 1)*h
passed_lost = fma(bin_k - 1, h, -passed) + (bin_k - 1)*rest
survived = exp(-passed)
before = eta*(survived - survived*passed_lost)
gone = eta*(survived*passed_lost - expm1(-passed))
both = never + before  # no photon seen before bin k
now = before*p_one
later = never + before*s
"""
UNTOLD = """
quiet_before = exp((bin_k - 1)*log_quiet)
heard = d*both + quiet*now
unheard = quiet*later
heard_part = heard*log_ratio(positive(both), positive(heard), unheard)
unheard_part = unheard*log_ratio(positive(both), positive(unheard), heard)
clicks = over_bins(quiet_before*(heard_part + unheard_part))
reached = over_bins(quiet_before)
dark = -(d*log(positive(d)) + quiet*log_quiet)*(reached + reached_lost)
bound = x*(clicks + clicks_lost) + idle*dark
"""
"""Bin by bin: a click or none, whatever made it."""
TOLD = """
quiet_before = exp((bin_k - 1)*log_quiet)
now_part = now*log_ratio(positive(both), positive(now), later)
later_part = later*log_ratio(positive(both), positive(later), now)
clicks = over_bins(quiet*(quiet_before*(now_part + later_part)))
bound = x*(clicks + clicks_lost)
"""
"""Bin by bin, where there was no dark count: a photon or none."""

SILENCE = """
all_quiet = quiet*exp((n - 1)*log_quiet)
some_dark = -expm1(n*log_quiet)
last = never + eta*alpha  # no photon seen at all
"""
GUESS = """
first_click = d*first + quiet*(eta*p_one)
idle_guess = max(d, all_quiet)
idle_miss = min(quiet, some_dark)
guess = idle*idle_guess + x*max(first_click, all_quiet*last)
least_miss = min(quiet*(never + eta*s), first*some_dark + all_quiet*seen)
miss = idle*idle_miss + x*least_miss
bound = -log_ratio(guess, 1, -miss)
"""
"""The likeliest outcome is a click in the first bin, or none."""
GUESS_TOLD = """
dark_now = d*exp((bin_k - 1)*log_quiet)
guesses = over_bins(dark_now*max(eta*p_one, both))
misses = over_bins(dark_now*min(never + eta*s, gone))
guess = idle + x*((guesses + guesses_lost) + all_quiet*max(eta*p_one, last))
miss = x*((misses + misses_lost) + all_quiet*min(never + eta*s, seen))
bound = -log_ratio(guess, 1, -miss)
"""
RENYI_START = """
above = order - 1
log_last = log_ratio(positive(last), positive(first), -seen)
"""
RENYI = """
quiet_before = exp((bin_k - 1)*log_quiet)
heard = d*both + quiet*now
away = quiet*later + gone
log_heard = (bin_k - 1)*log_quiet + log_ratio(positive(heard), positive(first), -away)
share = quiet_before*(heard/positive(first))
powers = over_bins(share*exp(above*log_heard))
deficits = over_bins(-share*expm1(above*log_heard))
share_none = all_quiet*(last/positive(first))
log_none = n*log_quiet + log_last
power = (powers + powers_lost) + share_none*exp(above*log_none)
deficit = (deficits + deficits_lost) - share_none*expm1(above*log_none)
log_norm = pick(0.5 - deficit, log1p(-deficit), log(positive(power)))/order
dark_now = d*exp((bin_k - 1)*log_quiet)
log_dark = (bin_k - 1)*log_quiet + log(positive(d))
dark_powers = over_bins(dark_now*exp(above*log_dark))
dark_deficits = over_bins(-dark_now*expm1(above*log_dark))
idle_power = (dark_powers + dark_powers_lost) + all_quiet*exp(above*(n*log_quiet))
idle_deficit = (dark_deficits + dark_deficits_lost) - all_quiet*expm1(above*(n*log_quiet))
log_idle = pick(0.5 - idle_deficit, log1p(-idle_deficit), log(positive(idle_power)))/order
guess = idle*exp(log_idle) + x*(first*exp(log_norm))
miss = -(idle*expm1(log_idle) + x*(first*expm1(log_norm)))
bound = -(order/above)*log_ratio(guess, 1, -miss)
"""
"""Norms of order a, whose distance from 1 is a sum of its own: it is small for a near 1."""
RENYI_TOLD = """
log_first = log_ratio(positive(eta*p_one), positive(first), -(never + eta*s))
log_now = log_first - passed
share = now/positive(first)
power_now = share*exp(above*log_now)
deficit_now = -share*expm1(above*log_now)
powers_before = so_far(power_now)
deficits_before = so_far(deficit_now)
log_both = log_ratio(positive(both), positive(first), -gone)
share_both = both/positive(first)
power = powers_before + share_both*exp(above*log_both)
deficit = deficits_before - share_both*expm1(above*log_both)
log_norm = pick(0.5 - deficit, log1p(-deficit), log(positive(power)))/order
dark_now = d*exp((bin_k - 1)*log_quiet)
norms = over_bins(dark_now*exp(log_norm))
misses = over_bins(-dark_now*expm1(log_norm))
powers = over_bins(power_now)
deficits = over_bins(deficit_now)
share_none = last/positive(first)
power_none = (powers + powers_lost) + share_none*exp(above*log_last)
deficit_none = (deficits + deficits_lost) - share_none*expm1(above*log_last)
log_none = pick(0.5 - deficit_none, log1p(-deficit_none), log(positive(power_none)))/order
guess = idle + x*(first*((norms + norms_lost) + all_quiet*exp(log_none)))
miss = x*(first*((misses + misses_lost) - all_quiet*expm1(log_none)))
bound = -(order/above)*log_ratio(guess, 1, -miss)
"""
"""For each first dark count, the bins before it, and what is not seen there."""


def device(lost: str, kind: str) -> str:
    """A number of bits of a detector with losses and dark counts, by who holds what is lost."""
    return SEEN + QUIET + lost + PHOTON_IN_BIN + SILENCE + RENYI_START + kind + result("bound")


MIN_ENTROPY = """
more = max(p_bin - alpha, 0)  # by which a first click is likelier than no click
T = more*x - y
T_root = sqrt(T*T + 4*(more*d))
change = pick(T, (T + T_root)/2, 2*(more*d)/positive(T_root - T))
guess = (y + alpha*x) + change
miss = x*pick(p_bin - alpha, s, A) + 2*(more*cc)/positive((more*x + y) + T_root)
min_entropy = -log_ratio(guess, 1, -miss)
"""
"""Eve's best guess of the bin: no click, or the first bin where her part of the state says so."""

BOUND_LIMIT = """
z = ((Gamma_t - E_HIGH) - E_LOW)/E_HIGH
excess = pick(0.5 - abs(z), -log1p(z), 1 - log(positive(Gamma_t)))  # 1 - ln(Gamma t)
"""
"""What (28) exceeds rho11 (1 - exp(-Gamma t)) log2(n) by, for n without limit."""

SLOPE = """
F = positive(y + ax)
rest_D = 2*(d_x/lam1)  # (1 - D)/x
V = D_b/F
rest_V = 2*(alpha*(d_x/mu1)/F)  # (1 - V)/x
curve = ax*x - y*y  # D - V has this sign
big = pick(curve, D, V)
small = pick(curve, V, D)
rest_big = pick(curve, rest_D, rest_V)
rest_small = pick(curve, rest_V, rest_D)
rest_both = positive(rest_big + big*rest_small)  # (1 - D V)/x
apart = A*curve*((F + D*D_b)/positive((D*F + D_b)*(F*F + alpha*(D*D))))  # (D - V)/(1 - D V)
between = artanh_excess(pick(curve, apart, -apart), 1, rest_big*((1 + small)/rest_both))
least = artanh_excess(small, x, rest_small)
bracket = between + (D*V - least*(x*rest_both))
first = y*(A*(1 + artanh_excess(D, x, rest_D)))
divided = alpha*apart*(bracket/positive(big))
pole = modulus/positive(d_x)/positive(d_x)*(A/positive(d_x))  # infinite for a pure state
slope = pick(-d_x, pick(-A, 0, pole), 4*modulus*((first + divided)/F))
"""
"""dR/dc by phi(q) = artanh(sqrt(q))/sqrt(q), as a divided difference in q.

What the determinant d contributes to D - V and to 1 - D V is the same factor: it cancels.
"""

ARTANH_TERMS = 15


def artanh_excess() -> Program:
    """artanh(z)/z - 1 for z in [0, 1), given also 1 - z = scale*rest: two half-angles, a series.

    With t = tanh(artanh(z)/2) it is t**2 + (1 + t**2) (artanh(t)/t - 1), a sum of positive terms.
    """
    lines = ["t = z/(1 + sqrt(scale*rest*(1 + z)))", "tt = t*t"]
    lines += ["u = t/(1 + sqrt((1 - t)*(1 + t)))", "uu = u*u", f"p{ARTANH_TERMS} = 0"]
    lines += [f"p{i - 1} = uu*(1/{2 * i + 1} + p{i})" for i in range(ARTANH_TERMS, 0, -1)]
    lines += [
        "half_angle = uu + p0*(1 + uu)",
        "logs = log1p(z) - (log(positive(scale)) + log(positive(rest)))",
        "direct = logs/positive(2*z) - 1",
        "result = pick(0.8 - z, tt + half_angle*(1 + tt), direct)",
    ]
    return program(["z", "scale", "rest"], "\n".join(lines), ["result"])


def log_ratio() -> Program:
    """ln(a/b) from a, b and a - b by ordinary logarithms, for targets that lack the operation.

    Near 1 the quotient is taken from the difference; what rounding lost of it is added again.
    """
    text = """
near = difference/b
ratio = pick(near + 0.5, 1 + near, a/b)
lost = pick(near + 0.5, near - (ratio - 1), 0)
result = log(ratio) + lost/ratio
"""
    return program(["a", "b", "difference"], text, ["result"])


PASSIVE = """
ax = alpha*x
w = y - x
click = x*A
F = positive(y + ax)
cc_R = A*cc
d_a = d_x + ax  # determinant of rho_R over A x
w_R = w + 2*ax
D_R = sqrt(w_R*w_R + 4*cc_R)
delta_R = 2*cc_R/positive(D_R + abs(w_R))
high_R = positive(max(F, click))
low_R = positive(min(F, click))
lam1_R = high_R + delta_R
kept = (d_a/F)*(high_R/lam1_R)  # smaller eigenvalue over low_R
log_w_R = log1p(abs(w_R)/low_R)
s_high = delta_R/(high_R + lam1_R)
s_low = delta_R/low_R/(1 + kept)
rest_low = 2/(1 + kept)
excess_high = artanh_excess(s_high, 1, 2*high_R/(high_R + lam1_R))
excess_low = artanh_excess(s_low, kept, rest_low)
gained = (s_high + (1 + s_high)*excess_high) + (s_low - kept*rest_low*excess_low)
coherence_R = delta_R*(log_w_R + gained)
log_A_p = log_ratio(positive(A), p_bin, -s*expm1(h - g))
arrival = pick(1 - n, 0, x*((A_p*(h*s) - g*alpha) + A*log_A_p))  # no news of a single bin
passive = coherence_R + arrival
"""
"""Table I, arrival times, Eve with A and R' at the end: coherence of the field, and the bins."""

CLICKS = """
total = total_of(p_i)  # probability of a click
spread = total_of(p_i*log1p(((total - p_i) + total_lost)/positive(p_i)))
"""
"""(34) for adversary I, as the sum of p_i ln(P/p_i): every term is >= 0.

A p_i below the smallest normal float counts as that in its logarithm, hence for less than it is.
"""

ANY_CLICK = """
clicks = positive(A)
log_A = log_ratio(clicks, 1, -alpha)
fresh = g*alpha/clicks - log_A
"""
"""(19) over the probability of a click, which is rho11 A: what adversary II does not know of it."""

PHASE = """
quotient = a/P
quotient_lost = fma(-quotient, P, a)/P
m = A_gain*tau
m_lost = fma(A_gain, tau, -m)
q = tau_c/m
q_lost = (fma(-q, m, tau_c) - q*m_lost)/m
k = sqrt(q)
k_lost = (fma(-k, k, q) + q_lost)/(2*k)
product = quotient*k
product_lost = fma(quotient, k, -product) + (quotient*k_lost + quotient_lost*k)
z = 0.25*product  # lambda/sqrt(2 tau)
z_lost = 0.25*product_lost
correction = TWO_OVER_ROOT_PI*exp(-(z*z))*z_lost
phase = -pick(0.5 - z, log(erf(z) + correction), log1p(-(erfc(z) - correction)))
"""
PHASE_LAMBDA = """
lambda_ = a*sqrt(tau_c/(8*A_gain))/P
"""
