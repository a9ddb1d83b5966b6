#!/usr/bin/env bash
# Expected: sympy.physics.quantum.density.entropy is the von Neumann entropy: the same for a matrix of
#   SymPy and for the same numbers as an array of NumPy, log 2 for the maximally mixed qubit, and 0
#   for a pure state.
# Happens:  of equal eigenvalues one is counted: log(2)/2 for the maximally mixed qubit, log(4)/4 for
#   two of them, and the example in its docstring says so. The array of NumPy gives log 2 and log 4. A
#   pure state gives nan in both. The answer of the exact matrix is wrong without a sign.
# Matters:  it is the obvious way to check an entropy that was derived with SymPy, and degenerate
#   spectra are the rule for states without coherence. sponte derives entropies from its own spectra
#   with multiplicities; docs/other-tools.md warns people who come from there.
# Versions: sympy 1.14.0, numpy 2.4.6 (CPython 3.11). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check sympy==1.14.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import sys

import numpy as np
from sympy import diag, eye, log, nan, simplify
from sympy.physics.quantum.density import entropy

for name, state in (("mixed", eye(2) / 2), ("two mixed", eye(4) / 4), ("pure", diag(1, 0))):
    print(f"{name}: {entropy(state)}, as an array {entropy(np.array(state, dtype=float))}")

same = simplify(entropy(eye(2) / 2) - log(2) / 2) == 0 == simplify(entropy(eye(4) / 4) - log(4) / 4)
same &= abs(entropy(np.eye(4) / 4) - np.log(4)) < 1e-12
same &= entropy(diag(1, 0)) is nan and np.isnan(entropy(np.diag([1.0, 0.0])))
sys.exit(0 if same else "this has changed")
PY
