#!/usr/bin/env bash
# Expected: poisson.sf (chi2.cdf, gamma.cdf: all are gammainc) is good far out in the tail, which is what
#   sf is for, for any mean; its help names no limit. It falls smoothly from count to count.
# Happens:  beyond 4.5 standard deviations above the mean it is a series cut off after 2000 terms, which
#   from a mean of 10^7 on are too few. At 5 standard deviations it is 3 % too small for a mean of 10^7,
#   ten times for 10^10, a thousand times for 10^14, and falls so from one count to the next. The other
#   tail, poisson.cdf, is right, and binom.sf, which is Boost's. Nothing warns.
# Matters:  the lower limit of a rate is chi2.ppf(error, 2 * count) / 2, also in statsmodels' "exact-c".
#   Errors in proofs of security are 2^-40 or 2^-64, and a quarter of an hour of a fast generator has
#   10^10 clicks: its limits are wrong three times as often as they promise. sponte.interval_from_counts
#   encloses its limits by balls; docs/other-tools.md warns.
# Versions: scipy 1.17.1, numpy 2.4.6 (CPython 3.11, Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PY'
import sys

import numpy as np
from scipy.stats import chi2, poisson


def added(least, mean):
    """The probability of so many counts or more, term by term."""
    above = (least - mean) / mean
    first = np.exp(mean * (above - (1 + above) * np.log1p(above))) / np.sqrt(2 * np.pi * least)
    after = np.arange(least + 1, least + int(5 * mean**0.5))
    return first * (1 + np.cumprod(mean / after).sum())


shares = {}
for mean in (1e6, 1e7, 1e8, 1e10, 1e12):
    at = [round(mean + far * mean**0.5) for far in (4.4, 5, 7)]
    shares[mean] = [poisson.sf(least - 1, mean) / added(least, mean) for least in at]
    print(f"mean {mean:.0e}, at 4.4, 5, 7 deviations sf is of the tail:", np.round(shares[mean], 4))

mean = 1e10
counts = int(mean) + np.arange(450_000, 450_020)
falls = poisson.sf(counts[:-1], mean) / poisson.sf(counts[1:], mean)
print(f"mean 1e10: from one count to the next sf falls by a factor of up to {falls.max():.1f}")
error = 2.0**-40
limit = chi2.ppf(error, 2 * mean) / 2
oftener = added(int(mean), limit) / error
print(f"1e10 clicks: a lower limit with error 2^-40 is wrong {oftener:.1f} times as often")
same = abs(shares[1e6][2] - 1) < 1e-3 and shares[1e8][1] < 0.7 and shares[1e12][1] < 0.02
same &= all(abs(of[0] - 1) < 1e-3 for of in shares.values())
sys.exit(0 if same and falls.max() > 5 and oftener > 2 else "this has changed")
PY
