#!/usr/bin/env bash
# Expected: the entropy of scipy.stats.Binomial, the new random variable, is that of the old
#   scipy.stats.binom, at least between 0 and log(n + 1), or there is a warning.
# Happens:  from n = 10^7 on it is anything: for n = 10^8 it is 44 nats for p = 1/2, where log(n + 1)
#   is 18.4 and the entropy 9.94, and 0.08 for p = 0.3. Poisson variables of make_distribution lose
#   theirs from a mean of 10^5 on. integrate.nsum sums it, and says in its answer that it failed;
#   entropy() does not look, and nothing warns. (The old `poisson` is wrong there as well, but warns.)
# Matters:  it is the entropy of a number of clicks in a block of shots, and 10^8 shots are a second of
#   a laboratory. The number is too large by a factor of 4 or too small by any.
# Versions: scipy 1.17.1, numpy 2.4.6 (CPython 3.11, Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PY'
import sys

import numpy as np
from scipy import stats

found = {}
for n, p in ((10**6, 0.5), (10**7, 0.5), (10**8, 0.5), (10**8, 0.3)):
    found[n, p] = entropy = float(stats.Binomial(n=n, p=p).entropy())
    old, most = float(stats.binom.entropy(n, p)), np.log(n + 1)
    print(f"n = {n:.0e}, p = {p}: {entropy:.4g}, binom {old:.4f}, at most {most:.4f}")
Poisson = stats.make_distribution(stats.poisson)
for mean in (1e3, 1e5, 1e8):
    found[mean] = entropy = float(Poisson(mu=mean).entropy())
    print(f"mean {mean:.0e}: {entropy:.4g}, exactly {np.log(2 * np.pi * np.e * mean) / 2:.4f}")

same = abs(found[10**6, 0.5] - stats.binom.entropy(10**6, 0.5)) < 1e-6
same &= found[10**8, 0.5] > np.log(10**8 + 1) and found[10**8, 0.3] < 1
same &= found[1e5] < 7.1 and found[1e8] < 1e-9
sys.exit(0 if same else "this has changed")
PY
