#!/usr/bin/env bash
# Expected: quantum_rel_entr(X, Y) is tr X (log X - log Y) also where tr X is not 1, as its docstring
#   says, and quantum_cond_entr(rho, ...) likewise: half of a state has half of the entropy. The value
#   of a solved problem is what the solver found.
# Happens:  `value` divides X by its trace in tr X log X and not in tr X log Y: 0.824 and not 1.648 for
#   twice diag(1/4, 3/4) and I/2; half of a state gets 0.433 nats and not 0.265. The problem is solved
#   rightly (`solution.opt_val`), but `solve()` and `value` report the other number, as "optimal".
#   `value` of von_neumann_entr is -inf for many pure states, whose eigenvalue 0 is computed as -1e-17.
# Matters:  H(X|E) of an experiment is a sum over outcomes, each with an unnormalised state, and a
#   program that is to bound it reports more randomness than there is. sponte works with unnormalised
#   blocks throughout; docs/other-tools.md warns people who come from there.
# Versions: cvxpy 1.9.3, clarabel 0.11.1, scipy 1.17.1, numpy 2.4.6 (CPython 3.11, Linux x86-64).
#   2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check cvxpy==1.9.3 clarabel==0.11.1 \
  scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import sys

import cvxpy as cp
import numpy as np

whole, half = np.diag([0.25, 0.75]), np.eye(2) / 2
exact = 2 * (0.25 * np.log(0.5) + 0.75 * np.log(1.5)) + 2 * np.log(2)
X = cp.Variable((2, 2), symmetric=True)
problem = cp.Problem(cp.Minimize(cp.quantum_rel_entr(X, half)), [X == 2 * whole])
reported = problem.solve(solver="CLARABEL")
found = problem.solution.opt_val
print(f"tr X (log X - log Y), tr X = 2: exact {exact:.4f}, found by the solver {found:.4f}")
print(f"  {problem.status}, reported {reported:.4f}")

joint = np.diag([0.5, 0, 0.3, 0.2])
conditional = cp.quantum_cond_entr(joint, [2, 2]).value
part = cp.quantum_cond_entr(joint / 2, [2, 2]).value
print(f"H(X|E): {conditional:.4f}; of half of the state {part:.4f}, not {conditional / 2:.4f}")

angles = np.linspace(0, np.pi, 100)
vectors = np.array([np.cos(angles), np.sin(angles)]).T
pure = [cp.von_neumann_entr(np.outer(v, v)).value for v in vectors]
print(f"S of 100 pure states: {np.isneginf(pure).sum()} times -inf")

same = abs(found - exact) < 1e-6 and abs(reported - exact / 2) < 1e-6
same &= part > 1.5 * conditional / 2 and np.isneginf(pure).any()
sys.exit(0 if same else "this has changed")
PY
