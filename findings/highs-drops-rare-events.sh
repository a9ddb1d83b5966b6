#!/usr/bin/env bash
# Expected: linprog (and milp) with status 0, "Optimization terminated successfully", has solved the
#   program that was given; `con` and `slack` are what is left of its equations and inequalities.
# Happens:  HiGHS takes a coefficient of 1e-9 or less for 0 (its option small_matrix_value, of which
#   SciPy's documentation says nothing). The warning is printed with disp=True alone; status, message
#   and residual know nothing of it: `con` is 0 for an equation that is missed by 200. CVXPY with
#   HIGHS or SCIPY does the same.
# Matters:  1e-10 is the probability of a dark count of a good detector in a gate of some 100 ps, and
#   10^12 gates have 100 of them. The program for the photons behind 350 clicks says 583 where 250
#   were, so that the bits of the dark counts are sold as the photons'. A program in units of 10^3 gates
#   is solved rightly. sponte's bits of a device are formulas; no solver decides.
# Versions: scipy 1.17.1, numpy 2.4.6 (CPython 3.11, Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PY'
import sys

import numpy as np
from scipy.optimize import linprog

dark, efficiency, gates, clicks = 2e-10, 0.6, 1e12, 350
shares = np.array([[1, 1], [dark, efficiency]])
counts = np.array([gates, clicks])
empty, photons = np.linalg.solve(shares, counts)
print(f"of {gates:.0e} gates with {clicks} clicks {photons:.2f} had a photon")
same = True
for method in ("highs", "highs-ds", "highs-ipm"):
    least = linprog([0, 1], A_eq=shares, b_eq=counts, method=method)
    missed = shares @ least.x - counts
    print(f"{method}: at least {least.x[1]:.2f}, status {least.status}, con {least.con}")
    print(f"  the second equation is missed by {missed[1]:.1f}")
    same &= least.status == 0 and least.x[1] > 2 * photons and not least.con.any()

unit = 1e3
scaled = linprog([0, 1], A_eq=shares * [unit, 1], b_eq=counts, bounds=(0, None))
print(f"in units of {unit:.0e} gates: {scaled.x[1]:.2f}")
sys.exit(0 if same and abs(scaled.x[1] - photons) < 1e-6 else "this has changed")
PY
