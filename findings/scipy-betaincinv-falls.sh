#!/usr/bin/env bash
# Expected: betaincinv(a, b, p) is the p-quantile of a beta distribution, hence grows with p, and
#   the exact (Clopper-Pearson) limits that are made of it enclose successes/trials.
# Happens:  for a = 1000 and b = 1e9 it is one number for all p up to 1/2, 28 standard deviations
#   above the mean, and falls behind: the 0.999-quantile is little more than half of the median. The
#   lower limit of statsmodels for 1000 events in 1e9 is then above its upper one; SciPy's own
#   interval for one event in 1e11, by root finding with an absolute tolerance, begins at 0.
# Matters:  dark counts and loss are estimated from such counts. A dark count rate that is known to
#   be positive is reported as possibly 0, or a limit is on the wrong side: numbers of random bits
#   that nobody has. sponte.interval_from_counts brackets the limits by balls (Arb) instead.
# Versions: scipy 1.17.1, statsmodels 0.15.0, numpy 2.4.6 (CPython 3.11, Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scipy==1.17.1 statsmodels==0.15.0 \
  numpy==2.4.6
"$folder/venv/bin/python" - <<'PY'
import sys

from scipy.special import betaincinv
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

quantiles = {p: float(betaincinv(1000, 1e9, p)) for p in (0.001, 0.1, 0.5, 0.9, 0.999)}
print("quantiles of beta(1000, 1e9), whose mean is 1e-06:")
for p, quantile in quantiles.items():
    print(f"  {p}: {quantile:.6g}")
low, high = proportion_confint(1000, 10**9, alpha=1e-6, method="beta")
print(f"statsmodels, 1000 of 1e9: [{low:.4g}, {high:.4g}]")
rare = binomtest(1, 10**11).proportion_ci(0.99, method="exact")
print(f"scipy, 1 of 1e11: [{rare.low:.4g}, {rare.high:.4g}]; the lower limit is 5.0e-14")
same = quantiles[0.001] == quantiles[0.5] > quantiles[0.999] and low > high and rare.low == 0
sys.exit(0 if same else "this has changed")
PY
