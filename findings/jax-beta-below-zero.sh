#!/usr/bin/env bash
# Expected: with jax_enable_x64 jax.scipy.stats.beta.cdf (betainc) is a probability: between 0 and 1,
#   growing, and 1/2 at 1/2 where both parameters are equal.
# Happens:  next to the mean a continued fraction is cut off where it would need more terms, and what has
#   come out is taken. For a = b it is 0.4986 at 1/2 where a is 5e6, 0.356 where it is 5e7, and -0.58
#   where it is 5e8, but 1.08 a hundredth of a standard deviation below. A third of a standard deviation
#   away it is right. Nothing warns, and the documentation names no limit. With 32 bits it is so from a of
#   5e4 on.
# Matters:  the probability of at most k ones in n bits is beta.sf(1/2, k + 1, n - k), and JAX has no
#   other cdf of a binomial count. Good bits are next to the mean: of 10^9 fair ones a block in eleven
#   has a probability that is off by 0.01 or more, and one in a hundred one below 0 or above 1.
#   SciPy's are right there; docs/other-tools.md warns.
# Versions: jax and jaxlib 0.10.2 on the CPU, numpy 2.4.6, scipy 1.17.1 (CPython 3.11, Linux x86-64).
#   2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6 \
  scipy==1.17.1
JAX_PLATFORMS=cpu "$folder/venv/bin/python" -W error - <<'PY'
import sys

import jax
import numpy as np
from jax.scipy.stats import beta
from scipy.stats import beta as right

jax.config.update("jax_enable_x64", True)
for half in (5e5, 5e6, 5e7, 5e8, 5e9):
    print(f"beta.cdf(1/2, {half:.0e}, {half:.0e}) = {float(beta.cdf(0.5, half, half)):.4f}")

bits = 10**9
ones = np.random.default_rng(0).binomial(bits, 0.5, 100_000)
theirs = np.asarray(beta.sf(0.5, ones + 1.0, bits - ones * 1.0))
off = np.abs(theirs - right.sf(0.5, ones + 1.0, bits - ones * 1.0))
outside = ((theirs < 0) | (theirs > 1)).mean()
print(f"{bits:.0e} fair bits: at most so many ones has a probability that is off by 0.01 or more in")
print(f"  {(off > 0.01).mean():.1%} of {ones.size} blocks, and is none in {outside:.1%}")
same = float(beta.cdf(0.5, 5e8, 5e8)) < 0 < outside and (off > 0.01).mean() > 0.01
sys.exit(0 if same and abs(float(beta.cdf(0.5, 5e5, 5e5)) - 0.5) < 1e-6 else "this has changed")
PY
