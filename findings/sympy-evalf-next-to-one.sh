#!/usr/bin/env bash
# Expected: evalf(n) raises its working precision until n digits are right; evalf(n, strict=True)
#   raises PrecisionExhausted where it cannot. That is what makes it fit for a reference value.
# Happens:  an argument next to a point where a function is 0 or infinite is rounded to that point
#   first. log(1 + 10**-20), acosh(1 + 10**-20) and acos(1 - 10**-20) are 0, also with strict=True,
#   although two of them are 1.4e-10; atanh(1 - 10**-20) is infinite instead of 23.4. With 30 digits
#   asked for they are right. The logarithm alone is mended in the development branch
#   (sympy/sympy pull request 28790), in no release so far.
# Matters:  an entropy next to 0 or 1 is made of such logarithms: (1 - p)*log(1 - p) loses all its
#   digits and says nothing. sponte's own eta and log2 are evaluated from what the argument is away
#   from 1, and no verdict rests on evalf.
# Versions: sympy 1.14.0 with mpmath 1.3.0 (CPython 3.11). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0
"$folder/venv/bin/python" - <<'PY'
import sys

from sympy import Rational, acos, acosh, atanh, log, oo

p = Rational(1, 10**20)
same = True
for value, wrong in (
    (log(1 + p), 0),
    (acosh(1 + p), 0),
    (acos(1 - p), 0),
    (atanh(1 - p), oo),
):
    short, strict, long = value.evalf(10), value.evalf(10, strict=True), value.evalf(40)
    print(f"{value.func}: evalf(10) {short}, strict {strict}, evalf(40) {long.evalf(10)}")
    same &= short == strict == wrong != long
sys.exit(0 if same else "this has changed")
PY
