#!/usr/bin/env bash
# Expected: the text of a polynomial is a Python string, freed like any other; a program that prints
#   or hashes polynomials by their text runs in constant memory.
# Happens:  str() and repr() of a multivariate polynomial of python-flint keep a copy of the whole
#   text for ever, and then some: 8.3 KiB a call for 165 terms and a text of 2.1 KiB. str() of a
#   univariate polynomial keeps nothing.
# Matters:  a dictionary of polynomials needs a key, and they have no hash, so the text is the obvious
#   one. A search that asks for it some 100,000 times grows by a gigabyte and looks as if the cache
#   were to blame; no Python tool sees it, since the memory is C's. sponte's kernel tells elements
#   apart by value instead (`Element.__hash__` of their coefficients).
# Versions: python-flint 0.9.0 with FLINT 3.6.0 (wheel, CPython 3.11, Linux x86-64). 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check python-flint==0.9.0
"$folder/venv/bin/python" - <<'PY'
import resource
import sys

import flint

CALLS = 4000


def kept(polynomial):
    """Bytes by which the process grows with each text."""
    for _ in range(100):
        str(polynomial)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(CALLS):
        str(polynomial)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / CALLS


names = tuple(f"x{i}" for i in range(8))
context = flint.fmpq_mpoly_ctx.get(names, "degrevlex")
many = sum((context.gen(i) * (i + 1) for i in range(8)), context.constant(1)) ** 3
one = flint.fmpq_poly([1, 2, 3]) ** 80
found = {"one variable": kept(one), "eight variables": kept(many)}
for name, growth in found.items():
    print(f"{name}: {growth:.0f} bytes kept with each text")
print(f"terms {len(many)}, characters {len(str(many))}")
same = found["one variable"] < 100 and found["eight variables"] > 2000
sys.exit(0 if same else "this has changed")
PY
