#!/usr/bin/env bash
# Expected: where no event was seen, the lower confidence limit of their rate is 0; and limits of
#   counts over exposure scale, so that 3 events in 10^10 gates have the limits of 3 events, over 10^10.
# Happens:  confint_poisson(0, 1, method="midp-c") is [3.00, 3.00], and [0.00025, 4.2e-10] for none in
#   10^10 gates: its lower limit is searched as the least of a square, which for no event is the upper
#   limit, and the search stops at steps of 1e-8 in the rate, whatever its size. The other limits are
#   then wrong by some percent, on both sides: the upper one of no event is 4.24, should be 4.61. Nothing
#   warns, and the help names no limit. "exact-c" is right.
# Matters:  a good detector has no or few dark counts in 10^10 gates. A rate of 0.00025 a gate, sure to
#   99 %, is a million times what is there; upper limits are below what they promise.
#   sponte.interval_from_counts encloses its limits by balls; docs/other-tools.md warns.
# Versions: statsmodels 0.15.0, scipy 1.17.1, numpy 2.4.6 (CPython 3.11, Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check statsmodels==0.15.0 scipy==1.17.1 \
  numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PY'
import sys

from scipy.optimize import brentq
from scipy.stats import poisson
from statsmodels.stats.rates import confint_poisson

GATES, ALPHA = 10**10, 0.01


def beyond(tail, events, mean):
    """Mid-p: the tail without the events, and half of what they have."""
    return tail(events, mean) - poisson.pmf(events, mean) / 2 - ALPHA / 2


def true(events):
    """The limits of the mean, by bracketing."""
    high = brentq(lambda mean: beyond(poisson.cdf, events, mean), events + 1, 5 * events + 50)
    if not events:
        return 0, high
    at_least = lambda count, mean: poisson.sf(count - 1, mean)
    return brentq(lambda mean: beyond(at_least, events, mean), 1e-9, events), high


found = {}
for events in (0, 3, 100):
    low, high = true(events)
    found[events] = [
        [gates * limit for limit in confint_poisson(events, gates, method="midp-c", alpha=ALPHA)]
        for gates in (1, GATES)
    ]
    print(f"{events} events: [{low:.2f}, {high:.2f}]")
    for gates, limits in zip((1, GATES), found[events], strict=True):
        print(f"  statsmodels, exposure {gates:.0e}: [{limits[0]:.2f}, {limits[1]:.2f}]")
exact = confint_poisson(0, GATES, method="exact-c", alpha=ALPHA)[0]
same = exact == 0 and found[0][0][0] > 4 and found[0][1][0] > 1e6
same &= found[0][1][1] < 0.95 * true(0)[1] and found[3][1][0] > 1.02 * true(3)[0]
sys.exit(0 if same and found[100][1][1] < 0.997 * true(100)[1] else "this has changed")
PY
