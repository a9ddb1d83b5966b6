"""Forms that lose no digits for a detector with losses and dark counts, by what an Eve holds.

Parts of programs as in :mod:`derive.numeric.stable`. More inputs: eta and d, order of an entropy.
"""

from sympy import exp, log, sqrt

from derive.numeric.operations import (
    expm1,
    fma,
    log1p,
    log_ratio,
    over_bins,
    pick,
    positive,
    so_far,
)
from derive.numeric.program import Program, renamed, traced
from derive.numeric.stable import (
    COHERENCE,
    Q,
    bound_in_units,
    coherence_lost,
    eigenvalues_lost,
    randomness_in_units,
    spectra,
)

# Losses.


@traced
def arrival(n: Q, g: Q, alpha: Q, A: Q, h: Q, s: Q, p_bin: Q, A_p: Q) -> Q:
    """In which bin an excited atom emits, given that it does: A times the entropy."""
    log_A_p = log_ratio(positive(A), p_bin, -s * expm1(h - g))
    arrival = pick(1 - n, 0, (A_p * (h * s) - g * alpha) + A * log_A_p)  # no news of a single bin
    return arrival


@traced
def seen(eta: Q, A: Q) -> tuple[Q, ...]:
    """What becomes of the photon."""
    missed = (1 - eta) * A
    seen = eta * A
    return missed, seen


@traced
def seen_or_not(alpha: Q, missed: Q, seen: Q) -> tuple[Q, ...]:
    """The entropy of a click, given excitation, for an Eve without the lost photons."""
    unseen = alpha + missed
    log_unseen = -log_ratio(positive(unseen), 1, -seen)
    click = unseen * log_unseen - seen * log_ratio(positive(seen), 1, -unseen)
    return unseen, log_unseen, click


@traced
def seen_or_here(alpha: Q, seen: Q) -> tuple[Q, ...]:
    """The same times `kept`, for no missed photon, where a lost one is Eve's."""
    kept = alpha + seen
    log_seen = log_ratio(kept, positive(seen), alpha)
    click = seen * log_seen + alpha * log_ratio(kept, positive(alpha), seen)
    return kept, click


@traced
def bound(x: Q, eta: Q, click: Q, arrival: Q) -> Q:
    """The bound with losses, in nats."""
    bound = x * (click + eta * arrival)
    return bound


BOUND_LOSSY = (arrival, seen, seen_or_not, bound)
BOUND_LOSSY_EVE = (arrival, seen, seen_or_here, bound)


@traced
def populations_unseen(x: Q, y: Q, alpha: Q, eta: Q, unseen: Q, seen: Q) -> tuple[Q, ...]:
    """Differences of the populations; `close` where unseen >= 0.5, elsewhere it is <= 0.75.

    It says which branch is taken: unseen may be 0.5 but for a tiny alpha.
    """
    close = max(alpha - 0.5, 0.5 - eta)
    ax = unseen * x
    w = 1 - 2 * x
    b = pick(-close, y - ax, w + x * seen)  # y - unseen x
    return close, ax, w, b


_UNSEEN = {"alpha": "unseen", "A": "seen", "g": "log_unseen"}
"""What the measurement leaves of the coherence, it leaves as after a longer survival."""
RANDOMNESS_LOSSY = (
    *BOUND_LOSSY,
    populations_unseen,
    *(renamed(part, _UNSEEN) for part in (spectra, eigenvalues_lost, coherence_lost)),
    randomness_in_units,
)


@traced
def damped(
    x: Q, y: Q, alpha: Q, cc: Q, det: Q, cc_up: Q, det_up: Q, unit_x: Q, unit_y: Q, missed: Q,
    seen: Q, kept: Q,
) -> tuple[Q, ...]:  # fmt: skip
    """The state of the atom after it has given the photons that are lost to Eve."""
    x_kept = kept * x
    y_kept = y + missed * x
    cc_kept = kept * cc
    det_kept = kept * (det + missed * (x * x))
    xy_up_kept = unit_x * y_kept
    cc_up_kept = unit_y * cc_up
    det_up_kept = unit_y * det_up + missed * (x * unit_x)
    alpha_kept = alpha / positive(kept)
    A_kept = seen / positive(kept)
    g_kept = log_ratio(positive(kept), positive(alpha), seen)
    return (
        x_kept, y_kept, cc_kept, det_kept, xy_up_kept, cc_up_kept, det_up_kept, alpha_kept, A_kept,
        g_kept,
    )  # fmt: skip


_KEPT = {
    name: f"{name}_kept"
    for name in ("x", "y", "cc", "det", "xy_up", "cc_up", "det_up", "alpha", "A", "g")
}
RANDOMNESS_LOSSY_EVE = (
    *BOUND_LOSSY_EVE,
    damped,
    *(renamed(part, _KEPT) for part in COHERENCE),
    randomness_in_units,
)

# Dark counts, bin by bin.


@traced
def quiet(d: Q) -> tuple[Q, ...]:
    """No dark count in a bin."""
    quiet = 1 - d
    log_quiet = pick(0.5 - d, log1p(-d), log(positive(quiet)))
    return quiet, log_quiet


@traced
def lost_with_nobody(y: Q, eta: Q) -> tuple[Q, ...]:
    """What Eve knows is who is excited; else `idle`."""
    never = 1 - eta  # an excited atom is never seen: but for its survival
    idle = y
    return never, idle


@traced
def lost_with_eve(x: Q, y: Q, alpha: Q, eta: Q, missed: Q) -> tuple[Q, ...]:
    """What Eve knows is who is excited and has lost no photon; else `idle`."""
    never = alpha * (1 - eta)
    idle = y + x * missed
    return never, idle


@traced
def photon_in_bin(eta: Q, h: Q, rest: Q, e: Q, s: Q, never: Q, bin_k: Q) -> tuple[Q, ...]:
    """Where the photon is, as seen from bin k."""
    p_one = e * rest - expm1(-h)  # p_bin, but 0 in a window of no length
    first = never + eta  # the probability of what Eve knows, for an excited atom
    passed = (bin_k - 1) * h
    passed_lost = fma(bin_k - 1, h, -passed) + (bin_k - 1) * rest
    survived = exp(-passed)
    before = eta * (survived - survived * passed_lost)
    gone = eta * (survived * passed_lost - expm1(-passed))
    both = never + before  # no photon seen before bin k
    now = before * p_one
    later = never + before * s
    return p_one, first, passed, gone, both, now, later


@traced
def untold(
    x: Q, d: Q, quiet: Q, log_quiet: Q, idle: Q, both: Q, now: Q, later: Q, bin_k: Q
) -> tuple[Q, ...]:
    """Bin by bin: a click or none, whatever made it."""
    quiet_before = exp((bin_k - 1) * log_quiet)
    heard = d * both + quiet * now
    unheard = quiet * later
    heard_part = heard * log_ratio(positive(both), positive(heard), unheard)
    unheard_part = unheard * log_ratio(positive(both), positive(unheard), heard)
    clicks, clicks_lost = over_bins(quiet_before * (heard_part + unheard_part))
    reached, reached_lost = over_bins(quiet_before)
    dark = -(d * log(positive(d)) + quiet * log_quiet) * (reached + reached_lost)
    bound = x * (clicks + clicks_lost) + idle * dark
    return clicks, dark, bound


@traced
def told(x: Q, quiet: Q, log_quiet: Q, both: Q, now: Q, later: Q, bin_k: Q) -> tuple[Q, ...]:
    """Bin by bin, where there was no dark count: a photon or none."""
    quiet_before = exp((bin_k - 1) * log_quiet)
    now_part = now * log_ratio(positive(both), positive(now), later)
    later_part = later * log_ratio(positive(both), positive(later), now)
    clicks, clicks_lost = over_bins(quiet * (quiet_before * (now_part + later_part)))
    bound = x * (clicks + clicks_lost)
    return clicks, bound


# Eve's best guess, and Renyi entropies.


@traced
def silence(n: Q, alpha: Q, eta: Q, quiet: Q, log_quiet: Q, never: Q) -> tuple[Q, ...]:
    """No click at all."""
    all_quiet = quiet * exp((n - 1) * log_quiet)
    some_dark = -expm1(n * log_quiet)
    last = never + eta * alpha  # no photon seen at all
    return all_quiet, some_dark, last


@traced
def guess(
    x: Q, d: Q, eta: Q, s: Q, seen: Q, quiet: Q, never: Q, idle: Q, p_one: Q, first: Q,
    all_quiet: Q, some_dark: Q, last: Q,
) -> Q:  # fmt: skip
    """The likeliest outcome is a click in the first bin, or none."""
    first_click = d * first + quiet * (eta * p_one)
    idle_guess = max(d, all_quiet)
    idle_miss = min(quiet, some_dark)
    guess = idle * idle_guess + x * max(first_click, all_quiet * last)
    least_miss = min(quiet * (never + eta * s), first * some_dark + all_quiet * seen)
    miss = idle * idle_miss + x * least_miss
    bound = -log_ratio(guess, 1, -miss)
    return bound


@traced
def guess_told(
    x: Q, d: Q, eta: Q, s: Q, seen: Q, log_quiet: Q, never: Q, idle: Q, p_one: Q, both: Q, gone: Q,
    all_quiet: Q, last: Q, bin_k: Q,
) -> Q:  # fmt: skip
    """The likeliest outcome for each first dark count: that bin, or a photon in the first one."""
    dark_now = d * exp((bin_k - 1) * log_quiet)
    guesses, guesses_lost = over_bins(dark_now * max(eta * p_one, both))
    misses, misses_lost = over_bins(dark_now * min(never + eta * s, gone))
    guess = idle + x * ((guesses + guesses_lost) + all_quiet * max(eta * p_one, last))
    miss = x * ((misses + misses_lost) + all_quiet * min(never + eta * s, seen))
    bound = -log_ratio(guess, 1, -miss)
    return bound


@traced
def above_one(order: Q, seen: Q, first: Q, last: Q) -> tuple[Q, ...]:
    """How far the order is above 1, and the logarithm of no photon for an excited atom."""
    above = order - 1
    log_last = log_ratio(positive(last), positive(first), -seen)
    return above, log_last


@traced
def renyi(
    x: Q, d: Q, n: Q, order: Q, quiet: Q, log_quiet: Q, idle: Q, first: Q, both: Q, gone: Q,
    now: Q, later: Q, all_quiet: Q, last: Q, above: Q, log_last: Q, bin_k: Q,
) -> Q:  # fmt: skip
    """Norms of order nu, whose distance from 1 is a sum of its own: it is small for nu near 1."""
    quiet_before = exp((bin_k - 1) * log_quiet)
    heard = d * both + quiet * now
    away = quiet * later + gone
    log_heard = (bin_k - 1) * log_quiet + log_ratio(positive(heard), positive(first), -away)
    share = quiet_before * (heard / positive(first))
    powers, powers_lost = over_bins(share * exp(above * log_heard))
    deficits, deficits_lost = over_bins(-share * expm1(above * log_heard))
    share_none = all_quiet * (last / positive(first))
    log_none = n * log_quiet + log_last
    power = (powers + powers_lost) + share_none * exp(above * log_none)
    deficit = (deficits + deficits_lost) - share_none * expm1(above * log_none)
    log_norm = pick(0.5 - deficit, log1p(-deficit), log(positive(power))) / order
    dark_now = d * exp((bin_k - 1) * log_quiet)
    log_dark = (bin_k - 1) * log_quiet + log(positive(d))
    dark_powers, dark_powers_lost = over_bins(dark_now * exp(above * log_dark))
    dark_deficits, dark_deficits_lost = over_bins(-dark_now * expm1(above * log_dark))
    idle_power = (dark_powers + dark_powers_lost) + all_quiet * exp(above * (n * log_quiet))
    idle_deficit = (dark_deficits + dark_deficits_lost) - all_quiet * expm1(above * (n * log_quiet))
    log_idle = pick(0.5 - idle_deficit, log1p(-idle_deficit), log(positive(idle_power))) / order
    guess = idle * exp(log_idle) + x * (first * exp(log_norm))
    miss = -(idle * expm1(log_idle) + x * (first * expm1(log_norm)))
    bound = -(order / above) * log_ratio(guess, 1, -miss)
    return bound


@traced
def renyi_told(
    x: Q, d: Q, eta: Q, s: Q, order: Q, log_quiet: Q, never: Q, idle: Q, p_one: Q, first: Q,
    passed: Q, both: Q, gone: Q, now: Q, all_quiet: Q, last: Q, above: Q, log_last: Q, bin_k: Q,
) -> Q:  # fmt: skip
    """For each first dark count, the bins before it, and what is not seen there."""
    log_first = log_ratio(positive(eta * p_one), positive(first), -(never + eta * s))
    log_now = log_first - passed
    share = now / positive(first)
    power_now = share * exp(above * log_now)
    deficit_now = -share * expm1(above * log_now)
    powers_before = so_far(power_now)
    deficits_before = so_far(deficit_now)
    log_both = log_ratio(positive(both), positive(first), -gone)
    share_both = both / positive(first)
    power = powers_before + share_both * exp(above * log_both)
    deficit = deficits_before - share_both * expm1(above * log_both)
    log_norm = pick(0.5 - deficit, log1p(-deficit), log(positive(power))) / order
    dark_now = d * exp((bin_k - 1) * log_quiet)
    norms, norms_lost = over_bins(dark_now * exp(log_norm))
    misses, misses_lost = over_bins(-dark_now * expm1(log_norm))
    powers, powers_lost = over_bins(power_now)
    deficits, deficits_lost = over_bins(deficit_now)
    share_none = last / positive(first)
    power_none = (powers + powers_lost) + share_none * exp(above * log_last)
    deficit_none = (deficits + deficits_lost) - share_none * expm1(above * log_last)
    log_none = pick(0.5 - deficit_none, log1p(-deficit_none), log(positive(power_none))) / order
    guess = idle + x * (first * ((norms + norms_lost) + all_quiet * exp(log_none)))
    miss = x * (first * ((misses + misses_lost) - all_quiet * expm1(log_none)))
    bound = -(order / above) * log_ratio(guess, 1, -miss)
    return bound


HOLDS: dict[bool, Program] = {False: lost_with_nobody, True: lost_with_eve}
"""By whether Eve has the lost photons."""
KINDS: dict[str, dict[bool, tuple[Program, ...]]] = {
    "bound": {False: (untold,), True: (told,)},
    "min_entropy": {False: (silence, guess), True: (silence, guess_told)},
    "renyi": {False: (silence, above_one, renyi), True: (silence, above_one, renyi_told)},
}
"""What each number of bits adds, by whether Eve is told of the dark counts."""


def device(kind: str, lost: bool, told: bool) -> tuple[Program, ...]:
    """A number of bits of a detector with losses and dark counts, by what Eve holds."""
    return (seen, quiet, HOLDS[lost], photon_in_bin, *KINDS[kind][told], bound_in_units)


@traced
def min_entropy(x: Q, y: Q, alpha: Q, A: Q, s: Q, p_bin: Q, cc: Q, det: Q, unit: Q) -> Q:
    """Eve's best guess of the bin: none, or the first one where her part of the state says so."""
    more = max(p_bin - alpha, 0)  # by which a first click is likelier than no click
    T = more * x - y
    T_root = sqrt(T * T + 4 * (more * det))
    change = pick(T, (T + T_root) / 2, 2 * (more * det) / positive(T_root - T))
    guess = (y + alpha * x) + change
    miss = x * pick(p_bin - alpha, s, A) + 2 * (more * cc) / positive((more * x + y) + T_root)
    min_entropy = -log_ratio(guess, 1, -miss)
    return min_entropy * unit
