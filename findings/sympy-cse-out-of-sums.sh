#!/usr/bin/env bash
# Expected: cse() and lambdify(..., cse=True) change how an expression is computed, not its value.
# Happens:  a part of a Sum or Integral that contains the bound variable is taken out of it. Where
#   the bound variable's name is an argument as well, the code runs and gives another number: 2.575
#   instead of 2.380 below, without a warning. Elsewhere it fails when it is called.
#   (The second case is sympy/sympy issue 27971; that the first is silent is not said there.)
# Matters:  bits of n time bins are sums over k whose terms share exponentials, and k itself is the
#   natural name for the bin one asks about. sponte traces expressions into programs of its own,
#   which share a part only where no index is bound in it.
# Versions: sympy 1.14.0 with mpmath 1.3.0 (CPython 3.11). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$folder/venv/bin/python" - <<'PY'
import sys

from sympy import Sum, cse, exp, lambdify, symbols

k, n, x = symbols("k n x")
value = exp(-k * x) + Sum(k * exp(-k * x), (k, 1, n))
plain = lambdify((k, x, n), value, "math")(2, 0.5, 3)
shared = lambdify((k, x, n), value, "math", cse=True)(2, 0.5, 3)
print(f"{value}: {cse(value)}")
print(f"at k = 2, x = 1/2, n = 3: {plain:.6f}, with cse {shared:.6f}")
sys.exit(0 if abs(plain - shared) > 0.1 else "this has changed")
PY
